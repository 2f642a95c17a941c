"""What counts as one character on paper: a base with its variation selector or its marks."""

import re

# Variation selectors (Unicode 23.4) and the marks that Japanese and Latin names carry apart: the
# combining (semi-)voiced sounds U+3099, U+309A, and U+0300-U+036F.
_SELECTOR = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_MARK = "[\u0300-\u036f\u3099\u309a]"
_CLUSTER = re.compile(f"[\\s\\S]{_SELECTOR}?{_MARK}*")
_LONE = re.compile(_MARK)
_APART = re.compile(f"[\\s\\S]{_SELECTOR}?")


def clusters(text: str) -> list[str]:
    """The text in pieces that are not parted by a line break; joined they are the text again."""
    return _CLUSTER.findall(text)


def is_mark(piece: str) -> bool:
    """Whether a piece of text is a lone combining mark."""
    return len(piece) == 1 and _LONE.match(piece) is not None


def apart(cluster: str) -> list[str]:
    """A cluster with its marks taken off, for a font that has not the whole in one glyph."""
    return _APART.findall(cluster)
