"""What the screens share: the workspace behind the store lane, the tasks, and the changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.changes import Changes
from ui.tasks import Lane, Tasks
from ui.undo import Done, Undo
from visitapp.errors import Known

if TYPE_CHECKING:  # on the way to first paint
    from ui.undo import Reversal
    from visitapp.clock import Clock
    from visitapp.workspace import Workspace

Value = TypeVar("Value")


class Session(QObject):
    """Runs acts and reads of the workspace; the GUI thread never touches the store.

    ``failed`` carries the error of whatever went wrong, for the banner of the screen in front.
    """

    failed = Signal(object)
    saved = Signal(object)
    closing = Signal()

    def __init__(self, tasks: Tasks, changes: Changes, clock: "Clock | None" = None) -> None:
        super().__init__()
        self.tasks = tasks
        self.changes = changes
        self._clock = clock
        self.undo = Undo(self)
        self._workspace: Workspace | None = None

    @property
    def clock(self) -> "Clock":
        """The clock of this computer unless another was given; made when first asked for."""
        if self._clock is None:
            from visitapp.clock import SystemClock  # noqa: PLC0415 - not before first paint

            self._clock = SystemClock()
        return self._clock

    @property
    def is_open(self) -> bool:
        """Whether the store has been opened."""
        return self._workspace is not None

    def attach(self, workspace: "Workspace") -> None:
        """The store is open: from now on acts can be done."""
        self._workspace = workspace
        self.changes.tell()

    def close(self) -> None:
        """Close the records in their own lane; acts that run are finished first.

        ``closing`` comes first, for what works beside the lanes (the way to the office).
        """
        self.closing.emit()
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.tasks.finish(workspace.store.close)

    def act(
        self,
        call: "Callable[[Workspace], Value]",
        done: Callable[[Value], None] | None = None,
        lane: Lane = Lane.STORE,
        *,
        failed: Callable[[Exception], None] | None = None,
        reversal: "Reversal | None" = None,
    ) -> None:
        """Do an act; when it is on disk ``done`` hears of it, then every screen.

        ``failed`` takes the error in place of the banner of the screen in front. With a
        ``reversal`` the act can be taken back by Ctrl+Z.
        """

        def finished(value: Value) -> None:
            from visitapp.actions.act import Happened  # noqa: PLC0415 - not before first paint

            if reversal is not None:
                self.undo.remember(Done(again=call, value=value, reversal=reversal))
            if done is not None and is_alive(done):
                done(value)
            self.saved.emit(self.clock.now())
            self.changes.tell(value if isinstance(value, Happened) else None)

        self._run(call, finished, lane, failed)

    def read(
        self,
        call: "Callable[[Workspace], Value]",
        done: Callable[[Value], None],
        lane: Lane = Lane.STORE,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read something for a screen."""
        self._run(call, done, lane, failed)

    def _run(
        self,
        call: "Callable[[Workspace], Any]",
        done: Callable[[Any], None],
        lane: Lane,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        workspace = self._workspace
        if workspace is None:
            self.failed.emit(
                Known(
                    "Not ready yet",
                    "The records are still being opened.",
                    "Wait a moment and try again.",
                )
            )
            return
        self.aside(lambda: call(workspace), done, failed or self.failed.emit, lane)

    def aside(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        lane: Lane = Lane.STORE,
    ) -> None:
        """Work without the records; a screen that is gone by the answer hears nothing of it."""
        self.tasks.run(
            call,
            lambda value: done(value) if is_alive(done) else None,
            lambda error: failed(error) if is_alive(failed) else None,
            lane,
        )


def is_alive(call: Callable[..., Any]) -> bool:
    """Whether the widgets a callback belongs to still exist: a screen may be gone by the answer."""
    cells = [cell.cell_contents for cell in getattr(call, "__closure__", None) or ()]
    owners = (getattr(call, "__self__", None), *cells)
    return all(isValid(owner) for owner in owners if isinstance(owner, QObject))
