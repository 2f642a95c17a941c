"""Every sample file meets the reaction its README demands (I1-I4)."""

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from visitapp.media.intake import Intake, judge
from visitapp.media.verdict import Verdict

WORDS = {"ACCEPT": Verdict.KEPT, "WARN": Verdict.WARNED, "REFUSE": Verdict.REFUSED}
BOMBS = ("09-bomb-2500mp.png", "10-header-says-65500.jpg", "19-png-ztxt-64mb.png")


def reaction(intake: Intake, path: Path) -> Verdict:
    data = path.read_bytes()
    judged = judge(path.name, data)
    if judged.taken == Verdict.KEPT and intake.copies(data).warnings:
        return Verdict.WARNED
    return judged.taken


def test_every_hostile_file_meets_its_expected_reaction(hostile_rows, intake):
    """I1, I2, I3: the README's table is the law."""
    assert len(hostile_rows) == 26
    expected = {row.path.name: WORDS[row.cells[3]] for row in hostile_rows}
    assert {row.path.name: reaction(intake, row.path) for row in hostile_rows} == expected


def test_whatever_is_warned_of_or_refused_says_why(hostile_rows):
    for row in hostile_rows:
        judged = judge(row.path.name, row.path.read_bytes())
        assert (judged.taken == Verdict.KEPT) == (judged.reason is None), row.path.name
        for reason in judged.reasons:
            assert reason.message.format(**reason.values)


def test_every_real_photo_is_kept_without_a_warning(photo_rows, intake):
    for row in photo_rows:
        judged = judge(row.path.name, row.path.read_bytes())
        assert (judged.taken, judged.reasons) == (Verdict.KEPT, ()), row.path.name


def test_a_completely_dark_photo_is_told_and_still_has_its_copies(samples, intake):
    made = intake.copies((samples / "photos/canon-1300d-black-18mp.jpg").read_bytes())
    assert made.working
    assert [warning.message for warning in made.warnings] == [
        "The photo is completely dark; nothing can be seen."
    ]


def test_no_other_real_photo_is_called_dark_or_damaged(photo_rows, intake):
    for row in photo_rows:
        if row.path.name != "canon-1300d-black-18mp.jpg":
            made = intake.copies(row.path.read_bytes())
            assert made.warnings == (), row.path.name
            assert made.working, row.path.name


def test_originals_are_untouched_and_nothing_appears_beside_them(samples, intake):
    """I3: an original is never altered; PostScript must not start Ghostscript."""
    folders = samples / "hostile", samples / "photos"
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in files}
    for path in files:
        intake.copies_and_codes(path.read_bytes())
    after = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert after == set(before)
    assert all(hashlib.sha256(path.read_bytes()).digest() == old for path, old in before.items())
    assert not list(Path.cwd().rglob("eps-canary*"))


def test_a_bomb_is_judged_below_fifty_megabytes(samples):
    """I1: decided from the header; measured in a process of its own, interpreter included."""
    program = (
        "import sys, resource, pathlib\n"
        "from visitapp.media.intake import judge\n"
        "for name in sys.argv[1:]: judge(name, pathlib.Path(name).read_bytes())\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(status.partition('VmHWM:')[2].split()[0])\n"
    )
    paths = [str(samples / "hostile" / name) for name in BOMBS]
    done = subprocess.run([sys.executable, "-c", program, *paths], capture_output=True, check=True)
    assert int(done.stdout) < 50_000


def test_names_in_a_hostile_archive_are_only_text(samples):
    """I4: 31 names are judged, shown without invisible characters, and none becomes a path."""
    with zipfile.ZipFile(samples / "hostile/hostile-names.zip") as archive:
        entries = archive.infolist()
        assert len(entries) == 31
        for entry in entries:
            judged = judge(entry.filename, archive.read(entry))
            assert judged.taken in {Verdict.KEPT, Verdict.WARNED}
            assert "/" not in judged.file_name
            assert "\\" not in judged.file_name
            assert len(judged.file_name) <= 120


def test_every_hostile_name_is_shown_without_bidi_or_control_characters(samples):
    lines = (samples / "hostile/hostile-names.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        name = json.loads(line.split("\t")[1])
        shown = judge(name, b"\xff\xd8").file_name
        assert not set(shown) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\n\r"
        )
        shown.encode("utf-8")


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(
        [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic"]
    ),
    st.binary(max_size=400),
)
def test_judging_never_raises_whatever_the_bytes(head, rest):
    judged = judge("x.jpg", head + rest)
    assert judged.taken in Verdict


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_flipped_bytes_in_real_files_never_raise(samples, data):
    """I2: headers, EXIF and boxes with any bytes changed."""
    name = data.draw(st.sampled_from(["derived/android-style.heic", "metadata-only/Apple.jpg"]))
    raw = bytearray((samples / "photos" / name).read_bytes()[:4000])
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=12)):
        raw[place] = data.draw(st.integers(0, 255))
    judge(name, bytes(raw))
