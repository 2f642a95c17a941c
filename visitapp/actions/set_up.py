"""The first start of the desktop: who you are, the records, the way of use.

What is typed lies in ``settings.toml`` from the first key on, so a program that is killed loses
nothing; the records are made at the end of the first step. How far somebody has come stands in the
records themselves.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from visitapp.clock import Clock
from visitapp.documents import card_pdf, recovery_sheet
from visitapp.documents.page import Line, Page, Squares, Text
from visitapp.domain.card import address_lines, compose_card
from visitapp.domain.entries import GroupChange, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.domain.note_facts import Sender as PaperSender
from visitapp.domain.note_facts import Staff
from visitapp.errors import Known
from visitapp.keys import recovery_code
from visitapp.lexicon import note_texts
from visitapp.settings import Settings, load_settings, save_settings
from visitapp.texts import translate as _
from visitapp.texts import why
from visitapp.workspace import Passphrase, Workspace, init_workspace, start_workspace

Drawn = Page
Lettering = Text
Rule = Line
Code = Squares
STEPS = 3
PHONE_DIGITS = 10
TELLING = ("苦情", "相談", "クレーム")
"""Words in a department's name that tell a neighbour why somebody came (N-09)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the first page asks; names in two halves each, as Japanese forms do."""

    family: str = ""
    given: str = ""
    family_kana: str = ""
    given_kana: str = ""
    company: str = ""
    department: str = ""
    title: str = ""
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    mail: str = ""

    @property
    def name(self) -> str:
        """Family and given name."""
        return f"{self.family.strip()} {self.given.strip()}".strip()

    @property
    def kana(self) -> str:
        """The reading of both."""
        return f"{self.family_kana.strip()} {self.given_kana.strip()}".strip()


def draft(folder: Path) -> Profile:
    """What was typed before, from the settings."""
    settings = load_settings(folder)
    sender = settings.sender
    family, _gap, given = settings.person.partition(" ")
    family_kana, _gap, given_kana = settings.kana.partition(" ")
    return Profile(
        family=family,
        given=given,
        family_kana=family_kana,
        given_kana=given_kana,
        company=sender.company,
        department=sender.department,
        title=settings.title,
        postal_code=sender.postal_code,
        address=sender.address,
        phone=sender.phone,
        mail=sender.mail,
    )


def keep_draft(folder: Path, profile: Profile) -> None:
    """Write what is typed into the settings at once."""
    folder.mkdir(parents=True, exist_ok=True)
    save_settings(folder, _settled(load_settings(folder), profile))


def _settled(old: Settings, profile: Profile) -> Settings:
    sender = replace(
        old.sender,
        company=profile.company.strip(),
        department=profile.department.strip(),
        phone=profile.phone.strip(),
        postal_code=profile.postal_code.strip(),
        address=profile.address.strip(),
        mail=profile.mail.strip(),
    )
    return replace(
        old, person=profile.name, kana=profile.kana, title=profile.title.strip(), sender=sender
    )


def phone_lacks(phone: str) -> int:
    """How many digits a Japanese telephone number still needs; 0 for none, or nothing typed."""
    digits = sum(character.isdigit() for character in phone)
    return max(0, PHONE_DIGITS - digits) if digits else 0


def tells_why(department: str) -> str:
    """The word in a department's name that says why somebody came; "" for none (N-09)."""
    return next((word for word in TELLING if word in department), "")


def card(profile: Profile) -> Page:
    """The business card as it will be printed (layout 4).

    Raises Known when a character can't be printed, something has no room, or company or phone is
    missing.
    """
    person = Staff(name=profile.name, kana=profile.kana, title=profile.title.strip())
    sender = PaperSender(
        company=profile.company.strip(),
        department=profile.department.strip(),
        phone=profile.phone.strip(),
        address=address_lines(profile.postal_code, profile.address),
        mail=profile.mail.strip(),
    )
    return card_pdf.page(compose_card(person, sender, "", note_texts()))


def set_up(
    folder: Path, profile: Profile, passphrase: str = "", clock: Clock | None = None
) -> Workspace:
    """Make the records of this computer and open them; a passphrase takes the keyring's place.

    Raises Known when records exist already or the key can't be kept.
    """
    keep_draft(folder, profile)
    secret: Passphrase = lambda: passphrase  # noqa: E731 - one word, asked for twice
    init_workspace(
        folder,
        "passphrase" if passphrase else "keyring",
        person=profile.name,
        kana=profile.kana,
        clock=clock,
        passphrase=secret,
    )
    workspace = start_workspace(folder, clock=clock, passphrase=secret)
    go_to_step(workspace, 2)
    return workspace


def change_profile(ws: Workspace, profile: Profile) -> Workspace:
    """Step 1 gone through again: new settings, and where the name differs a change of the owner.

    Returns the workspace with these settings; nothing of before is overwritten in the records.
    """
    keep_draft(ws.folder, profile)
    wanted = {"name": profile.name, "kana": profile.kana}
    with ws.store.writing() as tx:
        owner = tx.record(ws.actor)
        if owner is not None and any(owner.value(field) != told for field, told in wanted.items()):
            name = GroupChange(group="name", base=owner.base("name"), fields=wanted)
            content = RecordChanged(record="person", groups=(name,))
            tx.append(Draft(about=About(record=ws.actor), actor=ws.actor, content=content))
    return replace(ws, settings=load_settings(ws.folder))


def step(ws: Workspace) -> int:
    """The step of the first run to go on with; 0 when it is over, or never was."""
    return int(ws.store.meta.text("first_run", "0"))


def go_to_step(ws: Workspace, number: int) -> None:
    """Remember the step that comes next; 0 = the first run is over."""
    with ws.store.writing():
        ws.store.meta.set("first_run", str(number))


def save_recovery_sheet(ws: Workspace, path: Path) -> Path:
    """Write the recovery sheet as a PDF to the place a person chose; the words go nowhere else.

    Raises Known when it can't be written there.
    """
    with ws.store.reading() as tx:
        owner = tx.record(ws.actor)
    words = recovery_sheet.Words(
        title=_("Recovery sheet"),
        owner=owner.value("name") if owner else "",
        made_at=f"{ws.clock.now():%Y/%m/%d %H:%M}",
        heading=_("Recovery code (13 groups)"),
        code=tuple(recovery_code(ws.key).split()),
        advice=(
            _("It opens these records when the computer breaks or is replaced."),
            _("Keep it under lock, away from the computer. Show it to nobody."),
        ),
    )
    pdf = recovery_sheet.render(words).pdf
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Known(
            "Recovery sheet not written",
            "The recovery sheet cannot be written to {path} ({what}).",
            "Choose another place.",
            path=path,
            what=why(error),
        ) from error
    with ws.store.writing():
        ws.store.meta.set("recovery_sheet", ws.clock.now().isoformat())
    return path


def has_recovery_sheet(ws: Workspace) -> bool:
    """Whether a sheet was ever made of this key; until then readiness shows an amber line."""
    return bool(ws.store.meta.text("recovery_sheet"))
