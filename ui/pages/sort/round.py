"""One round of sorting: which tasks wait, which come later, which are through. No Qt, no board."""

from collections.abc import Callable, Collection, Iterable


class Round:
    """Tasks in the order in which they come up; the first of the queue is on the table."""

    def __init__(self, tasks: Iterable[int] = ()) -> None:
        self._queue = list(tasks)
        self._later: list[int] = []
        self._through: list[int] = []

    @property
    def current(self) -> int | None:
        """The task on the table; None when the round is over."""
        return self._queue[0] if self._queue else None

    @property
    def left(self) -> int:
        """How many are not through, those for later included."""
        return len(self._queue) + len(self._later)

    @property
    def total(self) -> int:
        """How many this round has seen and will see."""
        return self.left + len(self._through)

    @property
    def later(self) -> int:
        """How many were put back."""
        return len(self._later)

    def settle(self) -> None:
        """The task on the table is through."""
        if self._queue:
            self._through.append(self._queue.pop(0))

    def put_back(self) -> None:
        """The task on the table comes later; when only such are left the round is over."""
        if self._queue:
            self._later.append(self._queue.pop(0))

    def bring(self, task: int) -> None:
        """Put this task on the table."""
        for pile in (self._queue, self._later, self._through):
            if task in pile:
                pile.remove(task)
        self._queue.insert(0, task)

    def has_through(self, task: int) -> bool:
        """Whether this task was on the table before and is through."""
        return task in self._through

    def follow(self, undecided: Iterable[int], split: Collection[int], busy: Callable[[int], bool]) -> None:
        """Follow the board: decided elsewhere is through, new comes last, open again comes first.

        `undecided` and `split` lie in Unsorted; tasks that are `busy` wait for a commit and are left alone.
        """
        open_now = list(undecided)
        here = set(open_now) | set(split)
        for pile in (self._queue, self._later):
            gone = [one for one in pile if one not in here and not busy(one)]
            if gone:
                left = set(pile) - set(gone)
                pile[:] = [one for one in pile if one in left]
                self._through += gone
        through = set(self._through)
        known = {*self._queue, *self._later, *through}
        for task in [one for one in open_now if one in through and not busy(one)]:
            self.bring(task)
        self._queue += [task for task in open_now if task not in known]
