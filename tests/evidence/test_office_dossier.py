"""The dossier that the office makes, and its agreement with the laptop's."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.evidence.conftest import Said, agreed, by_program, unpacked, workspace
from tests.office.conftest import Laptop as Device
from tests.office.test_pages import PHOTO, VISIT, tell_the_story
from tests.sync.conftest import Laptop, noise
from tests.sync.offices import CLOCK, OfficeProcess
from visitapp.actions import dossier
from visitapp.actions.dossier_view import check, dossier_view
from visitapp.domain.chain import digest, read_entry
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.errors import Known
from visitapp.evidence.verdict import fingerprint_of
from visitapp.office import blobs, devices, dossiers, ingest, own_journal, quarantine
from visitapp.office.quarantine import Forked
from visitapp.office.seat import Office, establish
from visitapp.sync import wire


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Office]:
    """An office that is not served."""
    opened = establish(tmp_path / "seat", "本社", CLOCK)
    yield opened
    opened.database.close()


class Unserved(Device):
    """A laptop whose entries reach the office without a server between them."""

    seat: Office

    def push(self, items: object = None) -> object:  # type: ignore[override]
        request = wire.PushRequest(
            device=self.device,
            incarnation=self.incarnation,
            items=[wire.to_wire(item) for item in self.items],
        )
        return ingest.take(self.seat, self.public, request)

    def kept(self, response: object) -> None:  # type: ignore[override]
        """Nothing to read from an answer that never travelled."""


@pytest.fixture
def device(seat: Office) -> Unserved:
    """A visit with one photo, told at the office."""
    laptop = Unserved(name="03 藤井", client=None)  # type: ignore[arg-type]
    laptop.seat = seat
    request = wire.EnrollRequest(
        code=devices.new_code(seat)[0],
        public_key=laptop.public,
        name=laptop.name,
        incarnation=laptop.incarnation,
        sealed_store_key=None,
    )
    devices.enroll(seat, request)
    tell_the_story(laptop)
    return laptop


def upload(seat: Office) -> str:
    """The photo arrives; the hash of its bytes."""
    sha256 = digest(PHOTO)
    part = blobs.part_path(seat.folder, sha256)
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(PHOTO)
    blobs.adopt(seat, part, sha256)
    return sha256


def test_office_and_laptop_make_dossiers_that_all_verifiers_accept(
    office: OfficeProcess, joined: Callable[..., Laptop], tmp_path: Path
) -> None:
    """M8: the same visit from both makers, with the fingerprint and without."""
    first, second = joined(), joined()
    other, visit = first.plan(), first.plan()
    for laptop in (first, second):
        laptop.sync()
    second.arrive(visit)
    first.ring(other, 3)
    first.photo(visit, noise(150_000, 3))
    for laptop in (second, first, first):
        laptop.sync()
    seat = office.opened()
    at_office = dossiers.make(seat, [visit], "弁護士へ", tmp_path / "o.zip")
    seat.database.close()
    at_laptop = dossier.export(workspace(first), [visit], "弁護士へ", tmp_path / "l.zip")
    fingerprint = fingerprint_of(seat.key.public)
    assert at_office.issued.fingerprint == at_laptop.issued.fingerprint == fingerprint
    told: dict[str, Said] = {}
    for name in ("o", "l"):
        folder = unpacked(tmp_path / f"{name}.zip", tmp_path / name)
        told[name] = agreed(folder, fingerprint)
        assert told[name].code == 0
        assert told[name].lines[-1].startswith("結論: 証明されました")
        assert agreed(folder).lines[-1].startswith("結論: 食い違いはありません")
    assert not [line for line in told["o"].lines if "受領証なし" in line]
    assert [line for line in told["l"].lines if "受領証なし" in line]
    assert "○ 写真と書面: 1 件が記録と一致しました。" in told["o"].lines
    assert by_program(tmp_path / "o.zip", fingerprint) == told["o"]
    texts = _texts(tmp_path / "o.zip")
    assert {part[:36].decode() for part in texts.split(b'"visit":"')[1:]} == {visit}
    view = dossier_view(workspace(first), visit[-8:])
    assert view.fingerprint.replace(" ", "") == fingerprint
    assert [line.id for line in view.lines] == [visit]
    assert check(tmp_path / "o.zip", view.fingerprint, every=True).proven
    assert not check(tmp_path / "o.zip").proven
    first.sync()
    kinds = [e.entry.kind for e in first.store.journal.about(visit=visit)]
    assert kinds.count("exported") == 2  # ours, and that of the office


def test_what_was_erased_before_joining_is_told(
    office: OfficeProcess, alone: Callable[[], Laptop], tmp_path: Path
) -> None:
    """V-02, N-17: the administrator's own order counts for what was written before the office."""
    laptop = alone()
    visit = laptop.plan()
    gone, photo = laptop.arrive(visit), laptop.photo(visit, noise(3000, 3))
    named = ErasureOrdered(entries=(gone.entry.hash,), blobs=(photo,), reason="V-02")
    laptop.write(named)
    laptop.join(office)
    laptop.sync()
    laptop.sync()
    made = dossier.export(workspace(laptop), [visit], "確認", tmp_path / "l.zip")
    seat = office.opened()
    dossiers.make(seat, [visit], "確認", tmp_path / "o.zip")
    seat.database.close()
    for name, count in (("l", 2), ("o", 1)):  # a text that never came tells no visit there
        said = agreed(unpacked(tmp_path / f"{name}.zip", tmp_path / name), made.issued.fingerprint)
        assert said.code == 0
        assert (
            f"－ 消去: {count} 件は、事務所に入る前の端末が自分で消去したものです。" in said.lines
        )


def test_receipts_tell_when_entries_were_here(
    seat: Office, device: Unserved, tmp_path: Path
) -> None:
    """The receipts that were given are there, and one of now, which names the photo."""
    given = [bytes(row[0]) for row in _rows(seat, "SELECT raw FROM receipt")]
    absent = dossiers.make(seat, [VISIT], "確認", tmp_path / "a.zip")
    assert absent.absent == 1
    assert _said(tmp_path / "a.zip")["photos_absent"] == {"count": 1}
    upload(seat)
    made = dossiers.make(seat, ["K7Q4-29DM"], "確認", tmp_path / "b.zip")
    assert made.absent == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = [n for n in archive.namelist() if n.startswith("receipts/") and ".json" in n]
        raws = [archive.read(n) for n in names]
    assert len(given) == 1
    assert given[0] in raws
    assert [raw for raw in raws if digest(PHOTO).encode() in raw]
    assert _said(tmp_path / "b.zip")["blobs"] == {"count": 1}


def test_what_was_erased_is_told_with_its_order(
    seat: Office, device: Unserved, tmp_path: Path
) -> None:
    """V-02: body and photo are gone, the entry and the order are there."""
    photo = upload(seat)
    rung = next(digest(i.raw) for i in device.items if read_entry(i.raw).kind == "rang")
    order = ErasureOrdered(entries=(rung,), blobs=(photo,), reason="V-02")
    own_journal.write(seat, Draft(about=About(), actor="admin", content=order))
    made = dossiers.make(seat, [VISIT], "確認", tmp_path / "o.zip")
    assert made.absent == 0
    said = _said(tmp_path / "o.zip")
    assert said["bodies_erased"] == said["photos_erased"] == {"count": 1}
    assert agreed(unpacked(tmp_path / "o.zip", tmp_path / "o"), made.issued.fingerprint).code == 0


def test_the_next_dossier_tells_of_the_last(seat: Office, device: Unserved, tmp_path: Path) -> None:
    """V-08: no dossier without a reason; reason and hash stand in the office's own journal."""
    with pytest.raises(Known):
        dossiers.make(seat, [VISIT], " ", tmp_path / "n.zip")
    first = dossiers.make(seat, [VISIT], "裁判所へ", tmp_path / "a.zip")
    dossiers.make(seat, [VISIT], "控え", tmp_path / "b.zip")
    texts = _texts(tmp_path / "b.zip")
    assert "裁判所へ".encode() in texts
    assert first.issued.sha256.encode() in texts
    report = _report(tmp_path / "b.zip")
    assert "裁判所へ" in report
    assert "佐久間 亮" in report


def test_what_an_administrator_changed_is_found_and_no_dossier_made(
    seat: Office, device: Unserved, tmp_path: Path
) -> None:
    """Every signature is checked when a dossier is made; nothing is left of a refused one."""
    path = blobs.blob_path(seat.folder, upload(seat))

    def refused() -> None:
        with pytest.raises(Known):
            dossiers.make(seat, [VISIT], "確認", tmp_path / "o.zip")

    path.write_bytes(PHOTO[:-1] + b"x")
    refused()
    path.unlink()
    refused()
    path.write_bytes(PHOTO)
    for change in (
        "UPDATE entry SET sig = zeroblob(64) WHERE n = 5",
        "UPDATE entry SET body = zeroblob(9) WHERE n = 6",
        "UPDATE entry SET raw = zeroblob(9) WHERE n = 7",
        "DELETE FROM entry WHERE n = 5",
    ):
        with seat.database.writing() as connection:
            connection.exec_driver_sql(change)
        refused()
    assert not list(tmp_path.glob("*.zip"))
    assert not _rows(seat, "SELECT 1 FROM entry WHERE kind = 'exported'")


def test_what_a_copied_laptop_wrote_is_visible(
    seat: Office, device: Unserved, tmp_path: Path
) -> None:
    """Quarantined branches: apart in the report with its hash, never among the entries."""
    clone = replace(device, items=device.items[:-1])
    clone.seat = seat
    said = {"person": "p1", "what": "fact", "words": "複製した端末の言葉"}
    other = clone.write("heard", said, about={"visit": VISIT})
    with pytest.raises(Forked) as forked:
        clone.push()
    quarantine.keep(seat, forked.value.rest)
    dossiers.make(seat, [VISIT], "確認", tmp_path / "o.zip")
    report = _report(tmp_path / "o.zip").replace("\n", "")
    assert "別に保管した記録" in report
    assert "複製した端末の言葉" in report
    assert digest(other.raw)[:32] in report
    with zipfile.ZipFile(tmp_path / "o.zip") as archive:
        assert other.raw not in [archive.read(name) for name in archive.namelist()]


def test_a_case_holds_every_visit_to_the_customer(
    seat: Office, device: Unserved, tmp_path: Path
) -> None:
    planned = {
        "customer_id": "c1",
        "promised_at": "2026-12-01T10:00:00+09:00",
        "agreed_how": "phone",
        "staff": [],
    }
    again, strange = VISIT[:-1] + "2", VISIT[:-1] + "3"
    device.write("visit_planned", planned, about={"visit": again})
    device.write("visit_planned", {**planned, "customer_id": "c2"}, about={"visit": strange})
    device.push()
    given = dossiers.with_case(seat, ["k7q4-29dm"])
    assert given == [VISIT, again]
    dossiers.make(seat, given, "弁護士へ", tmp_path / "o.zip")
    assert _said(tmp_path / "o.zip")["proven"] == {}
    assert "訪問 2 / 2:" in _report(tmp_path / "o.zip")
    for unknown in ("nowhere", VISIT[:-1], ""):
        with pytest.raises(Known):
            dossiers.make(seat, [unknown], "確認", tmp_path / "n.zip")


def _rows(seat: Office, statement: str) -> list[tuple[bytes, ...]]:
    with seat.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def _said(file: Path) -> dict[str, dict[str, object]]:
    with zipfile.ZipFile(file) as archive:
        office = archive.read("MANIFEST").decode().split("\noffice ")[1][:64]
    verdict = dossier.verify(file, fingerprint_of(bytes.fromhex(office)))
    return {finding.key: finding.values for finding in verdict.findings}


def _texts(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return b"".join(archive.read(n) for n in archive.namelist() if n.startswith("bodies/"))


def _report(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        pages = PdfReader(BytesIO(archive.read("report.pdf"))).pages
    return "".join(page.extract_text() for page in pages)
