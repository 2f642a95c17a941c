"""From the day's view to the words, grounds and icons of Today; no widgets."""

import math
from dataclasses import dataclass
from datetime import datetime

from visitapp.actions.today_view import TodayView, VisitLine
from visitapp.domain.customer import family_and_given
from visitapp.domain.departure import LATE_WARNING, Open, holds_at, is_tardy, lacks_consent
from visitapp.domain.departure import unsettled as is_unsettled
from visitapp.domain.words import OutcomeKind, SyncState
from visitapp.kinds import OUTCOMES
from visitapp.texts import N_
from visitapp.texts import translate as _

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
AT_THE_DOOR = frozenset({"arrived", "waiting", "absent", "met"})

OPEN_WORDS = {
    Open.SECOND_PERSON: N_("Only one person goes"),
    Open.CONSENT: N_("The customer has not agreed to the time"),
    Open.SUPERIOR: N_("The superior has not been told"),
    Open.RETURN: N_("No expected return is noted"),
    Open.READINESS: N_("The check before departure was not made"),
}

SYNC_WORDS = {
    SyncState.LOCAL: (N_("On this computer only"), "computer"),
    SyncState.SENDING: (N_("Being sent"), "cloud_upload"),
    SyncState.ARRIVED: (N_("Being sent"), "cloud_upload"),
    SyncState.KEPT: (N_("Kept by the office"), "verified"),
}

STATE_WORDS = {
    "departed": (N_("On the way"), "primary", "directions_walk"),
    "arrived": (N_("On site"), "primary", "home_pin"),
    "waiting": (N_("Waiting"), "primary", "timer"),
    "cancelled": (N_("Cancelled"), "neutral", "close"),
}


@dataclass(frozen=True, slots=True)
class ChipWords:
    """A state: its word, ground and icon."""

    words: str
    kind: str = "neutral"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class CountDown:
    """The left part of the next-visit card."""

    time: str
    above: str
    big: str
    amber: bool
    past: bool


def count_down(line: VisitLine, now: datetime) -> CountDown:
    """What the card says of the time at ``now`` (aware), ticking between two reads."""
    at = holds_at(line.visit) or line.promised_at
    if at is None:
        return CountDown("", _("Time not fixed"), "", amber=False, past=False)
    time = f"{at.astimezone(now.tzinfo):%H:%M}"
    if line.row.state in AT_THE_DOOR:
        arrived = line.visit.arrived_at
        seen = f"{arrived.astimezone(now.tzinfo):%H:%M}" if arrived else ""
        return CountDown(time, _("On site"), seen, amber=False, past=False)
    amber = is_unsettled(line.visit, now)
    left = (at - now).total_seconds() / 60
    if left > 0:
        words = _("{n} min left", n=math.ceil(left))
        return CountDown(time, _("until the promised time"), words, amber, past=False)
    passed = math.floor(-left)
    if passed == 0:
        return CountDown(time, "", _("It is the promised time"), amber, past=True)
    words = _("{n} min past the promised time", n=passed)
    return CountDown(time, "", words, amber, past=True)


def is_late_likely(line: VisitLine, now: datetime) -> bool:
    """Whether 遅れそう stands out: from 15 minutes before without arrival (N-01)."""
    return is_tardy(line.visit, now, LATE_WARNING)


def agreed_chip(line: VisitLine) -> ChipWords:
    """了承済み or 了承が未確認, always in words."""
    if line.visit.late is not None:
        at = f"{line.visit.late.new_time:%H:%M}"
        if line.visit.late.agreed:
            return ChipWords(_("Late, {time}: agreed", time=at), "ok", "check")
        if not line.visit.late.reached:
            return ChipWords(_("Late, {time}: not reached", time=at), "warn", "warning")
        return ChipWords(_("Late, {time}: not yet agreed", time=at), "warn", "warning")
    if lacks_consent(line.visit):
        return ChipWords(_("Promise: not yet agreed"), "warn", "warning")
    return ChipWords(_("Promise: agreed"), "ok", "check")


def state_chip(line: VisitLine, *, is_next: bool, zone: object) -> ChipWords:
    """The state of a row: what was found and when, where we are, or the promise."""
    found = _found(line, zone)
    if found is not None:
        return found
    if line.row.state in STATE_WORDS:
        words, kind, icon = STATE_WORDS[line.row.state]
        return ChipWords(_(words), kind, icon)
    if line.row.state in {"left", "closed"}:
        return ChipWords(_("Over"), "neutral", "check")
    if lacks_consent(line.visit):
        return agreed_chip(line)
    if is_next:
        return ChipWords(_("Next visit"), "primary", "arrow_forward")
    agreed = agreed_chip(line)
    return ChipWords(agreed.words, "neutral", "event_available")


def _found(line: VisitLine, zone: object) -> ChipWords | None:
    visit = line.visit
    if visit.outcome is None:
        return None
    words = _(OUTCOMES[OutcomeKind(visit.outcome.kind)])
    paper = visit.paper
    if paper is not None and paper.left is not None:
        at = _clock(paper.left.at, zone)
        told = _("{found} · note posted {time}", found=words, time=at)
        return ChipWords(told, "primary", "note_stack")
    gone = min((d.mark.at for d in visit.departures), default=None)
    if visit.arrived_at is not None and gone is not None:
        words = f"{words} {_clock(visit.arrived_at, zone)}–{_clock(gone, zone)}"
    met = visit.outcome.kind.value.startswith("met")
    return ChipWords(words, "ok" if met else "primary", "handshake" if met else "check")


def office_chip(line: VisitLine) -> ChipWords | None:
    """What another computer did to the visit: moved (both times) or handed over."""
    if line.taken_by:
        names = "・".join(family(name) for name in line.taken_by)
        return ChipWords(_("Handed over to {names}", names=names), "warn", "supervisor_account")
    if line.moved_from is not None and line.promised_at is not None:
        before = line.moved_from.astimezone(line.promised_at.tzinfo)
        same = before.date() == line.promised_at.date()
        shown = f"{before:%H:%M}" if same else f"{before:%m/%d %H:%M}"
        now = f"{line.promised_at:%H:%M}"
        words = _("Changed by the office {before} → {now}", before=shown, now=now)
        return ChipWords(words, "warn", "event_repeat")
    return None


def sync_words(line: VisitLine) -> tuple[str, str]:
    """One of the three words with the number of entries that wait, and its icon."""
    word, icon = SYNC_WORDS[line.sync]
    if line.sync is SyncState.KEPT or not line.unsent:
        return _(word), icon
    return _("{word} ({n})", word=_(word), n=line.unsent), icon


def preparation(line: VisitLine, zone: object) -> tuple[tuple[str, bool], ...]:
    """「この訪問の準備」: each line with whether it is settled; only what is really recorded."""
    ready = line.visit.readiness
    told = ready is not None and ready.superior_told
    lines = [(_("Superior told"), True) if told else (_("Superior not yet told"), False)]
    if ready is None or not ready.checks:
        lines.append((_("Check before departure: not made"), False))
    else:
        at = _clock(ready.mark.at, zone)
        n = len(ready.missing)
        words = _("Check {time}: all in order", time=at)
        if n:
            words = _("Check {time}: {n} need attention", time=at, n=n)
        lines.append((words, not n))
    if line.visit.departed is not None:
        lines.append((_("Departed {time}", time=_clock(line.visit.departed.at, zone)), True))
    back = line.visit.expected_return
    if back is not None:
        lines.append((_("Expected back {time}", time=_clock(back, zone)), True))
    else:
        lines.append((_("No expected return"), False))
    return tuple(lines)


def family(name: str) -> str:
    """The family name, or all of a name that has no parts."""
    return family_and_given(name)[0] or name


def short_day(at: datetime) -> str:
    """``MM/DD(weekday)``."""
    return f"{at:%m/%d}({_(WEEKDAYS[at.weekday()])})"


def day_and_time(at: datetime, now: datetime) -> str:
    """A moment as lists show it: today by its name, other days by date."""
    if at.date() == now.date():
        return _("today {time}", time=f"{at:%H:%M}")
    if (now.date() - at.date()).days == 1:
        return _("yesterday {time}", time=f"{at:%H:%M}")
    return f"{short_day(at)} {at:%H:%M}"


def last_backup(view: TodayView) -> str:
    """When the last backup was made, in words of the day."""
    if not view.last_backup_at:
        return _("No backup yet")
    at = datetime.fromisoformat(view.last_backup_at).astimezone(view.now.tzinfo)
    return _("Last backup {at}", at=day_and_time(at, view.now))


def _clock(at: datetime, zone: object) -> str:
    return f"{at.astimezone(zone):%H:%M}"  # type: ignore[arg-type] # the zone of an aware datetime
