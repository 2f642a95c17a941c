"""One note nobody sees, so that the first real one of a day costs what later ones do (P3)."""

from dataclasses import replace

from visitapp.documents.papers import usual_paper
from visitapp.documents.sheets import render
from visitapp.documents.trial import EXAMPLE, example_slip
from visitapp.domain.note_facts import NextContact
from visitapp.domain.policy import follow_up_day
from visitapp.domain.wording import check
from visitapp.domain.words import Form, Responsibility
from visitapp.lexicon import lexicon
from visitapp.policy import is_holiday
from visitapp.workspace import Workspace


def warm_note(ws: Workspace) -> None:
    """Read fonts, wording, rules and holidays by using them; nothing is kept or recorded.

    Of the settings only the paper is used: what is wrong with them is told elsewhere.
    """
    call = NextContact(day=follow_up_day(ws.policy, ws.clock.now(), is_holiday))
    paper = usual_paper(Form.OPEN, ws.settings.paper)
    slip = example_slip(replace(EXAMPLE, contacts=(call,)), ws.style.texts, paper)
    check("\n".join(slip.note.body), Form.OPEN, Responsibility.UNDETERMINED, lexicon())
    render(slip)
