"""The sentences of a note as checked data: every key is there, every place in it is one we fill."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from visitapp.errors import Bug, Known

_PLACE = re.compile(r"\{(\w*)\}")

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
        "letter.no_call": "",
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
        raise _wrong(key, "The line “{line}” of the note's texts is missing.")
    for key in sorted(found.keys() - PLACES.keys()):
        raise _wrong(key, "The line “{line}” of the note's texts is not one we know.")
    for key, sentence in found.items():
        if set(_PLACE.findall(sentence)) != PLACES[key] or not sentence.strip():
            wanted = " ".join(f"{{{place}}}" for place in sorted(PLACES[key])) or "-"
            problem = (
                "The line “{line}” of the note's texts needs words and just these places: {places}."
            )
            raise _wrong(key, problem, wanted)
    if not version:
        raise _wrong("version", "The line “{line}” of the note's texts is missing.")
    if len(found["day.weekdays"]) != 7:
        raise _wrong("day.weekdays", "The line “{line}” must have seven characters.")
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
        raise _wrong(key, "The line “{line}” of the note's texts is not one we know.")
    if not version:
        raise _wrong("version", "The line “{line}” of the note's texts is missing.")
    whole = {**ours.sentences, **own}
    checked = check_note_texts({**whole, "version": f"{ours.version}+{version}"})
    return checked, own


def _flat(data: Mapping[str, object]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in data.items():
        if isinstance(value, Mapping):
            rows += [(f"{name}.{key}", text) for key, text in _flat(value)]
        elif isinstance(value, str):
            rows.append((name, value))
        else:
            raise _wrong(name, "The line “{line}” must be a text in quotes.")
    return rows


def _wrong(line: str, problem: str, places: str = "") -> Known:
    return Known(
        "Note texts damaged",
        problem,
        "Correct it in wording/note.ja.toml, or install the program again.",
        line=line,
        places=places,
    )
