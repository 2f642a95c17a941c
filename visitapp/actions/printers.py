"""The printers of this computer: those for rolls by the settings, and the spooler's queues."""

from collections.abc import Mapping
from dataclasses import replace

from visitapp.errors import Known
from visitapp.printing.address import is_address, read_address
from visitapp.printing.job import Printer
from visitapp.printing.queue import queues
from visitapp.printing.roll import RollPrinter
from visitapp.settings import Settings, load_settings, save_settings
from visitapp.workspace import Workspace


def roll_printers(settings: Settings) -> tuple[RollPrinter, ...]:
    """The printers for rolls, by name; raises Known for an address that is none."""
    named = sorted(settings.printers.items())
    return tuple(RollPrinter(name=name, address=read_address(told)) for name, told in named)


def printers(settings: Settings) -> tuple[Printer, ...]:
    """All printers, those for rolls first.

    Raises Known when there is no spooler and no roll's printer either.
    """
    rolls = roll_printers(settings)
    try:
        return (*rolls, *queues())
    except Known:
        if not rolls:
            raise
        return rolls


def printer_named(settings: Settings, name: str) -> Printer:
    """The printer of that name, or the one at an address; raises Known with the names there are."""
    if is_address(name):
        return RollPrinter(name=name, address=read_address(name))
    roll = next((roll for roll in roll_printers(settings) if roll.name == name), None)
    if roll is not None:
        return roll
    found = printers(settings)
    printer = next((printer for printer in found if printer.name == name), None)
    if printer is None:
        raise no_such_printer(name, found)
    return printer


def add_printer(ws: Workspace, name: str, address: str) -> RollPrinter:
    """Name a printer for rolls; an old one of this name is replaced. Raises Known as the address.

    It is not asked for: one sets it up in the office and prints with it in the car.
    """
    named = RollPrinter(name=name.strip(), address=read_address(address))
    if not named.name.isprintable() or not named.name or is_address(named.name):
        raise Known(
            "No name",
            "A printer needs a name of its own.",
            "Choose a short one, for example what is written on it.",
        )
    _save(ws, load_settings(ws.folder).printers | {named.name: address})
    return named


def remove_printer(ws: Workspace, name: str) -> None:
    """Forget a printer for rolls; raises Known for a name that is none."""
    settings = load_settings(ws.folder)
    if name not in settings.printers:
        raise no_such_printer(name, roll_printers(settings))
    _save(ws, {kept: told for kept, told in settings.printers.items() if kept != name})


def no_such_printer(name: str, found: tuple[Printer, ...]) -> Known:
    """The refusal of a name, with those there are."""
    return Known(
        "No such printer",
        "There is no printer “{printer}”.",
        "Choose one of: {printers}.",
        printer=name,
        printers=", ".join(printer.name for printer in found) or "-",
    )


def _save(ws: Workspace, named: Mapping[str, str]) -> None:
    save_settings(ws.folder, replace(load_settings(ws.folder), printers=dict(named)))
