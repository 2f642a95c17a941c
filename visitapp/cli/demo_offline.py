"""The first half of the demo: the plan, the door, the note, the end of the visit; no network."""

from datetime import time, timedelta

from visitapp import assets
from visitapp.actions import customers, follow_up, go, leave, link, note, outcome, photo, wait
from visitapp.actions.arrive import arrive
from visitapp.actions.call import call
from visitapp.actions.plan import PlanRequest, plan
from visitapp.actions.ring import ring
from visitapp.cli.demo_photo import with_code
from visitapp.cli.demo_stage import Scene, Stage, the_visit
from visitapp.cli.output import hinted
from visitapp.cli.visit_lines import clock_of
from visitapp.domain.note_number import code_text
from visitapp.domain.waiting import longest
from visitapp.domain.words import AgreedHow, CallResult, NoteCode, OutcomeKind, PhotoRole, Placement
from visitapp.errors import Bug
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace

PROMISED = time(14, 0)
NOTE_FILE = "note.pdf"


def take_customers(_stage: Stage, ws: Workspace) -> str:
    """The customers of the shipped list."""
    report = customers.import_file(ws, assets.path("samples", "customers.csv"))
    return translate(
        N_("Took over {count} customers from a spreadsheet, every name exactly as written."),
        count=report.imported,
    )


def promise(stage: Stage, ws: Workspace) -> str:
    """Two people, a promised time, agreed by telephone."""
    today = stage.clock.now()
    at = today.replace(hour=PROMISED.hour, minute=PROMISED.minute, second=0, microsecond=0)
    done = plan(
        ws,
        PlanRequest(
            customer_id=stage.script.customer,
            promised_at=at,
            staff=stage.script.staff,
            agreed_how=AgreedHow.PHONE,
            expected_return=at + timedelta(hours=2),
        ),
    )
    customer = customers.show(ws, done.visit.customer_id)
    return translate(
        N_("Planned: {customer} at {time}, two people, agreed by telephone. Number {number}."),
        customer=customer.shown_name,
        time=f"{at:%H:%M}",
        number=done.visit.note_no,
    )


def prepare(_stage: Stage, ws: Workspace) -> str:
    """The checks before departure."""
    go.prepare(ws, the_visit(ws).id, superior_told=True)
    return translate(N_("Ready to go: the superior knows, printer and paper are in the car."))


def depart(_stage: Stage, ws: Workspace) -> str:
    """On the way, and out of every network."""
    go.depart(ws, the_visit(ws).id)
    return translate(N_("On the way. From here on there is no network."))


def stand_at_the_site(_stage: Stage, ws: Workspace) -> str:
    """Both arrive; one laptop keeps both (N-11)."""
    visit = the_visit(ws)
    hints = [hinted(arrive(ws, visit.id, person).hints[0]) for person in visit.staff]
    return hints[0]


def look_around(stage: Stage, ws: Workspace) -> str:
    """The first picture."""
    return _shot(stage, ws, "1-approach-door.jpg", PhotoRole.SURROUNDINGS)


def ring_first(_stage: Stage, ws: Workspace) -> str:
    """The first ring, just after the promised time."""
    ring(ws, the_visit(ws).id)
    return translate(N_("Rang the intercom. Nobody answers. The second is on record."))


def show_the_bell(stage: Stage, ws: Workspace) -> str:
    """The second picture."""
    return _shot(stage, ws, "2-doorbell.jpg", PhotoRole.DOOR)


def begin_to_wait(_stage: Stage, ws: Workspace) -> str:
    """The wait of the policy."""
    wait.start(ws, the_visit(ws).id)
    return translate(
        N_("The wait begins: {minutes} minutes from the first ring."),
        minutes=int(ws.policy.wait.total_seconds()) // 60,
    )


def telephone(_stage: Stage, ws: Workspace) -> str:
    """A call from the door."""
    call(ws, the_visit(ws).id, result=CallResult.NO_ANSWER)
    return translate(N_("Telephoned the customer: no answer."))


def ring_again(_stage: Stage, ws: Workspace) -> str:
    """One more ring."""
    visit = the_visit(ws)
    rings = len(ring(ws, visit.id).visit.rings)
    waited = longest(visit, ws.clock.stamp())
    return translate(
        N_("Rang again ({count}). Waited {time} so far."), count=rings, time=clock_of(waited)
    )


def find_nobody(_stage: Stage, ws: Workspace) -> str:
    """The wait is over; only now may the outcome be absent (R-35)."""
    done = outcome.record(ws, the_visit(ws).id, OutcomeKind.ABSENT)
    waited = longest(done.visit, ws.clock.stamp())
    return translate(
        N_("Waited {time}; nobody came. Only now does the program accept “nobody in”."),
        time=clock_of(waited),
    )


def print_the_note(stage: Stage, ws: Workspace) -> str:
    """The note as PDF, in the folder of the demo."""
    ready = note.print_note(ws, the_visit(ws).id, stage.out / NOTE_FILE)
    width, height = ready.rendered.size_mm
    return translate(
        N_("The note is made, {width} x {height} mm, all times from the record: {file}"),
        width=f"{width:g}",
        height=f"{height:g}",
        file=stage.out / NOTE_FILE,
    )


def show_the_note(stage: Stage, ws: Workspace) -> str:
    """The third picture; the program looks for the note's code in it (M1)."""
    visit = the_visit(ws)
    paper = visit.paper
    if paper is None:
        raise Bug("the story left out the note")
    name = "3-note-at-postbox.jpg"
    code = code_text(visit.note_no, visit.nonce, paper.head)
    picture = with_code(stage.photos / name, code, stage.scratch / name)
    (added,) = photo.add(ws, visit.id, [picture], PhotoRole.NOTE)
    if added.note_code is not NoteCode.FOUND:
        raise Bug("the code of the note was not found in its own picture")
    return translate(
        N_("Photo {name}: the code of note {number} was found in the picture."),
        name=name,
        number=visit.note_no,
    )


def post_the_note(_stage: Stage, ws: Workspace) -> str:
    """Into the post box."""
    note.leave_note(ws, the_visit(ws).id, Placement.MAILBOX)
    return translate(N_("The note lies in the post box."))


def show_it_posted(stage: Stage, ws: Workspace) -> str:
    """The fourth picture."""
    return _shot(stage, ws, "4-note-inserted.jpg", PhotoRole.POSTED)


def end(_stage: Stage, ws: Workspace) -> str:
    """Both leave; the call task exists in the same instant (R-39)."""
    visit = the_visit(ws)
    for person in visit.staff:
        visit = leave.leave(ws, visit.id, person).visit
    if visit.follow_up is None:
        raise Bug("leaving made no call task")
    due = follow_up.due(ws)[0]
    return translate(
        N_("The visit ends. In the same instant a call is due on {day}:\n{script}"),
        day=due.due_on,
        script=visit.follow_up.script,
    )


def count_what_lies_here(_stage: Stage, ws: Workspace) -> str:
    """What nobody but this laptop has."""
    pending = link.status(ws).pending
    return translate(
        N_("On this computer only: {entries} records, {photos} files. Nothing says “delivered”."),
        entries=pending.entries,
        photos=pending.originals,
    )


def _shot(stage: Stage, ws: Workspace, name: str, role: PhotoRole) -> str:
    visit = the_visit(ws)
    (added,) = photo.add(ws, visit.id, [stage.photos / name], role)
    if not added.sha256:
        raise Bug("a drawn picture of the demo was refused")
    return translate(
        N_("Photo {name} is kept, bit for bit ({hash}…)."), name=name, hash=added.sha256[:8]
    )


SCENES = (
    Scene(at=time(9, 0), play=take_customers),
    Scene(at=time(9, 10), play=promise),
    Scene(at=time(13, 5), play=prepare),
    Scene(at=time(13, 10), play=depart),
    Scene(at=time(13, 58), play=stand_at_the_site),
    Scene(at=time(13, 58, 50), play=look_around),
    Scene(at=time(14, 0, 4), play=ring_first),
    Scene(at=time(14, 0, 12), play=show_the_bell),
    Scene(at=time(14, 0, 30), play=begin_to_wait),
    Scene(at=time(14, 3), play=telephone),
    Scene(at=time(14, 5, 10), play=ring_again),
    Scene(at=time(14, 15, 5), play=ring_again),
    Scene(at=time(14, 30, 10), play=ring_again),
    Scene(at=time(14, 30, 35), play=find_nobody),
    Scene(at=time(14, 31), play=print_the_note),
    Scene(at=time(14, 31, 30), play=show_the_note),
    Scene(at=time(14, 31, 50), play=post_the_note),
    Scene(at=time(14, 32, 10), play=show_it_posted),
    Scene(at=time(14, 33), play=end),
    Scene(at=time(14, 34), play=count_what_lies_here),
)
