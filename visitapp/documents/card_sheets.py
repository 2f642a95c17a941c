"""A sheet of business cards: the same card at every position that is still free (layout 5)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from visitapp import assets
from visitapp.documents import card_pdf
from visitapp.documents.page import Command, Line, Page, shifted
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import CARD
from visitapp.domain.card import Card
from visitapp.errors import Known

MARK, NEAR, FAR = 0.2, 2.5, 7.5
"""Width of a cut mark, and how far from the cards it begins and ends."""
LARGEST = 1000.0  # mm
MOST = 40  # cards side by side
FARTHEST = 10.0  # mm that a sheet may be moved


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSheet:
    """Millimetres: ``page`` and ``card`` as width and height, ``left`` and ``top`` of the first
    card, ``gap`` between two cards sideways and downwards.
    """

    page: tuple[float, float]
    card: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float
    gap: tuple[float, float]
    cut_marks: bool

    @property
    def positions(self) -> list[tuple[float, float]]:
        """The top left corner of each card, row by row."""
        (width, height), (aside, below) = self.card, self.gap
        return [
            (self.left + column * (width + aside), self.top + row * (height + below))
            for row in range(self.rows)
            for column in range(self.columns)
        ]


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
    card: Card, sheet: CardSheet, skip: int = 0, shift: tuple[float, float] = (0, 0)
) -> Rendered:
    """The sheet as a PDF of its exact size; ``skip`` positions are used already.

    ``shift`` moves all of it right and down (mm), for a printer that is off. Raises Known for more
    skipped than there are, a shift of more than a centimetre, and what does not fit the card.
    """
    free = sheet.positions[skip:]
    if not 0 <= skip < len(sheet.positions):
        raise Known(
            "No position is left",
            "This sheet has {count} cards; {skip} cannot be skipped.",
            "Take a new sheet, or skip fewer.",
            count=len(sheet.positions),
            skip=skip,
        )
    if max(map(abs, shift)) > FARTHEST:
        raise Known(
            "Shift too large",
            "A sheet can be moved by {most} mm at most.",
            "Measure how far the print is off; put the sheet in straight if it is more.",
            most=f"{FARTHEST:g}",
        )
    face = card_pdf.page(card).commands
    moved = tuple(shifted(one, *shift) for one in _filled(sheet, [(at, face) for at in free]))
    return write([_page(sheet, moved)], card.company)


def pages(cards: Sequence[Card], sheet: CardSheet) -> tuple[Page, ...]:
    """Cards of different people row by row, on as many sheets as they need; the rest stays free.

    Raises Known for what has no font or does not fit the card.
    """
    faces = {card: card_pdf.page(card).commands for card in dict.fromkeys(cards)}
    at_once = len(sheet.positions)
    made = []
    for begin in range(0, len(cards), at_once):
        here = [faces[card] for card in cards[begin : begin + at_once]]
        placed = list(zip(sheet.positions, here, strict=False))
        made.append(_page(sheet, _filled(sheet, placed)))
    return tuple(made)


def _filled(
    sheet: CardSheet, placed: Sequence[tuple[tuple[float, float], Sequence[Command]]]
) -> tuple[Command, ...]:
    """The faces at their corners, and the marks around all of them."""
    marks = tuple(_marks(sheet)) if sheet.cut_marks else ()
    return (*(shifted(one, x, y) for (x, y), face in placed for one in face), *marks)


def _page(sheet: CardSheet, commands: tuple[Command, ...]) -> Page:
    width, height = sheet.page
    return Page(width=width, height=height, commands=commands)


def _marks(sheet: CardSheet) -> Iterator[Command]:
    """Ticks outside the block of cards, at every edge of a card."""
    (width, height), positions = sheet.card, sheet.positions
    xs = sorted({x for x, _ in positions} | {x + width for x, _ in positions})
    ys = sorted({y for _, y in positions} | {y + height for _, y in positions})
    for x in xs:
        yield _line((x, ys[0] - FAR), (x, ys[0] - NEAR))
        yield _line((x, ys[-1] + NEAR), (x, ys[-1] + FAR))
    for y in ys:
        yield _line((xs[0] - FAR, y), (xs[0] - NEAR, y))
        yield _line((xs[-1] + NEAR, y), (xs[-1] + FAR, y))


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
    right = sheet.positions[-1][0] + sheet.card[0]
    bottom = sheet.positions[-1][1] + sheet.card[1]
    if sheet.card != (CARD.width, CARD.height):
        raise _senseless(where, "card")
    if right > sheet.page[0] or bottom > sheet.page[1] or min(sheet.left, sheet.top) < 0:
        raise _senseless(where, "page")
    return sheet


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
        "Give page, card (91 x 55), columns, rows, left, top, gap and cut_marks, in mm.",
        where=where,
        what=what,
    )
