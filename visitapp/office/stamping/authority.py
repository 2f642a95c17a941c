"""Which time-stamp authority an office asks: ``[timestamp]`` of ``office.toml`` in its folder.

None by default. Whatever is set is read anew for each question, so no restart is needed.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visitapp.errors import Known
from visitapp.settings import filled, read_table

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

FILE = "office.toml"
OFF, OWN = "off", "own"
HOUR = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
POLICY = re.compile(r"[0-2](\.[0-9]{1,39}){1,20}|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """``authority`` is ``off``, ``own`` (OpenSSL on this computer) or an http(s) address.

    ``policy`` is the OID an answer must name, "" for any; ``trusted`` the PEM file of certificates
    that its signature must lead to (relative to the office's folder); ``at`` the local time of the
    daily question, HH:MM.
    """

    authority: str = OFF
    policy: str = ""
    trusted: str = ""
    at: str = "03:00"


def load_authority(folder: Path) -> Authority:
    """The authority of the office in ``folder``; Known for settings that don't make sense."""
    value = read_table(folder / FILE)
    table = value.pop("timestamp", {})
    if value or not isinstance(table, dict):
        raise _senseless(folder, "timestamp")
    found: Authority = filled(Authority(), table, "timestamp.")
    if found.authority not in {OFF, OWN} and not found.authority.startswith(
        ("https://", "http://")
    ):
        raise _senseless(folder, "authority")
    if found.authority not in {OFF, OWN} and not found.trusted:
        raise _senseless(folder, "trusted")
    for key, form in (("at", HOUR), ("policy", POLICY)):
        if not form.fullmatch(getattr(found, key)):
            raise _senseless(folder, key)
    return found


def read_certificates(path: Path) -> "list[Certificate]":
    """Every certificate of a PEM file; Known when there is none."""
    # slow to load, and a laptop's command line loads this file only to set an office up
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415

    try:
        return load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Known(
            "Authority's certificate not readable",
            "There is no certificate to be read in {path}.",
            "Put the PEM file that the time-stamp authority publishes there.",
            path=path,
        ) from error


def _senseless(folder: Path, key: str) -> Known:
    return Known(
        "Setting of the time-stamp authority",
        "The setting “{key}” in {path} does not make sense.",
        "Under [timestamp], authority is “off”, “own” or an address that begins with https://; "
        "trusted is its PEM file, policy an OID, at a time such as 03:00.",
        key=key,
        path=folder / FILE,
    )
