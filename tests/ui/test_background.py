"""Work off the window's thread: what becomes of its answer when nobody is there to take it."""

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui import background
from ui.background import Job


def test_an_answer_for_a_window_that_is_gone_goes_nowhere(qtbot: QtBot) -> None:
    window = QObject()
    may_end = threading.Event()
    heard: list[object] = []
    job: Job = background.run(lambda _: may_end.wait(10), heard.append, heard.append, window)
    thread = job._thread
    delete(window)
    may_end.set()
    thread.join(10)
    assert not thread.is_alive()
    assert heard == [] and job in background._running


def test_a_bug_in_work_whose_window_is_gone_is_heard(qtbot: QtBot) -> None:
    window = QObject()
    may_end = threading.Event()
    told: list[type[BaseException]] = []

    def work(_: object) -> None:
        may_end.wait(10)
        raise ZeroDivisionError

    before = threading.excepthook
    threading.excepthook = lambda told_of: told.append(told_of.exc_type)
    try:
        thread = background.run(work, print, print, window)._thread
        delete(window)
        may_end.set()
        thread.join(10)
    finally:
        threading.excepthook = before
    assert told == [ZeroDivisionError]
