"""A printer reached by IPP: a queue of CUPS or a printer that speaks IPP itself (RFC 8011).

The PDF goes out as it is, its size in hundredths of a millimetre and ``print-scaling`` none: the
only way that was measured to come out right on every paper (ux.md 2.1).
"""

import getpass
from collections.abc import Iterator
from dataclasses import dataclass

from visitapp.errors import Known
from visitapp.printing.ipp import Attributes, Operation, Reply, Tag, Typed, Value, request
from visitapp.printing.job import Abilities, JobReport, JobState, PrintJob, Size, demand
from visitapp.printing.line import Line, spooler

HUNDREDTHS = 100
ASKED = (
    "printer-name",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "media-size-supported",
    "media-col-ready",
    "sides-supported",
)
STOPPED = 5
"""RFC 8011, 5.4.11: the printer's own state, after idle and processing."""
DEFAULT = 0x20000
"""The bit of CUPS in a queue's type that says it is the default."""
STATES = {
    3: JobState.WAITING,
    4: JobState.WAITING,
    5: JobState.PRINTING,
    6: JobState.STOPPED,
    7: JobState.FAILED,
    8: JobState.FAILED,
    9: JobState.DONE,
}
"""RFC 8011, 5.3.7: pending, held, processing, stopped, canceled, aborted, completed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One queue; ``uri`` as the spooler names it, ``line`` how it is reached."""

    name: str
    uri: str
    line: Line

    def abilities(self) -> Abilities:
        """What it can print now; raises Known when it does not answer."""
        asked = ("requested-attributes", (Tag.KEYWORD, list(ASKED)))
        found = self._ask(Operation.GET_PRINTER_ATTRIBUTES, asked).group(Tag.PRINTER)
        return Abilities(
            sizes=tuple(_sizes(found.get("media-size-supported", []))),
            custom=_custom(found.get("media-size-supported", [])),
            loaded=tuple(_sizes(_media_sizes(found))),
            two_sided=any(side != "one-sided" for side in found.get("sides-supported", [])),
            accepts=found.get("printer-is-accepting-jobs", [True]) == [True],
            stopped=found.get("printer-state") == [STOPPED],
            reasons=_reasons(found, "printer-state-reasons"),
        )

    def send(self, job: PrintJob) -> str:
        """Hand the job over and give its id; raises Known when it would come out wrong."""
        abilities = demand(self, job)
        wishes = tuple(_wishes(job, turns=abilities.two_sided))
        made = self._ask(Operation.CREATE_JOB, ("job-name", (Tag.NAME, job.title)), job=wishes)
        number = made.group(Tag.JOB).get("job-id", [None])[0]
        if not isinstance(number, int):
            raise self._refused(made)
        self._ask(
            Operation.SEND_DOCUMENT,
            ("job-id", (Tag.INTEGER, number)),
            ("document-format", (Tag.MIME, "application/pdf")),
            ("last-document", (Tag.BOOLEAN, True)),
            document=job.pdf,
        )
        return str(number)

    def report(self, job_id: str) -> JobReport:
        """What became of a job; raises Known when the spooler does not know it."""
        reply = self._ask(Operation.GET_JOB_ATTRIBUTES, ("job-id", (Tag.INTEGER, int(job_id))))
        found = reply.group(Tag.JOB)
        state = found.get("job-state", [None])[0]
        known = STATES.get(state) if isinstance(state, int) else None
        if known is None:
            raise self._refused(reply)
        return JobReport(state=known, reasons=_reasons(found, "job-state-reasons"))

    def cancel(self, job_id: str) -> None:
        """Take a job back; nothing happens to one that is over."""
        if not self.report(job_id).is_over:
            self._ask(Operation.CANCEL_JOB, ("job-id", (Tag.INTEGER, int(job_id))))

    def _ask(
        self,
        operation: Operation,
        *asked: tuple[str, Typed],
        job: tuple[tuple[str, Typed], ...] = (),
        document: bytes = b"",
    ) -> Reply:
        first = (
            ("printer-uri", (Tag.URI, self.uri)),
            ("requesting-user-name", (Tag.NAME, getpass.getuser())),
        )
        ordered = sorted(asked, key=lambda pair: pair[0] != "job-id")
        reply = self.line.ask(request(operation, (*first, *ordered), job, document))
        if not reply.succeeded:
            raise self._refused(reply)
        return reply

    def _refused(self, reply: Reply) -> Known:
        told = reply.group(Tag.OPERATION).get("status-message", [])
        return Known(
            "Printer refused the job",
            "The printer “{printer}” refused the job ({what}).",
            "Choose another printer, or save the PDF.",
            printer=self.name,
            what=told[0] if told else f"0x{reply.status:04x}",
        )


def queues(line: Line | None = None) -> tuple[Queue, ...]:
    """The queues of this computer's spooler, its default first, the others in its order.

    Raises Known when it does not answer.
    """
    line = line or spooler()
    wanted = ["printer-name", "printer-uri-supported", "printer-type"]
    asked = ("requested-attributes", (Tag.KEYWORD, wanted))
    reply = line.ask(request(Operation.CUPS_GET_PRINTERS, [asked]))
    found = [group for tag, group in reply.groups if tag == Tag.PRINTER]
    found.sort(key=lambda group: not _is_default(group))
    return tuple(
        Queue(
            name=str(group["printer-name"][0]),
            uri=str(group["printer-uri-supported"][0]),
            line=Line(uri=str(group["printer-uri-supported"][0]), socket=line.socket),
        )
        for group in found
        if {"printer-name", "printer-uri-supported"} <= group.keys()
    )


def _is_default(group: Attributes) -> bool:
    kind = group.get("printer-type", [0])[0]
    return isinstance(kind, int) and bool(kind & DEFAULT)


def _wishes(job: PrintJob, *, turns: bool) -> Iterator[tuple[str, Typed]]:
    """The attributes of a job: its sheet to the hundredth of a millimetre, and no scaling.

    A printer that can't turn the sheet gets the inside alone: the outer face is written by hand or
    printed on a second pass, never on a sheet of its own (layout 1b). One that can is told when not
    to, so that no note gets another customer's on its back.
    """
    width, height = (round(side * HUNDREDTHS) for side in job.size)
    size = {"x-dimension": (Tag.INTEGER, width), "y-dimension": (Tag.INTEGER, height)}
    media: dict[str, Typed] = {"media-size": (Tag.COLLECTION, size)}
    media |= {
        f"media-{edge}-margin": (Tag.INTEGER, 0) for edge in ("top", "bottom", "left", "right")
    }
    yield "media-col", (Tag.COLLECTION, media)
    yield "print-scaling", (Tag.KEYWORD, "none")
    yield "copies", (Tag.INTEGER, job.copies)
    if turns:
        yield "sides", (Tag.KEYWORD, "two-sided-short-edge" if job.two_sided else "one-sided")
    elif job.two_sided:
        yield "page-ranges", (Tag.RANGE, [(front, front) for front in job.fronts])


def _media_sizes(found: Attributes) -> list[Value]:
    return [
        size
        for media in found.get("media-col-ready", [])
        if isinstance(media, dict)
        for size in media.get("media-size", [])
    ]


def _sizes(values: list[Value]) -> Iterator[Size]:
    for value in values:
        if isinstance(value, dict):
            width, height = _side(value, "x-dimension"), _side(value, "y-dimension")
            if isinstance(width, int) and isinstance(height, int):
                yield width / HUNDREDTHS, height / HUNDREDTHS


def _custom(values: list[Value]) -> tuple[Size, Size] | None:
    """The range of sizes a printer cuts or feeds to measure, when it names one."""
    for value in values:
        if isinstance(value, dict):
            width, height = _side(value, "x-dimension"), _side(value, "y-dimension")
            if isinstance(width, tuple) and isinstance(height, tuple):
                low, high = zip(width, height, strict=True)
                return (
                    (low[0] / HUNDREDTHS, low[1] / HUNDREDTHS),
                    (high[0] / HUNDREDTHS, high[1] / HUNDREDTHS),
                )
    return None


def _side(size: Attributes, name: str) -> Value | None:
    return size.get(name, [None])[0]


def _reasons(found: Attributes, name: str) -> tuple[str, ...]:
    told = (str(reason) for reason in found.get(name, []))
    return tuple(reason for reason in told if reason != "none")
