"""What all lanes of one pass share: the store, the office, the stop sign, and what was noticed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from visitapp.clock import Clock
from visitapp.domain import merkle
from visitapp.domain.receipts import Receipt, read_receipt
from visitapp.errors import Known
from visitapp.evidence.receipting import (
    checked_receipt,
    demand_consistency,
    demand_growth,
    refuted,
)
from visitapp.keys import verify
from visitapp.store.outbox import OfficeLink
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.ledger import Branch, Ledger
from visitapp.sync.report import Progress
from visitapp.sync.transport import Transport
from visitapp.sync.wire import PushReply, SignedText


def never() -> bool:
    """The stop sign of somebody who never stops."""
    return False


def unheard(_progress: Progress) -> None:
    """The ear of somebody who doesn't want to know."""


@dataclass(slots=True, kw_only=True)
class Session:
    """One pass; ``held`` = how many of our entries of each incarnation the office said it holds.

    ``ahead`` = incarnations of which the office has more than is here: this laptop was restored
    from a backup, or copied. ``seen`` = the newest receipt of this epoch: from the size of the
    office's log it names, each new one must prove that the log has only grown.
    """

    ledger: Ledger
    transport: Transport
    clock: Clock
    office: OfficeLink
    stop: Callable[[], bool] = never
    told: Callable[[Progress], None] = unheard
    epoch: str = ""
    held: dict[str, int] = field(default_factory=dict)
    ahead: set[str] = field(default_factory=set)
    incidents: list[Known] = field(default_factory=list)
    leaves: dict[str, list[bytes]] = field(default_factory=dict)
    seen: SignedText | None = None

    def demand_ours(self, signed: SignedText) -> bytes:
        """The signed bytes; Failure when another office than ours, or nobody, signed them."""
        raw = signed.raw.encode("utf-8", "surrogatepass")
        if not verify(self.office.public_key, raw, signed.sig):
            raise Failure(Cause.WRONG_OFFICE, detail="signature")
        return raw

    def accept(self, branch: Branch, reply: PushReply) -> Receipt:
        """Check a receipt of ``branch`` in every respect and remember it.

        Signed by our office, in the epoch it greeted with, about this branch and over exactly the
        entries we wrote: its root must be the RFC 6962 root that we compute over our own bytes.
        One that takes back what an earlier one promised, or whose office log is not proved to
        continue the one seen last, counts for nothing; it is kept as evidence and work goes on.
        """
        signed = reply.receipt
        raw = self.demand_ours(signed)
        receipt = checked_receipt(raw, signed.sig, self.office.public_key)
        if (receipt.device, receipt.incarnation) != (branch.device, branch.incarnation):
            raise refuted("receipt of another branch")
        if receipt.epoch != self.epoch:
            raise Failure(Cause.UNREACHABLE, detail="the office was restored during the pass")
        if self._root(branch, receipt.size) != receipt.root:
            self.note("receipt_refuted", refuted("receipt root"), pair(self.seen, signed))
            raise refuted("receipt root")
        self.held[branch.incarnation] = receipt.size
        if self._continues(branch, receipt, reply):
            self.ledger.keep_receipt(receipt, signed)
            self.seen = signed
        return receipt

    @property
    def since(self) -> int:
        """How many entries of the office's log we have seen it sign for."""
        return 0 if self.seen is None else read_receipt(self.seen.raw.encode("utf-8")).office_size

    def note(self, what: str, known: Known, evidence: bytes = b"", detail: str = "") -> None:
        """Tell a finding at the end of the pass, and keep it for whoever looks later."""
        self.incidents.append(known)
        detail = detail or str(known.values.get("what", ""))
        self.ledger.note(what, detail, evidence, self.clock.stamp().wall)

    def _continues(self, branch: Branch, receipt: Receipt, reply: PushReply) -> bool:
        """Whether the receipt takes nothing back and proves the office's log to have only grown."""
        last = self.ledger.receipt(branch)
        try:
            if last is not None:
                demand_growth(last, receipt)
            if self.seen is not None:
                seen = read_receipt(self.seen.raw.encode("utf-8"))
                demand_consistency(seen, receipt, [bytes.fromhex(h) for h in reply.consistency])
        except Known as known:
            # two programs on one store: the answer of the slower one says less, and that is no lie
            if last is None or receipt.server_time >= last.server_time:
                self.note("split_view", known, pair(self.seen, reply.receipt))
            return False
        return True

    def _root(self, branch: Branch, size: int) -> str:
        """The root over our first ``size`` entries, hex; "" when we don't have so many."""
        leaves = self.leaves.setdefault(branch.incarnation, [])
        if len(leaves) < size:
            upto = max(size, branch.size)  # all at once: a long journal goes up in many batches
            leaves[:] = [merkle.leaf(raw) for raw in self.ledger.raws(branch, upto)]
        return merkle.root(leaves[:size]).hex() if len(leaves) >= size else ""


def pair(*words: SignedText | None) -> bytes:
    """Signed words one under the other, each with its signature in hex: what a stranger checks."""
    lines = [f"{word.raw}\n{word.sig.hex()}" for word in words if word is not None]
    return "\n".join(lines).encode("utf-8", "surrogatepass")
