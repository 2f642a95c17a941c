"""What an office receipt says (docs/WIRE.md section 5); values only, signatures elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from visitapp.domain.chain import VERSION, Json, canonical, damaged, hexadecimal, parse_canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The office's word: it holds ``size`` entries of this incarnation, bodies up to
    ``bodies_upto`` and the ``blobs`` (newly stored, SHA-256 hex), durably on its disk.

    ``root`` is the RFC 6962 root over the raw bytes of entries 1 … size; ``durable_size`` counts
    the entries below the office's backup watermark; ``server_time`` is µs since 1970 UTC;
    ``office_size`` and ``office_root`` are the same over everything in office order.
    ``rehearsal`` is true when the office ran on a scripted clock: such a receipt proves nothing.
    """

    device: str
    incarnation: str
    size: int
    root: str
    bodies_upto: int
    blobs: tuple[str, ...]
    durable_size: int
    server_time: int
    epoch: str
    office_size: int
    office_root: str
    rehearsal: bool = False


def receipt_bytes(receipt: Receipt) -> bytes:
    """The canonical bytes that the office signs."""
    return canonical(
        {
            "v": VERSION,
            "type": "receipt",
            "device": receipt.device,
            "incarnation": receipt.incarnation,
            "size": receipt.size,
            "root": receipt.root,
            "bodies_upto": receipt.bodies_upto,
            "blobs": list(receipt.blobs),
            "durable_size": receipt.durable_size,
            "server_time": receipt.server_time,
            "epoch": receipt.epoch,
            "office_size": receipt.office_size,
            "office_root": receipt.office_root,
            "rehearsal": receipt.rehearsal,
        }
    )


def read_receipt(raw: bytes) -> Receipt:
    """The receipt in ``raw``; Known when it isn't one."""
    value = parse_canonical(raw, "receipt")
    if value.get("v") != VERSION or value.get("type") != "receipt":
        raise damaged("receipt")
    try:
        return Receipt(
            device=hexadecimal(value["device"], 32),
            incarnation=hexadecimal(value["incarnation"], 16),
            size=_count(value["size"]),
            root=hexadecimal(value["root"], 64),
            bodies_upto=_count(value["bodies_upto"]),
            blobs=_hashes(value["blobs"]),
            durable_size=_count(value["durable_size"]),
            server_time=_count(value["server_time"]),
            epoch=str(value["epoch"]),
            office_size=_count(value["office_size"]),
            office_root=hexadecimal(value["office_root"], 64),
            rehearsal=value["rehearsal"] is True,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise damaged("receipt") from error


def telling(
    receipts: Sequence[Receipt], numbers: Collection[int], blobs: Collection[str]
) -> list[int]:
    """Which of one branch's receipts (places, in the order they came) a reader needs.

    The first that names each entry of ``numbers``, those naming ``blobs``, and the first of those
    that go furthest.
    """
    wanted, upto = [], 0
    best = max((receipt.size for receipt in receipts), default=0)
    for place, receipt in enumerate(receipts):
        news = any(upto < n <= receipt.size for n in numbers)
        named = not frozenset(receipt.blobs).isdisjoint(blobs)
        if news or named or (upto < receipt.size == best):
            wanted.append(place)
        upto = max(upto, receipt.size)
    return wanted


def _count(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("not a count")
    return value


def _hashes(value: Json) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return tuple(hexadecimal(item, 64) for item in value)
