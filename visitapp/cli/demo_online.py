"""The second half of the demo: the laptop joins an office and hands over what it recorded."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from visitapp.actions import follow_up, link, photo
from visitapp.cli.demo_office import DemoOffice
from visitapp.cli.demo_stage import Scene, Stage, the_visit
from visitapp.cli.files import write_file
from visitapp.domain.words import CallResult, SyncState
from visitapp.errors import Bug
from visitapp.sync.report import Progress
from visitapp.texts import N_, language, translate
from visitapp.workspace import Workspace

OFFICE_FOLDER = "office"
PHOTO_FOLDER = "photos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """What happens with a network; ``progress`` hears what is sent."""

    office: DemoOffice
    progress: Callable[[Progress], None]

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The steps in order."""
        return (
            Scene(at=time(15, 38), play=self.join),
            Scene(at=time(15, 38, 30), play=self.send),
            Scene(at=time(15, 39), play=self.read_the_receipt),
            Scene(at=time(15, 39), play=self.compare),
            Scene(at=time(10, 5), play=self.telephone, afterwards=True),
            Scene(at=time(10, 6), play=self.send, afterwards=True),
            Scene(at=time(10, 7), play=self.see_the_office, afterwards=True),
        )

    def join(self, _stage: Stage, ws: Workspace) -> str:
        """The laptop, which worked alone until now, joins the office."""
        joined = link.enroll(ws, self.office.url, self.office.code())
        return translate(
            N_("Joined the office “{name}” with a one-time code."), name=joined.office_name
        )

    def send(self, _stage: Stage, ws: Workspace) -> str:
        """One pass of sync."""
        report = link.sync(ws, self.progress)
        if report.trouble is not None:
            raise report.trouble
        state, _durable = ws.store.outbox.visit_state(the_visit(ws))
        if state is not SyncState.KEPT or report.pending.originals:
            raise Bug("a pass of sync without trouble left something behind")
        return translate(
            N_("Records first, small pictures next, photos last: all of it is kept at the office.")
        )

    def read_the_receipt(self, _stage: Stage, ws: Workspace) -> str:
        """What the office signed; in a demo it must say so."""
        receipt = ws.store.outbox.last_receipt(ws.store.meta.incarnation)
        if receipt is None or not receipt.rehearsal:
            raise Bug("a receipt of the demo does not say that it is a rehearsal")
        return translate(
            N_(
                "The office's signed receipt names {size} records and says “rehearsal”: "
                "it proves nothing, for the clock of this demo is scripted."
            ),
            size=receipt.size,
        )

    def compare(self, stage: Stage, ws: Workspace) -> str:
        """The originals of the office, fetched over HTTP and laid beside the laptop's own."""
        visit = the_visit(ws)
        mine = photo.export(ws, visit.id, stage.out / PHOTO_FOLDER)
        for shot, path in zip(visit.photos, mine, strict=True):
            sha256 = shot.attachment.sha256
            theirs = self.office.get(f"/blobs/{sha256}.jpg")
            if theirs != path.read_bytes() or hashlib.sha256(theirs).hexdigest() != sha256:
                raise Bug("a photo at the office differs from the laptop's")
            write_file(stage.out / OFFICE_FOLDER / PHOTO_FOLDER / path.name, theirs)
        return translate(
            N_(
                "{count} of {count} photos at the office are bit for bit the same as on the laptop."
            ),
            count=len(mine),
        )

    def telephone(self, _stage: Stage, ws: Workspace) -> str:
        """The call of the next working day."""
        done = follow_up.done(ws, the_visit(ws).id, CallResult.SEEN)
        task = done.visit.follow_up
        if task is None or task.is_open:
            raise Bug("the call task is still open")
        return translate(N_("The call: the customer has seen the note. The visit is known."))

    def see_the_office(self, stage: Stage, ws: Workspace) -> str:
        """The office's page, kept as a file."""
        path = f"/visits/{the_visit(ws).id}"
        page = self.office.save_page(path, language(), stage.out / OFFICE_FOLDER)
        return translate(N_("What the office sees of this visit: {file}"), file=page)
