"""One life of the machine that plays a user: its windows, and what must hold after each step."""

import shutil
import tempfile
import traceback
from collections import Counter
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from tests.ui.watch import Watch
from ui.models import door_words
from ui.widgets.banner import Banner
from visitapp.actions.today_view import TodayView, today_view
from visitapp.clock import ScriptedClock
from visitapp.domain.door import next_act, steps
from visitapp.texts import translate as _
from visitapp.texts import use_language


@cache
def template() -> tuple[Path, str]:
    """A day of records that each life of the machine begins with."""
    folder = Path(tempfile.mkdtemp(prefix="visitapp-user-"))
    visit_id = staging.make_day(folder / "records", folder / "keys", staging.new_clock(folder))
    return folder, visit_id


def forget_template() -> None:
    """Remove the records of ``template``."""
    shutil.rmtree(template()[0], ignore_errors=True)
    template.cache_clear()


def same_day(shown: TodayView, fresh: TodayView) -> bool:
    """The same day, whatever the minute."""
    return (shown.visits, shown.calls, shown.pending) == (fresh.visits, fresh.calls, fresh.pending)


class Life(RuleBasedStateMachine):
    """A copy of the day, one window after another; what is shown is the fold of the store."""

    steps_done = 0  # of all lives
    refusals: ClassVar[Counter[str]] = Counter()
    offered: ClassVar[Counter[str]] = Counter()
    found: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
        made, self.visit_id = template()
        self.scratch = Path(tempfile.mkdtemp(prefix="visitapp-user-"))
        shutil.copytree(made, self.scratch, dirs_exist_ok=True)
        self.generation = 0
        self.clock = ScriptedClock(self.scratch / "clock")
        self.stack = ExitStack()
        use_language("ja")
        self.watch = self.stack.enter_context(Watch())
        self.failures: list[Exception] = []
        self.before = 0
        self.hurried = False

    def teardown(self) -> None:
        self.stack.close()
        use_language("auto")
        shutil.rmtree(self.scratch, ignore_errors=True)

    @property
    def records(self) -> Path:
        return self.scratch / (f"records-{self.generation}" if self.generation else "records")

    def open(self) -> None:
        opened = staging.window_over(
            self.records, self.clock, visit_id=self.visit_id, wanted=self.look
        )
        self.windows = ExitStack()
        self.stage: Stage = self.windows.enter_context(opened)
        self.stack.push(self.windows)
        self.failures.clear()
        self.stage.session.failed.connect(self.failures.append)
        self.before = self.entries()

    # -- what must hold --------------------------------------------------------------------

    @invariant()
    def screen_equals_fold(self) -> None:
        if not hasattr(self, "stage"):
            return
        type(self).steps_done += 1
        try:
            self.look_closely()
        except Exception:
            self.found.append(traceback.format_exc())  # a race may not show itself a second time
            raise

    def look_closely(self) -> None:
        self.stage.settle()
        self.close_dialogs()
        self.refused_acts_say_why()
        self.stage.come_round()
        self.same_as_store()
        self.failures.clear()
        assert not self.watch.heard, "\n".join(self.watch.heard)

    def refused_acts_say_why(self) -> None:
        after = self.entries()
        if self.failures:
            told = [b.accessibleName() for b in self.banners()]
            self.refusals.update(told)
            assert any(told), f"refused without a word: {self.failures!r}"
            assert after == self.before or self.hurried, "a refused act wrote something"
        self.before, self.hurried = after, False

    def same_as_store(self) -> None:
        window = self.stage.window
        assert window.today is not None
        fresh = self.fresh_today()
        if window.today.isVisible():
            shown = window.today.view
            assert shown is not None
            assert same_day(shown, fresh)
            names = {f"visit-{line.row.id}" for line in fresh.visits}
            drawn = {w.objectName() for w in window.today.findChildren(QAbstractButton)}
            assert names <= drawn
        if window.door is not None and window.door.isVisible() and window.door.view is not None:
            self.door_equals_fold()

    def door_equals_fold(self) -> None:
        door = self.stage.window.door
        assert door is not None
        assert door.view is not None
        fold = self.stage.visit(door.view.visit.id)
        assert door.view.visit == fold
        now = self.clock.stamp()
        self.offered[next_act(fold, now).value] += 1
        label = door_words.label_of(door.view, now, door.policy)
        if door.next.isVisible():
            assert door.next.accessibleName() == label.title
        by_step = door.face.rail._buttons
        for state in steps(fold, now):
            said = by_step[state.step].accessibleName()
            assert state.done == (_("done") in said), (state, said)
            assert by_step[state.step].isEnabled() != state.locked, state

    # -- looking ---------------------------------------------------------------------------

    def window(self) -> QWidget:
        return QApplication.activeModalWidget() or self.stage.window

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window()

    def can_click(self, button: QAbstractButton) -> bool:
        inside = not button.visibleRegion().isEmpty()
        return button.isVisible() and button.isEnabled() and inside

    def banners(self) -> list[Banner]:
        return [b for b in self.stage.window.findChildren(Banner) if b.isVisible()]

    def entries(self) -> int:
        return self.fresh_today().pending.entries

    def papers_and_departures(self) -> int:
        fold = self.stage.visit()
        return sum(1 for p in fold.papers if p.printed) + len(fold.departures)

    def fresh_today(self) -> TodayView:
        found: list[TodayView] = []
        self.stage.session.read(today_view, found.append)
        wait_until(lambda: bool(found), "the day")
        return found[0]

    def close_dialogs(self) -> None:
        """A file dialog and the like: the user gives up."""
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget is not self.stage.window:
                widget.close()
        self.stage.settle()
