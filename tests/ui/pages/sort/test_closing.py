"""Where a round ends, and Delegate next."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from models import triage_ops
from models.board import Board
from models.drafts import TaskDraft
from models.pins import pin_task
from models.repeats import Repeat
from tests.ui.pages.sort.conftest import Begin, Desk, weekly
from ui import store as operations
from ui.dialogs.ask_once import AskRate
from ui.pages.sort.delegate_next import DelegateNextPage
from ui.pages.sort.plan_table import EARNED, FIT, MOST_FITTED, NET, TASK


def runs(title: str, minutes: int, a_week: int = 1) -> TaskDraft:
    return TaskDraft(
        title, kind="setup", verdict="delegable", repeat=Repeat(a_week), seconds_per_run=minutes * 60
    )


SETUP = [runs("Calls", 40, 3), runs("Invoices", 90), runs("Post", 2, 5), runs("Stock", 30)]


def test_it_says_what_can_go_and_starts_with_three_soonest_worth_it_first(begin: Begin) -> None:
    desk = begin(SETUP)
    closing = desk.page.closing
    assert closing.heading.text() == "4 can go, about 4.2 h a week"
    assert closing.under.text() == "Start with these three."
    assert [start.row.title for start in closing.starts] == ["Calls", "Invoices", "Stock"]
    assert closing.more.button.text() == "Later: 1 more" and not closing.table.isVisible()
    closing.more.button.click()
    assert closing.table.isVisible() and closing.model.index(0, TASK).data() == "Post"


def test_prepare_opens_the_card_and_enter_takes_the_first(begin: Begin) -> None:
    desk = begin(SETUP)
    closing = desk.page.closing
    with desk.qtbot.waitSignal(desk.page.opened) as caught:
        desk.qtbot.mouseClick(closing.starts[1].prepare, Qt.MouseButton.LeftButton)
    assert caught.args == [desk.card("Invoices").id]
    with desk.qtbot.waitSignal(desk.page.opened) as caught:
        desk.press("\n")
    assert caught.args == [desk.card("Calls").id]


def test_hand_over_is_pressed_by_enter(begin: Begin) -> None:
    desk = begin(SETUP)
    give = desk.page.closing.starts[0].give
    assert give.isEnabled()
    give.setFocus()
    with desk.qtbot.waitSignal(desk.page.hand_over_wanted) as caught:
        QTest.keyClick(give, Qt.Key.Key_Return)
    assert caught.args == [desk.card("Calls").id]


def test_tasks_without_hours_take_one_digit_each(begin: Begin) -> None:
    desk = begin([TaskDraft(title, kind="unsorted") for title in ("One", "Two", "Three")])
    desk.press("ddd")
    desk.settle()
    closing = desk.page.closing
    desk.qtbot.waitUntil(lambda: closing.heading.text() == "3 can go")
    asked = []
    for digit in "042":
        asked.append(closing.hours.question.text())
        desk.press(digit)
    desk.settle()
    assert sorted(asked) == ["One", "Three", "Two"]
    weeks = [desk.card(title).seconds_per_week for title in asked]
    assert weeks == [8 * 60, 150 * 60, 45 * 60]
    desk.qtbot.waitUntil(lambda: closing.heading.text() == "3 can go, about 3.4 h a week")
    assert closing.asked is None and not closing.hours.isVisible()


def test_space_passes_over_a_task_without_hours(begin: Begin) -> None:
    desk = begin([TaskDraft(title, kind="setup", verdict="delegable") for title in ("One", "Two")])
    closing = desk.page.closing
    first = closing.hours.question.text()
    desk.press(" ")
    assert closing.hours.question.text() != first and closing.hours.isVisible()
    desk.press(" ")
    assert not closing.hours.isVisible()


def test_agreement_is_told_from_twenty_decisions_on(begin: Begin) -> None:
    desk = begin([weekly(f"Task {n}") for n in range(20)])
    for n in range(19):
        desk.press("0132" + ("c" if n < 4 else "\n"))
    desk.settle()
    assert not desk.page.closing.agreement.isVisible()
    desk.press("0132\n")
    desk.settle()
    closing = desk.page.closing
    desk.qtbot.waitUntil(lambda: closing.agreement.text() == "You agreed with 16 of 20.")
    assert closing.agreement.isVisible()


@pytest.fixture
def plan(begin: Begin) -> Desk:
    def prepare(board: Board) -> None:
        triage_ops.answer(board, 1, S=0)

    desk = begin(SETUP, prepare=prepare)
    desk.page.tabs.setCurrentIndex(2)
    return desk


def column(desk: Desk, number: int) -> list[str]:
    model = desk.page.next.model
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_every_row_shows_its_arithmetic(plan: Desk) -> None:
    model = plan.page.next.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    assert column(plan, TASK) == ["Calls", "Invoices", "Stock", "Post"]
    spoken = [
        model.index(row, TASK).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
    ]
    assert spoken[0] == "Calls, 2 h a week − 0.2 h of looking and answering = 1.8 h · set-up 2.3 h"
    assert spoken[3].endswith("reviewing this costs more than doing it: bundle it")
    assert column(plan, EARNED)[0] == "2 weeks"
    assert column(plan, EARNED)[3] == "never"


def test_a_row_is_as_high_as_its_words(plan: Desk) -> None:
    table = plan.page.next.table
    plan.page.resize(620, 700)
    plan.qtbot.waitUntil(lambda: table.rowHeight(3) > table.rowHeight(0))
    low = table.rowHeight(3)
    plan.page.resize(1600, 700)
    plan.qtbot.waitUntil(lambda: table.rowHeight(3) < low)
    assert table.rowHeight(3) == table.rowHeight(0)


def test_far_down_a_long_list_rows_keep_the_usual_height(begin: Begin) -> None:
    desk = begin([runs(f"Post {number}", 2, 5) for number in range(MOST_FITTED + 2)])
    desk.page.tabs.setCurrentIndex(2)
    table = desk.page.next.table
    desk.page.resize(620, 700)
    desk.qtbot.waitUntil(lambda: table.rowHeight(0) > table.verticalHeader().defaultSectionSize())
    assert table.rowHeight(MOST_FITTED - 1) == table.rowHeight(0)
    assert table.rowHeight(MOST_FITTED) == table.verticalHeader().defaultSectionSize()
    table.scrollToBottom()
    assert not table.grab().isNull()


def test_fewer_hours_fit_less_and_what_cannot_be_is_said_at_the_field(plan: Desk) -> None:
    page = plan.page.next
    assert column(plan, FIT) == ["fits", "fits", "fits", ""]
    page.hours.selectAll()
    plan.qtbot.keyClicks(page.hours, "3")
    plan.qtbot.waitUntil(lambda: column(plan, FIT) == ["", "fits", "fits", ""])
    assert page.result.text() == "2 tasks in 2.5 of 2.5 h, winning back about 1.9 h a week."
    page.hours.selectAll()
    plan.qtbot.keyClicks(page.hours, "-5")
    plan.qtbot.waitUntil(lambda: page.fault.text() == "Hours a week must lie between 0 and 168.")
    page.hours.selectAll()
    plan.qtbot.keyClicks(page.hours, "soon")
    assert page.fault.text() == "Type hours a week, such as 10 or 7.5."
    assert column(plan, FIT) == ["", "fits", "fits", ""]


def test_pins_go_in_and_out_by_key_and_button(plan: Desk) -> None:
    page = plan.page.next
    page.table.setCurrentIndex(page.model.index(3, TASK))
    plan.qtbot.keyClick(page.table, Qt.Key.Key_I)
    plan.qtbot.waitUntil(lambda: column(plan, FIT)[3] == "pinned in")
    page.table.setCurrentIndex(page.model.index(0, TASK))
    plan.qtbot.mouseClick(page.pins["out"], Qt.MouseButton.LeftButton)
    plan.qtbot.waitUntil(lambda: column(plan, FIT) == ["left out", "fits", "fits", "pinned in"])
    plan.qtbot.keyClick(page.table, Qt.Key.Key_U)
    plan.qtbot.waitUntil(lambda: column(plan, FIT)[0] == "fits")
    assert page.table.task() == plan.card("Calls").id


def test_undo_takes_a_pin_back_and_a_pin_set_elsewhere_shows(plan: Desk) -> None:
    page = plan.page.next
    page.table.setCurrentIndex(page.model.index(3, TASK))
    plan.qtbot.keyClick(page.table, Qt.Key.Key_I)
    plan.qtbot.waitUntil(lambda: column(plan, FIT)[3] == "pinned in")
    plan.store.submit(operations.undo)
    plan.qtbot.waitUntil(lambda: column(plan, FIT)[3] == "")
    plan.store.submit(pin_task, plan.card("Calls").id, "out")
    plan.qtbot.waitUntil(lambda: column(plan, FIT)[0] == "left out")


def test_what_is_left_out_is_not_among_the_three_to_start_with(begin: Begin) -> None:
    desk = begin(SETUP, prepare=lambda board: pin_task(board, 1, "out"))
    closing = desk.page.closing
    assert [start.row.title for start in closing.starts] == ["Invoices", "Stock", "Post"]
    closing.more.button.click()
    assert closing.model.index(0, TASK).data() == "Calls"


def test_enter_prepares_and_escape_leaves(plan: Desk) -> None:
    page = plan.page.next
    page.table.setCurrentIndex(page.model.index(1, TASK))
    with plan.qtbot.waitSignal(plan.page.opened) as caught:
        plan.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert caught.args == [plan.card("Invoices").id]
    with plan.qtbot.waitSignal(plan.page.closed):
        plan.qtbot.keyClick(page.table, Qt.Key.Key_Escape)


def test_money_is_asked_for_where_its_first_figure_would_stand(plan: Desk) -> None:
    page = plan.page.next
    assert page.table.isColumnHidden(NET) and page.ask is not None
    for amount in ("60", "15"):
        ask = page.ask
        plan.qtbot.keyClicks(ask.focusProxy(), amount)
        plan.qtbot.mouseClick(ask.save, Qt.MouseButton.LeftButton)
        plan.qtbot.waitUntil(lambda ask=ask: page.ask is not ask)
    assert page.ask is None and not page.table.isColumnHidden(NET)
    assert column(plan, NET)[0] != "–"


def test_not_now_is_asked_no_second_thing_and_not_again(plan: Desk) -> None:
    page = plan.page.next
    assert page.ask is not None
    plan.qtbot.keyClick(page.ask.focusProxy(), Qt.Key.Key_Escape)
    plan.settle()
    assert page.ask is None and page.missing.isVisible()
    later = DelegateNextPage(plan.store)
    plan.qtbot.addWidget(later)
    later.read()
    assert later.ask is None
    page.missing.click()
    plan.qtbot.keyClicks(page.ask.focusProxy(), "60")
    plan.qtbot.keyClick(page.ask.focusProxy(), Qt.Key.Key_Return)
    plan.qtbot.waitUntil(lambda: isinstance(page.ask, AskRate))


def test_without_delegable_tasks_it_says_so(begin: Begin) -> None:
    desk = begin([weekly("One")])
    desk.page.tabs.setCurrentIndex(2)
    assert desk.page.next.empty.isVisible() and not desk.page.next.table.isVisible()
