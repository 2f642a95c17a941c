"""The customer was telephoned from the door or the road."""

from visitapp.actions.act import Happened, perform, person_at
from visitapp.domain.entries import Called
from visitapp.domain.words import CallResult
from visitapp.workspace import Workspace


def call(
    ws: Workspace,
    visit_id: str,
    person: str = "",
    *,
    number_kind: str = "phone",
    result: CallResult = CallResult.NO_ANSWER,
) -> Happened:
    """Record a call; ``number_kind`` is ``phone`` or ``mobile``. A fact, never refused."""
    return perform(
        ws,
        visit_id,
        lambda tx, visit: [
            Called(person=person_at(ws, tx, person, visit), number_kind=number_kind, result=result)
        ],
    )
