"""Connects a quick add field to the records: reads lines, searches, warns, plans; newest wins."""

from PySide6.QtCore import QObject, Signal

from ui.models.plan_words import day_words
from ui.session import Session
from ui.tasks import Lane
from ui.undo import Reversal
from ui.widgets.quick_add import QuickAdd, Wish
from visitapp.actions import change, customers, people, plan
from visitapp.actions.act import Happened
from visitapp.actions.arrangement import Arrangement
from visitapp.actions.foresight import Proposal, Unusual, foresee
from visitapp.domain.customer import Customer
from visitapp.domain.quick_add import QuickAdd as Read
from visitapp.domain.quick_add import read_line
from visitapp.domain.words import AgreedHow
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

FEW = 8
WORTH_A_LOOK = {"N-10", "R-50"}


class QuickPlanner(QObject):
    """One per field; ``planned`` carries the id of each new visit."""

    planned = Signal(str)

    def __init__(self, session: Session, quick: QuickAdd) -> None:
        super().__init__(quick)
        self._session, self._quick = session, quick
        quick.typed.connect(self._typed)
        quick.wished.connect(self._wished)

    def _typed(self, words: str) -> None:
        self._session.read(
            lambda ws: _read(ws, words), lambda answer: self._show(words, *answer), Lane.SLOW
        )

    def _show(self, words: str, read: Read, found: tuple[Customer, ...]) -> None:
        self._quick.show_read(words, read, found)
        at = read.promised_at
        if at is None:
            return
        self._session.read(
            lambda ws: foresee(ws, _proposal(ws, read)),
            lambda warned: self._quick.show_warnings(words, _worth(warned)),
            Lane.SLOW,
        )

    def _wished(self, wish: Wish) -> None:
        made: list[Customer] = []  # done again, the visit is for the same new customer
        reason = _("taken back")
        self._session.act(
            lambda ws: _plan(ws, wish, made),
            self._done,
            reversal=Reversal(
                words=_("The visit is planned."),
                back=lambda ws, done: change.cancel(ws, done.visit.id, reason=reason),
            ),
        )

    def _done(self, done: Happened) -> None:
        at = done.visit.promised_at
        if at is not None:
            local = at.astimezone(self._session.clock.now().tzinfo)
            self._quick.planned(
                _("Planned for {day} {time}.", day=day_words(local), time=f"{local:%H:%M}")
            )
        self.planned.emit(done.visit.id)


def _read(ws: Workspace, words: str) -> tuple[Read, tuple[Customer, ...]]:
    read = read_line(words, ws.clock.now(), people.everybody(ws))
    name = "".join(read.customer.split())
    return read, customers.find(ws, read.customer, FEW) if len(name) > 1 else ()


def _proposal(ws: Workspace, read: Read) -> Proposal:
    assert read.promised_at is not None
    names = {name: person for person, name in people.known(ws)}
    return Proposal(
        promised_at=read.promised_at,
        minutes=read.minutes or Arrangement().minutes,
        staff=tuple(names.get(name, name) for name in read.staff) or (ws.actor,),
        agreed_how=AgreedHow.NOT_AGREED,
    )


def _worth(warned: tuple[Unusual, ...]) -> list[str]:
    """What a preview says beyond the usual state of a line that was just typed."""
    return [_(u.hint.message, **u.hint.values) for u in warned if u.rule in WORTH_A_LOOK]


def _plan(ws: Workspace, wish: Wish, made: list[Customer]) -> Happened:
    """Plan the visit; an unknown customer is made first, in the same act."""
    with ws.store.writing():
        if wish.customer is None and not made:
            made.append(customers.create(ws, {"name": wish.read.customer}))
        customer = wish.customer or made[0]
        request = plan.PlanRequest(
            customer_id=customer.id,
            promised_at=wish.promised_at,
            staff=wish.read.staff,
            arrangement=Arrangement(minutes=wish.minutes),
        )
        return plan.plan(ws, request)
