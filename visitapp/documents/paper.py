"""Pages of draw commands into one PDF: exact size, fonts embedded, the same bytes each time."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from visitapp.documents.fonts import EM_TOP, Family, paper_font
from visitapp.documents.page import (
    POINT,
    Column,
    Command,
    Line,
    Page,
    Picture,
    Run,
    Squares,
    Text,
    Turned,
)
from visitapp.documents.vertical_forms import Way
from visitapp.documents.whole import demand_whole
from visitapp.domain.calibration import TRUE, Calibration

rl_config.useA85 = 0  # binary streams: a fifth smaller, and no time spent on ASCII85
_FILL, _FILL_AND_STROKE = 0, 2
_HEAVY = 0.028
"""Stroke of a fallback glyph among bold ones, in em: brings Noto's stems to BIZ UD Bold's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a PDF was made from, so that it can be made anew for a printer that is off."""

    pages: tuple[Page, ...]
    title: str
    short_edge: bool
    fronts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished PDF; ``sha256`` of its bytes goes into the visit's log.

    It has so many ``sides``.
    """

    pdf: bytes
    size_mm: tuple[float, float]
    sha256: str
    drawing: Drawing = field(compare=False, repr=False)
    sides: int = 1

    @property
    def fronts(self) -> tuple[int, ...]:
        """The pages that begin a sheet, from 1."""
        return self.drawing.fronts


def write(
    pages: Sequence[Page],
    title: str,
    *,
    short_edge: bool = False,
    fronts: Sequence[int] = (1,),
    printer: Calibration = TRUE,
) -> Rendered:
    """The PDF of the pages: no viewer scaling, no dates, no names in its data (layout 0.8).

    ``short_edge`` asks two-sided printers to turn the sheet over its short edge (layout 1b);
    ``fronts`` are the pages that begin a sheet, from 1.
    ``printer`` is what it does to a page: everything is drawn where that puts it right. Raises
    Known for a text that would be cut at the edge of the page.
    """
    for page in pages:
        demand_whole(page)
    first = pages[0]
    file = BytesIO()
    canvas = Canvas(
        file,
        pagesize=(first.width / POINT, first.height / POINT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 6),
        initialFontName=paper_font(Family.TEXT),
        lang="ja",
    )
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("visitapp")
    canvas.setViewerPreference("PrintScaling", "None")
    if short_edge:
        canvas.setViewerPreference("Duplex", "DuplexFlipShortEdge")
    for page in pages:
        canvas.setPageSize((page.width / POINT, page.height / POINT))
        _box(canvas, page)
        _aim(canvas, page.height, printer)
        for command in page.commands:
            _draw(canvas, page.height, command)
        canvas.showPage()
    canvas.save()
    pdf = file.getvalue()
    return Rendered(
        pdf=pdf,
        size_mm=(first.width, first.height),
        sha256=hashlib.sha256(pdf).hexdigest(),
        drawing=Drawing(
            pages=tuple(pages), title=title, short_edge=short_edge, fronts=tuple(fronts)
        ),
        sides=len(pages),
    )


def _box(canvas: Canvas, page: Page) -> None:
    """TrimBox and BleedBox of this page (ISO 32000-1, 14.11.2); none for our own printers."""
    if page.trim is None:
        canvas.setTrimBox(None)
        canvas.setBleedBox(None)
        return
    cut, bleed = page.trim, page.trim.bleed
    for put, more in ((canvas.setTrimBox, 0.0), (canvas.setBleedBox, bleed)):
        left, right = cut.left - more, cut.right + more
        low, high = page.height - cut.bottom - more, page.height - cut.top + more
        put([round(at / POINT, 4) for at in (left, low, right, high)])


def _aim(canvas: Canvas, height: float, printer: Calibration) -> None:
    """From here on everything is drawn where this printer puts it right; the page stays."""
    if printer == TRUE:
        return
    left, top = printer.drawn(0, 0)
    _right, bottom = printer.drawn(0, height)
    canvas.transform(
        1 / printer.across, 0, 0, (bottom - top) / height, left / POINT, (height - bottom) / POINT
    )


def _draw(canvas: Canvas, height: float, command: Command) -> None:
    match command:
        case Text():
            _text(canvas, height, command)
        case Column():
            _column(canvas, height, command)
        case Line():
            _line(canvas, height, command)
        case Squares():
            _squares(canvas, height, command)
        case Picture():
            _picture(canvas, height, command)
        case Turned():
            _turned(canvas, height, command)


def _turned(canvas: Canvas, height: float, turned: Turned) -> None:
    left, bottom = turned.x + turned.height, height - turned.y - turned.width
    canvas.saveState()
    canvas.transform(0, 1, -1, 0, left / POINT, bottom / POINT)
    for command in turned.commands:
        _draw(canvas, turned.height, command)
    canvas.restoreState()


def _text(canvas: Canvas, height: float, text: Text) -> None:
    pen = canvas.beginText(text.x / POINT, (height - text.y) / POINT)
    _runs(canvas, pen, text.runs, text.size, text.tracking)
    canvas.drawText(pen)


def _column(canvas: Canvas, height: float, column: Column) -> None:
    x, y, size = column.x / POINT, (height - column.y) / POINT, column.size
    canvas.saveState()
    if column.colour:  # else it is black already, of one ink
        canvas.setFillColorRGB(*_parts(column.colour))
    # the letters' middle on the column's, their feet to the left
    canvas.transform(0, -1, 1, 0, x - (EM_TOP - 0.5) * size, y)
    pen = canvas.beginText(0, 0)
    _runs(canvas, pen, column.runs, size, column.tracking, column.way)
    canvas.drawText(pen)
    canvas.restoreState()


def _stroke(canvas: Canvas, colour: int) -> None:
    """Black is one ink: a print shop would mix it from four, and small type would lose its edge."""
    if colour:
        canvas.setStrokeColorRGB(*_parts(colour))
    else:
        canvas.setStrokeGray(0)


def _parts(colour: int) -> list[float]:
    return [part / 255 for part in colour.to_bytes(3)]


def _runs(
    canvas: Canvas,
    pen: PDFTextObject,
    runs: tuple[Run, ...],
    size: float,
    tracking: float,
    way: Way = Way.LIES,
) -> None:
    if tracking:
        pen.setCharSpace(tracking * size)
    for run in runs:
        pen.setFont(paper_font(run.family, way), size)
        if run.heavy:
            # colour and dashes may be those of a line that was drawn before
            _stroke(canvas, 0)
            canvas.setDash([])
            canvas.setLineWidth(_HEAVY * size)
            pen.setTextRenderMode(_FILL_AND_STROKE)
        pen.textOut(run.text)
        if run.heavy:
            pen.setTextRenderMode(_FILL)
    if tracking:
        pen.setCharSpace(0)


def _line(canvas: Canvas, height: float, line: Line) -> None:
    canvas.setLineWidth(line.width / POINT)
    canvas.setDash([length / POINT for length in line.dash] if line.dash else [])
    _stroke(canvas, line.colour)
    (x0, y0), (x1, y1) = line.start, line.end
    canvas.line(x0 / POINT, (height - y0) / POINT, x1 / POINT, (height - y1) / POINT)


def _picture(canvas: Canvas, height: float, picture: Picture) -> None:
    canvas.drawImage(
        ImageReader(BytesIO(picture.jpeg)),
        picture.x / POINT,
        (height - picture.y - picture.height) / POINT,
        picture.width / POINT,
        picture.height / POINT,
    )


def _squares(canvas: Canvas, height: float, squares: Squares) -> None:
    # In a frame whose unit is the module: whole numbers, short to write and exact to the dot.
    module = squares.module / POINT
    left, top = squares.x / POINT, (height - squares.y) / POINT
    bars = " ".join(f"{column} {row} {length} 1 re" for column, row, length in squares.bars)
    canvas.addLiteral(f"q {module:.5f} 0 0 {-module:.5f} {left:.4f} {top:.4f} cm {bars} f Q")
