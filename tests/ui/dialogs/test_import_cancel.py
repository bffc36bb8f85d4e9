"""Cancelling a large import: the file is let go of at once, nothing is kept, the window goes on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.assistants_import import PeopleReport
from models.cards import count_tasks
from models.errors import Cancelled
from models.importers import detect, read_people
from models.importers.base import CHECK_EVERY, Options, Problems
from models.tasks import edit_task
from tests.models.boards import faults, tables
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_people import ImportPeople
from ui.dialogs.import_people_run import ImportPeopleRun
from ui.pages.assistants.person_head import MOST_PIXELS, is_too_large, small_picture
from ui.store import Store, undo

ROWS = 40_000


def table(rows: int = ROWS) -> bytes:
    return b"Title,Notes\n" + b"".join(b"Card %d,some notes of it\n" % n for n in range(rows))


def trello(rows: int = ROWS) -> bytes:
    cards = [{"id": f"c{n}", "name": f"Card {n}", "idList": "l", "pos": n} for n in range(rows)]
    return json.dumps({"lists": [{"id": "l", "name": "Ideas"}], "cards": cards, "actions": []}).encode()


@pytest.mark.parametrize("stop", [0, 1, 700, 5_000])
@pytest.mark.parametrize("content", [table(), trello()], ids=["table", "Trello"])
def test_no_more_than_a_few_hundred_rows_are_read_after_a_cancel(content: bytes, stop: int) -> None:
    read: list[str] = []
    with detect(content).open(content, Options()) as reading, pytest.raises(Cancelled):
        for draft in reading.drafts(None, lambda: len(read) >= stop):
            read.append(draft.title)
    assert len(read) < stop + CHECK_EVERY + 1


def test_looking_through_stops_before_the_first_card() -> None:
    for content in (table(), trello()):
        with pytest.raises(Cancelled):
            detect(content).open(content, Options(), None, lambda: True)
    with pytest.raises(Cancelled):
        read_people(b"Name,City,E-mail\n" + b"A,B,C\n" * 900, Problems(), None, lambda: True)


@pytest.fixture
def ticks(qapp: object) -> Iterator[list[int]]:
    """Grows while the window is alive."""
    beats: list[int] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: beats.append(len(beats)))
    timer.start()
    yield beats
    timer.stop()


def test_a_large_import_is_cancelled_in_the_dialog_and_leaves_nothing(
    qtbot: QtBot, store: Store, tmp_path: Path, ticks: list[int]
) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(table())
    before = tables(store.board)
    dialog = ImportDialog(store, path)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.start.isVisible() and dialog.start.isEnabled(), timeout=60_000)
    alive = len(ticks)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.waiting.bar.value() > 2, timeout=60_000)
    assert len(ticks) > alive
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.message.text() == "Stopped. Nothing was imported.", timeout=60_000)
    assert tables(store.board) == before
    # The board takes changes at once, and the very same import can be begun again.
    task = before["task"][0][0]
    with qtbot.waitSignal(store.changed):
        store.submit(edit_task, task, title="Still here")
    assert not faults(store.board)
    dialog.reject()


def test_closing_while_the_file_is_looked_through_waits_for_nothing(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "large.json"
    path.write_bytes(trello())
    count = count_tasks(store.board)
    dialog = ImportDialog(store, path)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.waiting.bar.value() > 0, timeout=60_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=60_000)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=60_000)
    assert count_tasks(store.board) == count


def test_a_file_of_people_is_asked_about_with_what_stays_behind(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,E-mail,City,Shoe size\nOlga,olga@example.org,Riga,40\n,x@example.org,Rome,41\n")
    said: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    people = ImportPeople(store, path, parent, said.append)
    people.start()
    qtbot.waitUntil(lambda: bool(parent.findChildren(QMessageBox)), timeout=15_000)
    (box,) = parent.findChildren(QMessageBox)
    shown = box.text() + box.informativeText()
    assert "Olga" in shown and "Shoe size" in shown and "3: The row was left out: it has no name." in shown
    button = next(one for one in box.findChildren(QPushButton) if one.text() == "Import")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said), timeout=15_000)
    assert said == ["1 new assistant, 0 changed, 0 as before."]


def people(count: int = 1_000) -> bytes:
    rows = (f"Person {n},Manila,p{n}@example.org,Person {(n + 1) % count}\n" for n in range(count))
    return ("Name,City,E-mail,Deputies\n" + "".join(rows)).encode()


def test_a_thousand_people_are_cancelled_while_they_are_written_and_nobody_is_left(
    qtbot: QtBot, store: Store, tmp_path: Path, ticks: list[int]
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(people())
    before = tables(store.board)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    said: list[str] = []
    refused: list[object] = []
    store.refused.connect(refused.append)
    importing = ImportPeople(store, path, parent, said.append)
    importing.start()
    qtbot.waitUntil(lambda: bool(parent.findChildren(QMessageBox)), timeout=15_000)
    (box,) = parent.findChildren(QMessageBox)
    (button,) = (one for one in box.findChildren(QPushButton) if one.text() == "Import")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (run,) = parent.findChildren(ImportPeopleRun)
    alive = len(ticks)
    qtbot.waitUntil(lambda: run.bar.value() > 2, timeout=60_000)
    assert len(ticks) > alive
    with qtbot.waitSignal(run.finished, timeout=60_000):
        qtbot.keyClick(run, Qt.Key.Key_Escape)
        # It waits for the thread that writes, and cannot be closed over its head.
        qtbot.keyClick(run, Qt.Key.Key_Escape)
    (error,) = refused
    assert isinstance(error, Cancelled) and not said
    assert str(error.sentence) == "The import was stopped. Nothing was added."
    assert tables(store.board) == before and not faults(store.board)


def test_people_come_onto_the_board_in_one_change_that_is_shown_while_it_is_made(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    drafts = read_people(people(40), Problems())
    revision, told = store.board.revision, []
    report, shown = PeopleReport(), list[int]()
    with qtbot.waitSignal(store.changed):
        run = ImportPeopleRun(store, drafts, "people.csv", report, told.append)
        run.bar.valueChanged.connect(shown.append)
        run.open()
    qtbot.waitUntil(lambda: told == [None])
    assert store.board.revision == revision + 1 and report.added == 40
    assert shown[-1] == 100 and len(shown) > 20 and shown == sorted(shown)
    count = "SELECT count(*) FROM assistant"
    assert store.board.db.execute_sql(count).fetchone()[0] >= 40
    with qtbot.waitSignal(store.changed):
        store.submit(undo)
    assert store.board.db.execute_sql(f"{count} WHERE name LIKE 'Person %'").fetchone() == (0,)


# Pictures


def png(width: int, height: int) -> bytes:
    """A sound, small picture, whose head says that it is as large as that."""
    import struct
    import zlib

    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    data = bytearray(buffer.data().data())
    data[16:24] = struct.pack(">II", width, height)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


def test_a_picture_of_too_many_pixels_is_known_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    for width, height in ((MOST_PIXELS // 1_000 + 1, 1_000), (60_000, 60_000), (2**30, 2**30)):
        path.write_bytes(png(width, height))
        assert is_too_large(str(path)) or small_picture(str(path)) is None
        assert small_picture(str(path)) is None
    path.write_bytes(png(MOST_PIXELS // 1_000, 1_000))
    assert not is_too_large(str(path))
    path.write_bytes(png(2, 2))
    assert small_picture(str(path)) is not None


def test_a_drawing_is_not_taken_for_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "face.png"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"></svg>')
    assert small_picture(str(path)) is None
