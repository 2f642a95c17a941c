"""A signed report from a file, checked against this office's own key and trusted authorities."""

from pathlib import Path

from visitapp.errors import Known
from visitapp.office.sealing.checking import Seal, checked_report
from visitapp.office.sealing.report_key import report_key
from visitapp.office.seat import Office
from visitapp.office.stamping import asking
from visitapp.office.stamping.authority import OFF, load_authority

LARGEST = 256 << 20


def seal_of(office: Office, file: Path) -> Seal:
    """What the signature shows; Known when the file cannot be read or does not hold."""
    try:
        with file.open("rb") as opened:
            pdf = opened.read(LARGEST)
    except OSError as error:
        raise Known(
            "Report not readable",
            "The report {path} cannot be read ({what}).",
            "Give the PDF as it came from the office.",
            path=file,
            what=error.strerror or error,
        ) from error
    now = office.clock.now()
    key = report_key(office.folder, office.name, now)
    authority = load_authority(office.folder)
    is_set = authority.authority != OFF
    trusted = asking.trusted_by(authority, office.folder) if is_set else []
    return checked_report(pdf, key.certificate, trusted, now)
