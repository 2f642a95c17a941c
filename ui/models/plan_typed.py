"""What a filled-in form means: times and lengths read by the same readers as quick add."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ui.models.plan_words import BLOCKS, DOUBTS, day_words, length_words
from visitapp.actions.arrangement import Arrangement
from visitapp.actions.plan_view import FormView
from visitapp.domain.quick_add import read_line
from visitapp.domain.typed_time import length_in, plain, time_in, when_text
from visitapp.domain.words import AgreedHow, SiteKind
from visitapp.texts import translate as _

USUAL_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """``at`` is None until a day and time are understood; ``problem`` says why not, else ""."""

    at: datetime | None
    minutes: int
    back: datetime | None
    said: tuple[str, ...]
    problem: str


def typed(values: Mapping[str, str], now: datetime) -> Typed:
    """Read the fields of a form as they stand."""
    read = read_line(values["when"], now)
    doubts = [_(DOUBTS[d]) for d in read.doubts if d in DOUBTS]
    wrong = [_(DOUBTS[d]) for d in read.doubts if d in BLOCKS]
    length = length_in(plain(values["length"]))
    at = read.promised_at if not wrong else None
    problem = wrong[0] if wrong else ""
    if at is None and not problem:
        problem = _("The promised time is not understood yet. Type it like 明日14時.")
    if values["length"].strip() and length is None:
        problem = problem or _("The length is not understood. Type it like 1時間 or 90分.")
    back = _back(values["back"], (at or now).date(), now)
    if values["back"].strip() and back is None:
        problem = problem or _("The expected return is not understood. Type it like 17時.")
    minutes = length.minutes if length else read.minutes or USUAL_MINUTES
    said = (f"{day_words(at)} {at:%H:%M}  {length_words(minutes)}", *doubts) if at else ()
    return Typed(at=at, minutes=minutes, back=back, said=said, problem=problem)


def _back(words: str, day: date, now: datetime) -> datetime | None:
    """A return of an hour alone is on the day of the visit."""
    if not words.strip():
        return None
    clock = time_in(plain(words))
    read = read_line(words, now)
    if clock is None or clock.at is None:
        return None
    on = read.day if read.spans and read.spans[0].part == "day" and read.day else day
    return datetime.combine(on, clock.at, now.tzinfo)


def arrangement_of(values: Mapping[str, str], minutes: int) -> Arrangement:
    """Roles, place, window and purpose of a form."""
    site = SiteKind(values["site"])
    return Arrangement(
        speaker=values["speaker"].strip(),
        recorder=values["recorder"].strip(),
        liaison=values["liaison"].strip(),
        minutes=minutes,
        window_minutes=int(values["window"]),
        site=site,
        room="" if site is SiteKind.HOUSE else values["room"].strip(),
        purpose=values["purpose"],
    )


def agreed_of(values: Mapping[str, str]) -> AgreedHow:
    """How the customer agreed."""
    return AgreedHow(values["agreed"])


def values_of(view: FormView, now: datetime) -> dict[str, str]:
    """A planned visit as the fields of a form; roles nobody has go to the party in its order."""
    visit, names = view.visit, view.names
    at = visit.promised_at.astimezone(now.tzinfo) if visit.promised_at else None
    roles = {"speaker": visit.speaker, "recorder": visit.recorder, "liaison": visit.liaison}
    free = [person for person in visit.staff if person not in roles.values()]
    for role, person in roles.items():
        if not person and free:
            roles[role] = free.pop(0)
    back = visit.expected_return.astimezone(now.tzinfo) if visit.expected_return else None
    return {
        **{role: names.get(person, "") for role, person in roles.items()},
        "when": when_text(at.date(), at.time()) if at else "",
        "length": length_words(visit.minutes),
        "window": str(visit.window_minutes),
        "agreed": visit.agreed_how.value,
        "purpose": visit.purpose,
        "site": visit.site.value,
        "room": visit.room,
        "back": when_text(back.date(), back.time()) if back else "",
        "watcher": visit.watcher,
        "customer_id": view.customer.id,
    }
