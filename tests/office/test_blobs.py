"""Photos arrive piece by piece, exactly once, bit for bit (WIRE section 8, tus 1.0 core)."""

import hashlib
import os
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from visitapp.domain.chain import digest
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.office import own_journal, tables
from visitapp.office.blobs import blob_path, part_path
from visitapp.sync import wire

PHOTO = os.urandom(700_000)
SHA = hashlib.sha256(PHOTO).hexdigest()


def code_of(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def missing(laptop: Any, blobs: list[str], thumbs: list[str]) -> wire.MissingReply:
    response = laptop.post("/v1/missing", wire.MissingRequest(blobs=blobs, thumbnails=thumbs))
    return msgspec.json.decode(response.content, type=wire.MissingReply)


def test_a_photo_comes_in_pieces_and_is_receipted_once_it_is_whole(
    laptop: Any, office: Any
) -> None:
    """A photo is named by a receipt only after its hash was checked on the office's disk."""
    assert missing(laptop, [SHA], []).blobs == [SHA]
    created = laptop.create(PHOTO)
    assert (created.status_code, created.headers["location"]) == (201, f"/v1/blobs/{SHA}")
    assert laptop.head(SHA).headers["upload-offset"] == "0"
    first = laptop.patch(SHA, 0, PHOTO[:300_000])
    assert (first.status_code, first.headers["upload-offset"]) == (204, "300000")
    assert laptop.receipt(SHA).blobs == ()
    assert laptop.create(PHOTO).status_code == 201
    standing = laptop.head(SHA).headers
    assert (standing["upload-offset"], standing["upload-length"]) == ("300000", "700000")
    assert laptop.patch(SHA, 300_000, PHOTO[300_000:]).status_code == 204
    assert blob_path(office.folder, SHA).read_bytes() == PHOTO
    assert not part_path(office.folder, SHA).exists()
    assert laptop.receipt(SHA, "ab" * 32).blobs == (SHA,)
    assert missing(laptop, ["cd" * 32, SHA], []).blobs == ["cd" * 32]
    assert laptop.client.get(f"/v1/blobs/{SHA}").content == PHOTO


def test_the_next_push_names_the_blobs_stored_since_the_last_receipt(laptop: Any) -> None:
    """WIRE 5: blobs newly stored since the last receipt."""
    laptop.upload(PHOTO)
    laptop.write()
    assert laptop.kept(laptop.push()).blobs == (SHA,)
    laptop.write()
    assert laptop.kept(laptop.push(laptop.items[1:])).blobs == ()


def test_a_finished_photo_can_be_sent_again_without_harm(laptop: Any, office: Any) -> None:
    """Rule 4: a lost answer costs one HEAD, never a duplicate."""
    laptop.upload(PHOTO)
    assert laptop.create(PHOTO).status_code == 201
    assert laptop.head(SHA).headers["upload-offset"] == str(len(PHOTO))
    assert code_of(laptop.patch(SHA, 0, PHOTO)) == (409, "offset")
    assert laptop.patch(SHA, len(PHOTO), b"").status_code == 204
    assert office.query("SELECT count(*) FROM blob") == [(1,)]


@pytest.mark.parametrize("offset", [1, 5, 700_001])
def test_another_offset_is_refused_and_nothing_is_taken(laptop: Any, offset: int) -> None:
    """tus 1.0: 409 on another offset."""
    laptop.create(PHOTO)
    assert code_of(laptop.patch(SHA, offset, PHOTO[:100])) == (409, "offset")
    assert laptop.head(SHA).headers["upload-offset"] == "0"


def test_bytes_with_another_hash_are_thrown_away_and_can_be_sent_again(laptop: Any) -> None:
    """WIRE 8: 460, start over."""
    laptop.create(PHOTO)
    spoiled = bytes([PHOTO[0] ^ 1]) + PHOTO[1:]
    assert code_of(laptop.patch(SHA, 0, spoiled)) == (460, "hash")
    assert laptop.head(SHA).headers["upload-offset"] == "0"
    assert laptop.receipt(SHA).blobs == ()
    assert laptop.patch(SHA, 0, PHOTO).status_code == 204
    assert laptop.receipt(SHA).blobs == (SHA,)


def test_more_bytes_than_announced_are_refused(laptop: Any) -> None:
    laptop.create(PHOTO)
    assert code_of(laptop.patch(SHA, 0, PHOTO + b"x")) == (413, "too_large")

    def unannounced() -> Iterator[bytes]:
        yield PHOTO
        yield b"x" * 100_000

    assert code_of(laptop.patch(SHA, 0, unannounced())) == (413, "too_large")
    offset = int(laptop.head(SHA).headers["upload-offset"])
    assert laptop.patch(SHA, offset, PHOTO[offset:]).status_code == 204
    assert laptop.receipt(SHA).blobs == (SHA,)


def test_a_blob_beyond_the_limit_is_refused_before_a_byte_is_sent(laptop: Any) -> None:
    assert code_of(laptop.create(PHOTO, length=1024**3 + 1)) == (413, "too_large")


def test_a_wrong_announced_length_does_not_block_the_blob(laptop: Any) -> None:
    """The same hash has one length: the newer word starts the upload over."""
    laptop.create(PHOTO, length=10)
    assert code_of(laptop.patch(SHA, 0, PHOTO[:10])) == (460, "hash")
    laptop.create(PHOTO, length=900_000)
    assert laptop.patch(SHA, 0, PHOTO[:10]).status_code == 204
    laptop.upload(PHOTO)
    assert code_of(laptop.create(PHOTO, length=5)) == (409, "length")


def test_an_empty_blob_is_stored_at_once(laptop: Any) -> None:
    laptop.create(b"")
    empty = hashlib.sha256(b"").hexdigest()
    assert laptop.receipt(empty).blobs == (empty,)


def half_open(laptop: Any, office: Any, blob: bytes, first: int) -> socket.socket:
    """A PATCH whose sender stops after ``first`` bytes and keeps the line open."""
    where = urlsplit(office.url)
    line = socket.create_connection((where.hostname, where.port), timeout=20)
    head = (
        f"PATCH /v1/blobs/{hashlib.sha256(blob).hexdigest()} HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: {laptop.client.headers['Authorization']}\r\nTus-Resumable: 1.0.0\r\n"
        f"Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n"
        f"Content-Length: {len(blob)}\r\n\r\n"
    )
    line.sendall(head.encode() + blob[:first])
    return line


def until_offset(laptop: Any, sha256: str, least: int) -> int:
    """Ask until at least ``least`` bytes are there (each answer is a fresh look, no waiting)."""
    while (offset := int(laptop.head(sha256).headers["upload-offset"])) < least:
        continue
    return offset


def test_a_stale_upload_is_taken_over(laptop: Any, office: Any) -> None:
    """sync.md 5: a half-open PATCH must never hold up a new one."""
    blob = os.urandom(3_000_000)
    sha256 = hashlib.sha256(blob).hexdigest()
    laptop.create(blob)
    with half_open(laptop, office, blob, 1_500_000) as line:
        offset = until_offset(laptop, sha256, 1_000_000)
        assert laptop.patch(sha256, offset, blob[offset:]).status_code == 204
        line.sendall(blob[1_500_000:])
        answer = line.recv(4000)
    assert b"409" in answer.split(b"\r\n")[0]
    assert laptop.receipt(sha256).blobs == (sha256,)
    assert blob_path(office.folder, sha256).read_bytes() == blob


def test_what_came_before_a_cut_is_kept(laptop: Any, office: Any) -> None:
    """S5: a cut wastes at most one chunk."""
    laptop.create(PHOTO)
    half_open(laptop, office, PHOTO, 200_000).close()
    offset = until_offset(laptop, SHA, 1)
    assert PHOTO.startswith(part_path(office.folder, SHA).read_bytes())
    assert laptop.patch(SHA, offset, PHOTO[offset:]).status_code == 204
    assert laptop.receipt(SHA).blobs == (SHA,)


@pytest.mark.parametrize("name", ["..%2f..%2foffice.key", "AB" * 32, "ab" * 31, "office.key"])
def test_only_hashes_are_names(laptop: Any, name: str) -> None:
    """A name that becomes a path is nothing but 64 hex digits."""
    assert laptop.client.get(f"/v1/blobs/{name}").status_code in {400, 404}
    assert laptop.client.put(f"/v1/thumbs/{name}", content=b"\xff\xd8\xff").status_code in {
        400,
        404,
    }


def test_thumbnails_can_be_replaced_and_are_only_pictures(laptop: Any) -> None:
    """WIRE 8: re-makeable, never evidence."""
    jpeg = b"\xff\xd8\xff\xe0 small"
    assert missing(laptop, [], [SHA]).thumbnails == [SHA]
    for data in (jpeg, jpeg + b"er"):
        assert laptop.client.put(f"/v1/thumbs/{SHA}", content=data).status_code == 204
    assert missing(laptop, [], [SHA]).thumbnails == []
    page = laptop.client.put(f"/v1/thumbs/{SHA}", content=b"<html>")
    assert code_of(page) == (400, "malformed")
    huge = laptop.client.put(f"/v1/thumbs/{SHA}", content=jpeg + bytes(600_000))
    assert code_of(huge) == (413, "too_large")


def test_what_was_erased_by_rule_never_comes_back(laptop: Any, office: Any, enrolled: Any) -> None:
    """WIRE 6: bodies, salts and blobs go, raw entries stay; re-offers change nothing."""
    secret = laptop.write("arrived", {"person": "消すべき名前"})
    laptop.write()
    laptop.kept(laptop.push())
    laptop.upload(PHOTO)
    laptop.client.put(f"/v1/thumbs/{SHA}", content=b"\xff\xd8\xff")
    late = digest(laptop.write("arrived", {"person": "まだ届いていない名前"}).raw)
    opened = office.opened()
    order = ErasureOrdered(entries=(digest(secret.raw), late), blobs=(SHA,), reason="V-02")
    own_journal.write(opened, Draft(about=About(), actor="admin", content=order))
    opened.database.close()

    assert laptop.kept(laptop.push()).bodies_upto == 3
    assert code_of(laptop.create(PHOTO)) == (410, "erased")
    assert laptop.client.get(f"/v1/blobs/{SHA}").status_code == 410
    thumb = laptop.client.put(f"/v1/thumbs/{SHA}", content=b"\xff\xd8\xff")
    assert code_of(thumb) == (410, "erased")
    assert missing(laptop, [SHA], [SHA]) == wire.MissingReply(blobs=[], thumbnails=[])
    pulled = enrolled("02 江口").pull().items
    assert [wire.from_wire(p.item).raw for p in pulled if p.device == laptop.device] == [
        item.raw for item in laptop.items
    ]
    assert [p.item.body is None for p in pulled] == [True, False, False, True]
    for file in office.folder.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        assert PHOTO[:64] not in data
        assert "消すべき名前".encode() not in data
        assert "まだ届いていない名前".encode() not in data


def test_the_offices_own_entries_stand_in_the_same_order(
    laptop: Any, office: Any, enrolled: Any
) -> None:
    """3-journal: the office is a device too, its entries verify under its certificate."""
    laptop.write()
    laptop.kept(laptop.push())
    opened = office.opened()
    order = ErasureOrdered(entries=(), blobs=(), reason="V-02")
    for _ in range(2):
        own_journal.write(opened, Draft(about=About(), actor="admin", content=order))
    with opened.database.reading() as connection:
        seqs = [row.seq for row in connection.execute(tables.entry.select())]
    opened.database.close()
    assert sorted(seqs) == [1, 2, 3]
    page = enrolled("02 江口").pull()
    assert [(p.device == laptop.device, p.n) for p in page.items] == [
        (True, 1),
        (False, 1),
        (False, 2),
    ]
    assert len(page.certificates) == 2
