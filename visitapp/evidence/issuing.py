"""A dossier is written to a scratch file, checked there like a stranger's, and only then given out.

Every single signature is checked when a dossier is made: what an office or a laptop took in on the
strength of a batch's last signature is proven entry by entry here.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from visitapp.errors import Known
from visitapp.evidence.dossier import Dossier, Signs, Told, write_dossier
from visitapp.evidence.verdict import Outcome, Verdict, examine, fingerprint_of

PRIVATE = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A written, checked dossier: SHA-256 and bytes, the office's fingerprint ("" for none)."""

    sha256: str
    size: int
    fingerprint: str
    verdict: Verdict


def issue(dossier: Dossier, scratch: Path, signer: Signs, told: Told | None = None) -> Issued:
    """Write ``dossier`` to the new file ``scratch``, flush it and check all of it.

    ``told`` hears how far the writing is (bytes), then how far the check; what it raises ends it.

    Raises OSError when it can't be written and Known when the records contradict themselves; the
    caller removes the file then.
    """
    handle = os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE)
    with os.fdopen(handle, "w+b") as file:
        write_dossier(dossier, file, signer, told)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.seek(0, os.SEEK_END)
    fingerprint = fingerprint_of(dossier.office_key) if dossier.office_key else ""
    verdict = examine(scratch, fingerprint, every=True, told=told)
    if verdict.outcome is not Outcome.HOLDS:
        raise Known(
            "Records do not hold",
            "The dossier was not made, because the records contradict themselves: {what}",
            "Run store check and tell your office. Don't delete anything.",
            what=verdict.findings[-2].text,
        )
    return Issued(sha256=sha256, size=size, fingerprint=fingerprint, verdict=verdict)
