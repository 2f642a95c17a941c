"""身の危険 over everything: the numbers now, what was tapped is written afterwards (N-15)."""

from typing import TYPE_CHECKING

from ui.screens import door_acts as acts
from ui.widgets.door_danger import DangerPage
from visitapp.texts import translate as _

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen


class DoorDanger:
    """Covers the whole window until Esc."""

    def __init__(self, screen: "DoorScreen", door: acts.Door) -> None:
        self._screen, self._door = screen, door
        self._tapped: list[str] = []
        self.page = DangerPage(screen.window())
        watcher = door.visit.watcher.strip()
        whom = _("watching: {name}", name=watcher) if watcher else _("Office")
        self.page.show_numbers(
            (
                ("110", _("police")),
                ("#9110", _("police, advice")),
                (door.view.office_phone, whom),
            )
        )
        self.page.tapped.connect(self._tapped.append)
        self.page.left.connect(self.close)
        self.page.setGeometry(screen.window().rect())
        self.page.show()
        self.page.raise_()
        self.page.setFocus()

    def close(self) -> None:
        """Back to the visit; what was tapped is written now."""
        self.page.hide()
        self.page.deleteLater()
        if self._tapped:
            said = {"danger_dialled": " ".join(self._tapped)}
            self._screen.write(acts.heard_call(self._door, said))
        self._screen.next.setFocus()
