"""The door at one moment: clock, time, next act, rail and logs, from the visit and the clock."""

from typing import TYPE_CHECKING

from ui.models import door_words as words
from ui.models.door_logs import logs_of
from ui.screens import door_acts as acts
from visitapp.actions.door_view import DoorView
from visitapp.domain.door import Act, Step, collision, steps
from visitapp.domain.stamps import Stamp

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen


def show_moment(screen: "DoorScreen", view: DoorView) -> None:
    """Dress the door as it stands now; changes only what differs."""
    face, visit, now = screen.face, view.visit, screen.session.clock.stamp()
    face.top.clock.setText(f"{screen.session.clock.now():%H:%M:%S}")
    face.next.show_label(words.label_of(view, now, screen.policy))
    face.time.show_reading(words.reading_of(visit, now, screen.policy))
    states = steps(visit, now)
    hints = {step: words.step_hint(visit, step, now) for step in Step}
    for rail in (face.rail, face.line):
        rail.show_steps(states, hints, acts.counts(states))
    face.show_logs(logs_of(view, now, screen.photos.said), screen.opened)
    face.time.set_asking(face.question.isVisible())
    _show_head(screen, view, now)
    screen.answers.tick(now.mono)


def _show_head(screen: "DoorScreen", view: DoorView, now: Stamp) -> None:
    """What stands at the right of the time: take back, end early, the longer wait and its sign."""
    face = screen.face
    extendable = acts.may_extend(view.visit, screen.policy)
    crossing = collision(view.visit, now, screen.policy, view.next_promise_at)
    face.extend.setVisible(extendable)
    face.extend.sign.setVisible(extendable and crossing is not None)
    face.early.setVisible(view.visit.running_wait is not None and not face.compact)
    is_over = acts.act_of(view, now) is Act.DONE
    face.dossier.setVisible(is_over and not face.compact)
    face.undo.setVisible(screen.undo.is_open(now.mono))
