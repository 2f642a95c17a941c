"""Phone numbers, postal codes and mail addresses in the form in which they are kept.

They are no names: width and brackets may go. What can't be read is never guessed at; the caller
keeps the raw text in the note. Numbers of the samples are not assigned, so only shape is judged.
"""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

_HYPHENS = re.compile(r"[‐‑‒–—―−－ー~]")
_PHONE = re.compile(r"[+0-9][0-9() .-]{7,}[0-9]")
_ABROAD = re.compile(r"^\+81[ .-]*(?:\(0\))?[ .-]*0?")
_MOBILE = re.compile(r"[5-9]0\d{8}")

_LONGEST_MAIL = 254  # RFC 5321


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A value in its kept form; ``mended`` when a lost leading zero was put back.

    ``value`` is "" when the text could not be read; ``whole`` is False when text was left over.
    """

    value: str
    mended: bool = False
    whole: bool = True


UNREADABLE = Reading(value="", whole=False)


def read_phone(text: str) -> Reading:
    """A Japanese number with half-width digits and hyphens, as grouped in the file if it was.

    "０３（１２３４）５６７８" gives 03-1234-5678; 312345678 (a spreadsheet ate the zero) is mended.
    """
    plain = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text)).strip()
    found = _PHONE.findall(plain)
    if len(found) != 1:
        return UNREADABLE
    grouped = re.sub(r"[^0-9+]+", "-", _ABROAD.sub("0", found[0])).strip("-")
    digits = grouped.replace("-", "")
    mended = not digits.startswith("0") and (len(digits) == 9 or bool(_MOBILE.fullmatch(digits)))
    if mended:
        grouped, digits = "0" + grouped, "0" + digits
    if not digits.isdigit() or not digits.startswith("0") or not 10 <= len(digits) <= 11:
        return UNREADABLE
    value = grouped if "-" in grouped else _group(digits)
    return Reading(value=value, mended=mended, whole=found[0] == plain)


def _group(digits: str) -> str:
    """Hyphens where the numbering plan has them; the bare digits where it knows none."""
    number = phonenumbers.parse(digits, "JP")
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return shown if shown.replace("-", "") == digits else digits


def read_postal_code(text: str) -> Reading:
    """``123-4567``; five or six digits are a code whose leading zeros a spreadsheet ate."""
    plain = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"[\s〒-]", "", plain)
    if not re.fullmatch(r"\d{5,7}", digits, re.ASCII):
        return UNREADABLE
    code = digits.zfill(7)
    return Reading(value=f"{code[:3]}-{code[3:]}", mended=len(digits) < 7)


def read_mail(text: str) -> Reading:
    """A mail address in half width; only its shape is looked at."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > _LONGEST_MAIL or not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", plain):
        return UNREADABLE
    return Reading(value=plain)
