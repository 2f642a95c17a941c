"""The customer's name on any paper: never broken before its honorific (layout 0.15)."""

from dataclasses import replace

from visitapp.documents import text
from visitapp.documents.page import Text
from visitapp.documents.text import Style

NAME_FLOOR = 12.0
"""Points to which a name shrinks before it takes a second line."""


def addressee(
    lines: tuple[str, ...], style: Style, left: float, top: float, room: float, most: int = 2
) -> tuple[Text, ...]:
    """One line; a company above its person; a very long name on ``most`` lines.

    ``left``, ``top`` and ``room`` in mm; raises Known for a name that these lines do not hold.
    """
    *above, name = lines
    if above:
        company = Style(family=style.family, size=10.5)
        company = text.shrunk(above[0], company, room)
        person = text.shrunk(name, style, room, company.size)
        upper = text.line(above[0], company, left, top - 0.9)
        return upper, text.line(name, person, left, top + 3.3)
    fitting = text.fitting(name, style, room, NAME_FLOOR)
    if fitting:
        # The box of a single line has no leading; that of two keeps them apart.
        return (text.line(name, replace(fitting, leading=1.0), left, top),)
    smallest = replace(style, size=NAME_FLOOR)
    parts = parted(name, smallest, room)
    if len(parts) > most:
        raise text.no_room(name)
    return text.lines(parts, smallest, left, top - 0.3)


def parted(name: str, style: Style, room: float) -> list[str]:
    """The name in lines of at most ``room`` mm, its honorific never alone on one.

    Family and given name take a line each where that does.
    """
    plain, _, honorific = name.rpartition(" ")
    family, wide, given = plain.partition("\u3000")
    if wide and all(text.width(part, style) <= room for part in (family, f"{given} {honorific}")):
        return [family, f"{given} {honorific}"]
    parts = text.wrap(plain, style, room)
    if text.width(f"{parts[-1]} {honorific}", style) > room:
        behind = text.width(f"\u3000 {honorific}", style) - text.width("\u3000", style)
        parts = text.wrap(plain, style, room - behind)
    return [*parts[:-1], f"{parts[-1]} {honorific}"]
