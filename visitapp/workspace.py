"""The opened workspace: store, clock, settings, policy; ``open_workspace`` is the only wiring."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visitapp.clock import Clock, SystemClock
from visitapp.domain.entries import GroupChange, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.domain.policy import Policy
from visitapp.errors import Known
from visitapp.ids import uuid7
from visitapp.keys import create_store_key, key_kind, load_store_key, recovery_code
from visitapp.policy import load_policy
from visitapp.settings import Settings, load_settings
from visitapp.store.check import sweep_scratch
from visitapp.store.store import DATABASE, Store, open_store

if TYPE_CHECKING:
    from visitapp.style import Style

POLICY_FILE = "policy.toml"
STYLE_FILE = "wording.toml"
Passphrase = Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Everything an action needs; ``actor`` is the person who records unless another is named."""

    folder: Path
    store: Store
    clock: Clock
    settings: Settings
    policy: Policy
    actor: str
    key: bytes

    @property
    def style(self) -> "Style":
        """The sentences and the logo of our papers, read when one is made: most acts need none."""
        from visitapp.style import load_style  # noqa: PLC0415

        return load_style(self.folder, self.settings.sender.logo)

    @property
    def style_troubles(self) -> "tuple[Known, ...]":
        """What of a company's own can't be used; nothing is read where nothing is its own."""
        own = self.settings.sender.logo.strip() or (self.folder / STYLE_FILE).exists()
        return (*_paper_trouble(self.settings.paper), *(self.style.troubles if own else ()))


def _paper_trouble(name: str) -> "tuple[Known, ...]":
    """That the settings name a paper no note is printed on: it would be a postcard all the time."""
    if name == Settings().paper:
        return ()
    from visitapp.documents.papers import note_paper  # noqa: PLC0415

    try:
        note_paper(name)
    except Known as trouble:
        return (trouble,)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Initialised:
    """A workspace was set up; ``recovery_code`` is shown once, to be printed."""

    folder: Path
    recovery_code: str
    person: str


def init_workspace(
    folder: Path,
    key_source: str,
    *,
    person: str = "",
    kana: str = "",
    clock: Clock | None = None,
    passphrase: Passphrase | None = None,
) -> Initialised:
    """Set up an empty folder: key, store, the first person; works with no office (N-17).

    Raises Known when records are there already or the key can't be kept.
    """
    settings = load_settings(folder)
    clock = clock or SystemClock(settings.timezone)
    if (folder / DATABASE).exists():
        key = _key_of_half(folder, clock, passphrase)
    else:
        key = create_store_key(folder, key_source, passphrase)
    store = open_store(folder, key, clock, create=True)
    try:
        store.policy_version = _policy(folder).version
        name = person.strip() or settings.person
        actor = uuid7(clock)
        group = GroupChange(group="name", base="", fields={"name": name, "kana": kana.strip()})
        with store.writing() as tx:
            store.meta.set("actor", actor)
            tx.append(
                Draft(
                    about=About(record=actor),
                    actor=actor,
                    content=RecordChanged(record="person", groups=(group,)),
                )
            )
    finally:
        store.close()
    return Initialised(folder=folder, recovery_code=recovery_code(key), person=name)


def _key_of_half(folder: Path, clock: Clock, passphrase: Passphrase | None) -> bytes:
    """The key of a set-up that was cut off before its first entry; Known when it was not."""
    try:
        key = load_store_key(folder, passphrase)
        store = open_store(folder, key, clock, create=True)
    except Known as error:
        raise _already(folder) from error
    is_done = bool(store.meta.text("actor"))
    store.close()
    if is_done:
        raise _already(folder)
    return key


def _already(folder: Path) -> Known:
    return Known(
        "Already set up",
        "There are records in {folder} already.",
        "Use them, or choose another folder with --data.",
        folder=folder,
    )


@contextmanager
def open_workspace(
    folder: Path, *, clock: Clock | None = None, passphrase: Passphrase | None = None
) -> Iterator[Workspace]:
    """Open a workspace for some acts and close it again."""
    workspace = start_workspace(folder, clock=clock, passphrase=passphrase)
    try:
        yield workspace
    finally:
        workspace.store.close()


def start_workspace(
    folder: Path, *, clock: Clock | None = None, passphrase: Passphrase | None = None
) -> Workspace:
    """Open a workspace to be kept open (the desktop); the caller closes ``store``.

    Raises Known for a folder without records, a key that can't be had, a bad settings file.
    """
    settings = load_settings(folder)
    key = load_store_key(folder, passphrase)
    clock = clock or SystemClock(settings.timezone)
    store = open_store(folder, key, clock)
    policy = _policy(folder)
    store.policy_version = policy.version
    sweep_scratch(store)
    return Workspace(
        folder=folder,
        store=store,
        clock=clock,
        settings=settings,
        policy=policy,
        actor=store.meta.text("actor"),
        key=key,
    )


def needs_passphrase(folder: Path) -> bool:
    """Whether the records of a folder open only with a passphrase."""
    return key_kind(folder) == "passphrase"


def _policy(folder: Path) -> Policy:
    own = folder / POLICY_FILE
    return load_policy(own if own.exists() else None)
