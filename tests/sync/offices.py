"""A real office in its own process on loopback, which tests may stop, kill and restart."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from visitapp.clock import SystemClock
from visitapp.domain.fold import fold_visit
from visitapp.domain.visit import Visit
from visitapp.office.devices import new_code
from visitapp.office.pages.reading import event_of, visit_rows
from visitapp.office.seat import Office, establish, open_office

ROOT = Path(__file__).parents[2]
CLOCK = SystemClock()
SERVE = """
import sys
from pathlib import Path
from visitapp.clock import SystemClock
from visitapp.office.serving import Address, serve
tls = {"tls_cert": Path(sys.argv[3]), "tls_key": Path(sys.argv[4])} if len(sys.argv) > 3 else {}
address = Address(port=int(sys.argv[2]), **tls)
serve(Path(sys.argv[1]), SystemClock(), address, lambda url: print(url, flush=True))
"""


class OfficeProcess:
    """An office that was set up in ``folder``; ``start`` serves it."""

    def __init__(
        self, folder: Path, name: str = "本社", tls: tuple[Path, Path] | None = None
    ) -> None:
        self.folder = folder
        self.tls = tls
        self.port = 0
        self._process: subprocess.Popen[str] | None = None
        establish(folder, name, CLOCK).database.close()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def start(self) -> "OfficeProcess":
        """Serve; a second start takes the same port."""
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", SERVE, str(self.folder), str(self.port)),
                *(str(path) for path in self.tls or ()),
            ],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        assert said.startswith("http"), said
        self.port = int(said.rpartition(":")[2])
        return self

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=20)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def opened(self) -> Office:
        """The office's own view of its folder; close its database after use."""
        return open_office(self.folder, CLOCK)

    def code(self) -> str:
        """A fresh one-time code."""
        office = self.opened()
        code, _ = new_code(office)
        office.database.close()
        return code

    def rows(self, statement: str, *values: object) -> list[Any]:
        """What a query of the office's database answers."""
        office = self.opened()
        with office.database.reading() as connection:
            found = list(connection.exec_driver_sql(statement, values))
        office.database.close()
        return found

    def visit(self, visit_id: str) -> Visit | None:
        """The visit folded from what the office holds, as its pages fold it."""
        office = self.opened()
        with office.database.reading() as connection:
            events = [event_of(row) for row in visit_rows(connection, visit_id)]
        office.database.close()
        return fold_visit(visit_id, events)

    def change(self, statement: str, *values: object) -> None:
        """Change the office's database behind its back."""
        office = self.opened()
        with office.database.writing() as connection:
            connection.exec_driver_sql(statement, values)
        office.database.close()

    def blob(self, sha256: str) -> bytes | None:
        """The bytes of a stored original."""
        path = self.folder / "blobs" / sha256[:2] / sha256
        return path.read_bytes() if path.exists() else None
