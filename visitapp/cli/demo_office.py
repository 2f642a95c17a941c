"""The office of the demo: a real process of its own on loopback, on the demo's scripted clock."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import visitapp
from visitapp.cli.files import write_file
from visitapp.errors import Known

MODULE = "visitapp.office.rehearsal"
PATIENCE_SECONDS = 20
OWN_FILE = re.compile(r'"/((?:static/(?:css|icons)|thumbs|blobs)/[\w./-]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOffice:
    """The running office: its address, its folder, and how to get a code from it."""

    url: str
    folder: Path
    clock: Path

    def code(self) -> str:
        """A fresh one-time code, as the office's command prints it."""
        asked = _command(self.folder, self.clock, "--enroll-code")
        done = subprocess.run(  # noqa: S603 - our own program
            asked, env=_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise _not_started(done.stderr)
        return done.stdout.strip()

    def get(self, path: str) -> bytes:
        """What the office answers a browser on this computer; never through a proxy."""
        with build_opener(ProxyHandler({})).open(f"{self.url}{path}", timeout=30) as answer:
            found: bytes = answer.read()
        return found

    def save_page(self, path: str, language: str, folder: Path) -> Path:
        """Keep a page with its pictures and style so that it opens without the office."""
        html = self.get(f"{path}?lang={language}").decode("utf-8")
        for name in sorted(set(OWN_FILE.findall(html))):
            write_file(folder / name, self.get(f"/{name}"))
        page = folder / "visit.html"
        write_file(page, OWN_FILE.sub(r'"\1"', html).encode("utf-8"))
        return page


@contextmanager
def demo_office(folder: Path, clock: Path, name: str) -> Iterator[DemoOffice]:
    """A running office, stopped at the end whatever happens; Known when it can't run."""
    log = folder.with_suffix(".log")
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own program
            _command(folder, clock, "--port", "0", "--name", name),
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        url = process.stdout.readline().strip() if process.stdout else ""
        if not url.startswith("http"):
            raise _not_started(log.read_text(encoding="utf-8"))
        yield DemoOffice(url=url, folder=folder, clock=clock)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)
        if process.stdout:
            process.stdout.close()


def _command(folder: Path, clock: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", MODULE, "--data", str(folder), "--clock", str(clock), *more]


def _environment() -> dict[str, str]:
    """The same program wherever this one runs from."""
    source = str(Path(visitapp.__file__).resolve().parents[1])
    paths = [source, os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def _not_started(said: str) -> Known:
    lines = said.strip().splitlines()
    return Known(
        "Office not started",
        "The office of the demo did not start ({what}).",
        "Install visitapp with its office part (pip install 'visitapp[office]') and try again.",
        what=lines[-1] if lines else "-",
    )
