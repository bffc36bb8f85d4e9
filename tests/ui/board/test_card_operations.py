import pytest

from ui.board.card_operations import above, is_same_order, pushed

IDS = [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("row", "moving", "after"),
    [(0, [], None), (2, [], 2), (2, [2], 1), (2, [1, 2], None), (9, [5], 4), (5, [], 5)],
)
def test_the_card_above_a_place_is_one_that_stays(row: int, moving: list[int], after: int | None) -> None:
    assert above(IDS, row, moving) == after


@pytest.mark.parametrize(
    ("moving", "step", "after"),
    [
        ([3], -1, 1),
        ([2], -1, None),
        ([1], -1, None),
        ([3], 1, 4),
        ([5], 1, 4),
        ([2, 4], -1, None),
        ([2, 4], 1, 5),
        ([1, 2, 3, 4, 5], 1, None),
    ],
)
def test_pushing_by_one(moving: list[int], step: int, after: int | None) -> None:
    assert pushed(IDS, moving, step) == after


@pytest.mark.parametrize(
    ("moving", "after", "same"),
    [
        ([3], 2, True),
        ([3], 1, False),
        ([1], None, True),
        ([2, 3], 1, True),
        ([3, 2], 1, False),
        ([5], 4, True),
        ([9], 4, False),
        ([1], 99, False),
    ],
)
def test_a_place_that_changes_nothing_is_known(moving: list[int], after: int | None, same: bool) -> None:
    assert is_same_order(IDS, moving, after) is same
