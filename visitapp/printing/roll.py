"""A roll's printer without a spooler: asked before, heard meanwhile, asked again after.

What is known at the end is told as it is: printed when the printer's mark came back and nothing
stops it, otherwise nobody knows and the person is asked. A job that broke off in its middle is a
failure, because the note can't have come out whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from visitapp.clock import idle
from visitapp.documents.papers import DOTS
from visitapp.errors import Known
from visitapp.printing import escpos, trouble
from visitapp.printing.address import Address
from visitapp.printing.bitmap import bitmap
from visitapp.printing.channel import Channel, to_device, to_network
from visitapp.printing.escpos import Hearing, Question
from visitapp.printing.job import Abilities, JobReport, JobState, PrintJob
from visitapp.printing.trouble import stops
from visitapp.texts import translate, why

PRINTED, UNKNOWN = "printed", ""
"""The two ids a job is given: the printer's mark came back, or only the person can say."""
SHORTEST, LONGEST = 30.0, 2000.0
"""Millimetres of a page: less is no note, more is half a roll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds: for an answer, without a byte going, for the last row after the last byte."""

    answer: float = 2.0
    stall: float = 10.0
    finish: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RollPrinter:
    """One printer by the name of the settings; nothing of it is kept open between two jobs."""

    name: str
    address: Address
    patience: Patience = Patience()

    def abilities(self) -> Abilities:
        """Its roll, and whether it has paper now; raises Known when it does not answer."""
        with self._talk() as talk:
            reasons = talk.condition() or ()
        width = self.address.roll.width
        return Abilities(
            custom=((width, SHORTEST), (width, LONGEST)),
            accepts=not stops(reasons),
            reasons=reasons,
        )

    def send(self, job: PrintJob) -> str:
        """Print it and wait for the last row; gives what is known of it.

        Raises Known when nothing was sent, or when the sheet broke off.
        """
        dots = bitmap(job.pdf, self.address.width, DOTS)
        data = escpos.job(dots, cut=self.address.cut, copies=job.copies)
        with self._talk() as talk:
            before = talk.condition()
            if before and stops(before):
                raise trouble.no_print(self.name, before)
            self._push(talk, data)
            if before is None:
                # what a mute one says after all is taken in and not believed: it may be an echo
                talk.is_done(self.patience.answer)
                return UNKNOWN
            return PRINTED if talk.is_done(self.patience.finish) else UNKNOWN

    def report(self, job_id: str) -> JobReport:
        """What became of a job; of one nobody knows of, why the printer stands now."""
        if job_id == PRINTED:
            return JobReport(state=JobState.DONE)
        with suppress(Known):
            return JobReport(state=JobState.WAITING, reasons=self.abilities().reasons)
        return JobReport(state=JobState.WAITING, reasons=(trouble.UNREACHED,))

    def cancel(self, job_id: str) -> None:
        """A sheet is out before it could be taken back."""

    def _push(self, talk: "_Talk", data: bytes) -> None:
        try:
            went = talk.push(data)
            talk.hearing.marked = False  # what came before the last byte went is not the mark
        except OSError as error:
            raise trouble.broke_off(self.name, why(error)) from error
        if not went:
            told = trouble.reason_words(talk.hearing.changed) if stops(talk.hearing.changed) else ""
            raise trouble.broke_off(self.name, told or translate(trouble.STANDS_STILL))

    @contextmanager
    def _talk(self) -> Iterator["_Talk"]:
        """A connection for one conversation; Known when there is none to be had, or it breaks."""
        try:
            channel = self._channel()
            try:
                yield _Talk(channel=channel, patience=self.patience)
            finally:
                channel.close()
        except OSError as error:
            raise Known(
                "Printer does not answer",
                "The printer does not answer ({what}).",
                "Save the PDF, or complete a pre-printed note; the record goes on.",
                what=why(error),
            ) from error

    def _channel(self) -> Channel:
        where = self.address
        if where.device:
            return to_device(where.device, where.baud)
        return to_network(where.host, where.port)


@dataclass(slots=True, kw_only=True)
class _Talk:
    """One conversation; ``hearing`` is what the printer said in it."""

    channel: Channel
    patience: Patience
    hearing: Hearing = field(default_factory=Hearing)

    def condition(self) -> tuple[str, ...] | None:
        """What stands against printing now, asked question by question; None from a mute one."""
        found: dict[str, None] = {}
        for question in Question:
            answer = self._ask(question)
            if answer is None and question is Question.PRINTER:
                return None
            if answer is not None:
                found |= dict.fromkeys(escpos.reasons(question, answer))
        return _plain(tuple(found))

    def push(self, data: bytes) -> bool:
        """All bytes, hearing meanwhile; False when they no longer go or the printer is stopped.

        Raises OSError when the way breaks.
        """
        left = memoryview(data)
        end = idle() + self.patience.stall
        while left:
            heard, free = self.channel.wait(max(end - idle(), 0), writing=True)
            if heard:
                self.hearing.hear(self.channel.read())
            if stops(self.hearing.changed) or not (free or idle() < end):
                return False
            if free:
                left = left[self.channel.write(left) :]
                end = idle() + self.patience.stall
        return True

    def is_done(self, seconds: float) -> bool:
        """Whether the mark comes back in so many seconds and nothing stops the printer then."""
        end = idle() + seconds
        try:
            while not self.hearing.marked and idle() < end:
                silent = not self._listen(self.patience.answer)
                if stops(self.hearing.changed) or (silent and stops(self.condition() or ())):
                    return False
            found = (*self.hearing.changed, *(self.condition() or ()))
            return self.hearing.marked and not stops(found)
        except OSError:  # it left after the last byte: the sheet may lie there or not
            return False

    def _ask(self, question: Question) -> int | None:
        """The answer to one question, None when there is none in time."""
        self.hearing.answers.clear()
        end = idle() + self.patience.answer
        went = self.push(question.sent)
        while went and not self.hearing.answers and idle() < end:
            self._listen(max(end - idle(), 0))
        return self.hearing.answers[-1] if self.hearing.answers else None

    def _listen(self, seconds: float) -> bool:
        """Take in what comes within so many seconds; False when nothing did."""
        heard, _ = self.channel.wait(seconds, writing=False)
        if heard:
            self.hearing.hear(self.channel.read())
        return heard


def _plain(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """Only what stops it where something does, and being off line only where nothing says why."""
    stopping = [one for one in reasons if one not in trouble.HINTS]
    return tuple([one for one in stopping if one != trouble.OFFLINE] or stopping) or reasons
