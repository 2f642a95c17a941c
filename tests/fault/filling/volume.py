"""A disk of 4 MB: a tmpfs that only root on Linux can mount, and files that fill it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MB = 1024 * 1024
FILLER = "somebody-elses-film.mp4"


def why_not() -> str:
    """Why no small disk can be mounted here; "" when one can."""
    if not sys.platform.startswith("linux") or not shutil.which("mount"):
        return "small disks are mounted on Linux only"
    return "" if os.geteuid() == 0 else "only root mounts a small disk"


@contextmanager
def volume(folder: Path, megabytes: int = 4) -> Iterator[Path]:
    """A mounted disk of so many megabytes; Skipped (OSError) when the system refuses."""
    folder.mkdir(parents=True)
    size = f"size={megabytes}m"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        raise OSError(done.stderr.decode("utf-8", "replace").strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def fill(disk: Path, leave: int) -> None:
    """Somebody else fills the disk but for ``leave`` bytes."""
    handle = os.open(disk / FILLER, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    try:
        room = shutil.disk_usage(disk).free - leave
        while room > 0:
            written = os.write(handle, bytes(min(room, MB)))
            room = min(room - written, shutil.disk_usage(disk).free - leave)
    except OSError:
        return  # the last page did not fit
    finally:
        os.close(handle)


def free(disk: Path) -> None:
    """The film is deleted."""
    (disk / FILLER).unlink(missing_ok=True)
