"""Three months in the real window: a task goes from Unsorted to somebody who owns it, through training with a
slip, weeks in which nobody said anything, an absence and a back-up; and the hours that it was worth.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from models import handovers
from models.assistant_absences import add_absence
from models.assistants import add_assistant
from models.board import Board
from models.ledger import read_ledger
from models.runs import read_runs
from models.training_ops import set_training, standing_of
from models.trust import is_spot_check
from tests.models.boards import Clock
from tests.stories.desk import Desk, Hand, events
from tests.stories.window_system import LEFT
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.send_back_sheet import SendBackSheet
from ui.header import HoursFigure
from ui.pages.assistants.away_notice import AwayNotice
from ui.pages.today.words import title_text
from ui.panel.training_section import TrainingSection

MONDAY = dt.date(2026, 11, 23)
TITLE = "Client newsletter"
WEEK = dt.timedelta(7)
FRIDAY = dt.date(2026, 11, 27)


class Months:
    """The owner's hand at a window whose calendar can be turned, with all that is stored dated by it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.day = MONDAY
        self.clock = Clock(dt.datetime.combine(MONDAY, dt.time(9)))
        self.path = desk.board("Shop")
        self.hand = self.at()

    def at(self, *, on_board: bool = True) -> Hand:
        hand = self.desk.window(self.path, on_board=on_board)
        hand.board.now = self.clock  # type: ignore[method-assign]
        self.do(lambda board: setattr(board, "now", self.clock), hand)
        return hand

    def do(self, operation: Any, hand: Hand | None = None) -> None:
        """What is not this story's: done by the store, as any window would."""
        hand = hand or self.hand
        with hand.qtbot.waitSignal(hand.store.submit(operation).done):
            pass
        events()

    def turn(self, day: dt.date, hour: int = 9) -> None:
        """Another day: the program looks at the calendar, as it does by itself."""
        self.desk.day = day
        self.clock.now = dt.datetime.combine(day, dt.time(hour))
        self.hand.window.day.look()
        self.hand.window.today_watch.look()
        self.hand.settle()

    # What is seen

    @property
    def board(self) -> Board:
        return self.hand.board

    @property
    def task(self) -> int:
        return self.hand.task(TITLE)

    def level(self, who: str = "Maya") -> int:
        (key,) = self.board.db.execute_sql("SELECT id FROM assistant WHERE name = ?", (who,)).fetchone()
        found = standing_of(self.board, self.task, key)
        return 0 if found is None else found.level

    def outcomes(self) -> list[str]:
        return [run.outcome for run in reversed(read_runs(self.board, self.task))]

    def column(self) -> str:
        return self.hand.card(TITLE).kind

    def figure(self) -> str:
        found = self.hand.window.header.findChild(HoursFigure)
        assert found is not None
        return found.hero.text()

    # What is done

    def on_today(self, title: str, key: str) -> None:
        """A key on a line of Today, found by its first words."""
        hand = self.hand
        hand.run("view.today")
        page = hand.window.front.page
        assert page is not None
        items = page.model.items()
        names = [title_text(item, page.model.day) for item in items]
        item = next((one for one, name in zip(items, names, strict=True) if name.startswith(title)), None)
        assert item is not None, names
        hand.front()
        page.list.setFocus()
        page.list.go_to(page.model.row_of(item))
        hand.press(key)
        hand.settle()

    def lines(self) -> list[str]:
        self.hand.run("view.today")
        page = self.hand.window.front.page
        assert page is not None
        page.read()
        return [title_text(item, page.model.day) for item in page.model.items()]

    def delivered_and(self, key: str) -> None:
        """She delivers, the owner says what it is like with a key on Today."""
        hand = self.hand
        if hand.window.front.is_today:
            hand.window.view.board()
        hand.focus(TITLE)
        hand.run("hand.delivered")
        assert self.column() == "review"
        self.on_today(TITLE, key)

    def click(self, button: QAbstractButton) -> None:
        self.hand.front()
        QTest.mouseClick(button, LEFT)
        self.hand.settle()


@pytest.fixture
def months(desk: Desk) -> Iterator[Months]:
    yield Months(desk)


def test_from_unsorted_to_owned(months: Months) -> None:
    for name, city in (("Maya", "Manila"), ("Priya", "Boston")):
        months.do(lambda board, name=name, city=city: add_assistant(board, name, city))
    hand_it_over(months)
    show_it_and_do_it_together(months)
    go_wrong_once(months)
    take_it_over(months)
    be_away(months)
    run_quietly(months)
    open_again(months)


def hand_it_over(months: Months) -> None:
    """Written down, decided and handed over on the first Monday."""
    hand = months.hand
    hand.add(f"{TITLE} every week 40m by 27 nov")
    assert hand.card(TITLE).kind == "unsorted" and not hand.window.sidebar.is_today_shown
    hand.give(TITLE, "training", "Maya")
    assert (months.column(), months.level()) == ("training", 1)
    assert months.lines() == [TITLE]
    assert hand.card(TITLE).is_sent is False
    hand.window.view.board()
    hand.focus(TITLE)
    hand.run("hand.told")
    assert hand.card(TITLE).is_sent is True


def show_it_and_do_it_together(months: Months) -> None:
    """Two ticks, and it is done together next; the joint run is good: from now on every time is looked at."""
    hand = months.hand
    hand.open_card(TITLE)
    hand.window.panel.show_tab("runs")
    training = hand.window.panel.findChild(TrainingSection)
    assert training is not None
    for name in ("shown", "understood"):
        months.click(training.ticks.chip(name))
    assert months.level() == 2
    hand.leave_field()

    months.turn(FRIDAY)
    months.delivered_and("a")
    assert (months.level(), months.column()) == (3, "training")
    assert "check every time" in hand.said and hand.card(TITLE).due == FRIDAY + WEEK


def go_wrong_once(months: Months) -> None:
    """Two good ones, then a slip: sent back with its reason, handed in again, accepted."""
    hand = months.hand
    for week in (1, 2):
        months.turn(FRIDAY + week * WEEK)
        months.delivered_and("a")
    months.turn(FRIDAY + 3 * WEEK)
    months.delivered_and("b")
    sheet = hand.dialog(SendBackSheet)
    months.click(sheet.chips.chip("slip"))
    months.click(sheet.send)
    assert (months.column(), months.level()) == ("training", 3)
    months.delivered_and("a")
    assert months.outcomes() == ["accepted"] * 3 + ["sent_back", "accepted"]


def take_it_over(months: Months) -> None:
    """A week of which nobody says anything is asked about, and counts like any other once it is looked at;
    with five in a row it may be hers.
    """
    hand = months.hand
    week = hand.card(TITLE).due
    assert week is not None and week > FRIDAY + 3 * WEEK
    months.turn(week + dt.timedelta(3))
    months.on_today(TITLE, "y")
    assert months.outcomes()[-1] == "accepted"
    for _ in range(4):
        due = hand.card(TITLE).due
        assert due is not None and months.level() == 3
        months.turn(due)
        months.delivered_and("a")
    found = standing_of(months.board, months.task, 1)
    assert found is not None and (found.judgement.move, found.judgement.count) == ("offer", 5)
    months.on_today(TITLE, "y")
    assert (months.level(), months.column()) == (4, "handed_over")


def be_away(months: Months) -> None:
    """She is away when it comes due: Priya, who can do it, stands in, and gives it back afterwards."""
    hand = months.hand
    months.do(lambda board: set_training(board, months.task, 2, 3))
    due = hand.card(TITLE).due
    assert due is not None
    months.do(lambda board: add_absence(board, 1, due - dt.timedelta(2), due + dt.timedelta(2), "Wedding"))
    months.hand.window.paging.show_person(1)
    hand.settle()
    away = hand.window.findChild(AwayNotice)
    assert away is not None and away.isVisible() and "Priya" in away.buttons[0].text()
    months.click(away.buttons[0])
    months.click(hand.dialog(HandOverSheet).give)
    assert hand.card(TITLE).assistants[0] == "Priya" and months.column() == "training"
    months.do(lambda board: handovers.mark_sent(board, [months.task], "told"))
    months.turn(due)
    months.delivered_and("a")
    assert (months.level("Priya"), months.level("Maya")) == (3, 4)
    months.turn(due + dt.timedelta(3))
    months.on_today("Maya is back", "y")
    assert hand.card(TITLE).assistants[0] == "Maya" and months.column() == "handed_over"
    months.do(lambda board: handovers.mark_sent(board, [months.task], "told"))


def run_quietly(months: Months) -> None:
    """Nobody reports any more: it is assumed done after a working day, one in five is looked at, and once
    a week a line asks whether all of it was done. The hours are measured, less the owner's own and the slip.
    """
    hand = months.hand
    before = months.outcomes()
    (uid,) = months.board.db.execute_sql("SELECT uid FROM task WHERE id = ?", (months.task,)).fetchone()
    silent = 0
    # Which weeks are looked at is chance: there is one at least that is not.
    while months.desk.day < MONDAY + 13 * WEEK or not silent:
        due = hand.card(TITLE).due
        assert due is not None
        months.turn(due + dt.timedelta(4))
        if is_spot_check(uid, due.isoformat()):
            months.on_today(TITLE, "y")
        else:
            silent += 1
    after = months.outcomes()[len(before) :]
    assert after.count("assumed_done") == silent > 0
    won = read_ledger(months.board).whole.sums.won
    months.on_today("Maya", "y")
    assert "assumed_done" not in months.outcomes()
    assert months.level() == 4

    # What it was worth: measured, the usual minutes of the owner taken off, the slip paid for.
    total = read_ledger(months.board).whole.sums.won
    assert total == won + silent * 40 * 60
    runs = read_runs(months.board, months.task)
    assert total == sum(run.won or 0 for run in runs) and min(run.won or 0 for run in runs) < 0
    monday = months.desk.day - dt.timedelta(months.desk.day.weekday())
    lately = sum(run.won or 0 for run in runs if run.ended and run.ended.date() >= monday)
    assert months.figure() == f"{lately / 3600:.1f} h back this week"


def open_again(months: Months) -> None:
    """All of it is in the file: the program opens on Today and knows it; and undo reaches back."""
    hand = months.hand
    everything, told = hand.everything(), months.outcomes()
    hand.close()
    months.hand = hand = months.at(on_board=False)
    assert hand.window.front.is_today
    assert (hand.everything(), months.outcomes(), months.level()) == (everything, told, 4)
    hand.undo()
    assert "assumed_done" in months.outcomes()
    hand.redo()
    assert months.outcomes() == told
    hand.window.view.board()
    hand.agrees()
