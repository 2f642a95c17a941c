"""The verdict on a dossier: the program runs the very file that lies in every dossier.

So program and ``verify.py`` cannot disagree; ``verify.sh`` is a second implementation that the
tamper campaign holds to the same lines.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType

from visitapp import assets
from visitapp.errors import Known
from visitapp.evidence.dossier import Told
from visitapp.keys import verify

PEM = b"-----BEGIN CERTIFICATE-----"
FINGERPRINT = re.compile("[0-9a-f]{64}")


class Outcome(IntEnum):
    """How a check ended; the number is the exit code of all three verifiers."""

    HOLDS = 0
    BROKEN = 1
    INCOMPLETE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the verdict: ``key`` names the sentence, ``text`` is it in Japanese."""

    key: str
    values: dict[str, object]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the check came to; the last finding is the conclusion."""

    outcome: Outcome
    findings: tuple[Finding, ...]


def examine(
    path: Path,
    fingerprint: str = "",
    *,
    every: bool = False,
    told: Told | None = None,
    authority: Path | None = None,
) -> Verdict:
    """Check a zip or an unpacked folder; ``every`` checks each single signature.

    ``told`` hears how many files, then how many signatures are done, of how many; what it raises
    ends the check.

    ``fingerprint`` is the office's as printed (blanks, colons and capitals don't matter); without
    it a verdict says nothing about the origin. ``authority`` is a PEM file with the certificates
    of a time-stamp authority; without it the time stamps are counted and not judged. Raises Known
    when one of them isn't what it should be.
    """
    wanted = read_fingerprint(fingerprint)
    tsa = str(_with_certificates(authority)) if authority is not None else ""
    code, said = _module().examine(str(path), wanted, every, verify, told, tsa)
    words = _module().WORDS
    findings = (Finding(key=k, values=v, text=words[k].format(**v)) for k, v in said)
    return Verdict(outcome=Outcome(code), findings=tuple(findings))


def fingerprint_of(office_key: bytes) -> str:
    """SHA-256 of the office's public key, 64 hex digits: what a company prints on its paper."""
    return hashlib.sha256(office_key).hexdigest()


def shown_fingerprint(fingerprint: str) -> str:
    """In groups of eight, to be compared by eye."""
    return " ".join(fingerprint[k : k + 8] for k in range(0, len(fingerprint), 8))


def read_fingerprint(text: str) -> str:
    """64 lower-case hex digits, "" for nothing; Known otherwise."""
    plain = re.sub("[ :-]", "", text).lower()
    if plain and not FINGERPRINT.fullmatch(plain):
        raise Known(
            "Not a fingerprint",
            "“{text}” is not a fingerprint: it needs 64 digits 0-9 and letters a-f.",
            "Copy it from the company's paper or site.",
            text=text,
        )
    return plain


def _with_certificates(path: Path) -> Path:
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if PEM not in data:
        raise Known(
            "Authority's certificate not readable",
            "There is no certificate to be read in {path}.",
            "Put the PEM file that the time-stamp authority publishes there.",
            path=path,
        )
    return path


@cache
def _module() -> ModuleType:
    path = assets.path("verifier", "verify.py")
    loader = SourceFileLoader("visitapp_dossier_verifier", str(path))
    module = module_from_spec(ModuleSpec(loader.name, loader))
    loader.exec_module(module)
    return module
