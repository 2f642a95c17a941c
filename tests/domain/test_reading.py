"""Bytes that come from elsewhere: read as agreed, refused in words, or kept as not understood."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain.chain import LARGEST, Item, canonical, check_item, read_entry
from visitapp.domain.entries import Erased, Rang, Unknown, VisitPlanned
from visitapp.domain.events import read_body, read_event
from visitapp.domain.receipts import read_receipt
from visitapp.errors import Known

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data/wire/vectors.json").read_text(encoding="utf-8")
)
HEADER = json.loads(VECTORS["entries"][3]["raw"])
RECEIPT = json.loads(VECTORS["receipt"]["raw"])
ITEM = Item(
    raw=VECTORS["entries"][3]["raw"].encode(),
    sig=bytes.fromhex(VECTORS["entries"][3]["sig"]),
    salt=bytes.fromhex(VECTORS["entries"][3]["salt"]),
    body=VECTORS["entries"][3]["body"].encode(),
)
ANCHOR = {"boot": "b", "mono": 1, "receipt": "r", "server": 1, "u": 1}
whole = st.integers(-LARGEST, LARGEST)
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | whole | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def changed(value: dict[str, Any], place: str, new: object) -> bytes:
    """Canonical bytes with the value at a dotted place replaced."""
    copy = json.loads(json.dumps(value))
    inner, names = copy, place.split(".")
    for name in names[:-1]:
        inner = inner[int(name) if name.isdigit() else name]
    inner[names[-1]] = new
    return canonical(copy)


@pytest.mark.parametrize(
    ("place", "new"),
    [
        ("v", 2),
        ("device", "ab"),
        ("device", "AB" * 16),
        ("prev", "g" * 64),
        ("n", 0),
        ("n", True),
        ("n", "1"),
        ("id", ""),
        ("kind", 5),
        ("attach", {}),
        ("attach", ["x"]),
        ("attach.0.origin", "stolen"),
        ("attach.0.size", -1),
        ("attach.0.size", True),
        ("attach.0.size", "5"),
        ("attach.0.sha256", "ab"),
        ("t", None),
        ("t.anchor", []),
        ("t.anchor", {**ANCHOR, "boot": 1}),
        ("t.anchor", {**ANCHOR, "u": True}),
        ("t.anchor", {**ANCHOR, "u": -1}),
        ("t.wall", "now"),
        ("t.boot", None),
        ("t.tz", 24 * 60),
        ("t.tz", -24 * 60),
        ("t.tz", LARGEST),
    ],
)
def test_a_header_that_is_not_as_agreed_is_refused(place: str, new: object) -> None:
    """WIRE 2."""
    with pytest.raises(Known, match="agreed form"):
        read_entry(changed(HEADER, place, new))


@pytest.mark.parametrize("place", ["device", "t", "attach"])
def test_a_header_that_lacks_a_key_is_refused(place: str) -> None:
    with pytest.raises(Known, match="agreed form"):
        read_entry(canonical({name: v for name, v in HEADER.items() if name != place}))


@given(
    wall=whole,
    tz=whole | st.integers(-1500, 1500),
    mono=whole,
    anchor=st.none()
    | st.fixed_dictionaries(
        {
            name: st.just(value) if isinstance(value, str) else whole
            for name, value in ANCHOR.items()
        }
    ),
    received=st.none() | whole,
)
def test_every_header_that_is_read_has_a_time(
    wall: int, tz: int, mono: int, anchor: dict[str, Any] | None, received: int | None
) -> None:
    """One laptop's nonsense stops no list of the others: refused at the door, or shown."""
    stamp = {"wall": wall, "tz": tz, "mono": mono, "boot": "b", "anchor": anchor}
    try:
        event = read_event(replace(ITEM, raw=changed(HEADER, "t", stamp)), received)
    except Known:
        assert not -24 * 60 < tz < 24 * 60 or (anchor or ANCHOR)["u"] < 0
    else:
        found = event.time
        if found.earliest is not None and found.latest is not None:
            assert found.earliest <= found.latest


def test_an_erased_body_takes_its_salt_along_and_half_an_item_is_refused() -> None:
    assert check_item(ITEM).hash == check_item(replace(ITEM, salt=None, body=None)).hash
    for half in (replace(ITEM, body=None), replace(ITEM, salt=None)):
        with pytest.raises(Known, match="body without salt"):
            check_item(half)


@pytest.mark.parametrize(
    ("place", "new"),
    [
        ("v", 2),
        ("type", "greeting"),
        ("size", -1),
        ("size", True),
        ("durable_size", "3"),
        ("blobs", "ab"),
        ("blobs", None),
        ("root", "ab"),
        ("root", 5),
        ("office_root", "zz" * 32),
    ],
)
def test_a_receipt_that_is_not_as_agreed_is_refused(place: str, new: object) -> None:
    """WIRE 5."""
    with pytest.raises(Known, match="agreed form"):
        read_receipt(changed(RECEIPT, place, new))


def test_a_receipt_that_lacks_a_key_is_refused() -> None:
    with pytest.raises(Known, match="agreed form"):
        read_receipt(canonical({name: v for name, v in RECEIPT.items() if name != "blobs"}))


def body(content: object, **more: object) -> bytes:
    return canonical({"about": {"visit": "v1"}, "actor": "p1", "content": content, **more})


PLAN = {
    "customer_id": "c1",
    "promised_at": "2026-11-25T14:30:00+09:00",
    "agreed_how": "phone",
    "staff": ["p1"],
}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("a_kind_of_tomorrow", {}),
        ("rang", None),
        ("rang", {}),
        ("rang", {"person": 5}),
        ("visit_planned", {**PLAN, "promised_at": "2026-11-25T14:30:00"}),
        ("visit_planned", {**PLAN, "promised_at": 5}),
        ("visit_planned", {**PLAN, "agreed_how": "by pigeon"}),
        ("visit_planned", {**PLAN, "staff": "p1"}),
        ("visit_prepared", {"superior_told": 1}),
        ("record_changed", {"record": "customer", "groups": [5]}),
        ("wait_started", {"minutes": True}),
    ],
)
def test_what_does_not_fit_its_kind_is_kept_as_not_understood(kind: str, content: object) -> None:
    """WIRE 4: an older program keeps and passes on what a newer one wrote."""
    found = read_body(kind, body(content))
    assert found.content == Unknown(kind=kind)
    assert (found.about.visit, found.actor) == ("v1", "p1")


def test_keys_of_a_newer_program_are_passed_over() -> None:
    assert read_body("rang", body({"person": "p1", "mood": "calm"})).content == Rang(person="p1")
    planned = read_body("visit_planned", body({**PLAN, "expected_return": None})).content
    assert isinstance(planned, VisitPlanned)
    assert planned.expected_return is None


@pytest.mark.parametrize(
    "raw",
    [b"[]", b"5", b'"x"', b'{"gates":5}', b'{"gates":[5]}', b'{"gates":[{"rule":"R-02"}]}'],
)
def test_a_body_of_another_shape_is_about_nothing(raw: bytes) -> None:
    found = read_body("rang", raw)
    assert (found.about.visit, found.actor, found.content) == ("", "", Unknown(kind="rang"))


@given(st.sampled_from(["rang", "visit_planned", "record_changed", "erased"]), anything)
def test_no_body_stops_the_reader(kind: str, value: object) -> None:
    read_body(kind, canonical(value))
    read_body(kind, canonical({"about": value, "actor": value, "content": value}))


def test_an_erased_body_reads_as_erased(teller: Callable[..., Any]) -> None:
    """V-02: hash and place stay, the text is gone."""
    entry = teller().at(0, Rang(person="p1")).entry
    bare = Item(raw=entry.raw, sig=b"", salt=None, body=None)
    assert isinstance(read_event(bare).body.content, Erased)
