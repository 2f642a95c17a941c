"""Keys for finding, sorting and comparing names: pure, and never written back to a stored name.

Rules: background/japan.md 3.1 to 3.3. NFC alone would destroy 75 kanji of names, so only these keys
are normalised; the order of names follows JIS X 4061.
"""

import re
import unicodedata

from visitapp.domain.name_variants import FOLD

_VOICED, _SEMI_VOICED = "\u3099", "\u309a"
_SPACING_MARKS = str.maketrans({"\u309b": _VOICED, "\u309c": _SEMI_VOICED})
_LONG = str.maketrans(dict.fromkeys("ー－―‐‑‒–—−~〜～─━‾_", "-"))
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_OLD_KANA = str.maketrans("ゔゐゑを", "ぶいえお")
_LATIN = str.maketrans("łøđðþæœı", "lodd" + "tao" + "i")
_HIRAGANA = str.maketrans(
    {chr(c): chr(c - 0x60) for c in range(0x30A1, 0x30F7)}
    | {"ヽ": "ゝ", "ヾ": "ゞ"}
    | dict(zip("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "くしすとぬはひふへほむらりるれろ", strict=True))
)
_LEGAL_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(?:一般|公益)?(?:社団|財団)法人"
    r"|医療法人(?:社団|財団)?|社会福祉法人|学校法人|宗教法人|特定非営利活動法人|npo法人"
    r"|\((?:株|有|同|資|名|社|財|医|福|学|宗|特非)\)"
)
_PLACE_KE = re.compile(
    r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])が(?=[\u3400-\u9fff\U00020000-\U0003ffff])"
)
_REPEAT = re.compile(r"(.)([々〻ゝゞ])")


def search_key(text: str) -> str:
    """Fold ``text`` for search: what people take for the same name gets the same key.

    Width, case, accents, kana kind and size, kanji variants, variation selectors, spaces, marks and
    a company's legal form do not count; voiced kana and the long mark (as ``-``) do. A text of
    nothing but a legal form keeps it, so that no search becomes empty.
    """
    folded = folded_text(text)
    return _letters(_LEGAL_FORMS.sub("", folded)) or _letters(folded)


def loose_key(text: str) -> str:
    """``search_key`` without voiced and long marks: はまだ also finds はまた (rank it second)."""
    apart = unicodedata.normalize("NFD", search_key(text))
    return apart.replace(_VOICED, "").replace(_SEMI_VOICED, "").replace("-", "")


def folded_text(text: str) -> str:
    """``text`` folded character by character, with spaces, marks and legal forms still in place."""
    apart = unicodedata.normalize("NFKD", text.translate(_SPACING_MARKS)).casefold()
    kept = "".join(c for c in apart if c in "\u3099\u309a" or unicodedata.category(c) != "Mn")
    whole = unicodedata.normalize("NFC", kept).translate(FOLD).translate(_LATIN)
    kana = _REPEAT.sub(_repeated, whole.translate(_HIRAGANA))
    kana = kana.translate(_SMALL).translate(_OLD_KANA).translate(_LONG)
    return _PLACE_KE.sub("け", kana)


def sort_key(kana: str, name: str) -> str:
    """A text to order customers by: reading first (JIS X 4061), then the name's code points.

    Long marks count as their vowel, small kana as large, voiced marks only between readings that
    are otherwise the same; family names stay together because the space counts as first of all.
    Without a reading the name itself is used, kanji after all kana.
    """
    reading = " ".join(unicodedata.normalize("NFKC", kana or name).translate(_HIRAGANA).split())
    whole = _REPEAT.sub(_repeated, reading.translate(_OLD_KANA).casefold())
    spelled = _spell_long(whole)
    first = unicodedata.normalize("NFD", spelled.translate(_SMALL))
    first = first.replace(_VOICED, "").replace(_SEMI_VOICED, "")
    return "\t".join((first, "".join(map(_weight, spelled)), name))


def kana_reading(text: str) -> str:
    """A reading as it is kept: full-width katakana; other characters stay as they are.

    A reading is a key and no name, so half-width, hiragana and decomposed marks may be unified.
    """
    full = unicodedata.normalize("NFC", _full_width_kana(text.translate(_SPACING_MARKS)))
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" or c in "ゝゞ" else c for c in full)


def _letters(text: str) -> str:
    return "".join(c for c in text if c == "-" or unicodedata.category(c)[0] in "LN")


def _repeated(found: re.Match[str]) -> str:
    """The letter before an iteration mark once more: 佐々木 as 佐佐木, すゞ as すず."""
    before, mark = found[1], found[2]
    if mark in "ゝゞ" and not "ぁ" <= before <= "ゖ":
        return found[0]
    if mark in "々〻" and not unicodedata.name(before, "").startswith("CJK"):
        return found[0]
    return before + (unicodedata.normalize("NFC", before + _VOICED) if mark == "ゞ" else before)


_ROWS = {
    "あ": "あぁかがさざただなはばぱまやゃらわゎゕ",
    "い": "いぃきぎしじちぢにひびぴみり",
    "う": "うぅくぐすずつづっぬふぶぷむゆゅる",
    "え": "えぇけげせぜてでねへべぺめれゖ",
    "お": "おぉこごそぞとどのほぼぽもよょろ",
}
_VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}


def _spell_long(reading: str) -> str:
    """Replace each long mark by the vowel it prolongs (JIS X 4061)."""
    spelled = ""
    for c in reading:
        spelled += _VOWEL.get(spelled[-1:], c) if c in "ー―－-" else c
    return spelled


def _weight(c: str) -> str:
    """Order among readings that differ only here: small, plain, voiced, half-voiced."""
    if c.translate(_SMALL) != c:
        return "0"
    apart = unicodedata.normalize("NFD", c)
    return "2" if _VOICED in apart else "3" if _SEMI_VOICED in apart else "1"


def _full_width_kana(text: str) -> str:
    """Half-width kana (U+FF61 to U+FF9F) in full width, voiced marks joined; the rest untouched."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "\uff61" <= c <= "\uff9f" else c for c in text
    )
