"""The words of the way to the office: three per item, the answer to a person, nothing modal."""

from datetime import datetime

from visitapp.actions.link import LOCAL, LinkState
from visitapp.actions.sync_view import Found, SyncLine, SyncView
from visitapp.domain.words import SyncState
from visitapp.incidents import laptop_words
from visitapp.kinds import KINDS
from visitapp.texts import N_, tell
from visitapp.texts import translate as _

ENTRIES = KINDS | {"photo_taken": N_("The record of a photo")}  # the photo has its own line
ROLES = {
    "surroundings": N_("Photo 1 surroundings"),
    "door": N_("Photo 2 door, post box"),
    "note": N_("Photo 3 note and number"),
    "posted": N_("Photo 4 after posting"),
    "item": N_("Photo of the item"),
    "other": N_("Another photo"),
}
ICONS = {
    "rang": "doorbell",
    "called": "call",
    "follow_up_due": "phone_in_talk",
    "follow_up_done": "phone_in_talk",
    "wait_started": "timer",
    "wait_extended": "timer",
    "wait_ended": "timer",
    "arrived": "home_pin",
    "photo_taken": "photo_library",
    "left": "exit_to_app",
    "note_handwritten": "edit",
    "note_transcribed": "draw",
    "papers_taken": "inventory_2",
    "papers_returned": "inventory_2",
    "note_left": "outbox",
    "print_started": "print",
    "print_failed": "print",
    "entry_corrected": "edit",
    "record_changed": "contact_page",
    "visit_planned": "event_available",
    "visit_rescheduled": "event_repeat",
}
STATES = {
    SyncState.LOCAL: (N_("On this computer only"), "off", "computer"),
    SyncState.SENDING: (N_("Being sent"), "send", "cloud_upload"),
    SyncState.ARRIVED: (N_("Being sent"), "send", "cloud_upload"),
    SyncState.KEPT: (N_("Kept at the office"), "ok", "verified"),
}
NOT_REACHED = N_("The office cannot be reached; it is sent later by itself.")
ANSWERED_BY_OTHER = N_(
    "There is a network, but the office was not reached (another page answered)."
)
LARGE_STEP_SECONDS = 60
KB, MB = 1000, 1_000_000


def item_words(line: SyncLine) -> str:
    """What an item is: a photo by its place in the guide, an entry by its kind and number."""
    words = _(ROLES[line.role]) if line.role in ROLES else _(ENTRIES.get(line.kind, line.kind))
    return f"{words} {line.detail}".strip()


def item_icon(line: SyncLine) -> str:
    """The icon beside it."""
    if line.role:
        return "photo_camera"
    return ICONS.get(line.kind, "note_stack" if line.kind.startswith("note") else "description")


def size_words(size: int) -> str:
    """Bytes as a person reads them: KB below a megabyte, one decimal above."""
    return f"{size / MB:.1f} MB" if size >= MB else f"{max(1, round(size / KB))} KB"


def retry_words(state: LinkState) -> str:
    """``15:41に再送(2回目)``; "" while nothing has to be tried again."""
    if not state.attempts or state.next_at is None:
        return ""
    return _("Again at {time} (try {n})", time=f"{state.next_at:%H:%M}", n=state.attempts + 1)


def answer_words(state: LinkState) -> str:
    """What a person who asked for a sync is told; "" when everything worked."""
    if state.online is not False and state.trouble is None:
        return ""
    if state.cause == "unreachable" or state.trouble is None:
        return _(NOT_REACHED)
    if state.cause == "captive_portal":
        return _(ANSWERED_BY_OTHER)
    told = tell(state.trouble)
    return f"{told.message} {told.advice}".strip()


def connection_words(state: LinkState) -> tuple[str, str, str]:
    """Word, ground and icon of the strip's left end: what the last real exchange showed."""
    if state.busy and state.lane:
        return _("Being sent"), "send", "cloud_upload"
    if state.online:
        return _("Online"), "ok", "cloud_done"
    if state.cause in {"", "unreachable", "captive_portal", LOCAL}:
        return _("Offline"), "off", "cloud_off"
    return _("Offline"), "warn", "sync_problem"


def progress_words(state: LinkState) -> str:
    """How far the present pass is, for the strip; "" between passes."""
    if not state.busy or not state.total:
        return ""
    percent = min(100, round(100 * state.done / state.total))
    if state.lane == "originals":
        return _("Photos are being sent ({n}%)", n=percent)
    return _("Records are being sent ({n}%)", n=percent)


def item_state(line: SyncLine, state: LinkState) -> tuple[str, str, str]:
    """Word, ground and icon of one item; a photo under way says how far it is."""
    words, kind, icon = STATES[line.state]
    if line.state is SyncState.SENDING and state.lane == "originals" and state.total:
        return f"{_(words)} {min(100, round(100 * state.done / state.total))}%", kind, icon
    return _(words), kind, icon


def finer_words(line: SyncLine, state: LinkState) -> str:
    """The finer states under 詳しく: number, hash, what the office has confirmed, attempts."""
    told = [_("Record {n}", n=line.n), line.hash[:12]]
    if line.state is SyncState.KEPT:
        told.append(_("written, receipt checked"))
        told.append(
            _("in the office's backup") if line.is_durable else _("not yet backed up there")
        )
    else:
        told.append(_("no receipt yet"))
        if state.attempts:
            told.append(_("tried {n} times", n=state.attempts))
    return " · ".join(told)


def ahead_words(view: SyncView) -> tuple[str, bool]:
    """The clock's difference from the office, and whether it is large enough for amber."""
    if view.ahead is None:
        return _("not compared yet"), False
    seconds = abs(view.ahead)
    if seconds < max(1.0, view.unsure):
        return _("less than 1 second"), False
    amount = _duration(seconds)
    words = (
        _("{amount} fast", amount=amount) if view.ahead > 0 else _("{amount} slow", amount=amount)
    )
    return words, seconds > LARGE_STEP_SECONDS


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 120:
        return _("{n} seconds", n=whole)
    minutes = round(whole / 60)
    if minutes < 120:
        return _("{n} minutes", n=minutes)
    return _("{n} hours", n=round(minutes / 60))


def found_words(found: Found, now: datetime) -> tuple[str, str]:
    """Heading (when, what) and sentence (what happened, what to do) of a finding."""
    words = laptop_words(found.what)
    sentence = f"{words.sentence}\n{words.advice}".strip()
    return f"{moment(found.at, now)}  {words.title}", sentence


def moment(at: datetime | None, now: datetime) -> str:
    """A time of today as 今日 08:41, another day with its date; a dash for none."""
    if at is None:
        return "—"
    if at.date() == now.date():
        return _("today {time}", time=f"{at:%H:%M}")
    return f"{at:%m/%d %H:%M}"


def ago(at: datetime | None, now: datetime) -> str:
    """How long ago, in the largest whole unit; "" for none."""
    if at is None:
        return ""
    minutes = max(0, int((now - at).total_seconds() // 60))
    if minutes < 60:
        return _("{n} minutes ago", n=minutes)
    if minutes < 24 * 60:
        return _("{hours} hours {minutes} minutes ago", hours=minutes // 60, minutes=minutes % 60)
    return _("{n} days ago", n=minutes // (24 * 60))
