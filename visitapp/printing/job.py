"""What is printed, where, and what the spooler says of it: shared by every kind of printer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from visitapp.errors import Known
from visitapp.printing.trouble import no_print, to_mend

Size = tuple[float, float]
"""Width and height of an upright sheet in millimetres."""
TOLERANCE = 1.0
"""Millimetres by which a printer's own figure for a size may differ (inches are rounded)."""


class JobState(StrEnum):
    """How far a sheet has come, by the spooler's word."""

    WAITING = "waiting"
    PRINTING = "printing"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One PDF of one size; ``title`` is seen in the spooler's list and names no customer.

    Of a job with backs, ``fronts`` are the pages that are none, from 1: all a printer gets that
    can't turn the sheet.
    """

    pdf: bytes
    size: Size
    title: str
    copies: int = 1
    two_sided: bool = False
    fronts: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a printer says of itself.

    ``sizes`` are the fixed ones, ``custom`` the least and largest it takes besides; ``loaded``
    those it says are in its trays, empty when it does not know. ``reasons`` are its own keywords
    (RFC 8011, 5.4.12) for why it can't print now; one that is ``stopped`` may still take jobs.
    """

    sizes: tuple[Size, ...] = ()
    custom: tuple[Size, Size] | None = None
    loaded: tuple[Size, ...] = ()
    two_sided: bool = False
    accepts: bool = True
    stopped: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def prints(self) -> bool:
        """Whether what is sent now comes out now: nothing has to be mended first."""
        return self.accepts and not self.stopped and not to_mend(self.reasons)

    def takes(self, size: Size) -> bool:
        """Whether a sheet of this size comes out at this size."""
        if any(_alike(size, fixed) for fixed in self.sizes):
            return True
        if self.custom is None:
            return False
        low, high = self.custom
        return low[0] <= size[0] <= high[0] and low[1] <= size[1] <= high[1]

    def has_loaded(self, size: Size) -> bool:
        """Whether this size lies in a tray, as far as the printer knows."""
        return not self.loaded or any(_alike(size, lying) for lying in self.loaded)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReport:
    """The spooler's last word on a job: its state and its keywords for why (RFC 8011, 5.3.8)."""

    state: JobState
    reasons: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to the job."""
        return self.state in {JobState.DONE, JobState.FAILED}


class Printer(Protocol):
    """A way to paper; every method raises Known with advice when the printer can't be reached."""

    @property
    def name(self) -> str:
        """The name a person knows it by."""

    def abilities(self) -> Abilities:
        """What it can print now; asked anew each time."""

    def send(self, job: PrintJob) -> str:
        """Hand the job over; gives the spooler's id of it. The size is checked before."""

    def report(self, job_id: str) -> JobReport:
        """What became of a job."""

    def cancel(self, job_id: str) -> None:
        """Take a job back that is not printed yet; nothing happens to one that is over."""


def demand(printer: Printer, job: PrintJob) -> Abilities:
    """Refuse a job before it can come out wrong: an unknown size never becomes A4 (ux.md 2.1).

    Gives what the printer can do; raises Known when it refuses work or does not have the size.
    """
    abilities = printer.abilities()
    if not abilities.accepts:
        raise no_print(printer.name, abilities.reasons)
    if not abilities.takes(job.size):
        width, height = job.size
        raise Known(
            "Paper size not supported",
            "The printer “{printer}” can't print on {size} mm.",
            "Choose another paper or another printer; nothing was printed.",
            printer=printer.name,
            size=f"{width:g} x {height:g}",
        )
    return abilities


def _alike(one: Size, other: Size) -> bool:
    return abs(one[0] - other[0]) <= TOLERANCE and abs(one[1] - other[1]) <= TOLERANCE
