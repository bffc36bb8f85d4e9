"""The page behind the hours: sums, bars, tables, and every single run."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from models import handovers, runs
from models.assistants import add_assistant
from models.board import Board
from models.drafts import TaskDraft
from models.hands import Terms
from models.ledger import Sums, WeekLine
from models.repeats import Repeat
from models.schema_handover import Run
from models.settings import write_settings
from models.stages import first_stage
from models.tasks import add_tasks, bin_tasks
from models.timelog import log_time
from models.uid import new_uid
from tests.stories.desk import Desk, Hand, events
from ui.opening import open_board
from ui.pages.ledger.bars import WeekBars
from ui.pages.ledger.ledger_page import ASSISTANTS, RUNS, TASKS, LedgerPage
from ui.pages.ledger.lines_table import EARNED, NAME, SETUP, WON
from ui.pages.ledger.runs_table import PAGE, RunsModel
from ui.pages.ledger.setup_sheet import SetupSheet
from ui.store import Store

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Key = Qt.Key
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def give(board: Board, title: str, who: str, minutes: int = 40) -> tuple[int, int]:
    """A weekly card in somebody's hands: its key and theirs."""
    names = {name for (name,) in board.db.execute_sql("SELECT name FROM assistant").fetchall()}
    if who not in names:
        add_assistant(board, who)
    (key,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = ?", (who,)).fetchone()
    draft = TaskDraft(title, uid=new_uid(), repeat=Repeat(1, "week"), seconds_per_run=minutes * 60)
    add_tasks(board, [draft], first_stage(board, "setup").id)
    (task,) = board.db.execute_sql("SELECT max(id) FROM task").fetchone()
    handovers.hand_over(board, [task], Terms(key, {"due": board.now().date()}))
    return int(task), int(key)


def ran(
    board: Board, task: int, who: int, days_ago: float, outcome: str = "accepted", **fields: object
) -> None:
    """A run of some days ago."""
    ended = board.now() - dt.timedelta(days=days_ago)
    values = {"baseline": 2400, "review_seconds": 240} | fields
    with board.change("run", "x") as record:
        record.insert(
            Run, uid=new_uid(), task=task, assistant=who, handover="", ended=ended, outcome=outcome, **values
        )


@pytest.fixture
def path(desk: Desk) -> Path:
    path = desk.board()
    with open_board(path) as board:
        write_settings(board, {"company.zone": "UTC", "company.currency": "EUR"})
    return path


@pytest.fixture
def filled(path: Path) -> Path:
    """Inbox won three times, Calls cost once, a run that nobody measured."""
    with open_board(path) as board:
        inbox, maya = give(board, "Inbox", "Maya")
        calls, james = give(board, "Calls", "James")
        for days in (0, 7, 14):
            ran(board, inbox, maya, days)
        ran(board, calls, james, 7, "sent_back", review_seconds=600)
        ran(board, calls, james, 7, "assumed_done")
    return path


def ledger(hand: Hand) -> LedgerPage:
    page = hand.window.pages.currentWidget()
    assert isinstance(page, LedgerPage)
    return page


def opened(desk: Desk, path: Path) -> tuple[Hand, LedgerPage]:
    hand = desk.window(path)
    hand.run("view.ledger")
    page = ledger(hand)
    for model in (page.tasks, page.assistants, page.runs):
        QAbstractItemModelTester(model, page)
    return hand, page


def row_of(page: LedgerPage, row: int) -> list[str]:
    model = page.task_table.model()
    return [str(model.index(row, column).data()) for column in range(5)]


def test_a_board_without_runs_says_what_will_be_counted(desk: Desk, path: Path) -> None:
    _, page = opened(desk, path)
    assert page.empty.isVisible() and not page.bars.isVisible() and not page.copy.isVisible()
    assert "Hand a card over" in page.empty.text()


def test_sums_stand_at_the_head_and_set_up_is_about_until_it_is_said(desk: Desk, filled: Path) -> None:
    _, page = opened(desk, filled)
    # 3 × 36 − 10 minutes; each set-up half an hour for the brief and 110 minutes to train
    told = {tile.name.text(): (tile.value.text(), tile.more.text()) for tile in page.tiles.tiles}
    assert told["This week"] == ("0.6 h", "1 run")
    assert ("1.6 h", "4 runs") in told.values()
    assert told["Set-up"] == ("about 4.7 h", "leaves about −3 h")
    assert told["Earned back"] == ("about 3 h to go", "")
    assert not any("Worth" in name or "core" in name for name in told)
    assert "Not measured: 1 run," in page.notes.text()


def test_each_task_has_its_line_the_most_won_first_and_negatives_are_shown(desk: Desk, filled: Path) -> None:
    _, page = opened(desk, filled)
    assert row_of(page, 0) == ["Inbox", "1.8 h", "3", "about 2.3 h", "about 0.5 h to go"]
    assert row_of(page, 1) == ["Calls", "−0.2 h", "1 + 1 not measured", "about 2.3 h", "about 2.5 h to go"]
    spoken = page.tasks.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Inbox, Won back 1.8 h, Runs 3, Set-up about 2.3 h, Earned back about 0.5 h to go"
    assert page.task_table.isColumnHidden(5)


def test_money_and_core_work_are_there_when_they_say_something(desk: Desk, filled: Path) -> None:
    with open_board(filled) as board:
        add_tasks(board, [TaskDraft("Pitch", uid=new_uid())], first_stage(board, "core").id)
        (core,) = board.db.execute_sql("SELECT id FROM task WHERE title = 'Pitch'").fetchone()
        log_time(board, core, "", 60)
        write_settings(board, {"money.hourly": "60"})
        (task, who) = board.db.execute_sql("SELECT task_id, assistant_id FROM run LIMIT 1").fetchone()
        ran(board, task, who, 0, seconds=3600, rate=1500, currency="USD", fx="0.90")
    hand, page = opened(desk, filled)
    told = {tile.name.text(): (tile.value.text(), tile.more.text()) for tile in page.tiles.tiles}
    assert told["Worth, at 60 EUR an hour"] == ("134 EUR", "paid for it: 14 EUR")
    assert told["Went into core work this week"] == ("0.02 h", "")
    assert not page.task_table.isColumnHidden(5)
    assert "leaves out 5 runs" in page.notes.text()
    del hand


def test_a_click_on_a_row_shows_its_runs_and_each_opens_its_card(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    place = page.task_table.visualRect(page.tasks.index(0, WON)).center()
    hand.qtbot.mouseClick(page.task_table.viewport(), LEFT, PLAIN, place)
    assert page.run_table.isVisible() and page.which.text() == "of “Inbox”"
    assert page.runs.rowCount() == 3 and page.runs.index(0, 6).data() == "36 min"
    hand.press(Key.Key_Return)
    assert hand.window.panel.task_id == hand.task("Inbox")
    assert hand.window.pages.currentWidget() is hand.window.splitter


def test_everything_is_reached_by_keys_and_escape_goes_back_step_by_step(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    assert hand.focused() is page.task_table
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Return)
    assert page.which.text() == "of “Calls”" and hand.focused() is page.run_table
    how = [page.runs.index(row, 3).data() for row in range(2)]
    won = [page.runs.index(row, 6).data() for row in range(2)]
    assert dict(zip(how, won, strict=True)) == {"assumed done": "not measured", "sent back": "−10 min"}
    hand.press(Key.Key_Escape)
    assert hand.focused() is page.task_table and page.task_table.currentIndex().row() == 1
    hand.press(Key.Key_Escape)
    assert hand.window.pages.currentWidget() is hand.window.splitter


def test_assistants_and_all_runs_are_one_button_away(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    hand.qtbot.mouseClick(page.tabs[ASSISTANTS], LEFT)
    names = [page.assistants.index(row, NAME).data() for row in range(page.assistants.rowCount())]
    assert page.assistant_table.isVisible() and names == ["Maya", "James"]
    page.assistant_table.setCurrentIndex(page.assistants.index(1, NAME))
    page.assistant_table.setFocus()
    hand.press(Key.Key_Return)
    assert page.runs.rowCount() == 2 and page.all_runs.isVisible()
    hand.press(Key.Key_Escape)
    assert page.assistant_table.isVisible()
    hand.qtbot.mouseClick(page.tabs[RUNS], LEFT)
    assert page.runs.rowCount() == 5 and not page.all_runs.isVisible()
    hand.qtbot.mouseClick(page.tabs[TASKS], LEFT)
    assert page.task_table.isVisible()


def test_a_bar_shows_the_runs_of_its_week(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    assert len(page.bars.shown) == 3
    hand.qtbot.mouseClick(page.bars, LEFT, PLAIN, page.bars.bar_rect(1).center().toPoint())
    assert page.runs.rowCount() == 3 and page.which.text().startswith("in the week of")
    page.bars.setFocus()
    hand.press(Key.Key_Home)
    assert page.bars.accessibleDescription().endswith("0.6 h, 1 run")
    hand.press(Key.Key_Right)
    assert page.bars.accessibleDescription().endswith("0.4 h, 2 runs, 1 not measured")
    hand.press(Key.Key_End)
    hand.press(Key.Key_Return)
    assert page.runs.rowCount() == 1


def test_what_set_up_took_can_be_said_and_is_then_no_longer_about(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    page.task_table.selectRow(0)
    hand.press(Key.Key_S)
    sheet = hand.dialog(SetupSheet)
    hand.qtbot.keyClicks(sheet.brief.field, "ten")
    hand.qtbot.mouseClick(sheet.save, LEFT)
    assert sheet.isVisible() and sheet.brief.below == "“ten” is no time."
    sheet.brief.field.clear()
    hand.qtbot.keyClicks(sheet.brief.field, "0")
    (training,) = sheet.training.values()
    hand.qtbot.keyClicks(training.field, "1h30")
    hand.qtbot.mouseClick(sheet.save, LEFT)
    hand.settle()
    assert row_of(page, 0)[SETUP] == "1.5 h"
    assert not row_of(page, 0)[EARNED].startswith("about") and not row_of(page, 0)[EARNED].endswith("go")
    told = {tile.name.text(): tile.value.text() for tile in page.tiles.tiles}
    assert told["Set-up"] == "1.5 h + about 2.3 h"
    hand.undo()
    assert row_of(page, 0)[SETUP] == "about 2.3 h"


def test_a_click_on_the_set_up_asks_for_it_too(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    place = page.task_table.visualRect(page.tasks.index(0, SETUP)).center()
    hand.qtbot.mouseClick(page.task_table.viewport(), LEFT, PLAIN, place)
    hand.dialog(SetupSheet).reject()
    assert page.task_table.isVisible()


def test_the_page_follows_every_change_and_undo(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    task = hand.task("Calls")
    for operation in (handovers.deliver, handovers.accept):
        hand.store.submit(operation, [task])
    hand.settle()
    assert row_of(page, 1)[:3] == ["Calls", "0.5 h", "2 + 1 not measured"]
    hand.undo()
    assert row_of(page, 1)[:3] == ["Calls", "−0.2 h", "1 + 1 not measured"]


def test_the_run_of_a_card_in_the_bin_says_so_and_stays(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    hand.store.submit(bin_tasks, [hand.task("Calls")])
    hand.settle()
    page._on_line("task", page.ledger.tasks[1])
    hand.press(Key.Key_Return)
    assert hand.said == "“Calls” lies in the bin." and ledger(hand) is page


def test_the_week_is_copied_in_one_line(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    hand.qtbot.mouseClick(page.copy, LEFT)
    line = QApplication.clipboard().text()
    assert line.startswith("0.6 h back this week, 1.6 h since ") and hand.said == f"Copied: {line}"


def test_many_runs_are_read_page_by_page(desk: Desk, path: Path) -> None:
    with open_board(path) as board:
        task, who = give(board, "Inbox", "Maya")
        ended = board.now()
        with board.change("run", "x") as record:
            for number in range(1_000):
                moment = ended - dt.timedelta(minutes=number)
                record.insert(
                    *(Run,), uid=new_uid(), task=task, assistant=who, handover="", ended=moment,
                    outcome="accepted", baseline=2400,
                )  # fmt: skip
    hand, page = opened(desk, path)
    page.show_table(RUNS)
    events()
    assert page.runs.rowCount() == 1_000 and set(page.runs._pages) == {0}
    page.run_table.scrollToBottom()
    page.run_table.viewport().repaint()
    assert page.runs.index(999, 6).data() == "40 min" and 999 // PAGE in page.runs._pages
    del hand


def test_runs_that_went_meanwhile_leave_an_empty_row(store: Store) -> None:
    model = RunsModel(lambda ids: {})
    model.show_runs([1, 2], dt.date(2026, 11, 23))
    assert model.rowCount() == 2 and model.index(0, 1).data() is None and model.run(0) is None
    del store


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_are_drawn_above_and_below_the_line(desk: Desk, scheme: str) -> None:
    from PySide6.QtWidgets import QApplication as Application

    from ui import theme

    application = Application.instance()
    assert isinstance(application, Application)
    theme.apply(application, scheme)
    bars = WeekBars()
    bars.resize(600, bars.sizeHint().height())
    monday = dt.date(2026, 11, 2)
    sums = (Sums(7200, 3, 0), Sums(-3600, 2, 0), Sums(0, 0, 4))
    weeks = [WeekLine(monday + dt.timedelta(days=7 * place), one) for place, one in enumerate(sums)]
    bars.show_weeks(weeks, dt.date(2026, 11, 23))
    picture = bars.grab().toImage()

    def inks(place: int) -> tuple[bool, bool]:
        """Whether anything coloured lies above and below the line, which is two thirds down."""
        cell = bars.bar_rect(place)
        zero = cell.top() + cell.height() * 2 / 3
        middle = int(cell.center().x())
        ground = picture.pixelColor(int(cell.left()) - 2, int(cell.top()))
        above, below = (picture.pixelColor(middle, int(zero + way * cell.height() * 0.15)) for way in (-1, 1))
        return above != ground, below != ground

    assert inks(0) == (True, False) and inks(1) == (False, True)
    assert bars.place_at(QPointF(bars.bar_rect(2).center())) == 2 and bars.place_at(QPointF(599, 10)) is None
    assert bars.text_of(2) == "Week of 16 Nov: 0 h, 0 runs, 4 not measured"
    theme.apply(application, "light")
    del desk


def test_only_the_newest_weeks_are_drawn_where_there_is_no_room_for_all(desk: Desk) -> None:
    bars = WeekBars()
    bars.resize(300, 90)
    first = dt.date(2020, 1, 6)
    weeks = [WeekLine(first + dt.timedelta(days=7 * number), Sums(60, 1, 0)) for number in range(200)]
    bars.show_weeks(weeks, dt.date(2023, 11, 1))
    assert 5 < len(bars.shown) < 40 and bars.shown[-1] == weeks[-1]
    assert bars.bar_rect(len(bars.shown) - 1).right() <= 300
    bars.grab()
    del desk


def test_the_page_has_a_name_for_everything_and_tab_goes_through_it(desk: Desk, filled: Path) -> None:
    hand, page = opened(desk, filled)
    seen: list[QWidget] = []
    for _ in range(12):
        QTest.keyClick(hand.focused(), Key.Key_Tab)
        if not page.isAncestorOf(hand.focused()):
            break
        seen.append(hand.focused())
    page.task_table.setFocus()
    for _ in range(12):
        QTest.keyClick(hand.focused(), Key.Key_Backtab)
        if not page.isAncestorOf(hand.focused()):
            break
        seen.append(hand.focused())
    assert {page.bars, page.copy, page.back} <= set(seen)
    for widget in seen:
        assert widget.accessibleName() or (hasattr(widget, "text") and widget.text()), widget
    assert all(tile.accessibleName() for tile in page.tiles.tiles)
    assert page.findChild(QPushButton) is not None


def test_large_letters_scroll_the_page_instead_of_cutting_it(
    large_letters: None, desk: Desk, filled: Path
) -> None:
    _, page = opened(desk, filled)
    page.window().resize(1280, 720)
    events()
    assert page.tasks.rowCount() == 2
    assert page.task_table.height() >= 8 * page.fontMetrics().height()
    for tile in page.tiles.tiles:
        assert page.tiles.rect().contains(tile.geometry())


def test_a_board_that_is_only_read_shows_all_and_asks_nothing(desk: Desk, filled: Path) -> None:
    with Board.open(filled):
        hand, page = opened(desk, filled)
        assert hand.board.read_only and row_of(page, 0)[0] == "Inbox"
        page.task_table.selectRow(0)
        hand.press(Key.Key_S)
        assert not [one for one in hand.window.findChildren(SetupSheet) if one.isVisible()]
        assert runs.read_runs(hand.board, hand.task("Inbox"))
