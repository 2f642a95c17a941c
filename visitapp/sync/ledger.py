"""What sync asks of the laptop's store and what it leaves there, one transaction at a time.

After a power cut either all of a method's change is there or none of it, and doing it a second
time changes nothing. Only the thread that runs the pass comes here.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from visitapp.domain.chain import Item
from visitapp.domain.receipts import Receipt
from visitapp.domain.stamps import Anchor
from visitapp.errors import Known
from visitapp.evidence.signed_words import Certificate, read_certificate
from visitapp.keys import device_id
from visitapp.store import scrub, strands
from visitapp.store.incidents import Incidents
from visitapp.store.outbox import OfficeLink, last_word
from visitapp.store.received import Placed, Received
from visitapp.store.store import Store
from visitapp.store.unsent import Pending
from visitapp.sync.wire import SignedText

MANY = 1_000_000
THUMBNAIL = "thumbnail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A journal of this laptop: device, incarnation, number of entries."""

    device: str
    incarnation: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A blob attached to an own entry, by the SHA-256 of its bytes; ``size`` in bytes."""

    sha256: str
    size: int


class Ledger:
    """The store as sync sees it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._received = Received(store.db, store.vault, store.journal)

    def office(self) -> OfficeLink | None:
        """The office this laptop belongs to; None before enrolment."""
        return self._store.outbox.office

    def join(self, link: OfficeLink, certificate: SignedText) -> None:
        """Remember the office and everything it gave, all at once."""
        raw = certificate.raw.encode("utf-8")
        with self._store.writing():
            self._store.outbox.join(link, (raw, certificate.sig))

    def public_key(self) -> bytes:
        """The Ed25519 public key of this device: 32 bytes."""
        return self._store.meta.signer.public

    def pin(self, pem: str) -> None:
        """Accept this TLS certificate of the office from now on; "" = any the system trusts."""
        with self._store.writing():
            self._store.meta.set("office_pinned", pem)

    def branch(self) -> Branch:
        """Where the journal stands."""
        link = self._store.journal.head()
        return Branch(device=link.device, incarnation=link.incarnation, size=link.n - 1)

    def branches(self) -> tuple[Branch, ...]:
        """All branches of this device, older ones (from before a restore) first."""
        present = self.branch()
        older = [
            Branch(device=present.device, incarnation=name, size=self._store.journal.size(name))
            for name in self._store.journal.incarnations()
            if name != present.incarnation
        ]
        return (*older, present)

    def entries(self, branch: Branch, after: int, limit: int) -> Sequence[Item]:
        """Entries of a branch with n > ``after``, oldest first."""
        return self._store.journal.items(branch.incarnation, after, limit)

    def orders(self) -> Sequence[Item]:
        """Every order to erase that is here, own and the office's."""
        return strands.erasures(self._store)

    @property
    def owes_orders(self) -> bool:
        """Whether the office was restored and has not got back its orders to erase."""
        return self._store.meta.text("orders_owed") != ""

    def orders_given(self) -> None:
        """The office has them again."""
        with self._store.writing():
            self._store.meta.drop("orders_owed")

    def raws(self, branch: Branch, upto: int) -> Iterator[bytes]:
        """The raw bytes of entries 1 … ``upto`` of a branch, also those the office gave back."""
        return chain(
            self._store.journal.raws(branch.incarnation, upto),
            self._received.raws(branch.device, branch.incarnation, branch.size, upto),
        )

    def known(self, branch: Branch) -> int:
        """How many entries of a branch are here, also those the office gave back."""
        given = self._received.count(branch.device, branch.incarnation, branch.size)
        return branch.size + given

    def open_incarnation(self, reason: str) -> None:
        """Begin a new branch: the present one has gone on elsewhere, and its pool with it."""
        with self._store.writing():
            self._store.meta.open_incarnation(reason)
            self._store.outbox.drop_numbers()

    def is_aside(self, branch: Branch) -> bool:
        """Whether the office keeps this forked branch apart: all of it was handed in."""
        return branch.incarnation in self._store.meta.text("aside").split()

    def set_aside(self, branch: Branch) -> None:
        """Remember that; a restored office gets it once more."""
        with self._store.writing():
            known = self._store.meta.text("aside")
            self._store.meta.set("aside", f"{known} {branch.incarnation}".strip())

    def sending(self, incarnation: str = "", upto: int = 0, blob: str = "") -> None:
        """Show what is under way; nothing for the end. Never asked when sync decides."""
        with self._store.writing():
            self._store.outbox.sending(incarnation, upto, blob)

    def receipt(self, branch: Branch) -> Receipt | None:
        """The last receipt of a branch."""
        return self._store.outbox.last_receipt(branch.incarnation)

    def last_word(self) -> SignedText | None:
        """The newest receipt of all branches in the present epoch."""
        found = last_word(self._store.db)
        return None if found is None else SignedText(raw=found[0].decode("utf-8"), sig=found[1])

    def note(self, what: str, detail: str, evidence: bytes, at: int) -> None:
        """Write down what a person must look at (codes: ``visitapp.incidents``), once."""
        with self._store.writing():
            Incidents(self._store.db).note(what, detail, evidence, at)

    def keep_receipt(self, receipt: Receipt, signed: SignedText) -> None:
        """Remember a checked receipt: what it names counts as kept from now on."""
        with self._store.writing():
            self._store.outbox.add_receipt(receipt, signed.raw.encode("utf-8"), signed.sig)

    def keep_greeting(self, anchor: Anchor, numbers: Sequence[tuple[str, str]]) -> None:
        """Remember the office time heard, for entries to come, and the numbers handed out."""
        with self._store.writing():
            self._store.meta.set_anchor(anchor)
            self._store.outbox.add_numbers(numbers)

    def numbers_left(self) -> int:
        """Note numbers in the pool."""
        return self._store.outbox.numbers_left

    def start_epoch(self, epoch: str) -> None:
        """The office was restored: nothing counts as kept, its order is read from the start."""
        with self._store.writing():
            self._store.outbox.set_epoch(epoch)
            self._store.outbox.forget_receipts()
            self._store.meta.set("orders_owed", "1")
            self._store.meta.drop("aside")

    def cursor(self) -> str:
        """How far the office's order was read; "" from the start."""
        return self._store.outbox.cursor

    def rewind(self) -> None:
        """Read the office's order from the start again; taking an entry twice changes nothing."""
        with self._store.writing():
            self._store.outbox.set_cursor("")

    def certificate(self, device: str) -> Certificate | None:
        """The checked certificate of a device."""
        found = self._received.certificate(device)
        return None if found is None else read_certificate(found[0])

    def keep_certificate(self, device: str, signed: SignedText) -> None:
        """Remember a checked certificate."""
        raw = signed.raw.encode("utf-8")
        if self._received.certificate(device) != (raw, signed.sig):
            with self._store.writing():
                self._received.put_certificate(device, raw, signed.sig)

    def take_page(
        self, page: Sequence[Placed], cursor: str, office_key: bytes
    ) -> tuple[Known, ...]:
        """Store checked entries, erasures first, with the cursor; returns the forks noticed."""
        with self._store.writing() as tx:
            taken = self._received.take(page, device_id(office_key))
            tx.destroyed |= taken.destroyed
            self._store.outbox.set_cursor(cursor)
        return taken.forked

    def unexplained(self) -> int:
        """Received entries whose body is missing without an erasure."""
        return self._received.unexplained()

    def originals(self) -> Sequence[Original]:
        """Originals of own entries that no receipt names, in the order to send them."""
        found = self._store.outbox.unsent_blobs(MANY)
        return [Original(sha256=sha256, size=size) for sha256, size in found]

    def chunk(self, sha256: str, start: int, length: int) -> bytes:
        """Up to ``length`` bytes of an original; Known when it is damaged or gone."""
        found = bytearray()
        for piece in self._store.vault.chunks(sha256, start):
            found += piece[: length - len(found)]
            if len(found) >= length:
                break
        return bytes(found)

    def is_intact(self, original: Original) -> bool:
        """Whether the original's bytes still have its hash; reads all of it."""
        found, size = hashlib.sha256(), 0
        try:
            for piece in self._store.vault.chunks(original.sha256):
                found.update(piece)
                size += len(piece)
        except Known:
            return False
        return found.hexdigest() == original.sha256 and size == original.size

    def damaged(self) -> Sequence[str]:
        """Originals whose bytes were found damaged, by hash."""
        return scrub.scrub_of(self._store).damaged

    def note_damaged(self, original: Original, now: datetime) -> None:
        """Remember an original that must not be sent."""
        scrub.remember(self._store, original.sha256, now)

    def mend(self, data: bytes) -> None:
        """Put the bytes of a damaged original back; Known when that is not possible."""
        scrub.mend(self._store, data)

    def thumbnails(self) -> Sequence[str]:
        """Originals whose thumbnail the office may lack."""
        return self._store.outbox.unsent_thumbnails(MANY)

    def thumbnail(self, sha256: str) -> bytes | None:
        """The thumbnail of an original (JPEG); None when there is none."""
        return self._store.vault.read_copy(sha256, THUMBNAIL)

    def thumbnail_sent(self, sha256: str) -> None:
        """The office has this thumbnail."""
        with self._store.writing():
            self._store.outbox.thumbnail_sent(sha256)

    def pending(self) -> Pending:
        """What no receipt names yet."""
        return self._store.outbox.pending()
