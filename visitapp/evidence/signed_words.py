"""Office, greeting and certificate: the other things an office signs (docs/WIRE.md section 5)."""

from dataclasses import dataclass

from visitapp.domain.chain import VERSION, Json, canonical, damaged, parse_canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """The office's answer to a hello: it holds ``size`` entries of this incarnation.

    ``nonce`` is the asker's, so that the words are fresh; ``server_time`` is µs since 1970 UTC.
    """

    nonce: str
    server_time: int
    epoch: str
    device: str
    incarnation: str
    size: int
    rehearsal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The office knows this device: its public key (64 hex), the name it was given, the tenant."""

    device: str
    public_key: str
    name: str
    tenant: str
    server_time: int
    rehearsal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """Who an office is: name, signing key and recovery key (64 hex each), its TLS certificate.

    ``tls`` is the SHA-256 (64 hex) of the certificate it serves with, "" without one.
    """

    name: str
    nonce: str
    public_key: str
    recovery_key: str
    tls: str
    server_time: int
    rehearsal: bool = False


def office_bytes(words: OfficeWords) -> bytes:
    """The canonical bytes that the office signs."""
    return canonical(
        {
            "v": VERSION,
            "type": "office",
            "name": words.name,
            "nonce": words.nonce,
            "public_key": words.public_key,
            "recovery_key": words.recovery_key,
            "tls": words.tls,
            "server_time": words.server_time,
            "rehearsal": words.rehearsal,
        }
    )


def read_office(raw: bytes) -> OfficeWords:
    """The office's words in ``raw``; Known when they aren't."""
    value = _words(raw, "office")
    try:
        return OfficeWords(
            name=_text(value["name"]),
            nonce=_text(value["nonce"]),
            public_key=_text(value["public_key"]),
            recovery_key=_text(value["recovery_key"]),
            tls=_text(value["tls"]),
            server_time=_count(value["server_time"]),
            rehearsal=value["rehearsal"] is True,
        )
    except (KeyError, TypeError) as error:
        raise damaged("office") from error


def greeting_bytes(greeting: Greeting) -> bytes:
    """The canonical bytes that the office signs."""
    return canonical(
        {
            "v": VERSION,
            "type": "greeting",
            "nonce": greeting.nonce,
            "server_time": greeting.server_time,
            "epoch": greeting.epoch,
            "device": greeting.device,
            "incarnation": greeting.incarnation,
            "size": greeting.size,
            "rehearsal": greeting.rehearsal,
        }
    )


def certificate_bytes(certificate: Certificate) -> bytes:
    """The canonical bytes that the office signs."""
    return canonical(
        {
            "v": VERSION,
            "type": "certificate",
            "device": certificate.device,
            "public_key": certificate.public_key,
            "name": certificate.name,
            "tenant": certificate.tenant,
            "server_time": certificate.server_time,
            "rehearsal": certificate.rehearsal,
        }
    )


def read_greeting(raw: bytes) -> Greeting:
    """The greeting in ``raw``; Known when it isn't one."""
    value = _words(raw, "greeting")
    try:
        return Greeting(
            nonce=_text(value["nonce"]),
            server_time=_count(value["server_time"]),
            epoch=_text(value["epoch"]),
            device=_text(value["device"]),
            incarnation=_text(value["incarnation"]),
            size=_count(value["size"]),
            rehearsal=value["rehearsal"] is True,
        )
    except (KeyError, TypeError) as error:
        raise damaged("greeting") from error


def read_certificate(raw: bytes) -> Certificate:
    """The certificate in ``raw``; Known when it isn't one."""
    value = _words(raw, "certificate")
    try:
        return Certificate(
            device=_text(value["device"]),
            public_key=_text(value["public_key"]),
            name=_text(value["name"]),
            tenant=_text(value["tenant"]),
            server_time=_count(value["server_time"]),
            rehearsal=value["rehearsal"] is True,
        )
    except (KeyError, TypeError) as error:
        raise damaged("certificate") from error


def _words(raw: bytes, kind: str) -> dict[str, Json]:
    value = parse_canonical(raw, kind)
    if value.get("v") != VERSION or value.get("type") != kind:
        raise damaged(kind)
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _count(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("not a count")
    return value
