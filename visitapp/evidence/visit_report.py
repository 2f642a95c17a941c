"""The report that lies in a dossier: what the entries of a visit say, told for a reader.

Laptop and office give the same ``Background`` and get the same report.

Everything an entry holds is told, by its fields, so that a new kind needs words and no code. A
corrected or withdrawn entry stays readable beside what took its place (invariant 1).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from visitapp import time_words
from visitapp.domain.camera_time import CameraTime, camera_time
from visitapp.domain.codec import Content, is_held, plain
from visitapp.domain.customer import Customer, with_honorific
from visitapp.domain.entries import EntryCorrected, EntryWithdrawn, Erased
from visitapp.domain.events import Event
from visitapp.domain.fold import in_time
from visitapp.domain.report import Report, Row, Section, Shot
from visitapp.domain.stamps import TimeClass
from visitapp.domain.visit import Photo, Visit
from visitapp.lexicon import report_texts

HASH = 64
SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What a report needs beside the entries of its visit.

    ``made`` is the local time it is made at; ``name`` a person's name by id ("" for none);
    ``customer`` a customer by id (None when the record isn't here); ``picture`` a photo's JPEG
    copy by the hash of its original (b"" for none); ``tolerance`` how late is still in time;
    ``apart`` what a copied laptop wrote about a visit under numbers that were taken: it lies
    outside the order, without receipts.
    """

    made: datetime
    tolerance: timedelta
    name: Callable[[str], str]
    customer: Callable[[str], Customer | None]
    picture: Callable[[str], bytes]
    apart: Callable[[str], Sequence[Event]] = lambda _visit: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """What telling needs: the words, the zone, and the names behind ids."""

    texts: Mapping[str, Mapping[str, str]]
    zone: tzinfo | None
    name: Callable[[str], str]

    def word(self, table: str, key: str) -> str:
        """The word for a key; the key itself when there is none."""
        return self.texts[table].get(key, key)

    def say(self, key: str, **values: object) -> str:
        """A sentence with its places filled."""
        return self.texts["text"][key].format(**values)

    def minute(self, at: datetime) -> str:
        """A moment to the minute; one without offset (a camera's, a typed one) as it stands."""
        local = at if at.tzinfo is None else at.astimezone(self.zone)
        return local.strftime("%Y-%m-%d %H:%M")

    def second(self, at: datetime | None) -> str:
        """A moment to the second, or that it is open."""
        if at is None:
            return self.texts["text"]["open"]
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S")

    def bracket(self, event: Event) -> str:
        """Estimate, class, earliest and latest of an entry's time."""
        time = event.time
        return self.say(
            "bracket",
            at=self.second(time.estimate),
            klass=self.word("value", _klass(event)),
            earliest=self.second(time.earliest),
            latest=self.second(time.latest),
        )


def compose_report(visits: Sequence[tuple[Visit, Sequence[Event]]], known: Background) -> Report:
    """The report of one visit, or of several one after the other, from their entries."""
    teller = Teller(
        texts=report_texts(),
        zone=known.made.tzinfo,
        name=lambda person: known.name(person) or person,
    )
    told = [_sections(visit, in_time(events), known, teller) for visit, events in visits]
    if len(told) > 1:
        told = [_numbered(sections, k, len(told), teller) for k, sections in enumerate(told, 1)]
        foot = teller.say("visits", count=len(told))
    else:
        foot = visits[0][0].id
    return Report(
        title=teller.say("title"),
        subtitle=(teller.say("made", at=teller.minute(known.made)), teller.say("warning")),
        sections=tuple(section for sections in told for section in sections),
        page=f"{foot}   {teller.texts['text']['page']}",
    )


def _numbered(
    sections: Sequence[Section], number: int, count: int, teller: Teller
) -> list[Section]:
    """The sections of one visit of several: said in each heading, begun on a new page."""
    prefix = teller.say("of", number=number, count=count)
    return [
        replace(s, heading=f"{prefix} {s.heading}", new_page=number > 1 and not place)
        for place, s in enumerate(sections)
    ]


def _sections(
    visit: Visit, events: Sequence[Event], known: Background, teller: Teller
) -> list[Section]:
    heading = teller.texts["heading"]
    sections = [
        Section(heading=heading["facts"], rows=tuple(_facts(known, visit, teller))),
        Section(heading=heading["timeline"], rows=tuple(_timeline(events, visit, teller))),
        Section(heading=heading["changes"], sentences=_changes(events, teller)),
        Section(heading=heading["gaps"], sentences=_gaps(visit, events, teller)),
        _apart(known.apart(visit.id), teller),
        Section(heading=heading["photos"], shots=tuple(_shots(known, visit, teller))),
        Section(heading=heading["papers"], sentences=_papers(visit, teller)),
        Section(
            heading=heading["times"],
            sentences=(*_classes(events, teller), teller.say("received")),
            rows=tuple(Row(left=_left(e), text=teller.bracket(e)) for e in events),
            small=True,
        ),
        Section(
            heading=heading["hashes"],
            rows=tuple(Row(left=_left(e), text=e.entry.hash) for e in events),
            small=True,
        ),
    ]
    return [s for s in sections if s.rows or s.shots or s.sentences]


def _apart(events: Sequence[Event], teller: Teller) -> Section:
    """What lies apart, with its hashes: seen, and never counted (N-11)."""
    rows = [
        Row(
            left=f"{teller.minute(event.time.estimate)[-5:]} {_left(event)}",
            text=f"{_told(event, teller)}  {event.entry.hash}",
        )
        for event in in_time(events)
    ]
    sentences = (teller.say("apart"),) if rows else ()
    return Section(heading=teller.texts["heading"]["apart"], sentences=sentences, rows=tuple(rows))


def _left(event: Event) -> str:
    return f"{event.entry.device[:4]}-{event.entry.n}"


def _klass(event: Event) -> str:
    return time_words.class_of(event.entry.kind, event.time).value


def _facts(known: Background, visit: Visit, teller: Teller) -> Iterator[Row]:
    customer = known.customer(visit.customer_id)
    outcome = visit.outcome
    told = {
        "customer": with_honorific(customer) if customer else visit.customer_id,
        "address": customer.address if customer else "",
        "promised": teller.minute(visit.promised_at) if visit.promised_at else "",
        "staff": " ・ ".join(teller.name(person) for person in visit.staff),
        "arrived": teller.minute(visit.arrived_at) if visit.arrived_at else "",
        "first_ring": teller.minute(visit.first_ring_at) if visit.first_ring_at else "",
        "punctuality": _punctuality(known, visit, teller),
        "outcome": teller.word("value", outcome.kind.value) if outcome else "",
        "note_no": visit.note_no,
        "visit": visit.id,
    }
    for key, text in told.items():
        if text:
            yield Row(left=teller.word("fact", key), text=text)


def _punctuality(known: Background, visit: Visit, teller: Teller) -> str:
    late = visit.punctuality
    if late is None:
        return ""
    if late > known.tolerance:
        return teller.say("late", minutes=late // timedelta(minutes=1))
    return teller.say("early" if late < timedelta(0) else "on_time")


def _timeline(events: Sequence[Event], visit: Visit, teller: Teller) -> Iterator[Row]:
    day, struck = "", {row.mark.entry for row in visit.timeline if row.withdrawn}
    amended = {a.entry for a in visit.amendments if a.field}
    for event in events:
        marks = [teller.say("struck")] if event.entry.id in struck else []
        marks += [teller.say("amended")] if event.entry.id in amended else []
        gates = [teller.say("gate", reason=g.reason) for g in event.body.gates]
        at = event.time.estimate.astimezone(teller.zone)
        if (today := f"{at:%Y-%m-%d}") != day:
            yield Row(left=today, text="")
            day = today
        yield Row(
            left=f"{at:%H:%M} {teller.word('value', _klass(event))}",
            text=" ".join([_told(event, teller), *gates, *marks, f"[{_left(event)}]"]),
            struck=event.entry.id in struck,
        )


def _told(event: Event, teller: Teller) -> str:
    """Kind and fields of an entry in words."""
    kind = teller.word("kind", event.entry.kind)
    content = event.body.content
    if isinstance(content, Erased):
        return f"{kind}: {teller.say('erased')}"
    if not isinstance(content, Content):
        return f"{kind}: {teller.say('unknown')}"
    fields = {n: v for n, v in plain(content).items() if _is_told(v)}
    person = fields.get("person", event.body.actor)
    who = [teller.name(person)]
    if person != event.body.actor:
        who.append(teller.say("recorded_by", name=teller.name(event.body.actor)))
    parts = [
        f"{'' if label == kind else label} {_value(name, value, teller)}".lstrip()
        for name, value in fields.items()
        if (label := teller.word("field", name))
    ]
    return "  ".join([kind, *([" / ".join(parts)] if parts else []), f"({'、'.join(who)})"])


def _is_told(value: object) -> bool:
    return value not in (None, "", [], 0)


def _value(name: str, value: object, teller: Teller) -> str:
    """A field's value as a reader wants it: names, local times, short hashes, words."""
    if isinstance(value, list):
        return " ・ ".join(_value(name, one, teller) for one in value)
    if isinstance(value, bool):
        return teller.word("value", str(value).lower())
    told = str(value)
    if name.endswith(("_at", "_return", "new_time")):
        return _moment(told, teller)
    if len(told) == HASH:
        return told[:SHORT]
    return teller.name(told) if "-" in told and len(told) == 36 else teller.word("value", told)


def _moment(told: str, teller: Teller) -> str:
    """A local time; a text that is none (a camera's, a correction's) as it was written."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return told
    return teller.minute(at) if is_held("", at) else told


def _changes(events: Sequence[Event], teller: Teller) -> tuple[str, ...]:
    by_id = {event.entry.id: event for event in events}
    told = []
    for event in events:
        content = event.body.content
        if isinstance(content, EntryCorrected):
            told.append(_corrected(content, by_id.get(content.entry), teller))
        elif isinstance(content, EntryWithdrawn):
            target = by_id.get(content.entry)
            told.append(
                teller.say(
                    "withdrawn",
                    n=_left(target) if target else content.entry,
                    kind=teller.word("kind", target.entry.kind) if target else "",
                    reason=content.reason,
                )
            )
    return tuple(told) or (teller.say("no_changes"),)


def _corrected(content: EntryCorrected, target: Event | None, teller: Teller) -> str:
    """What stood there and what stands there now: both stay to be read."""
    old = ""
    if target is not None and isinstance(target.body.content, Content):
        old = str(plain(target.body.content).get(content.field, ""))
    return teller.say(
        "changed",
        n=_left(target) if target else content.entry,
        field=teller.word("field", content.field) or content.field,
        old=_value(content.field, old, teller),
        new=_value(content.field, content.value, teller),
        reason=content.reason,
    )


def _gaps(visit: Visit, events: Sequence[Event], teller: Teller) -> tuple[str, ...]:
    told = [
        teller.say(
            "gap",
            start=teller.second(gap.start),
            end=teller.second(gap.end),
            why=teller.word("why", gap.why),
        )
        for gap in visit.gaps
        if gap.why != "clock"
    ]
    for event in events:
        step = getattr(event.body.content, "step_ms", None)
        if step is not None:
            at = teller.second(event.time.estimate)
            told.append(teller.say("stepped", at=at, seconds=f"{step / 1000:+.1f}"))
    return tuple(told) or (teller.say("no_gaps"),)


def _shots(known: Background, visit: Visit, teller: Teller) -> Iterator[Shot]:
    for photo in visit.photos:
        jpeg = known.picture(photo.attachment.sha256)
        camera = camera_time(photo.captured_at, photo.mark.time, visit.arrived_at)
        lines = (*_caption(photo, teller), *_by_camera(camera, teller), *_bytes(photo, teller))
        yield Shot(jpeg=jpeg, lines=lines if jpeg else (*lines, teller.say("no_photo")))


def _caption(photo: Photo, teller: Teller) -> Iterator[str]:
    """What a photo is, where it came from, when; its position is never told (V-09)."""
    origin = teller.word("value", photo.attachment.origin)
    yield f"{teller.word('value', photo.role.value)} ・ {origin} ・ {photo.file_name}".rstrip(" ・")
    yield f"{teller.second(photo.mark.at)} {photo.mark.time.klass.value}"


def _by_camera(camera: CameraTime, teller: Teller) -> Iterator[str]:
    """The camera's word beside the record; nothing when it gives no time."""
    if camera.at is not None:
        apart = _far(camera.apart, teller)
        yield teller.say(f"camera_{camera.word}", at=teller.second(camera.at), apart=apart)


def _far(apart: timedelta, teller: Teller) -> str:
    """A distance in its two largest units."""
    hours, minutes = divmod(apart // timedelta(minutes=1), 60)
    days, hours = divmod(hours, 24)
    form = "far_days" if days else "far_hours" if hours else "far_minutes"
    return teller.say(form, days=days, hours=hours, minutes=minutes)


def _bytes(photo: Photo, teller: Teller) -> Iterator[str]:
    yield f"{photo.attachment.sha256[:SHORT]} ・ {teller.word('value', photo.note_code.value)}"


def _papers(visit: Visit, teller: Teller) -> tuple[str, ...]:
    told = []
    for paper in visit.papers:
        where = teller.word("value", paper.placement.value) if paper.placement else ""
        pen = teller.word("kind", "note_handwritten") if paper.by_pen else ""
        parts = [paper.note_no, f"{paper.revision}版", pen, where, paper.pdf_sha256[:SHORT]]
        told.append(" ・ ".join(part for part in parts if part))
    return (*told, teller.say("paper")) if told else ()


def _classes(events: Sequence[Event], teller: Teller) -> Iterator[str]:
    """One plain sentence for each class that occurs."""
    used = {_klass(event) for event in events}
    for klass in TimeClass:
        if klass.value in used:
            yield teller.word("class", klass.value)
