"""Undo and redo of acts: what is taken back is a new entry, never a deletion (T6).

An act that can be taken back says so when it is done (``session.act(..., reversal=...)``). Typed
text has Qt's own undo, and the door its own ten seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from visitapp.texts import translate as _

if TYPE_CHECKING:
    from ui.session import Session
    from visitapp.workspace import Workspace

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """How an act is taken back: ``words`` name it in the past tense; ``back`` gets its value."""

    words: str
    back: "Callable[[Workspace, Any], object]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act that happened and can be taken back."""

    again: "Callable[[Workspace], Any]"
    value: Any
    reversal: Reversal


class Undo(QObject):
    """Two stacks. ``offered`` carries the words of a new act; ``told`` what undo or redo did."""

    offered = Signal(str)
    told = Signal(str)

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._session = session
        self._past: list[Done] = []
        self._future: list[Done] = []

    def remember(self, done: Done) -> None:
        """A new act: it can be taken back, and nothing can be redone any more."""
        self._past = [*self._past[1 - MOST :], done]
        self._future = []
        self.offered.emit(done.reversal.words)

    def undo(self) -> None:
        """Take the last act back by a new entry; where there is none, say so."""
        if not self._past:
            self.told.emit(_("There is nothing to take back."))
            return
        done = self._past.pop()

        def finished(_value: object) -> None:
            self._future.append(done)
            self.told.emit(_("Taken back: {what}", what=done.reversal.words))

        self._session.act(lambda ws: done.reversal.back(ws, done.value), finished)

    def redo(self) -> None:
        """Do the act again, as a new one."""
        if not self._future:
            self.told.emit(_("There is nothing to do again."))
            return
        done = self._future.pop()

        def finished(value: object) -> None:
            self._past.append(Done(again=done.again, value=value, reversal=done.reversal))
            self.told.emit(_("Done again: {what}", what=done.reversal.words))

        self._session.act(done.again, finished)
