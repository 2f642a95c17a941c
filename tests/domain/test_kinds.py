"""The kinds of docs/WIRE.md section 4 are the contents the program knows, no more and no fewer."""

import re
from dataclasses import fields
from pathlib import Path

from visitapp.domain import entries
from visitapp.domain.codec import REGISTRY

WIRE = Path(__file__).parents[2] / "docs/WIRE.md"


def test_the_table_of_kinds_is_the_registry() -> None:
    section = WIRE.read_text(encoding="utf-8").split("## 4.")[1].split("## 5.")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    told = {kind for row in rows for kind in re.findall(r"`(\w+)`", row.split("|")[2])}
    assert told == set(REGISTRY)


def test_every_content_is_a_frozen_value_with_typed_fields() -> None:
    assert entries.VisitPlanned in REGISTRY.values()
    for cls in REGISTRY.values():
        assert all(field.type for field in fields(cls))  # type: ignore[arg-type]
        assert cls.__doc__
