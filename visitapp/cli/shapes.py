"""The JSON values scripts rely on (docs: command line): keys may be added, never renamed.

Times are ISO 8601 with offset. A person is given by name; ``person_id`` stands beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from visitapp.actions.act import Happened
from visitapp.cli.output import hinted
from visitapp.domain.camera_time import camera_time
from visitapp.domain.stamps import Stamp
from visitapp.domain.visit import Mark, NotePaper, Photo, Presence, TimelineRow, Visit, WaitSpan
from visitapp.domain.waiting import read_wait
from visitapp.domain.words import SyncState
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A visit with what stands beside it: names of people, how far each photo has come."""

    visit: Visit
    now: Stamp
    name: Callable[[str], str]
    sync: SyncState
    durable: bool
    photo_sync: Callable[[str], SyncState]


def seen(ws: Workspace, visit: Visit) -> Seen:
    """Read what a visit's JSON needs beside the fold."""
    sync, durable = ws.store.outbox.visit_state(visit)
    with ws.store.reading() as tx:
        names = {record.id: record.value("name") for record in tx.records("person")}
    return Seen(
        visit=visit,
        now=ws.clock.stamp(),
        name=lambda person: names.get(person) or person,
        sync=sync,
        durable=durable,
        photo_sync=ws.store.outbox.blob_state,
    )


def iso(at: datetime | None) -> str | None:
    """ISO 8601 with offset."""
    return None if at is None else at.isoformat()


def visit_shape(given: Seen) -> Json:
    """``visit show``."""
    visit, name = given.visit, given.name
    return {
        "id": visit.id,
        "state": visit.state.value,
        "customer_id": visit.customer_id,
        "promised_at": iso(visit.promised_at),
        "agreed": visit.agreed_how.value,
        "staff": [name(person) for person in visit.staff],
        "expected_return": iso(visit.expected_return),
        "note_no": visit.note_no,
        "arrived_at": iso(visit.arrived_at),
        "punctuality_s": _seconds(visit),
        "arrivals": [_presence(p, name) for p in visit.arrivals],
        "departures": [_presence(p, name) for p in visit.departures],
        "rings": [{**_who(r, name), "answered": r.answered} for r in visit.rings],
        "calls": [
            {**_who(c, name), "number_kind": c.number_kind, "result": c.result.value}
            for c in visit.calls
        ],
        "waits": [_wait(given, span) for span in visit.waits],
        "outcome": visit.outcome.kind.value if visit.outcome else None,
        "outcome_reason": visit.outcome.reason if visit.outcome else "",
        "notes": [_note(paper) for paper in visit.papers],
        "photos": [_photo(given, photo) for photo in visit.photos],
        "follow_up": _follow_up(visit),
        "claims": [
            {"what": c.what, "claimed_at": iso(c.claimed_at), "at": iso(c.mark.at)}
            for c in visit.claims
        ],
        "amendments": [
            {"entry": a.entry, "field": a.field, "value": a.value, "reason": a.reason}
            for a in visit.amendments
        ],
        "entries": [_entry(row) for row in visit.timeline],
        "sync": given.sync.value,
        "durable": given.durable,
    }


def _seconds(visit: Visit) -> float | None:
    late = visit.punctuality
    return None if late is None else round(late.total_seconds(), 3)


def _presence(given: Presence, name: Callable[[str], str]) -> Json:
    return {**_who(given, name), "device": given.mark.device}


def _who(given: Any, name: Callable[[str], str]) -> Json:  # noqa: ANN401 - anything with mark and person
    mark: Mark = given.mark
    return {"person": name(given.person), "person_id": given.person, "at": iso(mark.at)}


def _wait(given: Seen, span: WaitSpan) -> Json:
    reading = read_wait(given.visit, span, given.now)
    return {
        "person": given.name(span.person),
        "person_id": span.person,
        "device": span.start.device,
        "minutes": span.minutes,
        "started_at": iso(span.start.at),
        "ended_at": iso(span.end.at if span.end else None),
        "elapsed_s": round(reading.elapsed.total_seconds(), 3),
        "remaining_s": max(0.0, round(reading.remaining.total_seconds(), 3)),
        "basis": reading.basis.value,
        "gaps": [{"from": iso(g.start), "to": iso(g.end), "why": g.why} for g in reading.gaps],
    }


def _note(paper: NotePaper) -> Json:
    return {
        "note_no": paper.note_no,
        "pdf_sha256": paper.pdf_sha256,
        "placement": paper.placement.value if paper.placement else None,
        "form": paper.form.value,
        "paper": paper.paper,
        "revision": paper.revision,
        "printed_at": iso(paper.printed.at if paper.printed else None),
        "left_at": iso(paper.left.at if paper.left else None),
    }


def photo_shape(photo: Photo, sync: SyncState, arrived: datetime | None) -> Json:
    """One photo of ``visit show`` and ``photo list``."""
    camera = camera_time(photo.captured_at, photo.mark.time, arrived)
    return {
        "sha256": photo.attachment.sha256,
        "role": photo.role.value,
        "origin": photo.attachment.origin,
        "captured_at": photo.captured_at,
        "camera": {
            "word": camera.word.value,
            "at": iso(camera.at),
            "apart_s": int(camera.apart.total_seconds()),
        },
        "note_code": photo.note_code.value,
        "sync": sync.value,
        "file": photo.file_name,
        "size": photo.attachment.size,
        "taken_at": iso(photo.mark.at),
    }


def _photo(given: Seen, photo: Photo) -> Json:
    return photo_shape(photo, given.photo_sync(photo.attachment.sha256), given.visit.arrived_at)


def _follow_up(visit: Visit) -> Json | None:
    task = visit.follow_up
    if task is None:
        return None
    return {
        "due_on": task.due_on,
        "script": task.script,
        "by": task.by,
        "open": task.is_open,
        "results": [{"at": iso(m.at), "result": r.value} for m, r in task.results],
    }


def _entry(row: TimelineRow) -> Json:
    time = row.mark.time
    return {
        "n": row.n,
        "id": row.mark.entry,
        "kind": row.kind,
        "device": row.mark.device,
        "time": {
            "earliest": iso(time.earliest),
            "estimate": iso(time.estimate),
            "latest": iso(time.latest),
            "class": time.klass.value,
        },
        "hash": row.hash,
        "withdrawn": row.withdrawn,
        "exceptions": [{"rule": rule, "reason": reason} for rule, reason in row.gates],
    }


def act_shape(done: Happened) -> Json:
    """What an act at the door came to: the visit's state and the entries that are now on disk."""
    return {
        "id": done.visit.id,
        "state": done.visit.state.value,
        "recorded": [
            {"n": e.entry.n, "id": e.entry.id, "kind": e.entry.kind, "hash": e.entry.hash}
            for e in done.events
        ],
        "hints": [hinted(hint) for hint in done.hints],
    }


def plan_shape(done: Happened) -> Json:
    """``visit plan``."""
    visit = done.visit
    return {
        "id": visit.id,
        "customer_id": visit.customer_id,
        "promised_at": iso(visit.promised_at),
        "state": visit.state.value,
        "warnings": [hinted(hint) for hint in done.hints],
        "note_no": visit.note_no,
    }


def row_shape(row: VisitRow, zone: Any) -> Json:  # noqa: ANN401 - tzinfo or None
    """One visit of a list."""
    at = row.promised_at.astimezone(zone) if row.promised_at else None
    return {
        "id": row.id,
        "customer_id": row.customer_id,
        "promised_at": iso(at),
        "state": row.state,
        "outcome": row.outcome or None,
        "note_no": row.note_no,
        "agreed": row.agreed_how,
        "due_on": row.due_on or None,
        "rings": row.rings,
        "photos": row.photos,
    }
