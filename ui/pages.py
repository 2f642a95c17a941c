"""The table of pages: a new page is one line here. Imported only once the window is on screen."""

from functools import partial

from ui.choices import read_choices
from ui.keys import FRAME_KEYS, PAGE_KEYS, Key
from ui.page import Page
from ui.screens.backup import BackupScreen
from ui.screens.door import DoorScreen
from ui.screens.dossier import DossierScreen
from ui.screens.evening import EveningScreen
from ui.screens.keys import KeysScreen
from ui.screens.note import NoteScreen
from ui.screens.papers import PapersScreen
from ui.screens.plan import PlanScreen
from ui.screens.readiness import ReadinessScreen
from ui.screens.settings import SHEET, SettingsScreen
from ui.screens.sync import SyncScreen
from ui.screens.today import TodayScreen
from ui.shell import Shell
from ui.widgets.door_note import BY_PEN
from visitapp.actions.today_view import TodayView
from visitapp.texts import N_
from visitapp.texts import translate as _

ENDED = {"left", "closed", "cancelled"}


def _today(shell: Shell) -> TodayScreen:
    made = TodayScreen(shell.session)
    made.door_wanted.connect(partial(shell.go, "door"))
    made.plan_wanted.connect(partial(shell.go, "plan"))
    made.change_wanted.connect(partial(shell.go, "plan"))
    made.evening_wanted.connect(partial(shell.go, "evening"))
    made.readiness_wanted.connect(partial(shell.go, "readiness"))
    made.sync_wanted.connect(partial(shell.go, "sync"))
    made.view_read.connect(shell.show_view)
    shell.room_changed.connect(made.show_room)
    made.show_room(shell.room)
    return made


def _evening(shell: Shell) -> EveningScreen:
    made = EveningScreen(shell.session)
    made.left.connect(partial(shell.go, "today"))
    made.plan_wanted.connect(partial(shell.go, "plan"))
    made.sync_wanted.connect(partial(shell.go, "sync"))
    made.calls_wanted.connect(partial(_call, shell))
    made.papers_wanted.connect(partial(shell.go, "papers"))
    return made


def _readiness(shell: Shell) -> ReadinessScreen:
    made = ReadinessScreen(shell.session, shell.state)
    made.left.connect(partial(shell.go, "today"))
    made.sync_wanted.connect(partial(shell.go, "sync"))
    made.backup_wanted.connect(partial(shell.go, "backup"))
    made.sheet_wanted.connect(partial(shell.go, "settings", SHEET))
    made.papers_wanted.connect(partial(shell.go, "papers"))
    shell.room_changed.connect(made.show_room)
    made.show_room(shell.room)
    return made


def _call(shell: Shell) -> None:
    """Today with the keys on the result of its first call."""
    shell.go("today")
    if shell.today is not None:
        shell.today.day.focus_calls()


def _door(shell: Shell) -> DoorScreen:
    made = DoorScreen(shell.session, shell.policy, shell.papers, shell.state)
    made.left.connect(partial(shell.go, "today"))
    made.outdoor_wanted.connect(shell.flip_outdoor)
    made.note_wanted.connect(partial(shell.go, "note"))
    made.dossier_wanted.connect(partial(shell.go, "dossier"))
    return made


def _note(shell: Shell) -> NoteScreen:
    made = NoteScreen(shell.session, shell.papers, shell.state)
    made.left.connect(partial(shell.go, "door"))
    made.by_pen.connect(partial(_by_pen, shell))
    return made


def _by_pen(shell: Shell, visit_id: str) -> None:
    """The door of a visit with the question for the sheet in hand."""
    shell.go("door", visit_id)
    door = shell.page("door")
    if isinstance(door, DoorScreen):
        door.answers.open_on(visit_id, BY_PEN)


def _plan(shell: Shell) -> PlanScreen:
    made = PlanScreen(shell.session)
    made.left.connect(partial(shell.go, "today"))
    made.papers_wanted.connect(partial(shell.go, "papers"))
    return made


def _papers(shell: Shell) -> PapersScreen:
    made = PapersScreen(shell.session, shell.state)
    made.left.connect(partial(shell.go, "plan"))
    return made


def _backup(shell: Shell) -> BackupScreen:
    made = BackupScreen(shell.session)
    made.joined.connect(shell.way.begin)
    made.joined.connect(partial(shell.go, "sync"))
    return made


def _sync(shell: Shell) -> SyncScreen:
    return SyncScreen(shell.session, shell.way)


def _settings(shell: Shell) -> SettingsScreen:
    made = SettingsScreen(shell.session, read_choices(shell.state), shell.room)
    made.chosen.connect(shell.choose)
    made.dossier_wanted.connect(partial(shell.go, "dossier"))
    shell.room_changed.connect(made.show_room)
    return made


def _dossier(shell: Shell) -> DossierScreen:
    return DossierScreen(shell.session)


def _keys(_shell: Shell) -> KeysScreen:
    pages = [Key(code=p.code, sequence=p.key, words=p.words) for p in PAGES if p.key]
    own = [(page.words, PAGE_KEYS[page.code]) for page in PAGES if page.code in PAGE_KEYS]
    return KeysScreen(((N_("Pages"), pages), (N_("On every page"), FRAME_KEYS), *own))


def _day_in_numbers(view: TodayView) -> str:
    """How many visits the day has; nothing is said of an empty one."""
    if not view.visits:
        return ""
    over = sum(1 for line in view.visits if line.row.state in ENDED)
    return _(
        "{n} visits ({over} over, {left} to come)",
        n=len(view.visits),
        over=over,
        left=len(view.visits) - over,
    )


PAGES = (
    Page(
        code="today",
        words=N_("Today"),
        icon="today",
        key="Ctrl+1",
        make=_today,
        come=lambda screen, _visit: screen.come(),
        note=_day_in_numbers,
        chosen=lambda screen: screen.chosen,
        actions=lambda screen: (screen.quick.field, screen.check),
        adds=lambda screen: screen.quick.field,
    ),
    Page(
        code="readiness",
        words=N_("Readiness"),
        icon="fact_check",
        is_low=True,
        make=_readiness,
        come=lambda screen, _visit: screen.come(),
        note=lambda _view: _("It takes less than 30 seconds."),
        actions=lambda screen: (screen.again,),
    ),
    Page(
        code="evening",
        words=N_("End of the day"),
        make=_evening,
        come=lambda screen, _visit: screen.come(),
    ),
    Page(
        code="plan",
        words=N_("Plan"),
        icon="calendar_view_week",
        key="Ctrl+2",
        make=_plan,
        come=lambda screen, visit: screen.open_form(visit),
        finds=lambda screen: screen.search,
    ),
    Page(
        code="papers",
        words=N_("Papers of a day"),
        key="Ctrl+Shift+P",
        make=_papers,
        come=lambda screen, day: screen.come(day),
        note=lambda _view: _("Made in the office, completed by pen at the door."),
        actions=lambda screen: (screen.back,),
    ),
    Page(
        code="sync",
        words=N_("Sync"),
        icon="sync",
        key="Ctrl+6",
        make=_sync,
        come=lambda screen, _visit: screen.open_page(),
        is_offered=lambda view: bool(view.office),
        count=lambda view: view.pending.total,
        note=lambda _view: _("Sending goes by itself; nothing has to be done."),
        actions=lambda screen: screen.header_actions(),
    ),
    Page(
        code="settings",
        words=N_("Settings"),
        icon="settings",
        key="Ctrl+,",
        is_low=True,
        make=_settings,
        come=lambda screen, part: screen.come(part),
    ),
    Page(
        code="backup",
        words=N_("Backup"),
        icon="usb",
        key="Ctrl+6",
        make=_backup,
        come=lambda screen, _visit: screen.open_page(),
        is_offered=lambda view: not view.office,
        actions=lambda screen: screen.header_actions(),
    ),
    Page(
        code="dossier",
        words=N_("Dossier"),
        key="Ctrl+Shift+E",
        make=_dossier,
        come=lambda screen, number: screen.come(number),
        note=lambda _view: _("Records for somebody outside, and what they prove."),
        finds=lambda screen: screen.make.search,
    ),
    Page(
        code="keys",
        words=N_("List of keys"),
        key="Ctrl+/",
        make=_keys,
        come=lambda screen, _none: screen.area.setFocus(),
    ),
    Page(
        code="door",
        words=N_("Door"),
        make=_door,
        come=lambda screen, visit: screen.open_visit(visit),
        is_framed=False,
    ),
    Page(
        code="note",
        words=N_("Note"),
        make=_note,
        come=lambda screen, visit: screen.open_visit(visit),
        is_framed=False,
    ),
)
