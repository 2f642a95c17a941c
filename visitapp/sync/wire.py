"""What laptop and office say to each other over HTTP (docs/WIRE.md section 7); versioned values.

Raw entries and bodies travel as text, byte for byte the same UTF-8; signatures and salts as
base64. Nobody re-serialises an entry.
"""

from typing import Annotated

import msgspec

from visitapp.domain.chain import Item, damaged

WIRE_VERSION = 1
BATCH_LIMIT = 500
BODY_LIMIT = 8 * 1024 * 1024

PROOF_LIMIT = 128

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Hex64 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class WireItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry on its way: raw and body as text, sig and salt as base64."""

    raw: str
    sig: bytes
    salt: bytes | None = None
    body: str | None = None


class SignedText(msgspec.Struct, frozen=True):
    """Canonical JSON with the office's Ed25519 signature over its UTF-8 bytes."""

    raw: str
    sig: bytes


class EnrollRequest(msgspec.Struct, frozen=True):
    """A new laptop introduces itself with the one-time code."""

    code: str
    public_key: bytes
    name: str
    incarnation: str
    sealed_store_key: bytes | None = None


class OfficeReply(msgspec.Struct, frozen=True):
    """Who the office is, in its own signed words (docs/WIRE.md section 5)."""

    words: SignedText


class EnrollReply(msgspec.Struct, frozen=True):
    """What the laptop keeps: token, office keys, the office-signed certificate of its own key."""

    token: str
    office_public_key: bytes
    certificate: SignedText
    epoch: str
    office_name: str


class HelloRequest(msgspec.Struct, frozen=True):
    """First words of every sync: who, how far, and a nonce the answer must sign.

    ``seen`` = the last receipt: an office that finds its log shorter or other than it signed there
    was put back to an older state, and opens a new epoch.
    """

    device: str
    incarnation: str
    size: int
    nonce: str
    numbers_left: int = 0
    seen: SignedText | None = None
    v: int = WIRE_VERSION


class HelloReply(msgspec.Struct, frozen=True):
    """``greeting`` signs {v, nonce, server_time, epoch, device, incarnation, size, rehearsal}.

    ``size`` is how many entries of this incarnation the office holds; ``numbers`` tops up the
    laptop's pool of (note number, nonce).
    """

    greeting: SignedText
    numbers: list[tuple[str, str]] = []
    stored_blobs: int = 0


class PushRequest(msgspec.Struct, frozen=True):
    """Contiguous entries of one incarnation, oldest first.

    ``erasures`` = the orders (entries of kind ``erased``) that explain the items without a body, or
    orders of a restored office that it gets back; they count before the items. ``since`` =
    ``office_size`` of the last receipt: the answer proves that the log has only grown from there.
    """

    device: str
    incarnation: str
    items: Annotated[list[WireItem], msgspec.Meta(max_length=BATCH_LIMIT)]
    erasures: Annotated[list[WireItem], msgspec.Meta(max_length=BATCH_LIMIT)] = []
    since: Count = 0


class PushReply(msgspec.Struct, frozen=True):
    """The signed receipt after the batch (design: receipts).

    ``consistency`` = RFC 6962 proof (node hashes) from ``since`` to the receipt's ``office_size``.
    """

    receipt: SignedText
    consistency: Annotated[list[Hex64], msgspec.Meta(max_length=PROOF_LIMIT)] = []


class ReceiptRequest(msgspec.Struct, frozen=True):
    """Asks for a receipt naming those of ``blobs`` that the office has; ``since`` as in a push."""

    device: str
    incarnation: str
    blobs: Annotated[list[Hex64], msgspec.Meta(max_length=500)]
    since: Count = 0


class MissingRequest(msgspec.Struct, frozen=True):
    """Which of these blobs (or thumbnails) does the office not have whole?"""

    blobs: Annotated[list[Hex64], msgspec.Meta(max_length=500)]
    thumbnails: Annotated[list[Hex64], msgspec.Meta(max_length=500)] = []


class MissingReply(msgspec.Struct, frozen=True):
    """The absent ones, in the order asked."""

    blobs: list[str]
    thumbnails: list[str]


class PulledItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One accepted entry in office order; ``item`` is null for the asker's own entries."""

    seq: int
    device: str
    incarnation: str
    n: int
    item: WireItem | None = None


class PullReply(msgspec.Struct, frozen=True):
    """A page of the office's order; ``cursor`` is opaque and continues after the last item."""

    items: list[PulledItem]
    cursor: str
    more: bool
    certificates: list[SignedText] = []


class Problem(msgspec.Struct, frozen=True):
    """Why a request was refused: ``code`` is stable, ``message`` English, ``expect`` the next n."""

    code: str
    message: str
    expect: int | None = None


def to_wire(item: Item) -> WireItem:
    """An item ready to be sent."""
    return WireItem(
        raw=item.raw.decode("utf-8"),
        sig=item.sig,
        salt=item.salt,
        body=None if item.body is None else item.body.decode("utf-8"),
    )


def from_wire(wire: WireItem) -> Item:
    """The item as sent, byte for byte; Known when the text has no UTF-8 form."""
    try:
        return Item(
            raw=wire.raw.encode("utf-8"),
            sig=wire.sig,
            salt=wire.salt,
            body=None if wire.body is None else wire.body.encode("utf-8"),
        )
    except UnicodeEncodeError as error:
        raise damaged("text encoding") from error
