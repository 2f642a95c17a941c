"""No text is cut at any scale in any window we support; computed (ux tokens 5, screens A)."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import scenes, staging
from tests.ui.fitting import cut_texts
from ui import theme
from ui.theme import Look, Scheme
from visitapp.texts import use_language

WINDOWS = ((1366, 768), (1024, 768))
CASES = (
    *(("ja", scale, size) for scale in theme.SCALES for size in WINDOWS),
    *(("en", scale, WINDOWS[0]) for scale in (100, 150, 200)),
)
IN_FIRST_TIER = {("ja", 150, WINDOWS[0])}


@pytest.mark.parametrize(
    ("language", "scale", "size"),
    [pytest.param(*c, marks=() if c in IN_FIRST_TIER else pytest.mark.long) for c in CASES],
    ids=str,
)
def test_no_text_is_cut(
    qapp: QApplication,
    day_records: tuple[Path, str],
    tmp_path: Path,
    language: str,
    scale: int,
    size: tuple[int, int],
) -> None:
    """Every page and door state, outdoor (the widest: all bold)."""
    made, visit_id = day_records
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    clock = staging.ScriptedClock(tmp_path / "clock")
    wanted = Look(Scheme.OUTDOOR, scale)
    use_language(language)
    found: list[str] = []
    records = tmp_path / "records"
    with staging.window_over(records, clock, visit_id=visit_id, wanted=wanted, size=size) as stage:
        for scene in scenes.all_scenes(stage):
            found += [f"{scene.name} | {words}" for words in cut_texts(scene.widget, size)]
    empty = tmp_path / "empty"
    empty.mkdir()
    with staging.window_over(empty, clock, wanted=wanted, size=size) as stage:
        for scene in scenes.first_run_pages(stage):
            found += [f"{scene.name} | {words}" for words in cut_texts(scene.widget, size)]
    use_language("auto")
    assert not found, told_once(found)


def told_once(found: list[str]) -> str:
    """Each text once, with the first scene it was cut in and how many more there were."""
    scenes_of: dict[str, list[str]] = {}
    for line in found:
        scene, _colon, words = line.partition(" | ")
        scenes_of.setdefault(words.split(" needs ")[0], []).append(f"{scene}: {words}")
    lines = [
        f"{lines[0]}" + (f" (and {len(lines) - 1} more scenes)" if lines[1:] else "")
        for lines in scenes_of.values()
    ]
    return f"{len(lines)} texts are cut\n" + "\n".join(lines)
