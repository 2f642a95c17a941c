"""The documents tell the truth: paths, commands, words and versions in them exist."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import typer.main

import run
from tests.architecture.sources import ROOT, name_of, tracked
from visitapp.cli.catalogue import DOOR, GROUPS, SINGLE
from visitapp.domain import words

DOCUMENTS = [f for f in tracked() if f.suffix == ".md" and "samples" not in f.parts]
PATH = re.compile(r"`([\w.-]+/(?:[\w.-]+/)*[\w.-]*)`")
ANCHORS = (ROOT, ROOT / "visitapp", ROOT / "resources")
MADE_WHEN_RUN = {"demo-out/"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_path_in_a_document_exists(document: Path) -> None:
    """A path is written from the top of the project, or from visitapp/ or resources/."""
    text = document.read_text(encoding="utf-8")
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    missing = [link for link in linked if not (document.parent / link).exists()]
    missing += [
        path
        for path in PATH.findall(text)
        if path not in MADE_WHEN_RUN and not any((top / path).exists() for top in ANCHORS)
    ]
    assert not missing, f"{name_of(document)}: {missing}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_run_py_command_in_a_document_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|python3 |py )run\.py +([a-z]+)", text)
    assert not set(named) - set(run.COMMANDS)


@cache
def verbs(noun: str) -> set[str]:
    """The words that may follow a noun of the command line."""
    app = import_module(GROUPS[noun]).app
    found = set(getattr(typer.main.get_command(app), "commands", {}))
    return found | DOOR if noun == "visit" else found


def is_command(line: str) -> bool:
    """Whether the ``visitapp NOUN VERB`` (or a noun that stands alone) of a line exists."""
    noun, verb = [*line.split()[1:3], ""][:2]
    return noun in SINGLE or (noun in GROUPS and verb in verbs(noun))


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_every_visitapp_command_of_the_tour_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = re.findall(r"(?:^|`)(visitapp [a-z][^`\n]*)", text, re.MULTILINE)
    assert len(lines) > 10
    assert not [line for line in lines if not is_command(line)]


def test_both_readmes_show_the_same_commands() -> None:
    """A reader of either language gets the same tour."""
    tours = []
    for name in ("README.md", "README.ja.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = "".join(re.findall(r"```\n(.*?)```", text, re.DOTALL))
        tours.append(re.sub(r" +#.*", "", blocks))
    assert tours[0] == tours[1]


def test_the_glossary_holds_the_closed_lists() -> None:
    text = (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8")
    told = {
        match[1]: re.findall(r"`([a-z_-]+)`", match[2])
        for match in re.finditer(r"^\| [^|]+ \| `(\w+)` \| (.+) \|$", text, re.MULTILINE)
    }
    lists = {
        name: [member.value for member in value]
        for name, value in vars(words).items()
        if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum
    }
    assert told == lists


def test_the_changelog_knows_the_version_of_the_project() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0].startswith(version)


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(f.name[:4]) for f in (ROOT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
