"""What sync asks of the laptop's store: a protocol, so that the rules of sync stand by themselves.

Every method that changes something is one transaction: after a power cut either all of it is there
or none, and doing it a second time changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from visitapp.domain.chain import Item
from visitapp.domain.receipts import Receipt
from visitapp.domain.stamps import Anchor
from visitapp.evidence.signed_words import Certificate
from visitapp.sync.wire import SignedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The office this laptop belongs to: address, bearer token, Ed25519 key (32 bytes), epoch.

    ``pinned`` is the PEM certificate of an office that signs its own, "" for the OS's certificates.
    """

    url: str
    token: str
    office_key: bytes
    office_name: str
    epoch: str
    certificate: SignedText | None
    pinned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """The journal this laptop writes: device, its present incarnation, number of entries."""

    device: str
    incarnation: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What the office does not have yet; ``bytes`` are those of the originals."""

    entries: int
    thumbnails: int
    originals: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A blob attached to an entry, by the SHA-256 of its bytes; ``size`` in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """A place in the office's order; ``item`` is None for entries of this device."""

    seq: int
    device: str
    incarnation: str
    n: int
    item: Item | None


class Ledger(Protocol):
    """The store as sync sees it."""

    def membership(self) -> Membership | None:
        """The office this laptop belongs to; None before enrolment."""

    def join(self, membership: Membership) -> None:
        """Remember the office."""

    def public_key(self) -> bytes:
        """The Ed25519 public key of this device: 32 bytes."""

    def branch(self) -> Branch:
        """Where the journal stands."""

    def older_branches(self) -> Sequence[Branch]:
        """Branches of this device from before a restore."""

    def entries(self, branch: Branch, after: int, limit: int) -> Sequence[Item]:
        """Entries of a branch with n > ``after``, oldest first."""

    def leaves(self, branch: Branch, after: int) -> Iterator[bytes]:
        """The raw bytes of the entries of a branch with n > ``after``, oldest first."""

    def receipt(self, branch: Branch) -> Receipt | None:
        """The last receipt of a branch."""

    def keep_receipt(self, receipt: Receipt, signed: SignedText) -> None:
        """Remember a checked receipt: what it names counts as kept from now on."""

    def keep_anchor(self, anchor: Anchor) -> None:
        """Remember the last office time heard: entries from now on carry it."""

    def numbers_left(self) -> int:
        """Note numbers in the pool."""

    def add_numbers(self, numbers: Sequence[tuple[str, str]]) -> None:
        """Add (number, nonce) pairs to the pool."""

    def start_epoch(self, epoch: str) -> None:
        """The office was restored: nothing counts as kept, the cursor starts over."""

    def cursor(self) -> str:
        """How far the office's order was read; "" from the start."""

    def certificate(self, device: str) -> Certificate | None:
        """The checked certificate of a device."""

    def keep_certificate(self, certificate: Certificate, signed: SignedText) -> None:
        """Remember a checked certificate."""

    def take_page(self, page: Sequence[Pulled], cursor: str) -> int:
        """Store checked items, erasures first, with the cursor; how many were new."""

    def originals(self) -> Sequence[Original]:
        """Originals no receipt has named, in the order to send them."""

    def chunk(self, sha256: str, start: int, length: int) -> bytes:
        """Bytes of an original; Known when it is damaged or gone."""

    def is_intact(self, sha256: str) -> bool:
        """Whether the original's bytes still have its hash; reads all of it."""

    def thumbnails(self) -> Sequence[str]:
        """Originals whose thumbnail the office may lack."""

    def thumbnail(self, sha256: str) -> bytes | None:
        """The thumbnail of an original (JPEG)."""

    def thumbnail_sent(self, sha256: str) -> None:
        """The office has this thumbnail."""

    def pending(self) -> Pending:
        """What the office does not have yet."""
