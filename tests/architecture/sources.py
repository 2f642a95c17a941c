"""What the architecture tests read: the files of the project and their syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "__pycache__", "demo-out", "dist", "build", ".mypy_cache"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: what git knows, or all but generated ones without git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        files = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        files = [f for f in ROOT.rglob("*") if not NOT_OURS & set(f.relative_to(ROOT).parts)]
    return tuple(sorted(f for f in files if f.is_file() and f.suffix != ".pyc"))


def name_of(file: Path) -> str:
    """The path of a file as the project writes it."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def python_files(*tops: str) -> list[Path]:
    """Python files below the named folders, or all."""
    return [
        f
        for f in tracked()
        if f.suffix == ".py" and (not tops or f.relative_to(ROOT).parts[0] in tops)
    ]


def product_files() -> list[Path]:
    """What we ship and what starts it."""
    return [*python_files("visitapp", "ui"), ROOT / "run.py", ROOT / "packaging" / "host.py"]


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: ast.Module) -> Iterator[Function]:
    """Every function and method of a module, nested ones too."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Dotted names of imported modules with their line; ``from a import b`` gives ``a.b`` too."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def called(node: ast.Call) -> str:
    """The dotted name of what is called, as far as it is written as names."""
    parts: list[str] = []
    at: ast.expr = node.func
    while isinstance(at, ast.Attribute):
        parts.append(at.attr)
        at = at.value
    if isinstance(at, ast.Name):
        parts.append(at.id)
    return ".".join(reversed(parts))
