"""What a company adds to its papers: sentences of its own and a logo, checked when records open.

``wording.toml`` beside the settings holds the lines that differ from ours, under the same names,
and a ``version`` of its own. A file that can't be used changes nothing: our own sentences are
printed, and the trouble is told at the start and before departure, never at the door.
"""

import errno
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

from visitapp.domain.note_facts import Logo
from visitapp.domain.note_texts import NoteTexts, merged_texts
from visitapp.domain.wording import check, is_allowed
from visitapp.domain.words import Form, Responsibility
from visitapp.errors import Known
from visitapp.lexicon import lexicon, note_texts
from visitapp.marks import N_
from visitapp.texts import translate, why

FILE = "wording.toml"
PLACE = re.compile(r"\{\w+\}")
APPROVED = frozenset({"visit.apology_late"})
"""Lines that apologise because the log shows it (N-02): the guard lets them pass as they are."""
SEALED = ("letter.", "apology.", "request.", "receipt.", "thanks.")
"""Lines that stand in an envelope or are handed over: read by the guard as a letter's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The sentences in force, the logo, and what of the company's own could not be used."""

    texts: NoteTexts
    logo: Logo | None = None
    troubles: tuple[Known, ...] = ()


@cache
def ours() -> Style:
    """The style of whoever adds nothing."""
    return Style(texts=note_texts())


def load_style(folder: Path, logo: str = "") -> Style:
    """The company's own where it is there and holds; ``logo`` is a path, or beside the settings.

    A file is read again only when it has changed.
    """
    files = (folder / FILE, folder / logo if logo.strip() else None)
    stamps = tuple(_stamp(file) for file in files)
    return _loaded(*files, stamps) if any(files[1:]) or stamps[0] else ours()


def _stamp(file: Path | None) -> tuple[int, int] | None:
    try:
        told = file.stat() if file else None
    except OSError:
        return None
    return (told.st_mtime_ns, told.st_size) if told else None


@lru_cache(maxsize=4)
def _loaded(wording: Path, logo: Path | None, stamps: tuple[object, ...]) -> Style:
    """``stamps`` are of both files as they were read."""
    texts, mark, troubles = note_texts(), None, []
    try:
        texts = company_texts(wording) if stamps[0] else texts
    except Known as trouble:
        troubles.append(trouble)
    try:
        mark = _logo(logo) if logo else None
    except Known as trouble:
        troubles.append(trouble)
    return Style(texts=texts, logo=mark, troubles=tuple(troubles))


def company_texts(path: Path) -> NoteTexts:
    """Our sentences with a company's own in their places.

    Raises Known naming the line: not TOML, a line we don't know, places left out, or words that
    the guard refuses on a slip or in a letter.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, translate(N_("it is no file")))
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Known(
            "Own sentences not usable",
            "The company's sentences in {path} are not written in UTF-8.",
            "Save {file} as UTF-8; until then our own sentences are printed.",
            path=path.name,
            file=path.name,
        ) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise Known(
            "Own sentences not usable",
            "The company's sentences in {path} can't be read ({what}).",
            "Correct that line in {file}; until then our own sentences are printed.",
            path=path.name,
            file=path.name,
            what=error if isinstance(error, tomllib.TOMLDecodeError) else why(error),
        ) from error
    try:
        texts, own = merged_texts(note_texts(), given)
    except Known as wrong:
        advice = N_("Correct that line in {file}; until then our own sentences are printed.")
        raise Known(wrong.title, wrong.message, advice, **wrong.values, file=path.name) from wrong
    for line, sentence in own.items():
        _demand_harmless(line, sentence)
    _demand_printable(own, texts, path)
    return texts


def _demand_harmless(line: str, sentence: str) -> None:
    form = Form.LETTER if line.startswith(SEALED) else Form.OPEN
    told = PLACE.sub("〇", sentence)
    approved = frozenset({told}) if line in APPROVED else frozenset[str]()
    found = check(told, form, Responsibility.UNDETERMINED, lexicon(), approved)
    if not is_allowed(found):
        worst = next(finding for finding in found if finding.blocks)
        raise Known(
            "Own sentences not usable",
            "The line “{line}” must not say “{text}” on paper.",
            worst.advice,
            line=line,
            text=worst.text,
        )


def _demand_printable(own: Mapping[str, str], texts: NoteTexts, path: Path) -> None:
    """Raises Known naming the line that no font or no paper of ours has place for."""
    from visitapp.documents.trial import try_characters, try_sentences  # noqa: PLC0415 - fonts

    ours = note_texts().sentences
    trouble = _tried(lambda: try_sentences(texts))
    for line, sentence in own.items():
        alone = NoteTexts(texts.version, {**ours, line: sentence})
        wrong = _tried(partial(try_characters, PLACE.sub("", sentence), ours[line]))
        wrong = wrong or (trouble and _tried(partial(try_sentences, alone)))
        if wrong:
            raise _not_printable(line, wrong, path) from wrong
    if trouble:
        raise _not_printable(", ".join(own), trouble, path) from trouble


def _tried(act: Callable[[], None]) -> Known | None:
    try:
        act()
    except Known as trouble:
        return trouble
    return None


def _not_printable(line: str, trouble: Known, path: Path) -> Known:
    return Known(
        "Own sentences not usable",
        "The line “{line}” can't be printed: {what}",
        "Correct that line in {file}; until then our own sentences are printed.",
        line=line,
        what=translate(trouble.message, **trouble.values),
        file=path.name,
    )


def _logo(path: Path) -> Logo:
    from visitapp.documents.logo import read_logo  # noqa: PLC0415 - Pillow, for the few who have one

    return read_logo(path)
