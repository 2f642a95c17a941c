"""The worker process seen from the program: started, asked, and ended when it takes too long."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import msgspec

import visitapp
from visitapp.media.frames import Look, Seen, receive, send

HOME = str(Path(visitapp.__file__).parents[1])
COMMAND = (sys.executable, "-P", "-m", "visitapp.media.worker")
# nothing of the user's environment reaches a decoder, except what the system itself needs
PASSED_ON = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "TMP", "TEMP")


class Gone(Exception):
    """The worker died or was ended while it was looking at a picture."""


class Companion:
    """One running worker; not to be shared by two threads at once."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=known | {"PYTHONPATH": HOME, "PYTHONDONTWRITEBYTECODE": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def pid(self) -> int:
        """The process number, for measuring and for tests."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, look: Look, seconds: float) -> Seen:
        """The answer; raises Gone when the process dies or ``seconds`` (wall clock) have passed."""
        pipes = self._process.stdin, self._process.stdout
        limit = threading.Timer(seconds, self._process.kill)
        limit.start()
        try:
            send(pipes[0], look)  # type: ignore[arg-type]
            return msgspec.msgpack.decode(receive(pipes[1]), type=Seen)  # type: ignore[arg-type]
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            raise Gone from error
        finally:
            limit.cancel()
            limit.join()

    def stop(self) -> None:
        """End the process and wait for it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # bytes nobody will read any more
                    continue
        self._process.wait()
