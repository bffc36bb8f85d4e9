import random
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from models.cards import Card
from tests.ui.board.conftest import TODAY
from ui.board.cell_model import PAGE, CellModel


def card(task_id: int, rank: float, title: str = "") -> Card:
    return Card(
        id=task_id,
        uid=str(task_id),
        number=task_id,
        title=title or f"Card {task_id}",
        stage=1,
        kind="core",
        rank=rank,
        verdict="core",
        outcome=None,
        due=None,
        due_time=None,
        due_zone=None,
        repeat=None,
        seconds_per_run=None,
        seconds_per_week=None,
        done=None,
        has_notes=False,
        tags=(),
        steps=0,
        steps_done=0,
        assistants=(),
        comments=0,
    )


class Shelf:
    """The cards there are, and how often they were read."""

    def __init__(self, count: int) -> None:
        self.cards = {n: card(n, float(n)) for n in range(1, count + 1)}
        self.reads: list[int] = []

    def read(self, ids: Sequence[int]) -> dict[int, Card]:
        self.reads.append(len(ids))
        return {task_id: self.cards[task_id] for task_id in ids if task_id in self.cards}

    def order(self) -> list[int]:
        return sorted(self.cards, key=lambda task_id: self.cards[task_id].rank)


@pytest.fixture
def make(qapp: object) -> Callable[[int], tuple[CellModel, Shelf]]:
    del qapp

    def made(count: int) -> tuple[CellModel, Shelf]:
        shelf = Shelf(count)
        model = CellModel(shelf.read, lambda _id: False, TODAY)
        model.set_column("Core", "core")
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
        order = shelf.order()
        model.reset(order, [shelf.cards[i].rank for i in order])
        return model, shelf

    return made


Made = Callable[[int], tuple[CellModel, Shelf]]


def test_cards_are_read_by_the_page_and_only_where_they_are_looked_at(make: Made) -> None:
    model, shelf = make(1000)
    shelf.reads.clear()
    assert model.index(500, 0).data() == "Card 501"
    assert model.index(501, 0).data() == "Card 502"
    assert shelf.reads == [PAGE]


def test_a_card_moved_to_any_place_is_found_there(make: Made) -> None:
    for target in range(7):
        model, shelf = make(6)
        moved = shelf.cards[3]._replace(rank=target + 0.5)
        shelf.cards[3] = moved
        model.apply({3: moved}, ())
        assert list(model.ids) == shelf.order()
        assert model.row_of(3) == shelf.order().index(3)


def test_a_single_move_is_told_as_a_move(make: Made) -> None:
    model, shelf = make(6)
    told: list[tuple[int, int]] = []
    model.rowsMoved.connect(lambda _p, first, _l, _q, row: told.append((first, row)))
    model.apply({5: shelf.cards[5]._replace(rank=1.5)}, ())
    assert told == [(4, 1)]


def test_ranks_spread_anew_move_nothing(make: Made) -> None:
    model, shelf = make(6)
    told: list[object] = []
    for signal in (model.rowsMoved, model.rowsRemoved, model.rowsInserted, model.modelReset):
        signal.connect(lambda *args: told.append(args))
    model.apply({i: shelf.cards[i]._replace(rank=i * 1000.0) for i in shelf.cards}, ())
    assert not told and list(model.ids) == [1, 2, 3, 4, 5, 6]


def test_any_changes_leave_the_order_of_the_ranks(make: Made) -> None:
    dice = random.Random(7)
    for _ in range(40):
        model, shelf = make(30)
        for step in range(12):
            ids = list(shelf.cards)
            gone = dice.sample(ids, dice.randrange(0, 4))
            moved = dice.sample([i for i in ids if i not in gone], dice.randrange(0, 5))
            for task_id in gone:
                del shelf.cards[task_id]
            for task_id in moved:
                shelf.cards[task_id] = shelf.cards[task_id]._replace(rank=dice.uniform(0, 31))
            new = [1000 * (step + 1) + n for n in range(dice.randrange(0, 4))]
            for task_id in new:
                shelf.cards[task_id] = card(task_id, dice.uniform(0, 31))
            model.apply({i: shelf.cards[i] for i in [*moved, *new]}, gone)
            assert list(model.ids) == shelf.order()
            assert [model.row_of(i) for i in model.ids] == list(range(len(model)))


def test_changed_cards_are_painted_anew(make: Made) -> None:
    model, shelf = make(3)
    rows: list[int] = []
    model.dataChanged.connect(lambda first, _last: rows.append(first.row()))
    model.apply({2: shelf.cards[2]._replace(title="New")}, ())
    assert rows == [1] and model.index(1, 0).data() == "New"


def test_the_same_order_read_again_is_no_reset(make: Made) -> None:
    model, shelf = make(3)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    shelf.cards[1] = shelf.cards[1]._replace(title="New")
    model.reset([1, 2, 3], [1.0, 2.0, 3.0])
    assert not resets and model.index(0, 0).data() == "New"


def test_a_card_that_is_gone_meanwhile_is_blank_not_an_error(make: Made) -> None:
    model, _shelf = make(3)
    model._read = lambda _ids: {}
    model.reset([7], [1.0])
    assert model.index(0, 0).data() is None


def test_the_model_never_takes_a_drop_itself(make: Made) -> None:
    model, _shelf = make(3)
    assert not model.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert model.rowCount() == 3
