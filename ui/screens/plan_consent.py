"""Whether the customer's consent still counts while a visit is being moved."""

from dataclasses import dataclass
from datetime import datetime

from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow


@dataclass(slots=True, kw_only=True)
class Consent:
    """``before`` is the visit that is being changed; ``is_chosen`` once a person said how."""

    before: Visit | None = None
    is_chosen: bool = False

    def at(self, at: datetime | None) -> AgreedHow | None:
        """How this time counts as agreed: the consent was for the old one; None = as it stands."""
        if self.before is None or at is None or self.is_chosen:
            return None
        same = self.before.promised_at == at
        return self.before.agreed_how if same else AgreedHow.NOT_AGREED

    def choose(self) -> None:
        """A person said how the time was agreed: nothing is changed any more by itself."""
        self.is_chosen = True
