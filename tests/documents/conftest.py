"""A visit whose numbers are those of the layout's picture, and readers of finished PDFs."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest

from visitapp.domain.note_facts import Addressee, DayPart, NextContact, NoteFacts, Sender, Staff

JAPAN = timezone(timedelta(hours=9))
SENDER = Sender(
    company="株式会社みなと家電",
    department="サービス課",
    phone="03-0000-1200",
    hours="代表(平日 午前9時〜午後6時)",
    staff=(
        Staff(name="佐久間 亮", kana="さくま りょう"),
        Staff(name="三好 早紀", kana="みよし さき"),
    ),
    address=("〒000-0042 神奈川県みどり浜市港町1-3-8",),
    mail="service@example.jp",
)


def at(hour: int, minute: int = 0, second: int = 0, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=JAPAN)


@pytest.fixture
def facts() -> Callable[..., NoteFacts]:
    def make(**changed: Any) -> NoteFacts:
        usual: dict[str, Any] = {
            "addressee": Addressee(family="髙橋", given="美和子", honorific="様"),
            "promised_at": at(14, 30),
            "first_ring_at": at(14, 28, 10),
            "waited_until": at(15, 1),
            "sender": SENDER,
            "note_no": "K7Q4-29DM",
            "code": "VA1/K7Q4-29DM/0123456789ABCDEF/FEDCBA9876543210",
            "contacts": (
                NextContact(day=date(2026, 11, 25), by=time(17)),
                NextContact(day=date(2026, 11, 26), part=DayPart.MORNING),
            ),
        }
        return NoteFacts(**(usual | changed))

    return make


@pytest.fixture(params=["pypdf", "pdfium"])
def read_lines(request: pytest.FixtureRequest) -> Callable[..., list[str]]:
    """The lines of a page's text by one of two independent readers."""

    def by_pypdf(pdf: bytes, page: int = 0) -> list[str]:
        return pypdf.PdfReader(BytesIO(pdf)).pages[page].extract_text().split("\n")

    def by_pdfium(pdf: bytes, page: int = 0) -> list[str]:
        with pypdfium2.PdfDocument(pdf) as document:
            return document[page].get_textpage().get_text_range().split("\r\n")

    return by_pypdf if request.param == "pypdf" else by_pdfium
