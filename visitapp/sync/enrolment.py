"""Joining an office: once, with a one-time code; everything written before comes along.

The laptop shows its public key and its code and gets a token, the office's public key and a
certificate of its own key. All of it is stored in one transaction, so a power cut leaves the
laptop either joined or not. From then on only words signed by this office's key count. A laptop
that worked alone keeps its journal as it is: the next sync pushes it from the first entry.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from visitapp.clock import Clock
from visitapp.errors import Known
from visitapp.evidence.receipting import checked_certificate, refuted
from visitapp.store.outbox import OfficeLink
from visitapp.store.store import Store
from visitapp.sync import conversation, hello
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.ledger import Ledger
from visitapp.sync.session import Session
from visitapp.sync.transport import Transport
from visitapp.sync.wire import EnrollReply, EnrollRequest, SignedText

Connect = Callable[[OfficeLink], Transport]
CODE_REFUSED = frozenset({"code", "throttled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The office joined; ``already`` when this laptop belonged to it before."""

    office_name: str
    already: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What the office gave out: its address and a one-time code; ``name`` is the laptop's."""

    url: str
    code: str
    name: str


def enroll(store: Store, invitation: Invitation, clock: Clock, connect: Connect) -> Enrolled:
    """Join the office; Known when the code is refused or the laptop belongs to another office.

    Joining the same office again changes nothing, unless that office no longer knows the laptop
    (it was restored from an older backup): then the code is used and the journal is offered anew.
    """
    ledger, url = Ledger(store), address(invitation.url)
    old = ledger.office()
    if old is not None and old.url != url:
        raise _elsewhere(old)
    if old is not None and _is_known(ledger, old, clock, connect):
        return Enrolled(office_name=old.name, already=True)
    new, certificate = _introduced(ledger, replace(invitation, url=url), connect)
    if old is not None and old.public_key != new.public_key:
        raise _elsewhere(old)
    if old is not None:
        new = replace(new, epoch=old.epoch)  # so that the greeting shows what was lost
    ledger.join(new, certificate)
    _is_known(ledger, new, clock, connect)
    return Enrolled(office_name=new.name, already=False)


def address(text: str) -> str:
    """The office's address as typed, with a scheme and without a path; Known when it isn't one."""
    typed = text.strip()
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    try:
        whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        whole = False
    if parts.scheme not in {"http", "https"} or not whole or parts.path.strip("/") or parts.query:
        raise Known(
            "Not an address",
            "“{text}” is not the address of an office.",
            "Type the address as your office gave it, such as https://office.example:8470.",
            text=text,
        )
    return f"{parts.scheme}://{parts.netloc}"


def _is_known(ledger: Ledger, office: OfficeLink, clock: Clock, connect: Connect) -> bool:
    """Say hello: time, epoch and number pool; False when the office doesn't know the token."""
    transport = connect(office)
    session = Session(
        ledger=ledger,
        transport=transport,
        clock=clock,
        office=office,
        epoch=office.epoch,
    )
    try:
        hello.greet(session)
    except Failure as failure:
        if failure.code != "unauthorized":
            raise
        return False
    finally:
        transport.close()
    return True


def _introduced(
    ledger: Ledger, invitation: Invitation, connect: Connect
) -> tuple[OfficeLink, SignedText]:
    branch = ledger.branch()
    key = ledger.public_key()
    blank = OfficeLink(url=invitation.url, token="", public_key=b"", name="", epoch="")
    transport = connect(blank)
    request = EnrollRequest(
        code=invitation.code,
        public_key=key,
        name=invitation.name,
        incarnation=branch.incarnation,
    )
    try:
        reply = conversation.enroll(transport, request)
    except Failure as failure:
        if failure.code not in CODE_REFUSED:
            raise
        raise _code_refused() from failure
    finally:
        transport.close()
    _demand_certificate(reply, key)
    link = replace(
        blank,
        token=reply.token,
        public_key=reply.office_public_key,
        name=reply.office_name,
        epoch=reply.epoch,
    )
    return link, reply.certificate


def _demand_certificate(reply: EnrollReply, key: bytes) -> None:
    """The office's certificate must be about our own key, signed by the key it names."""
    raw = reply.certificate.raw.encode("utf-8", "surrogatepass")
    certificate = checked_certificate(raw, reply.certificate.sig, reply.office_public_key)
    if certificate.public_key != key.hex():
        raise refuted("certificate of another laptop")
    if not reply.token:
        raise Failure(Cause.CAPTIVE, detail="no token")


def _code_refused() -> Known:
    return Known(
        "Code not accepted",
        "The office did not accept this code: it is wrong, was used before, or is too old.",
        "Ask your office for a new code and use it within 15 minutes.",
    )


def _elsewhere(old: OfficeLink) -> Known:
    return Known(
        "Belongs to another office",
        "This laptop already belongs to the office “{office}” at {url}.",
        "A laptop stays with its office. Ask that office, or start with a new data folder.",
        office=old.name,
        url=old.url,
    )
