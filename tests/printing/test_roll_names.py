"""Roll printers by name and address: settings, command line, and the journal of what they did."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.printing.roll_device import Device, at_a_terminal, in_the_network
from visitapp.documents.papers import DOTS
from visitapp.errors import Known
from visitapp.printing.address import Address, read_address
from visitapp.settings import load_settings

# -- where it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("escpos://192.168.1.40", Address(host="192.168.1.40")),
        ("escpos://roll.local:9101?width=576", Address(host="roll.local", port=9101)),
        ("escpos://[fe80::1]:9100/", Address(host="fe80::1")),
        ("escpos:/dev/usb/lp0?width=384", Address(device="/dev/usb/lp0", width=384, cut=False)),
        ("escpos:/dev/rfcomm0?width=384&cut=yes", Address(device="/dev/rfcomm0", width=384)),
        ("escpos:/dev/ttyUSB0?baud=115200", Address(device="/dev/ttyUSB0", baud=115200)),
        ("ESCPOS:COM3", Address(device="COM3")),
    ],
)
def test_an_address_says_where_and_what_a_printer_is(told: str, meant: Address) -> None:
    assert read_address(told) == meant


@pytest.mark.parametrize(
    "told",
    ["", "escpos:", "escpos://", "ipp://host", "escpos://host?width=500", "escpos://host:x",
     "escpos://host?with=576", "escpos://host/queue", "escpos:/dev/lp0?cut=maybe", "escpos://[1",
     "escpos:/dev/lp0?baud=1", "escpos:/dev/\0", "escpos://" + "a" * 70, "escpos://a..b"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_with_the_forms_there_are(told: str) -> None:
    with pytest.raises(Known, match="escpos://HOST:9100"):
        read_address(told)


@given(st.text(max_size=40) | st.text(max_size=40).map(lambda told: f"escpos:{told}"))
def test_whatever_is_written_as_an_address_is_one_or_is_refused(told: str) -> None:
    try:
        assert read_address(told).roll.is_roll
    except Known:
        assert True


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("[printers]\nroll = 9100\n", "printers.roll"),
        ('printers = "escpos:/dev/usb/lp0"\n', "printers"),
    ],
)
def test_a_slip_in_the_table_of_printers_names_the_key(
    tmp_path: Path, written: str, key: str
) -> None:
    (tmp_path / "settings.toml").write_text(written, encoding="utf-8")
    with pytest.raises(Known) as refused:
        load_settings(tmp_path)
    assert refused.value.values["key"] == key


def test_naming_a_printer_keeps_what_a_person_wrote_into_the_settings(laptop: Any) -> None:
    file = laptop.folder / "settings.toml"
    car = '\n[printers]\n# the one in the car\ncar = "escpos:/dev/rfcomm0?width=384"\n'
    file.write_text(file.read_text(encoding="utf-8") + car, encoding="utf-8")
    laptop.json("printer", "add", "desk", "escpos://192.168.1.40")
    assert "# the one in the car" in file.read_text(encoding="utf-8")
    named = load_settings(laptop.folder).printers
    assert named == {"car": "escpos:/dev/rfcomm0?width=384", "desk": "escpos://192.168.1.40"}
    laptop.json("printer", "remove", "car")
    assert list(load_settings(laptop.folder).printers) == ["desk"]
    assert "HOST:9100" in laptop.fails("printer", "add", "x", "/dev/usb/lp0").err
    assert "needs a name" in laptop.fails("printer", "add", " ", "escpos://192.168.1.40").err


# -- from the command line -----------------------------------------------------------------------


def printing(laptop: Any, visit: str) -> list[str]:
    return [kind for kind in laptop.entries(visit) if "print" in kind]


def test_a_note_goes_from_the_command_line_onto_a_roll(
    absent: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-36, D4: intent before, result after; the printer is named once and then chosen by name."""
    laptop, visit = absent
    monkeypatch.setenv("CUPS_SERVER", "localhost:9")
    device = Device()
    with in_the_network(device) as address:
        laptop.json("printer", "add", "ロール", address)
        (told,) = laptop.json("printer", "list")["printers"]
        assert (told["name"], told["papers"], told["accepts"]) == ("ロール", ["80mm"], True)
        assert laptop.json("printer", "status", "ロール") == told
        made = laptop.json("note", "print", visit, "--paper", "80mm", "--printer", "ロール")
    assert made["paper"] == "80mm"
    assert made["size_mm"][0] == 80
    assert printing(laptop, visit) == ["print_started", "note_printed"]
    burnt = device.pieces[0]
    assert burnt.cut
    assert len(burnt.rows) == made["size_mm"][1] * DOTS
    assert "does not answer" in laptop.run("printer", "list").out
    laptop.json("printer", "remove", "ロール")
    assert "no printer" in laptop.fails("printer", "remove", "ロール").err


def test_what_goes_wrong_on_a_roll_stands_right_in_the_journal(absent: tuple[Any, str]) -> None:
    """F2: no paper before is nothing done; paper that ends is a failure; then it is printed."""
    laptop, visit = absent
    words = ("note", "print", visit, "--paper", "80mm", "--printer")
    with at_a_terminal(Device(paper_rows=0)) as address:
        assert "has no paper" in laptop.fails(*words, address).err
    assert printing(laptop, visit) == []
    with at_a_terminal(Device(paper_rows=100)) as address:
        assert "throw away what came out" in laptop.fails(*words, address).err
    assert printing(laptop, visit) == ["print_started", "print_failed"]
    with at_a_terminal(Device()) as address:
        laptop.json(*words, address)
    assert printing(laptop, visit)[2:] == ["print_started", "note_printed"]


@pytest.mark.long
def test_a_mute_printer_leaves_the_question_open_until_the_person_answers(
    absent: tuple[Any, str],
) -> None:
    laptop, visit = absent
    with in_the_network(Device(mute=True, width=384)) as address:
        words = ("note", "print", visit, "--paper", "58mm", "--printer", address)
        assert "note came-out" in laptop.fails(*words).err
    assert printing(laptop, visit) == ["print_started"]
    laptop.json("note", "came-out", visit, "--yes")
    assert printing(laptop, visit) == ["print_started", "note_printed"]
