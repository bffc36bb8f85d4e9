"""Which cards stand in a column, in order: read once, filtered for every search."""

from models import cards
from models.search import Found
from ui.store import Store


class Orders:
    """Ids and ranks of whole columns, kept until a card changes: a search filters them at every key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._whole: dict[int, tuple[list[int], list[float]]] = {}

    def clear(self) -> None:
        """A card has changed: read anew."""
        self._whole.clear()

    def whole(self, stage: int) -> list[int]:
        """Ids of all of a column's cards."""
        return self.read(stage, None)[0]

    def read(
        self, stage: int, found: Found | None, hidden: frozenset[int] = frozenset()
    ) -> tuple[list[int], list[float]]:
        """Ids and ranks of a column's cards from top to bottom, only those found if a search is on, without
        the `hidden` ones.
        """
        if stage not in self._whole:
            self._whole[stage] = cards.read_order(self._store.board, stage)
        ids, ranks = self._whole[stage]
        if found is None and not hidden:
            return list(ids), list(ranks)
        rows = [
            row
            for row, task_id in enumerate(ids)
            if task_id not in hidden and (found is None or task_id in found.ids)
        ]
        return [ids[row] for row in rows], [ranks[row] for row in rows]
