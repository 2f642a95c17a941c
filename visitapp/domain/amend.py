"""Corrections applied to a visit's entries before they are folded; the originals stay visible."""

from collections.abc import Sequence
from dataclasses import replace

from visitapp.domain.codec import Content, plain, rebuild
from visitapp.domain.entries import EntryCorrected, EntryWithdrawn
from visitapp.domain.events import Event


def amended(events: Sequence[Event]) -> list[Event]:
    """The events that count: withdrawn ones dropped, corrected fields replaced, order kept.

    A correction that doesn't fit its entry changes nothing (it stays in the history).
    """
    withdrawn = {
        event.body.content.entry
        for event in events
        if isinstance(event.body.content, EntryWithdrawn)
    }
    changes: dict[str, dict[str, str]] = {}
    for event in events:
        content = event.body.content
        if isinstance(content, EntryCorrected) and event.entry.id not in withdrawn:
            changes.setdefault(content.entry, {})[content.field] = content.value
    return [
        _corrected(event, changes.get(event.entry.id, {}))
        for event in events
        if event.entry.id not in withdrawn
    ]


def correctable(content: Content) -> tuple[str, ...]:
    """The fields of a content that a correction may name: those written as text."""
    return tuple(name for name, value in plain(content).items() if isinstance(value, str))


def corrected_content(content: Content, values: dict[str, str]) -> Content:
    """The content with some text fields replaced; ValueError or KeyError when they don't fit."""
    given = plain(content)
    unknown = set(values) - set(correctable(content))
    if unknown:
        raise KeyError(*unknown)
    found: Content = rebuild(type(content), {**given, **values})
    return found


def _corrected(event: Event, values: dict[str, str]) -> Event:
    content = event.body.content
    if not values or not isinstance(content, Content):
        return event
    try:
        return replace(event, body=replace(event.body, content=corrected_content(content, values)))
    except (KeyError, TypeError, ValueError):
        return event
