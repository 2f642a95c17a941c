"""A photo's file is read whole or refused with a sentence; names are only shown (I4)."""

import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.errors import Known
from visitapp.media.reading import read_photo
from visitapp.media.shown import shown_name, shown_word


def refusal(path, **more):
    with pytest.raises(Known) as caught:
        read_photo(path, **more)
    assert caught.value.advice
    return str(caught.value)


def test_the_bytes_are_those_of_the_file(samples):
    path = samples / "photos/iphone7-gps-canyon.jpg"
    assert read_photo(path) == path.read_bytes()


def test_an_empty_file_is_read_and_left_to_the_verdict(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"")
    assert read_photo(tmp_path / "a.jpg") == b""


def test_a_missing_file_a_folder_and_a_large_file_are_told_apart(tmp_path):
    (tmp_path / "big.jpg").write_bytes(bytes(2_000_001))
    assert "is not there" in refusal(tmp_path / "none.jpg")
    assert "is a folder" in refusal(tmp_path)
    assert "has 3 MB; the limit is 2 MB" in refusal(tmp_path / "big.jpg", limit=2_000_000)
    assert "cannot be read" in refusal(Path("a\0b.jpg"))


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that grows while it is read")
def test_a_file_that_changes_while_it_is_read_is_refused():
    """The system's own status file says 0 bytes and then gives more."""
    assert "changed while it was being read" in refusal(Path("/proc/self/status"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_a_pipe_or_device_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    assert "is a device or a pipe" in refusal(tmp_path / "pipe.jpg")
    assert "is a device or a pipe" in refusal(Path("/dev/zero"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs an ordinary POSIX user")
def test_a_file_without_permission_is_told(tmp_path):
    (tmp_path / "a.jpg").touch(mode=0)
    assert "may not be read by you" in refusal(tmp_path / "a.jpg")


def test_files_with_hostile_names_are_read_where_the_system_can_have_them(samples, tmp_path):
    """I4: only single-component names are made; every made one is read and shown safely."""
    made = 0
    with zipfile.ZipFile(samples / "hostile/hostile-names.zip") as archive:
        for entry in archive.infolist():
            name = entry.filename
            if name in {"", ".", ".."} or any(sign in name for sign in '/\\:\0<>"|?*'):
                continue
            path = tmp_path / name
            try:
                path.write_bytes(archive.read(entry))
            except OSError:  # too long or reserved here
                continue
            assert read_photo(path).startswith(b"\xff\xd8")
            made += 1
    assert made > 10


def test_what_cannot_be_seen_is_spelled_out():
    assert shown_name("visit_\u202egpj.exe") == "visit_⟨U+202E⟩gpj.exe"
    assert shown_name("a\nb\x00.jpg") == "a⟨U+000A⟩b⟨U+0000⟩.jpg"
    assert shown_name("C:\\x\\..\\a.jpg") == "a.jpg"
    assert shown_name("写真\udc8f.jpg") == "写真⟨U+DC8F⟩.jpg"
    assert shown_name("辻\U000e0100様👨\u200d👩.jpg") == "辻\U000e0100様👨\u200d👩.jpg"
    assert shown_name("か\u3099.jpg") == "か\u3099.jpg"


def test_a_long_name_keeps_its_beginning_and_ending():
    shown = shown_name("a" * 300 + ".jpg")
    assert len(shown) == 120
    assert shown.startswith("aaa")
    assert shown.endswith("aaa.jpg")


@given(st.text(st.characters(), max_size=200))
def test_shown_text_can_always_be_stored_and_never_turns_the_line(text):
    shown = shown_name(text)
    shown.encode("utf-8")
    assert len(shown) <= 120
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f/\\\n")


@given(st.binary(max_size=300))
def test_a_makers_name_is_one_short_line(raw):
    word = shown_word(raw)
    assert len(word) <= 64
    assert "\n" not in word
    assert "\x00" not in word
