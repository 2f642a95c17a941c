"""The limits the worker puts on itself before it touches a foreign byte.

They need POSIX; elsewhere the parent's time limit alone holds. macOS ignores RLIMIT_AS.
"""

import sys

MEMORY = 1024 * 1024 * 1024  # a 48-MP HEIC needs about 450 MB while its colours are converted
FILES = 64

if sys.platform == "win32":

    def tighten() -> None:
        """Nothing to set on this system."""

    def allow(seconds: int) -> None:
        """Nothing to set on this system."""

else:
    import resource

    def tighten() -> None:
        """Cap memory and open files, forbid writing files and core dumps; for good."""
        for what, limit in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_NOFILE, FILES),
            (resource.RLIMIT_FSIZE, 0),  # pipes are no files
            (resource.RLIMIT_CORE, 0),
        ):
            hard = resource.getrlimit(what)[1]
            capped = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(what, (capped, capped))

    def allow(seconds: int) -> None:
        """Grant so much more processor time from now on; the system ends us beyond it."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
