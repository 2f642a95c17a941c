"""Hears everything that should never be said: Qt warnings, log lines, exceptions in slots."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from typing_extensions import override

HARMLESS = (  # what the offscreen platform lacks: hints of size, a viewer for a PDF
    "propagateSizeHints",
    "QPlatformServices::openDocument",
)


class Watch(logging.Handler):
    """``heard`` must stay empty."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def __enter__(self) -> "Watch":
        self._qt_before = qInstallMessageHandler(self._message)
        self._hook_before = sys.excepthook
        sys.excepthook = self._exception
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
        sys.excepthook = self._hook_before
        qInstallMessageHandler(self._qt_before)

    def _message(self, kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        calm = kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if not calm and not any(known in words for known in HARMLESS):
            self.heard.append(f"Qt: {words}")

    def _exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self.heard.append("".join(traceback.format_exception(kind, error, trace)))

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """A log line of WARNING and above."""
        told = record.exc_info and "".join(traceback.format_exception(*record.exc_info))
        self.heard.append(f"{record.name}: {record.getMessage()} {told or ''}".strip())
