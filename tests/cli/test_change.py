"""A planned visit is changed: the promise, who goes, where; what is over stays (ux 2, N-14)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from visitapp.actions import arrive, change, customers, drafts, leave, outcome, people, plan, ring
from visitapp.actions.arrangement import Arrangement
from visitapp.actions.foresight import Proposal, foresee
from visitapp.clock import ScriptedClock
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow, OutcomeKind, SiteKind
from visitapp.errors import Known
from visitapp.workspace import Workspace, init_workspace, open_workspace

PARTY = ("佐久間 亮", "三好 由紀")


@pytest.fixture
def clock(tmp_path: Path) -> ScriptedClock:
    made = ScriptedClock(tmp_path / "clock")
    made.set(datetime.fromisoformat("2026-11-25T14:12+09:00"))
    return made


@pytest.fixture
def ws(tmp_path: Path, clock: ScriptedClock) -> Iterator[Workspace]:
    init_workspace(tmp_path / "a", f"file:{tmp_path / 'k'}", person=PARTY[0], clock=clock)
    with open_workspace(tmp_path / "a", clock=clock) as made:
        yield made


def promised(day: int = 26, hour: int = 14, minute: int = 0) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{hour:02}:{minute:02}+09:00")


def planned(ws: Workspace, at: datetime, **more: object) -> Visit:
    who = customers.create(ws, {"name": "大西　恵", "phone": "03-0000-2222"})
    request = plan.PlanRequest(
        customer_id=who.id,
        promised_at=at,
        staff=PARTY,
        agreed_how=AgreedHow.PHONE,
        **more,  # type: ignore[arg-type]
    )
    return plan.plan(ws, request).visit


def wanted(at: datetime, how: AgreedHow = AgreedHow.NOT_AGREED, **more: object) -> plan.PlanRequest:
    return plan.PlanRequest(customer_id="", promised_at=at, agreed_how=how, staff=PARTY, **more)  # type: ignore[arg-type]


def test_moving_an_agreed_visit_loses_the_consent_and_owes_a_call_today(ws: Workspace) -> None:
    """Ux 2: 了承が未確認 and a call task; once the customer agrees the call is settled."""
    visit = planned(ws, promised())
    moved = change.change(ws, visit.id, wanted(promised(hour=16))).visit
    assert (moved.promised_at, moved.agreed_how) == (promised(hour=16), AgreedHow.NOT_AGREED)
    assert moved.follow_up is not None
    assert (moved.follow_up.due_on, moved.follow_up.by) == ("2026-11-25", "call")
    assert moved.follow_up.is_open

    agreed = change.change(ws, visit.id, wanted(promised(hour=16), AgreedHow.PHONE)).visit
    assert agreed.follow_up is None
    assert [m.after for m in agreed.moves] == [promised(hour=16), promised(hour=16)]


def test_the_call_after_the_visit_follows_the_call_about_its_time(
    ws: Workspace, clock: ScriptedClock
) -> None:
    """R-39 is owed although a call about the moved time was open."""
    visit = planned(ws, promised())
    change.change(ws, visit.id, wanted(promised(hour=16)))
    clock.set(promised(hour=16, minute=1))
    arrive.arrive(ws, visit.id)
    ring.ring(ws, visit.id)
    outcome.record(ws, visit.id, OutcomeKind.ABSENT, reason="悪天候")
    over = leave.leave(ws, visit.id).visit
    assert over.follow_up is not None
    assert over.follow_up.note_no == visit.note_no
    assert over.follow_up.due_on == "2026-11-27"


def test_an_arrangement_alone_moves_nothing_and_the_same_again_writes_nothing(
    ws: Workspace,
) -> None:
    """R-32, N-05, N-15: roles, place, length and watcher change without touching the promise."""
    visit = planned(ws, promised())
    flats = Arrangement(speaker=PARTY[0], recorder=PARTY[1], site=SiteKind.FLATS, room="305")
    request = wanted(promised(), AgreedHow.PHONE, arrangement=flats, watcher="青木 課長")
    done = change.change(ws, visit.id, request)
    assert (done.visit.room, done.visit.watcher) == ("305", "青木 課長")
    assert done.visit.speaker == done.visit.staff[0]
    assert done.visit.recorder == done.visit.staff[1]
    assert (done.visit.moves, done.visit.follow_up) == ((), None)
    assert change.change(ws, visit.id, request).events == ()


def test_a_finished_visit_is_refused(ws: Workspace, clock: ScriptedClock) -> None:
    visit = planned(ws, promised(day=25, hour=14, minute=30))
    clock.set(promised(day=25, hour=14, minute=31))
    arrive.arrive(ws, visit.id)
    ring.ring(ws, visit.id, answered=True)
    outcome.record(ws, visit.id, OutcomeKind.MET_CUSTOMER)
    with pytest.raises(Known, match="finished"):
        change.change(ws, visit.id, wanted(promised(day=27)))


def test_what_is_unusual_is_foreseen(ws: Workspace) -> None:
    """N-10 with the way between, R-32, a holiday and the night; none of it blocks."""
    visit = planned(ws, promised(), arrangement=Arrangement(minutes=90))
    both = people.everybody(ws)
    assert set(PARTY) == set(both)

    def rules(at: datetime, **more: object) -> list[str]:
        proposal = Proposal(
            promised_at=at,
            staff=visit.staff,
            agreed_how=AgreedHow.PHONE,
            **more,  # type: ignore[arg-type]
        )
        return [item.rule for item in foresee(ws, proposal)]

    assert rules(promised(hour=15, minute=40)) == [
        "N-10"
    ]  # 15:30 and a quarter of an hour on the way
    assert rules(promised(hour=15, minute=45)) == []
    assert rules(promised(hour=13)) == ["N-10"]
    assert rules(promised(hour=12, minute=45)) == []
    assert rules(promised(hour=12, minute=45), minutes=90) == ["N-10"]
    assert rules(promised(), visit_id=visit.id) == []
    assert rules(promised(day=23, hour=10)) == ["R-50", "R-33"]  # 勤労感謝の日, and past
    assert rules(promised(hour=20)) == ["R-50"]
    assert rules(promised(hour=7, minute=59)) == ["R-50"]


def test_reasons_are_kept_beside_the_promise(ws: Workspace) -> None:
    who = customers.create(ws, {"company": "北浜商店"})
    request = plan.PlanRequest(
        customer_id=who.id,
        promised_at=promised(hour=20) + timedelta(minutes=5),
        alone_reason="三好 体調不良",
        reason="お客様のご希望",
    )
    visit = plan.plan(ws, request).visit
    assert visit.timeline[0].gates == (("R-32", "三好 体調不良"), ("R-50", "お客様のご希望"))


def test_a_draft_survives_until_it_is_forgotten(ws: Workspace, tmp_path: Path) -> None:
    """What is typed is kept in the encrypted store: no file holds the name in the clear."""
    drafts.keep(ws, "plan", {"customer": "辻󠄀 真由美", "when": "明日14時"})
    assert drafts.kept(ws, "plan") == {"customer": "辻󠄀 真由美", "when": "明日14時"}
    secret = "真由美".encode()
    assert all(secret not in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    drafts.keep(ws, "plan", {"customer": " "})
    assert drafts.kept(ws, "plan") == {}


def test_a_customer_without_any_name_is_not_made(ws: Workspace) -> None:
    with pytest.raises(Known, match="no name"):
        customers.create(ws, {"name": "  ", "phone": "03"})


@pytest.mark.parametrize(
    ("at", "minutes", "field"),
    [
        (datetime.max.replace(tzinfo=UTC), 60, "promised_at"),
        (datetime.min.replace(tzinfo=UTC), 60, "promised_at"),
        (promised(), 10**12, "minutes"),
    ],
)
def test_a_promise_no_calendar_holds_is_refused_and_nothing_is_written(
    ws: Workspace, at: datetime, minutes: int, field: str
) -> None:
    """A slip of the finger in the year or the length is one sentence, in forms and when planned."""
    who = customers.create(ws, {"name": "大西　恵", "phone": "03-0000-2222"})
    head = ws.store.journal.head().n
    wanted = plan.PlanRequest(
        customer_id=who.id, promised_at=at, staff=PARTY, arrangement=Arrangement(minutes=minutes)
    )
    with pytest.raises(Known) as refused:
        plan.plan(ws, wanted)
    assert refused.value.values["field"] == field
    with pytest.raises(Known):
        foresee(ws, Proposal(promised_at=at, minutes=minutes))
    assert ws.store.journal.head().n == head
