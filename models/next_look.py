"""When the owner looks at a held card next, inside an open change: after each run it follows from how far the
one who has it is.
"""

import datetime as dt

from models.board import Board
from models.record import Recorder
from models.schema_handover import Handover

_HELD = "SELECT id, assistant_id, next_check FROM handover WHERE task_id = ? AND ended IS NULL"


def renew(board: Board, record: Recorder, task: int, level: int, due: dt.date | None) -> None:
    """Put the next look where the rules have it: `level` of training (0: happens once), the date that is due
    now. Without a due it counts from today. A card that has no look keeps none.
    """
    for row, assistant, before in record.db.execute_sql(_HELD, (task,)).fetchall():
        if before is None:
            continue
        # Not needed to show a board.
        from models.assistant_load import working_time_of
        from models.settings import read_settings
        from models.working_time import WorkingTime, default_check

        settings = read_settings(board)
        today = settings.today(record.moment)
        zone, days, hours = (str(settings[f"company.{name}"]) for name in ("zone", "days", "hours"))
        # Without public holidays: to know them takes longer than a drop may.
        theirs = working_time_of(board, assistant, holidays=False)
        day = default_check(due or today, level or None, WorkingTime(zone, days, hours), theirs, today)
        record.update(Handover, row, next_check=day)
