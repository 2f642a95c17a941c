"""Phones, postal codes, mail, dates and addresses as people write them (japan.md 3.5, 3.6)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain.customer import Customer
from visitapp.exchange.addresses import address_key, split_address
from visitapp.exchange.contacts import UNREADABLE, Reading, read_mail, read_phone, read_postal_code
from visitapp.exchange.dates import read_date


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("０３（１２３４）５６７８", Reading(value="03-1234-5678")),
        ("0467123456", Reading(value="0467-12-3456")),
        ("09000000001", Reading(value="090-0000-0001")),
        ("0120－888－108", Reading(value="0120-888-108")),
        ("+81-90-0000-0001", Reading(value="090-0000-0001")),
        ("+81 (0)3-1234-5678", Reading(value="03-1234-5678")),
        ("+819000000001", Reading(value="090-0000-0001")),
        ("300000001", Reading(value="03-0000-0001", mended=True)),
        ("9000000001", Reading(value="090-0000-0001", mended=True)),
        ("03-1234-5678(自宅)", Reading(value="03-1234-5678", whole=False)),
        ("03-1234-5678 / 090-0000-0001", UNREADABLE),
        ("電話なし", UNREADABLE),
        ("21", UNREADABLE),
        ("110", UNREADABLE),
        ("+1 212 555 0100", UNREADABLE),
    ],
)
def test_a_phone_number_is_kept_in_half_width_with_hyphens(text: str, wanted: Reading) -> None:
    assert read_phone(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("〒６３９－２１１３", Reading(value="639-2113")),
        ("1250052", Reading(value="125-0052")),
        ("640820", Reading(value="064-0820", mended=True)),
        ("10010", Reading(value="001-0010", mended=True)),
        ("123", UNREADABLE),
        ("12345678", UNREADABLE),
    ],
)
def test_a_postal_code_is_kept_as_three_and_four_digits(text: str, wanted: Reading) -> None:
    assert read_postal_code(text) == wanted


def test_a_mail_address_is_kept_in_half_width() -> None:
    assert read_mail("ａ＠example.jp ") == Reading(value="a@example.jp")
    assert read_mail("なし") == UNREADABLE


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024/01/05", "2024-01-05"),
        ("2024/1/5 10:30", "2024-01-05"),
        ("２０２４年１月５日", "2024-01-05"),
        ("20240105", "2024-01-05"),
        ("2024-01-05T10:30:00", "2024-01-05"),
        ("令和6年1月5日", "2024-01-05"),
        ("㋿6年1月5日", "2024-01-05"),
        ("R6.1.5", "2024-01-05"),
        ("令和元年5月1日", "2019-05-01"),
        ("H31.4.30", "2019-04-30"),
        ("平成32年1月5日", "2020-01-05"),
        ("S64.1.7", "1989-01-07"),
        ("令和6年4月", "2024-04"),
        ("2024/4", "2024-04"),
        ("令和元年4月30日", ""),
        ("2026/13/45", ""),
        ("2026/02/29", ""),
        ("きのう", ""),
        ("", ""),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, wanted: str) -> None:
    assert read_date(text) == wanted


@given(st.dates(min_value=date(2019, 5, 1), max_value=date(2099, 12, 31)))
def test_a_date_in_reiwa_means_the_same_day(day: date) -> None:
    assert read_date(f"令和{day.year - 2018}年{day.month}月{day.day}日") == day.isoformat()
    assert read_date(f"R{day.year - 2018}.{day.month}.{day.day}") == day.isoformat()


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("東京都葛飾区柴又九丁目99番1号 メゾン柴又 203号室",
         ("東京都", "葛飾区", "柴又九丁目99番1号", "メゾン柴又 203号室")),
        ("京都府京都市中京区大黒町999", ("京都府", "京都市中京区", "大黒町999", "")),
        ("千葉県匝瑳市八日市場ハ9999番地", ("千葉県", "匝瑳市", "八日市場ハ9999番地", "")),
        ("東京都八丈島八丈町大賀郷9999番地", ("東京都", "八丈島八丈町", "大賀郷9999番地", "")),
        ("三重県四日市市諏訪町1-5", ("三重県", "四日市市", "諏訪町1-5", "")),
        ("福島県郡山市朝日1-23-7", ("福島県", "郡山市", "朝日1-23-7", "")),
        ("奈良県大和郡山市北郡山町248-4", ("奈良県", "大和郡山市", "北郡山町248-4", "")),
        ("東京都東村山市本町1-2-3", ("東京都", "東村山市", "本町1-2-3", "")),
        ("北海道余市郡余市町朝日町26", ("北海道", "余市郡余市町", "朝日町26", "")),
        ("岩手県九戸郡洋野町種市第99地割", ("岩手県", "九戸郡洋野町", "種市第99地割", "")),
        ("柴又9-99-1", ("", "", "柴又9-99-1", "")),
    ],
)  # fmt: skip
def test_a_one_line_address_is_cut_into_its_fields(line: str, parts: tuple[str, ...]) -> None:
    assert tuple(split_address(line).values()) == parts


@given(st.text(max_size=30))
def test_cutting_an_address_loses_nothing_but_spaces(line: str) -> None:
    assert "".join("".join(split_address(line).values()).split()) == "".join(line.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柴又九丁目99番1号 メゾン柴又 203号室", "柴又9-99-1 メゾン柴又203"),
        ("神田神保町三丁目99番地 神保ハイツ101", "神田神保町３－９９ 神保ハイツ１０１"),
        ("北花内999番地の2", "北花内９９９－２"),
        ("山下町999番地99", "山下町999-99"),
        ("国分町9丁目99-98 仙台第九ビル３Ｆ", "国分町9-99-98 仙台第九ビル 3階"),
        ("大通西十二丁目9", "大通西12-9"),
    ],
)
def test_the_same_address_written_otherwise_has_one_key(one: str, other: str) -> None:
    keys = {address_key(Customer(town_and_block=line)) for line in (one, other)}
    assert len(keys) == 1


def test_other_house_numbers_have_other_keys() -> None:
    lines = ("有明9丁目99番9号", "有明9-99-10", "有明99-9-10", "有明9-991-0")
    assert len({address_key(Customer(town_and_block=line)) for line in lines}) == len(lines)
