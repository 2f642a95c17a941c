"""What a person decides about a paper before it is numbered."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from visitapp.domain.words import ApologyScope, ExtraLine, Responsibility


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTerms:
    """What was chosen for a paper: a letter's apology (R-11), who answers for it, whether by post.

    A fault is admitted only once ``responsibility`` is ours, and ``approved_by`` names who agreed:
    two people where the customer demands money (R-29). ``large`` is for the open slip: 14 pt;
    ``window`` for a letter whose address shows through its envelope; ``line`` is one more line on
    the open slip; ``card`` is a card on a sheet of its own, where the note has none in its corner.
    """

    scope: ApologyScope | None = None
    responsibility: Responsibility = Responsibility.UNDETERMINED
    approved_by: tuple[str, ...] = ()
    posted: bool = False
    money_demanded: bool = False
    large: bool = False
    window: bool = False
    line: ExtraLine | None = None
    card: bool = False


def approvers(names: Iterable[str]) -> tuple[str, ...]:
    """Each person once, as first written: a blank is nobody, other spaces make nobody else."""
    found: dict[str, str] = {}
    for name in names:
        folded = "".join(unicodedata.normalize("NFKC", name).split())
        if folded:
            found.setdefault(folded, name.strip())
    return tuple(found.values())


NO_TERMS = NoteTerms()
