"""The tab Why, by real keys and clicks, against a real board file."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from models import settings, tasks, triage_ops
from models.drafts import TaskDraft
from models.repeats import Repeat
from models.uid import new_uid
from tests.ui.panel.test_panel import _nameless
from ui import theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
TITLE = "Send invoices"


@pytest.fixture
def why(desk: Any) -> Any:
    desk.panel.open(desk.ids[TITLE])
    desk.panel.show_tab("why")
    return desk.panel._tabs["why"]


def triage(desk: Any, title: str = TITLE) -> triage_ops.Triage:
    return triage_ops.read_triage(desk.store.board, desk.ids[title])


def press(desk: Any, *keys: Any) -> None:
    for key in keys:
        QTest.keyClick(desk.window.focusWidget(), key)
        desk.settle()


def answer(desk: Any, **given: Any) -> None:
    desk.run(triage_ops.answer, desk.ids[TITLE], **given)


def test_why_stands_on_unsorted_core_and_to_set_up_only(desk: Any) -> None:
    def shown(kind: str) -> list[str]:
        desk.run(tasks.add_tasks, [TaskDraft(f"In {kind}", uid=new_uid(), kind=kind)])
        uid = desk.store.board.db.execute_sql("SELECT id FROM task ORDER BY id DESC LIMIT 1").fetchone()[0]
        desk.panel.open(uid)
        bar = desk.panel._tabs.bar
        return [bar.tabText(at) for at in range(bar.count())]

    for kind in ("unsorted", "core"):
        assert shown(kind) == ["Task", "Why", "History"]
    assert shown("setup") == ["Task", "Brief", "Why", "History"]
    for kind in ("training", "handed_over", "review"):
        assert shown(kind) == ["Task", "Brief", "History"]
    assert shown("done") == ["Task", "History"]


def test_digits_answer_and_lead_from_question_to_question(desk: Any, why: Any) -> None:
    why.setFocus()
    press(desk, "0", "1", "3", "2", "1", "1")
    assert [triage(desk).answers[letter] for letter in "SOTPRE"] == [0, 1, 3, 2, 1, 1]
    assert why.gates.chip("binding").hasFocus()
    assert why.suggestion.headline.text() == "Likely delegable — an assistant you train"
    assert why.suggestion.reasons[:2] == [
        "Not what customers choose you for",
        "Needs little that only you have",
    ]
    assert len(why.suggestion.reasons) == 3
    assert why.suggestion.points[:2] == ["+15", "+5"]
    assert desk.detail().card.verdict == "delegable"  # as it was: answers decide nothing


def test_the_score_is_told_in_the_tooltip_only(desk: Any, why: Any) -> None:
    answer(desk, S=0, O=1, T=3, P=2, R=1, E=1)
    score = triage(desk).suggestion.score
    told = why.suggestion.toolTip()
    assert "+15" in told and f"{score / 100:g} of 100" in told
    box = why.suggestion
    shown = [box.headline.text(), *box.reasons, *box.points, box.hint.text()]
    assert not any(sign in text for text in shown for sign in (f"{score / 100:g}", "of 100"))


def test_a_task_that_must_stay_is_told_to_be_split(desk: Any, why: Any) -> None:
    answer(desk, S=0, O=1, T=3, P=2, R=1, E=1, gates=["binding"])
    assert why.suggestion.hint.text() == "Split it: the preparation may go"
    assert why.suggestion.points[:2] == ["", "+15"]
    answer(desk, gates=[])
    assert not why.suggestion.hint.isVisible()


def test_being_better_at_it_is_told_to_be_no_reason_alone(desk: Any, why: Any) -> None:
    values = {"company.currency": "EUR", "money.hourly": "60", "money.rate": "13.50"}
    desk.run(settings.write_settings, values)
    desk.run(tasks.edit_task, desk.ids[TITLE], seconds_per_run=2400, repeat=Repeat(3, "week"))
    line = "Even if you are faster: help pays while it takes less than 4.4 times as long"
    assert not why.worth.speed.isVisible() and line in why.worth.accessibleDescription()
    answer(desk, P=4)
    assert why.worth.speed.isVisible() and why.worth.speed.text() == line
    desk.run(settings.write_settings, {"money.rate": "59"})
    assert why.worth.speed.text().startswith("In money, help pays only while it takes less than 1.0 times")


def test_a_craft_that_fills_a_part_of_a_job_is_not_hired_for(desk: Any, why: Any) -> None:
    desk.run(tasks.edit_task, desk.ids[TITLE], seconds_per_run=5400, repeat=Repeat(1, "week"))
    answer(desk, S=0, O=1, T=1, P=1, R=1, E=1)
    assert why.worth.job.isVisible()
    assert why.worth.job.text() == ("6.5 h a month, 4 % of a full-time job: too little to hire somebody for")
    desk.run(tasks.edit_task, desk.ids[TITLE], seconds_per_run=8 * 3600, repeat=Repeat(1, "day"))
    assert why.worth.job.text() == "173 h a month, 108 % of a full-time job"
    desk.run(tasks.edit_task, desk.ids[TITLE], repeat=None)
    assert not why.worth.job.isVisible()


def test_unanswered_questions_weigh_nothing_and_lean_is_no_suggestion(desk: Any, why: Any) -> None:
    desk.panel.open(desk.ids["Water the plants"])
    assert why.suggestion.headline.text() == "No suggestion yet"
    assert why.suggestion.reasons == [] and why.suggestion.toolTip() == ""
    why.setFocus()
    press(desk, "4")
    assert why.suggestion.headline.text() == "Leans core so far"
    assert triage(desk, "Water the plants").suggestion.verdict == "undecided"


def test_arrows_walk_enter_answers_and_backspace_takes_an_answer_back(desk: Any, why: Any) -> None:
    why.questions["S"].setFocus()
    press(desk, KEY.Key_Right, KEY.Key_Right, KEY.Key_Return)
    assert triage(desk).answers["S"] == 2
    press(desk, KEY.Key_Backspace)
    assert triage(desk).answers["S"] is None
    press(desk, KEY.Key_Down)
    assert why.questions["O"].isAncestorOf(desk.window.focusWidget())
    press(desk, KEY.Key_Up)
    assert why.questions["S"].isAncestorOf(desk.window.focusWidget())


def test_a_click_answers_and_a_second_one_takes_it_back(desk: Any, why: Any) -> None:
    digit = why.questions["T"].digit(4)
    desk.qtbot.mouseClick(digit, LEFT)
    desk.settle()
    assert triage(desk).answers["T"] == 4 and digit.isChecked()
    desk.qtbot.mouseClick(digit, LEFT)
    desk.settle()
    assert triage(desk).answers["T"] is None and not digit.isChecked()


def test_a_gate_keeps_it_and_each_step_is_undone_alone(desk: Any, why: Any) -> None:
    answer(desk, S=0, O=0, T=4, P=0, R=0, E=0)
    assert why.suggestion.headline.text().startswith("Likely delegable")
    why.gates.chip("keys").setFocus()
    press(desk, KEY.Key_Space)
    assert triage(desk).gates == {"keys"}
    assert why.suggestion.headline.text() == "Core — it must stay with you"
    assert why.suggestion.reasons[0].startswith("Must stay with you because it gives control of everything")
    desk.undo()
    assert not why.gates.chip("keys").isChecked()
    assert why.suggestion.headline.text().startswith("Likely delegable")


def test_on_site_asks_for_someone_there(desk: Any, why: Any) -> None:
    answer(desk, S=0, O=0, T=4, P=0, R=0, E=0)
    desk.qtbot.mouseClick(why.on_site.chip("on_site"), LEFT)
    desk.settle()
    assert triage(desk).on_site
    assert why.suggestion.headline.text() == "Likely delegable — someone on site"


def test_a_decision_is_kept_with_its_day_and_new_answers_only_suggest(desk: Any, why: Any) -> None:
    answer(desk, S=0, O=0, T=4, P=0, R=0, E=0)
    desk.qtbot.mouseClick(why.decision.segment("core"), LEFT)
    desk.settle()
    found = triage(desk)
    assert (found.decided, found.agreed) == ("core", False)
    assert desk.detail().card.kind == "core"
    assert why._decided.text().startswith("You decided core on ")
    assert why._decided.text().endswith("; the answers say delegable")
    answer(desk, S=4)
    assert desk.detail().card.verdict == "core" and triage(desk).decided == "core"
    assert "answers say" not in why._decided.text()


def test_the_note_is_saved_on_leaving_and_as_one_step(desk: Any, why: Any) -> None:
    desk.qtbot.mouseClick(why.decision.segment("core"), LEFT)
    desk.settle()
    why.note.setFocus()
    QTest.keyClicks(why.note, "The clinics ask for me")
    desk.leave_field()
    assert triage(desk).note == "The clinics ask for me"
    desk.undo()
    assert triage(desk).note == "" and why.note.toPlainText() == ""


def test_hours_come_first_and_money_says_what_is_missing(desk: Any, why: Any) -> None:
    assert why.worth.won.text() == "Wins back about 1.4 h a week"
    assert why.worth.money.isHidden()
    assert why.worth.ask_hourly.isVisible() and not why.worth.ask_rate.isVisible()
    assert "earned back on" in why.worth.setup.text()


def test_the_missing_values_are_asked_for_in_place(desk: Any, why: Any) -> None:
    desk.run(settings.write_settings, {"company.currency": "EUR"})
    why.worth.ask_hourly.setFocus()
    press(desk, KEY.Key_Return)
    sheet = why.worth.sheet
    assert sheet.field.hasFocus()
    QTest.keyClicks(sheet.field, "-5")
    press(desk, KEY.Key_Return)
    assert "must lie between" in sheet.fault.text() and why.worth.sheet is sheet
    assert settings.read_settings(desk.store.board).hourly() is None
    sheet.field.selectAll()
    QTest.keyClicks(sheet.field, "60")
    press(desk, KEY.Key_Return)
    assert why.worth.sheet is None
    assert settings.read_settings(desk.store.board).hourly() == 60
    assert why.worth.ask_rate.isVisible() and why.worth.ask_rate.hasFocus()
    press(desk, KEY.Key_Space)
    QTest.keyClicks(why.worth.sheet.field, "13,50")
    press(desk, KEY.Key_Return)
    assert settings.read_settings(desk.store.board).rate() == 13.5
    assert why.worth.money.text().endswith("a week at your value of 60 EUR/h")
    assert "in time" in why.worth.setup.text() and "in money" in why.worth.setup.text()


def test_not_now_leaves_the_link_and_changes_nothing(desk: Any, why: Any) -> None:
    revision = desk.store.board.revision
    desk.qtbot.mouseClick(why.worth.ask_hourly, LEFT)
    press(desk, KEY.Key_Escape)
    assert why.worth.sheet is None and why.worth.ask_hourly.isVisible()
    assert desk.panel.isVisible() and desk.store.board.revision == revision


def test_a_loss_is_told_plainly(desk: Any, why: Any) -> None:
    desk.run(
        settings.write_settings, {"company.currency": "EUR", "money.hourly": "60", "money.rate": "13.50"}
    )
    desk.run(tasks.edit_task, desk.ids[TITLE], seconds_per_run=120, repeat=Repeat(1, "day"))
    assert why.worth.won.text() == "Takes 6 min a week more than it saves"
    assert why.worth.warning.text() == "Reviewing this costs more than doing it: bundle it"
    assert why.worth.money.text().startswith("Loses about ")
    assert why.worth.setup.text().endswith("never earned back")
    assert why.worth.won.palette().color(why.worth.won.foregroundRole()) == theme.colours().bad


def test_without_minutes_a_rough_share_of_the_week_is_asked_for(desk: Any, why: Any) -> None:
    desk.panel.open(desk.ids["Water the plants"])
    assert why.worth.rough.isVisible() and why.worth.won.isHidden()
    desk.qtbot.mouseClick(why.worth.rough.buttons[3], LEFT)
    desk.settle()
    card = desk.detail("Water the plants").card
    assert (card.seconds_per_week, card.estimate) == (90 * 60, "rough")
    assert not why.worth.rough.isVisible() and "about" in why.worth.won.text()
    desk.undo()
    assert why.worth.rough.isVisible()


def test_agreement_is_told_from_twenty_decisions_on(desk: Any, why: Any) -> None:
    answer(desk, S=0, O=0, T=4, P=0, R=0, E=0)
    assert why.suggestion.agreement.isHidden()
    drafts = [TaskDraft(f"Task {number}", uid=new_uid()) for number in range(20)]
    desk.run(tasks.add_tasks, drafts)

    def decide_all(board: Any) -> None:
        for place, draft in enumerate(drafts):
            task = tasks.id_of(board, str(draft.uid))
            triage_ops.answer(board, task, S=0, O=0, T=4, P=0, R=0, E=0)
            triage_ops.decide(board, task, "core" if place < 5 else "delegable", seen=True)

    desk.run(decide_all)
    desk.panel.refresh()
    assert why.suggestion.agreement.text() == "You agreed with 15 of 20 suggestions"


def test_everything_that_takes_the_keyboard_has_a_name(desk: Any, why: Any) -> None:
    answer(desk, S=0, O=0, T=4)
    QAccessible.setActive(True)
    assert _nameless(QAccessible.queryAccessibleInterface(desk.panel)) == []
    desk.qtbot.mouseClick(why.worth.ask_hourly, LEFT)
    assert _nameless(QAccessible.queryAccessibleInterface(desk.panel)) == []
    assert why.questions["S"].digit(4).accessibleName() == (
        "How much do customers choose you for this? 4, exactly that"
    )


def test_tab_goes_once_through_each_row(desk: Any, why: Any) -> None:
    why.decision.setFocus()
    reached = []
    for _ in range(14):
        QTest.keyClick(desk.window.focusWidget(), KEY.Key_Tab)
        reached.append(desk.window.focusWidget())
    rows = [row for widget in reached for letter, row in why.questions.items() if row.isAncestorOf(widget)]
    assert rows == list(why.questions.values())
    assert reached[0] is why.note and why.worth.ask_hourly in reached
    assert why.gates.chip("binding") in reached and why.on_site.chip("on_site") in reached
