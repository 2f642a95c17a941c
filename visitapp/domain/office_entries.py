"""What is asked of the office and what only it does: contents like those of ``entries``."""

from dataclasses import dataclass

from visitapp.domain.codec import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureOrdered(Content, kind="erased"):
    """Bodies and blobs are removed by rule (V-02, V-03); hashes and reason stay."""

    entries: tuple[str, ...]
    blobs: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAsked(Content, kind="erasure_asked"):
    """Somebody asks the office to destroy a photo that must not be kept (V-02), and why."""

    sha256: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOpened(Content, kind="key_opened"):
    """The office opened the sealed store key of a lost laptop (its id), and why."""

    device: str
    reason: str
