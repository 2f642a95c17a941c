"""A photo in detail: from the visit to the page, and from the page to its destruction (V-02)."""

from typing import TYPE_CHECKING

from ui.models.door_logs import CODE_WORDS, ERASED, ROLE_WORDS
from ui.screens.door_pages import go_back
from ui.widgets.door_photo import PhotoPage
from visitapp import photo_words, time_words
from visitapp.actions.destroy import Destruction, destroy
from visitapp.actions.door_view import DoorView
from visitapp.domain.camera_time import camera_time
from visitapp.domain.visit import Photo
from visitapp.texts import translate as _

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen

PREFIX = "photo:"
SHORT = 16


def photo_page(view: DoorView, code: str) -> PhotoPage | None:
    """The page of ``photo:HASH``; None when the visit has no such photo."""
    sha256 = code.removeprefix(PREFIX)
    photo = next((p for p in view.visit.photos if p.attachment.sha256 == sha256), None)
    if photo is None:
        return None
    is_erased = sha256 in view.erased
    jpeg = b"" if is_erased else view.thumbnails.get(sha256, b"")
    return PhotoPage(go_back(), facts_of(view, photo), jpeg, is_erased=is_erased)


def facts_of(view: DoorView, photo: Photo) -> list[str]:
    """What it shows, where it came from, when it came in, and what its camera says."""
    time = photo.mark.time
    known = CODE_WORDS.get(photo.note_code)
    lines = [
        " ・ ".join(
            part
            for part in (
                _(ROLE_WORDS[photo.role]),
                photo_words.origin_words(photo.attachment.origin),
                photo.file_name,
            )
            if part
        ),
        f"{_('Taken in')} {photo.mark.at:%H:%M:%S}  {time_words.span(time)}".rstrip(),
        *time_words.sentences([time.klass]),
        photo_words.camera_sentence(camera_time(photo.captured_at, time, view.visit.arrived_at)),
        _(known) if known else "",
        f"SHA-256 {photo.attachment.sha256[:SHORT]}…",
        _(ERASED) if photo.attachment.sha256 in view.erased else "",
    ]
    return [line for line in lines if line]


def destroy_photo(screen: "DoorScreen", code: str, given: dict[str, str]) -> None:
    """Destroy the photo of the open page, or ask the office; a reason and the tick are needed."""
    page, door = screen.face.page, screen.door
    if not isinstance(page, PhotoPage) or door is None:
        return
    if not given["reason"].strip() or not page.tick.isChecked():
        page.refuse(_("Give the reason and confirm it above; it cannot be undone."))
        return
    visit_id, sha256, reason = door.visit.id, code.removeprefix(PREFIX), given["reason"]

    def done(made: Destruction) -> None:
        screen.say(_(made.told))

    screen.open_panel("")
    screen.session.act(lambda ws: destroy(ws, visit_id, sha256, reason), done)
