"""The story step by step, each one an act that may be refused."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from visitapp import assets
from visitapp.actions import customers, keep, leave, note, outcome, photo, wait
from visitapp.actions.arrive import arrive
from visitapp.actions.call import call
from visitapp.actions.plan import PlanRequest, plan
from visitapp.actions.ring import ring
from visitapp.cli.demo_stage import read_script, write_settings
from visitapp.clock import HOME_ZONE, ScriptedClock
from visitapp.domain.words import AgreedHow, CallResult, OutcomeKind, PhotoRole, Placement
from visitapp.errors import Known
from visitapp.media.intake import Intake
from visitapp.workspace import Workspace, init_workspace, open_workspace, start_workspace

PHOTO = ("samples", "photos", "2-doorbell.jpg")


@dataclass(kw_only=True)
class Scene:
    """A laptop in use: its workspace, the visit, what lies outside of its disk."""

    ws: Workspace
    clock: ScriptedClock
    outside: Path
    intake: Intake
    visit: str

    def tick(self) -> None:
        """Eight minutes later."""
        self.clock.set(self.clock.now() + timedelta(minutes=8))

    def close(self) -> None:
        """Switch the laptop off."""
        self.ws.store.close()


def set_up(laptop: Path, outside: Path, intake: Intake) -> Scene:
    """A laptop with one promised visit."""
    outside.mkdir(parents=True)
    laptop.mkdir()
    clock, script = ScriptedClock(outside / "clock.json"), read_script()
    clock.set(datetime.combine(script.day, time(13, 20), ZoneInfo(HOME_ZONE)))
    write_settings(laptop, script)
    init_workspace(laptop, f"file:{outside / 'key'}", person=script.staff[0], clock=clock)
    ws = start_workspace(laptop, clock=clock)
    customers.import_file(ws, assets.path("samples", "customers.csv"))
    promised = PlanRequest(
        customer_id=script.customer,
        promised_at=clock.now() + timedelta(minutes=30),
        staff=script.staff,
        agreed_how=AgreedHow.PHONE,
    )
    visit = plan(ws, promised).visit.id
    return Scene(ws=ws, clock=clock, outside=outside, intake=intake, visit=visit)


def opened(scene: Scene) -> AbstractContextManager[Workspace]:
    """The same laptop after it was switched off and on again."""
    return open_workspace(scene.ws.folder, clock=scene.clock)


def _photo(scene: Scene) -> None:
    """A photo that no vault has: with a comment of this moment; refused ones are told as such."""
    data = assets.path(*PHOTO).read_bytes()
    note_of_now = str(scene.clock.now()).encode()
    segment = b"\xff\xfe" + (len(note_of_now) + 2).to_bytes(2, "big") + note_of_now
    path = scene.outside / "photo.jpg"
    path.write_bytes(data[:2] + segment + data[2:])
    (added,) = photo.add(scene.ws, scene.visit, [path], PhotoRole.DOOR, intake=scene.intake)
    if added.taken == "refused":
        message, *advice = (reason.message for reason in added.reasons)
        raise Known("Photo refused", message, advice[0] if advice else "")


def _note(scene: Scene) -> None:
    note.print_note(scene.ws, scene.visit, scene.ws.folder.parent / "note.pdf")


def _posted(scene: Scene) -> None:
    note.leave_note(scene.ws, scene.visit, Placement.MAILBOX)


def _absent(scene: Scene) -> None:
    outcome.record(scene.ws, scene.visit, OutcomeKind.ABSENT)


STEPS: tuple[tuple[str, Callable[[Scene], object]], ...] = (
    ("arrive", lambda s: arrive(s.ws, s.visit)),
    ("photo", _photo),
    ("ring", lambda s: ring(s.ws, s.visit)),
    ("wait", lambda s: wait.start(s.ws, s.visit)),
    ("call", lambda s: call(s.ws, s.visit, result=CallResult.NO_ANSWER)),
    ("second photo", _photo),
    ("ring again", lambda s: ring(s.ws, s.visit)),
    ("settings", lambda s: keep.choose_backup(s.ws, str(s.outside), "18:10")),
    ("ring a third time", lambda s: ring(s.ws, s.visit)),
    ("absent", _absent),
    ("note", _note),
    ("posted", _posted),
    ("third photo", _photo),
    ("leave", lambda s: leave.leave(s.ws, s.visit)),
    ("backup", lambda s: keep.backup(s.ws, s.ws.folder.parent / "one.backup")),
)
