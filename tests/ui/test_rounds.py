"""What comes round by itself never runs twice at once, and goes on after a failure."""

from collections.abc import Callable

from tests.ui.staging import Stage, wait_until
from ui.rounds import Round
from visitapp.errors import Known
from visitapp.marks import override
from visitapp.workspace import Workspace

NEVER = 24 * 60 * 60 * 1000


class Heard(Round):
    """A round that writes down what became of its steps."""

    def __init__(self, stage: Stage, step: Callable[[Workspace], object]) -> None:
        super().__init__(stage.session, stage.window, step, NEVER)
        self.came: list[object] = []

    @override
    def done(self, found: object) -> None:
        self.came.append(found)

    @override
    def failed(self, error: Exception) -> None:
        self.came.append(error)


def test_a_step_that_is_still_at_it_is_not_begun_again(stage: Stage) -> None:
    begun: list[bool] = []
    heard = Heard(stage, lambda _ws: begun.append(True))
    heard.look()
    heard.look()
    wait_until(lambda: bool(heard.came))
    stage.settle()
    assert begun == [True]
    heard.look()
    wait_until(lambda: len(heard.came) == 2)


def test_a_failed_step_is_tried_again(stage: Stage) -> None:
    error = Known("Not there", "The drive is not there.", "Plug it in.")
    answers: list[object] = [error, "done"]

    def step(_ws: Workspace) -> object:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    heard = Heard(stage, step)
    heard.look()
    wait_until(lambda: heard.came == [error])
    heard.look()
    wait_until(lambda: heard.came == [error, "done"])


def test_nothing_is_begun_once_the_records_are_closed(stage: Stage) -> None:
    begun: list[bool] = []
    heard = Heard(stage, lambda _ws: begun.append(True))
    stage.session.close()
    heard.look()
    assert begun == []
