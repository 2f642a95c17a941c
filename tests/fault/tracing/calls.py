"""The system calls a traced program is stopped at, and the seccomp filter that stops it there.

x86-64 Linux only: elsewhere ``missing()`` says why a campaign that needs this cannot run. No
compiler, no package, no root: a process may trace its own children.
"""

import ctypes
import platform
import struct
import sys
from collections.abc import Iterable

NUMBERS = {
    "read": 0, "write": 1, "open": 2, "pread64": 17, "pwrite64": 18, "readv": 19, "writev": 20,
    "sendfile": 40, "sendto": 44, "sendmsg": 46, "fsync": 74, "fdatasync": 75, "truncate": 76,
    "ftruncate": 77, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87,
    "symlink": 88, "openat": 257, "mkdirat": 258, "unlinkat": 263, "renameat": 264, "linkat": 265,
    "fallocate": 285, "pwritev": 296, "renameat2": 316, "copy_file_range": 326,
}  # fmt: skip
NAMES = {number: name for name, number in NUMBERS.items()}
WITH_PATH = {"open", "openat", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "truncate",
             "creat", "symlink"}  # fmt: skip
WITH_TWO_PATHS = {"rename", "renameat", "renameat2", "link", "linkat"}
AT_FOLDER = {"openat", "mkdirat", "unlinkat"}

X86_64 = 0xC000003E
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, STOP = 0x7FFF0000, 0x7FF00000
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, FILTER = 22, 38, 2


def missing() -> str:
    """Why programs cannot be traced here; "" when they can."""
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64":
        return "tracing needs Linux on x86-64"
    return ""


def stop_at(names: Iterable[str]) -> None:
    """From here on this process and its children stop at these calls (they must be traced)."""
    numbers = [NUMBERS[name] for name in names]
    lines = [(LOAD, 0, 0, 4), (JUMP_IF_EQUAL, 1, 0, X86_64), (RETURN, 0, 0, ALLOW), (LOAD, 0, 0, 0)]
    lines += [(JUMP_IF_EQUAL, len(numbers) - at, 0, n) for at, n in enumerate(numbers)]
    lines += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, STOP)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        PR_SET_SECCOMP, FILTER, ctypes.create_string_buffer(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "seccomp")
