"""Loads the wording of our papers from resources/wording: a note's sentences, the guard's rules."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from visitapp import assets
from visitapp.domain.call_script import CallTexts
from visitapp.domain.folding import Folding
from visitapp.domain.lexicon_data import read_lexicon
from visitapp.domain.note_texts import NoteTexts, check_note_texts
from visitapp.domain.tone import read_tone
from visitapp.domain.wording import Lexicon


@cache
def note_texts() -> NoteTexts:
    """The sentences of the note; raises Known naming the line that can't be used."""
    return check_note_texts(_read("note.ja.toml"))


@cache
def lexicon() -> Lexicon:
    """The rules of the wording guard; raises Known naming the rule that can't be used."""
    told = assets.path("wording", "tone.ja.tsv").read_text(encoding="utf-8")
    return read_lexicon(_read("lexicon.ja.toml"), read_tone(told))


def folding() -> Folding:
    """How the guard's copy of a text is spelled."""
    return Folding(_read("lexicon.ja.toml")["fold"])


@cache
def call_texts() -> CallTexts:
    """The sentences of the call after a visit."""
    value = _read("call.ja.toml")
    return CallTexts(
        version=value["version"],
        script=value["script"],
        place=value["place"],
        late=value["late"]["running"],
        crossed=value["crossed"]["apology"],
    )


@cache
def door_lines() -> Mapping[str, str]:
    """The agreed lines at the door, by outcome (domain/door_lines.py)."""
    lines: Mapping[str, str] = _read("door.ja.toml")["line"]
    return lines


@cache
def report_texts() -> Mapping[str, Mapping[str, str]]:
    """The words of a dossier's report, by table (text, heading, fact, kind …)."""
    tables: Mapping[str, Mapping[str, str]] = _read("report.ja.toml")
    return tables


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(assets.path("wording", name).read_text(encoding="utf-8"))
