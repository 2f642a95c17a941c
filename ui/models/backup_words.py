"""The words of the backup: when the last one was, and how large a thing is."""

from datetime import datetime, timedelta

from visitapp.actions.scrub import ScrubView
from visitapp.texts import translate as _

GB, MB = 1_000_000_000, 1_000_000


def last_backup(stored: str, now: datetime) -> str:
    """When the last backup was made (ISO 8601 as stored, "" for none), as the strip says it."""
    if not stored:
        return _("No backup yet")
    return _("Last backup {at}", at=day_and_time(datetime.fromisoformat(stored), now))


def day_and_time(at: datetime, now: datetime) -> str:
    """今日 18:10, 昨日 18:10, あす 18:10, or the date."""
    local = at.astimezone(now.tzinfo)
    near = {0: _("today {time}"), -1: _("yesterday {time}"), 1: _("tomorrow {time}")}
    days = (local.date() - now.date()) // timedelta(days=1)
    if days in near:
        return near[days].format(time=f"{local:%H:%M}")
    return f"{local:%Y/%m/%d %H:%M}"


def room_words(size: int) -> str:
    """Free bytes as a person reads them."""
    return f"{size / GB:.0f} GB" if size >= 10 * GB else f"{size / GB:.1f} GB"


def scrub_words(view: ScrubView) -> str:
    """What the last look at all photos found."""
    if view.damaged:
        return damaged_words(len(view.damaged))
    if view.at is None:
        return _("not looked at yet")
    at = day_and_time(view.at, view.now)
    return _("all {n} whole ({at})", n=view.looked, at=at)


def damaged_words(count: int) -> str:
    """What to do about damaged originals."""
    return _(
        "{n} photos or papers are damaged. Sync brings back those the office has; "
        "the others may be in a backup.",
        n=count,
    )
