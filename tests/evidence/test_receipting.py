"""What the office signed is believed only when it holds (docs/WIRE.md section 5)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain import merkle
from visitapp.domain.chain import Attachment, canonical, read_entry
from visitapp.domain.receipts import Receipt
from visitapp.errors import Known
from visitapp.evidence.receipting import (
    checked_certificate,
    checked_greeting,
    checked_receipt,
    demand_consistency,
    demand_growth,
    demand_root,
    is_named,
    unnamed_blobs,
)
from visitapp.evidence.signed_words import (
    Certificate,
    Greeting,
    read_certificate,
    read_greeting,
    words_bytes,
)
from visitapp.keys import device_id, verify

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data/wire/vectors.json").read_text(encoding="utf-8")
)
RAWS = [value["raw"].encode() for value in VECTORS["entries"]]
OFFICE = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["office"]["seed"]))
OFFICE_KEY = bytes.fromhex(VECTORS["office"]["public"])
RAW = VECTORS["receipt"]["raw"].encode()
SIG = bytes.fromhex(VECTORS["receipt"]["sig"])
RECEIPT = checked_receipt(RAW, SIG, OFFICE_KEY)
GREETING = Greeting(
    nonce="n", server_time=5, epoch="e", device="d", incarnation="i", size=3, rehearsal=True
)


def certificate(key: bytes, device: str) -> Certificate:
    return Certificate(device=device, public_key=key.hex(), name="𠮷", tenant="t", server_time=5)


def test_the_receipt_of_the_second_implementation_holds() -> None:
    demand_root(RECEIPT, RAWS)
    demand_root(replace(RECEIPT, size=2, root=VECTORS["roots"][2]), RAWS)
    assert device_id(OFFICE_KEY) == VECTORS["office"]["device"]


@given(st.integers(min_value=0, max_value=len(RAW) * 8 - 1))
def test_any_flipped_bit_of_a_receipt_is_found(bit: int) -> None:
    """R: a changed receipt is no receipt."""
    spoiled = bytearray(RAW)
    spoiled[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Known, match="signature"):
        checked_receipt(bytes(spoiled), SIG, OFFICE_KEY)


@given(st.integers(min_value=0, max_value=len(SIG) * 8 - 1))
def test_any_flipped_bit_of_a_signature_is_found(bit: int) -> None:
    spoiled = bytearray(SIG)
    spoiled[bit // 8] ^= 1 << bit % 8
    assert not verify(OFFICE_KEY, RAW, bytes(spoiled))


@pytest.mark.parametrize("key", [b"", b"short", bytes(32), bytes(31), bytes(33)])
def test_a_malformed_key_signs_nothing(key: bytes) -> None:
    assert not verify(key, RAW, SIG)


def test_a_root_over_other_or_fewer_entries_is_refuted() -> None:
    """RFC 6962: the laptop compares the office's root with its own journal."""
    for raws in (RAWS[:4], [*RAWS[:4], RAWS[0]], RAWS[::-1], []):
        with pytest.raises(Known, match="root"):
            demand_root(RECEIPT, raws)


def test_an_old_greeting_played_again_is_refuted() -> None:
    raw = words_bytes(GREETING)
    sig = OFFICE.sign(raw)
    assert checked_greeting(raw, sig, OFFICE_KEY, "n") == GREETING
    with pytest.raises(Known, match="nonce"):
        checked_greeting(raw, sig, OFFICE_KEY, "another")
    with pytest.raises(Known, match="signature"):
        checked_greeting(raw, sig, bytes(32), "n")


def test_a_certificate_cannot_lend_a_key_another_name() -> None:
    """A device's id follows from its key."""
    good = certificate(OFFICE_KEY, device_id(OFFICE_KEY))
    raw = words_bytes(good)
    assert checked_certificate(raw, OFFICE.sign(raw), OFFICE_KEY) == good
    wrong = words_bytes(certificate(OFFICE_KEY, "ab" * 16))
    with pytest.raises(Known, match="device"):
        checked_certificate(wrong, OFFICE.sign(wrong), OFFICE_KEY)
    garbled = words_bytes(replace(good, public_key="no hex"))
    with pytest.raises(Known, match="key"):
        checked_certificate(garbled, OFFICE.sign(garbled), OFFICE_KEY)
    with pytest.raises(Known, match="signature"):
        checked_certificate(raw, bytes(64), OFFICE_KEY)


@pytest.mark.parametrize(
    "changed",
    [
        {"size": 4, "root": VECTORS["roots"][4]},
        {"root": VECTORS["roots"][4]},
        {"office_size": 4},
        {"office_root": VECTORS["roots"][4]},
        {"bodies_upto": 4},
        {"device": "ab" * 16},
        {"incarnation": "ab" * 8},
    ],
)
def test_an_office_that_takes_back_its_word_is_refuted(changed: dict[str, object]) -> None:
    """reliability 3.2: neither rollback nor fork of what was receipted."""
    with pytest.raises(Known, match="hold"):
        demand_growth(RECEIPT, replace(RECEIPT, **changed))


def test_growth_and_an_office_restored_from_a_backup_are_accepted() -> None:
    demand_growth(RECEIPT, RECEIPT)
    demand_growth(RECEIPT, replace(RECEIPT, size=9, root="ab" * 32, office_size=9))
    demand_growth(RECEIPT, replace(RECEIPT, epoch="e2", size=1, office_size=1, bodies_upto=1))


def test_consistency_of_the_office_log_is_proved_and_a_rewritten_log_refuted() -> None:
    """RFC 6962 2.1.2."""
    leaves = [merkle.leaf(raw) for raw in RAWS]
    proof = merkle.consistency(leaves, 3)

    def at(size: int, roots: list[str]) -> Receipt:
        return replace(RECEIPT, office_size=size, office_root=roots[size])

    demand_consistency(at(3, VECTORS["roots"]), at(5, VECTORS["roots"]), proof)
    demand_consistency(at(0, VECTORS["roots"]), at(5, VECTORS["roots"]), ())
    rewritten = replace(at(3, VECTORS["roots"]), office_root=VECTORS["roots"][2])
    with pytest.raises(Known, match="office log"):
        demand_consistency(rewritten, at(5, VECTORS["roots"]), proof)


def test_an_entry_counts_as_kept_only_with_its_body_and_its_blobs() -> None:
    """WIRE 5: entry, body and each blob are named."""
    entry = read_entry(RAWS[3])
    assert is_named(entry, RECEIPT)
    assert not is_named(entry, replace(RECEIPT, bodies_upto=3))
    assert not is_named(entry, replace(RECEIPT, size=3))
    assert not is_named(entry, replace(RECEIPT, incarnation="ab" * 8))
    other = Attachment(sha256="cd" * 32, size=1, mime="image/png", origin="captured")
    assert unnamed_blobs((*entry.attach, other), RECEIPT.blobs) == ("cd" * 32,)


@pytest.mark.parametrize("read", [read_greeting, read_certificate])
@pytest.mark.parametrize(
    "raw",
    [
        b"<html>",
        RAW,
        canonical({"v": 1, "type": "greeting"}),
        canonical({"v": 1, "type": "certificate", "device": 5}),
        canonical({**json.loads(words_bytes(GREETING)), "size": -1}),
        canonical({**json.loads(words_bytes(GREETING)), "v": 2}),
    ],
)
def test_other_words_are_not_read_as_these(read: object, raw: bytes) -> None:
    assert callable(read)
    with pytest.raises(Known):
        read(raw)
