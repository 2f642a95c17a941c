"""The visit to a customer who is not in, from the list of customers to the call afterwards."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Laptop, Said

CP932 = Path("customers/customers-cp932.csv")
EXPECTED = Path("customers/customers-expected.json")


def test_a_list_as_excel_saves_it_is_taken_over(laptop: Laptop, samples: Path) -> None:
    """CP932: 60 customers, letters lost by the spreadsheet warned about, a second time nothing."""
    first = laptop.json("customer", "import", samples / CP932)
    assert (first["imported"], first["updated"], first["refused"]) == (60, 0, [])
    assert all(set(row) == {"row", "reason"} for row in first["warned"])
    assert first["warned"]
    again = laptop.json("customer", "import", samples / CP932)
    assert (again["imported"], again["updated"]) == (0, 0)


def test_a_dry_run_changes_nothing(laptop: Laptop, samples: Path) -> None:
    said = laptop.json("customer", "import", samples / CP932, "--dry-run")
    assert said["imported"] == 60
    assert laptop.json("customer", "find", "髙橋") == []


def test_names_come_back_code_point_for_code_point(laptop: Laptop, samples: Path) -> None:
    """Promise 6: no name is normalised."""
    laptop.json("customer", "import", samples / "customers/customers-utf8bom.csv")
    truth = json.loads((samples / EXPECTED).read_text(encoding="utf-8"))
    for record in truth["customers"][:20]:
        shown = laptop.json("customer", "show", record["no"])
        assert shown["name"] == "\u3000".join(filter(None, (record["family"], record["given"])))
        assert shown["company"] == record["company"]
    found = laptop.json("customer", "find", "髙橋")
    assert {"id", "name", "kana", "address"} <= set(found[0])


def test_a_customer_is_edited_by_field(one_customer: Laptop) -> None:
    edited = one_customer.json("customer", "edit", "A1", "--set", "mobile=090-0000-0001")
    assert edited["mobile"] == "090-0000-0001"
    assert one_customer.json("customer", "show", edited["id"][-8:])["name"] == "髙橋　健一"


def test_the_plan_says_what_is_unusual(one_customer: Laptop) -> None:
    """R-32, R-33: one person, no agreement."""
    value = one_customer.json("visit", "plan", "--customer", "A1", "--at", "１４時３０分")
    assert {"id", "customer_id", "promised_at", "state", "warnings"} <= set(value)
    assert value["promised_at"] == "2026-11-25T14:30:00+09:00"
    assert value["state"] == "planned"
    assert len(value["warnings"]) == 2


def test_the_absent_visit_is_told_whole(
    absent: tuple[Laptop, str], samples: Path, tmp_path: Path
) -> None:
    """R-33 to R-40: every fact of the story stands in ``visit show``."""
    laptop, visit = absent
    file = tmp_path / "note.pdf"
    note = laptop.json("note", "print", visit, "--paper", "hagaki", "--out", file)
    assert {"note_no", "file", "pdf_sha256", "paper", "size_mm", "findings"} <= set(note)
    assert note["size_mm"] == [100, 148]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == note["pdf_sha256"]
    photo = samples / "photos/iphone7-gps-12mp.jpg"
    (added,) = laptop.json("photo", "add", visit, photo, "--role", "door")
    assert set(added) == {
        "file", "sha256", "taken", "reason", "note_code", "sheet", "captured_at", "origin",
    }  # fmt: skip
    assert added["taken"] == "kept"
    assert added["sha256"] == hashlib.sha256(photo.read_bytes()).hexdigest()
    laptop.set(15, 4)
    laptop.json("note", "left", note["note_no"], "--placement", "mailbox", "--person", "三好 綾")
    laptop.set(15, 5)
    laptop.json("visit", "leave", visit[-8:])
    _the_visit_is(laptop.json("visit", "show", visit[:13]), note, added)
    (due,) = laptop.json("call", "due")
    assert due["id"] == visit
    done = laptop.json("call", "done", visit, "--result", "not-seen")
    assert [entry["kind"] for entry in done["recorded"]] == ["follow_up_done"]
    assert laptop.json("call", "due") == []


def _the_visit_is(shown: dict, note: dict, added: dict) -> None:  # type: ignore[type-arg]
    assert shown["state"] == "left"
    assert shown["outcome"] == "absent"
    assert shown["arrived_at"] == "2026-11-25T14:28:00+09:00"
    assert shown["punctuality_s"] == 0
    (arrival,) = shown["arrivals"]
    assert arrival["person"] == "佐久間 亮"
    assert arrival["device"]
    assert [ring["answered"] for ring in shown["rings"]] == [False]
    (wait,) = shown["waits"]
    assert wait["started_at"] == "2026-11-25T14:31:00+09:00"
    assert wait["ended_at"] == "2026-11-25T15:02:00+09:00"
    assert wait["elapsed_s"] == 31 * 60
    assert wait["gaps"] == []
    (paper,) = shown["notes"]
    assert (paper["note_no"], paper["pdf_sha256"], paper["placement"]) == (
        note["note_no"], note["pdf_sha256"], "mailbox",
    )  # fmt: skip
    (photo,) = shown["photos"]
    assert photo["sha256"] == added["sha256"]
    assert {"role", "origin", "captured_at", "note_code", "sync"} <= set(photo)
    assert shown["follow_up"]["due_on"] == "2026-11-26"
    assert "連絡票" in shown["follow_up"]["script"]
    entry = shown["entries"][0]
    assert {"n", "kind", "time", "hash"} <= set(entry)
    assert set(entry["time"]) == {"earliest", "estimate", "latest", "class"}
    assert shown["sync"] == "local"
    assert shown["durable"] is False
    assert datetime.fromisoformat(shown["promised_at"]).utcoffset() is not None


def test_the_wait_may_be_left_early_only_with_a_reason(planned: tuple[Laptop, str]) -> None:
    """R-35: and nothing on the command line sets the time of an event."""
    laptop, visit = planned
    laptop.set(14, 30)
    for act in ("arrive", "ring", "wait"):
        laptop.json("visit", act, visit)
    laptop.wait(minutes=29, seconds=59)
    before = laptop.entries(visit)
    refused = laptop.fails("visit", "absent", visit)
    assert "wait" in refused.err.lower()
    assert laptop.entries(visit) == before
    laptop.json("visit", "absent", visit, "--reason", "犬")
    last = laptop.json("visit", "show", visit)["entries"]
    assert any(gate["rule"] == "R-35" for entry in last for gate in entry["exceptions"])


def test_the_wait_is_made_longer_while_it_runs(planned: tuple[Laptop, str]) -> None:
    """R-35: 30 minutes become 60, the time so far counts on."""
    laptop, visit = planned
    laptop.set(14, 30)
    for act in ("arrive", "ring", "wait"):
        laptop.json("visit", act, visit)
    laptop.wait(minutes=20)
    laptop.json("visit", "wait", visit, "--minutes", "60")
    laptop.wait(minutes=15)
    (span,) = laptop.json("visit", "show", visit)["waits"]
    assert (span["minutes"], span["elapsed_s"]) == (60, 35 * 60)
    laptop.fails("visit", "wait", visit)


def test_a_typed_time_is_a_claim_and_no_arrival(planned: tuple[Laptop, str]) -> None:
    """N-08"""
    laptop, visit = planned
    laptop.set(17, 0)
    laptop.json("visit", "arrive", visit, "--claimed-at", "14:30")
    shown = laptop.json("visit", "show", visit)
    assert shown["arrivals"] == []
    assert shown["claims"][0]["claimed_at"] == "2026-11-25T14:30:00+09:00"


def test_both_of_the_party_use_one_laptop(planned: tuple[Laptop, str]) -> None:
    """N-11"""
    laptop, visit = planned
    for person in ("佐久間 亮", "三好 綾"):
        laptop.json("visit", "arrive", visit, "--person", person)
    shown = laptop.json("visit", "show", visit)
    assert [arrival["person"] for arrival in shown["arrivals"]] == ["佐久間 亮", "三好 綾"]


def test_a_correction_leaves_both_visible(planned: tuple[Laptop, str]) -> None:
    """T6"""
    laptop, visit = planned
    laptop.json("visit", "intercom", visit, "--remark", "隣家")
    number = laptop.json("visit", "show", visit)["entries"][-1]["n"]
    laptop.json(
        "visit", "correct", visit, number,
        "--field", "remark", "--value", "ご本人", "--reason", "聞き違い",
    )  # fmt: skip
    laptop.fails("visit", "withdraw", visit, number)
    laptop.json("visit", "withdraw", visit, number, "--reason", "誤操作")
    shown = laptop.json("visit", "show", visit)
    assert [a["reason"] for a in shown["amendments"]] == ["聞き違い", "誤操作"]
    assert shown["entries"][1]["withdrawn"]


def test_a_plan_is_moved_handed_over_and_cancelled(planned: tuple[Laptop, str]) -> None:
    """N-01, N-14"""
    laptop, visit = planned
    laptop.json("visit", "late", visit, "--at", "14:45", "--agreed")
    laptop.json("visit", "reschedule", visit, "--at", "明日 10:00", "--agreed", "phone")
    laptop.json("visit", "handover", visit, "--staff", "藤井 直", "--reason", "体調")
    shown = laptop.json("visit", "show", visit)
    assert shown["promised_at"] == "2026-11-26T10:00:00+09:00"
    assert shown["staff"] == ["藤井 直"]
    assert [row["id"] for row in laptop.json("visit", "list", "--from", "明日")] == [visit]
    assert laptop.json("visit", "list", "--to", "今日") == []
    assert laptop.json("visit", "today") == []
    laptop.json("visit", "cancel", visit, "--reason", "お客様のご都合")
    assert laptop.json("visit", "show", visit)["state"] == "cancelled"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (["met"], "met_customer"),
        (["met", "--whom", "family"], "met_family"),
        (["intercom"], "intercom_only"),
        (["not-found"], "not_found"),
        (["moved"], "moved"),
        (["asked-to-leave"], "asked_to_leave"),
        (["emergency"], "emergency"),
    ],
)
def test_what_was_found_is_a_fact(
    planned: tuple[Laptop, str], words: list[str], outcome: str
) -> None:
    """N-03 to N-05"""
    laptop, visit = planned
    laptop.json("visit", words[0], visit, *words[1:])
    assert laptop.json("visit", "show", visit)["outcome"] == outcome


def test_a_preview_before_arrival_binds_nothing(
    planned: tuple[Laptop, str], tmp_path: Path
) -> None:
    """N-09: blank times, no entry."""
    laptop, visit = planned
    before = laptop.entries(visit)
    value = laptop.json("note", "preview", visit, "--out", tmp_path / "p.pdf")
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")
    assert value["note_no"]
    assert laptop.entries(visit) == before


def test_photos_are_listed_and_come_out_byte_for_byte(
    planned: tuple[Laptop, str], samples: Path, tmp_path: Path
) -> None:
    """Promise 4."""
    laptop, visit = planned
    photo = samples / "photos/samsung-s22-edited-gimp.jpg"
    laptop.json("photo", "add", visit, photo)
    (listed,) = laptop.json("photo", "list", visit)
    assert listed["sync"] == "local"
    (written,) = laptop.json("photo", "export", visit, tmp_path / "out")
    assert Path(written["file"]).read_bytes() == photo.read_bytes()


def test_the_guard_answers_line_by_line(process: Callable[..., Said]) -> None:
    """``wording check -``: one JSON value per line, exit 0 whatever it finds."""
    said = process("wording", "check", "-", "--json", feed="お約束の件で伺いました\n弁償します\n")
    assert said.code == 0
    fine, bad = map(json.loads, said.out.splitlines())
    assert fine == {"allowed": True, "findings": []}
    assert bad["allowed"] is False
    assert {"class", "text", "start", "end", "advice"} <= set(bad["findings"][0])


def test_check_rebuild_backup_and_restore(absent: tuple[Laptop, str], tmp_path: Path) -> None:
    """N-17: the one laptop without an office keeps itself."""
    laptop, visit = absent
    assert laptop.json("store", "check") == {"ok": True, "problems": [], "repaired": []}
    assert laptop.json("store", "check", "--photos") == {"ok": True, "looked": 0, "damaged": []}
    shown = laptop.json("visit", "show", visit)
    laptop.json("store", "rebuild")
    assert laptop.json("visit", "show", visit) == shown
    backup = tmp_path / "b.visitapp"
    laptop.json("store", "backup", backup)
    other = Laptop(tmp_path / "other", laptop.clock)
    other.json("store", "restore", backup)
    assert other.json("visit", "show", visit)["entries"] == shown["entries"]
    again = other.fails("store", "restore", backup)
    assert "empty" in again.err


def test_people_read_short_calm_lines(absent: tuple[Laptop, str]) -> None:
    """Without --json: Japanese or English, aligned, no id longer than needed in lists."""
    laptop, visit = absent
    japanese = laptop.run("visit", "show", visit, lang="ja")
    assert japanese.code == 0
    assert "髙橋　健一" in japanese.out
    listed = laptop.run("visit", "today")
    assert "14:30" in listed.out
    assert visit not in listed.out
    assert visit[-8:] in listed.out


def test_the_story_through_real_processes(
    process: Callable[..., Said], tmp_path: Path, samples: Path
) -> None:
    """Real processes, the computer's own clock, the folder from the environment."""
    folder, key = tmp_path / "d", tmp_path / "k"

    def run(*words: object) -> dict:  # type: ignore[type-arg]
        said = process(*words, "--json", VISITAPP_DATA=str(folder))
        assert said.code == 0, said.err
        return json.loads(said.out)

    run("init", "--key", f"file:{key}", "--person", "佐久間 亮")
    run("customer", "import", samples / CP932)
    visit = run("visit", "plan", "--customer", "C0001", "--at", "14:30")["id"]
    run("visit", "arrive", visit)
    run("visit", "ring", visit)
    run("photo", "add", visit, samples / "photos/android-pixel-gps.jpg")
    run("visit", "leave", visit)
    shown = run("visit", "show", visit)
    assert shown["state"] == "left"
    assert run("store", "check")["ok"]
