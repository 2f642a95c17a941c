"""The camera's word: as the README's EXIF column has it, and nothing impossible."""

import struct
from datetime import datetime

import pytest

from visitapp.media.exif import examine_exif
from visitapp.media.intake import Origin, examine, judge

WITH_POSITION = {
    "android-pixel-gps.jpg",
    "iphone7-gps-12mp.jpg",
    "iphone7-gps-canyon.jpg",
    "gopro11-mpf-gps.JPG",
    "iphone13pro-pug.heic",
    "metadata-only/Apple.jpg",
    "metadata-only/Google.jpg",
    "metadata-only/Ricoh2.jpg",
}
EDITED = {
    "samsung-s22-edited-gimp.jpg",
    "oregon-ds6639-edited-photoshop.jpg",
    "metadata-only/GE.jpg",
    "derived/edited-software-later-date.jpg",
}


def told(row):
    """Size, make, model, orientation, time, offset out of the README's EXIF column."""
    size, _, facts = row.cells[4].partition("; ")
    make, model, orientation, original, _, offset = facts.split(" / ")[:6]
    return size.split()[1], make, model, orientation, original, offset


def test_size_time_and_offset_are_those_of_the_table(photo_rows):
    for row in photo_rows:
        size, _, _, _, original, offset = told(row)
        judged = judge(row.path.name, row.path.read_bytes())
        assert f"{judged.width}x{judged.height}" == size, row.cells[0]
        if original == "None" or original.startswith("0000"):
            assert judged.captured_at == "", row.cells[0]
            continue
        at = datetime.fromisoformat(judged.captured_at)
        assert at.strftime("%Y:%m:%d %H:%M:%S") == original, row.cells[0]
        zone = at.strftime("%z")
        assert zone == ("" if offset == "None" else offset.replace(":", "")), row.cells[0]


def test_maker_model_and_orientation_are_those_of_the_table(photo_rows):
    for row in photo_rows:
        _, make, model, orientation, _, _ = told(row)
        found = examine(row.path.read_bytes())
        names = [part.split("␀")[0].strip() for part in (make, model) if part != "None"]
        assert all(name in found.camera for name in names), row.cells[0]
        assert bool(found.camera) == bool(names), row.cells[0]
        expected = 1 if orientation in {"None", "0"} else int(orientation)
        assert found.orientation == expected, row.cells[0]


def test_a_position_is_noticed_but_never_read_out(photo_rows):
    """V-09: GPS blocks without a position (Motorola, a lone GPS time) do not count."""
    found = {row.cells[0] for row in photo_rows if examine(row.path.read_bytes()).has_position}
    assert found == WITH_POSITION


def test_edited_photos_say_so_and_others_do_not(photo_rows):
    judged = {row.cells[0]: judge(row.path.name, row.path.read_bytes()) for row in photo_rows}
    assert {name for name, one in judged.items() if one.origin == Origin.EDITED} == EDITED
    assert judged["derived/messenger-stripped.jpg"].origin == Origin.UNKNOWN
    assert judged["derived/date-offset-plus0900.jpg"].origin == Origin.CAMERA


def test_fractions_of_a_second_stay(samples):
    data = (samples / "photos/derived/date-offset-plus0900.jpg").read_bytes()
    assert examine(data).captured_at == "2026-11-20T14:30:05.250+09:00"


def test_hostile_strings_become_plain_short_text_and_bad_values_are_missing(samples):
    """Month 13, offset +99:99, orientation 9, GPS 0/0, RLO, escape codes."""
    found = examine((samples / "hostile/20-exif-hostile-strings.jpg").read_bytes())
    assert (found.captured_at, found.orientation, found.has_position) == ("", 1, False)
    assert found.camera.isprintable()
    assert len(found.camera) <= 130


def test_an_exif_loop_ends_and_is_told(samples):
    found = examine((samples / "hostile/12-exif-loop-wild-offsets.jpg").read_bytes())
    assert [reason.message for reason in found.reasons] == [
        "What the camera wrote into the photo (time, model) is damaged."
    ]


def block(*, original: bytes, offset: bytes = b"", changed: bytes = b"", software: bytes = b""):
    """A little EXIF block with the given texts, every value outside of its entry."""
    main = [(0x0131, software), (0x0132, changed)]
    sub = [(0x9003, original), (0x9011, offset)]
    main_at, sub_at = 8, 8 + 2 + 12 * 3 + 4
    values_at = sub_at + 2 + 12 * 2 + 4
    values = b""

    def entry(tag, text):
        nonlocal values
        text += b"\0" * max(1, 5 - len(text))
        place, values = values_at + len(values), values + text
        return struct.pack(">HHII", tag, 2, len(text), place)

    first = b"".join(entry(*pair) for pair in main) + struct.pack(">HHII", 0x8769, 4, 1, sub_at)
    second = b"".join(entry(*pair) for pair in sub)
    return (
        b"MM\0*" + struct.pack(">IH", main_at, 3) + first + bytes(4)
        + struct.pack(">H", 2) + second + bytes(4) + values
    )  # fmt: skip


@pytest.mark.parametrize(
    ("original", "offset", "expected"),
    [
        (b"2026:11:20 14:30:05", b"+09:00", "2026-11-20T14:30:05+09:00"),
        (b"2026:11:20 14:30:05", b"+99:99", "2026-11-20T14:30:05"),
        (b"2026:11:20 14:30:05", b"+09:75", "2026-11-20T14:30:05"),
        (b"2026:13:20 14:30:05", b"+09:00", ""),
        (b"2026:02:30 14:30:05", b"", ""),
        (b"2026:11:20 24:00:00", b"", ""),
        (b"0000:00:00 00:00:00", b"", ""),
        (b"    :  :     :  :  ", b"", ""),
        (b"2024:02:29 23:59:59", b"-12:00", "2024-02-29T23:59:59-12:00"),
    ],
)
def test_impossible_times_count_as_missing(original, offset, expected):
    assert examine_exif(block(original=original, offset=offset)).captured_at == expected


def test_a_change_much_later_than_the_shot_hints_at_editing():
    shot = b"2026:11:20 14:30:05"
    assert not examine_exif(block(original=shot, changed=b"2026:11:20 14:30:09")).edited
    assert examine_exif(block(original=shot, changed=b"2026:11:21 09:12:44")).edited
    assert examine_exif(block(original=shot, software=b"Snapseed 2.0")).edited
