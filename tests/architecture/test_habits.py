"""How the code is written: words, docstrings, and what is done in one place only."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import (
    called,
    functions,
    imported,
    name_of,
    product_files,
    python_files,
    tree,
)

NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "misc", "common", "tools"}
FULLY_EXPLAINED = (
    "visitapp/domain/",
    "visitapp/actions/",
    "visitapp/store/",
    "visitapp/sync/",
    "visitapp/evidence/",
)
CLOCK_CALLS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.monotonic_ns",
    "time.localtime",
}
CLOCK = ("visitapp/clock.py", "packaging/host.py")  # times steps before there is a program
THREADS = (
    "ui/tasks.py",
    "visitapp/sync/",
    "visitapp/media/",
    "visitapp/office/",
    "visitapp/printing/asking.py",  # a name that is looked up knows no time-out
)
THREAD_CALLS = {"Thread", "Timer", "ThreadPoolExecutor", "ProcessPoolExecutor"}
BROAD = (
    "visitapp/cli/main.py",
    "visitapp/media/worker.py",
    "visitapp/office/app.py",
    "visitapp/office/sealing/checking.py",  # a foreign reader over foreign bytes
    "visitapp/sync/watch.py",
    "ui/tasks.py",
    "ui/main.py",
)


def calls(files: list[Path]) -> Iterator[tuple[str, int, str]]:
    """Every call of the files: file, line, dotted name."""
    for file in files:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call):
                yield name_of(file), node.lineno, called(node)


def ends_with(name: str, wanted: set[str]) -> bool:
    """Whether the last two words (or the last) of a dotted call are among the wanted."""
    parts = name.split(".")
    return ".".join(parts[-2:]) in wanted


def test_time_is_read_in_the_clock_only() -> None:
    """Every other place takes a Clock or a value: a visit can be replayed to the microsecond."""
    wrong = [
        f"{file}:{line} {name}"
        for file, line, name in calls(product_files())
        if ends_with(name, CLOCK_CALLS) and not file.startswith(CLOCK)
    ]
    assert not wrong, "\n".join(wrong)


def test_threads_start_in_named_places_only() -> None:
    wrong = [
        f"{file}:{line} {name}"
        for file, line, name in calls(product_files())
        if name.split(".")[-1] in THREAD_CALLS and not file.startswith(THREADS)
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_prints_and_message_boxes_have_one_door() -> None:
    wrong = []
    for file, line, name in calls(python_files("visitapp", "ui")):
        if name == "print" or (name.startswith("QMessageBox") and file != "ui/errors.py"):
            wrong.append(f"{file}:{line} {name}")
    assert not wrong, "\n".join(wrong)


def test_no_dialog_holds_the_window() -> None:
    """A dialog that blocks hides the running wait and every change from outside."""
    wrong = [
        f"{file}:{line} {name}"
        for file, line, name in calls(python_files("ui"))
        if (name.startswith("QFileDialog") and file != "ui/widgets/ask_files.py")
        or (name.endswith(".exec") and file != "ui/main.py")
    ]
    assert not wrong, "\n".join(wrong)


def test_tests_neither_sleep_nor_mock() -> None:
    wrong = [
        f"{file}:{line} {name}"
        for file, line, name in calls(python_files("tests"))
        if name in {"time.sleep", "sleep", "mock.patch", "MagicMock", "Mock"}
    ]
    wrong += [
        f"{name_of(f)}:{line} {module}"
        for f in python_files("tests")
        for module, line in imported(tree(f))
        if module.startswith("unittest.mock")
    ]
    assert not wrong, "\n".join(wrong)


def broad_handlers(file: Path) -> Iterator[int]:
    """Lines of handlers that catch everything and do not raise it again."""
    for node in ast.walk(tree(file)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        names = (
            {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {""}
        )
        raises_again = any(isinstance(n, ast.Raise) and not n.exc for n in ast.walk(node))
        if names & {"Exception", "BaseException", ""} and not raises_again:
            yield node.lineno


def test_everything_is_caught_in_named_places_only() -> None:
    wrong = [
        f"{name_of(file)}:{line}"
        for file in python_files("visitapp", "ui")
        for line in broad_handlers(file)
        if name_of(file) not in BROAD
    ]
    assert not wrong, "\n".join(wrong)


def test_every_module_says_what_it_is() -> None:
    assert not [name_of(f) for f in python_files() if not ast.get_docstring(tree(f))]


def unexplained(file: Path) -> Iterator[str]:
    """Public functions and classes of a file without a docstring (overrides inherit theirs)."""
    for node in functions(tree(file)):
        marks = {getattr(m, "id", getattr(m, "attr", "")) for m in node.decorator_list}
        if node.name.startswith("_") or marks & {"override", "overload"} or "setter" in marks:
            continue
        if not ast.get_docstring(node) and not is_inner(file, node):
            yield f"{name_of(file)}:{node.lineno} {node.name}"


def is_inner(file: Path, wanted: ast.AST) -> bool:
    """Whether a function stands inside another function: nobody outside can call it."""
    return any(
        node is not wanted and wanted in set(ast.walk(node)) for node in functions(tree(file))
    )


def test_public_functions_of_the_core_are_explained() -> None:
    files = [f for f in python_files("visitapp") if name_of(f).startswith(FULLY_EXPLAINED)]
    missing = [line for file in files for line in unexplained(file)]
    assert not missing, "\n".join(missing)


def test_most_other_public_functions_are_explained() -> None:
    files = [f for f in product_files() if not name_of(f).startswith(FULLY_EXPLAINED)]
    public = [n for f in files for n in functions(tree(f)) if not n.name.startswith("_")]
    missing = [line for file in files for line in unexplained(file)]
    assert len(missing) <= 0.2 * len(public), "\n".join(missing)


def test_files_are_named_after_things() -> None:
    """A name that says nothing collects everything."""
    wrong = [
        name_of(f)
        for f in python_files()
        if NO_NAMES & set(f.stem.split("_")) or NO_NAMES & set(f.parent.name.split("_"))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_type_is_ignored_only_with_its_code() -> None:
    wrong = [
        f"{name_of(file)}:{number}"
        for file in product_files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if "# type: ignore" in line and "# type: ignore[" not in line
    ]
    assert not wrong, "\n".join(wrong)
