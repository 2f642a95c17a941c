"""The words of day and time on paper: 午前/午後, 正午, weekdays in brackets, eras."""

from datetime import date, time

from visitapp.domain.eras import era_of
from visitapp.domain.note_texts import NoteTexts


def date_words(form: str, day: date, texts: NoteTexts) -> str:
    """A date in the form of that key: ``day.date`` 11月25日(水), ``day.full`` with its year."""
    weekday = texts.say("day.weekdays")[day.weekday()]
    return texts.say(form, year=day.year, month=day.month, day=day.day, weekday=weekday)


def era_words(day: date, texts: NoteTexts) -> str:
    """The date by its era, 令和8年11月25日; the first year is 元年."""
    era, year = era_of(day)
    number = texts.say("day.era_first") if year == 1 else str(year)
    return texts.say("day.era", era=era, year=number, month=day.month, day=day.day)


def clock_words(at: time, texts: NoteTexts) -> str:
    """午前/午後 with the minute; 12:00 is 正午, midnight 午前0時 (japan.md 3.6)."""
    if (at.hour, at.minute) == (12, 0):
        return texts.say("time.noon")
    minutes = texts.say("time.minutes", minute=at.minute) if at.minute else ""
    form = "time.morning" if at.hour < 12 else "time.afternoon"
    return texts.say(form, hour=at.hour % 12, minutes=minutes)
