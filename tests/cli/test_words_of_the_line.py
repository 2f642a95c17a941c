"""Options anywhere, exit codes, help, languages, streams."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Laptop, Said
from visitapp.cli.catalogue import DOOR, GROUPS, SINGLE, SUMMARIES
from visitapp.cli.columns import cells, harmless, table
from visitapp.cli.main import build
from visitapp.cli.visit_door import app as door
from visitapp.cli.wishes import WrongUsage, take
from visitapp.errors import Bug


@pytest.mark.parametrize(
    "words",
    [
        ["--data", "D", "--json", "--lang", "ja", "visit", "today"],
        ["visit", "today", "--lang=ja", "--data=D", "--json"],
        ["visit", "--json", "--data", "D", "today", "--lang", "ja"],
    ],
)
def test_the_common_options_stand_before_or_after(words: list[str]) -> None:
    wishes, rest = take(words)
    assert (wishes.data, wishes.json, wishes.lang) == (Path("D"), True, "ja")
    assert rest == ["visit", "today"]


def test_after_two_dashes_nothing_is_an_option() -> None:
    wishes, rest = take(["wording", "check", "--", "--json"])
    assert not wishes.json
    assert rest == ["wording", "check", "--", "--json"]


def test_the_office_keeps_its_own_folder_and_json() -> None:
    _wishes, rest = take(["--data", "O", "--json", "office", "init"])
    assert rest == ["office", "init", "--data", "O", "--json"]


@pytest.mark.parametrize("words", [["visit", "--data"], ["--lang", "fr", "status"], ["--lang"]])
def test_a_missing_value_or_unknown_language_is_wrong_usage(words: list[str]) -> None:
    with pytest.raises(WrongUsage):
        take(words)


def test_the_folder_comes_from_the_environment_without_an_option(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VISITAPP_DATA", str(tmp_path))
    assert take(["status"])[0].folder == tmp_path
    assert take(["status", "--data", "X"])[0].folder == Path("X")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nope"], 2),
        (["visit", "nope"], 2),
        (["visit", "arrive"], 2),
        (["visit", "plan", "--wrong"], 2),
        (["photo", "add", "x", "y", "--role", "nope"], 2),
        (["visit", "--data"], 2),
        (["status"], 1),
    ],
)
def test_wrong_usage_is_two_and_a_known_problem_one(
    blank: Laptop, words: list[str], code: int
) -> None:
    said = blank.run(*words)
    assert said.code == code, said
    assert said.err.strip()
    assert not said.out


@pytest.mark.parametrize(
    "words",
    [
        ["nope"],
        ["visit", "plan"],
        ["visit", "arrive"],
        ["visit", "plan", "--wrong"],
        ["visit", "plan", "--at"],
        ["photo", "add", "x", "y", "--role", "nope"],
        ["customer", "find", "x", "--limit", "0"],
        ["status", "more"],
        ["status", "more", "than that"],
    ],
)
def test_wrong_usage_is_said_in_japanese(blank: Laptop, words: list[str]) -> None:
    said = blank.run(*words, lang="ja")
    assert said.code == 2
    foreign = re.sub("「.*?」|『.*?』|--[a-z]+|'[a-z_]+'|ID", "", said.err)
    assert not re.search("[A-Za-z]{3,}", foreign), said.err


def test_errors_are_json_on_stderr_when_asked(blank: Laptop) -> None:
    said = blank.run("status", "--json")
    assert said.code == 1
    assert not said.out
    assert set(said.error) == {"title", "message", "advice", "exit"}
    wrong = blank.run("visit", "nope", "--json")
    assert wrong.code == wrong.error["exit"] == 2


def test_every_command_has_a_help_page_in_both_languages(blank: Laptop) -> None:
    """--help everywhere; only English ids are left untranslated when a text is missing."""
    root = blank.run("--help")
    assert root.code == 0
    for name in (*SINGLE, *GROUPS):
        assert f"\n  {name} " in root.out
        for lang in ("ja", "en"):
            page = blank.run(name, "--help", lang=lang)
            assert page.code == 0, page.err
            assert "Usage: visitapp" in page.out
            assert "--data" in page.out
    assert blank.run("visit", "arrive", "--help").code == 0


def test_a_bare_group_shows_its_help_as_wrong_usage(blank: Laptop) -> None:
    said = blank.run("visit")
    assert said.code in {0, 2}
    assert "plan" in said.out + said.err


def test_the_quick_table_of_door_acts_is_the_door_module() -> None:
    assert {command.name for command in door.registered_commands} == DOOR


def test_the_first_help_page_names_every_command_and_loads_none() -> None:
    assert set(SUMMARIES) == {*SINGLE, *GROUPS}
    named = {command.name for command in build([]).registered_commands}
    assert named == set(SUMMARIES)


def test_a_bug_is_seventy_and_leaves_a_report_without_what_was_typed(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "髙橋" * 2

    def broken(*_given: object) -> None:
        raise Bug(secret)

    monkeypatch.setattr("visitapp.cli.store.keep.rebuild", broken)
    said = laptop.run("store", "rebuild", "--json")
    assert said.code == 70
    assert said.error["exit"] == 70
    (report,) = (laptop.folder / "reports").iterdir()
    assert str(report) in said.error["advice"]
    text = report.read_text(encoding="utf-8")
    assert "command: store" in text
    assert "Bug" in text
    assert secret not in text


def test_without_a_screen_the_bare_program_says_what_to_do(
    process: Callable[..., Said], tmp_path: Path
) -> None:
    said = process("--data", tmp_path, DISPLAY="", WAYLAND_DISPLAY="")
    assert said.code == 1
    assert "visitapp demo" in said.err


def test_language_follows_the_locale_unless_given(
    process: Callable[..., Said], tmp_path: Path
) -> None:
    english = process("status", "--data", tmp_path, LC_ALL="C.UTF-8").err
    japanese = process("status", "--data", tmp_path, LC_ALL="ja_JP.UTF-8").err
    assert english != japanese
    assert process("status", "--data", tmp_path, "--lang", "ja").err == japanese


def test_a_closed_pipe_is_no_error(one_customer: Laptop) -> None:
    """``visitapp … | head -1``: quiet, and not a failure."""
    command = [sys.executable, "-m", "visitapp", "--data", str(one_customer.folder)]
    with subprocess.Popen(
        [*command, "customer", "show", "A1"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ) as started:  # fmt: skip
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        complaint = started.stderr.read().decode()
    assert complaint == ""
    assert started.returncode == 0


def test_output_is_utf_8_in_a_plain_c_locale(one_customer: Laptop) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "visitapp", "customer", "find", "髙橋", "--json"],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C", "VISITAPP_DATA": str(one_customer.folder)},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout.decode("utf-8"))[0]["name"] == "髙橋　健一"


def test_a_terminal_never_obeys_a_name() -> None:
    assert harmless("a\x1b[31mb\u202ec\x9bd") == "a<U+001B>[31mb<U+202E>c<U+009B>d"
    assert harmless("髙橋\n二\t𠮷") == "髙橋\n二\t𠮷"


def test_columns_stand_straight_under_wide_letters() -> None:
    rows = table([("髙橋", "x"), ("ab", "y"), ("カナ\n二", "z")])
    starts = {cells(row[: row.index(letter)]) for row, letter in zip(rows, "xyz", strict=True)}
    assert len(starts) == 1
