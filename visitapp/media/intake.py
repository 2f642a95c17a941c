"""Taking a photo in: a quick verdict at once, copies and codes afterwards (design 2, flow B).

The order of the caller: ``read_photo`` → ``judge`` (refuse?) → the vault → the entry → 保存済み;
then ``Intake.copies_and_codes``. ``judge`` decodes nothing and needs no worker; a preview that
cannot be made is a warning and never an error, because the original is safe by then.
"""

import re
import threading
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Self

from visitapp.media import heif, jpeg, png
from visitapp.media.companion import COMMAND, Companion, Gone
from visitapp.media.exif import Examined, examine_exif
from visitapp.media.frames import Look, Seen, Trouble
from visitapp.media.shown import shown_name
from visitapp.media.sniff import NO_PREVIEW, Sniffed, sniff
from visitapp.media.verdict import Reason, Verdict

SECONDS = 30.0  # wall clock; a 48-MP HEIC takes 5 s on a slow laptop
SEARCH_SECONDS = 0.8  # the hint to take a photo again must come within a second

ENDINGS = {
    jpeg.MIME: frozenset(("jpg", "jpeg", "jpe", "jfif", "mpo")),
    png.MIME: frozenset(("png",)),
    heif.MIME: frozenset(("heic", "heif", "hif")),
}
KINDS = {jpeg.MIME: "JPEG", png.MIME: "PNG", heif.MIME: "HEIC"}
OTHER_ENDING = Reason(
    "The name ends in {ending}, but the content is {kind}.",
    "The photo is kept; if it was renamed or converted, take the camera's own file if you can.",
)
TROUBLES = {
    Trouble.NO_PREVIEW: Reason(
        "No preview could be made; the original is kept as it is.",
        "Take one more photo if you can.",
    ),
    Trouble.DAMAGED: Reason(
        "Only a part of the photo can be shown: the file is damaged.",
        "Copy the photo from the camera again if it is still there.",
    ),
    Trouble.DARK: Reason(
        "The photo is completely dark; nothing can be seen.",
        "Take the photo again with more light.",
    ),
    Trouble.BLANK: Reason(
        "The photo shows one even surface; nothing can be seen.",
        "Take the photo again; something may have covered the lens.",
    ),
}


class Origin(StrEnum):
    """Where a photo seems to come from, by its own word."""

    CAMERA = "camera"
    EDITED = "edited"
    UNKNOWN = "unknown"  # no camera named: a messenger, a screen, a scanner


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All that is known before anything is decoded; ``file_name`` is safe display text.

    ``orientation`` goes to ``Intake``; ``captured_at``, ``camera`` are the camera's word.
    """

    file_name: str
    taken: Verdict
    reasons: tuple[Reason, ...]
    mime: str
    captured_at: str
    camera: str
    origin: Origin
    has_position: bool
    orientation: int
    width: int
    height: int

    @property
    def reason(self) -> Reason | None:
        """The first reason, or None when the photo is simply kept."""
        return self.reasons[0] if self.reasons else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Upright JPEGs without any metadata; b"" when none could be made (then a warning says so).

    ``width``, ``height``: pixels of the working copy.
    """

    working: bytes = field(default=b"", repr=False)
    thumbnail: bytes = field(default=b"", repr=False)
    width: int = 0
    height: int = 0
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Copies and the texts of QR codes; ``searched`` is False when nothing could be looked at."""

    copies: Copies
    codes: tuple[str, ...] = ()
    searched: bool = False


def examine(data: bytes) -> Examined:
    """The camera's word about a photo; decodes nothing, below 1 ms, never raises."""
    return examine_exif(sniff(data).exif)


def judge(file_name: str, data: bytes) -> Judged:
    """Verdict and facts from the bytes; the name only adds a warning. Never raises."""
    seen = sniff(data)
    facts = examine_exif(seen.exif)
    reasons = seen.reasons + facts.reasons + _ending_reasons(file_name, seen.mime)
    taken = seen.verdict
    if taken == Verdict.KEPT and reasons:
        taken = Verdict.WARNED
    return Judged(
        file_name=shown_name(file_name),
        taken=taken,
        reasons=reasons,
        mime=seen.mime,
        captured_at=facts.captured_at,
        camera=facts.camera,
        origin=_origin(facts),
        has_position=facts.has_position,
        orientation=facts.orientation,
        width=seen.width,
        height=seen.height,
    )


def _origin(facts: Examined) -> Origin:
    if facts.edited:
        return Origin.EDITED
    return Origin.CAMERA if facts.camera else Origin.UNKNOWN


def _ending_reasons(file_name: str, mime: str) -> tuple[Reason, ...]:
    """A name without an ending is fine; one that promises something else is told."""
    ending = re.search(r"\.([A-Za-z0-9]{1,5})$", file_name)
    if not ending or not mime or ending[1].lower() in ENDINGS[mime]:
        return ()
    values = {"ending": ending[0], "kind": KINDS[mime]}
    return (Reason(OTHER_ENDING.message, OTHER_ENDING.advice, values),)


class Intake:
    """Copies and codes, made by a worker process that is started when first needed.

    Use it as a context; calls from several threads wait for one another. A worker that dies or
    exceeds ``seconds`` is replaced at the next call. A search for codes that has lasted for
    ``search_seconds``, decoding included, tries nothing more.
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        search_seconds: float = SEARCH_SECONDS,
        command: tuple[str, ...] = COMMAND,
    ) -> None:
        self._seconds = seconds
        self._search_seconds = search_seconds
        self._command = command
        self._companion: Companion | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def worker_pid(self) -> int | None:
        """The worker's process number, None while none runs."""
        return self._companion.pid if self._companion else None

    def warm(self) -> None:
        """Start the worker now, so that the first photo does not wait for it."""
        with self._turn:
            self._ready()

    def close(self) -> None:
        """End the worker; the next call would start a new one."""
        with self._turn:
            self._drop()

    def copies(self, data: bytes) -> Copies:
        """Working copy and thumbnail."""
        return _copies(self._look(data, copies=True, codes=False))

    def codes(self, data: bytes) -> tuple[str, ...]:
        """Texts of the QR codes in the picture; () also when it cannot be decoded."""
        return self.search(data).codes

    def search(self, data: bytes) -> Looked:
        """The codes alone, and whether the picture could be looked at; without copies."""
        seen = self._look(data, copies=False, codes=True)
        return Looked(copies=Copies(), codes=seen.codes, searched=seen.searched)

    def copies_and_codes(self, data: bytes) -> Looked:
        """Both from one decoding."""
        seen = self._look(data, copies=True, codes=True)
        return Looked(copies=_copies(seen), codes=seen.codes, searched=seen.searched)

    def _look(self, data: bytes, *, copies: bool, codes: bool) -> Seen:
        sniffed = sniff(data)
        if not _is_worth_trying(sniffed):
            return Seen(troubles=(Trouble.NO_PREVIEW,))
        orientation = examine_exif(sniffed.exif).orientation
        look = Look(
            data=data,
            copies=copies,
            codes=codes,
            orientation=orientation,
            seconds=max(1, int(self._seconds)),
            search_seconds=self._search_seconds,
        )
        with self._turn:
            try:
                return self._ready().ask(look, self._seconds)
            except Gone:
                self._drop()
                return Seen(troubles=(Trouble.NO_PREVIEW,))

    def _ready(self) -> Companion:
        if self._companion is not None and not self._companion.is_alive():
            self._drop()
        if self._companion is None:
            self._companion = Companion(self._command)
        return self._companion

    def _drop(self) -> None:
        if self._companion is not None:
            self._companion.stop()
            self._companion = None


def _is_worth_trying(sniffed: Sniffed) -> bool:
    return sniffed.verdict != Verdict.REFUSED and NO_PREVIEW not in sniffed.reasons


def _copies(seen: Seen) -> Copies:
    return Copies(
        working=seen.working,
        thumbnail=seen.thumbnail,
        width=seen.width,
        height=seen.height,
        warnings=tuple(TROUBLES[trouble] for trouble in seen.troubles),
    )
