"""Whether an office's signed words hold: signature, root, freshness, agreement with earlier ones.

Laptop, dossier and office use the same checks (docs/WIRE.md section 5). A device's id is the first
16 bytes of the SHA-256 of its public key, so a certificate can't lend one key another's name.
"""

from collections.abc import Iterable, Sequence

from visitapp.domain import merkle
from visitapp.domain.chain import Attachment, Entry
from visitapp.domain.receipts import Receipt, read_receipt
from visitapp.errors import Known
from visitapp.evidence.signed_words import (
    Certificate,
    Greeting,
    OfficeWords,
    read_certificate,
    read_greeting,
    read_office,
)
from visitapp.keys import KEY_BYTES, device_id, verify


def refuted(what: str) -> Known:
    """The error of office words that don't hold; ``what`` names the place."""
    return Known(
        "Office answer not confirmed",
        "An answer signed in the name of the office does not hold ({what}).",
        "Nothing was changed or deleted here. Tell your office before you go on sending.",
        what=what,
    )


def checked_receipt(raw: bytes, sig: bytes, office_key: bytes) -> Receipt:
    """The receipt in ``raw`` after its signature held; Known otherwise."""
    if not verify(office_key, raw, sig):
        raise refuted("receipt signature")
    return read_receipt(raw)


def checked_greeting(raw: bytes, sig: bytes, office_key: bytes, nonce: str) -> Greeting:
    """The greeting in ``raw`` after signature and freshness held; Known otherwise.

    Whoever plays back an old greeting can't know the new ``nonce``.
    """
    if not verify(office_key, raw, sig):
        raise refuted("greeting signature")
    greeting = read_greeting(raw)
    if greeting.nonce != nonce:
        raise refuted("greeting nonce")
    return greeting


def checked_certificate(raw: bytes, sig: bytes, office_key: bytes) -> Certificate:
    """The certificate in ``raw`` after signature and device id held; Known otherwise."""
    if not verify(office_key, raw, sig):
        raise refuted("certificate signature")
    certificate = read_certificate(raw)
    try:
        key = bytes.fromhex(certificate.public_key)
    except ValueError as error:
        raise refuted("certificate key") from error
    if device_id(key) != certificate.device:
        raise refuted("certificate device")
    return certificate


def checked_office(raw: bytes, sig: bytes, nonce: str) -> OfficeWords:
    """Who an office says it is, signed by the very key it names, over our ``nonce``.

    Whether that key is the office meant is for the check number to say.
    """
    words = read_office(raw)
    try:
        keys = bytes.fromhex(words.public_key), bytes.fromhex(words.recovery_key)
    except ValueError as error:
        raise refuted("office key") from error
    if any(len(key) != KEY_BYTES for key in keys) or not verify(keys[0], raw, sig):
        raise refuted("office signature")
    if words.nonce != nonce:
        raise refuted("office nonce")
    return words


def demand_root(receipt: Receipt, raws: Iterable[bytes]) -> None:
    """Known unless the receipt's root is the RFC 6962 root over its first ``size`` raw entries.

    ``raws`` are the raw bytes of entries 1, 2, 3 … of the receipt's incarnation, at least ``size``
    of them; more are ignored, since an answer may be older than the journal.
    """
    leaves: list[bytes] = []
    for raw in raws:
        if len(leaves) == receipt.size:
            break
        leaves.append(merkle.leaf(raw))
    if len(leaves) < receipt.size or merkle.root(leaves).hex() != receipt.root:
        raise refuted("receipt root")


def demand_growth(old: Receipt, new: Receipt) -> None:
    """Known when ``new`` takes back what ``old`` of the same incarnation and epoch promised.

    A smaller tree, or another root at the same size, is a rollback or a fork. Under another epoch
    the office was restored from a backup and may honestly hold less.
    """
    if (old.device, old.incarnation) != (new.device, new.incarnation):
        raise refuted("receipt of another branch")
    if old.epoch != new.epoch:
        return
    pairs = (
        ("receipt", (old.size, old.root), (new.size, new.root)),
        (
            "office log",
            (old.office_size, old.office_root),
            (new.office_size, new.office_root),
        ),
    )
    for what, before, after in pairs:
        if after[0] < before[0] or (after[0] == before[0] and after[1] != before[1]):
            raise refuted(f"{what} taken back")
    if new.bodies_upto < old.bodies_upto or new.durable_size < old.durable_size:
        raise refuted("receipt taken back")


def demand_consistency(old: Receipt, new: Receipt, proof: Sequence[bytes]) -> None:
    """Known unless ``proof`` shows the old office log as a prefix of the new (RFC 6962 2.1.2)."""
    if old.office_size and not merkle.is_consistent(
        old.office_size,
        bytes.fromhex(old.office_root),
        new.office_size,
        bytes.fromhex(new.office_root),
        proof,
    ):
        raise refuted("office log")


def is_named(entry: Entry, receipt: Receipt) -> bool:
    """Whether the receipt names the entry and its body; its blobs are ``unnamed_blobs``."""
    same = (entry.device, entry.incarnation) == (receipt.device, receipt.incarnation)
    return same and entry.n <= receipt.size and entry.n <= receipt.bodies_upto


def unnamed_blobs(attach: Iterable[Attachment], named: Iterable[str]) -> tuple[str, ...]:
    """The attached blobs that no receipt has named yet, in the order of the entry."""
    known = set(named)
    return tuple(a.sha256 for a in attach if a.sha256 not in known)
