"""Office, greeting, certificate, root: what else an office signs (docs/WIRE.md section 5)."""

from dataclasses import Field, asdict, dataclass, fields
from typing import Any, TypeVar

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


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRoot:
    """The office's whole log at one moment: ``size`` entries, their RFC 6962 root (64 hex).

    It is what a time-stamp authority's token is about.
    """

    epoch: str
    size: int
    root: str
    server_time: int
    rehearsal: bool = False


Words = Greeting | Certificate | OfficeWords | OfficeRoot
Kind = TypeVar("Kind", bound=Words)
TYPES: dict[type[Any], str] = {
    Greeting: "greeting",
    Certificate: "certificate",
    OfficeWords: "office",
    OfficeRoot: "office_root",
}


def words_bytes(words: Words) -> bytes:
    """The canonical bytes that the office signs: version, type and every field by its name."""
    return canonical({"v": VERSION, "type": TYPES[type(words)], **asdict(words)})


def read_office(raw: bytes) -> OfficeWords:
    """The office's words in ``raw``; Known when they aren't."""
    return _read(raw, OfficeWords)


def read_greeting(raw: bytes) -> Greeting:
    """The greeting in ``raw``; Known when it isn't one."""
    return _read(raw, Greeting)


def read_root(raw: bytes) -> OfficeRoot:
    """The office root in ``raw``; Known when it isn't one."""
    return _read(raw, OfficeRoot)


def read_certificate(raw: bytes) -> Certificate:
    """The certificate in ``raw``; Known when it isn't one."""
    return _read(raw, Certificate)


def _read(raw: bytes, wanted: type[Kind]) -> Kind:
    kind = TYPES[wanted]
    value = parse_canonical(raw, kind)
    if value.get("v") != VERSION or value.get("type") != kind:
        raise damaged(kind)
    try:
        return wanted(**{field.name: _field(value, field) for field in fields(wanted)})
    except (KeyError, TypeError) as error:
        raise damaged(kind) from error


def _field(value: dict[str, Json], field: "Field[Any]") -> Any:  # noqa: ANN401 - as declared
    """The value of a field as its class declares it: a text, a count or a flag."""
    if field.type is bool:
        return value[field.name] is True
    return _text(value[field.name]) if field.type is str else _count(value[field.name])


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _count(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("not a count")
    return value
