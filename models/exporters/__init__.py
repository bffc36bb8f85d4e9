"""Files that the program writes from a board, by name. A new format is one file here and one line below."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from models.board import Board
from models.exporters.csv_assistants import export_assistants
from models.exporters.csv_runs import export_runs
from models.exporters.csv_tasks import export_csv


class Exporter(Protocol):
    """Writes the board's tasks (all, or only `ids`) to a file and returns how many; see `export_csv`."""

    def __call__(
        self,
        board: Board,
        path: Path,
        ids: frozenset[int] | None = None,
        progress: Callable[[float], object] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int: ...


# By file name extension, without the dot.
EXPORTERS: dict[str, Exporter] = {"csv": export_csv}
# The people instead of the tasks; `ids` are then theirs.
PEOPLE_EXPORTERS: dict[str, Exporter] = {"csv": export_assistants}
# The runs; `ids` are those of their tasks.
RUNS_EXPORTERS: dict[str, Exporter] = {"csv": export_runs}
