"""What is said of a dossier that was made, and while it is being made."""

from pathlib import Path

from visitapp.cli.output import mention
from visitapp.evidence.dossier import Told
from visitapp.evidence.issuing import Issued
from visitapp.evidence.verdict import shown_fingerprint
from visitapp.evidence.verdict_words import finding_line
from visitapp.texts import N_, translate

STEP = 64 << 20  # bytes from one line of progress to the next


def issued_lines(file: Path, issued: Issued) -> list[str]:
    """Where a dossier was written, whose fingerprint it carries, and what was found in it."""
    lines = [translate(N_("Written to {path}, checked."), path=file)]
    if issued.fingerprint:
        shown = shown_fingerprint(issued.fingerprint)
        lines.append(translate(N_("Fingerprint of the office: {shown}"), shown=shown))
    return [*lines, *(finding_line(finding) for finding in issued.verdict.findings)]


def told() -> Told:
    """Progress on standard error every 64 MB."""
    shown = 0

    def tell(done: int, whole: int) -> None:
        nonlocal shown
        if done - shown >= STEP:
            shown = done
            mention(translate(N_("{done} of {whole} MB"), done=done >> 20, whole=whole >> 20))

    return tell
