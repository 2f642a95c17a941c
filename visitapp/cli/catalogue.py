"""Which module holds which command: only the one that is asked for is loaded."""

from collections.abc import Collection

from visitapp.texts import N_

SINGLE = {
    "demo": "visitapp.cli.demo",
    "init": "visitapp.cli.init",
    "enroll": "visitapp.cli.sync",
    "sync": "visitapp.cli.sync",
    "status": "visitapp.cli.sync",
}
GROUPS = {
    "customer": "visitapp.cli.customer",
    "visit": "visitapp.cli.visit",
    "note": "visitapp.cli.note",
    "card": "visitapp.cli.card",
    "photo": "visitapp.cli.photo",
    "printer": "visitapp.cli.printer",
    "wording": "visitapp.cli.wording",
    "call": "visitapp.cli.call",
    "day": "visitapp.cli.day",
    "dossier": "visitapp.cli.dossier",
    "store": "visitapp.cli.store",
    "office": "visitapp.cli.office",
}
SUMMARIES = {
    "demo": N_("The whole story of a visit, offline and then online, in one minute."),
    "init": N_("Set up this computer; no office is needed."),
    "customer": N_("Customers."),
    "visit": N_("Visits: plan, go, what happens at the door, change."),
    "note": N_("The note left for the customer."),
    "card": N_("Business cards on sheets of ten."),
    "photo": N_("Photos of a visit: originals are never altered."),
    "printer": N_("Printers: what they can print on, and how far they are off."),
    "wording": N_("What may stand on a note."),
    "call": N_("Calls owed to customers."),
    "day": N_("The day: check before departure, evening list, report."),
    "dossier": N_("All records of a visit in one file that anybody can check."),
    "enroll": N_("Join an office with its address and a one-time code."),
    "sync": N_("Send what the office does not have, take what is new."),
    "status": N_("What lies on this computer only."),
    "store": N_("The records on this computer."),
    "office": N_("The office server: receives what laptops record."),
}
"""One line for each command, in the order of the help page."""
DOOR_MODULE = "visitapp.cli.visit_door"
DOOR = frozenset(
    {
        "absent",
        "arrive",
        "asked-to-leave",
        "back",
        "call",
        "emergency",
        "intercom",
        "leave",
        "met",
        "moved",
        "not-found",
        "ring",
        "wait",
    }
)
"""The words after ``visit`` that are acts at the door: they must not wait for the rest to load."""


def modules_of(words: Collection[str]) -> list[tuple[str, str]]:
    """(name, module) of the commands that ``words`` may mean; none when no command is named."""
    table = {**SINGLE, **GROUPS}
    found = {module: name for name, module in table.items() if name in words}
    if "visit" in words and DOOR.intersection(words):
        found = {DOOR_MODULE if name == "visit" else module: name for module, name in found.items()}
    return [(name, module) for module, name in found.items()]
