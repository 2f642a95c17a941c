"""The report of a visit as values, ready to be set: every text is finished, every time is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: what stands on the left, the text, and whether it no longer counts."""

    left: str
    text: str
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A photo: a scaled copy (JPEG without metadata; b"" when there is none) and its lines."""

    jpeg: bytes
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands below it: sentences, rows, photos; may begin on a new page."""

    heading: str
    sentences: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    shots: tuple[Shot, ...] = ()
    small: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report; ``page`` is the foot of a page with places {page} and {pages}."""

    title: str
    subtitle: tuple[str, ...]
    sections: tuple[Section, ...]
    page: str
