"""出発前の確認: what would fail at the door is found at the desk (ux 10); each check really runs.

What no program can see is kept as seen by a person, never as measured: cards in the bag are looked
at, pre-prints and pads are counted.
"""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from visitapp import assets, machine
from visitapp.actions import note, set_up
from visitapp.actions.printer_check import USUAL_WAY, Way, check_printers
from visitapp.actions.today_view import OPEN_STATES, TodayView, VisitLine
from visitapp.domain.hint import Hint
from visitapp.errors import Known
from visitapp.media.intake import Intake, judge
from visitapp.media.verdict import Verdict
from visitapp.settings import load_settings
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace

ENOUGH_DISK = 1_000_000_000
PHOTO_BYTES = 3_000_000
ENOUGH_BATTERY = 50
BACKUP_DAYS = timedelta(days=1)
SAMPLE = "1-approach-door.jpg"


class Check(StrEnum):
    """The checks in the order of the page; paper is counted, cards are looked at."""

    PRINTER = "printer"
    NOTE = "note"
    PAPER = "paper"
    CARDS = "cards"
    PHOTOS = "photos"
    BATTERY = "battery"
    DISK = "disk"
    CLOCK = "clock"
    UNSENT = "unsent"
    CONTACTS = "contacts"
    RECOVERY = "recovery"


LEFT_OUT = {
    "mail": N_("mail address"),
    "logo": N_("logo"),
    "address": N_("address"),
    "card": N_("everything, so there is no card"),
}
"""What has no room on the card that goes with a note, in words."""
BY_EYE = frozenset({Check.CARDS})
BY_A_PERSON = BY_EYE | {Check.PAPER}
"""What no program measures: their results are kept as seen."""
MEASURED = tuple(check for check in Check if check not in BY_EYE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of one check in words; ``settled`` is green, everything else amber."""

    check: Check
    settled: bool
    words: Hint
    by_eye: bool = False

    @property
    def kept_as(self) -> str:
        """How the result stands in the visit's entry: ``check:ok``, ``:attention``, ``:eye``."""
        if not self.settled:
            return f"{self.check.value}:attention"
        return f"{self.check.value}:{'eye' if self.by_eye else 'ok'}"


def run(ws: Workspace, check: Check, view: TodayView, way: Way = USUAL_WAY) -> Finding:
    """Do one check; one that cannot run says why and counts as amber.

    ``way`` is how printers are found; what a person counted is read from ``view``.
    """
    checks: dict[Check, Callable[[Workspace, TodayView], tuple[bool, Hint]]] = {
        Check.NOTE: _note,
        Check.PHOTOS: _photos,
        Check.BATTERY: _battery,
        Check.DISK: _disk,
        Check.CLOCK: _clock,
        Check.UNSENT: _unsent if view.office else _backup,
        Check.CONTACTS: _contacts,
        Check.PRINTER: lambda ws, _view: check_printers(ws, way),
        Check.PAPER: _paper,
        Check.RECOVERY: _recovery,
    }
    try:
        settled, words = checks[check](ws, view)
    except Known as known:
        settled, words = False, Hint(known.message, known.values)
    except OSError as error:
        settled, words = False, Hint("It could not be checked: {what}", {"what": error.strerror})
    return Finding(check=check, settled=settled, words=words, by_eye=check in BY_A_PERSON)


def seen(check: Check, at: datetime) -> Finding:
    """The person looked."""
    words = Hint("Looked at {time}", {"time": f"{at:%H:%M}"})
    return Finding(check=check, settled=True, words=words, by_eye=True)


def unseen(check: Check) -> Finding:
    """Nobody has looked yet, and why the program cannot."""
    why = {Check.CARDS: Hint("Look: cards, opaque envelopes, rain sleeves.")}
    return Finding(check=check, settled=False, words=why[check], by_eye=True)


def open_checks(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The names of what is not settled."""
    return tuple(found.check.value for found in findings if not found.settled)


def _still_to_go(view: TodayView) -> list[VisitLine]:
    return [line for line in view.visits if line.row.state in OPEN_STATES and not line.row.outcome]


def _note(ws: Workspace, view: TodayView) -> tuple[bool, Hint]:
    """The note of every visit to come is really made: a name that cannot be printed shows now."""
    for trouble in ws.style_troubles:
        return False, Hint(trouble.message, trouble.values)
    lines = _still_to_go(view)
    if not lines:
        return True, Hint("No note is needed today.")
    for line in lines:
        try:
            note.preview(ws, line.row.id)
        except Known as known:
            values: dict[str, object] = {
                "name": line.name,
                "what": translate(known.message, **known.values),
            }
            return False, Hint("{name}: {what}", values)
    if left_out := _left_out(ws, lines[0]):
        return False, left_out_hint(left_out)
    return True, Hint("{n} notes and cards made, no character is missing.", {"n": len(lines)})


def left_out_hint(left_out: Iterable[str]) -> Hint:
    """What is missing on the card that is cut out of a note on A5 or B5."""
    what = ", ".join(translate(LEFT_OUT[part]) for part in left_out)
    return Hint("Left out of the card on A5 and B5 for want of room: {what}", {"what": what})


def _left_out(ws: Workspace, line: VisitLine) -> tuple[str, ...]:
    with ws.store.reading() as tx:
        return note.card_of_visit(ws, tx, line.visit).left_out


def _photos(_ws: Workspace, _view: TodayView) -> tuple[bool, Hint]:
    """A photo goes through the worker as at the door; nothing is kept."""
    data = assets.path("samples", "photos", SAMPLE).read_bytes()
    judged = judge(SAMPLE, data)
    with Intake() as intake:
        made = intake.copies(data)
    if judged.taken is Verdict.REFUSED or not made.thumbnail:
        return False, Hint("A sample photo could not be taken in.")
    return True, Hint("A sample photo was taken in.")


def _battery(_ws: Workspace, view: TodayView) -> tuple[bool, Hint]:
    found = machine.battery()
    if found is None:
        return False, Hint("This computer tells nothing of a battery.")
    values: dict[str, object] = {"percent": found.percent}
    if found.charging:
        return True, Hint("{percent} %, on mains", values)
    back = max(
        (v.visit.expected_return for v in view.visits if v.visit.expected_return), default=None
    )
    if found.hours is None:
        return found.percent >= ENOUGH_BATTERY, Hint("{percent} %", values)
    values["hours"] = round(found.hours)
    lasts = view.now + timedelta(hours=found.hours)
    enough = lasts >= back if back is not None else found.percent >= ENOUGH_BATTERY
    return enough, Hint("{percent} %, about {hours} hours", values)


def _disk(ws: Workspace, _view: TodayView) -> tuple[bool, Hint]:
    free = shutil.disk_usage(ws.folder).free
    values: dict[str, object] = {"gb": f"{free / 1e9:.0f}", "photos": f"{free // PHOTO_BYTES:,}"}
    return free >= ENOUGH_DISK, Hint("{gb} GB free, about {photos} photos", values)


def _clock(ws: Workspace, view: TodayView) -> tuple[bool, Hint]:
    """The office's time and the age of the plan; alone, that the clock does not run back."""
    if not view.office:
        behind = ws.clock.now() < view.now
        when: dict[str, object] = {"time": f"{view.now:%H:%M}"}
        return not behind, Hint("This computer's clock: {time}", when)
    if view.plan_at is None:
        return False, Hint("The office has not been reached yet.")
    at: dict[str, object] = {"at": f"{view.plan_at:%m/%d %H:%M}"}
    return not view.is_plan_old, Hint("Office time and plan of {at}", at)


def _unsent(_ws: Workspace, view: TodayView) -> tuple[bool, Hint]:
    """Records of earlier days should be at the office before the next ones are made."""
    pending = view.pending
    old = pending.oldest_at is not None and pending.oldest_at < view.now.replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    values: dict[str, object] = {"n": pending.total}
    if old:
        return False, Hint("{n} on this computer only, some from an earlier day", values)
    return True, Hint("{n} on this computer only, all from today", values)


def _backup(_ws: Workspace, view: TodayView) -> tuple[bool, Hint]:
    if not view.last_backup_at:
        return False, Hint("There is no backup yet.")
    at = datetime.fromisoformat(view.last_backup_at).astimezone(view.now.tzinfo)
    words = Hint("Last backup {at}", {"at": f"{at:%m/%d %H:%M}"})
    return view.now - at <= BACKUP_DAYS, words


def _contacts(ws: Workspace, view: TodayView) -> tuple[bool, Hint]:
    """Whom to call is stored: the company's number, and who watches each visit to come."""
    if not ws.settings.sender.phone:
        return False, Hint("The company's telephone number is not stored.")
    missing = sum(not line.visit.watcher for line in _still_to_go(view))
    if missing:
        return False, Hint("{n} visits without somebody who watches over them", {"n": missing})
    return True, Hint("Company number and watchers are stored.")


def _paper(ws: Workspace, view: TodayView) -> tuple[bool, Hint]:
    """What goes along was counted today, and cut paper is there where the settings ask for it."""
    taken, wants_cut = view.bag.taken, load_settings(ws.folder).cut_corner
    if taken is None or view.bag.taken_at is None:
        if wants_cut:
            return False, Hint("Count pre-prints, pad sheets and paper with one corner cut off.")
        return False, Hint("Count the pre-prints and the pad sheets you take along.")
    values: dict[str, object] = {
        "preprints": taken.preprints,
        "pads": taken.pad_sheets,
        "time": f"{view.bag.taken_at:%H:%M}",
    }
    if taken.cut_corner:
        return True, Hint(
            "{preprints} pre-prints, {pads} pad sheets, paper with one corner cut off ({time})",
            values,
        )
    counted = Hint("{preprints} pre-prints, {pads} pad sheets ({time})", values)
    if not wants_cut:
        return True, counted
    values["counted"] = translate(counted.message, **values)
    return False, Hint("{counted}; paper with one corner cut off is missing.", values)


def _recovery(ws: Workspace, _view: TodayView) -> tuple[bool, Hint]:
    """Without its sheet on paper the records of a lost computer stay closed for good."""
    if not set_up.has_recovery_sheet(ws):
        return False, Hint("The recovery sheet is not printed yet.")
    return True, Hint("The recovery sheet was made. Keep it apart from this computer.")
