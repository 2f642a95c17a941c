"""Who may import whom: the layers (import-linter) and the rooms of each third-party library."""

import subprocess
import sys

from tests.architecture.sources import ROOT, imported, name_of, python_files, tree

# Third-party library -> where it may be imported (a folder ends with /). Exhaustive.
ROOMS: dict[str, tuple[str, ...]] = {
    "PIL": ("visitapp/media/", "visitapp/documents/", "visitapp/cli/demo_photo.py"),
    "PySide6": ("ui/",),
    "argon2": ("visitapp/keys.py", "visitapp/office/"),
    "asn1crypto": ("visitapp/office/stamping/", "visitapp/office/sealing/"),
    "cryptography": (
        "visitapp/keys.py",
        "visitapp/evidence/",
        "visitapp/store/",
        "visitapp/office/",
    ),
    "fastapi": ("visitapp/office/",),
    "httpx2": ("visitapp/sync/transport.py",),
    "budoux": ("visitapp/documents/breaks.py",),
    "jaconv": ("visitapp/exchange/",),
    "jinja2": ("visitapp/office/",),
    "jpholiday": ("visitapp/policy.py",),
    "keyring": ("visitapp/keys.py",),
    "msgspec": ("visitapp/sync/", "visitapp/media/", "visitapp/office/"),
    "openpyxl": ("visitapp/exchange/",),
    "phonenumbers": ("visitapp/exchange/",),
    "pi_heif": ("visitapp/media/",),
    "platformdirs": ("visitapp/cli/", "ui/main.py"),
    "pyhanko": ("visitapp/office/sealing/",),
    "pyhanko_certvalidator": ("visitapp/office/sealing/",),
    "pypdfium2": ("visitapp/printing/raster.py",),
    "reportlab": ("visitapp/documents/",),
    "rfc3161_client": ("visitapp/office/stamping/",),
    "segno": ("visitapp/documents/",),
    "shiboken6": ("ui/",),
    "sqlalchemy": ("visitapp/office/",),
    "sqlcipher3": ("visitapp/store/",),
    "sqlite_utils": ("visitapp/store/",),
    "starlette": ("visitapp/office/",),
    "tomlkit": ("visitapp/settings.py",),
    "typer": ("visitapp/cli/",),
    "typing_extensions": ("visitapp/", "ui/"),
    "uvicorn": ("visitapp/office/",),
    "vobject": ("visitapp/exchange/",),
    "zstandard": ("visitapp/office/", "visitapp/sync/transport.py"),
    "zxingcpp": ("visitapp/media/",),
}


def test_imports_go_down_the_house_only() -> None:
    """The contracts in pyproject.toml; a new room must be given its place there first."""
    # a process of its own: the linter's logging set-up would silence every logger made before
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    checked = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_each_library_stays_in_its_room() -> None:
    wrong = []
    for file in python_files("visitapp", "ui"):
        name = name_of(file)
        for module, line in imported(tree(file)):
            top = module.partition(".")[0]
            if top in {"visitapp", "ui"} or top in sys.stdlib_module_names:
                continue
            if not name.startswith(ROOMS.get(top, ())):
                wrong.append(f"{name}:{line} imports {top}")
    assert not wrong, "\n".join(wrong)


def test_screens_do_not_know_each_other() -> None:
    """A screen may be split into a family of files that share its first word (door, door_acts)."""
    wrong = []
    for file in (ROOT / "ui" / "screens").glob("*.py"):
        family = file.stem.partition("_")[0]
        for module, line in imported(tree(file)):
            parts = module.split(".")
            of_a_screen = parts[:2] == ["ui", "screens"] and len(parts) > 2
            if of_a_screen and parts[2].partition("_")[0] != family:
                wrong.append(f"{name_of(file)}:{line} imports {module}")
    assert not wrong, "\n".join(wrong)


def test_no_folder_of_ours_shadows_a_library() -> None:
    """`tests` and `packaging` are folders, not packages: `packaging` is a library pip needs."""
    assert not [name_of(f) for f in python_files("tests", "packaging") if f.name == "__init__.py"]
