"""The three logs of the door in words: intercom, telephone, photos; no widgets."""

from collections.abc import Sequence
from datetime import datetime

from ui.widgets.fold_lines import Log, LogRow, PhotoPlace
from visitapp import time_words
from visitapp.actions.door_view import DoorView
from visitapp.domain.door import RING_MINUTES, is_ring_due
from visitapp.domain.stamps import Stamp, TimeClass
from visitapp.domain.visit import Call, Mark, Photo, Ring, Visit
from visitapp.domain.waiting import read_wait
from visitapp.domain.words import CallResult, NoteCode, PhotoRole
from visitapp.texts import N_
from visitapp.texts import translate as _

CALL_WORDS = {
    CallResult.SEEN: N_("has seen it"),
    CallResult.NOT_SEEN: N_("not seen yet"),
    CallResult.DISPUTED: N_("says they were in"),
    CallResult.FAMILY: N_("family answered"),
    CallResult.VOICEMAIL: N_("voicemail"),
    CallResult.BAD_NUMBER: N_("wrong number"),
    CallResult.CALL_LATER: N_("call later"),
    CallResult.NO_ANSWER: N_("no answer"),
    CallResult.REACHED: N_("reached"),
}
NUMBER_WORDS = {"phone": N_("home (landline)"), "mobile": N_("mobile phone")}
ROLE_WORDS = {
    PhotoRole.SURROUNDINGS: N_("surroundings"),
    PhotoRole.DOOR: N_("door, post box"),
    PhotoRole.NOTE: N_("note and number"),
    PhotoRole.POSTED: N_("after posting"),
    PhotoRole.ITEM: N_("item"),
    PhotoRole.OTHER: N_("other"),
}
PLACES = (PhotoRole.SURROUNDINGS, PhotoRole.DOOR, PhotoRole.NOTE, PhotoRole.POSTED)
ERASED = N_("erased by rule")
CODE_WORDS = {
    NoteCode.FOUND: N_("number confirmed"),
    NoteCode.OTHER_NOTE: N_("number of another note"),
    NoteCode.NOT_FOUND: N_("number not found"),
}
CLAIM_WORDS = {
    "arrived": N_("On site"),
    "rang": N_("Intercom"),
    "called": N_("Telephone"),
    "wait_started": N_("Start of the wait"),
    "wait_ended": N_("End of the wait"),
    "note_left": N_("Note: post"),
    "left": N_("End of the visit"),
}


def logs_of(view: DoorView, now: Stamp, progress: str = "") -> dict[str, Log]:
    """The three folds by their code; ``progress`` is said while photos are being kept."""
    visit = view.visit
    return {
        "rings": _rings(visit, now),
        "calls": _calls(visit),
        "photos": _photos(view, progress),
    }


def _rings(visit: Visit, now: Stamp) -> Log:
    rows = [
        _marked(
            ring.mark, _("ring {n}", n=place), _("answered") if ring.answered else _("no answer")
        )
        for place, ring in enumerate(visit.rings, start=1)
    ]
    rows += [_marked(a.mark, _("Somebody answered")) for a in visit.answers]
    rows += _typed(visit, set(CLAIM_WORDS) - {"called"})
    last = ""
    if visit.rings:
        ring = visit.rings[-1]
        how = _answer(ring)
        last = _("last {time} · {how}", time=f"{ring.mark.at:%H:%M}", how=how)
    elif rows:
        last = f"{rows[-1].at} {rows[-1].what} {rows[-1].how}"
    rows += _coming(visit, now)
    marks = [ring.mark for ring in visit.rings] + [answer.mark for answer in visit.answers]
    return Log(
        count=_("{n}×", n=len(visit.rings)),
        last=last,
        rows=tuple(rows),
        times=_times(visit, marks, claimable=set(CLAIM_WORDS) - {"called"}),
    )


def _answer(ring: Ring) -> str:
    return _("answered") if ring.answered else _("no answer")


def _coming(visit: Visit, now: Stamp) -> list[LogRow]:
    """The rings that are due within the running wait: the first may be due now."""
    span = visit.running_wait
    if span is None:
        return []
    begun = span.start.at
    due = is_ring_due(visit, read_wait(visit, span, now).elapsed)
    found = []
    for place in range(len(visit.rings), len(RING_MINUTES)):
        minutes = RING_MINUTES[place]
        if minutes <= span.minutes:
            first = place == len(visit.rings) and due
            at = _minutes_after(begun, minutes)
            what = _("ring {n}", n=place + 1)
            how = _("now") if first else _("planned")
            found.append(LogRow(at=at, what=what, how=how, now=first))
    return found


def _minutes_after(begun: datetime, minutes: int) -> str:
    hours, rest = divmod(begun.hour * 60 + begun.minute + minutes, 60)
    return f"{hours % 24:02d}:{rest:02d}"


def _calls(visit: Visit) -> Log:
    rows = [_marked(c.mark, _number(c), _(CALL_WORDS[c.result])) for c in visit.calls]
    dialled = {"office_called": N_("Office"), "danger_dialled": N_("Danger")}
    rows += [
        _marked(s.mark, _(dialled[s.what]), s.words) for s in visit.sayings if s.what in dialled
    ]
    rows += _typed(visit, {"called"})
    last = ""
    if visit.calls:
        call = visit.calls[-1]
        how = f"{_number(call)}・{_(CALL_WORDS[call.result])}"
        last = _("last {time} · {how}", time=f"{call.mark.at:%H:%M}", how=how)
    return Log(
        count=_("{n}×", n=len(visit.calls)),
        last=last,
        rows=tuple(rows),
        times=_times(visit, [call.mark for call in visit.calls], claimable={"called"}),
    )


def _number(call: Call) -> str:
    return _(NUMBER_WORDS.get(call.number_kind, call.number_kind))


def _marked(mark: Mark, what: str, how: str = "") -> LogRow:
    return LogRow(at=f"{mark.at:%H:%M:%S}", what=what, how=how, span=time_words.span(mark.time))


def _times(visit: Visit, marks: Sequence[Mark], *, claimable: set[str]) -> tuple[str, ...]:
    """How well the times of a log are known, in a sentence for each class that occurs."""
    claimed = any(claim.what in claimable for claim in visit.claims)
    found = {mark.time.klass for mark in marks} | ({TimeClass.CLAIMED} if claimed else set())
    return time_words.sentences(found)


def _typed(visit: Visit, kinds: set[str]) -> list[LogRow]:
    """Times typed afterwards: shown beside the records, always marked (N-08)."""
    return [
        LogRow(at=f"{c.claimed_at:%H:%M}", what=_(CLAIM_WORDS[c.what]), how=_("Entered later"))
        for c in visit.claims
        if c.what in kinds
    ]


def _photos(view: DoorView, progress: str) -> Log:
    photos = view.visit.photos
    by_role = {photo.role: photo for photo in photos}
    shown = [by_role.get(role) for role in PLACES]
    places = tuple(_place(view, role, by_role.get(role)) for role in PLACES)
    more = tuple(_place(view, photo.role, photo) for photo in photos if photo not in shown)
    done = sum(1 for place in places if place.taken)
    extra = len(photos) - done
    count = _("{n} / {all} photos", n=done, all=len(PLACES))
    names = [_(ROLE_WORDS[role]) for role in PLACES if role in by_role]
    if extra:
        names.append(_("{n} more", n=extra))
    return Log(
        count=count,
        last=progress or "・".join(names),
        photos=places + more,
        times=_times(view.visit, [photo.mark for photo in photos], claimable=set()),
    )


def _place(view: DoorView, role: PhotoRole, photo: Photo | None) -> PhotoPlace:
    known = CODE_WORDS.get(photo.note_code) if photo else None
    if photo is not None and photo.attachment.sha256 in view.erased:
        known = ERASED
    verdict = _(known) if known else ""
    words = _(ROLE_WORDS[role])
    return PhotoPlace(
        words=f"{words} {verdict}".strip(),
        taken=photo is not None,
        thumbnail=view.thumbnails.get(photo.attachment.sha256, b"") if photo else b"",
        verdict=verdict,
        code=f"photo:{photo.attachment.sha256}" if photo else "",
    )
