"""``visitapp``: reads the words of the command line, runs one command, says how it ended.

Exit codes: 0 done; 1 a known problem, said in one sentence with advice; 2 wrong usage; 70 a bug.
"""

import importlib
import io
import json
import os
import sys
from collections.abc import Sequence

import typer
from typer.core import TyperGroup
from typer.main import get_command

from visitapp import __version__, texts
from visitapp.cli import usage
from visitapp.cli.bug_report import write_report
from visitapp.cli.catalogue import GROUPS, SINGLE, SUMMARIES, modules_of
from visitapp.cli.columns import harmless
from visitapp.cli.desktop import open_desktop
from visitapp.cli.helping import speak_helps
from visitapp.cli.output import NobodyReads
from visitapp.cli.wishes import VARIABLE, Wishes, WrongUsage, take, use
from visitapp.clock import Clock
from visitapp.errors import Known
from visitapp.texts import N_, translate

DONE, PROBLEM, USAGE, BUG = 0, 1, 2, 70

EVERYWHERE = N_(
    "Everywhere: --data DIR (or VISITAPP_DATA) chooses the data folder, --json prints one JSON "
    "value, --lang ja|en the language; before or after the command."
)


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str], clock: Clock | None = None) -> int:
    """Run one command line and return its exit code; ``clock`` is scripted in rehearsals only."""
    _prepare_streams()
    asked = Wishes(json="--json" in words)
    try:
        asked, rest = take(words, clock)
        use(asked)
        texts.use_language(asked.lang or "auto")
        return _run(rest, asked)
    except WrongUsage as wrong:
        return _complain(asked, translate(wrong.message, **wrong.values))
    except typer.TyperException as wrong:
        return _complain(asked, usage.told(wrong.format_message()))
    except Known as known:
        return _tell(asked, known)
    except typer.Abort:
        return PROBLEM
    except NobodyReads:
        return _nobody_reads()
    except Exception as error:  # noqa: BLE001 - the one place where a bug of ours ends
        return _own_up(asked, error, words)


def _run(rest: list[str], asked: Wishes) -> int:
    if not rest:
        return open_desktop(asked.folder, VARIABLE)
    if rest == ["--version"]:
        sys.stdout.write(f"visitapp {__version__}\n")
        return DONE
    command = get_command(build(rest))
    speak_helps(command, translate(EVERYWHERE))
    code = command.main(args=rest, prog_name="visitapp", standalone_mode=False)
    return code if isinstance(code, int) else DONE


def build(words: Sequence[str]) -> typer.Typer:
    """The commands that ``words`` may mean: only their modules are loaded, none for help."""
    root = typer.Typer(
        help=N_(
            "Visiting a customer at home after a complaint: proof and courtesy, offline first."
        ),
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    named = modules_of(words)
    for name, module in named:
        app = importlib.import_module(module).app
        if name in GROUPS:
            root.add_typer(app, name=name, cls=TyperGroup)
        else:
            root.add_typer(app)
    if not named:
        for name, summary in SUMMARIES.items():
            root.command(name, help=summary)(_root)
    root.callback()(_root)
    return root


def _root() -> None:
    """No option of its own; it keeps a single command from taking the place of the program."""


def _complain(asked: Wishes, sentence: str) -> int:
    """Wrong usage."""
    told = texts.Told(translate(N_("Wrong usage")), sentence, translate(N_("See --help.")))
    _write_error(asked, told, USAGE)
    return USAGE


def _tell(asked: Wishes, known: Known) -> int:
    """A known problem: one sentence and advice."""
    _write_error(asked, texts.tell(known), PROBLEM)
    return PROBLEM


def _own_up(asked: Wishes, error: Exception, words: Sequence[str]) -> int:
    """A bug of ours: the report's path, for the person to send."""
    known = {*SINGLE, *GROUPS}
    report = write_report(asked.folder, error, " ".join(w for w in words if w in known))
    told = texts.Told(
        translate(N_("A mistake in the program")),
        translate(N_("visitapp has made a mistake of its own; what was recorded before is safe.")),
        translate(N_("Please send us the report {path}."), path=report),
    )
    _write_error(asked, told, BUG)
    return BUG


def _write_error(asked: Wishes, told: texts.Told, code: int) -> None:
    if asked.json:
        value = {"title": told.title, "message": told.message, "advice": told.advice, "exit": code}
        sys.stderr.write(json.dumps({"error": value}, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(harmless(told.sentence) + "\n")


def _nobody_reads() -> int:
    """The reader of a pipe went away: no more output, no complaint at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _prepare_streams() -> None:
    """UTF-8 on a Windows console; a broken file name is shown, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = "utf-8" if sys.platform == "win32" else None
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
