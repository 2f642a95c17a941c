"""``visitapp demo``: the whole story of a visit, first without a network, then with an office."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from visitapp.cli import demo_offline
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.columns import harmless
from visitapp.cli.demo_office import demo_office
from visitapp.cli.demo_online import Online
from visitapp.cli.demo_stage import Scene, Stage, read_script, the_visit, write_settings
from visitapp.cli.files import write_file
from visitapp.cli.output import mention, say, write
from visitapp.cli.sync import progress_line
from visitapp.cli.wishes import wishes
from visitapp.clock import ScriptedClock
from visitapp.errors import Known
from visitapp.sync.report import Progress
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace, init_workspace, open_workspace

app = typer.Typer(rich_markup_mode=None)

DEFAULT_FOLDER = "visitapp-demo"
README = "README.txt"


@app.command("demo", help=SUMMARIES["demo"])
def demo(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=N_("Where to leave the results."))
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help=N_("Keep the laptop's and the office's data too."))
    ] = False,
) -> None:
    """Demo."""
    folder = _empty(out) if out else _next_free(Path(DEFAULT_FOLDER))
    with _scratch(folder, keep=keep) as scratch:
        stage = Stage(
            script=read_script(),
            clock=ScriptedClock(scratch / "clock.json"),
            out=folder,
            scratch=scratch,
        )
        value = _play(stage)
    write_file(folder / README, _readme(keep=keep).encode("utf-8"))
    say(
        value,
        ["", translate(N_("Everything lies in {folder}:"), folder=folder), _readme(keep=keep)],
    )


def _play(stage: Stage) -> dict[str, object]:
    laptop = stage.scratch / "laptop"
    laptop.mkdir()
    write_settings(laptop, stage.script)
    stage.clock.set(demo_offline.SCENES[0].moment(stage.script))
    init_workspace(
        laptop,
        f"file:{stage.scratch / 'laptop.key'}",
        person=stage.script.staff[0],
        clock=stage.clock,
    )
    telling = _Telling()
    telling.head(translate(N_("Without a network")))
    with open_workspace(laptop, clock=stage.clock) as ws:
        telling.scenes(stage, ws, demo_offline.SCENES)
    telling.head(translate(N_("The laptop is switched off and on again; an office is reached")))
    clock = stage.scratch / "clock.json"
    with (
        demo_office(stage.scratch / "office", clock, stage.script.office) as office,
        open_workspace(laptop, clock=stage.clock) as ws,
    ):
        online = Online(office=office, progress=telling.progress)
        telling.scenes(stage, ws, online.scenes)
        visit = the_visit(ws)
    return {
        "folder": str(stage.out),
        "visit": visit.id,
        "note_no": visit.note_no,
        "note": str(stage.out / demo_offline.NOTE_FILE),
        "photos": len(visit.photos),
        "state": visit.state.value,
        "rehearsal": True,
    }


class _Telling:
    """Tells the story on the terminal; on standard error when a script wants JSON."""

    def __init__(self) -> None:
        self._step = 0

    def head(self, title: str) -> None:
        """A part begins."""
        self._line("")
        self._line(title)

    def scenes(self, stage: Stage, ws: Workspace, scenes: Iterable[Scene]) -> None:
        """Play scenes, each told as soon as it has happened."""
        for scene in scenes:
            moment = scene.moment(stage.script)
            stage.clock.set(moment)
            told = scene.play(stage, ws).splitlines()
            self._step += 1
            self._line(f"{self._step:>3}  {moment:%m-%d %H:%M}  {told[0]}")
            for line in told[1:]:
                self._line(f"{'':18}{line}")

    def progress(self, progress: Progress) -> None:
        """What is being sent."""
        self._line(f"{'':18}{progress_line(progress)}")

    def _line(self, text: str) -> None:
        if wishes().json:
            mention(text)
        else:
            write(harmless(text) + "\n")


def _empty(folder: Path) -> Path:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Known(
            "Folder is not empty",
            "The demo leaves its results in an empty folder; {folder} is not empty.",
            "Give another folder with --out.",
            folder=folder,
        )
    return folder


def _next_free(folder: Path) -> Path:
    numbered = (folder.with_name(f"{folder.name}-{number}") for number in range(2, 10_000))
    return next(path for path in (folder, *numbered) if not path.exists())


@contextmanager
def _scratch(folder: Path, *, keep: bool) -> Iterator[Path]:
    """The data of laptop and office: inside the results to be kept, else thrown away."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix="data-", dir=folder if keep else None))
    except OSError as error:
        raise Known(
            "Folder not usable",
            "The folder {path} cannot be written.",
            "Choose another folder with --out.",
            path=folder,
        ) from error
    try:
        yield place
    finally:
        if not keep:
            shutil.rmtree(place, ignore_errors=True)


def _readme(*, keep: bool) -> str:
    rows = [
        translate(N_("note.pdf: the note the customer finds, with its number and code")),
        translate(N_("photos/: the four originals from the laptop, byte for byte")),
        translate(N_("office/visit.html: the visit as the office sees it; open it in a browser")),
        translate(N_("office/photos/: the same photos as the office gave them out")),
    ]
    if keep:
        rows.append(translate(N_("data-…/: the data folders of laptop and office")))
    end = translate(N_("A rehearsal with a scripted clock and invented people: it proves nothing."))
    return "\n".join(("", *rows, "", end, ""))
