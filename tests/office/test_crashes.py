"""Killed at any moment, the office loses nothing that it acknowledged (SIGKILL anywhere)."""

import hashlib
import os
import threading
from typing import Any

import httpx2

from visitapp.domain import merkle
from visitapp.office.blobs import blob_path, part_path
from visitapp.sync import wire

PHOTO = os.urandom(3_000_000)
SHA = hashlib.sha256(PHOTO).hexdigest()


def rejoin(laptop: Any, office: Any) -> None:
    """The same laptop at the office's new port."""
    laptop.client.base_url = httpx2.URL(office.url)


def test_entries_acknowledged_before_a_kill_are_there_after_it(laptop: Any, office: Any) -> None:
    """Three rounds: pushes run while the process is killed; receipts still hold afterwards."""
    for _ in range(60):
        laptop.write()
    acknowledged = 0
    for _ in range(3):
        enough = threading.Event()

        def push_on(start: int, enough: threading.Event = enough) -> None:
            nonlocal acknowledged
            try:
                for at in range(start, len(laptop.items)):
                    acknowledged = laptop.kept(laptop.push(laptop.items[at : at + 1])).size
                    if acknowledged >= start + 8:
                        enough.set()
            except httpx2.HTTPError:
                return
            finally:
                enough.set()

        thread = threading.Thread(target=push_on, args=(acknowledged,))
        thread.start()
        enough.wait()
        office.kill()
        thread.join()
        office.start()
        rejoin(laptop, office)
        receipt = laptop.receipt()
        assert receipt.size >= acknowledged
        leaves = [merkle.leaf(item.raw) for item in laptop.items[: receipt.size]]
        assert receipt.root == receipt.office_root == merkle.root(leaves).hex()
        acknowledged = receipt.size
    assert laptop.kept(laptop.push()).size == 60
    assert office.query("SELECT seq, n FROM entry ORDER BY seq") == [(k, k) for k in range(1, 61)]


def test_a_photo_goes_on_where_it_was_acknowledged_before_a_kill(laptop: Any, office: Any) -> None:
    """A killed PATCH wastes at most its own chunk."""
    laptop.create(PHOTO)
    offset, chunk, killed = 0, 250_000, 0
    while offset < len(PHOTO):
        if offset in {500_000, 1_500_000, 2_750_000} and killed < 3:
            killed += 1
            thread = threading.Thread(target=send_quietly, args=(laptop, offset, chunk))
            thread.start()
            office.kill()
            thread.join()
            office.start()
            rejoin(laptop, office)
            standing = int(laptop.head(SHA).headers["upload-offset"])
            assert standing >= offset
            offset = standing
            continue
        answer = laptop.patch(SHA, offset, PHOTO[offset : offset + chunk])
        assert answer.status_code == 204
        offset = int(answer.headers["upload-offset"])
    assert laptop.receipt(SHA).blobs == (SHA,)
    assert blob_path(office.folder, SHA).read_bytes() == PHOTO


def send_quietly(laptop: Any, offset: int, chunk: int) -> None:
    try:
        laptop.patch(SHA, offset, PHOTO[offset : offset + chunk])
    except httpx2.HTTPError:
        return


def test_a_full_part_without_its_row_is_finished_when_asked(laptop: Any, office: Any) -> None:
    """A crash between the last byte and the hash check must not leave a photo stuck."""
    laptop.create(PHOTO)
    part = part_path(office.folder, SHA)
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(PHOTO)
    assert laptop.head(SHA).headers["upload-offset"] == str(len(PHOTO))
    assert laptop.receipt(SHA).blobs == (SHA,)


def test_a_renamed_blob_without_its_row_is_adopted_when_asked(laptop: Any, office: Any) -> None:
    """A crash between rename and row."""
    laptop.create(PHOTO)
    final = blob_path(office.folder, SHA)
    final.parent.mkdir(parents=True)
    final.write_bytes(PHOTO)
    assert laptop.head(SHA).headers["upload-offset"] == str(len(PHOTO))
    assert laptop.receipt(SHA).blobs == (SHA,)


def test_a_spoiled_full_part_starts_over(laptop: Any, office: Any) -> None:
    """After a power cut a part may hold anything: the hash decides."""
    laptop.create(PHOTO)
    part = part_path(office.folder, SHA)
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(bytes(len(PHOTO)))
    assert laptop.head(SHA).headers["upload-offset"] == "0"
    assert laptop.patch(SHA, 0, PHOTO).status_code == 204


def test_an_office_restored_from_a_backup_is_offered_what_it_lost(
    laptop: Any, office: Any, enrolled: Any
) -> None:
    """Rule 9: another epoch in the cursor starts the reader again; the tail can be pushed again."""
    for _ in range(6):
        laptop.write()
    laptop.kept(laptop.push(laptop.items[:4]))
    other = enrolled("02 江口")
    page = other.pull()
    assert [p.seq for p in page.items] == [1, 2, 3, 4]
    assert not page.more
    elsewhere = other.pull("0123456789abcdef.4")
    assert [p.seq for p in elsewhere.items] == [1, 2, 3, 4]
    for cursor in ("garbage", page.cursor.replace(".4", ".9"), page.cursor + "x", ".", "x.-1"):
        assert [p.seq for p in other.pull(cursor).items] == [1, 2, 3, 4]
    laptop.kept(laptop.push())
    rest = other.pull(page.cursor)
    assert [wire.from_wire(p.item) for p in rest.items] == laptop.items[4:]
