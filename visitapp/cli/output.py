"""What a command says: JSON or lines on standard output, progress on standard error."""

import json
import sys
from collections.abc import Iterable

from visitapp.cli.columns import harmless
from visitapp.cli.wishes import wishes
from visitapp.domain.hint import Hint
from visitapp.texts import translate


class NobodyReads(Exception):
    """The reader of our output went away (``| head``): no error, nothing more to say."""


def say(value: object, lines: Iterable[str]) -> None:
    """Standard output: one JSON value when asked for, else the lines for a person."""
    if wishes().json:
        write(json.dumps(value, ensure_ascii=False) + "\n")
    else:
        write("".join(harmless(line) + "\n" for line in lines))


def write(text: str) -> None:
    """Standard output, at once; raises NobodyReads."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise NobodyReads from error


def mention(line: str) -> None:
    """Progress and remarks: standard error, so that they never mix with what a script reads."""
    sys.stderr.write(harmless(line) + "\n")
    sys.stderr.flush()


def progress(line: str) -> None:
    """How far a long command is, for a person: a script finds nothing but an error there."""
    if not wishes().json:
        mention(line)


def hinted(hint: Hint) -> str:
    """A hint in the language spoken."""
    return translate(hint.message, **hint.values)
