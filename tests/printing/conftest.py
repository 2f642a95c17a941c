"""A real spooler and a printer that speaks IPP, both from the system's packages, on loopback."""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first import of Qt
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "data" / "fonts.conf")

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event

import pytest

from tests.cli.conftest import absent, blank, laptop, one_customer, planned  # noqa: F401
from tests.documents.conftest import facts  # noqa: F401 - a fixture
from visitapp.printing.line import Line
from visitapp.printing.queue import Queue, queues

PROGRAMS = ("cupsd", "lpadmin", "ippeveprinter", "dbus-daemon", "avahi-daemon")
Popen = subprocess.Popen[bytes]

PATIENCE = 30.0
SIZES = ((100, 148), (105, 148), (128, 182), (148, 210), (182, 257), (210, 297))
CUPSD = """
LogLevel warn
Listen localhost:{port}
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
FILES = """
ServerRoot {folder}
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
ServerBin /usr/lib/cups
DataDir /usr/share/cups
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
SystemGroup root
"""


@dataclass(frozen=True)
class Tray:
    """Where the printer's sheets lie: each a file with the very bytes that arrived."""

    folder: Path

    def sheets(self) -> list[bytes]:
        files = sorted(self.folder.glob("*.pdf"), key=lambda f: int(f.name.split("-")[0]))
        return [file.read_bytes() for file in files]


@dataclass(frozen=True)
class Spooler:
    """The spooler's line, and the printer behind its queue ``note``."""

    line: Line
    tray: Tray
    printer: str

    def queue(self) -> Queue:
        return next(queue for queue in queues(self.line) if queue.name == "note")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


def attributes() -> str:
    """What the printer says it can: our six sizes and no other, any margin, both sides."""
    sizes = ",".join(
        f"{{MEMBER integer x-dimension {w * 100} MEMBER integer y-dimension {h * 100}}}"
        for w, h in SIZES
    )
    names = ",".join(f"om_size_{w}x{h}mm" for w, h in SIZES)
    first = "MEMBER integer x-dimension 10000 MEMBER integer y-dimension 14800"
    edges = ("top", "bottom", "left", "right")
    return "\n".join(
        [
            f"ATTR keyword media-supported {names}",
            f"ATTR collection media-size-supported {sizes}",
            "ATTR keyword media-default om_size_100x148mm",
            f"ATTR collection media-col-default {{MEMBER collection media-size {{{first}}}}}",
            f"ATTR collection media-col-ready {{MEMBER collection media-size {{{first}}}}}",
            "ATTR keyword media-col-supported media-size,"
            + ",".join(f"media-{edge}-margin" for edge in edges),
            *(f"ATTR integer media-{edge}-margin-supported 0" for edge in edges),
            "ATTR keyword print-scaling-supported auto,none",
            "ATTR keyword sides-supported one-sided,two-sided-long-edge,two-sided-short-edge",
            "ATTR rangeOfInteger copies-supported 1-99",
            "ATTR mimeMediaType document-format-supported application/pdf",
            "ATTR mimeMediaType document-format-default application/pdf",
            "ATTR keyword job-creation-attributes-supported copies,media-col,print-scaling,sides",
            "ATTR boolean color-supported false",
            "",
        ]
    )


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that the spooler's own user may enter, unlike pytest's."""
    made = Path(tempfile.mkdtemp(prefix="visitapp-print-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def bus(folder: Path) -> Iterator[dict[str, str]]:
    """A message bus and a name service of our own, without which the printer does not start."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    if os.geteuid() != 0:
        pytest.skip("the spooler is started as root")
    address = f"unix:path={folder / 'bus'}"
    around = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": address}
    line = ["dbus-daemon", "--system", "--nofork", "--nopidfile", f"--address={address}"]
    names = ["avahi-daemon", "--no-chroot", "--no-drop-root"]
    with _begun(folder, line, around) as process:
        while process.poll() is None and not (folder / "bus").exists():
            Event().wait(0.05)
        with _begun(folder, names, around):
            yield around


@pytest.fixture(scope="session")
def spooler(bus: dict[str, str], folder: Path) -> Iterator[Spooler]:
    """A private cupsd with one driverless queue that leads to a simulated printer."""
    with (
        _listening(folder, *_printer(folder), bus) as printer,
        _listening(folder, *_cupsd(folder), bus) as port,
    ):
        uri = f"ipp://localhost:{printer}/ipp/print"
        server = f"localhost:{port}"
        made = ["lpadmin", "-h", server, "-p", "note", "-E", "-v", uri, "-m", "everywhere"]
        subprocess.run(made, check=True, timeout=PATIENCE)
        yield Spooler(Line(uri=f"ipp://{server}/"), Tray(folder / "tray"), uri)


def _printer(folder: Path) -> tuple[int, list[str]]:
    (folder / "tray").mkdir()
    (folder / "printer.conf").write_text(attributes(), encoding="ascii")
    port, tray, conf = free_port(), str(folder / "tray"), str(folder / "printer.conf")
    told = ["-p", str(port), "-d", tray, "-k", "-a", conf, "-c", "/bin/true"]
    return port, ["ippeveprinter", *told, "visitapp"]


def _cupsd(folder: Path) -> tuple[int, list[str]]:
    for name in ("spool", "spool/tmp", "cache", "state"):
        (folder / name).mkdir(mode=0o777)
    port = free_port()
    (folder / "cupsd.conf").write_text(CUPSD.format(port=port), encoding="ascii")
    (folder / "files.conf").write_text(FILES.format(folder=folder), encoding="ascii")
    return port, ["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]


@contextmanager
def _begun(folder: Path, command: list[str], env: dict[str, str]) -> Iterator[Popen]:
    """A server from its start to the end of the block; its words go to a file."""
    log = folder / f"{command[0]}.log"
    with log.open("wb") as words:
        process = subprocess.Popen(command, stdout=words, stderr=words, env=env)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("localhost", port), 1):
        return True
    return False


@contextmanager
def _listening(folder: Path, port: int, command: list[str], env: dict[str, str]) -> Iterator[int]:
    """A server from its first answer on ``port``; begun anew while the name service wakes up."""
    end = time.monotonic() + PATIENCE
    while True:
        with _begun(folder, command, env) as process:
            while time.monotonic() < end and process.poll() is None and not _answers(port):
                Event().wait(0.05)
            if process.poll() is None and _answers(port):
                yield port
                return
        if time.monotonic() >= end:
            said = {file.name: file.read_text("utf-8", "replace") for file in folder.glob("*.log")}
            pytest.fail(f"{command[0]} did not start: {said}")
        Event().wait(0.2)


@pytest.fixture
def gone() -> Queue:
    """A queue whose spooler does not listen."""
    uri = f"ipp://localhost:{free_port()}/printers/note"
    return Queue(name="note", uri=uri, line=Line(uri=uri))
