"""Laptops of the office: enrolment by a one-time code, tokens hashed at rest, certificates."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, or_, select, update

from visitapp.domain.note_number import ALPHABET, LOOKALIKE
from visitapp.evidence.signed_words import Certificate, words_bytes
from visitapp.keys import device_id
from visitapp.office import branches, tables
from visitapp.office.refusals import Refused, malformed
from visitapp.office.seat import Office
from visitapp.sync.wire import EnrollReply, EnrollRequest, SignedText

CODE_LENGTH = 10
CODE_LIFE = 15 * 60 * 1_000_000
KEY_BYTES = 32
NAME_LIMIT = 200
SEALED_LIMIT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Laptop:
    """An enrolled device: id, Ed25519 public key, the name it was given."""

    id: str
    public_key: bytes
    name: str


def new_code(office: Office) -> tuple[str, int]:
    """A one-time code without look-alikes, and when it ends in µs; only its hash stays here."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    expires = office.micros() + CODE_LIFE
    with office.database.writing() as connection:
        connection.execute(insert(tables.enroll_code).values(hash=_hash(code), expires_at=expires))
    return code, expires


def enroll(office: Office, request: EnrollRequest) -> EnrollReply:
    """Take in a laptop; Refused (``code``, ``revoked``, ``malformed``): nothing was stored."""
    _demand_form(request)
    token = secrets.token_urlsafe(32)
    with office.database.writing() as connection:
        _use_code(connection, request, office.micros())
        certificate = _admit(office, connection, request, token)
        branches.find_or_open(connection, device_id(request.public_key), request.incarnation)
        epoch = connection.scalar(select(tables.head.c.epoch)) or ""
    return EnrollReply(
        token=token,
        office_public_key=office.key.public,
        certificate=certificate,
        epoch=epoch,
        office_name=office.name,
    )


def _demand_form(request: EnrollRequest) -> None:
    if len(request.public_key) != KEY_BYTES:
        raise malformed("public key")
    if not request.name.strip() or len(request.name) > NAME_LIMIT:
        raise malformed("name")
    if len(request.incarnation) != 16 or request.incarnation.strip("0123456789abcdef"):
        raise malformed("incarnation")
    if len(request.sealed_store_key or b"") > SEALED_LIMIT:
        raise malformed("sealed store key")


def _use_code(connection: Connection, request: EnrollRequest, now: int) -> None:
    """A code works once; the laptop that used it may ask again while it lasts.

    A laptop that lost its power before it stored the answer would else be shut out.
    """
    table, device = tables.enroll_code, device_id(request.public_key)
    used = connection.execute(
        update(table)
        .where(table.c.hash == _hash(_typed(request.code)), table.c.expires_at > now)
        .where(or_(table.c.used_at.is_(None), table.c.device == device))
        .values(used_at=now, device=device)
    )
    if used.rowcount != 1:
        raise Refused(403, "code", "This code is wrong, was used before, or is too old.")


def _admit(
    office: Office, connection: Connection, request: EnrollRequest, token: str
) -> SignedText:
    """Write the device row; a known key gets a new token, unless it was revoked."""
    table, now = tables.device, office.micros()
    device = device_id(request.public_key)
    known = connection.execute(select(table).where(table.c.id == device)).one_or_none()
    if known is not None and known.revoked_at is not None:
        raise Refused(403, "revoked", "This laptop was shut out by the office.")
    certificate = office.key.signed(
        words_bytes(
            Certificate(
                device=device,
                public_key=request.public_key.hex(),
                name=request.name,
                tenant=office.tenant,
                server_time=now,
                rehearsal=office.clock.rehearsal,
            )
        )
    )
    values: dict[str, object] = {
        "name": request.name,
        "token_hash": _hash(token),
        "cert_raw": certificate.raw.encode("utf-8"),
        "cert_sig": certificate.sig,
        "sealed_store_key": request.sealed_store_key,
        "enrolled_at": now,
    }
    if known is None:
        values |= {"id": device, "public_key": request.public_key}
        connection.execute(insert(table).values(values))
    else:
        connection.execute(update(table).where(table.c.id == device).values(values))
    return certificate


def authenticated(office: Office, authorization: str) -> Laptop:
    """The laptop whose token the header ``Bearer …`` carries; Refused 401 or 403 otherwise."""
    scheme, _, token = authorization.partition(" ")
    table, hashed = tables.device, _hash(token.strip())
    with office.database.reading() as connection:
        row = connection.execute(select(table).where(table.c.token_hash == hashed)).one_or_none()
    # the index search leaks at most a prefix of a hash; the last word is constant-time
    if scheme.lower() != "bearer" or row is None or not hmac.compare_digest(row.token_hash, hashed):
        raise Refused(401, "unauthorized", "This laptop is not known here.")
    if row.revoked_at is not None:
        raise Refused(403, "revoked", "This laptop was shut out by the office.")
    return Laptop(id=row.id, public_key=row.public_key, name=row.name)


def demand_own(laptop: Laptop, device: str) -> None:
    """Refused 403 when a laptop speaks for another one."""
    if laptop.id != device:
        raise Refused(403, "device", "This laptop may not speak for another one.")


def certificates(connection: Connection, devices: set[str]) -> list[SignedText]:
    """The office-signed certificates of these devices, by id."""
    table = tables.device
    rows = connection.execute(
        select(table.c.cert_raw, table.c.cert_sig)
        .where(table.c.id.in_(sorted(devices)))
        .order_by(table.c.id)
    )
    return [SignedText(raw=row.cert_raw.decode("utf-8"), sig=row.cert_sig) for row in rows]


def _typed(code: str) -> str:
    """What a person typed, as it was made: no case, no hyphens, no look-alikes."""
    plain = "".join(code.split()).replace("-", "").upper()
    return plain.translate(LOOKALIKE)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
