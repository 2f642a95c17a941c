"""A window from the start of Python to its first paint, then the end: ours or a bare one.

    python -m tests.bench.first_paint bare
    python -m tests.bench.first_paint ours DATA [MODULES.txt]

With MODULES.txt the names of all modules imported by then are written there.
"""

import os
import sys
from pathlib import Path


def bare() -> None:
    """The least: a main window with a label in it."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow  # noqa: PLC0415

    app = QApplication(sys.argv[:1])

    class Window(QMainWindow):
        def paintEvent(self, event: object) -> None:  # noqa: N802
            super().paintEvent(event)
            leave()

    window = Window()
    window.resize(1100, 700)
    window.setCentralWidget(QLabel("訪問予定"))
    window.show()
    app.exec()


def ours(data: str, modules: Path | None = None) -> None:
    """The desktop's own start, on the records in ``data``."""
    from ui import main as program  # noqa: PLC0415

    class Window(program.Shell):
        def paintEvent(self, event: object) -> None:  # noqa: N802
            super().paintEvent(event)
            if modules is not None:
                modules.write_text("\n".join(sorted(sys.modules)), encoding="utf-8")
            leave()

    program.Shell = Window
    program.main(["--data", data, "--lang", "ja"])


def leave() -> None:
    """End at once, as a stop watch does: closing is not part of the start."""
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        ours(sys.argv[2], *map(Path, sys.argv[3:]))
