"""When an entry was written: the stamp it carries, and the bracket the true time lies in.

Time is a bracket, not a number (design: the journal): wall clock, suspend-inclusive monotonic
clock, boot id and the last office anchor give earliest, estimate, latest and a class.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

EPOCH = datetime.fromtimestamp(0, UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
STEP_TOLERANCE = 2 * SECOND
SUSPEND_TOLERANCE = 30 * SECOND
DRIFT_PPM = 100
REBOOT_TOLERANCE = 60 * SECOND
DAY_MINUTES = 24 * 60


class TimeClass(StrEnum):
    """How well a time is known: A same boot as an anchor … X contradiction; claimed by a person."""

    A = "A"
    B = "B"
    C = "C"
    X = "X"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The last office time this laptop heard: µs; ``u`` is half the round trip."""

    boot: str
    mono: int
    server: int
    u: int
    receipt: str

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> "Anchor":
        """Read the five keys; TypeError, KeyError or ValueError when one is missing or wrong."""
        if _whole(value["u"]) < 0:
            raise ValueError("no round trip is shorter than nothing")
        return cls(
            boot=_text(value["boot"]),
            mono=_whole(value["mono"]),
            server=_whole(value["server"]),
            u=_whole(value["u"]),
            receipt=_text(value["receipt"]),
        )

    def as_json(self) -> dict[str, object]:
        """The wire form."""
        return {
            "boot": self.boot,
            "mono": self.mono,
            "server": self.server,
            "u": self.u,
            "receipt": self.receipt,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """``t`` of an entry: wall µs since 1970 UTC, tz minutes east, mono µs, boot id, anchor."""

    wall: int
    tz: int
    mono: int
    boot: str
    anchor: Anchor | None = None

    @classmethod
    def from_json(cls, value: Mapping[str, object], anchor: Anchor | None) -> "Stamp":
        """Read wall, tz, mono and boot; TypeError, KeyError or ValueError when one is wrong.

        A zone of a day or more has no time: such an entry would stop every list it stands in.
        """
        if abs(_whole(value["tz"])) >= DAY_MINUTES:
            raise ValueError("no zone is a day away")
        return cls(
            wall=_whole(value["wall"]),
            tz=_whole(value["tz"]),
            mono=_whole(value["mono"]),
            boot=_text(value["boot"]),
            anchor=anchor,
        )

    def as_json(self) -> dict[str, object]:
        """The wire form."""
        anchor = None if self.anchor is None else self.anchor.as_json()
        return {
            "wall": self.wall,
            "tz": self.tz,
            "mono": self.mono,
            "boot": self.boot,
            "anchor": anchor,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """Where the true time lies; aware datetimes in the writer's zone, None where open."""

    earliest: datetime | None
    estimate: datetime
    latest: datetime | None
    klass: TimeClass


# Both are values: every fold asks for the same brackets of the same entries again.
@lru_cache(maxsize=8192)
def bracket(t: Stamp, received: int | None = None) -> Bracket:
    """The bracket of a stamp; ``received`` (µs) is the time of the first receipt naming it.

    The estimate never depends on ``received``: laptops that know of no receipt fold the same.
    """
    zone = timezone(timedelta(minutes=t.tz))
    low, estimate, high, klass = _span(t)
    if received is not None:
        if (low or estimate) > received + REBOOT_TOLERANCE:
            klass, low = TimeClass.X, None if t.anchor is None else t.anchor.server - t.anchor.u
        high = received if high is None else min(high, received)
        low = None if low is None else min(low, high)
    return Bracket(
        earliest=None if low is None else _at(low, zone),
        estimate=_at(estimate, zone),
        latest=None if high is None else _at(high, zone),
        klass=klass,
    )


def _span(t: Stamp) -> tuple[int | None, int, int | None, TimeClass]:
    anchor = t.anchor
    if anchor is None:
        return None, t.wall, None, TimeClass.C
    passed = t.mono - anchor.mono
    same_boot = anchor.boot == t.boot
    if same_boot and passed >= 0:
        slack = anchor.u + _drift(passed + anchor.u)
        estimate = anchor.server + passed
        return estimate - slack, estimate, estimate + slack, TimeClass.A
    if same_boot or t.wall < anchor.server - REBOOT_TOLERANCE:
        return anchor.server - anchor.u, anchor.server, None, TimeClass.X
    return anchor.server - anchor.u, max(t.wall, anchor.server), None, TimeClass.B


def _drift(passed: int) -> int:
    """How far a clock that runs up to 100 ppm wrong may be off after ``passed`` of its own µs.

    A clock that runs slow by d shows passed = true · (1 - d), so the share is d / (1 - d).
    """
    return -(-passed * DRIFT_PPM // (SECOND - DRIFT_PPM))


class Basis(StrEnum):
    """What a duration was measured with."""

    MONO = "mono"
    WALL = "wall"


def elapsed(start: Stamp, end: Stamp) -> tuple[timedelta, Basis]:
    """Time between two stamps: the monotonic clock in one boot, wall time across a reboot."""
    if start.boot == end.boot:
        return timedelta(microseconds=max(0, end.mono - start.mono)), Basis.MONO
    return timedelta(microseconds=max(0, end.wall - start.wall)), Basis.WALL


def step_of(last: Stamp, now: Stamp) -> int:
    """Size in µs of a clock step between two stamps of one laptop, 0 when there was none.

    Same boot: wall and monotonic time drifted apart by more than 2 s + 100 ppm. Other boot: the
    wall clock stands before the last entry.
    """
    moved = now.wall - last.wall
    if last.boot != now.boot:
        return min(0, moved)
    passed = now.mono - last.mono
    drift = moved - passed
    return drift if abs(drift) > STEP_TOLERANCE + passed * DRIFT_PPM // SECOND else 0


def _at(micros: int, zone: timezone) -> datetime:
    return (EPOCH + timedelta(microseconds=micros)).astimezone(zone)


def micros(at: datetime) -> int:
    """µs since 1970 UTC of an aware datetime."""
    return (at - EPOCH) // MICROSECOND


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not an integer")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value
