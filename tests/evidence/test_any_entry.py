"""Whatever an entry holds: once it is read, it folds, is shown, reported and given out."""

import types
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.domain.conftest import PROMISED, VISIT, Teller
from tests.evidence.conftest import workspace
from tests.sync.conftest import Laptop
from visitapp.actions import dossier
from visitapp.actions.door_view import door_view
from visitapp.actions.today_view import today_view
from visitapp.documents.report_pdf import render
from visitapp.domain.chain import LARGEST, Attachment
from visitapp.domain.codec import REGISTRY, Content, plain, rebuild
from visitapp.domain.entries import (
    ClockStepped,
    EntryCorrected,
    PhotoTaken,
    Rang,
    Suspended,
    Unknown,
    VisitPlanned,
)
from visitapp.domain.events import About, Draft, Event
from visitapp.domain.fold import fold_visit
from visitapp.domain.report import Report
from visitapp.domain.words import AgreedHow, PhotoRole
from visitapp.errors import Known
from visitapp.evidence.visit_report import Background, compose_report
from visitapp.lexicon import report_texts

KINDS = sorted(set(REGISTRY) - {"erased"})
WHOLE = st.sampled_from([0, 1, 60, -1, 10**9, 10**12, LARGEST, -LARGEST]) | st.integers(0, 600)
INSTANTS = st.sampled_from(
    [
        "2026-11-25T14:30:00+09:00",
        "0001-01-01T00:00:00+09:00",
        "9999-12-31T23:59:59-11:00",
        "1500-01-01T00:00:00+14:00",
        "7999-12-31T23:59:59-12:00",
    ]
)
WORDS = st.sampled_from(["", "T", "2026-11-25T10:00:00", "9999-12-31T23:59-11:00", "-" * 36]) | (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
)


def written(hint: Any) -> st.SearchStrategy[Any]:
    """JSON values for a field of this type, those at the edges above all."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return st.none() | written(inside[0])
    if origin is tuple:
        return st.lists(written(inside[0]), max_size=2)
    if origin is dict:
        return st.dictionaries(WORDS, WORDS, max_size=2)
    if hint in {int, bool}:
        return WHOLE if hint is int else st.booleans()
    if hint is datetime:
        return INSTANTS
    if hint is str:
        return WORDS | INSTANTS
    if issubclass(hint, StrEnum):
        return st.sampled_from([one.value for one in hint])
    return st.fixed_dictionaries({n: written(h) for n, h in get_type_hints(hint).items()})


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Any content the codec accepts."""
    cls = REGISTRY[draw(st.sampled_from(KINDS))]
    hints = {n: h for n, h in get_type_hints(cls).items() if n != "kind"}
    value = draw(st.fixed_dictionaries({n: written(h) for n, h in hints.items()}))
    try:
        found: Content = rebuild(cls, value)
    except (KeyError, TypeError, ValueError):
        return Suspended(seconds=5)
    return found


def report_of(events: list[Event]) -> Report:
    visit = fold_visit(VISIT, events)
    assert visit is not None
    known = Background(
        made=datetime(2026, 11, 25, tzinfo=timezone(timedelta(hours=9))),
        tolerance=timedelta(minutes=5),
        name=lambda _person: "",
        customer=lambda _record: None,
        picture=lambda _sha256: b"",
        apart=lambda _visit: events,
    )
    return compose_report([(visit, events)], known)


def corrections(told: list[Event]) -> list[EntryCorrected]:
    """Every text of what was told, corrected to words with a T in them."""
    return [
        EntryCorrected(entry=event.entry.id, field=name, value="Tokyo T", reason="r")
        for event in told
        for name, value in plain(event.body.content).items()
        if isinstance(value, str)
    ]


@given(st.lists(contents(), min_size=1, max_size=4))
@settings(max_examples=40)
def test_what_the_codec_accepts_folds_and_is_reported(given: list[Content]) -> None:
    """One laptop's nonsense stops nobody's list and nobody's report."""
    teller = Teller()
    told = [teller.at(n, content) for n, content in enumerate(given)]
    told += [teller.at(60, correction) for correction in corrections(told)]
    assert report_of(told).sections


@pytest.mark.long
@given(st.lists(contents(), min_size=1, max_size=6))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([Suspended(seconds=3)])
def test_what_the_codec_accepts_is_listed_shown_and_given_out(
    alone: Callable[[], Laptop], tmp_path: Path, given: list[Content]
) -> None:
    """The whole way: a real store, the lists, the door, the report as PDF and the dossier."""
    laptop = alone()
    ws = workspace(laptop)
    visit = laptop.plan()
    drafts = [Draft(about=About(visit=visit), actor="p1", content=content) for content in given]
    with laptop.store.writing() as tx:
        told = list(tx.append(*drafts))
        tx.append(
            *(Draft(about=About(visit=visit), actor="p1", content=c) for c in corrections(told))
        )
    today_view(ws)
    door_view(ws, visit)
    out = tmp_path / f"{visit}.zip"
    assert dossier.export(ws, [visit], "社内の確認", out).issued.sha256


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Suspended(seconds=LARGEST), "seconds"),
        (ClockStepped(step_ms=-LARGEST), "step_ms"),
        (
            VisitPlanned(
                customer_id="c1",
                promised_at=datetime.max.replace(tzinfo=UTC),
                agreed_how=AgreedHow.PHONE,
                staff=("p1",),
            ),
            "promised_at",
        ),
    ],
)
def test_a_time_no_calendar_holds_is_refused_by_its_field(content: Content, field: str) -> None:
    """Written by nobody, and not understood when a foreign laptop wrote it."""
    with pytest.raises(Known) as refused:
        plain(content)
    assert refused.value.values["field"] == field


def test_a_time_corrected_to_words_is_told_as_it_stands() -> None:
    """Invariant 1: what was typed stays readable, whatever it is."""
    teller = Teller()
    planned = VisitPlanned(
        customer_id="c1", promised_at=PROMISED, agreed_how=AgreedHow.PHONE, staff=("p1",)
    )
    first = teller.at(0, planned)
    changed = [
        teller.at(
            n, EntryCorrected(entry=first.entry.id, field="promised_at", value=value, reason="r")
        )
        for n, value in enumerate(("Tue T", "2026-11-25T15:00:00", "9999-12-31T23:59:00-11:00"), 1)
    ]
    report = report_of([first, *changed])
    told = "".join(sentence for section in report.sections for sentence in section.sentences)
    assert "Tue T" in told
    assert "2026-11-25 15:00" in told
    assert "9999-12-31T23:59:00-11:00" in told
    assert render(report).pdf.startswith(b"%PDF")


def test_what_is_seldom_in_a_visit_is_told_as_well() -> None:
    """Unknown kinds, clock steps, a camera's time, a correction of what is not here."""
    teller = Teller()
    photo = Attachment(sha256="ab" * 32, size=1, mime="image/jpeg", origin="imported")
    taken = PhotoTaken(sha256="ab" * 32, role=PhotoRole.OTHER, captured_at="2026-11-25T14:31:00")
    told = [
        teller.at(0, Rang(person="p1", answered=True)),
        teller.at(1, ClockStepped(step_ms=-90_500)),
        teller.at(2, taken, attach=(photo,)),
        teller.at(3, EntryCorrected(entry="elsewhere", field="reason", value="w", reason="r")),
    ]
    strange = replace(told[0].body, content=Unknown(kind="of_tomorrow"))
    told.append(replace(teller.at(4, Rang(person="p1")), body=strange))
    words = report_texts()["text"]
    sections = report_of(told).sections
    rows = " ".join(row.text for section in sections for row in section.rows)
    sentences = " ".join(s for section in sections for s in section.sentences)
    captions = [line for section in sections for shot in section.shots for line in shot.lines]
    assert report_texts()["value"]["true"] in rows
    assert words["unknown"] in rows
    assert "-90.5" in sentences
    assert "elsewhere" in sentences
    assert words["camera_agrees"].format(at="2026-11-25 14:31:00") in captions
