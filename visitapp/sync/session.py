"""What all lanes of one pass share: the store, the office, the stop sign, and what was noticed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from visitapp.clock import Clock
from visitapp.domain import merkle
from visitapp.domain.receipts import Receipt
from visitapp.errors import Known
from visitapp.evidence.receipting import checked_receipt, demand_growth, refuted
from visitapp.keys import verify
from visitapp.store.outbox import OfficeLink
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.ledger import Branch, Ledger
from visitapp.sync.report import Progress
from visitapp.sync.transport import Transport
from visitapp.sync.wire import SignedText


def never() -> bool:
    """The stop sign of somebody who never stops."""
    return False


def unheard(_progress: Progress) -> None:
    """The ear of somebody who doesn't want to know."""


@dataclass(slots=True, kw_only=True)
class Session:
    """One pass; ``held`` = how many of our entries of each incarnation the office said it holds.

    ``ahead`` = incarnations of which the office has more than is here: this laptop was restored
    from a backup, or copied.
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

    def demand_ours(self, signed: SignedText) -> bytes:
        """The signed bytes; Failure when another office than ours, or nobody, signed them."""
        raw = signed.raw.encode("utf-8", "surrogatepass")
        if not verify(self.office.public_key, raw, signed.sig):
            raise Failure(Cause.WRONG_OFFICE, detail="signature")
        return raw

    def accept(self, branch: Branch, signed: SignedText) -> Receipt:
        """Check a receipt of ``branch`` in every respect and remember it.

        Signed by our office, in the epoch it greeted with, about this branch, not taking back what
        an earlier one promised, and over exactly the entries we wrote: its root must be the
        RFC 6962 root that we compute over our own bytes.
        """
        raw = self.demand_ours(signed)
        receipt = checked_receipt(raw, signed.sig, self.office.public_key)
        if (receipt.device, receipt.incarnation) != (branch.device, branch.incarnation):
            raise refuted("receipt of another branch")
        if receipt.epoch != self.epoch:
            raise Failure(Cause.UNREACHABLE, detail="the office was restored during the pass")
        if self._root(branch, receipt.size) != receipt.root:
            raise refuted("receipt root")
        last = self.ledger.receipt(branch)
        if last is not None:
            demand_growth(last, receipt)
        self.ledger.keep_receipt(receipt, signed)
        self.held[branch.incarnation] = receipt.size
        return receipt

    def _root(self, branch: Branch, size: int) -> str:
        """The root over our first ``size`` entries, hex; "" when we don't have so many."""
        leaves = self.leaves.setdefault(branch.incarnation, [])
        if len(leaves) < size:
            upto = max(size, branch.size)  # all at once: a long journal goes up in many batches
            leaves[:] = [merkle.leaf(raw) for raw in self.ledger.raws(branch, upto)]
        return merkle.root(leaves[:size]).hex() if len(leaves) >= size else ""
