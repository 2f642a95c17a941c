"""What an act and a reading see, and what is found by a part of an id."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from visitapp.clock import ScriptedClock
from visitapp.domain.entries import Suspended, VisitPlanned
from visitapp.domain.events import About, Draft
from visitapp.domain.words import AgreedHow
from visitapp.errors import Known
from visitapp.store import journal
from visitapp.store.store import Store

Maker = Callable[..., Draft]


def kinds(store: Store) -> list[str]:
    with store.reading() as tx:
        return [event.entry.kind for event in tx.events_about(visit="v1")]


def test_an_act_without_entries_writes_nothing(store: Store) -> None:
    with store.writing() as tx:
        assert tx.append() == ()
    assert store.journal.head().n == 1


def test_a_lid_that_was_closed_is_noted_by_itself_and_only_once(
    store: Store, rang: Maker, clock: ScriptedClock
) -> None:
    """D9: sleep is an entry of the visit it was noticed in; a short nap is none."""
    with store.writing() as tx:
        tx.append(rang("v1"))
    clock.sleep_until(clock.now() + timedelta(seconds=30))
    with store.writing() as tx:
        assert tx.notice("v1", "p1") == ()
    clock.sleep_until(clock.now() + timedelta(minutes=20))
    with store.writing() as tx:
        (event,) = tx.notice("v1", "p1")
        assert tx.notice("v1", "p1") == ()
    assert event.body.content == Suspended(seconds=20 * 60 + 30)
    assert kinds(store)[-2:] == ["rang", "suspended"]


def test_a_reading_inside_an_act_or_a_reading_sees_the_same_state(
    store: Store, rang: Maker
) -> None:
    with store.writing() as tx:
        tx.append(rang("v1"))
        assert kinds(store)[-1] == "rang"  # not committed yet, and seen by the act itself
        tx.append(rang("v1"))
    with store.reading() as tx:
        before = kinds(store)
        assert len(tx.events_about(visit="v1")) == len(before) == 3
    assert not store.db.in_transaction


def test_a_reading_does_not_see_what_others_write_meanwhile(
    store: Store, rang: Maker, clock: ScriptedClock
) -> None:
    """One consistent state: a list and its count cannot disagree."""
    other = Store(store.folder, store.key, clock)
    with store.reading() as tx:
        assert tx.visit("v1") is None
        with other.writing() as act:
            act.append(rang("v1"))
        assert tx.visit("v1") is None
    assert kinds(store)[-1] == "rang"
    other.close()


def test_what_is_remembered_is_bounded_and_forgetting_changes_nothing(
    store: Store, rang: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is open for a week holds no more than a few thousand decoded entries."""
    monkeypatch.setattr(journal, "REMEMBERED", 3)
    with store.writing() as tx:
        written = [tx.append(rang("v1"))[-1] for _ in range(7)]
    assert store.journal.about(visit="v1")[1:] == written
    assert store.journal.about(visit="v1")[1:] == written


@pytest.mark.parametrize("find", ["visit_id", "customer_id"])
def test_a_part_of_an_id_is_taken_only_when_it_fits_one(
    store: Store, rang: Maker, named: Maker, find: str
) -> None:
    ids = ("abc-17", "abd-18", "ab")
    with store.writing() as tx:
        tx.append(*(rang(name) for name in ids))
        tx.append(*(named(name, "山田　太郎") for name in ids))
    with store.reading() as tx:
        found = getattr(tx, find)
        assert found("abc") == found("ABC-17 ") == found("17") == "abc-17"
        assert found("ab") == "ab"  # an id itself, although others begin with it
        assert found("zz") == found(" ") == ""
        with pytest.raises(Known, match="fits more than one"):
            found("a")


def test_a_visit_and_a_customer_are_found_by_their_numbers(store: Store, named: Maker) -> None:
    with store.writing() as tx:
        tx.append(
            named("c1", "山田　太郎", customer_no="K-7"), named("c2", "辻", customer_no="K-8")
        )
        assert tx.customer_id("K-7") == "c1"
        assert tx.visit_id("0000-0000") == ""


def test_a_visit_that_is_only_told_of_has_no_promise_in_its_row(store: Store, rang: Maker) -> None:
    with store.writing() as tx:
        tx.append(rang("v1"))
        (row,) = tx.visits_of("")
    assert (row.id, row.promised_at, row.staff, row.rings) == ("v1", None, (), 1)


def test_a_promised_visit_stands_in_the_list_of_its_day(store: Store, clock: ScriptedClock) -> None:
    at = clock.now() + timedelta(hours=2)
    plan = VisitPlanned(
        customer_id="c1", promised_at=at, agreed_how=AgreedHow.PHONE, staff=("p1", "p2")
    )
    with store.writing() as tx:
        tx.append(Draft(about=About(visit="v1"), actor="p1", content=plan))
        (row,) = tx.visits_between(at, at + timedelta(seconds=1))
        assert tx.visits_between(at + timedelta(seconds=1), None) == ()
        assert tx.visits_between(None, at) == ()
    assert (row.id, row.promised_at, row.staff) == ("v1", at, ("p1", "p2"))


def test_values_of_the_store_are_set_read_and_forgotten(store: Store) -> None:
    with store.writing():
        store.meta.set("draft", "half a plan")
        store.meta.set("other", "stays")
        store.meta.drop("draft", "never set")
    assert store.meta.text("draft", "none") == "none"
    assert store.meta.text("other") == "stays"
    assert store.meta.blob("draft") == b""
    assert store.meta.anchor is None
