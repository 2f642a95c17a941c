"""The fold of the call owed to a customer and of its results (R-39)."""

from dataclasses import replace
from typing import assert_never

from visitapp.domain import entries as e
from visitapp.domain.visit import FollowUp, Mark, Visit


def follow_up_read(visit: Visit, mark: Mark, content: e.FollowUp) -> Visit:
    """The visit after an entry about its call; a result moves the call when it names a time."""
    task = visit.follow_up
    match content:
        case e.FollowUpDue():
            due = FollowUp(
                mark=mark,
                due_on=content.due_on,
                script=content.script,
                by=content.by,
                due_at=content.due_at,
                note_no=content.note_no,
            )
            return replace(visit, follow_up=due if task is None or _replaces(due, task) else task)
        case e.FollowUpDone():
            if task is None:
                return visit
            task = replace(task, results=(*task.results, (mark, content.result)))
            if content.again_at is not None:
                day = content.again_at.date().isoformat()
                task = replace(task, due_on=day, due_at=content.again_at)
            return replace(visit, follow_up=task)
        case _:
            assert_never(content)


def _replaces(due: FollowUp, task: FollowUp) -> bool:
    """A call after the visit, or a new move, follows the call about the time; else the first stays.

    (Two laptops at one visit both make the call of R-39: it is owed once, N-11.)
    """
    return not task.note_no and (bool(due.note_no) or not task.is_open)


def settled(visit: Visit) -> FollowUp | None:
    """The task once the time is agreed or the visit is cancelled: nobody asks about it again."""
    task = visit.follow_up
    about_the_time = task is not None and not task.note_no and not visit.departures
    return None if about_the_time else task
