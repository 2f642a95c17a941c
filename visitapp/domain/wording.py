"""The wording guard (japan.md 1.5): what must not stand on paper, found with its place in the text.

The guard reads a working copy (``visitapp.domain.folding``) and reports places in the original. Its
rules are data, ``Lexicon``; ``visitapp.lexicon`` loads them. What no rule knows is heard by its
tone (``visitapp.domain.tone``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from visitapp.domain import tone
from visitapp.domain.folding import Folded, Folding
from visitapp.domain.words import Form, Responsibility
from visitapp.marks import N_


class WordClass(StrEnum):
    """What is wrong, or right, with a place; the letters are the guard's public names."""

    FAULT = "F"
    PROMISE = "P"
    BLAME = "B"
    PRIVATE = "X"
    UNSCOPED = "U"
    REGRET = "R"
    NEUTRAL = "N"


class Weak(StrEnum):
    """What a rule's finding must not sound harmless in: nothing, its clause or its sentence."""

    NEVER = ""
    CLAUSE = "clause"
    SENTENCE = "sentence"


BLOCKING = {WordClass.FAULT, WordClass.PROMISE, WordClass.BLAME, WordClass.PRIVATE}
REPLACED = (*sorted(BLOCKING), WordClass.UNSCOPED)

ADVICE = {
    WordClass.FAULT: N_(
        "Don't admit fault on paper while responsibility is not decided: say what happened, or "
        "what will be looked into."
    ),
    WordClass.PROMISE: N_(
        "Don't promise money, replacement or results on paper: say that you will look into it and "
        "report."
    ),
    WordClass.BLAME: N_("Don't blame or urge the customer: say only what we did."),
    WordClass.PRIVATE: N_("Others may read an open slip: leave this out, or use a sealed letter."),
    WordClass.UNSCOPED: N_("Say what the apology is for: the trouble, the worry, the waiting."),
    WordClass.REGRET: "",
    WordClass.NEUTRAL: "",
}
CONFIRMED_FAULT = N_(
    "Responsibility is confirmed as ours: the approver must have seen this sentence."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place in the text, ``text[start:end]``; ``blocks`` forbids to print it.

    ``advice`` is an English message id, ``instead`` a Japanese sentence that may stand in the
    place's stead; both are empty for what is allowed.
    """

    kind: WordClass
    text: str
    start: int
    end: int
    advice: str
    instead: str
    blocks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing the language can say.

    A rule of one part finds every place of it; ``unless`` in the rest of the clause withdraws it.
    A rule of several finds a clause, or a sentence where ``wide``, that has all of them in any
    order; ``unless`` anywhere in it withdraws it. A ``weak`` rule is believed only where the tone
    does not speak against it.
    """

    kind: WordClass
    name: str
    parts: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    wide: bool = False
    weak: Weak = Weak.NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The rules in force; an ``apology`` after one of ``objects`` in its sentence is regret.

    ``instead`` has a neutral sentence for each class that is not allowed.
    """

    version: str
    folding: Folding
    rules: tuple[Rule, ...]
    apology: re.Pattern[str]
    objects: re.Pattern[str]
    regret: re.Pattern[str]
    tone: tone.Tone
    instead: Mapping[WordClass, str]


Span = tuple[WordClass, int, int]


def check(
    text: str,
    form: Form,
    responsibility: Responsibility,
    lexicon: Lexicon,
    approved: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """What the guard finds, in the order of the text (R-37, R-38; japan.md 1.5).

    F, P and B block on every paper, X only on the open slip, where every apology is X; U warns; R
    is told and allowed. A place inside a sentence of ``approved`` (lateness shown by the log, N-02)
    is not looked at. A line's end may part a sentence or end it: what blocks in either reading is
    found. While ``responsibility`` is not ours F blocks everywhere; when it is ours, F in a letter
    is reported for the approver and does not block.
    """
    ours = responsibility is Responsibility.OURS and form is Form.LETTER
    folded = lexicon.folding.fold(text)
    spans = [*_ruled(folded, form, lexicon), *_apologies(folded, form, lexicon)]
    found = {
        _finding(text, folded, span, ours, lexicon.instead)
        for span in _uncleared(spans, folded, approved, lexicon)
    }
    if "\n" in text:
        parted = lexicon.folding.fold(text.replace("\n", "。"))
        found |= {
            _finding(text, parted, span, ours, lexicon.instead)
            for span in _uncleared(_ruled(parted, form, lexicon), parted, approved, lexicon)
            if span[0] in BLOCKING
        }
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.kind)))


def _uncleared(
    spans: Iterable[Span], folded: Folded, approved: frozenset[str], lexicon: Lexicon
) -> Iterator[Span]:
    """Without the places inside an approved sentence."""
    cleared = _occurrences(folded, approved, lexicon.folding)
    for span in spans:
        if not any(start <= span[1] and span[2] <= end for start, end in cleared):
            yield span


def is_allowed(findings: tuple[Finding, ...]) -> bool:
    """Whether a text with these findings may be printed."""
    return not any(finding.blocks for finding in findings)


def _finding(
    text: str, folded: Folded, span: Span, ours: bool, instead: Mapping[WordClass, str]
) -> Finding:
    kind = span[0]
    start, end = folded.place(span[1], span[2])
    confirmed = ours and kind is WordClass.FAULT
    return Finding(
        kind=kind,
        text=text[start:end],
        start=start,
        end=end,
        advice=CONFIRMED_FAULT if confirmed else ADVICE[kind],
        instead=instead.get(kind, ""),
        blocks=kind in BLOCKING and not confirmed,
    )


def _ruled(folded: Folded, form: Form, lexicon: Lexicon) -> Iterator[Span]:
    """What the rules find, and the sentences that sound wrong though no rule blocks them."""
    told = list(_by_rules(folded, form, lexicon))
    for sentence in folded.stretches("。!?"):
        start, end = sentence
        heard = _heard(folded, sentence, form, lexicon.tone)
        kept = [
            span
            for rule, span in told
            if start <= span[1] < end
            and _believed(rule, span[1], heard, folded, form, lexicon.tone)
        ]
        yield from kept
        sure = [at for at, (chance, _) in heard.items() if lexicon.tone.is_sure(chance, at > start)]
        if sure and not any(span[0] in BLOCKING for span in kept):
            yield _sounding(folded, (sure[-1], end), form, lexicon.tone)


def _heard(
    folded: Folded, sentence: tuple[int, int], form: Form, table: tone.Tone
) -> dict[int, tuple[float, int]]:
    """Where each clause begins: how wrong it sounds to the end of its sentence, and its own end.

    What follows may withdraw a clause, what is said before can't.
    """
    end = sentence[1]
    return {
        start: (_chance(folded, (start, end), form, table), own_end)
        for start, own_end in folded.stretches("、。!?")
        if sentence[0] <= start < end
    }


def _believed(
    rule: Rule,
    place: int,
    heard: Mapping[int, tuple[float, int]],
    folded: Folded,
    form: Form,
    table: tone.Tone,
) -> bool:
    """Whether the tone leaves the rule its finding at a place."""
    if rule.weak is Weak.NEVER:
        return True
    before = [start for start in heard if start <= place]
    if max(heard[start][0] for start in before) >= table.doubt:
        return True
    clause = before[-1], heard[before[-1]][1]
    return rule.weak is Weak.CLAUSE and _chance(folded, clause, form, table) >= table.doubt


def _chance(folded: Folded, place: tuple[int, int], form: Form, table: tone.Tone) -> float:
    return tone.chance(tone.scores(folded.text[place[0] : place[1]], table), form)


def _sounding(folded: Folded, place: tuple[int, int], form: Form, table: tone.Tone) -> Span:
    """A place that sounds wrong, with the class it sounds like."""
    found = tone.scores(folded.text[place[0] : place[1]], table)
    return WordClass(tone.likeliest(found, form)), *place


def _by_rules(folded: Folded, form: Form, lexicon: Lexicon) -> Iterator[tuple[Rule, Span]]:
    clauses, sentences = folded.stretches("、。!?"), folded.stretches("。!?")
    for rule in lexicon.rules:
        if rule.kind is WordClass.PRIVATE and form is not Form.OPEN:
            continue
        if len(rule.parts) == 1:
            found = _placed(folded, rule)
        else:
            found = _joined(folded, rule, sentences if rule.wide else clauses)
        yield from ((rule, span) for span in found)


def _placed(folded: Folded, rule: Rule) -> Iterator[Span]:
    for match in rule.parts[0].finditer(folded.text):
        if not _withdrawn(rule, folded.text, match.start(), folded.clause_end(match.end())):
            yield rule.kind, match.start(), match.end()


def _joined(folded: Folded, rule: Rule, stretches: list[tuple[int, int]]) -> Iterator[Span]:
    for start, end in stretches:
        found = [part.search(folded.text, start, end) for part in rule.parts]
        places = [match.span() for match in found if match]
        if len(places) == len(found) and not _withdrawn(rule, folded.text, start, end):
            yield rule.kind, min(a for a, _ in places), max(b for _, b in places)


def _withdrawn(rule: Rule, text: str, start: int, end: int) -> bool:
    return any(pattern.search(text, start, end) for pattern in rule.unless)


def _apologies(folded: Folded, form: Form, lexicon: Lexicon) -> Iterator[Span]:
    """Apologies with their object are R, without one U; regrets R (on a slip the rules say X)."""
    if form is Form.OPEN:
        return
    for start, end in folded.sentences():
        sentence = folded.text[start:end]
        named = lexicon.objects.search(sentence)
        for match in lexicon.apology.finditer(sentence):
            if named and named.start() < match.start():
                yield WordClass.REGRET, start + named.start(), start + match.end()
            else:
                yield WordClass.UNSCOPED, start + match.start(), start + match.end()
        for match in lexicon.regret.finditer(sentence):
            yield WordClass.REGRET, start + match.start(), start + match.end()


def _occurrences(
    folded: Folded, approved: frozenset[str], folding: Folding
) -> list[tuple[int, int]]:
    found = []
    for sentence in approved:
        plain = re.escape(folding.fold(sentence).text)
        found += [match.span() for match in re.finditer(plain, folded.text)] if plain else []
    return found
