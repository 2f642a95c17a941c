"""Between frozen contents and the plain values of canonical JSON, driven by the field types."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Union, cast, get_args, get_origin, get_type_hints

from typing_extensions import override

from visitapp.errors import Known

REGISTRY: dict[str, type["Content"]] = {}
# A span added to an instant (twice: length and window) stays within what a calendar holds (1..9999)
YEARS = range(1500, 8000)
LONGEST = timedelta(days=365_000)
UNITS = {
    "minutes": timedelta(minutes=1),
    "seconds": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
}


class Content:
    """Root of all contents: ``kind`` names the class on the wire, for ever."""

    __slots__ = ()
    kind: ClassVar[str]

    @override
    def __init_subclass__(cls, *, kind: str = "") -> None:
        if kind:
            cls.kind = kind
        # dataclass(slots=True) makes the class a second time: the last one is the real one
        REGISTRY[cls.kind] = cls


@cache
def _hints(cls: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass type
    return get_type_hints(cls)


def plain(value: object) -> Any:  # noqa: ANN401 - the plain value of whatever field this is
    """The JSON form of a content or field value: datetimes ISO 8601, tuples as lists.

    Raises Known, naming the field, for an instant or a span that no calendar holds.
    """
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain_field(f.name, getattr(value, f.name)) for f in fields(value)}
    return value


def _plain_field(name: str, value: object) -> Any:  # noqa: ANN401 - whatever field this is
    demand_held(name, value)
    return plain(value)


def demand_held(name: str, value: object) -> None:
    """Known, naming the field, when a value is an instant or a span no calendar holds."""
    if not is_held(name, value):
        raise Known(
            "Time out of reach",
            "The value {value} of {field} is no time that can be recorded.",
            "Check the year and the length that were given.",
            field=name,
            value=value,
        )


def is_held(name: str, value: object) -> bool:
    """Whether sums of instants and spans stay in the calendar; a span's name ends in its unit."""
    if isinstance(value, datetime):
        return value.year in YEARS
    unit = UNITS.get(name.rpartition("_")[2])
    return unit is None or not isinstance(value, int) or abs(value) <= LONGEST // unit


def rebuild(cls: type[Any], value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an instance of cls
    """An instance of ``cls`` from its JSON form; unknown keys are ignored (newer programs).

    Raises TypeError, ValueError or KeyError when a field is missing or of another type.
    """
    hints = _hints(cast("Any", cls))
    found = {}
    for field in fields(cls):
        if field.name in value:
            found[field.name] = _typed(hints[field.name], value[field.name])
            if not is_held(field.name, found[field.name]):
                raise ValueError(f"{field.name} is out of reach")
        elif field.default is MISSING:
            raise KeyError(field.name)
    return cls(**found)


def _typed(hint: Any, value: Any) -> Any:  # noqa: ANN401 - driven by the annotation
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        options = [option for option in get_args(hint) if option is not type(None)]
        return None if value is None else _typed(options[0], value)
    if origin is tuple:
        return tuple(_typed(get_args(hint)[0], item) for item in _checked(list, value))
    if origin is dict:
        return {_checked(str, k): _checked(str, v) for k, v in _checked(dict, value).items()}
    if hint is datetime:
        return _instant(_checked(str, value))
    if issubclass(hint, StrEnum):
        return hint(_checked(str, value))
    if is_dataclass(hint):
        return rebuild(cast("type[Any]", hint), _checked(dict, value))
    return _checked(hint, value)


def _checked(kind: type, value: Any) -> Any:  # noqa: ANN401 - returns value itself
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant without offset")
    return at
