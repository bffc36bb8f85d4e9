"""The end of a window: what is typed is saved, what runs is finished or given up, the board is closed."""

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from ui import window_state

if TYPE_CHECKING:
    from ui.background import Job
    from ui.main_window import MainWindow
    from ui.settings import Settings

# An owner who closes a window waits for the export they asked for, but not for a disk that hangs.
UNHURRIED_SECONDS = 20.0
# What the system leaves when it asks for the end (ui.ending), with something to spare.
HURRIED_SECONDS = 1.2
# A window that stands still for longer looks as if it hung, and is killed.
UNTOLD_SECONDS = 0.5


def finish(window: "MainWindow", settings: "Settings", *, in_a_hurry: bool) -> None:
    """An import is taken back, an export finished (in a hurry: given up); then the board is closed."""
    from ui.background import Job

    end = time.monotonic() + (HURRIED_SECONDS if in_a_hurry else UNHURRIED_SECONDS)
    window.typed.freeze()
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.secrets.stop()
    window.reminders.stop()
    window.today_watch.stop()
    window.trouble.stop()
    # On its way while the rest is waited for
    window.panel.flush()
    window.paging.flush()
    window.view.flush()
    settings.keep_window(window.uid, window_state.save(window))
    jobs = window.findChildren(Job)
    if in_a_hurry:
        for job in jobs:
            job.cancel()
    else:
        _tell_if_slow(window, jobs)
    running = [job for job in jobs if not job.wait(max(0.0, end - time.monotonic()))]
    is_saved = window.store.close(max(0.0, end - time.monotonic()), with_readers=not running)
    if running and in_a_hurry:
        from models.files import remove_parts

        remove_parts()
    window.typed.finish(is_saved=is_saved, seconds=max(0.0, end - time.monotonic()))


def _tell_if_slow(window: "MainWindow", jobs: "Sequence[Job]") -> None:
    """Say what is waited for, if it is not over in a moment. Nothing else happens in the window meanwhile."""
    soon = time.monotonic() + UNTOLD_SECONDS
    written = threading.Event()
    if window.store.board.read_only:
        written.set()
    else:
        window.store.submit(lambda _: written.set())
    are_over = [job.wait(max(0.0, soon - time.monotonic())) for job in jobs]
    if all(are_over) and written.wait(max(0.0, soon - time.monotonic())):
        return
    text = QCoreApplication.translate(
        "Closing",
        "Closing. What was begun is being finished first; after {seconds} seconds it is given up. Everything "
        "saved so far is safe.",
    )
    window.banner.show_trouble(text.replace("{seconds}", f"{UNHURRIED_SECONDS:.0f}"), ())
    # At once: the event loop does not run until it is over.
    window.lines.activate()
    window.repaint()
