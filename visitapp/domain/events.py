"""Decoded entries: what a header and its body say together, and drafts of entries to come."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields

from visitapp.domain.chain import Attachment, Entry, Item, Json, canonical, read_entry
from visitapp.domain.codec import REGISTRY, Content, plain, rebuild
from visitapp.domain.entries import Erased, Unknown
from visitapp.domain.stamps import Bracket, bracket


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an entry is about: ids, "" where it is about none of them."""

    visit: str = ""
    case: str = ""
    record: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A gate that was not met when a fact was recorded: the rule and the reason given."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Everything personal in an entry; ``actor`` is the person who recorded it."""

    about: About
    actor: str
    content: Content | Unknown | Erased
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry to be: the journal adds number, link, stamp and signature."""

    about: About
    actor: str
    content: Content
    gates: tuple[Gate, ...] = ()
    attach: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the journal, decoded; ``received_at`` is the first receipt's time in µs."""

    entry: Entry
    body: Body
    received_at: int | None = None

    @property
    def time(self) -> Bracket:
        """The bracket the true time lies in (docs/WIRE.md section 3)."""
        return bracket(self.entry.t, self.received_at)


def body_bytes(draft: Draft) -> bytes:
    """The canonical bytes of a draft's body (docs/WIRE.md section 2)."""
    about = {f.name: getattr(draft.about, f.name) for f in fields(About)}
    value: dict[str, object] = {
        "about": {name: given for name, given in about.items() if given},
        "actor": draft.actor,
        "content": plain(draft.content),
    }
    if draft.gates:
        value["gates"] = [{"rule": g.rule, "reason": g.reason} for g in draft.gates]
    return canonical(value)


def read_event(item: Item, received_at: int | None = None) -> Event:
    """The event of an item whose commitment was checked; Known when the header is damaged.

    A body that was erased becomes ``Erased``; a kind or content we don't know ``Unknown``.
    """
    entry = read_entry(item.raw)
    body = Body(about=About(), actor="", content=Erased())
    if item.body is not None:
        body = read_body(entry.kind, item.body)
    return Event(entry=entry, body=body, received_at=received_at)


def read_body(kind: str, raw: bytes) -> Body:
    """The body in ``raw``; whatever doesn't fit the kind becomes ``Unknown``, never an error."""
    value = json.loads(raw)
    unknown = Unknown(kind=kind)
    try:
        about = _about(value.get("about"))
        gates = tuple(
            Gate(rule=str(g["rule"]), reason=str(g["reason"])) for g in value.get("gates", ())
        )
    except (AttributeError, KeyError, TypeError):
        return Body(about=About(), actor="", content=unknown)
    actor = value.get("actor")
    return Body(
        about=about,
        actor=actor if isinstance(actor, str) else "",
        content=_content(kind, value.get("content")) or unknown,
        gates=gates,
    )


def _about(value: Json) -> About:
    if not isinstance(value, dict):
        return About()
    known = {f.name for f in fields(About)}
    return About(**{k: v for k, v in value.items() if k in known and isinstance(v, str)})


def _content(kind: str, value: Json) -> Content | None:
    cls = REGISTRY.get(kind)
    if cls is None or not isinstance(value, dict):
        return None
    try:
        found: Content = rebuild(cls, value)
    except (KeyError, TypeError, ValueError):
        return None
    return found
