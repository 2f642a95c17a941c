"""All the note composer shows, read in one go; nothing is written until it is printed or saved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from visitapp.actions.act import demanded
from visitapp.actions.note import USUAL, NoteWish, PreparedNote, guarded_text, look, note_step
from visitapp.actions.note_facts import contact_hints, contacts_told
from visitapp.documents.papers import PAPERS
from visitapp.documents.places import Place, places
from visitapp.documents.sheets import takes_card_along
from visitapp.domain.customer import Customer, customer_of, honorific_of
from visitapp.domain.hint import Hint
from visitapp.domain.note_facts import NextContact
from visitapp.domain.visit import Visit
from visitapp.domain.wording import Finding, is_allowed
from visitapp.domain.words import Form
from visitapp.errors import Known
from visitapp.printing.job import Size
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

_ENDING = re.compile("(?:ませんでした|ません|ました|まして|ます)")

MOST_REMARK = 60
"""Characters of the line 担当者より that stay readable on the smallest paper (ux 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A finding where it stands on the paper, and whether it blocks."""

    place: Place
    blocks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note as it stands with these wishes.

    ``papers`` are the sheets each form can be printed on, in millimetres. ``in_remark`` are the
    guard's findings by their place in the remark, ``elsewhere`` those in the other sentences.
    ``hints`` name visits which a promised call runs into (N-10). ``may_go_along`` is whether a card
    on a sheet of its own can be chosen. ``marks`` are the places of ``in_remark`` on its page.
    """

    wish: NoteWish
    ready: PreparedNote
    customer: str
    honorific: str
    papers: Mapping[Form, Mapping[str, Size]]
    contacts: tuple[NextContact, ...]
    hints: tuple[Hint, ...]
    may_go_along: bool
    today: date
    in_remark: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...]
    marks: tuple[Mark, ...]
    refused: Known | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether rules and guard let it be printed."""
        return self.refused is None and is_allowed(self.in_remark + self.elsewhere)

    @property
    def is_roll(self) -> bool:
        """Whether it goes on a roll: no outer face, and no lines for the pen."""
        return PAPERS[self.wish.form][self.wish.paper].is_roll


def note_view(ws: Workspace, visit_id: str, wish: NoteWish = USUAL) -> NoteView:
    """The view; raises Known when the note cannot be composed at all (sender, paper, glyph)."""
    ready = look(ws, visit_id, wish)
    with ws.store.reading() as tx:
        record = tx.record(ready.visit.customer_id)
        contacts = contacts_told(ws, tx, ready.visit)
        refused = _refused(ws, tx, ready.visit, wish)
        hints = contact_hints(ws, tx, ready.visit)
    customer = customer_of(record) if record else None
    begin = len(guarded_text(ready.note)) - len(ready.note.remark)
    mine = [finding for finding in ready.findings if finding.start >= begin]
    remark = ready.note.remark
    moved = [replace(f, start=f.start - begin, end=f.end - begin) for f in mine]
    in_remark = joined([_to_its_end(finding, remark) for finding in moved], remark)
    return NoteView(
        wish=replace(wish, paper=ready.paper),
        ready=ready,
        customer=customer.shown_name if customer else "",
        honorific=honorific_of(customer) if customer else "",
        contacts=contacts,
        hints=hints,
        may_go_along=_may_go_along(ready, wish, customer),
        today=ws.clock.now().date(),
        papers={form: _sizes(form) for form in Form},
        in_remark=in_remark,
        marks=_marks(ready, in_remark),
        elsewhere=tuple(finding for finding in ready.findings if finding.start < begin),
        refused=refused,
    )


def _may_go_along(ready: PreparedNote, wish: NoteWish, customer: Customer | None) -> bool:
    """Whether this paper takes a card along, and the customer wants our company seen (V-06)."""
    takes = takes_card_along(wish.form, PAPERS[wish.form][ready.paper], large=wish.terms.large)
    return takes and customer is not None and not customer.hide_company


def _marks(ready: PreparedNote, findings: Sequence[Finding]) -> tuple[Mark, ...]:
    page = ready.rendered.drawing.pages[0]
    return tuple(
        Mark(place=place, blocks=finding.blocks)
        for finding in findings
        for place in places(page, ready.note.remark, finding.start, finding.end)
    )


def _refused(ws: Workspace, tx: Transaction, visit: Visit, wish: NoteWish) -> Known | None:
    try:
        demanded(ws, visit, note_step(ws, tx, visit, wish))
    except Known as no:
        return no
    return None


def joined(findings: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    """Findings of one class that touch, overlap or have one character between them, as one place.

    What a person mends is a phrase: "の洗濯機の不良の件" is one, although four rules see it.
    """
    made: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        last = next((f for f in made if _is_next(f, finding)), None)
        if last is None:
            made.append(finding)
            continue
        end = max(last.end, finding.end)
        made[made.index(last)] = replace(last, end=end, text=text[last.start : end])
    return tuple(made)


def _to_its_end(finding: Finding, text: str) -> Finding:
    """The finding with the polite ending of its verb: 申し訳ござい goes on in ません."""
    ending = _ENDING.match(text, finding.end)
    if ending is None:
        return finding
    return replace(finding, end=ending.end(), text=text[finding.start : ending.end()])


def _is_next(one: Finding, other: Finding) -> bool:
    alike = (one.kind, one.advice, one.blocks) == (other.kind, other.advice, other.blocks)
    return alike and other.start <= one.end + 1


def _sizes(form: Form) -> Mapping[str, Size]:
    return {paper.name: (paper.width, paper.height) for paper in PAPERS[form].values()}
