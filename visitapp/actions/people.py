"""The people who visit: person records of a name and a reading."""

from visitapp.domain.entries import GroupChange, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.errors import Known
from visitapp.ids import uuid7
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


def known(ws: Workspace) -> tuple[tuple[str, str], ...]:
    """Id and name of all people who visit, the owner of this computer first."""
    with ws.store.reading() as tx:
        people = tx.records("person")
    people.sort(key=lambda person: person.id != ws.actor)
    return tuple((p.id, p.value("name")) for p in people if p.value("name").strip())


def everybody(ws: Workspace) -> tuple[str, ...]:
    """The names of all people who visit, the owner of this computer first."""
    return tuple(dict.fromkeys(name for _id, name in known(ws)))


def family_name(name: str) -> str:
    """The part of a staff name before its first space: what a customer is told."""
    return name.split(maxsplit=1)[0] if name.split() else name


def people_named(ws: Workspace, tx: Transaction, names: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the people with these names, in order; a new name becomes a new person.

    A name may carry its reading in brackets, ``佐久間 亮(さくま りょう)``: a known person's is
    kept with it. Raises Known for a blank name and for the same person twice.
    """
    known = {r.value("name"): r.id for r in tx.records("person")}
    known |= {r.id: r.id for r in tx.records("person")}
    ids = []
    for given in names:
        name, kana = split_reading(given)
        if not name:
            raise Known(
                "A name is missing",
                "One of the people has no name.",
                "Give each person by name, for example --staff 佐久間 亮.",
            )
        ids.append(known.get(name) or add_person(ws, tx, name, kana))
        _learn_reading(ws, tx, ids[-1], kana)
    if len(set(ids)) != len(ids):
        raise Known(
            "The same person twice",
            "One person is named twice for this visit.",
            "Name each person once.",
        )
    return tuple(ids)


def _learn_reading(ws: Workspace, tx: Transaction, person: str, kana: str) -> None:
    """A reading that was typed for somebody who has none, or another, is kept from now on."""
    record = tx.record(person)
    if not kana or record is None or record.value("kana") == kana:
        return
    fields = {"name": record.value("name"), "kana": kana}
    group = GroupChange(group="name", base=record.base("name"), fields=fields)
    content = RecordChanged(record="person", groups=(group,))
    tx.append(Draft(about=About(record=person), actor=ws.actor, content=content))


def split_reading(given: str) -> tuple[str, str]:
    """Name and reading of ``name(reading)``; the reading is empty when none is given."""
    text = given.strip().replace("（", "(").replace("）", ")")
    name, _, rest = text.partition("(")
    return name.strip(), rest.removesuffix(")").strip()


def add_person(ws: Workspace, tx: Transaction, name: str, kana: str) -> str:
    """A new person record; returns its id."""
    person = uuid7(ws.clock)
    group = GroupChange(group="name", base="", fields={"name": name, "kana": kana})
    tx.append(
        Draft(
            about=About(record=person),
            actor=ws.actor or person,
            content=RecordChanged(record="person", groups=(group,)),
        )
    )
    return person
