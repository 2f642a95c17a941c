"""The office's signature in a report's PDF: PAdES, checked, and any change is found."""

import io
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.office import authorities
from tests.office.authorities import Authority, use
from visitapp.clock import SystemClock
from visitapp.documents.report_pdf import render
from visitapp.domain.report import Report, Row, Section
from visitapp.errors import Known
from visitapp.office.sealing.checking import Seal, checked_report
from visitapp.office.sealing.reading import seal_of
from visitapp.office.sealing.report_key import FILE, report_key
from visitapp.office.sealing.signature import signed_report
from visitapp.office.seat import Office, establish
from visitapp.office.stamping.authority import read_certificates

CLOCK = SystemClock()
FLIPS, LONG = 40, 600


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = establish(tmp_path / "office", "みなと家電 本社", CLOCK)
    yield office
    office.database.close()


@pytest.fixture(scope="session")
def report() -> bytes:
    row = Row(left="14:30", text="呼び鈴を鳴らしました")
    section = Section(heading="時系列", rows=(row,))
    subtitle = ("髙橋 美和子 様",)
    told = Report(title="訪問の記録", subtitle=subtitle, sections=(section,), page="{page}/{pages}")
    return render(told).pdf


def seal(office: Office, pdf: bytes) -> Seal:
    """What the check says of a report; Known when it does not hold."""
    now = CLOCK.now()
    key = report_key(office.folder, office.name, now)
    trusted = office.folder / "trusted.pem"
    known = read_certificates(trusted) if trusted.exists() else []
    return checked_report(pdf, key.certificate, known, now)


def test_a_signed_report_holds_and_says_what_it_said(office: Office, report: bytes) -> None:
    """B-B: without an authority there is a signature and no time of anybody else."""
    signed = signed_report(office, report)
    assert signed.startswith(report)
    found = seal(office, signed)
    assert (found.name, found.stamped_at, found.trusted) == ("みなと家電 本社", None, False)
    key = report_key(office.folder, office.name, CLOCK.now())
    assert found.fingerprint == key.fingerprint, "the same key every time"


def test_an_authority_adds_its_time(office: Office, authority: Authority, report: bytes) -> None:
    """B-T; whether its time is trusted depends on the certificates of the office's settings."""
    use(office, authority)
    found = seal(office, signed_report(office, report))
    assert found.stamped_at is not None
    assert found.trusted
    (office.folder / "trusted.pem").unlink()
    (office.folder / "office.toml").unlink()
    with authorities.served(authority):
        assert not seal(office, signed_report(office, report)).trusted


def test_a_silent_authority_costs_the_time_and_not_the_signature(
    office: Office, authority: Authority, report: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    use(office, replace(authority, url="http://127.0.0.1:9"))
    assert seal(office, signed_report(office, report)).stamped_at is None
    assert "without an authority's time" in caplog.text
    caplog.clear()


def test_a_token_written_as_no_other_authority_does_costs_the_time_and_not_the_signature(
    office: Office, authority: Authority, report: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Else the office would call its own report broken."""
    sha256 = bytes.fromhex("0609608648016503040201")
    use(office, authority)
    authority.otherwise = (sha256 + b"\5\0", sha256 + b"\4\0")
    assert seal(office, signed_report(office, report)).stamped_at is None
    assert "without an authority's time" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("flips", [FLIPS, pytest.param(LONG, marks=pytest.mark.long)])
def test_every_flipped_bit_is_found(office: Office, report: bytes, flips: int) -> None:
    """PDF programs overlook changes in the padding of a signature; this check does not."""
    signed, dice = signed_report(office, report), random.Random(flips)
    unseen = []
    for _each in range(flips):
        place, bit = dice.randrange(len(signed)), 1 << dice.randrange(8)
        if holds(office, _flipped(signed, place, bit)):
            unseen.append((place, bit, signed[place - 30 : place + 30]))
    assert not unseen


@pytest.mark.parametrize("flips", [FLIPS, pytest.param(LONG, marks=pytest.mark.long)])
def test_every_flipped_bit_of_a_time_stamp_is_found(
    office: Office, authority: Authority, report: bytes, flips: int
) -> None:
    """What nobody signs in it could be changed unseen: versions, digests, lengths, names."""
    use(office, authority)
    signed, dice = signed_report(office, report), random.Random(flips)
    first, last = _place(signed)
    places = [dice.randrange(first, last) for _each in range(flips)]
    changed = [(place, 1 << dice.randrange(8)) for place in places]
    assert not [at for at in changed if holds(office, _flipped(signed, *at))]


TOKEN = b"2A864886F70D010910020E"  # id-aa-timeStampToken
UNREAD = {
    "a digest's empty parameters": (b"04020105000", b"04020104000"),
    "what is added to the signature": (TOKEN, TOKEN[:-1] + b"F"),
    "a small letter in the name of who stamped": (b"696E7465726D", b"496E7465726D"),  # "interm"
}


@pytest.mark.parametrize(("old", "new"), UNREAD.values(), ids=UNREAD)
def test_what_readers_of_a_signature_pass_over_is_looked_at(
    office: Office, authority: Authority, report: bytes, old: bytes, new: bytes
) -> None:
    use(office, authority)
    signed = signed_report(office, report)
    before, found, after = signed.rpartition(old)
    assert found
    assert holds(office, signed)
    assert not holds(office, before + new + after)


def _place(signed: bytes) -> tuple[int, int]:
    """Where the digits of the signature start and end, the zeros behind them left out."""
    first = signed.index(b"/Contents <") + len(b"/Contents <")
    return first, first + len(signed[first : signed.index(b">", first)].rstrip(b"0"))


def _flipped(pdf: bytes, place: int, bit: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ bit]) + pdf[place + 1 :]


def holds(office: Office, pdf: bytes) -> bool:
    try:
        seal(office, pdf)
    except Known:
        return False
    return True


def test_what_is_added_afterwards_is_found(office: Office, report: bytes) -> None:
    """An incremental update leaves the signature whole and the paper another."""
    signed = signed_report(office, report)
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Lang"] = writer.root.get("/Lang", None) or writer.root["/Type"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(signed)
    with pytest.raises(Known):
        seal(office, out.getvalue())


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"not a pdf"])
def test_what_is_no_signed_report_is_said_to_be_none(office: Office, pdf: bytes) -> None:
    with pytest.raises(Known, match="not as this office signed it"):
        seal(office, pdf)


def test_an_unsigned_report_and_another_offices_are_refused(
    office: Office, report: bytes, tmp_path: Path
) -> None:
    other = establish(tmp_path / "other", "よその事務所", CLOCK)
    try:
        for pdf in (report, signed_report(other, report)):
            with pytest.raises(Known):
                seal(office, pdf)
    finally:
        other.database.close()


def test_a_report_in_a_file_is_checked_by_the_office(
    office: Office, authority: Authority, report: bytes, tmp_path: Path
) -> None:
    """What the command `office check-report` says; a missing file is said to be missing."""
    file = tmp_path / "report.pdf"
    with pytest.raises(Known, match="cannot be read"):
        seal_of(office, file)
    file.write_bytes(signed_report(office, report))
    assert seal_of(office, file).stamped_at is None
    use(office, authority)
    file.write_bytes(signed_report(office, report))
    assert seal_of(office, file).trusted


def test_a_lost_key_is_named_with_what_to_do(office: Office, report: bytes) -> None:
    (office.folder / FILE).write_text("nothing", encoding="utf-8")
    with pytest.raises(Known, match="cannot be read"):
        signed_report(office, report)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_an_ordinary_pdf_program_reads_the_signature(
    office: Office, report: bytes, tmp_path: Path
) -> None:
    """pdfsig (poppler): the signature is valid; who signed is for the reader to compare."""
    (tmp_path / "report.pdf").write_bytes(signed_report(office, report))
    done = subprocess.run(
        ["pdfsig", "-nocert", "report.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Signature is Valid" in done.stdout
    assert "Total document signed" in done.stdout
