#!/usr/bin/env python3
"""Set up and run visitapp with nothing but Python 3.11: `python3 run.py --help` lists everything.

Standard library only. The first start makes a private environment in .venv from the hashed lock;
later starts reuse it until the lock changes. Everything else is handed to that environment.
"""

from __future__ import annotations

import hashlib
import json
import locale
import os
import platform
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "packaging"))

from host import (  # noqa: E402 - beside the program, found by the line above
    Halt,
    Step,
    choose,
    has_display,
    host_pip,
    install_by_apt,
    missing_qt_packages,
    say,
)

VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "visitapp-setup.json"
DEMO = ROOT / "demo-out"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST_PIP = (22, 3)  # the first that installs into another environment (--python)

# What the second tier of tests drives for real: program and the Debian package of each.
TEST_PROGRAMS = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "git": "git",
    "busybox": "busybox",
    "cupsd": "cups-daemon",
    "lpadmin": "cups-client",
    "foomatic-rip": "cups-filters",
    "ippeveprinter": "cups-ipp-utils",
    "dbus-daemon": "dbus",
    "avahi-daemon": "avahi-daemon",
}

HELP = (
    """python3 run.py                 set up, then open the program (without a screen: run the demo)
python3 run.py demo            set up, then play the whole story; results in demo-out/
python3 run.py cli ...         any visitapp command, e.g. run.py cli visit today
python3 run.py doctor          what this computer has and what is missing
python3 run.py test            the tests that need nothing but Python (options go to pytest)
python3 run.py test --all      all tests; as root on Debian it installs what they drive
python3 run.py coverage        every line and branch of chain, store, evidence and clock
python3 run.py check           style, types and architecture
python3 run.py bench [ROW]     measure one row of the performance table, or all
python3 run.py fault [NAME]    one of the long fault campaigns; without a name: list them
python3 run.py texts           collect the texts, list what has no Japanese yet, compile""",
    """python3 run.py                 準備して画面を開きます（画面がなければデモを実行します）
python3 run.py demo            準備して、訪問の一部始終を実演します。結果は demo-out/ に残ります
python3 run.py cli ...         visitapp の各コマンド（例: run.py cli visit today）
python3 run.py doctor          このパソコンにある物、足りない物を表示します
python3 run.py test            Python だけで動くテスト（オプションは pytest に渡します）
python3 run.py test --all      すべてのテスト（Debian の root なら必要な物を入れます）
python3 run.py coverage        記録・保管・証拠・時計の全行と全分岐の検査
python3 run.py check           書き方・型・構造の検査
python3 run.py bench [行]      性能表の 1 行、または全部を測ります
python3 run.py fault [名前]    長い障害試験。名前がなければ一覧を表示します
python3 run.py texts           文言を集め、日本語のない物を示し、翻訳ファイルを作ります""",
)


# -- set-up ----------------------------------------------------------------------------------------


def wanted_stamp() -> dict[str, str]:
    """What the environment must have been made from."""
    return {
        "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest(),
        "python": platform.python_version(),
        "folder": str(ROOT),
    }


def is_set_up() -> bool:
    """Whether .venv belongs to this lock, this Python and this folder."""
    try:
        return PYTHON.exists() and json.loads(STAMP.read_text("utf-8")) == wanted_stamp()
    except (OSError, ValueError):
        return False


def make_environment() -> None:
    """Create .venv without pip; keep one whose Python still works and is this version."""
    version = "import platform; print(platform.python_version())"
    if PYTHON.exists():
        asked = subprocess.run([PYTHON, "-c", version], capture_output=True, text=True, check=False)
        if asked.stdout.strip() == platform.python_version():
            return
    with Step("Private environment (.venv)", "専用の環境（.venv）") as step:
        step.run(
            [sys.executable, "-m", "venv", "--without-pip", "--clear", str(VENV)],
            "Delete the folder .venv and start again.",
            "フォルダ .venv を消して、もう一度実行してください。",
        )


def install_packages(uv: str | None) -> None:
    """Fetch exactly what the lock names, checked by hash, and put the project on the path."""
    what = ["--require-hashes", "--no-deps", "-r", str(LOCK)]
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "-q", "--no-compile"]
    command = [uv, "pip", "install", "-q", "--python", str(PYTHON)] if uv else pip
    with Step("Python packages (about 400 MB)", "Python の部品（約 400 MB）") as step:
        step.run(
            [*command, *what],
            "Check the network (or the company proxy) and start again; nothing is lost.",
            "ネットワーク（社内プロキシ）を確認し、もう一度実行してください。",
        )
    site = sysconfig.get_path("purelib", "venv", {"base": str(VENV)})
    Path(site, "visitapp-source.pth").write_text(f"{ROOT}\n", "utf-8")
    compile_modules(site)
    STAMP.write_text(json.dumps(wanted_stamp(), indent=1), "utf-8")


def compile_modules(site: str) -> None:
    """Compile every module once, so that no start has to; a template among them is passed over.

    Not left to Python: where it may not write (PYTHONDONTWRITEBYTECODE, an office's policy) every
    start would compile all it imports, three times the start of the note (docs/PERFORMANCE.md).
    """
    with Step("Compiling, for quick starts", "起動を速くするための準備"):
        own = [str(ROOT / room) for room in ("visitapp", "ui")]
        subprocess.run(
            [PYTHON, "-m", "compileall", "-q", "-j", "0", site, *own],
            stdout=subprocess.DEVNULL,
            check=False,
        )


def set_up() -> None:
    """Make the environment ready; says nothing when it already is."""
    if is_set_up():
        return
    say("Setting up visitapp (once):", "visitapp を準備します（初回のみ）:")
    uv = shutil.which("uv")
    needs_pip = not uv and host_pip() < OLDEST_PIP
    packages = ["python3-pip", "ca-certificates"] if needs_pip else []
    if packages := packages + missing_qt_packages():
        install_by_apt(packages, needed=needs_pip)
    make_environment()
    install_packages(uv)
    say("Ready.", "準備ができました。")


# -- commands --------------------------------------------------------------------------------------


def call(*arguments: str, folder: Path | None = ROOT, **settings: str) -> int:
    """Hand over to the environment's Python on this terminal; returns its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1", **settings}
    with subprocess.Popen([str(PYTHON), *arguments], cwd=folder, env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the child got it too and ends in its own way
                continue


def open_program(arguments: list[str]) -> int:
    """The desktop where there is a screen, the demo where there is none."""
    if has_display() and (ROOT / "ui" / "main.py").exists() and not missing_qt_packages():
        return call("-m", "ui.main", *arguments)
    say("No screen here: this is the demo.", "画面がないため、デモを実行します。")
    return demo(arguments)


def demo(arguments: list[str]) -> int:
    """The whole story of one visit, offline and then online."""
    out = [] if "--out" in arguments else ["--out", str(DEMO)]
    code = call("-m", "visitapp", "demo", *out, *arguments)
    if out and not code:
        say(f"Results: {DEMO}", f"結果: {DEMO}")
    return code


def cli(arguments: list[str]) -> int:
    """Any visitapp command, run in the folder the user stands in."""
    return call("-m", "visitapp", *arguments, folder=None)


PARTS = """
import importlib
for name in ("sqlcipher3", "reportlab", "PIL", "pi_heif", "zxingcpp", "PySide6.QtWidgets"):
    try:
        importlib.import_module(name)
        print(f"{name:20} ok")
    except ImportError as problem:
        print(f"{name:20} {problem}")
"""


def doctor(_arguments: list[str]) -> int:
    """What this computer has; works even when the program cannot start."""
    pip = ".".join(map(str, host_pip())) or "-"
    print(f"Python {platform.python_version()} ({sys.executable}), {platform.platform()}")
    print(f"pip {pip}, uv {shutil.which('uv') or '-'}, locale {locale.getlocale()[0] or '-'}")
    print(f"Qt libraries missing: {', '.join(missing_qt_packages()) or '-'}")
    for name in ("lpstat", "ibus", "fcitx5", *TEST_PROGRAMS):
        print(f"{name:20} {shutil.which(name) or '-'}")
    if not is_set_up():
        say("Not set up yet: python3 run.py", "まだ準備していません: python3 run.py")
        return 1
    return call("-c", PARTS)


def test(arguments: list[str]) -> int:
    """First tier, on all cores; with --all everything, and there a skipped test is a failure.

    The second tier kills programs and looks at pixels: its parts have the machine to themselves.
    """
    everything = "--all" in arguments
    if everything:
        missing = [package for name, package in TEST_PROGRAMS.items() if not shutil.which(name)]
        if missing := missing + missing_qt_packages():
            install_by_apt(missing, needed=False)
    # Started in the background, the shell makes us deaf to interrupts; our tests send some.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    rest = [argument for argument in arguments if argument != "--all"]
    tier = "all" if everything else "first"
    # Each worker holds a window, an office and a photo worker at times: four are enough.
    cores = () if everything else ("-n", "auto", "--maxprocesses", "4")
    code = call(
        "-m", "pytest", "-rs", *cores, *rest, QT_QPA_PLATFORM="offscreen", VISITAPP_TESTS=tier
    )
    return max(code, coverage([])) if everything and not rest else code


def coverage(arguments: list[str]) -> int:
    """The rooms that may have no untested line or branch; 1 when one has."""
    return call("packaging/covered.py", *arguments)


def check(_arguments: list[str]) -> int:
    """Style, types and architecture; all of them, even after a failure."""
    commands = (
        ("-m", "ruff", "check"),
        ("-m", "ruff", "format", "--check"),
        ("-m", "mypy"),
        ("-m", "pytest", "tests/architecture"),
    )
    return max(call(*command) for command in commands)


def campaign(arguments: list[str]) -> int:
    """Run a program of tests/fault by name; without one, list them."""
    files = {f.stem: f for f in sorted((ROOT / "tests" / "fault").glob("[a-z]*.py"))}
    programs = {n: f for n, f in files.items() if not n.startswith(("test_", "conftest"))}
    wanted = arguments[0].lower().replace("-", "_") if arguments else ""
    if wanted not in programs:
        for name, file in programs.items():
            print(f"{name:12} {file.read_text('utf-8').split(chr(10), 1)[0].strip(chr(34))}")
        return 2 if wanted else 0
    return call(str(programs[wanted]), *arguments[1:])


def bench(arguments: list[str]) -> int:
    """The table of performance, or the rows of it that are named (P7)."""
    return call("-m", "tests.bench.table", *arguments)


def texts(arguments: list[str]) -> int:
    """Collect message ids, list unfinished translations, compile the catalogue."""
    return call("packaging/catalogue.py", *arguments)


COMMANDS = {c.__name__: c for c in (demo, cli, doctor, test, coverage, check, texts)}
COMMANDS |= {"bench": bench, "fault": campaign}


def main(arguments: list[str]) -> int:
    """Understand the command line, set up, go; returns the exit code."""
    name = arguments[0] if arguments else ""
    if name in {"-h", "--help", "help"}:
        print(choose(*HELP))
        return 0
    if name and name not in COMMANDS:
        print(choose(*HELP), file=sys.stderr)
        return 2
    if name != "doctor":
        set_up()
    return COMMANDS[name](arguments[1:]) if name else open_program([])


def start() -> int:
    """main, with every failure told in words."""
    if sys.version_info < (3, 11):  # noqa: UP036 (the one file an older Python may meet)
        print(f"visitapp needs Python 3.11 or newer; this is {platform.python_version()}.")
        return 1
    try:
        return main(sys.argv[1:])
    except Halt as halt:
        print("\n".join(f"    {line}" for line in halt.last_lines), file=sys.stderr)
        print(choose(f"Failed: {halt.what}", f"失敗した手順: {halt.what}"), file=sys.stderr)
        print(halt.remedy, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say(
            "\nStopped. Start it again to go on.",
            "\n中断しました。もう一度実行すると続きから始めます。",
        )
        return 130


if __name__ == "__main__":
    sys.exit(start())
