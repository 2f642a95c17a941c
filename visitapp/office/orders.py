"""Orders to erase that a push brings along: they count before anything else of it (WIRE section 6).

A laptop names the order that explains an entry without its body, because the order may stand
thousands of entries later in its journal. After this office was restored from a backup, laptops
also bring back its own orders: what it has erased must not come to life again by its own restore.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from visitapp.domain.office_entries import ErasureOrdered
from visitapp.keys import verify
from visitapp.office.appending import Accepted
from visitapp.office.arriving import incident, order_of, readable
from visitapp.office.refusals import malformed
from visitapp.office.seat import Office
from visitapp.sync.wire import PushRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The hashes that the laptop's own orders name, and the orders this office once signed."""

    theirs: frozenset[str]
    ours: Sequence[Accepted]


def brought(office: Office, public_key: bytes, request: PushRequest) -> Brought:
    """The orders beside a batch after each signature held; Refused or Incident otherwise."""
    theirs: set[str] = set()
    ours = []
    for accepted in (readable(wire) for wire in request.erasures):
        if accepted.entry.kind != ErasureOrdered.kind or accepted.item.body is None:
            raise malformed("erasures")
        if accepted.entry.device == office.key.device:
            _demand_signature(accepted, office.key.public)
            ours.append(accepted)
        elif accepted.entry.device == request.device:
            _demand_signature(accepted, public_key)
            theirs.update(order_of(accepted).entries)
        else:
            raise malformed("erasures")
    return Brought(theirs=frozenset(theirs), ours=ours)


def _demand_signature(accepted: Accepted, public_key: bytes) -> None:
    if not verify(public_key, accepted.item.raw, accepted.item.sig):
        detail = f"The signature of order {accepted.entry.n} does not hold."
        raise incident("signature", detail, accepted.item.raw)
