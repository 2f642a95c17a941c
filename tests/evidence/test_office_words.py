"""Who an office says it is, before anybody trusts it (docs/WIRE.md section 5)."""

from dataclasses import replace

import pytest

from visitapp import texts
from visitapp.errors import Known
from visitapp.evidence.receipting import checked_office
from visitapp.evidence.signed_words import OfficeRoot, OfficeWords, read_root, words_bytes
from visitapp.evidence.verdict import (
    Finding,
    fingerprint_of,
    read_fingerprint,
    shown_fingerprint,
)
from visitapp.evidence.verdict_words import finding_line
from visitapp.keys import Signer, new_signer

SIGNER = new_signer()
WORDS = OfficeWords(
    name="本社",
    nonce="n",
    public_key=SIGNER.public.hex(),
    recovery_key="ab" * 32,
    tls="",
    server_time=5,
)


def asked(words: OfficeWords, signer: Signer = SIGNER, nonce: str = "n") -> OfficeWords:
    raw = words_bytes(words)
    return checked_office(raw, signer.sign(raw), nonce)


def test_an_office_that_signs_with_the_key_it_names_is_heard() -> None:
    assert asked(WORDS) == WORDS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (replace(WORDS, public_key="no hex"), "office key"),
        (replace(WORDS, recovery_key="zz" * 32), "office key"),
        (replace(WORDS, recovery_key="ab" * 31), "office signature"),
        (replace(WORDS, public_key="ab" * 32), "office signature"),
        (replace(WORDS, nonce="of yesterday"), "office nonce"),
    ],
)
def test_words_that_do_not_hold_are_refuted(words: OfficeWords, said: str) -> None:
    with pytest.raises(Known, match=said):
        asked(words)


def test_an_office_that_borrows_another_name_is_refuted() -> None:
    with pytest.raises(Known, match="office signature"):
        asked(WORDS, new_signer())


def test_a_fingerprint_is_read_as_it_is_printed_on_paper() -> None:
    """Groups, colons and capitals are how people copy it."""
    plain = fingerprint_of(SIGNER.public)
    assert read_fingerprint(shown_fingerprint(plain)) == plain
    assert read_fingerprint(plain.upper().replace("A", "A:")) == plain
    assert len(shown_fingerprint(plain).split()) == 8


def test_the_root_an_office_signs_reads_as_it_was_written() -> None:
    """WIRE 5."""
    root = OfficeRoot(epoch="e", size=3, root="ab" * 32, server_time=5)
    assert read_root(words_bytes(root)) == root
    with pytest.raises(Known):
        read_root(words_bytes(WORDS))


def test_a_finding_is_told_in_the_language_spoken_and_never_lost() -> None:
    """A verdict of a newer verifier is shown in its own words."""
    known = Finding(key="blobs", values={"count": 3}, text="写真3枚")
    newer = Finding(key="of_tomorrow", values={}, text="新しい検査")
    with texts.speaking("ja"):
        assert finding_line(known) == "写真3枚"
    with texts.speaking("en"):
        assert finding_line(known) == "○ Receipted: 3 photos and papers."
        assert finding_line(newer) == "新しい検査"
