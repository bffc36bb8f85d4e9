"""Once a week a board is looked through to its last page, beside all else: a disk spoils in silence."""

import datetime as dt
from collections.abc import Callable

from models.errors import BoardError
from ui import background
from ui.main_window import MainWindow
from ui.settings import Settings

DAYS = 7


def look_if_due(
    window: MainWindow, settings: Settings, today: dt.date, damaged: Callable[[BoardError], None]
) -> background.Job | None:
    """Look the window's board through if that is due; `damaged` is called where something is wrong."""
    board = window.store.board
    uid = board.about().uid
    if not uid or not _is_due(settings.looked(uid), today):
        return None
    path = board.path

    def look(control: background.Control) -> bool:
        from models.looking_over import look_closely

        look_closely(path, control.cancelled)
        return not control.cancelled()

    def done(is_whole: bool) -> None:
        if is_whole:
            settings.keep_looked(uid, today.isoformat())

    job = background.run(look, done, damaged, window)
    window.gone.connect(job.cancel)
    return job


def _is_due(last: str, today: dt.date) -> bool:
    try:
        return not 0 <= (today - dt.date.fromisoformat(last)).days < DAYS
    except ValueError:
        return True
