"""vCard: each card by itself, damaged ones told (design 5)."""

from collections.abc import Callable

from visitapp.exchange.sheet import read_customers

Told = Callable[..., dict[int, str]]


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def test_quoted_printable_shift_jis_of_old_phones_is_read() -> None:
    """﨑 is not in Shift_JIS proper, only in CP932 that the phones really use."""
    soft = "N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=ED=95=8E=52;=94=FC=\r\n=8D=E7"
    full = "FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=ED=95=8E=52=81=40=94=FC=8D=E7"
    sound = "SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:ｻｷﾔﾏ;ﾐｻｷ;;;"
    data = card(soft, full, sound, version="2.1").encode("cp932")
    customer = read_customers(data).drafts[0].customer
    assert (customer.name, customer.kana) == ("﨑山　美咲", "サキヤマ　ミサキ")


def test_a_damaged_card_costs_only_itself(told: Told) -> None:
    good = card("FN:林", "N:林;;;;")
    bad = card("FN:林", "no colon here")
    mixed = card("FN:森").encode() + b"" + card("FN:渡").encode().replace(b"\xe6", b"\xff")
    sheet = read_customers((good + bad).encode() + mixed + b"BEGIN:VCARD\r\nFN:x")
    assert [(d.row, d.customer.name) for d in sheet.drafts] == [(1, "林"), (3, "森")]
    assert told(sheet.refused) == {
        2: "The card is damaged and cannot be read.",
        4: "The card holds characters of another encoding: it is damaged.",
        5: "The card is cut off: its end is missing.",
    }


def test_further_numbers_and_fax_are_kept_in_the_note() -> None:
    tels = ("TEL;TYPE=HOME:03-0000-0001", "TEL;TYPE=FAX:03-0000-0002", "TEL;TYPE=HOME:03-0000-0003")
    customer = read_customers(card("FN:林", *tels, "NOTE:犬\\, 猫").encode()).drafts[0].customer
    assert customer.phone == "03-0000-0001"
    assert customer.note == "犬, 猫\nTEL (FAX): 03-0000-0002\nTEL (HOME): 03-0000-0003"


def test_a_phone_that_writes_the_given_name_first_still_gives_the_family_first() -> None:
    taken = read_customers(card("FN:健一 髙橋", "N:髙橋;健一;;;").encode()).drafts[0]
    latin = read_customers(card("FN:John Smith", "N:Smith;John;;;").encode()).drafts[0]
    assert (taken.customer.name, latin.customer.name) == ("髙橋　健一", "John Smith")


def test_a_company_card_gives_a_company_and_no_person() -> None:
    data = card("FN:株式会社 林", "ORG:株式会社 林;総務部", "TEL;TYPE=WORK:+81-3-0000-0001")
    customer = read_customers(data.encode()).drafts[0].customer
    assert (customer.kind, customer.name, customer.honorific) == ("company", "", "御中")
    assert (customer.company, customer.department) == ("株式会社 林", "総務部")
    assert customer.phone == "03-0000-0001"
