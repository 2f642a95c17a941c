"""What the laptop itself says of its battery; nothing is guessed where it says nothing."""

import sys
from dataclasses import dataclass
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
UNKNOWN = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """``percent`` 0 … 100; ``hours`` left at the present use, None when not told."""

    percent: int
    charging: bool
    hours: float | None = None


def battery(supplies: Path = SUPPLIES) -> Battery | None:
    """The battery, or None on a machine without one or with one that tells nothing."""
    if sys.platform == "win32":
        return _windows()
    for folder in sorted(supplies.glob("*")):
        percent = _number(folder / "capacity")
        if _words(folder / "type") == "Battery" and percent is not None:
            charging = _words(folder / "status") in {"Charging", "Full", "Not charging"}
            return Battery(percent=int(percent), charging=charging, hours=_hours(folder))
    return None


def _hours(folder: Path) -> float | None:
    for left, use in (("energy_now", "power_now"), ("charge_now", "current_now")):
        amount, rate = _number(folder / left), _number(folder / use)
        if amount is not None and rate:
            return amount / rate
    return None


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _number(path: Path) -> float | None:
    words = _words(path)
    return float(words) if words.isdigit() else None


def _windows() -> Battery | None:
    import ctypes  # noqa: PLC0415 - only there

    class Status(ctypes.Structure):
        _fields_ = (
            ("line", ctypes.c_byte),
            ("flag", ctypes.c_ubyte),
            ("percent", ctypes.c_ubyte),
            ("saver", ctypes.c_ubyte),
            ("seconds", ctypes.c_ulong),
            ("full", ctypes.c_ulong),
        )

    status = Status()
    asked = ctypes.windll.kernel32.GetSystemPowerStatus  # type: ignore[attr-defined,unused-ignore]
    if not asked(ctypes.byref(status)) or status.percent == UNKNOWN:
        return None
    known = status.seconds != 0xFFFFFFFF
    return Battery(
        percent=status.percent,
        charging=status.line == 1,
        hours=status.seconds / 3600 if known else None,
    )
