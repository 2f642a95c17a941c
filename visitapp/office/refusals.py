"""How the office says no: a status and a ``Problem`` with a stable code (WIRE section 8)."""

from visitapp.sync.wire import Problem


class Refused(Exception):
    """A request that is answered with a problem; ``status`` is the HTTP status."""

    def __init__(self, status: int, code: str, message: str, expect: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.problem = Problem(code=code, message=message, expect=expect)


class Incident(Refused):
    """A refusal that a person at the office must see: a broken chain, a fork, a wrong signature."""

    def __init__(self, status: int, code: str, message: str, *, detail: str, proof: bytes) -> None:
        super().__init__(status, code, message)
        self.detail = detail
        self.proof = proof


def expected(n: int) -> Refused:
    """409: the next entry of this incarnation is number ``n``."""
    return Refused(409, "expect", f"The next entry is number {n}.", n)


def too_large(limit: int) -> Refused:
    """413: more bytes than this office takes at once."""
    return Refused(413, "too_large", f"At most {limit} bytes are taken.")


def malformed(what: str) -> Refused:
    """400: the request is not what the wire format describes."""
    return Refused(400, "malformed", f"The request is not in the agreed form ({what}).")


def disk_full() -> Refused:
    """507: nothing was stored because the office's disk is full."""
    return Refused(507, "disk_full", "The disk of the office is full; nothing was stored.")
