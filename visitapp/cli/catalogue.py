"""Which module holds which command: only the one that is asked for is loaded."""

from collections.abc import Collection

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
    "photo": "visitapp.cli.photo",
    "wording": "visitapp.cli.wording",
    "call": "visitapp.cli.call",
    "store": "visitapp.cli.store",
    "office": "visitapp.cli.office",
}
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
    """(name, module) of the commands that ``words`` may mean; all of them when none is named."""
    table = {**SINGLE, **GROUPS}
    found = {module: name for name, module in table.items() if name in words}
    if not found:
        found = {module: name for name, module in table.items()}
    elif "visit" in words and DOOR.intersection(words):
        found = {DOOR_MODULE if name == "visit" else module: name for module, name in found.items()}
    return [(name, module) for module, name in found.items()]
