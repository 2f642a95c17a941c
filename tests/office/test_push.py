"""Entries arrive once, in order, checked; receipts name them byte by byte (WIRE 2, 5, 8)."""

import gzip
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from visitapp.domain import merkle
from visitapp.domain.chain import Item, canonical, digest, read_entry
from visitapp.evidence.receipting import demand_root, is_named
from visitapp.sync import wire

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data/wire/vectors.json").read_text(encoding="utf-8")
)


def code_of(response: Any) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/json"
    return response.status_code, response.json()["code"]


def incidents(office: Any) -> list[str]:
    return [row[0] for row in office.query("SELECT what FROM incident ORDER BY id")]


def test_a_batch_is_receipted_with_the_root_over_its_raw_bytes(laptop: Any) -> None:
    """WIRE 5: root, size, bodies_upto and office root are those of the bytes sent."""
    for _ in range(7):
        laptop.write()
    receipt = laptop.kept(laptop.push())
    demand_root(receipt, [item.raw for item in laptop.items])
    assert (receipt.size, receipt.bodies_upto, receipt.office_size) == (7, 7, 7)
    assert receipt.office_root == receipt.root
    assert not receipt.rehearsal
    assert all(is_named(read_entry(item.raw), receipt) for item in laptop.items)


def test_the_same_batch_again_is_a_success_again(laptop: Any, office: Any) -> None:
    """Rule 4: idempotent; nothing is stored twice."""
    for _ in range(5):
        laptop.write()
    first = laptop.kept(laptop.push())
    again = laptop.kept(laptop.push())
    overlapping = laptop.kept(laptop.push(laptop.items[2:]))
    assert first.root == again.root == overlapping.root
    assert overlapping.office_size == 5
    laptop.write()
    assert laptop.kept(laptop.push(laptop.items[3:])).size == 6
    assert office.query("SELECT count(*) FROM entry") == [(6,)]


def test_a_gap_is_answered_with_the_next_number(laptop: Any) -> None:
    """WIRE 8: 409 expect."""
    for _ in range(4):
        laptop.write()
    laptop.kept(laptop.push(laptop.items[:1]))
    response = laptop.push(laptop.items[2:])
    assert code_of(response) == (409, "expect")
    assert response.json()["expect"] == 2
    assert laptop.receipt().size == 1


@pytest.mark.parametrize("overlap", [True, False])
def test_other_bytes_under_a_known_number_are_an_incident(
    laptop: Any, office: Any, overlap: bool
) -> None:
    """Rule 4: never an overwrite; the branch that came first stays."""
    for _ in range(3):
        laptop.write()
    laptop.kept(laptop.push())
    held = office.query("SELECT raw FROM entry ORDER BY seq")
    clone = replace(laptop, items=laptop.items[:1])
    for _ in range(3):
        clone.write()
    response = clone.push(clone.items[1:] if overlap else clone.items[3:])
    assert code_of(response) == (409, "forked")
    assert office.query("SELECT raw FROM entry ORDER BY seq") == held
    assert incidents(office) == ["forked"]
    assert code_of(clone.push(clone.items[1:] if overlap else clone.items[3:])) == (409, "forked")
    assert incidents(office) == ["forked"]


def test_a_new_incarnation_begins_a_branch_of_its_own(laptop: Any) -> None:
    """3-journal: a restored laptop opens a new incarnation."""
    laptop.write()
    laptop.kept(laptop.push())
    restored = replace(laptop, incarnation="ab" * 8, items=[])
    restored.write("incarnation_opened", {"previous": laptop.incarnation, "reason": "restored"})
    receipt = restored.kept(restored.push())
    assert (receipt.size, receipt.office_size) == (1, 2)


def _wrong_signature(items: list[Item]) -> list[Item]:
    return [*items[:-1], replace(items[-1], sig=bytes(64))]


def _wrong_link(items: list[Item]) -> list[Item]:
    return [items[0], items[2]]


def _wrong_body(items: list[Item]) -> list[Item]:
    return [replace(items[0], body=b'{"about":{},"actor":"x","content":{}}'), *items[1:]]


def _not_canonical(items: list[Item]) -> list[Item]:
    return [replace(items[0], raw=items[0].raw + b" "), *items[1:]]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_wrong_signature, "signature"),
        (_wrong_link, "chain"),
        (_wrong_body, "commitment"),
        (_not_canonical, "damaged"),
    ],
)
def test_a_broken_batch_stops_the_device_and_is_an_incident(
    laptop: Any, office: Any, spoil: Callable[[list[Item]], list[Item]], code: str
) -> None:
    """Rule 10: only a wrong signature, link or commitment stops a device; nothing is stored."""
    for _ in range(3):
        laptop.write()
    assert code_of(laptop.push(spoil(laptop.items))) == (422, code)
    assert incidents(office) == [code]
    assert laptop.receipt().size == 0
    assert laptop.kept(laptop.push()).size == 3


def test_a_body_missing_without_an_erasure_is_refused(laptop: Any) -> None:
    """WIRE 2: a null body is accepted only together with an erasure naming the entry."""
    laptop.write()
    bare = [replace(laptop.items[0], salt=None, body=None)]
    assert code_of(laptop.push(bare)) == (422, "body_missing")
    half = [replace(laptop.items[0], salt=None)]
    assert code_of(laptop.push(half)) == (400, "malformed")


def test_a_body_erased_before_joining_comes_with_its_erasure(laptop: Any) -> None:
    """WIRE 6: standalone, the local administrator's erasure."""
    first = laptop.write()
    order = {"entries": [digest(first.raw)], "blobs": [], "reason": "V-02"}
    laptop.write("erased", order)
    bare = replace(first, salt=None, body=None)
    receipt = laptop.kept(laptop.push([bare, laptop.items[1]]))
    assert (receipt.size, receipt.bodies_upto) == (2, 2)


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("arrived", canonical({"about": {}, "actor": "p1", "content": {"person": 5}}), "content"),
        ("arrived", b"<html>", "body"),
        ("arrived", b"[" * 4000, "body"),
    ],
)
def test_content_that_cannot_be_read_is_kept_in_the_tray_and_the_next_entry_flows(
    laptop: Any, office: Any, enrolled: Any, kind: str, body: bytes, reason: str
) -> None:
    """Rule 10: bad content is kept raw in a visible tray and n+1 flows."""
    bad = laptop.write(kind, body=body)
    laptop.write()
    assert laptop.kept(laptop.push()).size == 2
    assert office.query("SELECT seq, reason FROM tray") == [(1, reason)]
    pulled = enrolled("02 江口").pull().items
    assert [wire.from_wire(p.item) for p in pulled] == [bad, laptop.items[1]]


def test_kinds_of_the_future_are_kept_raw_and_passed_on(laptop: Any, enrolled: Any) -> None:
    """WIRE 2: a reader keeps unknown kinds raw and passes them on."""
    item = laptop.write("some_kind_of_2031", {"x": [1, None, True]})
    laptop.kept(laptop.push())
    (pulled,) = enrolled("02 江口").pull().items
    assert wire.from_wire(pulled.item) == item


def test_the_vectors_of_the_second_implementation_are_receipted(office: Any, stranger: Any) -> None:
    """tests/data/wire: entries of another writer, with the roots it computed."""
    laptop = stranger()
    laptop.key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["laptop"]["seed"]))
    laptop.incarnation = "0123456789abcdef"
    assert laptop.enroll(office.code()).status_code == 200
    laptop.items = [
        Item(
            raw=v["raw"].encode(),
            sig=bytes.fromhex(v["sig"]),
            salt=bytes.fromhex(v["salt"]),
            body=v["body"].encode(),
        )
        for v in VECTORS["entries"]
    ]
    for size, root in enumerate(VECTORS["roots"]):
        receipt = laptop.kept(laptop.push(laptop.items[:size]))
        assert (receipt.size, receipt.root, receipt.office_root) == (size, root, root)


def test_two_laptops_at_once_leave_a_gapless_order_and_no_reader_skips(
    laptop: Any, enrolled: Any, office: Any
) -> None:
    """Rule 1: the number comes from the locked head row; a cursor never skips."""
    writers, reader = [laptop, enrolled("02 江口")], enrolled("07 予備")
    for writer in writers:
        for _ in range(40):
            writer.write()

    def push_in_steps(writer: Any) -> None:
        for at in range(0, 40, 2):
            writer.kept(writer.push(writer.items[at : at + 2]))

    threads = [threading.Thread(target=push_in_steps, args=(w,)) for w in writers]
    for thread in threads:
        thread.start()
    seen = read_until(reader, 80)
    for thread in threads:
        thread.join()
    assert [item.seq for item in seen] == list(range(1, 81))
    for writer in writers:
        mine = [wire.from_wire(s.item) for s in seen if s.device == writer.device]
        assert mine == writer.items
    raws = [wire.from_wire(s.item).raw for s in seen]
    assert laptop.receipt().office_root == merkle.root([merkle.leaf(r) for r in raws]).hex()


def read_until(reader: Any, count: int) -> list[wire.PulledItem]:
    """Page on while others write, until that many entries were seen."""
    cursor, seen = "", []
    while len(seen) < count:
        page = reader.pull(cursor, limit=7)
        seen += page.items
        cursor = page.cursor
    return seen


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_compressed_bodies_are_understood(laptop: Any, encoding: str) -> None:
    """WIRE 8: zstd or gzip."""
    laptop.write()
    request = wire.PushRequest(
        device=laptop.device,
        incarnation=laptop.incarnation,
        items=[wire.to_wire(laptop.items[0])],
    )
    data = msgspec.json.encode(request)
    packed = gzip.compress(data) if encoding == "gzip" else zstandard.compress(data)
    headers = {"Content-Encoding": encoding}
    assert laptop.kept(laptop.client.post("/v1/push", content=packed, headers=headers)).size == 1


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_a_bomb_stops_at_the_limit(laptop: Any, encoding: str) -> None:
    """Faults: hostile bodies; 64 MiB of nothing behind a few KiB."""
    data = bytes(64 * 1024 * 1024)
    packed = gzip.compress(data) if encoding == "gzip" else zstandard.compress(data)
    headers = {"Content-Encoding": encoding}
    response = laptop.client.post("/v1/push", content=packed, headers=headers)
    assert code_of(response) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "headers", "answer"),
    [
        (b"<html>Wi-Fi login</html>", {}, (400, "malformed")),
        (b"", {}, (400, "malformed")),
        (b"\xff\xfe{}", {}, (400, "malformed")),
        (b"[" * 100_000, {}, (400, "malformed")),
        (b'{"device":"x"}', {}, (400, "malformed")),
        (b"{}", {"Content-Encoding": "zstd"}, (400, "malformed")),
        (b"{}", {"Content-Encoding": "gzip"}, (400, "malformed")),
        (b"{}", {"Content-Encoding": "br"}, (415, "encoding")),
        (bytes(wire.BODY_LIMIT + 1), {}, (413, "too_large")),
    ],
)
def test_garbage_is_answered_with_a_problem(
    laptop: Any, body: bytes, headers: dict[str, str], answer: tuple[int, str]
) -> None:
    """Rule 8: whatever comes, the office speaks JSON."""
    response = laptop.client.post("/v1/push", content=body, headers=headers)
    assert code_of(response) == answer


def test_unknown_places_are_answered_with_a_problem(laptop: Any) -> None:
    assert code_of(laptop.client.get("/v1/nothing"))[0] == 404
    assert code_of(laptop.client.delete("/v1/push"))[0] == 405


def test_an_order_beside_the_batch_counts_only_with_its_signature(
    enrolled: Callable[..., Any],
) -> None:
    """WIRE 6: the writer's own order explains its own bare entries, nobody else's does."""
    laptop, other = enrolled(), enrolled()
    bare = replace(laptop.write(), salt=None, body=None)
    content = {"entries": [digest(bare.raw)], "blobs": [], "reason": "x"}
    order, foreign = laptop.write("erased", content), other.write("erased", content)
    unsigned = replace(order, sig=bytes(64))

    def answer(*orders: Item) -> int:
        request = wire.PushRequest(
            device=laptop.device,
            incarnation=laptop.incarnation,
            items=[wire.to_wire(bare)],
            erasures=[wire.to_wire(one) for one in orders],
        )
        return laptop.post("/v1/push", request).status_code

    assert [answer(), answer(foreign), answer(unsigned), answer(bare)] == [422, 400, 422, 400]
    assert answer(order) == 200
