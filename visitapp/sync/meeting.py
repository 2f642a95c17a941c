"""Meeting an office before joining it: who answers at an address, and is the line its own?

The office signs who it is over our fresh nonce: name, signing key, recovery key, and the SHA-256 of
the TLS certificate it serves with. A certificate that the system vouches for is enough for the
line. One that the office made itself is taken only when the office's own words name it, and only
for an office whose check number a person (or the invitation) has confirmed; from then on it is the
only one that this laptop accepts there. So the number, 8 bytes of the hash of the signing key,
stands for everything.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from visitapp.evidence.receipting import checked_office
from visitapp.keys import device_id
from visitapp.store.outbox import OfficeLink
from visitapp.sync import conversation
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.transport import Transport, fingerprint, presented

Connect = Callable[[OfficeLink], Transport]
NUMBER_HEX = 16
NONCE_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """An office that was met; ``pinned`` is the PEM of a certificate it made itself, else ""."""

    url: str
    name: str
    public_key: bytes
    recovery_key: bytes
    pinned: str

    @property
    def id(self) -> str:
        """The office's device id: 32 hex, as an invitation carries it."""
        return device_id(self.public_key)

    @property
    def number(self) -> str:
        """The check number for people: ``B2 7E 41 90 5C 1D A8 33``."""
        return number_of(self.id)


def number_of(office_id: str) -> str:
    """The first 8 bytes of an office's id in groups of two upper-case hex digits."""
    head = office_id[:NUMBER_HEX].upper()
    return " ".join(head[k : k + 2] for k in range(0, len(head), 2))


def meet(url: str, connect: Connect) -> Peer:
    """Ask who is at ``url`` (scheme and host); Failure when no office answers, or not its own line.

    Nothing is sent but a random number.
    """
    blank = OfficeLink(url=url, token="", public_key=b"", name="", epoch="")
    try:
        return _introduced(blank, connect)
    except Failure as failure:
        if failure.cause is not Cause.UNTRUSTED:
            raise
    pinned = OfficeLink(url=url, token="", public_key=b"", name="", epoch="", pinned=presented(url))
    return _introduced(pinned, connect)


def _introduced(link: OfficeLink, connect: Connect) -> Peer:
    nonce = secrets.token_hex(NONCE_BYTES)
    transport = connect(link)
    try:
        signed = conversation.office(transport, nonce)
    finally:
        transport.close()
    words = checked_office(signed.raw.encode("utf-8", "surrogatepass"), signed.sig, nonce)
    if link.pinned and words.tls != fingerprint(link.pinned):
        raise Failure(Cause.UNTRUSTED, detail="the office does not name this certificate")
    return Peer(
        url=link.url,
        name=words.name,
        public_key=bytes.fromhex(words.public_key),
        recovery_key=bytes.fromhex(words.recovery_key),
        pinned=link.pinned,
    )
