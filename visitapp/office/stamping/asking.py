"""One question to the authority that is set: over HTTP (RFC 3161 3.4) or to our own OpenSSL."""

import http.client
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from visitapp.errors import Known
from visitapp.office.stamping import own_authority
from visitapp.office.stamping.authority import OFF, OWN, Authority, read_certificates
from visitapp.office.stamping.own_authority import root_of

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography.x509 import Certificate

SECONDS = 20
LARGEST = 1 << 17
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """An authority answers at its address: a redirect would turn our question into a GET."""

    redirect_request = None  # type: ignore[assignment]  # urllib asks for a method or nothing


def ask(authority: Authority, folder: Path, question: bytes, now: "datetime") -> bytes:
    """The authority's raw answer to a DER question; nothing in it is checked yet.

    Raises Known when none is set, none answers, or its answer is longer than 128 KiB.
    """
    if authority.authority == OFF:
        raise Known(
            "No time-stamp authority",
            "No time-stamp authority is set.",
            "Name one in {file} in the office's folder, under [timestamp].",
            file="office.toml",
        )
    if authority.authority == OWN:
        return own_authority.answer(folder, question, now)
    request = urllib.request.Request(  # noqa: S310 - load_authority took http and https only
        authority.authority, data=question, headers=HEADERS, method="POST"
    )
    try:
        with urllib.request.build_opener(_NoDetour).open(request, timeout=SECONDS) as reply:
            answer: bytes = reply.read(LARGEST + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _silent(authority, error) from error
    if len(answer) > LARGEST:
        raise _silent(authority, f"> {LARGEST} bytes")
    return answer


def trusted_by(authority: Authority, folder: Path) -> "list[Certificate]":
    """The certificates that an answer of this authority must lead to; Known without any."""
    own = authority.authority == OWN
    return read_certificates(root_of(folder) if own else folder / authority.trusted)


def _silent(authority: Authority, reason: object) -> Known:
    return Known(
        "Time-stamp authority not reached",
        "The time-stamp authority {url} gave no answer ({reason}).",
        "It is asked again by itself. Receiving from laptops is not affected.",
        url=authority.authority,
        reason=reason,
    )
