"""What a person decides about a letter before it is numbered."""

from dataclasses import dataclass

from visitapp.domain.words import ApologyScope, Responsibility


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTerms:
    """What was chosen for a letter: its apology (R-11) and who answers for it; whether by post.

    A fault is admitted only once ``responsibility`` is ours, and ``approved_by`` names who agreed:
    two people where the customer demands money (R-29).
    """

    scope: ApologyScope | None = None
    responsibility: Responsibility = Responsibility.UNDETERMINED
    approved_by: tuple[str, ...] = ()
    posted: bool = False
    money_demanded: bool = False


NO_TERMS = NoteTerms()
