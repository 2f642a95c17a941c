"""The business card of one of the staff, from the settings' sender and the person's record."""

from dataclasses import replace

from visitapp.actions.note_facts import sender_of
from visitapp.domain.card import Card, compose_card
from visitapp.domain.visit import Visit
from visitapp.domain.words import CardWay
from visitapp.errors import Known
from visitapp.settings import load_settings, save_settings
from visitapp.workspace import Workspace


def card_way(ws: Workspace, vertical: bool | None = None) -> CardWay:
    """Whether cards stand upright: as it is asked for, else as the settings say."""
    if vertical is None:
        return ws.settings.sender.card
    return CardWay.VERTICAL if vertical else CardWay.HORIZONTAL


def keep_card_way(ws: Workspace, way: CardWay) -> None:
    """From now on cards are made this way; raises Known when the settings can't be written."""
    old = load_settings(ws.folder)
    save_settings(ws.folder, replace(old, sender=replace(old.sender, card=way)))


def card_of(ws: Workspace, name: str = "") -> Card:
    """The card of a person by name, else of the owner of this computer; without a note's number.

    Raises Known for a person who is not known, and while company or phone is not set.
    """
    with ws.store.reading() as tx:
        people = {person.value("name"): person.id for person in tx.records("person")}
        wanted = people.get(name.strip(), "") if name.strip() else ws.actor
        sender = sender_of(ws, tx, Visit(id="", staff=(wanted,)))
    if not sender.staff:
        raise Known(
            "Person not known",
            "There is nobody called “{name}” on this computer.",
            "Choose one of: {people}.",
            name=name or "-",
            people="、".join(people) or "-",
        )
    return compose_card(sender.staff[0], sender, "", ws.style.texts)
