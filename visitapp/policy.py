"""Loads the versioned policy file (M12) and knows the holidays of Japan (R-50)."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from visitapp import assets
from visitapp.domain.policy import Policy
from visitapp.errors import Known


def load_policy(path: Path | None = None) -> Policy:
    """The policy in ``path``, or the one we ship; Known naming what is wrong in the file."""
    source = path or assets.path("policy", "policy.toml")
    try:
        value = tomllib.loads(source.read_text(encoding="utf-8"))
        return _policy(value)
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Known(
            "Policy file cannot be used",
            "The policy file {path} is not in the agreed form ({what}).",
            "Correct the file, or remove it to work by the rules that come with the program.",
            path=source,
            what=error,
        ) from error


def _policy(value: dict[str, dict[str, object]]) -> Policy:
    wait, punctuality, follow = value["wait"], value["punctuality"], value["follow_up"]
    return Policy(
        version=_text(value["version"]),
        wait=_minutes(wait["minutes"]),
        extended_wait=_minutes(wait["extended_minutes"]),
        minimum_rings=_whole(wait["minimum_rings"]),
        early_tolerance=_minutes(punctuality["early_minutes"]),
        late_tolerance=_minutes(punctuality["late_minutes"]),
        party=_whole(value["party"]["people"]),
        follow_up=_one_of(follow["day"], "next_day", "next_working_day"),
        call_from=follow["call_from"],  # type: ignore[arg-type] # TOML local times are times
        call_until=follow["call_until"],  # type: ignore[arg-type]
        call_part=_one_of(follow["call_part"], "morning", "afternoon", "evening", "any"),
        absences_before_letter=_whole(follow["absences_before_letter"]),
        travel=_minutes(value.get("travel", {}).get("minutes", 15)),
    )


def _one_of(value: object, *choices: str) -> str:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {', '.join(choices)}")
    return str(value)


def _minutes(value: object) -> timedelta:
    return timedelta(minutes=_whole(value))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no whole number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(f"{value!r} is no text")
    return value


def is_holiday(day: date) -> bool:
    """Whether ``day`` is a public holiday of Japan, substitute holidays included."""
    import jpholiday  # noqa: PLC0415 - its table is only needed when a follow-up is computed

    return bool(jpholiday.is_holiday(day))


def holiday_name(day: date) -> str:
    """The name of a public holiday of Japan (勤労感謝の日), "" on any other day."""
    import jpholiday  # noqa: PLC0415 - its table is only needed where days are shown

    return jpholiday.is_holiday_name(day) or ""
