"""The queue of one round."""

from hypothesis import given
from hypothesis import strategies as st

from ui.pages.sort.round import Round


def idle(task: int) -> bool:
    del task
    return False


def test_tasks_come_up_in_order_and_settle() -> None:
    game = Round([1, 2, 3])
    assert (game.current, game.left, game.total) == (1, 3, 3)
    game.settle()
    assert (game.current, game.left, game.total) == (2, 2, 3)


def test_later_counts_as_left_but_does_not_come_up_again() -> None:
    game = Round([1, 2])
    game.put_back()
    game.settle()
    assert (game.current, game.left, game.later) == (None, 1, 1)


def test_any_task_can_be_brought_to_the_table() -> None:
    game = Round([1, 2, 3])
    game.settle()
    game.put_back()
    for task in (1, 2):
        game.bring(task)
        assert game.current == task
    assert (game.left, game.total, game.later) == (3, 3, 0)


def test_it_follows_the_board() -> None:
    game = Round([1, 2, 3])
    game.settle()
    game.follow([1, 3, 9], [], idle)
    assert (game.current, game.left, game.total) == (1, 3, 4)
    assert game.has_through(2)


def test_what_waits_for_a_commit_is_left_alone() -> None:
    game = Round([1, 2])
    game.settle()
    game.follow([1], [2], lambda task: task == 1)
    assert game.current == 2 and game.has_through(1)


def test_a_task_marked_to_be_split_stays_where_it_is() -> None:
    game = Round([1, 2])
    game.settle()
    game.follow([2], [1], idle)
    assert game.current == 2 and game.has_through(1)


@given(st.lists(st.sampled_from(["settle", "later", "bring"]), max_size=30), st.integers(0, 4))
def test_no_task_is_ever_lost_or_doubled(moves: list[str], pick: int) -> None:
    game = Round(range(5))
    for move in moves:
        if move == "settle":
            game.settle()
        elif move == "later":
            game.put_back()
        else:
            game.bring(pick)
        assert game.total == 5
    game.follow(range(5), [], idle)
    assert sorted([*game._queue, *game._later]) == list(range(5))
