"""Lane 0: who we are, how far we are, what time it is at the office.

The office signs its greeting over our fresh nonce, so nobody can play an old one back. From the
greeting the laptop learns three things: the office's time (an anchor for the entries to come), how
many entries of each branch have arrived, and the epoch. A new epoch means that the office was
restored from a backup and may have lost what it had confirmed: then nothing counts as kept any
more, and everything above the greeted size is offered again, by itself.
"""

import secrets

from visitapp.domain.chain import digest
from visitapp.domain.stamps import Anchor
from visitapp.errors import Known
from visitapp.evidence.receipting import checked_greeting, refuted
from visitapp.evidence.signed_words import Greeting
from visitapp.sync import conversation
from visitapp.sync.ledger import Branch
from visitapp.sync.session import Session, pair
from visitapp.sync.wire import HelloRequest

NONCE_BYTES = 16


def greet(session: Session) -> None:
    """Say hello for every branch of this device; the present one last.

    Where the office has more of the present branch than is here, this laptop was restored or copied
    behind our back: it goes on in a new branch, and what it has lost comes back from the office.
    """
    for branch in session.ledger.branches():
        _greet(session, branch)
    present = session.ledger.branch()
    if present.incarnation in session.ahead:
        session.note("rolled_back", _older_state(present, session.ledger.known(present)))
        session.ledger.open_incarnation("rolled_back")
        _greet(session, session.ledger.branch())


def _greet(session: Session, branch: Branch) -> None:
    greeting = _hello(session, branch)
    if greeting.epoch != session.epoch:
        _note_restored(session, greeting)
        session.ledger.start_epoch(greeting.epoch)
        session.seen = None
        session.epoch = greeting.epoch
    session.held[branch.incarnation] = min(greeting.size, branch.size)
    if greeting.size > session.ledger.known(branch):
        session.ahead.add(branch.incarnation)


def _hello(session: Session, branch: Branch) -> Greeting:
    """One exchange; its time becomes the anchor: half the round trip is the uncertainty."""
    nonce = secrets.token_hex(NONCE_BYTES)
    request = HelloRequest(
        device=branch.device,
        incarnation=branch.incarnation,
        size=branch.size,
        nonce=nonce,
        numbers_left=session.ledger.numbers_left(),
        seen=session.seen,
    )
    asked = session.clock.stamp()
    reply = conversation.hello(session.transport, request)
    heard = session.clock.stamp()
    raw = session.demand_ours(reply.greeting)
    key = session.office.public_key
    greeting = checked_greeting(raw, reply.greeting.sig, key, nonce)
    if (greeting.device, greeting.incarnation) != (branch.device, branch.incarnation):
        raise refuted("greeting of another branch")
    anchor = Anchor(
        boot=heard.boot,
        mono=(asked.mono + heard.mono) // 2,
        server=greeting.server_time,
        u=(heard.mono - asked.mono + 1) // 2,
        receipt=digest(raw),
    )
    session.ledger.keep_greeting(anchor, reply.numbers)
    return greeting


def _note_restored(session: Session, greeting: Greeting) -> None:
    """Keep which epoch followed which, with the last word of the old one; nobody has to act."""
    at = session.clock.stamp().wall
    session.ledger.note("office_restored", greeting.epoch, pair(session.seen), at)


def _older_state(branch: Branch, known: int) -> Known:
    return Known(
        "Older state of this laptop",
        "The office holds more records of this laptop than the {here} that are here.",
        "Was this laptop restored or copied? What is missing is fetched. Tell your office.",
        here=known,
        what=branch.incarnation,
    )
