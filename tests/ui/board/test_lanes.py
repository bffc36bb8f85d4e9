"""How the room is shared out among the columns."""

from hypothesis import given
from hypothesis import strategies as st

from ui.board.lanes import Wish, shared_out

WISHES = st.lists(
    st.builds(Wish, st.integers(30, 300), st.none() | st.integers(30, 700)), min_size=1, max_size=12
)


def test_columns_without_a_width_of_their_own_are_equally_wide() -> None:
    assert shared_out(1000, [Wish(140)] * 7) == [143, 143, 143, 143, 143, 143, 142]


def test_a_wide_column_takes_from_the_others_down_to_their_least() -> None:
    assert shared_out(1000, [Wish(140), Wish(140, 300), Wish(140)]) == [350, 300, 350]
    assert shared_out(500, [Wish(140), Wish(140, 300), Wish(140)]) == [140, 300, 140]


def test_where_columns_give_way_the_wide_ones_give_back_what_is_missing() -> None:
    wishes = [Wish(100), Wish(100, 300), Wish(34, 34), Wish(100, 200)]
    assert shared_out(534, wishes, gives_way=True) == [100, 233, 34, 167]
    assert shared_out(10, wishes, gives_way=True) == [100, 100, 34, 100]


@given(st.integers(0, 3_000), WISHES, st.booleans())
def test_no_column_is_narrower_than_it_may_be_and_no_room_is_lost(
    room: int, wishes: list[Wish], gives_way: bool
) -> None:
    widths = shared_out(room, wishes, gives_way=gives_way)
    assert all(width >= wish.least for width, wish in zip(widths, wishes, strict=True))
    if any(wish.wanted is None for wish in wishes):
        assert sum(widths) >= room
    if gives_way and sum(wish.least for wish in wishes) <= room:
        assert sum(widths) <= room
