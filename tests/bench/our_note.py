"""Our side of P2: one note from given facts to a file, in a fresh process.

python -m tests.bench.our_note OUT.pdf
"""

import sys
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from visitapp.documents.papers import HAGAKI
from visitapp.documents.sheets import Sheet, render
from visitapp.domain.note import Note, compose
from visitapp.domain.note_facts import Addressee, DayPart, NextContact, NoteFacts, Sender, Staff
from visitapp.lexicon import note_texts

JAPAN = timezone(timedelta(hours=9))
CODE = "VA1/K7Q4-29DM/0123456789ABCDEF/FEDCBA98765432{:02X}"


def note(k: int = 0) -> Note:
    """The note of an absent customer; ``k`` changes number, code and time, as on every visit."""
    at = datetime(2026, 11, 25, 14, 28, 10, tzinfo=JAPAN) + timedelta(minutes=k % 25)
    facts = NoteFacts(
        addressee=Addressee(family="髙橋", given="美和子", honorific="様"),
        promised_at=datetime(2026, 11, 25, 14, 30, tzinfo=JAPAN),
        first_ring_at=at,
        waited_until=at + timedelta(minutes=33),
        sender=Sender(
            company="株式会社みなと家電",
            department="サービス課",
            phone="03-0000-1200",
            hours="代表(平日 午前9時〜午後6時)",
            staff=(Staff(name="佐久間 亮", kana="さくま りょう"),),
            address=("〒000-0042 神奈川県みどり浜市港町1-3-8",),
            mail="service@example.jp",
        ),
        note_no=f"K7Q4-{k % 10_000:04d}",
        code=CODE.format(k % 256),
        contacts=(
            NextContact(day=date(2026, 11, 25), by=time(17)),
            NextContact(day=date(2026, 11, 26), part=DayPart.MORNING),
        ),
    )
    return compose(facts, note_texts())


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(render(Sheet(told=note(), paper=HAGAKI)).pdf)
