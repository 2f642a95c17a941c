"""Every page drawn and compared with its golden picture, pixel by pixel (design 6)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from tests.ui import pictures, scenes, staging
from tests.ui.pictures import CHOSEN, DRESSES, FULL, ONCE, Dress
from visitapp.texts import use_language

pytestmark = pytest.mark.skipif(
    not pictures.reproducible(), reason="the golden pictures were drawn on Linux x86-64"
)

ALONE = "VISITAPP_PICTURES_ALONE"
IN_FIRST_TIER = {"ja-light-100"}


def wanted(code: str, dress: Dress) -> bool:
    """Today and the door in everything, other pages in four dresses, their states in one."""
    if code in ONCE:
        return dress == DRESSES[0]
    return code in FULL or str(dress) in CHOSEN


def drawn(day: tuple[Path, str], tmp_path: Path, dress: Dress) -> Iterator[tuple[str, Image.Image]]:
    """The name of each picture of a dress, and the picture."""
    made, visit_id = day
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    (tmp_path / "empty").mkdir()
    clock = staging.ScriptedClock(tmp_path / "clock")
    records = tmp_path / "records"
    with staging.window_over(records, clock, visit_id=visit_id, wanted=dress.look) as stage:
        for scene in scenes.all_scenes(stage):
            if wanted(scene.name, dress):
                stage.come_round()
                yield f"{scene.name}-{dress}", pictures.draw(scene.widget)
    if str(dress) in CHOSEN:
        with staging.window_over(tmp_path / "empty", clock, wanted=dress.look) as stage:
            for scene in scenes.first_run_pages(stage):
                stage.come_round()
                yield f"{scene.name}-{dress}", pictures.draw(scene.widget)


@pytest.mark.parametrize(
    "dress",
    [pytest.param(d, marks=() if str(d) in IN_FIRST_TIER else pytest.mark.long) for d in DRESSES],
    ids=str,
)
def test_pages_look_as_they_were_looked_at(
    qapp: QApplication,
    day_records: tuple[Path, str],
    tmp_path: Path,
    dress: Dress,
    request: pytest.FixtureRequest,
) -> None:
    """The same pictures with the lock; a change is drawn anew and looked at."""
    draw_anew = request.config.getoption("--draw-pictures")
    if os.environ.get(ALONE) != "1":
        _in_a_process_of_its_own(request.node.nodeid, draw_anew=draw_anew)
        return
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    use_language(dress.language)
    wrong = []
    for name, picture in drawn(day_records, tmp_path, dress):
        if draw_anew:
            pictures.keep(name, picture)
        else:
            wrong.append(pictures.difference(name, picture))
    use_language("auto")
    qapp.setCursorFlashTime(before)
    assert not any(wrong), "\n".join(filter(None, wrong))


def _in_a_process_of_its_own(test: str, *, draw_anew: bool) -> None:
    """Large letters move by a 64th of a pixel with what the process has drawn before (unshift)."""
    plain = ["-p", "no:randomly", "-p", "no:cacheprovider", "-n0"]
    asked = ["--draw-pictures"] if draw_anew else []
    drawn = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plain, *asked, test],
        cwd=Path(__file__).parents[2],
        env=os.environ | {ALONE: "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert drawn.returncode == 0, drawn.stdout[-4000:]
