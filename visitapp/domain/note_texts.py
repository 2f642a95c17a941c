"""The sentences of a note as checked data: every key is there, every place in it is one we fill."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from visitapp.errors import Bug, Known
from visitapp.marks import N_

_PLACE = re.compile(r"\{(\w*)\}")
_MISSING = N_("The line “{line}” of the note's texts is missing.")
_UNKNOWN = N_("The line “{line}” of the note's texts is not one we know.")
_PLACES_WRONG = N_(
    "The line “{line}” of the note's texts needs words and just these places: {places}."
)
_FIXED = N_("The line “{line}” of the note's texts is the same for every company.")

PLACES: dict[str, frozenset[str]] = {
    key: frozenset(places.split())
    for key, places in {
        "paper.title": "",
        "paper.purpose": "",
        "paper.closing": "",
        "paper.closing_moved": "",
        "paper.phone": "",
        "paper.remark": "",
        "paper.number": "",
        "paper.revision": "revision",
        "paper.code": "",
        "paper.antifraud": "",
        "paper.inside": "name honorific",
        "paper.outside": "name honorific",
        "paper.reading": "kana",
        "paper.between_staff": "",
        "paper.number_short": "",
        "paper.promised": "",
        "paper.moment": "day time",
        "paper.wish": "",
        "paper.ask_number": "",
        "paper.tell_number": "",
        "paper.cut": "",
        "preprint.promised": "day time",
        "preprint.arrived": "half",
        "preprint.until": "half",
        "preprint.absent": "",
        "preprint.leave": "",
        "preprint.call": "who",
        "preprint.letter": "",
        "preprint.morning": "",
        "preprint.afternoon": "",
        "preprint.keep": "",
        "preprint.copy": "",
        "preprint.copy_1": "",
        "preprint.copy_2": "",
        "preprint.copy_3": "",
        "preprint.tick_1": "",
        "preprint.tick_2": "",
        "preprint.tick_3": "",
        "pad.honorific": "",
        "pad.promised": "",
        "pad.arrived": "",
        "pad.until": "",
        "pad.call": "company",
        "request.title": "",
        "request.intro": "",
        "request.item": "",
        "request.item_told": "",
        "request.information": "",
        "request.information_told": "",
        "request.time": "",
        "request.time_told": "",
        "request.model": "",
        "request.bought": "",
        "request.used": "",
        "request.closing": "",
        "receipt.title": "",
        "receipt.theirs": "",
        "receipt.ours": "",
        "receipt.intro": "",
        "receipt.day": "",
        "receipt.item": "",
        "receipt.quantity": "",
        "receipt.condition": "",
        "receipt.back": "",
        "receipt.closing": "",
        "receipt.customer": "",
        "receipt.staff": "",
        "thanks.title": "",
        "thanks.greeting": "",
        "thanks.told": "at",
        "thanks.closing": "",
        "card.phone": "",
        "card.phone_kind": "",
        "card.advice": "",
        "card.code": "",
        "line.easy": "",
        "line.english": "",
        "visit.on_time": "day time",
        "visit.late": "day time",
        "visit.unknown": "day time",
        "visit.until": "time",
        "visit.until_unknown": "",
        "visit.apology_late": "",
        "visit.absent": "at until",
        "visit.left_early": "at",
        "visit.intercom": "at",
        "visit.reception": "at",
        "visit.family": "at",
        "visit.met": "at",
        "visit.moved": "at",
        "visit.posted": "at",
        "visit.between_moments": "",
        "letter.opening": "",
        "letter.matter": "visit",
        "letter.report": "",
        "letter.reachable": "",
        "letter.report_met": "",
        "letter.ending": "",
        "letter.heading": "",
        "letter.calls": "",
        "letter.call_by": "day time",
        "letter.call_morning": "day",
        "letter.call_afternoon": "day",
        "letter.call_evening": "day",
        "letter.call_any": "day",
        "letter.call_or": "first second",
        "letter.reach": "",
        "letter.phone": "phone",
        "letter.phone_hours": "phone hours",
        "letter.phone_hours_told": "phone hours",
        "letter.end": "",
        "letter.fold": "",
        "letter.private": "",
        "letter.postcode": "code",
        "apology.feelings": "",
        "apology.trouble": "",
        "apology.occurrence": "",
        "apology.unclear_guidance": "",
        "apology.fault": "",
        "contact.first": "when who",
        "contact.later": "when",
        "contact.letter": "",
        "contact.who": "department person",
        "contact.who_of_company": "person",
        "contact.by": "day time",
        "contact.by_other_day": "day time",
        "contact.morning": "day",
        "contact.afternoon": "day",
        "contact.evening": "day",
        "contact.any": "day",
        "day.today": "",
        "day.today_date": "month day weekday",
        "day.tomorrow": "day weekday",
        "day.date": "month day weekday",
        "day.full": "year month day weekday",
        "day.era": "era year month day",
        "day.era_first": "",
        "day.weekdays": "",
        "time.noon": "",
        "time.morning": "hour minutes",
        "time.afternoon": "hour minutes",
        "time.minutes": "minute",
    }.items()
}
"""Every sentence of ``note.ja.toml`` and the places it must have, no more and no fewer."""
FIXED = frozenset({"paper.purpose", "paper.antifraud", "paper.outside"})
"""What a layout gives word for word: the one purpose line, the warning, the name outside."""
FACTS = ("day.", "time.")
"""How days and times are told: another order of the weekdays would make every paper false."""


@dataclass(frozen=True, slots=True)
class NoteTexts:
    """The sentences in force; ``version`` is kept with each note."""

    version: str
    sentences: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The sentence with its places filled in one pass; values may hold braces."""
        if not PLACES[key] <= set(values):
            message = f"{key} is filled with {sorted(values)}"
            raise Bug(message)
        return _PLACE.sub(lambda place: str(values[place[1]]), self.sentences[key])


def check_note_texts(data: Mapping[str, object]) -> NoteTexts:
    """The sentences of a parsed ``note.ja.toml``; raises Known naming the first wrong line."""
    found = dict(_flat(data))
    version = found.pop("version", "")
    for key in sorted(PLACES.keys() - found.keys()):
        raise _wrong(key, _MISSING)
    for key in sorted(found.keys() - PLACES.keys()):
        raise _wrong(key, _UNKNOWN)
    for key, sentence in found.items():
        is_whole = set(_PLACE.findall(sentence)) == PLACES[key] and sentence.strip()
        if not is_whole or any(brace in _PLACE.sub("", sentence) for brace in "{}"):
            wanted = " ".join(f"{{{place}}}" for place in sorted(PLACES[key])) or "-"
            raise _wrong(key, _PLACES_WRONG, wanted)
    if not version:
        raise _wrong("version", _MISSING)
    if len(found["day.weekdays"]) != 7:
        raise _wrong("day.weekdays", N_("The line “{line}” must have seven characters."))
    return NoteTexts(version, found)


def merged_texts(
    ours: NoteTexts, given: Mapping[str, object]
) -> tuple[NoteTexts, Mapping[str, str]]:
    """Our texts with the lines of a company in their places, and these lines by name.

    Their ``version`` stands behind ours. Raises Known naming the first wrong line.
    """
    own = dict(_flat(given))
    version = own.pop("version", "")
    for key in sorted(own.keys() - PLACES.keys()):
        raise _wrong(key, _UNKNOWN)
    for key in sorted(own):
        if (key in FIXED or key.startswith(FACTS)) and own[key] != ours.sentences[key]:
            raise _wrong(key, _FIXED)
    if not version:
        raise _wrong("version", _MISSING)
    whole = {**ours.sentences, **own}
    checked = check_note_texts({**whole, "version": f"{ours.version}+{version}"})
    return checked, own


def _flat(data: Mapping[str, object], within: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in data.items():
        name = within + key
        if isinstance(value, Mapping):
            rows += _flat(value, f"{name}.")
        elif isinstance(value, str):
            rows.append((name, value))
        else:
            raise _wrong(name, N_("The line “{line}” must be a text in quotes."))
    return rows


def _wrong(line: str, problem: str, places: str = "") -> Known:
    return Known(
        "Note texts damaged",
        problem,
        "Correct it in wording/note.ja.toml, or install the program again.",
        line=line,
        places=places,
    )
