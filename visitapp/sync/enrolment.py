"""Joining an office: once, with a one-time code; everything written before comes along.

The laptop shows its public key and its code and gets a token, the office's public key and a
certificate of its own key. All of it is stored in one transaction, so a power cut leaves the
laptop either joined or not. From then on only words signed by this office's key count. A laptop
that worked alone keeps its journal as it is: the next sync pushes it from the first entry.
"""

import ipaddress
import unicodedata
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from visitapp.clock import Clock
from visitapp.errors import Known
from visitapp.evidence.receipting import checked_certificate, refuted
from visitapp.keys import seal_to
from visitapp.store.outbox import OfficeLink
from visitapp.store.store import Store
from visitapp.sync import conversation, hello
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.ledger import Ledger
from visitapp.sync.meeting import NUMBER_HEX, Connect, Peer, meet, number_of
from visitapp.sync.session import Session
from visitapp.sync.wire import EnrollReply, EnrollRequest, SignedText

CODE_REFUSED = frozenset({"code", "throttled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The office joined; ``already`` when this laptop belonged to it before."""

    office_name: str
    already: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What the office gave out: its address and a one-time code; ``name`` is the laptop's.

    ``check`` is the office's id (32 hex) or the check number of its first half, as confirmed by a
    person or carried by the invitation; "" when nobody has confirmed it.
    """

    url: str
    code: str
    name: str
    check: str = ""


def enroll(store: Store, invitation: Invitation, clock: Clock, connect: Connect) -> Enrolled:
    """Join the office; Known when the code is refused or the laptop belongs to another office.

    Joining the same office again changes nothing, unless that office no longer knows the laptop
    (it was restored from an older backup): then the code is used and the journal is offered anew.
    """
    ledger, url = Ledger(store), address(invitation.url)
    old = ledger.office()
    if old is not None and old.url != url:
        raise _elsewhere(old)
    peer = meet(url, connect)
    if old is not None and old.public_key != peer.public_key:
        raise _elsewhere(old)
    _demand_number(invitation, peer, is_known=old is not None)
    if old is not None and old.pinned != peer.pinned:
        old = replace(old, pinned=peer.pinned)  # the office made itself another certificate
        ledger.pin(peer.pinned)
    if old is not None and _is_known(ledger, old, clock, connect):
        return Enrolled(office_name=old.name, already=True)
    new, certificate = _introduced(store, invitation, peer, connect)
    if old is not None:
        new = replace(new, epoch=old.epoch)  # so that the greeting shows what was lost
    ledger.join(new, certificate)
    _is_known(ledger, new, clock, connect)
    return Enrolled(office_name=new.name, already=False)


def read_invitation(text: str) -> Invitation | None:
    """An invitation link ``https://office.example:8470/#CODE.OFFICEID``; None for other text.

    The part after ``#`` never reaches a server when somebody opens the link in a browser.
    """
    parts = urlsplit("".join(text.split()))
    code, _, check = parts.fragment.partition(".")
    if not (parts.scheme in {"http", "https"} and parts.netloc and code):
        return None
    url = f"{parts.scheme}://{parts.netloc}"
    return Invitation(url=url, code=code, name="", check=check)


def address(text: str) -> str:
    """The office's address as typed, with a scheme and without a path; Known when it isn't one.

    Without TLS only an office on this very computer is spoken to.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
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
    if parts.scheme == "http" and not _is_here(parts.hostname or ""):
        raise Known(
            "Address not encrypted",
            "{text} would send the records over the network unencrypted.",
            "Ask your office for its https:// address; http:// is only for an office on this "
            "computer.",
            text=text,
        )
    return f"{parts.scheme}://{parts.netloc}"


def _is_here(host: str) -> bool:
    """Whether a host is this computer by name or number, without asking anybody."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _demand_number(invitation: Invitation, peer: Peer, *, is_known: bool) -> None:
    """The check number that was confirmed must be this office's.

    Nobody need have confirmed one where the system vouches for the line, or the office is known.
    """
    given = "".join(invitation.check.split()).lower()
    if given and (len(given) < NUMBER_HEX or not peer.id.startswith(given)):
        raise Known(
            "Another office answers",
            "The office at {url} has the check number {number}, not {given}.",
            "Nothing was sent. Ask your office for a new invitation.",
            url=peer.url,
            number=peer.number,
            given=number_of(given),
        )
    if peer.pinned and not given and not is_known:
        raise Known(
            "Compare the check number",
            "The office at {url} shows the check number {number}.",
            "Compare it with what your office tells you, and give it with --check.",
            url=peer.url,
            number=peer.number,
        )


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
    store: Store, invitation: Invitation, peer: Peer, connect: Connect
) -> tuple[OfficeLink, SignedText]:
    ledger = Ledger(store)
    key = ledger.public_key()
    blank = OfficeLink(
        url=peer.url, token="", public_key=b"", name="", epoch="", pinned=peer.pinned
    )
    transport = connect(blank)
    request = EnrollRequest(
        code=_typed(invitation.code),
        public_key=key,
        name=invitation.name,
        incarnation=ledger.branch().incarnation,
        sealed_store_key=seal_to(peer.recovery_key, store.key),
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
    if reply.office_public_key != peer.public_key:
        raise Failure(Cause.WRONG_OFFICE, detail="another key than the one met")
    link = replace(
        blank,
        token=reply.token,
        public_key=reply.office_public_key,
        name=reply.office_name,
        epoch=reply.epoch,
    )
    return link, reply.certificate


def _typed(code: str) -> str:
    """A code as typed, also in full-width characters; the office forgives the rest."""
    return unicodedata.normalize("NFKC", code)


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
