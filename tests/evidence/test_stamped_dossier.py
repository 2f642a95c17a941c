"""Time stamps in the office's dossier: how far they reach, and by whom, told by all verifiers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.evidence.conftest import agreed, by_program, by_python, by_shell, unpacked
from tests.evidence.test_office_dossier import Unserved, device, seat  # noqa: F401 - fixtures
from tests.office import authorities
from tests.office.authorities import Authority, use
from tests.office.conftest import authority, established  # noqa: F401 - fixtures
from tests.office.test_pages import VISIT
from visitapp.errors import Known
from visitapp.evidence.verdict import fingerprint_of
from visitapp.office import dossiers
from visitapp.office.seat import Office
from visitapp.office.stamping import daily


@pytest.fixture
def stamped(seat: Office, device: Unserved, authority: Authority) -> Office:  # noqa: F811
    """An office with a visit, and a stamp over all that it has."""
    use(seat, authority)
    daily.stamp(seat)
    return seat


def trusted(office: Office) -> Path:
    """What a reader has from the authority's own site: here the same file that the office uses."""
    return office.folder / "trusted.pem"


def made(office: Office, folder: Path) -> Path:
    """The dossier of the visit, unpacked."""
    dossiers.make(office, [VISIT], "裁判所へ", folder.with_suffix(".zip"))
    return unpacked(folder.with_suffix(".zip"), folder)


def told(lines: list[str]) -> list[str]:
    """The lines about time stamps, without device numbers and times."""
    return [line.split(" 端末")[0] for line in lines if "時刻印" in line]


def test_all_verifiers_say_how_far_a_stamp_reaches_and_whose_it_is(
    stamped: Office, tmp_path: Path
) -> None:
    """RFC 3161: with the authority's certificate a time; without it none, in so many words."""
    folder, print_ = made(stamped, tmp_path / "a"), fingerprint_of(stamped.key.public)
    said = agreed(folder, print_, trusted(stamped))
    assert said.code == 0
    assert told(said.lines) == ["○ 時刻印あり:"]
    assert "から 10 まで" in next(line for line in said.lines if "時刻印あり" in line)
    assert told(agreed(folder, print_).lines) == ["－ 時刻印:"]
    assert by_program(tmp_path / "a.zip", print_, trusted(stamped)) == said


def test_what_came_after_the_stamp_is_told_to_be_without_one(
    stamped: Office,
    device: Unserved,  # noqa: F811
    tmp_path: Path,
) -> None:
    """The record that the dossier was given out is newer than the stamp of the night before."""
    made(stamped, tmp_path / "a")
    folder = made(stamped, tmp_path / "b")
    said = agreed(folder, fingerprint_of(stamped.key.public), trusted(stamped))
    assert said.code == 0
    assert sorted(told(said.lines)) == ["○ 時刻印あり:", "－ 時刻印なし:"]
    daily.stamp(stamped)
    said = agreed(made(stamped, tmp_path / "c"), "", trusted(stamped))
    assert told(said.lines) == ["○ 時刻印あり:", "○ 時刻印あり:"]
    names = sorted(p.name for p in (tmp_path / "c" / "tst").iterdir())
    assert len(names) == 8  # the visit keeps its earliest stamp


def test_an_authority_that_the_reader_does_not_name_proves_no_time(
    stamped: Office, tmp_path: Path
) -> None:
    """Tokens of unknown authorities: nothing contradicts, and nothing is proven by them."""
    stranger = authorities.established(tmp_path / "stranger")
    said = agreed(made(stamped, tmp_path / "a"), "", stranger.root)
    assert said.code == 0
    assert told(said.lines) == ["－ 時刻印:"]
    assert any("指定された認証局のものではない" in line for line in said.lines)


def test_a_stamp_of_the_offices_own_authority_is_told_like_any_other(
    seat: Office,  # noqa: F811
    device: Unserved,  # noqa: F811
    tmp_path: Path,
) -> None:
    """It is the reader who names an authority; whoever does not name ours reads no time."""
    (seat.folder / "office.toml").write_text('[timestamp]\nauthority = "own"\n', encoding="utf-8")
    daily.stamp(seat)
    folder = made(seat, tmp_path / "a")
    assert told(agreed(folder).lines) == ["－ 時刻印:"]
    own = seat.folder / "own-authority" / "root.pem"
    assert told(agreed(folder, "", own).lines) == ["○ 時刻印あり:"]


def test_a_dossier_without_stamps_says_so_when_it_is_asked(
    seat: Office,  # noqa: F811
    device: Unserved,  # noqa: F811
    established: Authority,  # noqa: F811
    tmp_path: Path,
) -> None:
    folder = made(seat, tmp_path / "a")
    assert told(agreed(folder).lines) == []
    assert told(agreed(folder, "", established.root).lines) == [
        "－ 時刻印: この一式には入っていません。"
    ]


def test_without_openssl_the_time_is_not_claimed(stamped: Office, tmp_path: Path) -> None:
    folder = made(stamped, tmp_path / "a")
    command = [sys.executable, "-I", str(folder / "verify.py"), "--tsa", str(trusted(stamped))]
    where = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=where, check=False)
    assert done.returncode == 0
    assert "openssl が動かないので" in done.stdout


def test_a_file_that_is_no_certificate_is_refused(stamped: Office, tmp_path: Path) -> None:
    folder = made(stamped, tmp_path / "a")
    with pytest.raises(Known, match="certificate"):
        by_program(folder, "", tmp_path / "nowhere.pem")
    for ask in (by_python, by_shell):
        said = ask(folder, "--tsa", str(tmp_path / "nowhere.pem"))
        assert (said.code, said.lines[0][:4]) == (2, "使い方:")
        assert ask(folder, "--tsa").code == 2
