"""``python -m visitapp``: the same as the console script."""

from visitapp.cli.main import main

if __name__ == "__main__":
    main()
