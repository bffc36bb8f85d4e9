"""The cards of one column for its view: all ids in order, cards only where they are painted."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.cards import Card
from ui.board import card_text

Index = QModelIndex | QPersistentModelIndex

CARD_ROLE: Final = int(Qt.ItemDataRole.UserRole)
ID_ROLE: Final = CARD_ROLE + 1
PAGE: Final = 20
# Cards kept in memory per column; beyond it the oldest are let go.
MOST_CARDS: Final = 900

ReadCards = Callable[[Sequence[int]], Mapping[int, Card]]
IsPending = Callable[[int], bool]
MakeMime = Callable[[Sequence[int]], QMimeData]


class CellModel(QAbstractTableModel):
    """One column, one row a card, ordered by rank. Cards are read page by page through `read`."""

    def __init__(
        self, read: ReadCards, is_pending: IsPending, today: date, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._is_pending = is_pending
        self._today = today
        self._name = ""
        self._kind = "unsorted"
        self._ids: list[int] = []
        self._ranks: list[float] = []
        self._known: dict[int, float] | None = None
        self._cards: dict[int, Card] = {}
        self._make_mime: MakeMime | None = None
        self._timed: int | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, task_id: int) -> bool:
        return task_id in self._rank_of

    @property
    def _rank_of(self) -> dict[int, float]:
        """Ranks by id; a column that is only looked at needs none."""
        if self._known is None:
            self._known = dict(zip(self._ids, self._ranks, strict=True))
        return self._known

    @property
    def ids(self) -> Sequence[int]:
        """The ids in order."""
        return self._ids

    def set_column(self, name: str, kind: str) -> None:
        """What the column is called and which kind it is, for screen readers."""
        self._name, self._kind = name, kind

    def set_today(self, today: date) -> None:
        """Word due dates as seen from `today`."""
        self._today = today
        self._all_changed()

    def set_mime(self, make: MakeMime) -> None:
        """What a drag carries is made by `make`: a drag may take cards of several columns along."""
        self._make_mime = make

    def reset(self, ids: list[int], ranks: list[float], *, is_same_board: bool = False) -> None:
        """Take over a whole column. `is_same_board`: only which cards are shown has changed."""
        if not is_same_board:
            self._cards = {}
        is_same = ids == self._ids
        if not is_same:
            self.beginResetModel()
        self._ids, self._ranks = ids, ranks
        self._known = None
        if is_same:
            # The same cards in the same order keep selection, scroll position and an open editor
            self._all_changed()
        else:
            self.endResetModel()

    def row_of(self, task_id: int) -> int:
        """The row of a card, -1 where it is not in this column."""
        rank = self._rank_of.get(task_id)
        if rank is None:
            return -1
        row = bisect_left(self._ranks, rank)
        while self._ids[row] != task_id:
            row += 1
        return row

    def card(self, row: int) -> Card | None:
        """The card in a row, read together with its neighbours if need be; None if it is gone meanwhile."""
        task_id = self._ids[row]
        found = self._cards.get(task_id)
        if found is None:
            start = row - row % PAGE
            if len(self._cards) > MOST_CARDS:
                self._cards = {}
            missing = [i for i in self._ids[start : start + PAGE] if i not in self._cards]
            self._cards.update(self._read(missing))
            found = self._cards.get(task_id)
        return found

    def apply(self, cards: Mapping[int, Card], gone: Iterable[int]) -> None:
        """Follow a change: `cards` belong in this column as they are now, `gone` do not (any more)."""
        for task_id in gone:
            # Also those that a search hides
            self._cards.pop(task_id, None)
        leaving = [task_id for task_id in gone if task_id in self._rank_of]
        moved = [i for i, card in cards.items() if i in self._rank_of and self._rank_of[i] != card.rank]
        if moved and self._keep_order(moved, cards):
            moved = []
        if len(moved) == 1 and not leaving:
            self._move(moved[0], cards[moved[0]].rank)
            moved = []
        self._remove(leaving + moved)
        self._insert([(cards[i].rank, i) for i in cards if i not in self._rank_of])
        self._update(cards)

    def _keep_order(self, moved: Sequence[int], cards: Mapping[int, Card]) -> bool:
        """Ranks spread anew leave every card in its row: then only the numbers are taken over."""
        rows = {self.row_of(task_id): task_id for task_id in moved}
        fresh = {row: cards[task_id].rank for row, task_id in rows.items()}

        def rank(row: int) -> float:
            return fresh.get(row, self._ranks[row])

        last = len(self._ids) - 1
        for row in rows:
            if (row > 0 and rank(row - 1) >= rank(row)) or (row < last and rank(row) >= rank(row + 1)):
                return False
        for row, task_id in rows.items():
            self._ranks[row] = self._rank_of[task_id] = fresh[row]
        return True

    def _move(self, task_id: int, rank: float) -> None:
        source = self.row_of(task_id)
        target = bisect_left(self._ranks, rank)
        if target in (source, source + 1):
            self._ranks[source] = self._rank_of[task_id] = rank
            return
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
        del self._ids[source], self._ranks[source]
        row = target - 1 if target > source else target
        self._ids.insert(row, task_id)
        self._ranks.insert(row, rank)
        self._rank_of[task_id] = rank
        self.endMoveRows()

    def _remove(self, leaving: Sequence[int]) -> None:
        """Take rows out in as few runs as possible, from the end: the rows above keep their numbers."""
        rows = sorted((self.row_of(task_id) for task_id in leaving), reverse=True)
        while rows:
            last = first = rows.pop(0)
            while rows and rows[0] == first - 1:
                first = rows.pop(0)
            self.beginRemoveRows(QModelIndex(), first, last)
            for task_id in self._ids[first : last + 1]:
                del self._rank_of[task_id]
                self._cards.pop(task_id, None)
            del self._ids[first : last + 1], self._ranks[first : last + 1]
            self.endRemoveRows()

    def _insert(self, coming: list[tuple[float, int]]) -> None:
        """Put cards in their places; neighbours come in together."""
        coming.sort()
        done = 0
        while done < len(coming):
            row = bisect_left(self._ranks, coming[done][0])
            limit = self._ranks[row] if row < len(self._ranks) else float("inf")
            end = done + 1
            while end < len(coming) and coming[end][0] <= limit:
                end += 1
            batch = coming[done:end]
            self.beginInsertRows(QModelIndex(), row, row + len(batch) - 1)
            self._ids[row:row] = [task_id for _rank, task_id in batch]
            self._ranks[row:row] = [rank for rank, _task_id in batch]
            self._rank_of.update((task_id, rank) for rank, task_id in batch)
            self.endInsertRows()
            done = end

    def _update(self, cards: Mapping[int, Card]) -> None:
        for task_id, card in cards.items():
            if task_id in self._rank_of:
                self._cards[task_id] = card
                index = self.index(self.row_of(task_id), 0)
                self.dataChanged.emit(index, index)

    def marks_changed(self, ids: Iterable[int]) -> None:
        """Some cards became pending or are no longer; only how they look changes."""
        for task_id in ids:
            if (row := self.row_of(task_id)) >= 0:
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)

    def set_timed(self, task_id: int | None) -> None:
        """The timer runs on this card, or shows another minute."""
        changed = {task for task in (self._timed, task_id) if task is not None}
        self._timed = task_id
        self.marks_changed(changed)

    def _all_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    # Qt's part

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role not in _ROLES or (card := self.card(index.row())) is None:
            return None
        if role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return card_text.described(card)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            marks = {"is_pending": self._is_pending(card.id), "is_timed": card.id == self._timed}
            return card_text.spoken(card, self._name, self._kind, self._today, **marks)
        return card.title

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _CARD_FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [self._ids[index.row()] for index in indexes]
        return QMimeData() if self._make_mime is None else self._make_mime(ids)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        # The store moves cards; were this True, the view would remove the rows that it thinks it moved
        return False


# Asked for at every paint, and adding them up is Python's work.
_CARD_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
_ROLES = frozenset(
    {
        CARD_ROLE,
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.EditRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(Qt.ItemDataRole.AccessibleDescriptionRole),
    }
)
