"""Who we are; and hello: who you are, how much of you is here, the time, some note numbers."""

from sqlalchemy import Connection, func, insert, select, update

from visitapp import ids
from visitapp.evidence.signed_words import Greeting, OfficeWords, words_bytes
from visitapp.office import branches, epochs, incidents, tables
from visitapp.office.refusals import Incident, malformed
from visitapp.office.seat import Office
from visitapp.sync.wire import HelloReply, HelloRequest, OfficeReply

POOL = 50
NONCE_LIMIT = 200


def introduce(office: Office, nonce: str) -> OfficeReply:
    """Who this office is, for a laptop that has not joined yet; Refused for an odd nonce."""
    if not 0 < len(nonce) <= NONCE_LIMIT:
        raise malformed("nonce")
    words = OfficeWords(
        name=office.name,
        nonce=nonce,
        public_key=office.key.public.hex(),
        recovery_key=office.recovery.hex(),
        tls=office.tls,
        server_time=office.micros(),
        rehearsal=office.clock.rehearsal,
    )
    return OfficeReply(words=office.key.signed(words_bytes(words)))


def greet(office: Office, request: HelloRequest) -> HelloReply:
    """The signed greeting, with note numbers up to ``POOL`` for the laptop.

    A laptop that knows less of its branch than the office holds was restored or cloned: it sees so
    from ``size`` and opens a new incarnation; the office writes it down as an incident. A laptop
    that has ``seen`` more of this office's log than is here makes it open a new epoch.
    """
    if not 0 < len(request.nonce) <= NONCE_LIMIT or request.size < 0:
        raise malformed("hello")
    if len(request.incarnation) != 16 or request.incarnation.strip("0123456789abcdef"):
        raise malformed("incarnation")
    now = office.micros()
    with office.database.writing() as connection:
        epochs.begin_when_older(office, connection, request.device, request.seen)
        branch = branches.find_or_open(connection, request.device, request.incarnation)
        branches.note_claim(connection, branch, max(request.size, branch.size))
        connection.execute(
            update(tables.device).where(tables.device.c.id == request.device).values(seen_at=now)
        )
        numbers = _hand_out(connection, request.device, POOL - request.numbers_left, now)
        epoch = connection.scalar(select(tables.head.c.epoch)) or ""
        stored = connection.scalar(
            select(func.count())
            .select_from(tables.blob)
            .where(tables.blob.c.device == request.device)
        )
    if request.size < branch.size:
        incidents.record(office, request.device, _rolled_back(request, branch.size))
    greeting = Greeting(
        nonce=request.nonce,
        server_time=office.micros(),
        epoch=epoch,
        device=request.device,
        incarnation=request.incarnation,
        size=branch.size,
        rehearsal=office.clock.rehearsal,
    )
    return HelloReply(
        greeting=office.key.signed(words_bytes(greeting)),
        numbers=numbers,
        stored_blobs=stored or 0,
    )


def _rolled_back(request: HelloRequest, held: int) -> Incident:
    detail = f"Branch {request.incarnation} has fewer entries there than the {held} held here."
    return Incident(409, "rolled_back", detail, detail=detail, proof=b"")


def _hand_out(connection: Connection, device: str, wanted: int, now: int) -> list[tuple[str, str]]:
    """New numbers with their nonces; kept first, so that the office knows each one (N-12)."""
    count = max(0, min(wanted, POOL))
    table = tables.note_number
    drawn = {ids.office_number(): ids.nonce() for _ in range(count)}
    taken = set(connection.scalars(select(table.c.note_no).where(table.c.note_no.in_(list(drawn)))))
    numbers = [(number, nonce) for number, nonce in drawn.items() if number not in taken]
    if numbers:
        connection.execute(
            insert(table),
            [
                {"note_no": number, "nonce": nonce, "device": device, "handed_at": now}
                for number, nonce in numbers
            ],
        )
    return numbers
