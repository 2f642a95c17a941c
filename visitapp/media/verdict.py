"""What intake says about a file: kept, kept with a warning, or refused, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What happens to the bytes: kept unchanged, kept and flagged, or not stored at all."""

    KEPT = "kept"
    WARNED = "warned"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence about a file: English message ids with ``{name}`` places (as ``Known`` has)."""

    message: str
    advice: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
