"""Today in the real window, on a board where Maya has things in hand."""

from collections.abc import Callable, Iterator

import pytest

from models.board import Board
from tests.stories.desk import Desk
from tests.ui.pages.today.owner import Owner

Open = Callable[..., Owner]


@pytest.fixture
def opened(desk: Desk) -> Iterator[Open]:
    made: list[Owner] = []

    def open_with(fill: Callable[[Board], object], **how: bool) -> Owner:
        made.append(Owner(desk, fill, **how))
        return made[-1]

    yield open_with
    for owner in made:
        owner.close()
