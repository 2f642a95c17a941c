"""Text from outside made fit to be shown: nothing invisible, nothing that turns the line round."""

import unicodedata

NAME_LIMIT = 120
WORD_LIMIT = 64
JOINER = "\u200d"  # holds emoji together; harmless and needed
UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def shown_name(name: str) -> str:
    """A file's name as display text only (I4): last part of the path, odd characters spelled out.

    Controls, bidi controls, lone surrogates and other invisible characters become ``⟨U+202E⟩``;
    longer names lose their middle, never their ending. The characters are not normalised.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    text = "".join(_spelled(char) for char in last)
    if len(text) <= NAME_LIMIT:
        return text
    tail = NAME_LIMIT // 3
    return f"{text[: NAME_LIMIT - tail - 1]}…{text[-tail:]}"


def shown_word(raw: bytes) -> str:
    """A maker's or model's name from EXIF: up to the first NUL, without invisible characters."""
    text = raw.split(b"\x00", 1)[0].decode("utf-8", "replace")
    kept = "".join(" " if _is_odd(char) else char for char in text)
    return " ".join(kept.split())[:WORD_LIMIT].strip()


def _is_odd(char: str) -> bool:
    return char != JOINER and unicodedata.category(char) in UNSHOWN


def _spelled(char: str) -> str:
    return f"⟨U+{ord(char):04X}⟩" if _is_odd(char) else char
