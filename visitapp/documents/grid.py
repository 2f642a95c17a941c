"""A layout drawn for one sheet, set on another: places grow with it, type by a point at most."""

from dataclasses import dataclass, replace

from visitapp.documents.papers import Paper
from visitapp.documents.text import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """From millimetres of the drawn layout to those of the sheet; ``more`` points of type."""

    paper: Paper
    scale: float = 1.0
    shift: float = 0.0
    more: float = 0.0

    def x(self, drawn: float) -> float:
        """A place from the left edge."""
        return drawn * self.scale + self.shift

    def y(self, drawn: float) -> float:
        """A place from the top edge, or any length."""
        return drawn * self.scale

    def style(self, style: Style) -> Style:
        """The style in this sheet's size."""
        return replace(style, size=style.size + self.more) if self.more else style


def fitted(drawn: Paper, paper: Paper) -> Grid:
    """The grid that sets a layout drawn for one sheet on another at least as large (layout 1)."""
    scale = min(paper.width / drawn.width, paper.height / drawn.height)
    return Grid(
        paper=paper,
        scale=scale,
        shift=(paper.width - drawn.width * scale) / 2,
        more=1.0 if scale > 1 else 0.0,
    )
