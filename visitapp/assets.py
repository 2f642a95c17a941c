"""The one door to resources/: fonts, texts, policy; in the tree, a wheel or a frozen program."""

from functools import cache
from pathlib import Path

from visitapp.errors import Bug


@cache
def root() -> Path:
    """The folder of all resources.

    A wheel and a frozen program carry it inside the package (``visitapp/resources``), the source
    tree beside it. Raises Bug when neither is there: the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    message = f"no resources folder in or beside {package}"
    raise Bug(message)


def path(*parts: str) -> Path:
    """The file or folder ``resources/<parts…>``; raises Bug when it is not there."""
    found = root().joinpath(*parts)
    if not found.exists():
        message = f"missing resource: {'/'.join(parts)}"
        raise Bug(message)
    return found
