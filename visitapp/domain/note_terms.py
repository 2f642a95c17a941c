"""What a person decides about a paper before it is numbered."""

from dataclasses import dataclass

from visitapp.domain.words import ApologyScope, ExtraLine, Responsibility


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTerms:
    """What was chosen for a paper: a letter's apology (R-11), who answers for it, whether by post.

    A fault is admitted only once ``responsibility`` is ours, and ``approved_by`` names who agreed:
    two people where the customer demands money (R-29). ``large`` is for the open slip: 14 pt;
    ``window`` for a letter whose address shows through its envelope; ``line`` is one more line on
    the open slip.
    """

    scope: ApologyScope | None = None
    responsibility: Responsibility = Responsibility.UNDETERMINED
    approved_by: tuple[str, ...] = ()
    posted: bool = False
    money_demanded: bool = False
    large: bool = False
    window: bool = False
    line: ExtraLine | None = None


NO_TERMS = NoteTerms()
