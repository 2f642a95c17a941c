"""A teller: writes real entries of several laptops without a store."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import pytest

from visitapp.domain.chain import Attachment, Item, Link, Sealed, after, forge, read_entry
from visitapp.domain.codec import Content
from visitapp.domain.events import About, Draft, Event, Gate, body_bytes, read_event
from visitapp.domain.stamps import Stamp, micros

JST = timezone(timedelta(hours=9))
PROMISED = datetime(2026, 11, 25, 14, 30, tzinfo=JST)
VISIT = "019abcde-1111-7000-8000-000000000001"


@dataclass
class Teller:
    """One laptop that writes entries about one visit at stated minutes after the promise."""

    name: str = "a"
    boot: str = "b1"
    visit: str = VISIT
    link: Link = field(init=False)
    ids: itertools.count = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        device = (self.name.encode().hex() + "0" * 32)[:32]
        self.link = Link(device=device, incarnation="0123456789abcdef")

    def at(
        self,
        minutes: float,
        content: Content,
        *,
        gates: tuple[Gate, ...] = (),
        attach: tuple[Attachment, ...] = (),
        wall_shift: timedelta = timedelta(0),
    ) -> Event:
        moment = PROMISED + timedelta(minutes=minutes)
        draft = Draft(about=About(visit=self.visit), actor="p1", content=content, gates=gates)
        sealed = Sealed(salt=b"s" * 32, body=body_bytes(draft), attach=attach)
        stamp = Stamp(
            wall=micros(moment + wall_shift),
            tz=540,
            mono=micros(moment) - micros(PROMISED) + 10**12,
            boot=self.boot,
        )
        raw = forge(
            self.link,
            entry_id=f"{self.link.device}-{next(self.ids):04d}",
            kind=content.kind,
            t=stamp,
            policy="2026-11-1",
            sealed=sealed,
        )
        self.link = after(read_entry(raw))
        return read_event(Item(raw=raw, sig=b"", salt=sealed.salt, body=sealed.body))


@pytest.fixture
def teller() -> Callable[..., Teller]:
    return Teller


@pytest.fixture
def promised() -> datetime:
    return PROMISED
