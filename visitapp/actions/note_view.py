"""All the note composer shows, read in one go; nothing is written until it is printed or saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from visitapp.actions.note import USUAL, NoteWish, PreparedNote, guarded_text, look
from visitapp.actions.note_facts import contact_hints, contacts_told
from visitapp.documents.papers import PAPERS
from visitapp.domain.customer import customer_of, honorific_of
from visitapp.domain.hint import Hint
from visitapp.domain.note_facts import NextContact
from visitapp.domain.wording import Finding, is_allowed
from visitapp.domain.words import Form
from visitapp.printing.job import Size
from visitapp.workspace import Workspace

MOST_REMARK = 60
"""Characters of the line 担当者より that stay readable on the smallest paper (ux 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note as it stands with these wishes.

    ``papers`` are the sheets each form can be printed on, in millimetres. ``in_remark`` are the
    guard's findings by their place in the remark, ``elsewhere`` those in the other sentences.
    ``hints`` name visits which a promised call runs into (N-10).
    """

    wish: NoteWish
    ready: PreparedNote
    customer: str
    honorific: str
    papers: Mapping[Form, Mapping[str, Size]]
    contacts: tuple[NextContact, ...]
    hints: tuple[Hint, ...]
    today: date
    in_remark: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether the guard lets it be printed."""
        return is_allowed(self.in_remark + self.elsewhere)

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
        hints = contact_hints(ws, tx, ready.visit)
    customer = customer_of(record) if record else None
    begin = len(guarded_text(ready.note)) - len(ready.note.remark)
    mine = [finding for finding in ready.findings if finding.start >= begin]
    return NoteView(
        wish=replace(wish, paper=ready.paper),
        ready=ready,
        customer=customer.shown_name if customer else "",
        honorific=honorific_of(customer) if customer else "",
        contacts=contacts,
        hints=hints,
        today=ws.clock.now().date(),
        papers={form: _sizes(form) for form in Form},
        in_remark=joined(
            [replace(f, start=f.start - begin, end=f.end - begin) for f in mine], ready.note.remark
        ),
        elsewhere=tuple(finding for finding in ready.findings if finding.start < begin),
    )


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


def _is_next(one: Finding, other: Finding) -> bool:
    alike = (one.kind, one.advice, one.blocks) == (other.kind, other.advice, other.blocks)
    return alike and other.start <= one.end + 1


def _sizes(form: Form) -> Mapping[str, Size]:
    return {paper.name: (paper.width, paper.height) for paper in PAPERS[form].values()}
