"""A photo that must not be kept (V-02): its bytes are destroyed, hash, reason and actor stay.

On a computer that stands alone its owner is the administrator and it happens at once. A laptop of
an office asks; the office decides, and every laptop follows at its next sync.
"""

from dataclasses import dataclass

from visitapp.actions.act import drafts, known_visit
from visitapp.domain.office_entries import ErasureAsked, ErasureOrdered
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.marks import N_
from visitapp.workspace import Workspace

SHORTEST = 6
DESTROYED = N_("The photo's bytes are gone. Hash and reason stay in the records.")
ASKED = N_("Asked. When the office agrees, the photo goes at the next sync, on every computer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """What became of the wish: the photo's hash, and whether its bytes are gone already."""

    sha256: str
    is_done: bool

    @property
    def told(self) -> str:
        """What became of it, as a message id."""
        return DESTROYED if self.is_done else ASKED


def destroy(ws: Workspace, visit_id: str, given: str, reason: str) -> Destruction:
    """Destroy the photo ``given`` (its SHA-256, or the first of it) of a visit, or ask for it.

    Raises Known when the visit has no such photo, several fit, or the reason is missing.
    """
    if not reason.strip():
        raise Known(
            "Reason missing",
            "A photo is destroyed only with a reason.",
            "Give the reason; it stays in the records for good.",
        )
    is_alone = ws.store.outbox.office is None
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        sha256 = _photo(visit, given)
        content = (
            ErasureOrdered(entries=(), blobs=(sha256,), reason=reason.strip())
            if is_alone
            else ErasureAsked(sha256=sha256, reason=reason.strip())
        )
        tx.append(*drafts(ws, visit.id, [content]))
    return Destruction(sha256=sha256, is_done=is_alone)


def _photo(visit: Visit, given: str) -> str:
    plain = given.strip().lower()
    found = {p.attachment.sha256 for p in visit.photos if p.attachment.sha256.startswith(plain)}
    if len(plain) < SHORTEST or len(found) != 1:
        raise Known(
            "Which photo?",
            "“{given}” names no single photo of this visit.",
            "Give at least six characters of its hash, as “photo list” shows it.",
            given=given,
        )
    return found.pop()
