"""Where a roll's printer is and what it is, as one line of the settings.

``escpos://192.168.1.40:9100?width=576`` is one in the network, ``escpos:/dev/usb/lp0?width=384``
one at this computer; ``cut=no`` is a printer without a blade, ``baud=`` the speed of a serial line.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from visitapp.documents.papers import DOTS, ROLL_58, ROLL_80, Paper
from visitapp.errors import Known

SCHEME = "escpos"
PORT = 9100
ROLLS = {int(roll.printable * DOTS): roll for roll in (ROLL_80, ROLL_58)}
"""The roll of a printer with so many dots across."""
WITHOUT_BLADE = 384
"""Printers this narrow are carried along and have an edge to tear at."""
SPEEDS = {0, 9600, 19200, 38400, 57600, 115200}
"""Of a serial line; 0 leaves it as it is set."""
_OPTIONS = {"width", "cut", "baud"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A printer in the network (``host``, ``port``) or at this computer (``device``)."""

    host: str = ""
    port: int = PORT
    device: str = ""
    width: int = 576
    cut: bool = True
    baud: int = 0

    @property
    def roll(self) -> Paper:
        """The paper it prints on."""
        return ROLLS[self.width]


def is_address(told: str) -> bool:
    """Whether this is meant to be an address and not a name."""
    return told.lower().startswith(f"{SCHEME}:")


def read_address(told: str) -> Address:
    """The address; raises Known with the forms there are for everything else."""
    try:
        return _read(told)
    except ValueError as error:
        raise Known(
            "Address not understood",
            "“{address}” is not the address of a roll's printer.",
            "Write escpos://HOST:9100?width=576 or escpos:/dev/usb/lp0?width=384.",
            address=told,
        ) from error


def _read(told: str) -> Address:
    parts = urlsplit(told)
    options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    device = "" if parts.netloc else parts.path
    width, cut = int(options.get("width", "576")), options.get("cut", "")
    baud, host = int(options.get("baud", "0")), parts.hostname or ""
    host.encode("idna")  # what no name server could be asked for is refused here
    right = (
        is_address(told),
        options.keys() <= _OPTIONS,
        width in ROLLS,
        cut in {"", "yes", "no"},
        bool(host or device),
        baud in SPEEDS,
        "\0" not in told,
        device or parts.path in {"", "/"},
    )
    if not all(right):
        raise ValueError(told)
    return Address(
        host=host,
        port=parts.port or PORT,
        device=device,
        width=width,
        cut=width != WITHOUT_BLADE if not cut else cut == "yes",
        baud=baud,
    )
