"""The tab Runs, by real keys and clicks, against a real board file."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog

from models import handovers, run_rows, runs, tasks, training_ops
from models.assistants import add_assistant
from models.hands import Terms, Why
from models.landing import Word
from models.repeats import Repeat
from models.run_rows import Minutes
from models.stages import first_stage
from models.steps import add_step
from models.uid import new_uid
from tests.ui.panel.conftest import TODAY
from ui.dialogs.level_sheet import LevelSheet
from ui.dialogs.run_sheet import RunSheet
from ui.panel.runs_list import FIRST_PAGE, PAGE
from ui.panel.runs_tab import RunsTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
TITLE = "Send invoices"


def task(desk: Any) -> int:
    return int(desk.ids[TITLE])


def maya(desk: Any) -> int:
    sql = "SELECT id FROM assistant WHERE name = 'Maya'"
    return int(desk.store.board.db.execute_sql(sql).fetchone()[0])


@pytest.fixture
def give(desk: Any) -> Any:
    """Hands the card to Maya at a level, opens it and shows the tab."""

    def give(level: int = 3, **fields: Any) -> RunsTab:
        if fields:
            desk.run(tasks.edit_task, task(desk), **fields)
        desk.run(handovers.hand_over, [task(desk)], Terms(maya(desk), knows_it=level >= 3))
        if level not in (0, 1, 3):
            desk.run(training_ops.set_training, task(desk), maya(desk), level)
        desk.panel.open(task(desk))
        desk.panel.show_tab("runs")
        return desk.panel.runs_tab

    return give


def deliver(desk: Any) -> None:
    desk.run(handovers.deliver, [task(desk)])


def good(desk: Any, count: int = 1) -> None:
    for _ in range(count):
        deliver(desk)
        desk.run(handovers.accept, [task(desk)])


def back(desk: Any, reason: str = "slip") -> None:
    deliver(desk)
    stage = first_stage(desk.store.board, "handed_over").id
    desk.run(tasks.move_tasks, [task(desk)], stage, None, TODAY, Word(why=Why((reason,))))


def bad(desk: Any, count: int = 1) -> None:
    for _ in range(count):
        back(desk)
        good(desk)


def standing(desk: Any) -> training_ops.Standing:
    found = training_ops.standing_of(desk.store.board, task(desk), maya(desk))
    assert found is not None
    return found


def click(desk: Any, button: Any) -> None:
    desk.qtbot.mouseClick(button, LEFT)
    desk.settle()


def names(tab: RunsTab) -> list[str]:
    return [button.text() for button in tab.training.notice.buttons]


def rows(tab: RunsTab) -> list[str]:
    model = tab.list.runs
    return [model.index(place).data() for place in range(model.rowCount())]


def sheet(desk: Any, kind: type) -> Any:
    return next(one for one in desk.window.findChildren(kind) if one.isVisible())


def test_it_is_there_while_somebody_has_the_card(desk: Any, give: Any) -> None:
    desk.panel.open(task(desk))
    bar = desk.panel._tabs.bar

    def shown() -> list[str]:
        return [bar.tabText(at) for at in range(bar.count())]

    assert shown() == ["Task", "Brief", "Why", "History"]
    give()
    assert shown() == ["Task", "Brief", "Runs", "History"]
    desk.run(handovers.take_back, [task(desk)])
    assert shown() == ["Task", "Brief", "Why", "History"]
    assert bar.tabText(bar.currentIndex()) == "Task"


def test_it_says_how_far_they_are_and_what_comes_next(desk: Any, give: Any) -> None:
    tab = give()
    training = tab.training
    assert training.line.text().startswith("Maya: they do, you check every time, since ")
    assert training.dots.level == 3 and training.ticks.isHidden() and training.notice.isHidden()
    assert training.dots.accessibleName() == "Step 3 of 5: they do, you check every time"
    assert training.next.text() == "5 more in a row, then you may stop checking each time."
    good(desk, 2)
    bad(desk)
    good(desk, 3)
    assert training.next.text() == (
        "2 more in a row, then you may stop checking each time. 1 sent back so far; at 5 it stops."
    )
    assert tab.times.text() == "6 times so far" and tab.shares.text().startswith("5 of 6 right at first try")


def test_two_ticks_lead_to_doing_it_together(desk: Any, give: Any) -> None:
    training = give(1).training
    assert training.dots.level == 1 and not training.ticks.isHidden()
    assert "Still missing:" in training.gaps.text()
    training.ticks.setFocus()
    QTest.keyClick(desk.window.focusWidget(), KEY.Key_Space)
    desk.settle()
    assert standing(desk).shown and not standing(desk).understood
    QTest.keyClick(desk.window.focusWidget(), KEY.Key_Right)
    QTest.keyClick(desk.window.focusWidget(), KEY.Key_Space)
    desk.settle()
    assert standing(desk).level == 2 and training.dots.level == 2 and training.ticks.isHidden()
    assert training.next.text().startswith("Next: do it once together.")
    desk.undo()
    assert training.dots.level == 1 and training.ticks.ticked == {"shown"}


def test_an_offer_is_honest_and_taken_by_one_key(desk: Any, give: Any) -> None:
    tab = give()
    good(desk, 5)
    notice = tab.training.notice
    assert notice.text.text() == (
        "You may stop checking Maya each time. 5 in a row happen 33 % of the time even if 20 % of the work is"
        " bad; up to 45 % bad is not ruled out. You go on looking at 1 in 5."
    )
    assert names(tab) == ["Stop checking each time (Y)", "Not yet (N)"]
    assert standing(desk).level == 3
    tab.list.setFocus()
    QTest.keyClick(desk.window.focusWidget(), KEY.Key_Y)
    desk.settle()
    assert standing(desk).level == 4 and desk.detail().card.kind == "handed_over"
    assert notice.isHidden() and tab.training.next.text().startswith("You look at 1 in 5, by chance.")
    desk.undo()
    assert standing(desk).level == 3 and names(tab) == ["Stop checking each time (Y)", "Not yet (N)"]
    assert not notice.isHidden()


def test_an_offer_declined_by_one_key_comes_back_after_a_whole_row(desk: Any, give: Any) -> None:
    tab = give(sensitivity="low")
    good(desk, 3)
    tab.list.setFocus()
    QTest.keyClick(desk.window.focusWidget(), KEY.Key_N)
    desk.settle()
    assert tab.training.notice.isHidden()
    assert tab.training.next.text() == "3 more in a row, then you may stop checking each time."
    QTest.keyClick(desk.window.focusWidget(), KEY.Key_Y)
    desk.settle()
    assert standing(desk).level == 3
    good(desk, 3)
    assert not tab.training.notice.isHidden()


def test_the_keys_of_an_offer_are_letters_where_something_is_typed(desk: Any, give: Any) -> None:
    tab = give(sensitivity="low")
    good(desk, 3)
    tab.training.training.setFocus()
    QTest.keyClicks(tab.training.training, "yn")
    desk.settle()
    assert tab.training.training.text() == "yn" and standing(desk).judgement.move == "offer"
    tab.training.training.clear()


def test_what_is_rare_is_offered_as_thin_evidence(desk: Any, give: Any) -> None:
    tab = give(repeat=Repeat(1, "year"))
    assert tab.training.next.text() == "2 more in a row, then you may stop checking each time."
    good(desk, 2)
    assert "on thin evidence: 2 in a row happen 64 % of the time" in tab.training.notice.text.text()


def test_a_step_back_is_told_until_the_next_run(desk: Any, give: Any) -> None:
    tab = give(4)
    bad(desk, 2)
    notice = tab.training.notice
    assert notice.text.text().startswith("Two of the last five were not right, so you check every time again")
    assert names(tab) == ["Open the brief", "Go on as before", "Take back"]
    click(desk, notice.buttons[0])
    assert desk.panel._tabs.bar.tabText(desk.panel._tabs.bar.currentIndex()) == "Brief"
    desk.panel.show_tab("runs")
    click(desk, notice.buttons[1])
    assert standing(desk).level == 4 and notice.isHidden()
    desk.undo()
    assert not notice.isHidden()
    good(desk)
    assert notice.isHidden() and standing(desk).level == 3


def test_after_five_that_went_back_it_stops_and_says_what_can_be_done(desk: Any, give: Any) -> None:
    tab = give()
    asked: list[str] = []
    desk.panel.hand_asked.connect(asked.append)
    bad(desk, 5)
    notice = tab.training.notice
    assert notice.text.text().startswith("Five went back while you checked every time.")
    assert names(tab) == ["Open the brief", "Go on anyway", "Take back"] and tab.training.next.isHidden()
    click(desk, notice.buttons[2])
    assert asked == ["take_back"]
    click(desk, notice.buttons[1])
    assert standing(desk).stopped is None and notice.isHidden()


def test_a_changed_step_offers_a_new_look_and_by_default_is_a_small_change(desk: Any, give: Any) -> None:
    tab = give(4)
    desk.run(add_step, task(desk), "Ask for the list", new_uid())
    notice = tab.training.notice
    assert notice.text.text() == (
        "The steps changed since Maya was signed off (version 2). Check every time again?"
    )
    assert names(tab) == ["No, a small change (N)", "Check every time (Y)"]
    click(desk, notice.buttons[0])
    assert notice.isHidden() and standing(desk).level == 4
    desk.panel.show_tab("brief")
    assert desk.panel.brief_tab.head.look.isHidden()
    desk.panel.show_tab("runs")
    desk.run(tasks.edit_task, task(desk), done_when="all billed by noon")
    click(desk, notice.buttons[1])
    assert standing(desk).level == 3 and desk.detail().card.kind == "training"


def test_an_unclear_brief_is_told_until_it_says_something_else(desk: Any, give: Any) -> None:
    tab = give()
    back(desk, "brief_unclear")
    notice = tab.training.notice
    assert notice.text.text().startswith("The last one came back because the brief was unclear")
    assert names(tab) == ["Open the brief"]
    desk.run(tasks.edit_task, task(desk), done_when="all billed by noon")
    assert notice.isHidden()


def test_the_level_is_changed_by_hand_with_why(desk: Any, give: Any) -> None:
    tab = give()
    click(desk, tab.training.by_hand)
    asked = sheet(desk, LevelSheet)
    assert [one.text()[:2] for one in asked.levels] == ["&0", "&1", "&2", "&3", "&4", "&5"]
    assert asked.levels[3].isChecked() and asked.levels[3].hasFocus()
    QTest.keyClick(asked.levels[3], KEY.Key_Down)
    QTest.keyClick(asked.levels[4], KEY.Key_Down)
    QTest.keyClicks(asked.why, "she wrote it")
    QTest.keyClick(asked.why, KEY.Key_Return)
    desk.settle()
    assert standing(desk).level == 5 and desk.detail().card.kind == "handed_over"
    (step, *_) = training_ops.steps_of(desk.store.board, task(desk), maya(desk))
    assert (step.cause, step.note) == ("owner", "she wrote it")
    click(desk, tab.training.by_hand)
    QTest.keyClick(sheet(desk, LevelSheet), KEY.Key_Escape)
    assert standing(desk).level == 5


def test_what_it_took_to_train_them_is_assumed_until_it_is_said(desk: Any, give: Any) -> None:
    tab = give(1)
    training, brief = tab.training.training, tab.training.brief
    assert training.text() == "" and training.placeholderText() == "about 3 h 30 min, assumed"
    assert brief.placeholderText() == "about 30 min, assumed"
    training.setFocus()
    QTest.keyClicks(training, "2h")
    QTest.keyClick(training, KEY.Key_Return)
    brief.setFocus()
    QTest.keyClicks(brief, "50")
    desk.leave_field()
    assert standing(desk).seconds == 7200 and training.text() == "2 h" and brief.text() == "50 min"
    desk.undo()
    assert brief.text() == ""


def test_each_time_is_told_with_what_it_took_and_won(desk: Any, give: Any) -> None:
    tab = give(4)
    assert rows(tab) == [] and not tab.hint.isHidden() and tab.times.text() == "Not done by them yet"
    good(desk)
    run = runs.read_runs(desk.store.board, task(desk))[0].id
    desk.run(runs.edit_run, run, seconds=3600)
    back(desk, "brief_unclear")
    deliver(desk)
    with_note = Word(why=Why(("slip",), "wrong tax", is_fixed=True, minutes=Minutes(fix=1200)))
    desk.run(tasks.move_tasks, [task(desk)], first_stage(desk.store.board, "done").id, None, TODAY, with_note)
    found = rows(tab)
    assert [text.partition(": ")[2] for text in found] == [
        "accepted after a fix · a slip, 23 min yours, version 1, try 2, +1 h 7 min won, wrong tax",
        "sent back · brief unclear, 8 min yours, assumed, version 1, −8 min won",
        "accepted, 1 h theirs, 3 min yours, assumed, version 1, +1 h 27 min won",
    ]
    assert tab.times.text() == "2 times so far" and tab.won.text().startswith("2.4 h won back, measured")


def test_what_is_only_assumed_is_told_so_and_never_measured(desk: Any, give: Any) -> None:
    tab = give(4)

    def assume(board: Any) -> None:
        with board.change("assume", TITLE) as record:
            run_rows.skip(record, task(desk), "assumed_done")

    desk.run(assume)
    assert rows(tab)[0].endswith("assumed done, version 1")
    assert tab.times.text() == "Once so far, 1 assumed" and tab.won.isHidden() and tab.shares.isHidden()


def test_enter_opens_what_is_said_of_a_run_and_saves_only_what_changed(desk: Any, give: Any) -> None:
    tab = give()
    good(desk)
    back(desk)
    tab.list.setFocus()
    assert tab.list.currentIndex().row() == 0
    QTest.keyClick(tab.list, KEY.Key_Return)
    asked = sheet(desk, RunSheet)
    assert asked.blame.chosen == ("slip",) and asked.parts["fix"].below == "the usual, assumed"
    assert asked.blame.counts.text() == "Counts against Maya."
    click(desk, asked.blame.chips.chip("slip"))
    assert asked.blame.counts.text().startswith("Without a reason it counts for nobody.")
    click(desk, asked.blame.chips.chip("changed_mind"))
    assert asked.blame.counts.text() == "Counts against the brief, not against Maya."
    field = asked.parts["fix"].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, KEY.Key_Return)
    assert asked.isVisible() and asked.parts["fix"].below.startswith("No time")
    field.selectAll()
    QTest.keyClicks(field, "0")
    QTest.keyClick(field, KEY.Key_Return)
    desk.settle()
    line = runs.read_runs(desk.store.board, task(desk))[0]
    assert (line.reasons, line.fix, line.review, line.assumed) == (("changed_mind",), 0, 180, False)
    assert standing(desk).count.runs == (True,) and line.seconds is None
    assert "changed my mind" in rows(tab)[0]


def test_a_double_click_opens_it_too_and_escape_changes_nothing(desk: Any, give: Any) -> None:
    tab = give()
    good(desk, 2)
    at = tab.list.visualRect(tab.list.runs.index(1)).center()
    desk.qtbot.mouseClick(tab.list.viewport(), LEFT, pos=at)
    desk.qtbot.mouseDClick(tab.list.viewport(), LEFT, pos=at)
    asked = sheet(desk, RunSheet)
    assert asked.blame.isHidden()
    before = desk.sentence()
    QTest.keyClicks(asked.note, "never mind")
    QTest.keyClick(asked.note, KEY.Key_Escape)
    desk.settle()
    assert desk.sentence() == before


def test_a_thousand_runs_are_read_a_page_at_a_time(desk: Any, give: Any) -> None:
    from models.schema_handover import Run

    tab = give()
    good(desk)

    def many(board: Any) -> None:
        (first,) = board.db.execute_sql("SELECT handover FROM run").fetchone()
        with board.change("run", TITLE) as record:
            names = ("uid", "task", "assistant", "handover", "ended", "outcome", "assumed", "attempt")
            ended = board.now()
            values = (task(desk), maya(desk), first, ended, "accepted", True, 1)
            lines = [(new_uid(), *values) for _ in range(999)]
            more = {"reasons": "", "note": "", "reviewed": True, "missed": 0}
            more |= {"currency": "", "fx": "", "zone": ""}
            record.insert_many(Run, [*names, *more], [(*line, *more.values()) for line in lines])

    desk.run(many)
    model = tab.list.runs
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    desk.panel.open(desk.ids["Water the plants"])
    desk.panel.open(task(desk))
    desk.panel.show_tab("runs")
    assert model.rowCount() == FIRST_PAGE and tab.times.text() == "1000 times so far"
    QApplication.processEvents()
    tab.verticalScrollBar().setValue(tab.verticalScrollBar().maximum())
    assert model.rowCount() == FIRST_PAGE + PAGE

    def scroll() -> bool:
        tab.verticalScrollBar().setValue(tab.verticalScrollBar().maximum())
        return model.rowCount() == 1000

    desk.qtbot.waitUntil(scroll)
    desk.qtbot.waitUntil(lambda: tab.verticalScrollBar().maximum() > tab.list.height() - tab.height())
    tab.list.setFocus()
    QTest.keyClick(tab.list, KEY.Key_End)
    QApplication.processEvents()
    bottom = tab.list.mapTo(tab.viewport(), tab.list.current_rect().bottomLeft()).y()
    assert tab.list.currentIndex().row() == 999 and 0 < bottom <= tab.viewport().height() + 4


def test_a_back_up_has_their_own_steps_on_the_same_card(desk: Any, give: Any) -> None:
    desk.run(add_assistant, "James")
    tab = give(4)
    (james,) = desk.store.board.db.execute_sql("SELECT id FROM assistant WHERE name = 'James'").fetchone()
    assert tab.training.person.isHidden()
    desk.run(handovers.learn_as_back_up, task(desk), james)
    person = tab.training.person
    assert [person.itemText(at) for at in range(person.count())] == ["Maya", "James"]
    person.setCurrentIndex(1)
    person.activated.emit(1)
    assert tab.training.dots.level == 1 and tab.training.line.text().startswith("You do, they watch, since")
    click(desk, tab.training.ticks.chip("shown"))
    found = training_ops.standing_of(desk.store.board, task(desk), james)
    assert found is not None and found.shown and standing(desk).shown is None


def test_a_job_that_happens_once_has_runs_and_no_training(desk: Any, give: Any) -> None:
    tab = give(0, repeat=None)
    assert tab.training.isHidden()
    back(desk)
    assert len(rows(tab)) == 1


def test_everything_has_a_name_for_screen_readers(desk: Any, give: Any) -> None:
    tab = give(1)
    good(desk)
    found = QAccessible.queryAccessibleInterface(tab.list)
    assert found.text(QAccessible.Text.Name) == "Each time" and found.childCount() == 1
    for widget in (tab.training.ticks, tab.training.training, tab.training.brief, tab.training.dots):
        assert widget.accessibleName()
    assert not [one for one in desk.window.findChildren(QDialog) if one.isVisible()]
