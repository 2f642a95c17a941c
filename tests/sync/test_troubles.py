"""What the laptop does when office or network are not as they should be: nothing is lost."""

from collections.abc import Callable

import pytest

from tests.sync.conftest import Laptop, noise
from tests.sync.doors import Said, stranger
from tests.sync.offices import OfficeProcess
from tests.sync.proxy import proxy_to
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.report import SyncReport

PORTALS: dict[str, Said] = {
    "page": (200, {"Content-Type": "text/html"}, b"<html>Free Wi-Fi"),
    "redirect": (302, {"Location": "http://portal.example/"}, b""),
    "unsigned JSON": (200, {"Content-Type": "application/json"}, b'{"status": "ok"}'),
}


def cause(report: SyncReport) -> Cause | None:
    assert report.trouble is None or isinstance(report.trouble, Failure), report.trouble
    return None if report.trouble is None else report.trouble.cause


@pytest.mark.parametrize("kind", PORTALS)
def test_a_captive_portal_is_named_and_changes_nothing(laptop: Laptop, kind: str) -> None:
    """Sync rule 8."""
    laptop.plan()
    with stranger(PORTALS[kind]) as url:
        laptop.address = url
        report = laptop.sync()
    assert (cause(report), report.online) == (Cause.CAPTIVE, False)
    assert report.pending.entries > 0
    laptop.address = ""
    assert laptop.sync().pending.entries == 0


def test_an_office_with_another_key_gets_nothing(office: OfficeProcess, laptop: Laptop) -> None:
    laptop.plan()
    laptop.photo("v", noise(1000))
    office.kill()
    (office.folder / "office.key").write_bytes(bytes(32))
    office.start()
    report = laptop.sync()
    assert (cause(report), report.online) == (Cause.WRONG_OFFICE, False)
    assert report.needs_person
    assert office.rows("SELECT count(*) AS c FROM entry")[0].c == 0


def test_a_revoked_laptop_keeps_everything(office: OfficeProcess, laptop: Laptop) -> None:
    laptop.plan()
    device = laptop.store.meta.signer.device
    office.change("UPDATE device SET revoked_at = 1 WHERE id = ?", device)
    report = laptop.sync()
    assert (cause(report), report.needs_person) == (Cause.REVOKED, True)
    assert report.pending.entries > 0
    office.change("UPDATE device SET revoked_at = NULL WHERE id = ?", device)
    assert laptop.sync().pending.entries == 0


def test_an_office_that_is_down_is_found_again(office: OfficeProcess, laptop: Laptop) -> None:
    """Liveness: the next pass drains the outbox without any new entry."""
    visit = laptop.plan()
    laptop.photo(visit, noise(300_000))
    office.kill()
    report = laptop.sync()
    assert (cause(report), report.online) == (Cause.UNREACHABLE, False)
    office.start()
    report = laptop.sync()
    assert report.online
    assert (report.pending.entries, report.pending.originals) == (0, 0)


def test_an_answer_lost_after_the_commit_is_no_harm(office: OfficeProcess, laptop: Laptop) -> None:
    """Sync rule 4: same key, same bytes = success again; nothing stands twice."""
    visit = laptop.plan()
    laptop.ring(visit, 30)
    with proxy_to(office.port) as proxy:
        laptop.address = proxy.url

        def silence(piece: bytes) -> None:
            if b"/v1/push" in piece:
                proxy.mute = True

        proxy.on_sent = silence
        report = laptop.sync()
        assert cause(report) is Cause.UNREACHABLE
        assert office.rows("SELECT count(*) AS c FROM entry")[0].c == 20
        proxy.on_sent, proxy.mute = None, False
        report = laptop.sync()
    assert report.pending.entries == 0
    assert [row.raw for row in office.rows("SELECT raw FROM entry ORDER BY seq")] == laptop.raws()


def test_a_damaged_photo_is_never_sent_and_holds_nothing_up(
    office: OfficeProcess, laptop: Laptop
) -> None:
    visit = laptop.plan()
    bad = laptop.photo(visit, noise(200_000, 1))
    good = laptop.photo(visit, noise(200_000, 2))
    path = laptop.store.vault.path(bad)
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    report = laptop.sync()
    assert report.online
    assert [known.title for known in report.incidents] == ["Photo damaged"]
    assert office.blob(bad) is None
    assert office.rows("SELECT count(*) AS c FROM blob_part")[0].c == 0
    assert office.blob(good) == noise(200_000, 2)
    assert (report.pending.entries, report.pending.originals) == (0, 1)


def test_text_written_during_the_photos_goes_first(office: OfficeProcess, laptop: Laptop) -> None:
    """Sync rule 5: no photo can block text."""
    visit = laptop.plan()
    for seed in range(8):
        laptop.photo(visit, noise(1_500_000, seed))
    lanes: list[str] = []

    def progress(step: object) -> None:
        lanes.append(step.lane)  # type: ignore[attr-defined]
        if lanes.count("originals") == 1 and lanes[-1] == "originals":
            laptop.arrive(visit)

    report = laptop.sync(progress=progress)
    assert report.pending.entries == report.pending.originals == 0
    first = lanes.index("originals")
    assert "text" in lanes[first:]
    assert lanes[first:].index("text") < len(lanes[first:]) - 1
    order = list(dict.fromkeys(lanes))
    assert order == ["text", "thumbnails", "originals"]


def test_a_stop_ends_the_pass_between_chunks(office: OfficeProcess, laptop: Laptop) -> None:
    visit = laptop.plan()
    for seed in range(6):
        laptop.photo(visit, noise(100_000, seed))
    lanes: list[str] = []
    report = laptop.sync(
        progress=lambda step: lanes.append(step.lane), stop=lambda: "originals" in lanes
    )
    assert report.pending.entries == 0
    assert office.rows("SELECT count(*) AS c FROM blob")[0].c > 0
    assert laptop.sync().pending.originals == 0


def test_two_programs_that_sync_one_store_do_no_harm(
    office: OfficeProcess, laptop: Laptop, twin: Callable[[Laptop], Laptop]
) -> None:
    other = twin(laptop)
    visit = laptop.plan()
    laptop.photo(visit, noise(50_000))
    reports: list[SyncReport] = []

    def progress(_step: object) -> None:
        if not reports:
            reports.append(other.sync())
            other.ring(visit)

    report = laptop.sync(progress=progress)
    assert report.trouble is None
    assert reports[0].trouble is None
    assert laptop.sync().pending.entries == 0
    assert [row.raw for row in office.rows("SELECT raw FROM entry ORDER BY seq")] == laptop.raws()
