"""The script of the call that follows a visit (R-39): two steps, the person first; pure.

To anyone but the person the matter is not told (V-06); the date is the real one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from visitapp.domain.words import Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTexts:
    """The sentences, from resources/wording/call.ja.toml."""

    version: str
    script: Mapping[str, str]
    place: Mapping[str, str]
    late: str
    crossed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What the script is filled with; ``placement`` is None when no note was left."""

    name: str
    is_company: bool
    company: str
    department: str
    person: str
    came_on: date
    placement: Placement | None
    was_absent: bool


def script_of(facts: CallFacts, texts: CallTexts) -> str:
    """Two numbered lines to read out."""
    ask = texts.script["ask_company" if facts.is_company else "ask"].format(name=facts.name)
    told = texts.script[_sentence(facts)].format(
        company=facts.company,
        department=facts.department,
        person=facts.person,
        month=facts.came_on.month,
        day=facts.came_on.day,
        place=texts.place[facts.placement.value] if facts.placement else "",
    )
    return f"1{ask}\n2{told}"


def late_line(minutes: int, texts: CallTexts) -> str:
    """What is said when we will be ``minutes`` late (N-01)."""
    return texts.late.format(minutes=minutes)


def _sentence(facts: CallFacts) -> str:
    if not facts.was_absent:
        return "told_met"
    return "told_note" if facts.placement else "told"
