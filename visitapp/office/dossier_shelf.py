"""What the office hands out for a dossier: every laptop's entries, all receipts, its blobs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select
from typing_extensions import override

from visitapp.domain.chain import Item, check_item, damaged, digest
from visitapp.domain.receipts import read_receipt, telling
from visitapp.errors import Known
from visitapp.evidence.dossier import Chunks, Inclusion, Party, Stamped
from visitapp.evidence.gathering import Branch, Pair, Shelf
from visitapp.office import branches, receipts, tables, tree
from visitapp.office.blobs import blob_path, stored_size
from visitapp.office.seat import Office
from visitapp.office.stamping import ledger
from visitapp.office.stamping.ledger import Stamp

PIECE = 1 << 20
ASKED_AT_ONCE = 500


class OfficeShelf(Shelf):
    """The office's database, read through one connection of the caller's."""

    def __init__(self, office: Office, connection: Connection) -> None:
        """Read from ``office`` as ``connection`` sees it."""
        self._office, self._connection = office, connection

    @override
    def branches(self, visits: Sequence[str]) -> Iterable[Branch]:
        table = tables.entry
        found = (
            self._connection.execute(
                select(table.c.device, table.c.incarnation).where(table.c.visit.in_(some))
            )
            for some in _in_parts(visits)
        )
        return {(row.device, row.incarnation) for rows in found for row in rows}

    @override
    def hashes_about(self, visits: Sequence[str]) -> Iterable[str]:
        table = tables.entry
        for some in _in_parts(visits):
            yield from self._connection.scalars(select(table.c.hash).where(table.c.visit.in_(some)))

    @override
    def items(self, branch: Branch, told: frozenset[str]) -> Sequence[Item]:
        """As they lie in the database; what was changed there is found by hash and chain."""
        table = tables.entry
        mine = (table.c.device == branch[0]) & (table.c.incarnation == branch[1])
        rows = self._connection.execute(
            select(table.c.n, table.c.hash, table.c.raw, table.c.sig)
            .where(mine)
            .order_by(table.c.n)
        ).all()
        if [row.n for row in rows] != list(range(1, len(rows) + 1)):
            raise damaged(f"entries of {branch[0][:8]} have a hole")
        bodies = self._bodies([row.hash for row in rows if row.hash in told])
        return [_item(row, bodies.get(row.hash)) for row in rows]

    def _bodies(self, hashes: Sequence[str]) -> dict[str, Any]:
        table = tables.entry
        columns = (table.c.hash, table.c.salt, table.c.body)
        return {
            row.hash: row
            for some in _in_parts(hashes)
            for row in self._connection.execute(select(*columns).where(table.c.hash.in_(some)))
        }

    @override
    def erasures(self) -> Sequence[Item]:
        table = tables.entry
        rows = self._connection.execute(
            select(table.c.hash, table.c.raw, table.c.sig, table.c.salt, table.c.body)
            .where(table.c.kind == "erased", table.c.body.is_not(None))
            .order_by(table.c.seq)
        )
        return [_item(row, row) for row in rows]

    @override
    def party(self, device: str) -> Party:
        table = tables.device
        row = self._connection.execute(select(table).where(table.c.id == device)).one()
        return Party(
            device=device, public_key=row.public_key, certificate=(row.cert_raw, row.cert_sig)
        )

    @override
    def receipts(self, branch: Branch, told: Sequence[str], blobs: Sequence[str]) -> Sequence[Pair]:
        """Those that were given, and one of now, which names the blobs that are here."""
        table, entry = tables.receipt, tables.entry
        rows = self._connection.execute(
            select(table.c.raw, table.c.sig)
            .where(table.c.device == branch[0], table.c.incarnation == branch[1])
            .order_by(table.c.place)
        ).all()
        numbers = {
            n
            for some in _in_parts(told)
            for n in self._connection.scalars(
                select(entry.c.n).where(
                    entry.c.hash.in_(some),
                    entry.c.device == branch[0],
                    entry.c.incarnation == branch[1],
                )
            )
        }
        known = [read_receipt(row.raw) for row in rows]
        chosen = [rows[place] for place in telling(known, numbers, blobs)]
        return [*((row.raw, row.sig) for row in chosen), self._receipt_of_now(branch, blobs)]

    def _receipt_of_now(self, branch: Branch, blobs: Sequence[str]) -> Pair:
        here = [sha256 for sha256 in blobs if stored_size(self._connection, sha256) is not None]
        held = branches.find(self._connection, *branch) or branches.fresh(*branch)
        receipt = receipts.describe(self._office, self._connection, held, here)
        signed = receipts.sign(self._office, receipt)
        return signed.raw.encode("utf-8"), signed.sig

    @override
    def stamps(self, last: Mapping[Branch, str]) -> Sequence[Stamped]:
        """Of each branch the earliest stamp over its last told entry, else the one over most."""
        found: dict[bytes, tuple[Stamp, list[Inclusion]]] = {}
        for branch in sorted(last):
            stamp, entry = self._stamp_over(branch, last[branch])
            if stamp is not None and entry is not None:
                path = tree.inclusion(self._connection, entry.seq, stamp.words.size)
                proof = Inclusion(entry=entry.hash, place=entry.seq, path=path)
                found.setdefault(stamp.answer, (stamp, []))[1].append(proof)
        return [
            Stamped(raw=stamp.raw, sig=stamp.sig, answer=stamp.answer, proofs=proofs)
            for stamp, proofs in found.values()
        ]

    def _stamp_over(self, branch: Branch, entry: str) -> tuple[Stamp | None, Row[Any, Any] | None]:
        """The stamp, and the entry of this branch that it is shown for."""
        table = tables.entry
        columns = select(table.c.seq, table.c.hash)
        told = self._connection.execute(columns.where(table.c.hash == entry)).one()
        first = ledger.first_over(self._connection, told.seq)
        if first is not None:
            return first, told
        newest = ledger.last_over(self._connection)
        mine = (table.c.device == branch[0]) & (table.c.incarnation == branch[1])
        size = newest.words.size if newest else 0
        held = columns.where(mine, table.c.seq <= size).order_by(table.c.n.desc()).limit(1)
        return newest, self._connection.execute(held).one_or_none()

    @override
    def chunks(self, sha256: str) -> Chunks | None:
        if stored_size(self._connection, sha256) is None:
            return None
        return partial(_pieces, blob_path(self._office.folder, sha256), sha256)


def _item(row: Any, body: Any) -> Item:  # noqa: ANN401 - rows of ``entry``
    """Known when the row was changed behind the office's back."""
    if digest(row.raw) != row.hash:
        raise damaged(f"entry {row.hash[:12]}")
    told = body is not None
    item = Item(
        raw=row.raw,
        sig=row.sig,
        salt=body.salt if told else None,
        body=body.body if told else None,
    )
    if told:
        check_item(item)
    return item


def _pieces(path: Path, sha256: str) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from iter(partial(file.read, PIECE), b"")
    except FileNotFoundError as error:
        raise missing(sha256) from error


def missing(sha256: str) -> Known:
    """The error of an original that was taken in and is not there any more."""
    return Known(
        "Original not there",
        "The original {sha256} was taken in and is not there any more.",
        "Put it back from the office's backup and make the dossier again.",
        sha256=sha256[:12],
    )


def _in_parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), ASKED_AT_ONCE):
        yield values[start : start + ASKED_AT_ONCE]
