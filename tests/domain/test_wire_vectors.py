"""The product agrees byte by byte with docs/WIRE.md, as a second implementation wrote it down."""

import json
from pathlib import Path

import pytest

from visitapp.domain import merkle
from visitapp.domain.chain import (
    GENESIS,
    Attachment,
    Entry,
    Item,
    Link,
    Sealed,
    canonical,
    check_item,
    check_links,
    code_head,
    digest,
    forge,
    read_entry,
)
from visitapp.domain.receipts import read_receipt, receipt_bytes
from visitapp.errors import Known

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data/wire/vectors.json").read_text(encoding="utf-8")
)


def item(value: dict[str, str]) -> Item:
    return Item(
        raw=value["raw"].encode(),
        sig=bytes.fromhex(value["sig"]),
        salt=bytes.fromhex(value["salt"]),
        body=value["body"].encode(),
    )


@pytest.mark.parametrize("value", VECTORS["entries"])
def test_each_entry_is_read_and_forged_again_to_the_same_bytes(
    value: dict[str, str],
) -> None:
    entry = check_item(item(value))
    again = forge(
        Link(
            device=entry.device,
            incarnation=entry.incarnation,
            n=entry.n,
            prev=entry.prev,
        ),
        entry_id=entry.id,
        kind=entry.kind,
        t=entry.t,
        policy=entry.policy,
        sealed=Sealed(
            salt=bytes.fromhex(value["salt"]),
            body=value["body"].encode(),
            attach=entry.attach,
        ),
    )
    assert again == value["raw"].encode()
    assert entry.hash == value["hash"] == digest(again)


def test_the_entries_form_one_chain_from_the_beginning() -> None:
    entries = [read_entry(v["raw"].encode()) for v in VECTORS["entries"]]
    first = entries[0]
    start = Link(device=first.device, incarnation=first.incarnation)
    assert start.prev == GENESIS
    assert check_links(start, entries).n == len(entries) + 1
    cut = [entries[0], entries[1], _unlinked(entries[2])]
    with pytest.raises(Known, match="chain at 3"):
        check_links(start, cut)


def _unlinked(entry: Entry) -> Entry:
    value = json.loads(entry.raw)
    value["prev"] = GENESIS
    return read_entry(canonical(value))


def test_the_tree_has_the_agreed_root_at_every_size() -> None:
    leaves = [merkle.leaf(v["raw"].encode()) for v in VECTORS["entries"]]
    assert [merkle.root(leaves[:k]).hex() for k in range(len(leaves) + 1)] == VECTORS["roots"]


def test_the_log_is_proved_to_grow_as_agreed() -> None:
    """RFC 6962 2.1.2, by the second implementation: for every pair of sizes."""
    leaves = [merkle.leaf(v["raw"].encode()) for v in VECTORS["entries"]]
    for one in VECTORS["consistency"]:
        since, size = one["since"], one["size"]
        proof = [bytes.fromhex(value) for value in one["proof"]]
        assert list(merkle.consistency(leaves[:size], since)) == proof
        old, new = (bytes.fromhex(VECTORS["roots"][k]) for k in (since, size))
        assert merkle.is_consistent(since, old, size, new, proof)


def test_the_receipt_is_read_and_written_to_the_same_bytes() -> None:
    raw = VECTORS["receipt"]["raw"].encode()
    assert receipt_bytes(read_receipt(raw)) == raw


def test_the_head_in_the_note_code_is_taken_from_the_numbering_entry() -> None:
    assert code_head(VECTORS["entries"][2]["raw"].encode()) == VECTORS["note"]["head"]


def test_attachments_keep_hash_size_type_and_origin() -> None:
    entry = read_entry(VECTORS["entries"][3]["raw"].encode())
    assert entry.attach == (
        Attachment(sha256=digest(b"photo"), size=5, mime="image/jpeg", origin="imported"),
    )


@pytest.mark.parametrize("place", ["raw", "body", "salt"])
def test_any_flipped_bit_of_an_item_is_refused_or_changes_its_hash(place: str) -> None:
    value = VECTORS["entries"][0]
    good = item(value)
    data = getattr(good, place)
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        changed = Item(
            **{
                **{k: getattr(good, k) for k in ("raw", "sig", "salt", "body")},
                place: bytes(flipped),
            }
        )
        try:
            entry = check_item(changed)
        except Known:
            continue
        assert place == "raw"
        assert entry.hash != value["hash"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'{"v": 1}',
        b'{"v":1.0}',
        b'{"v":1}\n',
        b'{"a":1,"a":1}',
        b'{"b":1,"a":2}',
        b"\xef\xbb\xbf{}",
        b'{"a":"\\u3042"}',
        b'{"a":"\\ud800"}',
        b'{"a":9007199254740992}',
        b"{" * 5000,
    ],
)
def test_bytes_that_are_not_canonical_are_refused(raw: bytes) -> None:
    with pytest.raises(Known):
        read_entry(raw)


@pytest.mark.parametrize("value", [1.5, {"a": {1}}, {1: 2}, "\ud800", 2**53, [-(2**53)]])
def test_values_without_canonical_form_are_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)
