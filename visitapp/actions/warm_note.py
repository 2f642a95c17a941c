"""One note nobody sees, so that the first real one of a day costs what later ones do (P3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from visitapp.documents.papers import usual_paper
from visitapp.documents.sheets import Sheet, render
from visitapp.domain.card import compose_card
from visitapp.domain.note import compose
from visitapp.domain.note_facts import Addressee, NextContact, NoteFacts, Sender, Staff
from visitapp.domain.note_number import code_text
from visitapp.domain.policy import follow_up_day
from visitapp.domain.wording import check
from visitapp.domain.words import Form, Responsibility
from visitapp.lexicon import lexicon
from visitapp.policy import is_holiday
from visitapp.workspace import Workspace

SOME_TIME = datetime(2026, 1, 1, 5, 30, tzinfo=UTC)
SENDER = Sender(
    company="株式会社",
    phone="03-0000-0000",
    staff=(Staff(name="山田 一郎", kana="やまだ いちろう"),),
)
FACTS = NoteFacts(
    addressee=Addressee(family="髙橋", given="花子", honorific="様"),
    promised_at=SOME_TIME,
    first_ring_at=SOME_TIME,
    waited_until=SOME_TIME + timedelta(minutes=30),
    sender=SENDER,
    note_no="0000-0000",
    code=code_text("0000-0000", "", "0" * 16),
)


def warm_note(ws: Workspace) -> None:
    """Read fonts, wording, rules and holidays by using them; nothing is kept or recorded.

    Of the settings only the paper is used: what is wrong with them is told elsewhere.
    """
    call = NextContact(day=follow_up_day(ws.policy, ws.clock.now(), is_holiday))
    note = compose(replace(FACTS, contacts=(call,)), ws.style.texts)
    check("\n".join(note.body), Form.OPEN, Responsibility.UNDETERMINED, lexicon())
    card = compose_card(SENDER.staff[0], SENDER, FACTS.note_no, ws.style.texts)
    render(Sheet(told=note, paper=usual_paper(Form.OPEN, ws.settings.paper), card=card))
