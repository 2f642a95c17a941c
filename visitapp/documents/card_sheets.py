"""A sheet of business cards: the same card at every position that is still free (layout 5)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from visitapp import assets
from visitapp.documents import card_pdf, vertical_card
from visitapp.documents.page import Command, Line, Page, Trim, shifted, turned
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import CARD
from visitapp.domain.card import Card
from visitapp.domain.words import CardWay
from visitapp.errors import Known

MARK, NEAR, LONG = 0.2, 2.5, 5.0
"""Width of a cut mark, how far from the cards it begins, and its length."""
LARGEST = 1000.0  # mm
MOST = 40  # cards side by side
FARTHEST = 10.0  # mm that a sheet may be moved
HAIR = 1e-6  # mm that a sum of millimetres may be off


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSheet:
    """Millimetres: ``page`` and ``card`` as width and height, ``left`` and ``top`` of the first
    card, ``gap`` between two cards sideways and downwards. A sheet with a ``bleed`` is data for a
    print shop, which cuts by the boxes of the PDF.
    """

    page: tuple[float, float]
    card: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float
    gap: tuple[float, float]
    cut_marks: bool
    bleed: float = 0.0

    @property
    def positions(self) -> list[tuple[float, float]]:
        """The top left corner of each card, row by row."""
        (width, height), (aside, below) = self.card, self.gap
        return [
            (self.left + column * (width + aside), self.top + row * (height + below))
            for row in range(self.rows)
            for column in range(self.columns)
        ]

    @property
    def end(self) -> tuple[float, float]:
        """The bottom right corner of the last card."""
        (x, y), (width, height) = self.positions[-1], self.card
        return x + width, y + height

    @property
    def stood(self) -> "CardSheet":
        """The same sheet with its cards upright."""
        return replace(
            self,
            page=self.page[::-1],
            card=self.card[::-1],
            columns=self.rows,
            rows=self.columns,
            left=self.top,
            top=self.left,
            gap=self.gap[::-1],
        )


@cache
def known_sheets() -> Mapping[str, CardSheet]:
    """The sheets we know, by the name of the command line."""
    path = assets.path("papers", "card_sheets.toml")
    return {name: _sheet(value, f"[{name}]") for name, value in _tables(path).items()}


def card_sheet(wanted: str) -> CardSheet:
    """A known sheet by its name, or the only one of a TOML file; Known says what to do else."""
    if wanted in known_sheets():
        return known_sheets()[wanted]
    path = Path(wanted)
    if path.suffix != ".toml":
        raise Known(
            "Unknown card sheet",
            "There is no card sheet “{name}”.",
            "Choose one of: {sheets}; or describe yours in a .toml file and name that.",
            name=wanted,
            sheets=", ".join(known_sheets()),
        )
    tables = _tables(path)
    if len(tables) != 1:
        raise _senseless(path.name, "one sheet")
    (name, value), *_others = tables.items()
    return _sheet(value, f"{path.name} [{name}]")


def render(
    card: Card,
    sheet: CardSheet,
    skip: int = 0,
    shift: tuple[float, float] = (0, 0),
    way: CardWay = CardWay.HORIZONTAL,
) -> Rendered:
    """The sheet as a PDF of its exact size; ``skip`` positions are used already.

    ``shift`` moves all of it right and down (mm), for a printer that is off. Raises Known for more
    skipped than there are, a shift of more than a centimetre, and what does not fit the card.
    """
    sheet = _held(sheet, way)
    free = free_positions(sheet, skip)
    _refuse_shift(sheet, shift)
    face = _face(card, sheet, way)
    moved = tuple(shifted(one, *shift) for one in _filled(sheet, [(at, face) for at in free]))
    return write([_page(sheet, moved)], card.company)


def pages(
    cards: Sequence[Card],
    sheet: CardSheet,
    way: CardWay = CardWay.HORIZONTAL,
    skip: int = 0,
) -> tuple[Page, ...]:
    """Cards of different people row by row, on as many sheets as they need; the rest stays free.

    ``skip`` positions of the first sheet are used already. Raises Known for more than there are,
    and for what has no font or does not fit the card.
    """
    sheet = _held(sheet, way)
    faces = {card: _face(card, sheet, way) for card in dict.fromkeys(cards)}
    free, left, made = free_positions(sheet, skip), list(cards), list[Page]()
    while left:
        placed = [(at, faces[card]) for at, card in zip(free, left, strict=False)]
        made.append(_page(sheet, _filled(sheet, placed)))
        left, free = left[len(free) :], sheet.positions
    return tuple(made)


def free_positions(sheet: CardSheet, skip: int) -> list[tuple[float, float]]:
    """The positions behind those that are used already; Known when there are none."""
    positions = sheet.positions
    if not 0 <= skip < len(positions):
        raise Known(
            "No position is left",
            "This sheet has {count} cards; {skip} cannot be skipped.",
            "Take a new sheet, or skip fewer.",
            count=len(positions),
            skip=skip,
        )
    return positions[skip:]


def _held(sheet: CardSheet, way: CardWay) -> CardSheet:
    """A print shop takes an upright card upright; on a sheet of ours it lies, the sheet stays."""
    return sheet.stood if sheet.bleed and way is CardWay.VERTICAL else sheet


def _face(card: Card, sheet: CardSheet, way: CardWay) -> tuple[Command, ...]:
    """What a position of this sheet holds."""
    if way is CardWay.HORIZONTAL:
        return card_pdf.page(card).commands
    face = vertical_card.page(card)
    return face.commands if sheet.card == (face.width, face.height) else (turned(face, 0, 0),)


def _refuse_shift(sheet: CardSheet, shift: tuple[float, float]) -> None:
    if not all(abs(way) <= FARTHEST for way in shift):  # nor what is no number
        raise Known(
            "Shift too large",
            "A sheet can be moved by {most} mm at most.",
            "Measure how far the print is off; put the sheet in straight if it is more.",
            most=f"{FARTHEST:g}",
        )
    if sheet.bleed and any(shift):
        raise Known(
            "Shop data not moved",
            "Data for a print shop lie where the shop cuts; they cannot be moved.",
            "Leave out the shift; it is for a printer of your own.",
        )


def _filled(
    sheet: CardSheet, placed: Sequence[tuple[tuple[float, float], Sequence[Command]]]
) -> tuple[Command, ...]:
    """The faces at their corners, and the marks around all of them."""
    marks = tuple(_marks(sheet)) if sheet.cut_marks else ()
    return (*(shifted(one, x, y) for (x, y), face in placed for one in face), *marks)


def _page(sheet: CardSheet, commands: tuple[Command, ...]) -> Page:
    width, height = sheet.page
    return Page(width=width, height=height, commands=commands, trim=_trim(sheet))


def _trim(sheet: CardSheet) -> Trim | None:
    if not sheet.bleed:
        return None
    right, bottom = sheet.end
    return Trim(left=sheet.left, top=sheet.top, right=right, bottom=bottom, bleed=sheet.bleed)


def _marks(sheet: CardSheet) -> Iterator[Command]:
    """Ticks outside the block of cards and its bleed, at every edge of a card."""
    near, far = max(NEAR, sheet.bleed), max(NEAR, sheet.bleed) + LONG
    (width, height), positions = sheet.card, sheet.positions
    xs = sorted({x for x, _ in positions} | {x + width for x, _ in positions})
    ys = sorted({y for _, y in positions} | {y + height for _, y in positions})
    for x in xs:
        yield _line((x, ys[0] - far), (x, ys[0] - near))
        yield _line((x, ys[-1] + near), (x, ys[-1] + far))
    for y in ys:
        yield _line((xs[0] - far, y), (xs[0] - near, y))
        yield _line((xs[-1] + near, y), (xs[-1] + far, y))


def _line(start: tuple[float, float], end: tuple[float, float]) -> Line:
    return Line(start=start, end=end, width=MARK)


def _tables(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _senseless(path.name, str(error)) from error


def _sheet(value: object, where: str) -> CardSheet:
    """A sheet from its table; every card lies on the page and has the size of ours."""
    try:
        sheet = _read(value if isinstance(value, dict) else {})
    except (KeyError, TypeError, ValueError) as error:
        raise _senseless(where, str(error)) from error
    right, bottom = sheet.end
    if sheet.card != (CARD.width, CARD.height):
        raise _senseless(where, "card")
    if right > sheet.page[0] or bottom > sheet.page[1] or min(sheet.left, sheet.top) < 0:
        raise _senseless(where, "page")
    if sheet.bleed > _room_around(sheet) + HAIR:
        raise _senseless(where, "bleed")
    return sheet


def _room_around(sheet: CardSheet) -> float:
    """How far ink may go beyond every card without reaching another or leaving the page."""
    right, bottom = sheet.end
    rooms = [sheet.left, sheet.top, sheet.page[0] - right, sheet.page[1] - bottom]
    if sheet.columns > 1:
        rooms.append(sheet.gap[0] / 2)
    if sheet.rows > 1:
        rooms.append(sheet.gap[1] / 2)
    return min(rooms)


def _read(value: dict[str, object]) -> CardSheet:
    return CardSheet(
        page=_pair(value["page"]),
        card=_pair(value["card"]),
        columns=_count(value["columns"]),
        rows=_count(value["rows"]),
        left=_length(value["left"]),
        top=_length(value["top"]),
        gap=_pair(value["gap"]),
        cut_marks=value["cut_marks"] is True,
        bleed=_length(value.get("bleed", 0.0)),
    )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("a list is needed")
    return value


def _pair(value: object) -> tuple[float, float]:
    first, second = _list(value)
    return _length(first), _length(second)


def _length(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LARGEST:
        raise ValueError(f"{value} is no length in mm")
    return float(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST:
        raise ValueError(f"{value} is no number of cards")
    return value


def _senseless(where: str, what: str) -> Known:
    return Known(
        "Card sheet not usable",
        "The description of the card sheet does not make sense: {where} ({what}).",
        "Give page, card (91 x 55), columns, rows, left, top, gap, cut_marks and, for a print"
        " shop, bleed, in mm.",
        where=where,
        what=what,
    )
