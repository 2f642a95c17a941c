"""What a person or the world gets wrong: one clear sentence with advice, exit 1, nothing lost."""

import csv
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3

from tests.cli.conftest import Laptop, Said
from visitapp.keys import load_store_key
from visitapp.store.store import DATABASE


def test_the_wrong_key_opens_nothing_and_harms_nothing(
    planned: tuple[Laptop, str], tmp_path: Path
) -> None:
    laptop, visit = planned
    key = tmp_path / "laptop.key"
    right = key.read_bytes()
    key.write_bytes(bytes(byte ^ 1 for byte in right))
    laptop.fails("visit", "show", visit)
    key.unlink()
    laptop.fails("visit", "show", visit)
    key.write_bytes(right)
    assert laptop.json("store", "check")["ok"]


def test_a_wrong_passphrase_is_said(process: Callable[..., Said], tmp_path: Path) -> None:
    data = ["--data", tmp_path / "d"]
    made = process("init", "--key", "passphrase", *data, feed="correct horse battery\n")
    assert made.code == 0, made.err
    short = process("init", "--key", "passphrase", "--data", tmp_path / "e", feed="x\n")
    assert short.code == 1
    assert not (tmp_path / "e" / DATABASE).exists()
    wrong = process("visit", "today", *data, feed="wrong horse\n")
    assert (wrong.code, wrong.out) == (1, "")
    assert len(wrong.err.strip().splitlines()) == 1
    assert process("visit", "today", *data, feed="correct horse battery\n").code == 0


def test_a_newer_database_is_left_alone(planned: tuple[Laptop, str]) -> None:
    """An older program never opens what a newer one wrote."""
    laptop, _visit = planned
    key = load_store_key(laptop.folder)
    database = sqlcipher3.connect(str(laptop.folder / DATABASE))
    database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    version = database.execute("PRAGMA user_version").fetchone()[0]
    database.execute(f"PRAGMA user_version = {version + 1}")
    database.close()
    laptop.fails("visit", "today")


def test_a_file_that_is_no_database_is_said(laptop: Laptop) -> None:
    (laptop.folder / DATABASE).write_bytes(b"\0" * 8192)
    laptop.fails("visit", "today")


def test_a_folder_without_records_says_how_to_begin(blank: Laptop) -> None:
    for words in (["visit", "today"], ["store", "check"], ["customer", "find", "x"], ["status"]):
        assert "init" in blank.fails(*words).err


def test_setting_up_twice_is_refused(laptop: Laptop, tmp_path: Path) -> None:
    laptop.fails("init", "--key", f"file:{tmp_path / 'other.key'}")
    assert laptop.json("store", "check")["ok"]


@pytest.mark.parametrize("key", ["file:/proc/nowhere/k", "nonsense"])
def test_a_key_that_cannot_be_kept_sets_up_nothing(blank: Laptop, key: str) -> None:
    blank.fails("init", "--key", key)
    assert not (blank.folder / DATABASE).exists()


def test_a_broken_list_gives_its_good_rows_and_names_the_others(
    laptop: Laptop, samples: Path
) -> None:
    value = laptop.json("customer", "import", samples / "customers/customers-broken.csv")
    assert value["refused"]
    assert all(row["row"] > 0 and row["reason"] for row in value["refused"])
    assert value["imported"] > 0


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"PK\x03\x04broken", b"just text\n"])
def test_a_file_that_is_no_list_is_refused_whole(
    laptop: Laptop, tmp_path: Path, data: bytes
) -> None:
    for name in ("x.csv", "x.xlsx", "x.vcf"):
        file = tmp_path / name
        file.write_bytes(data)
        said = laptop.run("customer", "import", file, "--json")
        assert said.code == 1 or said.value["imported"] == 0
    laptop.fails("customer", "import", tmp_path / "missing.csv")


def test_hostile_files_never_stop_the_good_ones(planned: tuple[Laptop, str], samples: Path) -> None:
    laptop, visit = planned
    files = sorted(p for p in (samples / "hostile").iterdir() if p.suffix not in {".tsv", ".zip"})
    small = [p for p in files if p.stat().st_size < 3_000_000]
    said = laptop.run("photo", "add", visit, *small, "--json")
    assert said.code == 1
    verdicts = {row["file"]: row["taken"] for row in said.value}
    assert len(said.value) == len(small)
    assert verdicts["tiny-valid.jpg"] == "kept"
    assert verdicts["09-bomb-2500mp.png"] == "refused"
    assert verdicts["22-exe-named.jpg"] == "refused"
    assert all(row["reason"] for row in said.value if row["taken"] == "refused")
    kept = [row for row in said.value if row["taken"] != "refused"]
    assert len(laptop.json("photo", "list", visit)) == len({row["sha256"] for row in kept})
    assert laptop.json("store", "check")["ok"]


NASTY = ["<b>&amp;</b>", '=HYPERLINK("http://x")', "'; DROP TABLE visit_row; --", "{0} {name} %s",
         "\u202e逆", "髙𠮷邉辻󠄀", "a\x1b[2Jb", "-- --json"]  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_markup_and_formulas_in_names_are_only_text(
    laptop: Laptop, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "n.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["お客様番号", "氏名", "住所"], ["N1", name, "東京都渋谷区1"]]
        )
    report = laptop.json("customer", "import", file)
    if report["imported"]:
        stored = laptop.json("customer", "show", "N1")["name"]
        assert stored == name or report["warned"]
        shown = laptop.run("customer", "show", "N1")
        assert "\x1b" not in shown.out
        assert "\u202e" not in shown.out
    else:
        assert report["refused"]


@pytest.mark.parametrize(
    "words",
    [
        ["visit", "show", "nosuch"],
        ["visit", "show", ""],
        ["visit", "arrive", "ZZZZ-ZZZZ"],
        ["visit", "show", "%"],
        ["customer", "show", "nosuch"],
        ["customer", "edit", "A1", "--set", "shoe=42"],
        ["customer", "edit", "A1", "--set", "name"],
        ["visit", "plan", "--customer", "nosuch", "--at", "14:30"],
        ["visit", "plan", "--customer", "A1", "--at", "soon"],
        ["visit", "plan", "--customer", "A1", "--at", "14:30", "--staff", " "],
        ["note", "print", "nosuch"],
        ["photo", "add", "nosuch", "x.jpg"],
        ["call", "done", "nosuch", "--result", "seen"],
        ["store", "restore", "/nowhere.zip"],
        ["sync", "--once"],
    ],
)
def test_what_is_not_there_is_said_with_advice(one_customer: Laptop, words: list[str]) -> None:
    said = one_customer.fails(*words)
    error = one_customer.run(*words, "--json").error
    assert error["message"]
    assert error["advice"]
    assert said.err.strip().endswith(error["advice"][-10:])


def test_a_part_of_an_id_that_fits_two_is_said(one_customer: Laptop) -> None:
    ids = [
        one_customer.json("visit", "plan", "--customer", "A1", "--at", "14:30")["id"]
        for _ in range(2)
    ]
    one_customer.fails("visit", "show", ids[0][:4])


def test_an_act_the_rules_refuse_leaves_no_trace(planned: tuple[Laptop, str]) -> None:
    """Facts are never refused, acts of ours are: wait before a ring, note before an outcome."""
    laptop, visit = planned
    before = laptop.entries(visit)
    for words in (
        ["visit", "wait", visit],
        ["visit", "absent", visit],
        ["note", "print", visit],
        ["note", "left", visit, "--placement", "mailbox"],
        ["visit", "wait", visit, "--minutes", "7"],
        ["visit", "arrive", visit, "--person", "知らない人"],
        ["visit", "met", visit, "--whom", "nobody"],
        ["call", "done", visit, "--result", "seen"],
        ["visit", "correct", visit, "1", "--field", "x", "--value", "y", "--reason", "z"],
    ):
        laptop.fails(*words)
    assert laptop.entries(visit) == before


def test_a_note_that_says_too_much_is_not_printed(
    absent: tuple[Laptop, str], tmp_path: Path
) -> None:
    """R-10, R-37"""
    laptop, visit = absent
    before = laptop.entries(visit)
    out = tmp_path / "n.pdf"
    laptop.fails("note", "print", visit, "--out", out, "--remark", "弊社の過失です")
    assert not out.exists()
    assert laptop.entries(visit) == before


def test_a_place_that_cannot_be_written_loses_nothing(absent: tuple[Laptop, str]) -> None:
    laptop, visit = absent
    for words in (
        ["note", "print", visit, "--out", "/proc/nowhere/n.pdf"],
        ["photo", "export", visit, "/proc/nowhere"],
        ["store", "backup", "/proc/nowhere/b"],
    ):
        laptop.fails(*words)
    assert laptop.json("store", "check")["ok"]


def test_a_settings_file_with_a_slip_names_the_key(laptop: Laptop) -> None:
    file = laptop.folder / "settings.toml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right + "\n[sender2]\nx = 1\n", encoding="utf-8")
    assert "sender2" in laptop.fails("visit", "today").err
    file.write_text("not toml [", encoding="utf-8")
    laptop.fails("visit", "today")
    file.write_text(right, encoding="utf-8")
    assert laptop.json("visit", "today") == []


def test_plain_sqlite_cannot_read_the_store(laptop: Laptop) -> None:
    """Promise 7: a stolen laptop gives nothing away."""
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(laptop.folder / DATABASE).execute("SELECT * FROM sqlite_master")
    assert b"SQLite format" not in (laptop.folder / DATABASE).read_bytes()[:64]
    assert json.loads((laptop.folder / "key.json").read_text(encoding="utf-8"))


def test_every_remark_of_an_import_is_said_in_japanese(laptop: Laptop, samples: Path) -> None:
    said = laptop.run(
        "customer", "import", samples / "customers/customers-cp932.csv", "--json", lang="ja"
    )
    remarks = [r["reason"] for r in (*said.value["refused"], *said.value["warned"])]
    assert remarks
    assert [r for r in remarks if not re.search("[ぁ-ん]", r)] == []
