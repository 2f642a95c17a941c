"""設定: language, looks and size; recovery sheet; paper; printers; what is recorded."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from ui.choices import LANGUAGES, SYSTEM, THEMES, Choices
from ui.screens.settings_paper import PaperCard
from ui.screens.settings_printer import CalibrationCard
from ui.session import Session
from ui.theme import SCALES, Room, Scheme
from ui.widgets.flow import Flow, flowing
from ui.widgets.focus_keeping import FocusInSight
from ui.widgets.parts import button, card, current_look, picture, row, scrolling, text, wrapped
from ui.widgets.recovery_card import RecoveryCard
from ui.widgets.what_is_recorded import WhatIsRecorded
from visitapp.texts import N_
from visitapp.texts import translate as _

LANGUAGE_WORDS = {"auto": N_("As the computer"), "ja": "日本語", "en": "English"}
THEME_WORDS = {
    SYSTEM: N_("As the computer"),
    Scheme.LIGHT.value: N_("Light"),
    Scheme.DARK.value: N_("Dark"),
    Scheme.OUTDOOR.value: N_("Outdoor view"),
}
SHEET = "sheet"


class SettingsScreen(QWidget):
    """``chosen`` carries the new ``Choices``; the window shows and keeps them at once."""

    chosen = Signal(object)
    dossier_wanted = Signal()

    def __init__(self, session: Session, choices: Choices, room: Room) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("page")
        self._choices = choices
        self._options: dict[str, QPushButton] = {}
        frame, column = card()
        languages = [(code, _(LANGUAGE_WORDS[code])) for code in LANGUAGES]
        themes = [(code, _(THEME_WORDS[code])) for code in THEMES]
        scales = [(str(scale), f"{scale} %") for scale in SCALES]
        for name, title, options in (
            ("language", _("Language"), languages),
            ("theme", _("Display"), themes),
            ("scale", _("Size of text and controls"), scales),
        ):
            column.addWidget(text(title, "card"))
            column.addLayout(self._row_of(name, title, options))
        hint = text(_("A choice is shown at once and kept on this computer."), "second")
        hint.setWordWrap(True)
        column.addWidget(hint)
        inner = QVBoxLayout()
        inner.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        inner.setSpacing(look.px(14))
        inner.addWidget(frame)
        inner.addWidget(self._dossier_card())
        self.sheet, self.recorded = RecoveryCard(session), WhatIsRecorded(room)
        self.printers, self.paper = CalibrationCard(session), PaperCard(session)
        inner.addWidget(self.sheet)
        inner.addWidget(self.paper)
        inner.addWidget(self.printers)
        inner.addWidget(self.recorded)
        inner.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = scrolling(inner)
        outer.addWidget(area)
        FocusInSight(area)

    def _dossier_card(self) -> QFrame:
        """The way to the page that makes and checks dossiers."""
        frame, column = card()
        column.addLayout(row(picture("package_2"), text(_("Dossier"), "card"), 1))
        told = _("Everything recorded about visits, for somebody outside; and what a file proves.")
        column.addWidget(wrapped(told, "second"))
        self.dossier = button(_("Make or check a dossier"), "", "package_2")
        self.dossier.clicked.connect(self.dossier_wanted)
        column.addLayout(flowing(self.dossier))
        return frame

    def _row_of(self, name: str, title: str, options: Sequence[tuple[str, str]]) -> Flow:
        """Options side by side; one is always chosen."""
        line = flowing()
        group = QButtonGroup(self)
        for code, words in options:
            made = self._option(name, code, words)
            made.setAccessibleDescription(title)
            group.addButton(made)
            line.addWidget(made)
        return line

    def _option(self, name: str, code: str, words: str) -> QPushButton:
        made = button(words, "switch")
        made.setObjectName(f"{name}-{code}")
        self._options[made.objectName()] = made
        made.setCheckable(True)
        made.setChecked(str(getattr(self._choices, name)) == code)
        made.clicked.connect(lambda: self._choose(name, code))
        return made

    def _choose(self, name: str, code: str) -> None:
        now = self._choices
        match name:
            case "language":
                self._choices = replace(now, language=code)
            case "theme":
                self._choices = replace(now, theme=code)
            case _:
                self._choices = replace(now, scale=int(code))
        if self._choices != now:
            self.chosen.emit(self._choices)

    def come(self, part: str = "") -> None:
        """The keys go to the chosen language, or to the ``SHEET`` when that was asked for."""
        self.sheet.refresh()
        self.paper.refresh()
        self.printers.look_around()
        wanted = self._options[f"language-{self._choices.language}"]
        (self.sheet.save if part == SHEET else wanted).setFocus()

    def show_room(self, room: Room) -> None:
        """Lists side by side, or below each other in a small window."""
        self.recorded.show_room(room)
