"""Quick add: a line such as 「明日14時 田中様 1時間」 read into a promise, without silent guesses.

What was understood has its place in the line, what is missing or doubtful has its word; what fits
nothing stands in ``unread`` and is shown, never dropped. A name in 「」 is taken as typed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from visitapp.domain.typed_time import Doubt, day_in, length_in, plain, time_in


class Part(StrEnum):
    """What a stretch of the line was read as."""

    DAY = "day"
    TIME = "time"
    LENGTH = "length"
    CUSTOMER = "customer"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """``text[start:end]`` of the line was read as ``part``."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickAdd:
    """A line as understood; ``customer`` is what to search for, ``staff`` are names as typed.

    ``minutes`` is None when no length was typed. ``promised_at`` is aware and None until day and
    time are both known; ``missing`` names what a visit still needs.
    """

    day: date | None = None
    at: time | None = None
    minutes: int | None = None
    customer: str = ""
    staff: tuple[str, ...] = ()
    promised_at: datetime | None = None
    spans: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unread: str = ""

    @property
    def missing(self) -> tuple[Part, ...]:
        """Parts that are needed and not there."""
        needed = ((Part.TIME, self.at is None), (Part.CUSTOMER, not self.customer))
        return tuple(part for part, lacks in needed if lacks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A stretch of the line that no date, time or length has taken; ``quoted`` in brackets."""

    text: str
    start: int
    end: int
    quoted: bool = False


_QUOTED = re.compile(r"「([^」\n]+)」|『([^』\n]+)』|\"([^\"\n]+)\"")
_HONORIFIC = re.compile(
    r"(様|さま|さん|氏|殿|御中|先生)(?:(?:方|宅|邸)?(?:を|へ|に|の|と|が)?.{0,6})?$"
)
_TITLE_FIRST = re.compile(r"^(?:mr|mrs|ms|miss|dr)\.?$", re.IGNORECASE)
_SPACE = re.compile(r"[\s、,。;；|／/]+")
_JOINT = re.compile(r"[・&＆+＋･]")
_PARTICLE = re.compile(
    r"^(?:に|から|より|頃に?|ごろに?|の|で|は|まで|へ|を|と|at|on|for)+$", re.IGNORECASE
)
_LEADING = re.compile(r"^(?:頃に?|ごろに?|から|より|に|の|で|は|、|,)+(?=[^ぁ-ん]|$)")
_NOISE = re.compile(
    r"^(?:を?訪問(?:予定)?|へ?訪問|を?予定|伺う|お?伺い|visit|the|担当|同行|と同行|to|and|staff|by)$",
    re.IGNORECASE,
)
_STAFF_FIRST = re.compile(r"^(?:担当|同行|staff|with|by)$", re.IGNORECASE)
_STAFF_PREFIX = re.compile(r"^(?:担当|同行)[::]?(?=.)")


def read_line(text: str, now: datetime, people: Sequence[str] = ()) -> QuickAdd:
    """What a line means, seen from ``now`` (aware, in the user's zone); never raises.

    ``people`` are the full names of known staff: a word that is one of them, or their family
    name, is a person who goes unless it carries 様.
    """
    line = _without(plain(text), [(m.start(), m.end()) for m in _QUOTED.finditer(plain(text))])
    length = length_in(line)
    line = _without(line, [(length.start, length.end)] if length else [])
    day = day_in(line, now.date())
    line = _without(line, [(day.start, day.end)] if day else [])
    clock = time_in(line)
    line = _without(line, [(clock.start, clock.end)] if clock else [])
    spans = [
        Span(part=part, start=read.start, end=read.end)
        for part, read in ((Part.DAY, day), (Part.TIME, clock), (Part.LENGTH, length))
        if read
    ]
    names = _names(_words(text, line), people)
    doubts = [*(day.doubts if day else ()), *(clock.doubts if clock else ())]
    at = clock.at if clock else None
    on = day.day if day else (now.date() if at else None)
    if at and day is None:
        doubts.append(Doubt.TODAY_MEANT)
    promised = datetime.combine(on, at, now.tzinfo) if on and at else None
    if (promised and promised < now) or (on and on < now.date()):
        doubts.append(Doubt.PAST)
    if names.unread:
        doubts.append(Doubt.UNREAD)
    return QuickAdd(
        day=on,
        at=at,
        minutes=length.minutes if length else _span_minutes(at, clock.until if clock else None),
        customer=names.customer,
        staff=names.staff,
        promised_at=promised,
        spans=tuple(sorted((*spans, *names.spans), key=lambda s: s.start)),
        doubts=tuple(doubts),
        unread=names.unread,
    )


def _span_minutes(at: time | None, until: time | None) -> int | None:
    if at is None or until is None:
        return None
    return (until.hour - at.hour) * 60 + until.minute - at.minute


def _without(line: str, places: Sequence[tuple[int, int]]) -> str:
    """The line with some places emptied; a line end stands for a thing that was there."""
    for start, end in places:
        line = line[:start] + "\n" * (end - start) + line[end:]
    return line


def _words(text: str, line: str) -> list[Word]:
    """What is left of a line, word by word, in the letters that were typed."""
    quoted = [
        Word(text=(m[1] or m[2] or m[3]).strip(), start=m.start(), end=m.end(), quoted=True)
        for m in _QUOTED.finditer(plain(text))
        if (m[1] or m[2] or m[3]).strip()
    ]
    found = [_typed(text, word) for word in quoted]
    place = 0
    for gap in [*_SPACE.finditer(line), None]:
        end = gap.start() if gap else len(line)
        word = line[place:end]
        after_thing = place > 0 and line[place - 1] == "\n"
        lead = _LEADING.match(word) if after_thing else None
        skip = lead.end() if lead else 0
        if word[skip:] and not _PARTICLE.match(word[skip:]):
            found.append(Word(text=text[place + skip : end], start=place + skip, end=end))
        place = gap.end() if gap else end
    return sorted(found, key=lambda w: w.start)


def _typed(text: str, word: Word) -> Word:
    """A quoted word in the letters that were typed, not in those of the folded line."""
    inside = text[word.start + 1 : word.end - 1].strip()
    return Word(text=inside, start=word.start, end=word.end, quoted=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who is visited and who goes; words that are neither."""

    customer: str = ""
    staff: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    unread: str = ""


def _names(words: Sequence[Word], people: Sequence[str]) -> Names:
    """The customer is who carries 様; without any, the words that are no known person."""
    words, called = _staff_after_word(list(words))
    customer = _customer_words(words, people)
    name = " ".join(" ".join(map(_bare, customer)).split())
    rest = [w for w in words if w not in customer and not _is_title(w) and not _NOISE.match(w.text)]
    going = called + [
        w for w in rest if _is_staff(w, people) or (customer and _JOINT.search(w.text))
    ]
    unread = [w.text for w in rest if w not in going]
    spans = [Span(part=Part.CUSTOMER, start=w.start, end=w.end) for w in customer]
    spans += [Span(part=Part.STAFF, start=w.start, end=w.end) for w in going]
    return Names(
        customer=name,
        staff=_persons(going, people),
        spans=tuple(spans),
        unread=" ".join(unread),
    )


def _customer_words(words: Sequence[Word], people: Sequence[str]) -> list[Word]:
    for n, word in enumerate(words):
        if not word.quoted and _TITLE_FIRST.match(word.text):
            return _one_run([w for w in words[n + 1 :] if not _is_staff(w, people)], words)
        if _has_honorific(word):
            return _with_family_name(words, n, people)
    free = [w for w in words if not _is_staff(w, people) and not _NOISE.match(w.text)]
    return _one_run(free, words)


def _staff_after_word(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Take out 「担当 佐久間・三好」: the word itself, and the one that follows or hangs on it."""
    kept, called, take = [], [], False
    for word in words:
        prefix = None if word.quoted else _STAFF_PREFIX.match(plain(word.text))
        if take or prefix:
            cut = prefix.end() if prefix and not take else 0
            called.append(Word(text=word.text[cut:], start=word.start + cut, end=word.end))
            take = False
        elif not word.quoted and _STAFF_FIRST.match(word.text):
            take = True
        else:
            kept.append(word)
    return kept, called


def _has_honorific(word: Word) -> bool:
    """Whether a word ends in 様 or the like; the word after a name may be only that."""
    return not word.quoted and _HONORIFIC.search(word.text) is not None


def _bare(word: Word) -> str:
    """A name without its honorific and what hangs on it."""
    found = None if word.quoted else _HONORIFIC.search(word.text)
    return word.text[: found.start()].strip() if found else word.text


def _is_title(word: Word) -> bool:
    return bool(_HONORIFIC.fullmatch(word.text) or _TITLE_FIRST.match(word.text))


def _with_family_name(words: Sequence[Word], named: int, people: Sequence[str]) -> list[Word]:
    """「髙橋 美和子 様」: the words before the honorific that stand beside it in one run."""
    run = [words[named]]
    for word in reversed(words[:named]):
        close = run[0].start - word.end <= 2
        if not close or _is_staff(word, people) or _NOISE.match(word.text):
            break
        run.insert(0, word)
    return run


def _one_run(found: list[Word], words: Sequence[Word]) -> list[Word]:
    """Without 様 a name is one run of words; what stands apart from it is not taken for a name."""
    run: list[Word] = []
    for word in found:
        if run and words.index(word) != words.index(run[-1]) + 1:
            break
        if run and (word.start - run[-1].end > 2 or _JOINT.search(word.text)):
            break
        run.append(word)
    return run


def _is_staff(word: Word, people: Sequence[str]) -> bool:
    """Whether every name of a word, parted by ・, is a known person."""
    names = [n for n in _JOINT.split(word.text) if n]
    return bool(names) and all(_person(name, people) for name in names)


def _person(name: str, people: Sequence[str]) -> str:
    """The full name of the one person known by this name or family name; "" for none or several."""
    wanted = "".join(name.split())
    fitting = {
        p for p in people if wanted in {"".join(p.split()), p.split()[0] if p.split() else ""}
    }
    return fitting.pop() if len(fitting) == 1 else ""


def _persons(words: Sequence[Word], people: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in words:
        for name in [word.text] if word.quoted else _JOINT.split(word.text):
            if name.strip():
                found[_person(name, people) or name.strip()] = None
    return tuple(found)
