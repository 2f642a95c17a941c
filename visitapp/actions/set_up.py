"""The first start of the desktop: records, the first person, and who the note says we are."""

from dataclasses import dataclass
from pathlib import Path

from visitapp.clock import Clock
from visitapp.settings import Sender, Settings, save_settings
from visitapp.workspace import init_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What the first page asks; a passphrase takes the place of the keyring."""

    folder: Path
    person: str
    company: str = ""
    department: str = ""
    phone: str = ""
    hours: str = ""
    passphrase: str = ""


def set_up(wanted: SetUp, clock: Clock | None = None) -> str:
    """Make the records of this computer; returns the recovery code to be written down once.

    Raises Known when records exist already or the key can't be kept.
    """
    source = "passphrase" if wanted.passphrase else "keyring"
    made = init_workspace(
        wanted.folder,
        source,
        person=wanted.person,
        clock=clock,
        passphrase=lambda: wanted.passphrase,
    )
    sender = Sender(
        company=wanted.company,
        department=wanted.department,
        phone=wanted.phone,
        hours=wanted.hours,
    )
    save_settings(wanted.folder, Settings(person=wanted.person, sender=sender))
    return made.recovery_code
