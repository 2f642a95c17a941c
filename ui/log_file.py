"""The desktop's log file: rotating, and without a word that could be about a customer.

Only the literal of a message is written, never its values; of an error its kind and where it
arose, never what it says.
"""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from ui.crash import places_of
from visitapp.marks import override

FOLDER = "logs"
BYTES, KEPT = 256_000, 3
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
QT = logging.getLogger("qt")


class Discreet(logging.Formatter):
    """Formats a record without its values."""

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {record.msg}"

    @override
    def format(self, record: logging.LogRecord) -> str:
        lines = [self.formatMessage(record)]
        if record.exc_info and record.exc_info[1]:
            lines += places_of(record.exc_info[1])
        return "\n".join(lines)


def start_log(folder: Path) -> logging.Handler:
    """Write warnings and errors of the program and of Qt below ``folder``; returns the handler."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        place / "desktop.log", maxBytes=BYTES, backupCount=KEPT, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.WARNING)
    handler.setFormatter(Discreet())
    logging.getLogger().addHandler(handler)
    qInstallMessageHandler(_from_qt)
    return handler


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    QT.log(LEVELS.get(kind, logging.WARNING), message)
