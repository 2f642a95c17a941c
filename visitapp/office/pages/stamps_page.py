"""The office's time stamps in words: who confirmed what, whether it holds, what it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from visitapp.errors import Known
from visitapp.office.sealing.report_key import report_key
from visitapp.office.seat import Office
from visitapp.office.stamping import standing
from visitapp.office.stamping.standing import Standing
from visitapp.texts import tell
from visitapp.texts import translate as _

SHORT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One stamp; ``state`` says that it holds, or why not."""

    time: str
    signer: str
    told: str
    root: str
    holds: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The section: what a stamp here is worth, the last ones, the last failure in a sentence.

    ``report`` is the SHA-256 of the certificate that signs reports.
    """

    worth: str
    lines: Sequence[Line]
    failure: str
    report: str


def compose(office: Office) -> Stamps:
    """The section of this moment; settings that don't make sense are its failure."""
    now = office.clock.now()
    report = ""
    try:
        report = report_key(office.folder, office.name, now).fingerprint
        found = standing.overview(office)
    except Known as known:
        return Stamps(worth="", lines=(), failure=tell(known).sentence, report=report)
    return Stamps(
        worth=found.worth,
        lines=[_line(one, now) for one in found.stamps],
        failure=tell(found.failure.known).sentence if found.failure else "",
        report=report,
    )


def _line(one: Standing, now: datetime) -> Line:
    words = one.stamp.words
    return Line(
        time=f"{one.stamp.at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}",
        signer=one.stamp.signer or one.stamp.authority,
        told=_("over {count} records", count=words.size),
        root=words.root[:SHORT],
        holds=one.trouble is None,
        state=tell(one.trouble).sentence if one.trouble else _("holds"),
    )
