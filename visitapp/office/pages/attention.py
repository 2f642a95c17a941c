"""確認が必要なこと: what was found, what lies apart, photos that are asked to be destroyed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from visitapp.incidents import office_words
from visitapp.office import erasing, incidents, tables
from visitapp.office.blobs import thumb_path
from visitapp.office.pages.reading import Names
from visitapp.office.seat import Office
from visitapp.texts import translate as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding in words: when, whose, what, one sentence and what to do."""

    time: str
    laptop: str
    title: str
    sentence: str
    advice: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A photo somebody asks to have destroyed; ``thumb`` when its small picture is here."""

    sha256: str
    time: str
    visit: str
    person: str
    reason: str
    thumb: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything on it; ``apart`` in sentences."""

    found: Sequence[Found]
    wishes: Sequence[Wish]
    apart: Sequence[str]


def compose(office: Office) -> Page:
    """The page as it stands now."""
    now = office.clock.now()
    wishes, found = erasing.open_wishes(office), incidents.newest(office)
    apart = incidents.apart(office)
    with office.database.reading() as connection:
        laptops, names = _laptops(connection), Names(connection)
        people = {one.actor: names.person(one.actor) for one in wishes}
    return Page(
        found=[_found(one, laptops, now) for one in found],
        wishes=[
            Wish(
                sha256=one.sha256,
                time=_when(one.at, now),
                visit=one.visit,
                person=people[one.actor],
                reason=one.reason,
                thumb=thumb_path(office.folder, one.sha256).is_file(),
            )
            for one in wishes
        ],
        apart=[
            _(
                "{count} records of {device}, branch {branch}, are kept apart.",
                count=count,
                device=laptops.get(device, device[:8]),
                branch=branch,
            )
            for device, branch, count in apart
        ],
    )


def lines(office: Office, limit: int) -> list[str]:
    """The same in a few lines, for the card on the first page."""
    now = office.clock.now()
    with office.database.reading() as connection:
        laptops = _laptops(connection)
    told = [_("{n} photos are asked to be destroyed", n=n)] if (n := _count(office)) else []
    for one in incidents.newest(office)[:limit]:
        found = _found(one, laptops, now)
        told.append(f"{found.time} {found.laptop}: {found.title}")
    return told


def _count(office: Office) -> int:
    return len(erasing.open_wishes(office))


def _found(one: incidents.Finding, laptops: dict[str, str], now: datetime) -> Found:
    words = office_words(one.what)
    return Found(
        time=_when(one.at, now),
        laptop=laptops.get(one.device, one.device[:8]),
        title=words.title,
        sentence=words.sentence,
        advice=words.advice,
        detail=one.detail,
    )


def _laptops(connection: Connection) -> dict[str, str]:
    table = tables.device
    return {row.id: row.name for row in connection.execute(select(table.c.id, table.c.name))}


def _when(at: int, now: datetime) -> str:
    return f"{datetime.fromtimestamp(at / 1_000_000, now.tzinfo):%m/%d %H:%M}"
