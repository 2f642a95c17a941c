"""A store of a million visits and a million customers in minutes: seeded, invented people.

Below the actions: the read tables get the rows and search tokens the store itself would write.
Only the present day (``DAY`` visits) goes through the journal, signed and chained; the million have
no entries. Entries are read by one visit or record at a time, so a longer journal would change the
depth of an index and nothing else.
"""

import itertools
import json
import random
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from visitapp.domain.entries import GroupChange, RecordChanged, VisitPlanned
from visitapp.domain.events import About, Draft
from visitapp.domain.record import GroupValue, Record
from visitapp.domain.stamps import micros
from visitapp.domain.words import AgreedHow
from visitapp.ids import uuid7
from visitapp.store.database import Connection
from visitapp.store.search import tokens
from visitapp.store.views import RECORD_COLUMNS, record_values
from visitapp.workspace import Workspace, init_workspace, open_workspace

SIZE = 1_000_000
DAY, HISTORY, BUSY = 8, 100, 50
YEARS = 10
BATCH = 20_000
FAMILIES = (
    "佐藤 サトウ,鈴木 スズキ,高橋 タカハシ,田中 タナカ,"
    "伊藤 イトウ,渡邉 ワタナベ,山本 ヤマモト,中村 ナカムラ,"
    "小林 コバヤシ,加藤 カトウ,吉田 ヨシダ,山田 ヤマダ,"
    "佐々木 ササキ,山口 ヤマグチ,松本 マツモト,井上 イノウエ,"
    "木村 キムラ,林 ハヤシ,斎藤 サイトウ,清水 シミズ,"
    "山崎 ヤマザキ,森 モリ,池田 イケダ,橋本 ハシモト,"
    "阿部 アベ,石川 イシカワ,長谷川 ハセガワ,藤田 フジタ,"
    "岡本 オカモト,近藤 コンドウ,前田 マエダ,髙島 タカシマ"
)
GIVEN = (
    "太郎 タロウ,花子 ハナコ,一郎 イチロウ,美和子 ミワコ,"
    "健 ケン,陽子 ヨウコ,翔太 ショウタ,さくら サクラ,"
    "正雄 マサオ,恵 メグミ,大輔 ダイスケ,由美 ユミ,誠 マコト,千尋 チヒロ,隆 タカシ,久美子 クミコ,"
    "和也 カズヤ,真理 マリ,浩二 コウジ,明美 アケミ,剛 ツヨシ,節子 セツコ,亮 リョウ,早紀 サキ"
)
CITIES = (
    "東京都 世田谷区,東京都 練馬区,東京都 大田区,神奈川県 横浜市港北区,神奈川県 川崎市中原区,"
    "埼玉県 さいたま市浦和区,千葉県 船橋市,大阪府 堺市北区,愛知県 名古屋市緑区,福岡県 福岡市早良区,"
    "北海道 札幌市厚別区,宮城県 仙台市青葉区"
)
TOWNS = "緑町,本町,桜台,旭町,栄町,若葉町,港町,中央,東山,南台,北原,富士見"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Where the store lies and what in it is to be opened."""

    folder: Path
    names: Path  # the same customers in plain SQLite, for what LIKE takes there
    customers: tuple[str, ...]  # each with HISTORY visits and more
    size: int


def build_world(folder: Path, size: int = SIZE, seed: int = 7) -> World:
    """The world in ``folder``: made there, or found there from an earlier row."""
    data, told = folder / "data", folder / "world.json"
    if told.exists():
        found = json.loads(told.read_text(encoding="utf-8"))
        customers = tuple(found["customers"])
        return World(
            folder=data, names=folder / "names.db", customers=customers, size=found["size"]
        )
    init_workspace(data, f"file:{folder / 'key'}", person="佐久間 亮")
    luck = random.Random(seed)
    with open_workspace(data) as ws:
        _act(ws, luck)
        customers = _fill(ws, luck, size, folder / "names.db")
    told.write_text(json.dumps({"customers": customers, "size": size}), encoding="utf-8")
    return World(folder=data, names=folder / "names.db", customers=tuple(customers), size=size)


def _act(ws: Workspace, luck: random.Random) -> None:
    """Today's visits through the journal."""
    records = [_record(ws, luck, k) for k in range(DAY)]
    drafts = [
        Draft(
            about=About(record=record.id),
            actor=ws.actor,
            content=RecordChanged(
                record="customer",
                groups=tuple(
                    GroupChange(group=name, base="", fields=group.fields)
                    for name, group in record.groups.items()
                ),
            ),
        )
        for record in records
    ]
    start = ws.clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
    for k, record in enumerate(records):
        drafts.append(_planned(ws, record.id, start + timedelta(hours=k)))
    with ws.store.writing() as tx:
        tx.append(*drafts)


def _planned(ws: Workspace, customer: str, at: datetime) -> Draft:
    content = VisitPlanned(
        customer_id=customer, promised_at=at, agreed_how=AgreedHow.PHONE, staff=(ws.actor,)
    )
    return Draft(about=About(visit=uuid7(ws.clock)), actor=ws.actor, content=content)


def _record(ws: Workspace, luck: random.Random, k: int) -> Record:
    """One invented customer with name, number, address and telephone."""
    (family, kana), (given, more) = _two(luck, FAMILIES), _two(luck, GIVEN)
    prefecture, city = _two(luck, CITIES)
    town = f"{luck.choice(TOWNS.split(','))}{k % 9 + 1}-{k % 30 + 1}-{k % 17 + 1}"
    groups = {
        "name": {"kind": "person", "name": f"{family} {given}", "kana": f"{kana} {more}"},
        "number": {"customer_no": f"C{k:07d}"},
        "address": {
            "postal_code": f"{k % 900 + 100:03d}-{k % 10_000:04d}",
            "prefecture": prefecture,
            "city": city,
            "town_and_block": town,
        },
        "phone": {"phone": f"03-{k // 10_000 % 10_000:04d}-{k % 10_000:04d}"},
    }
    record = uuid7(ws.clock)
    return Record(
        id=record,
        kind="customer",
        groups={name: GroupValue(fields=f, set_by=record) for name, f in groups.items()},
    )


def _two(luck: random.Random, words: str) -> tuple[str, str]:
    first, second = luck.choice(words.split(",")).split()
    return first, second


def _fill(ws: Workspace, luck: random.Random, size: int, names: Path) -> list[str]:
    """The bulk: rows first, indexes after, to the disk once at the end; the busy customers."""
    db = ws.store.db
    later = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('visit_row', 'visit_number', 'record_row')"
    ).fetchall()
    db.execute("PRAGMA synchronous = OFF")
    for name, _ in later:
        db.execute(f"DROP INDEX {name}")
    ids = _fill_customers(ws, luck, size, names)
    _insert(db, "visit_row", None, _visits(ws, luck, ids))
    db.execute("INSERT INTO visit_number SELECT note_no, id FROM visit_row WHERE note_no <> ''")
    for _, sql in later:
        db.execute(sql)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return ids[:BUSY]


def _fill_customers(ws: Workspace, luck: random.Random, size: int, names: Path) -> list[str]:
    """Rows and search tokens of the customers, and their names in plain SQLite; their ids."""
    db, ids = ws.store.db, []
    plain = sqlite3.connect(names, isolation_level=None)
    plain.execute("CREATE TABLE customer (name TEXT, kana TEXT, place TEXT)")
    (row,) = db.execute("SELECT max(rowid) FROM record_row").fetchone()
    for start in range(0, size, BATCH):
        batch = [_record(ws, luck, DAY + k) for k in range(start, min(start + BATCH, size))]
        ids += [record.id for record in batch]
        _insert(db, "record_row", RECORD_COLUMNS, map(record_values, batch))
        found = ((row + k, tokens(record)) for k, record in enumerate(batch, 1))
        _insert(db, "record_search", "rowid, pairs", found)
        _insert(plain, "customer", None, map(_plain, batch))
        row += len(batch)
    plain.close()
    return ids


def _plain(record: Record) -> tuple[str, ...]:
    place = record.value("city") + record.value("town_and_block")
    return record.value("name"), record.value("kana"), place


def _visits(ws: Workspace, luck: random.Random, ids: list[str]) -> Iterator[tuple[object, ...]]:
    """One visit a customer on average over the years before today, and many of the busy ones."""
    end = micros(ws.clock.now().replace(hour=0, minute=0, second=0, microsecond=0))
    step = YEARS * 365 * 86_400 * 1_000_000 // len(ids)
    actor = json.dumps([ws.actor])
    busy = ids[:BUSY] * HISTORY
    for k in range(len(ids) + len(busy)):
        visit, outcome = uuid7(ws.clock), luck.choice(("met", "absent", "absent"))
        note = f"N{k:07d}" if outcome == "absent" else ""
        whom = busy[k - len(ids)] if k >= len(ids) else luck.choice(ids)
        at = end - (len(ids) - k) * step if k < len(ids) else end - luck.randrange(len(ids)) * step
        yield (
            *(visit, whom, at, "closed", outcome, note, actor),
            *("phone", "", visit[::-1], 1, 2),
        )


def _insert(
    db: Connection, table: str, columns: str | None, rows: Iterable[tuple[object, ...]]
) -> None:
    """All rows in one transaction."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    where = f"{table} ({columns})" if columns else table
    db.execute("BEGIN")
    marks = ", ".join("?" * len(first))
    db.executemany(f"INSERT INTO {where} VALUES ({marks})", itertools.chain([first], rows))
    db.execute("COMMIT")
