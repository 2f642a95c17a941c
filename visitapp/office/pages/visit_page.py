"""One visit: its timeline in minutes, its photos, its note, and whether all of it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from visitapp import photo_words, time_words
from visitapp.domain.camera_time import camera_time
from visitapp.domain.events import Event
from visitapp.domain.fold import fold_visit
from visitapp.domain.stamps import TimeClass
from visitapp.domain.visit import Photo, TimelineRow, Visit
from visitapp.office.pages import reading, words
from visitapp.office.pages.reading import Held, Names
from visitapp.office.pages.verifying import Finding, recompute
from visitapp.office.seat import Office
from visitapp.texts import N_
from visitapp.texts import translate as _

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/webp": "webp",
    "application/pdf": "pdf",
}
FORMS = {"open": N_("Open slip"), "letter": N_("Sealed letter")}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One entry of the timeline; ``klass`` and ``span`` say how well its time is known."""

    time: str
    klass: str
    span: str
    title: str
    detail: str
    icon: str
    key: bool
    remarks: tuple[str, ...]
    withdrawn: bool
    received: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoCard:
    """One photo: what it shows, whether its original is here, where to look at it."""

    title: str
    time: str
    origin: str
    camera: str
    mark: str
    sha256: str
    suffix: str
    thumb: bool
    state: str  # here | missing | erased


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One cell of the band: a heading, what was found, and its colour."""

    title: str
    text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """The newest revision of the note, and the printed PDF when it is here."""

    number: str
    form: str
    placed: str
    pdf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """Everything ``visit.html`` shows."""

    id: str
    customer: str
    state: str
    tone: str
    subtitle: str
    checks: tuple[Check, ...]
    events: tuple[EventLine, ...]
    times: tuple[str, ...]
    photos: tuple[PhotoCard, ...]
    note: NoteCard | None
    due: str


def compose(office: Office, visit_id: str) -> VisitPage | None:
    """The page of a visit, recomputed now; None when nothing about it has arrived."""
    now = office.clock.now()
    with office.database.reading() as connection:
        rows = reading.visit_rows(connection, visit_id)
        if not rows:
            return None
        events = [reading.event_of(row) for row in rows]
        visit = fold_visit(visit_id, events) or Visit(id=visit_id)
        names = Names(connection)
        held = reading.held(connection, _hashes(events))
        finding = recompute(office, connection, rows, held.erased)
        state, tone = words.standing(visit)
        return VisitPage(
            id=visit_id,
            customer=names.customer(visit.customer_id) or visit.id,
            state=state,
            tone=tone,
            subtitle=_subtitle(visit, events, names),
            checks=_checks(finding, rows, visit, now),
            events=_lines(visit, rows, events, names, office.key.device),
            times=time_words.sentences(
                _class(event) for event in events if event.entry.device != office.key.device
            ),
            photos=tuple(
                _photo(number, photo, visit, held)
                for number, photo in enumerate(visit.photos, start=1)
            ),
            note=_note(visit, held),
            due=_due(visit),
        )


def _hashes(events: Sequence[Event]) -> list[str]:
    return [a.sha256 for event in events for a in event.entry.attach]


def _subtitle(visit: Visit, events: Sequence[Event], names: Names) -> str:
    parts = []
    promised = visit.promise_at_door
    if promised is not None:
        time = f"{words.day(promised)} {words.clock(promised)}"
        parts.append(_("promised for {time}", time=time))
    if visit.staff:
        parts.append("・".join(names.person(person) for person in visit.staff))
    apart = words.minutes_apart(visit.punctuality)
    if apart:
        parts.append(_("first ring {apart}", apart=apart))
    parts.append(_("policy {version}", version=events[-1].entry.policy))
    return " / ".join(parts)


def _checks(
    finding: Finding, rows: Sequence[Row[Any]], visit: Visit, now: datetime
) -> tuple[Check, ...]:
    return (
        _verdict(finding, now),
        _chain(finding),
        _originals(finding),
        _span(rows, now),
        _number(visit),
    )


def _verdict(finding: Finding, now: datetime) -> Check:
    time = _("recomputed at {time}", time=words.clock(now))
    if not finding.holds:
        return Check(title=_("Does not hold"), text=time, tone="danger", icon="error")
    if not finding.complete:
        return Check(title=_("Not complete yet"), text=time, tone="warn", icon="hourglass_top")
    return Check(title=_("Verified"), text=time, tone="ok", icon="verified")


def _chain(finding: Finding) -> Check:
    if finding.broken:
        text = _("entry {n} disagrees", n=finding.broken[0])
        return Check(title=_("Chain of entries"), text=text, tone="danger", icon="error")
    good = _("Chain of entries {n} / {n}", n=finding.entries)
    return Check(title=good, text=_("none missing, none moved"), tone="ok", icon="verified")


def _originals(finding: Finding) -> Check:
    wanted = finding.blobs - finding.erased
    title = _("Originals {here} / {all}", here=finding.here, all=wanted)
    if finding.spoiled:
        text = _("{n} differ from their SHA-256", n=len(finding.spoiled))
        return Check(title=title, text=text, tone="danger", icon="error")
    if not finding.complete:
        text = _("{n} not yet here", n=wanted - finding.here)
        return Check(title=title, text=text, tone="warn", icon="cloud_upload")
    text = _("{n} erased by rule", n=finding.erased) if finding.erased else _("SHA-256 agrees")
    return Check(title=title, text=text, tone="ok", icon="fingerprint")


def _span(rows: Sequence[Row[Any]], now: datetime) -> Check:
    """The office's bound: everything was written before it was received."""
    last = datetime.fromtimestamp(max(row.received_at for row in rows) / 1_000_000, now.tzinfo)
    text = _("before {day} {time}", day=words.day(last), time=words.clock(last))
    return Check(title=_("Kept by the office"), text=text, tone="ok", icon="schedule")


def _number(visit: Visit) -> Check:
    title = _("Note and photo")
    if visit.paper is None:
        return Check(title=title, text=_("no note"), tone="plain", icon="note_stack")
    found = {photo.note_code.value for photo in visit.photos}
    number = visit.paper.note_no
    if visit.misplaced_note:  # N-04, V-05
        text = _("Note {number} lies at another house: fetch it, tell the superior", number=number)
        return Check(
            title=_("Note left at the wrong house"), text=text, tone="danger", icon="error"
        )
    if found & {"found", "confirmed_by_eye"}:
        text = _("number {number} agrees", number=number)
        return Check(title=title, text=text, tone="ok", icon="qr_code_2")
    text = _("number {number} is in no photo", number=number)
    return Check(title=title, text=text, tone="warn", icon="link_off")


def _lines(
    visit: Visit, rows: Sequence[Row[Any]], events: Sequence[Event], names: Names, office: str
) -> tuple[EventLine, ...]:
    """The timeline by estimated time; what the device ``office`` wrote is by the office's clock."""
    told = {row.hash: row for row in visit.timeline}
    pairs = sorted(zip(events, rows, strict=True), key=lambda pair: pair[0].time.estimate)
    return tuple(
        _line(
            event,
            told.get(event.entry.hash),
            words.Told(visit, event.time.estimate, names.person),
            row,
            klass="" if event.entry.device == office else time_words.letter(_class(event)),
        )
        for event, row in pairs
    )


def _class(event: Event) -> TimeClass:
    return time_words.class_of(event.entry.kind, event.time)


def _line(
    event: Event,
    told: TimelineRow | None,
    background: words.Told,
    row: Row[Any],
    klass: str,
) -> EventLine:
    at = event.time.estimate
    kind = words.KINDS.get(event.entry.kind, words.STRANGE)
    gates = told.gates if told else ()
    exceptions = [_("exception to {rule}: {reason}", rule=r, reason=why) for r, why in gates]
    received = datetime.fromtimestamp(row.received_at / 1_000_000, at.tzinfo)
    return EventLine(
        time=words.clock(at),
        klass=klass,
        span=time_words.span(event.time, "%H:%M"),
        title=_(kind.title),
        detail=words.detail(event.body.content, background),
        icon=kind.icon,
        key=kind.key,
        remarks=tuple(exceptions),
        withdrawn=bool(told and told.withdrawn),
        received=words.clock(received),
    )


def _photo(number: int, photo: Photo, visit: Visit, held: Held) -> PhotoCard:
    sha256 = photo.attachment.sha256
    state = "here" if sha256 in held.blobs else "missing"
    camera = camera_time(photo.captured_at, photo.mark.time, visit.arrived_at)
    return PhotoCard(
        title=f"{number} {_(words.ROLES[photo.role])}",
        time=words.clock(photo.mark.at),
        origin=photo_words.origin_words(photo.attachment.origin),
        camera=photo_words.camera_sentence(camera, "%H:%M"),
        mark=_(words.CODES[photo.note_code]),
        sha256=sha256,
        suffix=SUFFIXES.get(photo.attachment.mime, "bin"),
        thumb=sha256 in held.thumbs,
        state="erased" if sha256 in held.erased else state,
    )


def _note(visit: Visit, held: Held) -> NoteCard | None:
    paper = visit.paper
    if paper is None:
        return None
    version = _("version {n}", n=paper.revision)
    placed = _(words.PLACEMENTS[paper.placement]) if paper.placement else _("not left yet")
    kind, size = _(FORMS[paper.form.value]), words.PAPERS.get(paper.paper)
    sheet = _("by pen") if paper.by_pen else _(size) if size else paper.paper.upper()
    return NoteCard(
        number=paper.note_no,
        form=f"{kind}・{sheet}・{version}",
        placed=f"{words.clock(paper.left.at)} {placed}" if paper.left else placed,
        pdf=paper.pdf_sha256 if paper.pdf_sha256 in held.blobs else "",
    )


def _due(visit: Visit) -> str:
    if visit.follow_up is None or not visit.follow_up.is_open:
        return ""
    return visit.follow_up.due_on.replace("-", "/")
