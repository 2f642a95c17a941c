"""The open slip in large type: the postcard grown to A5, its sentences in 14 pt (layout 1).

Everything grows alike, so what is read on the postcard is read here, only larger; the outer face
and the fold are those of the sheet.
"""

from visitapp.documents import note_pdf
from visitapp.documents.outer_face import fold_marks, outer_face
from visitapp.documents.page import Page, scaled, shifted
from visitapp.documents.papers import A5, HAGAKI
from visitapp.domain.note import Note

LEAST = 14.0
"""Points of the sentences; smaller type would be no large type."""
FACTOR = min(A5.width / HAGAKI.width, A5.height / HAGAKI.height)


def pages(note: Note) -> tuple[Page, Page]:
    """Both sides on A5; raises Known for text that has no room in 14 pt, or no font."""
    right = (A5.width - HAGAKI.width * FACTOR) / 2
    face = note_pdf.face(note, HAGAKI, LEAST / FACTOR)
    grown = (shifted(scaled(one, FACTOR), right, 0) for one in face)
    inside = Page(width=A5.width, height=A5.height, commands=(*fold_marks(A5), *grown))
    return inside, outer_face(note, A5)
