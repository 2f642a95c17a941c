"""One-line addresses cut into the fields of a record (GIF DS-442), and keys to compare them.

Joining the fields gives the line back, but for the space before the building; a wrong cut is
therefore never a wrong address on paper.
"""

import re

from visitapp.domain.customer import Customer
from visitapp.domain.names import folded_text

_PREFECTURE = re.compile(r"東京都|北海道|(?:京都|大阪)府|(?:神奈川|和歌山|鹿児島|..)県")
_DESIGNATED = (
    "札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島"
    "|北九州|福岡|熊本"
)
_CITY = re.compile(
    rf"(?:{_DESIGNATED})市.{{1,4}}?区"
    r"|(?:四日市|廿日市|野々市)市"
    r"|余市郡余市町|高市郡..?.?[町村]|佐波郡玉村町|杵島郡大町町"
    r"|[^市\d]{1,5}郡[^市\d]{1,6}?[町村]"
    r"|[^市\d]{1,7}市"
    r"|[^市区町村\d]{1,5}区"
    r"|[^\d]{1,7}?[町村]"
)
_BUILDING = re.compile(r"(?<=[\d番号地丁])[ \u3000]+(?=\S)|(?<=[番号地])の?[ \u3000]+(?=\S)")


def split_address(line: str) -> dict[str, str]:
    """Prefecture, city, town_and_block and building of a one-line address.

    What stands before a part that isn't recognised stays in ``town_and_block``.
    """
    rest = line.strip()
    prefecture = _PREFECTURE.match(rest)
    rest = rest[prefecture.end() :] if prefecture else rest
    city = _CITY.match(rest) if prefecture or "市" in rest[:8] else None
    rest = rest[city.end() :] if city else rest
    cut = _BUILDING.search(rest)
    return {
        "prefecture": prefecture[0] if prefecture else "",
        "city": city[0] if city else "",
        "town_and_block": rest[: cut.start()] if cut else rest,
        "building": rest[cut.end() :] if cut else "",
    }


_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十百]{1,6}(?=丁目|番|号|階)")
_KANJI_DIGITS = dict(zip("〇一二三四五六七八九", range(10), strict=True))
_BLOCK_WORDS = re.compile(r"(?<=\d)(?:丁目|番地の|番地|番町?|号室?|の|階|f)(?=$|[\d\s-])")


def address_key(customer: Customer) -> str:
    """A key that is the same for 九丁目99番1号 and 9-99-1, 203号室 and 203; never shown."""
    whole = folded_text(customer.address)
    whole = _KANJI_NUMBER.sub(lambda m: str(_number(m[0])), whole)
    whole = re.sub(r"\s+", "-", _BLOCK_WORDS.sub("-", whole))
    whole = re.sub(r"(?<=\D)-|-(?=\D|$)", "", re.sub(r"-+", "-", whole))
    return "".join(c for c in whole if c.isalnum() or c == "-")


def _number(kanji: str) -> int:
    """The value of a kanji number below a thousand (丁目 and 番 in addresses)."""
    if not set(kanji) & set("十百"):
        return int("".join(str(_KANJI_DIGITS[c]) for c in kanji))
    total, digit = 0, 0
    for c in kanji:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _KANJI_DIGITS[c]
    return total + digit
