"""The pages of the door: each is made when it is opened, from what the visit says then."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.models.door_logs import CLAIM_WORDS, ROLE_WORDS
from ui.models.door_words import REASONS
from ui.widgets.door_buttons import KeyButton
from ui.widgets.door_catch_up import CatchUpPage
from ui.widgets.door_forms import Field, FormPage
from ui.widgets.door_note import NotePage
from ui.widgets.door_panels import CardPage, Choice, ContactPage, DoorPage, ListPage
from ui.widgets.door_sheet import SheetPage
from ui.widgets.parts import current_look, paragraph
from visitapp.actions.door_view import DoorView
from visitapp.actions.note import PreparedNote
from visitapp.domain.visit import Photo
from visitapp.domain.words import OutcomeKind, Placement
from visitapp.kinds import OUTCOMES
from visitapp.texts import N_
from visitapp.texts import translate as _

ANSWERS = (
    (
        OutcomeKind.MET_CUSTOMER,
        N_("The customer"),
        "handshake",
        N_("On to the meeting; begin by listening."),
    ),
    (
        OutcomeKind.MET_FAMILY,
        N_("Family"),
        "contact_page",
        N_("The matter is not told. Only a sealed letter is handed over."),
    ),
    (
        OutcomeKind.MET_MINOR,
        N_("A child"),
        "badge",
        N_("Leave no message; go at once."),
    ),
    (
        OutcomeKind.INTERCOM_ONLY,
        N_("Over the intercom"),
        "doorbell",
        N_("No wait. The promise of a call is recorded."),
    ),
    (
        OutcomeKind.COMPANY_RECEPTION,
        N_("Reception of a company"),
        "inventory_2",
        N_("Only the name of the receptionist is asked."),
    ),
    (
        OutcomeKind.MOVED,
        N_("The promise is moved"),
        "event_repeat",
        N_("The new promise and the consent are recorded."),
    ),
    (
        OutcomeKind.ASKED_TO_LEAVE,
        N_("Please leave"),
        "exit_to_app",
        N_("It ends here. The office makes the next contact."),
    ),
    (
        OutcomeKind.NOT_FOUND,
        N_("Wrong address"),
        "location_on",
        N_("No note is left. The office is told."),
    ),
)
PLACEMENTS = (
    Choice(Placement.MAILBOX.value, N_("Inside the post box"), "1"),
    Choice(Placement.DOOR_SLOT.value, N_("Slot in the door"), "2"),
    Choice(Placement.SHARED_MAILBOX.value, N_("Shared post boxes (room number checked)"), "3"),
    Choice("by_post", N_("Not left here: by post today"), "4"),
)
CALL_RESULTS = (
    ("no-answer", N_("No answer")),
    ("voicemail", N_("Voicemail")),
    ("reached", N_("Reached")),
)
REASON_KEYS = "ASDFZXCV"
CLAIMED_OUTCOMES = (
    OutcomeKind.ABSENT,
    OutcomeKind.MET_CUSTOMER,
    OutcomeKind.MET_FAMILY,
    OutcomeKind.INTERCOM_ONLY,
    OutcomeKind.ASKED_TO_LEAVE,
    OutcomeKind.NOT_FOUND,
)


def go_back() -> KeyButton:
    """訪問を続ける, by Esc."""
    return KeyButton(_("Go on with the visit"), "arrow_back", "Esc")


def answered_page(view: DoorView) -> DoorPage:
    """3c: who answered, each with its agreed line and what the program then does."""
    choices = [
        Choice(kind.value, words, str(place), icon, f"「{view.lines.get(kind, '')}」", then)
        for place, (kind, words, icon, then) in enumerate(ANSWERS, start=1)
    ]
    page = CardPage(
        _("Who answered?"), KeyButton(_("Take back"), "undo", "Ctrl+Z"), choices, _hint()
    )
    answer = view.visit.answers[-1] if view.visit.answers else None
    if answer:
        at = f"{answer.mark.at:%H:%M}"
        page.told.setText(_("The answer of {time} is recorded. The wait has stopped.", time=at))
    return page


def _hint() -> QFrame:
    look = current_look()
    frame = QFrame()
    frame.setObjectName("dashed")
    column = QVBoxLayout(frame)
    column.setContentsMargins(look.px(16), look.px(12), look.px(14), look.px(12))
    column.addStretch(1)
    column.addWidget(paragraph(_("It is recorded when you press. It can be changed later.")))
    told = _("If none of them fits, go on with the visit first. Choose before the visit ends.")
    column.addWidget(paragraph(told, "second"))
    column.addStretch(1)
    return frame


def contact_page(view: DoorView, left: str) -> DoorPage:
    """3d: the office, please leave, danger; the reasons to end the wait."""
    watcher = view.visit.watcher.strip()
    office = f"{view.office_phone}({_('watching: {name}', name=watcher)})"
    line = view.lines.get(OutcomeKind.ASKED_TO_LEAVE, "")
    cards = (
        Choice(
            "office",
            N_("Call the office"),
            "1",
            "phone_in_talk",
            office if watcher else view.office_phone,
            N_("The time of the call is recorded. The wait goes on."),
        ),
        Choice(
            "asked_to_leave",
            N_("We were asked to leave"),
            "2",
            "exit_to_app",
            f"「{line}」",
            N_("Ring, wait, note and photos stop. The office makes the next contact."),
        ),
        Choice(
            "danger",
            N_("Danger (110, #9110)"),
            "3",
            "directions_walk",
            _("Leave at once."),
            N_("The numbers are shown large. The record can wait."),
        ),
    )
    reasons = [
        Choice(code, words, key)
        for (code, words), key in zip(REASONS.items(), REASON_KEYS, strict=True)
    ]
    page = ContactPage(_("Contact or end"), go_back(), cards, reasons)
    page.told.setText(left)
    ended = view.visit.outcome is not None and bool(view.visit.outcome.reason)
    page.detail.setVisible(ended)
    return page


def placement_page(_view: DoorView) -> DoorPage:
    """F7: where the note was put."""
    return ListPage(_("Where was the note put?"), go_back(), PLACEMENTS)


def call_page(view: DoorView) -> DoorPage:
    """F3: which number, and what came of it."""
    kinds = (("phone", N_("home"), view.phones[0]), ("mobile", N_("mobile"), view.phones[1]))
    choices: list[Choice] = []
    for kind, words, number in kinds:
        if not number and not (kind == "phone" and not any(view.phones)):
            continue
        for code, result in CALL_RESULTS:
            said = f"{_(words)} {_(result)}"
            choices.append(Choice(f"{kind}:{code}", said, str(len(choices) + 1), "call"))
    page = ListPage(_("What came of the call?"), go_back(), choices)
    page.told.setText(" · ".join(number for number in view.phones if number))
    return page


def sheet_page(view: DoorView) -> FormPage:
    """ご本人: the listening sheet, short; the customer's own words first."""
    fields = (
        Field("quote", _("The customer's words"), hint=_("As they were said"), lines=3),
        Field("fact", _("What happened"), lines=3),
        Field("wish", _("What the customer wishes"), lines=2),
    )
    page = FormPage(_("Listening sheet"), go_back(), fields, _("Write it down"))
    page.open_with(_line(view, OutcomeKind.MET_CUSTOMER), {})
    return page


def return_page(view: DoorView) -> FormPage:
    """ご家族: when the customer is back; the call is put on the list at that hour."""
    return _when_page(
        view, OutcomeKind.MET_FAMILY, _("When is the customer back?"), _("Put the call on the list")
    )


def call_promise_page(view: DoorView) -> FormPage:
    """インターホン越し: when we may call."""
    return _when_page(
        view, OutcomeKind.INTERCOM_ONLY, _("When may we call?"), _("Put the call on the list")
    )


def moved_page(view: DoorView) -> FormPage:
    """お約束の変更: the new day and whether it was agreed."""
    return _when_page(
        view,
        OutcomeKind.MOVED,
        _("The new promise"),
        _("Write down the new promise"),
        tick=_("The customer agreed"),
    )


def _when_page(view: DoorView, kind: OutcomeKind, title: str, act: str, tick: str = "") -> FormPage:
    fields = (
        Field("clock", _("Time"), hint="18:30"),
        Field("day", _("Day"), hint=_("today, tomorrow, 11/27")),
    )
    page = FormPage(title, go_back(), fields, act, tick=tick)
    page.open_with(_line(view, kind), {"day": "" if tick else _("today")})
    return page


def reception_page(view: DoorView) -> FormPage:
    """会社の受付: only the name of who received us."""
    fields = (Field("reception", _("Name of the reception")),)
    page = FormPage(_("Reception of a company"), go_back(), fields, _("Write it down"))
    page.open_with(_line(view, OutcomeKind.COMPANY_RECEPTION), {})
    return page


def by_pen_page(view: DoorView) -> SheetPage:
    """手書きの連絡票: which sheet was used; the visit's own pre-print unless told otherwise."""
    page = SheetPage(go_back())
    page.open_with(
        _("What you write on it is typed in the evening."), {"number": view.visit.note_no}
    )
    return page


def detail_page(_view: DoorView) -> FormPage:
    """The reason for leaving early, in more words: after the fact, never before (N-07)."""
    fields = (Field("detail", _("Details"), lines=4),)
    return FormPage(_("Why the wait ended early"), go_back(), fields, _("Write it down"))


def _line(view: DoorView, kind: OutcomeKind) -> str:
    line = view.lines.get(kind, "")
    return f"「{line}」" if line else ""


def note_page(made: PreparedNote, *, early: bool) -> NotePage:
    """The texts of the paper in their order, and its number."""
    note = made.note
    page = NotePage(go_back())
    people = note.between_staff.join(name for name, _kana in note.staff_lines)
    lines = (
        (note.title, "title"),
        ("\n".join(note.addressee), "answer"),
        ("\n".join(note.body), ""),
        (note.closing, ""),
        (f"{note.company} {note.department}\n{people}", "card"),
        (f"{note.phone_label} {note.phone} {note.hours}", ""),
        (f"{note.number_label} {note.number} {note.revision}", "card"),
    )
    page.show_note(made.note_no, note.revision, [(w, r) for w, r in lines if w.strip()])
    page.save.setDisabled(early)
    page.view.setDisabled(early)
    page.by_pen.setDisabled(early)
    if early:
        page.told.setText(_("It can be printed when the wait is over."))
    return page


def catch_up_page(view: DoorView) -> CatchUpPage:
    """あとから入力: the acts of a visit with typed times, leaning on the photos' own."""
    acts = [(code, _(words)) for code, words in CLAIM_WORDS.items()]
    outcomes = [("", _("not yet"))]
    outcomes += [(kind.value, _(OUTCOMES[kind])) for kind in CLAIMED_OUTCOMES]
    page = CatchUpPage(go_back(), acts, outcomes)
    page.show_photos([_anchor(photo) for photo in view.visit.photos if photo.captured_at])
    return page


def _anchor(photo: Photo) -> tuple[str, str]:
    """A photo's role and the clock time its camera wrote (``YYYY-MM-DDTHH:MM…``)."""
    return _(ROLE_WORDS[photo.role]), photo.captured_at[11:16]


SIMPLE: Mapping[str, Callable[[DoorView], DoorPage]] = {
    "answered": answered_page,
    "placement": placement_page,
    "call": call_page,
    "sheet": sheet_page,
    "return": return_page,
    "call_promise": call_promise_page,
    "moved": moved_page,
    "reception": reception_page,
    "detail": detail_page,
    "by_pen": by_pen_page,
    "catch_up": catch_up_page,
}
AFTER = {
    OutcomeKind.MET_CUSTOMER: "sheet",
    OutcomeKind.MET_FAMILY: "return",
    OutcomeKind.INTERCOM_ONLY: "call_promise",
    OutcomeKind.COMPANY_RECEPTION: "reception",
    OutcomeKind.MOVED: "moved",
}
"""Which page follows an outcome; the others go on to the end of the visit."""
