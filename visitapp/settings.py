"""Frozen settings from ``settings.toml`` in the data folder; an unknown key is a Known error."""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visitapp.clock import HOME_ZONE
from visitapp.disk import write_whole
from visitapp.domain.calibration import Calibration
from visitapp.domain.words import CardWay
from visitapp.errors import Known

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

FILE = "settings.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who the note says we are: everything a customer may read of us (no private numbers).

    ``logo`` is a picture's file, as a path or beside the settings; it stands on the card, which
    lies or stands upright as ``card`` says.
    """

    company: str = ""
    department: str = ""
    phone: str = ""
    hours: str = ""
    postal_code: str = ""
    address: str = ""
    mail: str = ""
    logo: str = ""
    card: CardWay = CardWay.HORIZONTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may set; every field has a default that works."""

    language: str = "auto"
    timezone: str = HOME_ZONE
    person: str = ""
    kana: str = ""
    title: str = ""
    backup_folder: str = ""
    backup_at: str = "18:10"
    paper: str = "hagaki"
    cut_corner: bool = False
    """Paper with one corner cut off is used and counted before departure (layout 0.11)."""
    sender: Sender = field(default_factory=Sender)
    printers: dict[str, str] = field(default_factory=dict)
    """Printers for rolls: the address of each (``visitapp/printing/address.py``) by its name."""
    calibration: dict[str, dict[str, Calibration]] = field(default_factory=dict)
    """What a printer does to a paper, by their names (``visitapp/actions/calibrate.py``)."""


def load_settings(folder: Path) -> Settings:
    """The settings of a data folder; defaults where there is no file.

    Raises Known for a file that isn't TOML, an unknown key (with the nearest known one) or a value
    of another type.
    """
    value = read_table(folder / FILE)
    sender = _table(value, "sender")
    if "card" in sender:
        sender = {**sender, "card": _card_way(sender["card"])}
    for name, address in _table(value, "printers").items():
        if not isinstance(address, str):
            raise _wrong_type(f"printers.{name}")
    others = {key: told for key, told in value.items() if key != "sender"}
    if "calibration" in value:
        others["calibration"] = _calibrations(value)
    whole: Settings = filled(Settings(sender=filled(Sender(), sender, "sender.")), others, "")
    return whole


def _card_way(told: object) -> CardWay:
    if told not in list(CardWay):
        raise Known(
            "Setting not understood",
            "The settings file says “{told}” for “{key}”.",
            "Write one of: {choices}.",
            told=told,
            key="sender.card",
            choices=", ".join(f'"{way}"' for way in CardWay),
        )
    return CardWay(str(told))


def _table(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    """A table of names a person chose; whatever else stands there is refused with its key."""
    found = value.get(key, {})
    if not isinstance(found, dict):
        raise _wrong_type(key)
    return found


def _calibrations(value: Mapping[str, Any]) -> dict[str, dict[str, Calibration]]:
    """A table for each printer, in it one for each paper; what no driver does is refused."""
    found: dict[str, dict[str, Calibration]] = {}
    for printer in _table(value, "calibration"):
        papers = _table(value["calibration"], printer)
        found[printer] = {}
        for paper in papers:
            key = f"calibration.{printer}.{paper}"
            numbers = {name: _number(told, key) for name, told in _table(papers, paper).items()}
            made: Calibration = filled(Calibration(), numbers, f"{key}.")
            if not made.is_sensible:
                raise Known(
                    "Calibration senseless",
                    "The numbers of “{key}” in the settings file are no calibration.",
                    "Remove them and calibrate the printer again.",
                    key=key,
                )
            found[printer][paper] = made
    return found


def _number(told: object, key: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise Known(
            "Setting of the wrong kind",
            "The value of “{key}” in the settings file is of the wrong kind.",
            "Write numbers: right and down in millimetres, across and along as parts of 1.",
            key=key,
        )
    return float(told)


def read_table(path: Path) -> dict[str, Any]:
    """What a TOML file says; nothing where there is no file, Known for one that can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Known(
            "Settings cannot be read",
            "The settings file {path} cannot be read ({what}).",
            "Correct the file in a text editor, or remove it to start from the defaults.",
            path=path,
            what=error,
        ) from error


def save_settings(folder: Path, settings: Settings) -> None:
    """Write the settings beside what a person wrote: comments and order of the file stay."""
    import tomlkit  # noqa: PLC0415 - slow to load, and only writing needs it

    path = folder / FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    document = tomlkit.parse(text)
    for item in fields(Settings):
        value = getattr(settings, item.name)
        if isinstance(value, Sender):
            table = document.setdefault("sender", tomlkit.table())
            for part in fields(Sender):
                table[part.name] = str(getattr(value, part.name))
        elif item.name == "calibration":
            _put_calibrations(document, settings.calibration)
        elif isinstance(value, dict):
            _put_names(document, item.name, value)
        else:
            document[item.name] = value
    try:
        write_whole(path, tomlkit.dumps(document).encode("utf-8"))
    except OSError as error:
        raise Known(
            "Settings not saved",
            "The settings cannot be written to {path} ({what}).",
            "Free some space on the disk and do it again; the old settings are still there.",
            path=path,
            what=error.strerror or error,
        ) from error


def _put_names(document: "TOMLDocument", key: str, value: Mapping[str, str]) -> None:
    """A table of names a person chose: as it is now, with the comments that stand in it."""
    import tomlkit  # noqa: PLC0415 - slow to load, and only writing needs it

    if not value and key not in document:
        return
    table = document.setdefault(key, tomlkit.table())
    for gone in [name for name in table if name not in value]:
        del table[gone]
    for name, told in value.items():
        table[name] = told


def _put_calibrations(
    document: "TOMLDocument", value: Mapping[str, Mapping[str, Calibration]]
) -> None:
    import tomlkit  # noqa: PLC0415 - slow to load, and only writing needs it

    if not value:
        document.pop("calibration", None)
        return
    whole = tomlkit.table(is_super_table=True)
    for printer, papers in value.items():
        whole[printer] = tomlkit.table()
        for paper, one in papers.items():
            line = tomlkit.inline_table()
            line.update({part.name: getattr(one, part.name) for part in fields(Calibration)})
            whole[printer][paper] = line
    document["calibration"] = whole


def filled(base: Any, value: Mapping[str, Any], prefix: str) -> Any:  # noqa: ANN401 - a frozen class of settings
    """``base`` with the fields of ``value``; Known for an unknown key or a value of another type.

    ``prefix`` is what stands before a key when it is named to a person.
    """
    known = {f.name: type(getattr(base, f.name)) for f in fields(base)}
    for name, given in value.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise Known(
                "Unknown setting",
                "The settings file has an unknown key “{key}”.",
                "Did you mean “{near}”? Correct or remove the line.",
                key=prefix + name,
                near=prefix + (near[0] if near else min(known)),
            )
        if not isinstance(given, known[name]):
            raise _wrong_type(prefix + name, known[name])
    return replace(base, **value)


def _wrong_type(key: str, kind: type = str) -> Known:
    return Known(
        "Setting of the wrong kind",
        "The value of “{key}” in the settings file is of the wrong kind.",
        "Write it as true or false, without quotes."
        if kind is bool
        else "Write it as text in quotes.",
        key=key,
    )
