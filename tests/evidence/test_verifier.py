"""The parts of verify.py, each held to something that was not written by us."""

import ast
import calendar
import hashlib
import io
import runpy
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visitapp import assets
from visitapp.domain import merkle
from visitapp.evidence.verdict_words import ENGLISH
from visitapp.keys import Signer, verify

SOURCE: Path = assets.path("verifier", "verify.py")
VERIFIER: dict[str, Any] = runpy.run_path(str(SOURCE))
# RFC 8032 section 7.1: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("key", "message", "sig"), VECTORS)
def test_the_vectors_of_rfc_8032_hold(key: str, message: str, sig: str) -> None:
    given = [bytes.fromhex(part) for part in (key, message, sig)]
    assert VERIFIER["holds"](*given)
    assert not VERIFIER["holds"](given[0], given[1] + b"x", given[2])


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_a_signature_is_judged_as_openssl_judges_it(seed: bytes, told: bytes, bit: int) -> None:
    """Right ones, and the same with one bit flipped."""
    signer = Signer(seed)
    sig = bytearray(signer.sign(told))
    assert VERIFIER["holds"](signer.public, told, bytes(sig))
    sig[bit // 8] ^= 1 << bit % 8
    assert not VERIFIER["holds"](signer.public, told, bytes(sig))
    assert not verify(signer.public, told, bytes(sig))


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_a_root_over_the_first_entries_is_that_of_rfc_6962(
    raws: list[bytes], data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, len(raws)))
    leaves = [hashlib.sha256(b"\0" + raw).digest() for raw in raws]
    found = VERIFIER["roots_of"](leaves, {size})
    assert found == {size: merkle.root([merkle.leaf(raw) for raw in raws[:size]]).hex()}


@given(st.integers(1, 70), st.data())
def test_a_way_to_the_root_is_that_of_rfc_6962(size: int, data: st.DataObject) -> None:
    """Of every entry to every root, and of none to another: the path that the office gives."""
    place = data.draw(st.integers(0, size - 1))
    raws = [bytes([k]) for k in range(size)]
    leaves = [merkle.leaf(raw) for raw in raws]
    path = [step.hex() for step in merkle.inclusion(leaves, place)]
    root = {"size": str(size), "root": merkle.root(leaves).hex()}
    check = leads_in(raws[place])
    assert check(place, path, root)
    assert not check(place, [*path, "00" * 32], root)
    assert not check(place, path, {**root, "root": "00" * 32})
    if path:
        at = data.draw(st.integers(0, len(path) - 1))
        assert not check(place, path[:-1], root)
        assert not check(place, [*path[:at], "00" * 32, *path[at + 1 :]], root)
    assert not leads_in(b"another")(place, path, root)


def leads_in(raw: bytes) -> Callable[[int, list[str], dict[str, str]], bool]:
    """The check of a way to the root, in a bundle whose entry 1 is ``raw``."""

    class Place:
        def open(self, _name: str) -> io.BytesIO:
            return io.BytesIO(raw)

    check = VERIFIER["Check"](Place(), "", False, VERIFIER["holds"], None, "")
    return lambda index, path, root: check.leads(1, index, path, root)


@given(st.integers(915_148_800, 7_226_582_400))
def test_a_time_that_openssl_shows_is_read_as_the_calendar_has_it(seconds: int) -> None:
    """With the day as C pads it, in the months of the C locale."""
    at = datetime.fromtimestamp(seconds, UTC)
    month = calendar.month_abbr[at.month]
    line = f"Time stamp: {month} {at.day:2} {at:%H:%M:%S} {at.year} GMT"
    assert VERIFIER["_seconds"](VERIFIER["STAMP_TIME"].fullmatch(line)) == seconds


@given(st.integers(978_307_200, 7_226_582_400))
def test_a_time_is_shown_as_the_calendar_has_it(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, ZoneInfo("Asia/Tokyo"))
    expected = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M:%S}(日本時間)"
    assert VERIFIER["_shown"](seconds * 1_000_000 + 999_999) == expected


def test_it_runs_on_an_old_python_and_imports_nothing_else() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))
    names = {n.name for node in ast.walk(tree) if isinstance(node, ast.Import) for n in node.names}
    assert names == {"hashlib", "os", "re", "stat", "sys", "zipfile", "zlib"} | {
        "subprocess",
        "tempfile",
    }
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def test_every_sentence_stands_in_both_scripts_and_in_english() -> None:
    """What verify.py can say, verify.sh can say: up to the first place to be filled."""
    words = {k: v for k, v in VERIFIER["WORDS"].items() if k not in {"usage", "title"}}
    assert set(ENGLISH) == set(words)
    del words["stamp_unread"]  # the script does not begin without openssl
    script = assets.path("verifier", "verify.sh").read_text(encoding="utf-8")
    longest = {key: max(_plain(text), key=len) for key, text in words.items()}
    assert not [key for key, part in longest.items() if part not in script]


def _plain(text: str) -> list[str]:
    """The stretches of a sentence between its places and its mark."""
    body = text.removeprefix("× ")
    while "{" in body:
        start, end = body.index("{"), body.index("}")
        body = f"{body[:start]}\0{body[end + 1 :]}"
    return body.split("\0")
