"""Today in the window: it opens first, one key does what a line is about, and undo takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from models import handovers
from models.assistants import edit_assistant
from models.board import Board
from models.runs import read_runs
from models.silent import assume_silent
from models.tasks import add_tasks
from models.their_words import take_words
from tests.models.boards import draft
from tests.models.hands_of_today import DAILY, MONTHLY, give, maya, uid_for
from tests.stories.desk import Desk
from tests.ui.pages.today.conftest import Open
from tests.ui.pages.today.owner import DAY, now
from ui.dialogs.send_back_sheet import SendBackSheet
from ui.pages.today.except_sheet import ExceptSheet

Key = Qt.Key
TODAY = now().date()


def fill(board: Board) -> None:
    """One of each of the common kinds."""
    asks = give(board, "Book a hotel", due=TODAY + 2 * DAY)
    take_words(board, asks, "Which city?", "question")
    delivered = give(board, "Three quotes")
    handovers.deliver(board, [delivered])
    give(board, "Order gloves", sent=False)
    give(board, "Inbox", level=2, repeat=DAILY, due=TODAY - DAY)
    give(board, "Parcel prices", due=TODAY - 3 * DAY)
    give(board, "Runs quietly")
    add_tasks(board, [draft("Sign the lease", kind="core", due=TODAY)])


def week(board: Board) -> None:
    """Something was done in silence, more than a week ago."""
    day = TODAY - 10 * DAY
    give(board, "Report", level=4, repeat=MONTHLY, due=day, uid=uid_for(day, is_looked_at=False))
    assume_silent(board, now())


def test_the_program_opens_on_it_once_anything_is_handed_over(opened: Open) -> None:
    owner = opened(fill)
    assert owner.window.front.is_today and owner.lines.hasFocus()
    assert owner.window.sidebar.is_today_shown
    assert owner.shown() == [
        "Your move · 5",
        "Book a hotel",
        "Three quotes",
        "Order gloves",
        "Inbox",
        "Parcel prices",
        "Yours today · 1",
        "Sign the lease",
        "Waiting on others · 1",
    ]


def test_without_a_hand_over_there_is_only_the_board(opened: Open) -> None:
    owner = opened(lambda board: add_tasks(board, [draft("Sign the lease", kind="core", due=TODAY)]))
    assert not owner.window.front.is_today and not owner.window.sidebar.is_today_shown
    assert owner.window.front.page is None


def test_it_enters_with_the_first_hand_over_and_leaves_with_its_undo(opened: Open) -> None:
    owner = opened(lambda board: add_tasks(board, [draft("Order gloves", kind="setup")]))
    owner.hand.give("Order gloves", "handed_over", "Maya Santos")
    owner.hand.qtbot.waitUntil(lambda: owner.window.sidebar.is_today_shown)
    owner.hand.run("view.today")
    assert owner.shown() == ["Your move · 1", "Order gloves"]
    owner.hand.undo()
    assert not owner.window.sidebar.is_today_shown and not owner.window.front.is_today


def test_the_badge_counts_the_owners_moves_only(opened: Open) -> None:
    owner = opened(fill)
    button = owner.window.sidebar._pages["today"]
    assert button.badge == 5 and "5 things for you" in button.accessibleName()
    owner.press("Order gloves", "t")
    assert button.badge == 4


def test_lines_say_what_they_are_about(opened: Open) -> None:
    owner = opened(fill)
    assert owner.second("Book a hotel").startswith("Maya Santos asks: Which city? · today")
    assert owner.second("Three quotes").startswith("Maya Santos delivered it today")
    assert owner.second("Order gloves").startswith("not sent yet")
    assert "due yesterday" in owner.second("Inbox")
    assert owner.second("Parcel prices").startswith("3 d late · with Maya Santos since")
    assert owner.second("Sign the lease") == "due today"


def test_a_accepts_and_undo_brings_it_back(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Three quotes", "a")
    assert "Three quotes" not in owner.titles() and owner.hand.said.startswith("Accepted")
    # The keyboard stays where it was, on the next line.
    assert owner.lines.current() == owner.item("Order gloves")
    owner.hand.undo()
    assert owner.titles()[1] == "Three quotes"


def test_a_key_pressed_twice_does_it_once(opened: Open) -> None:
    owner = opened(fill)
    owner.go("Inbox")
    for _ in range(2):
        owner.lines.wanted.emit("yes", owner.item("Inbox"))
    owner.hand.settle()
    runs = read_runs(owner.hand.board, owner.hand.task("Inbox"))
    assert [run.outcome for run in runs] == ["accepted"]


def test_b_sends_back_with_a_reason(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Three quotes", "b")
    sheet = owner.hand.dialog(SendBackSheet)
    owner.hand.qtbot.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
    owner.hand.settle()
    assert owner.hand.card("Three quotes").kind == "handed_over"
    assert "Three quotes" not in owner.titles()


def test_y_and_n_answer_for_a_silent_run(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Inbox", "n")
    task = owner.hand.task("Inbox")
    assert [run.outcome for run in read_runs(owner.hand.board, task)] == ["skipped"]
    owner.hand.undo()
    owner.press("Inbox", "y")
    (run,) = read_runs(owner.hand.board, task)
    assert (run.outcome, run.reviewed, run.due) == ("accepted", True, TODAY - DAY)
    assert "Inbox" not in owner.titles()


def test_t_says_that_a_question_has_its_answer(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Book a hotel", "t")
    assert "Book a hotel" not in owner.titles() and "has your answer" in owner.hand.said
    owner.hand.undo()
    assert owner.titles()[0] == "Book a hotel"


def test_n_copies_a_nudge_and_the_line_goes_until_the_next_look(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Parcel prices", "n")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Hello Maya,") and "“Parcel prices”" in text
    owner.hand.qtbot.waitUntil(lambda: "Copied a question for Maya Santos" in owner.hand.said)
    assert "Parcel prices" not in owner.titles()
    owner.hand.undo()
    assert "Parcel prices" in owner.titles()


def test_a_nudge_goes_by_mail_where_that_is_their_channel(opened: Open) -> None:
    def by_mail(board: Board) -> None:
        fill(board)
        edit_assistant(board, maya(board), send_by="mail", email="maya@example.com")

    owner = opened(by_mail)
    links: list[str] = []
    owner.window.post.mail_wanted.disconnect()
    owner.window.post.mail_wanted.connect(links.append)
    owner.press("Parcel prices", "n")
    assert links and links[0].startswith("mailto:maya@example.com?subject=Parcel%20prices")


def test_s_sends_and_the_card_runs_quietly_then(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Order gloves", "s")
    owner.hand.qtbot.waitUntil(lambda: "Order gloves" not in owner.titles())
    assert "Order gloves" in QGuiApplication.clipboard().text()
    assert owner.shown()[-1] == "Waiting on others · 2"


def test_enter_opens_the_card_beside_it_and_the_arrows_go_on(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Three quotes", Key.Key_Return)
    panel = owner.window.panel
    assert panel.isVisible() and panel.task_id == owner.hand.task("Three quotes")
    assert owner.page.isVisible()
    owner.go("Three quotes")
    owner.hand.press(Key.Key_Down)
    assert panel.task_id == owner.hand.task("Order gloves")
    owner.lines.setFocus()
    owner.hand.press(Key.Key_Up)
    assert panel.task_id == owner.hand.task("Three quotes")


def test_the_arrows_pass_over_headings(opened: Open) -> None:
    owner = opened(fill)
    owner.go("Parcel prices")
    owner.hand.press(Key.Key_Down)
    assert owner.lines.current() == owner.item("Sign the lease")
    owner.hand.press(Key.Key_Home)
    assert owner.lines.current() == owner.item("Book a hotel")


def test_what_waits_on_others_is_folded_until_it_is_asked_for(opened: Open) -> None:
    owner = opened(fill)
    assert "Runs quietly" not in owner.titles()
    owner.go("Sign the lease")
    owner.hand.press(Key.Key_Down)
    owner.hand.press(Key.Key_Return)
    assert owner.titles()[-1] == "Runs quietly"
    assert owner.second("Runs quietly").startswith("with Maya Santos since")
    owner.click_line(owner.page.model.rowCount() - 2)
    assert "Runs quietly" not in owner.titles()


def test_buttons_do_the_same_by_mouse(opened: Open) -> None:
    owner = opened(fill)
    assert owner.buttons("Three quotes") == ["Accept", "After a fix", "Send back", "Open"]
    owner.click("Three quotes", "Accept")
    assert owner.hand.card("Three quotes").kind == "done"
    owner.click("Inbox", "Not done")
    assert "Inbox" not in owner.titles()


def test_own_cards_are_done_by_one_key(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Sign the lease", "d")
    assert owner.hand.card("Sign the lease").kind == "done"
    owner.hand.undo()
    assert owner.titles()[-1] == "Sign the lease"


def test_escape_goes_to_the_board(opened: Open) -> None:
    owner = opened(fill)
    owner.press("Three quotes", Key.Key_Escape)
    assert not owner.window.front.is_today and owner.window.board.isVisible()


def test_a_search_shows_the_board(opened: Open) -> None:
    owner = opened(fill)
    owner.hand.search("gloves")
    assert not owner.window.front.is_today
    assert owner.hand.shown("handed_over") == ["Order gloves"]


def test_a_week_in_silence_is_one_line_and_one_key(opened: Open) -> None:
    owner = opened(week)
    (title,) = [one for one in owner.titles() if "1 × Report" in one]
    assert owner.buttons(title) == ["All", "Except…"]
    owner.press(title, "y")
    (run,) = read_runs(owner.hand.board, owner.hand.task("Report"))
    assert (run.outcome, run.reviewed) == ("accepted", False)
    assert title not in owner.titles()


def test_except_asks_which(opened: Open) -> None:
    owner = opened(week)
    (title,) = [one for one in owner.titles() if "1 × Report" in one]
    owner.press(title, "e")
    sheet = owner.hand.dialog(ExceptSheet)
    owner.hand.press(Key.Key_Space)
    owner.hand.qtbot.mouseClick(sheet.take, Qt.MouseButton.LeftButton)
    owner.hand.settle()
    (run,) = read_runs(owner.hand.board, owner.hand.task("Report"))
    assert run.outcome == "skipped"


def test_what_was_silent_long_enough_is_assumed_when_the_program_starts(opened: Open) -> None:
    def silent(board: Board) -> None:
        day = TODAY - 10 * DAY
        give(board, "Report", level=4, repeat=MONTHLY, due=day, uid=uid_for(day, is_looked_at=False))

    owner = opened(silent)
    owner.hand.settle()
    (run,) = read_runs(owner.hand.board, owner.hand.task("Report"))
    assert run.outcome == "assumed_done"
    assert [title for title in owner.titles() if "1 × Report" in title]
    assert owner.hand.undo_name() != "Undo Assumed done"


def test_a_board_that_is_only_looked_at_shows_it_without_actions(opened: Open) -> None:
    def silent(board: Board) -> None:
        fill(board)
        day = TODAY - 10 * DAY
        give(board, "Report", level=4, repeat=MONTHLY, due=day, uid=uid_for(day, is_looked_at=False))

    owner = opened(silent, read_only=True)
    assert owner.buttons("Three quotes") == ["Open"]
    before = owner.hand.board.revision
    for key in ("a", "b", "f"):
        owner.press("Three quotes", key)
    assert owner.hand.board.revision == before
    assert read_runs(owner.hand.board, owner.hand.task("Report")) == []


def test_midnight_makes_other_things_due(opened: Open) -> None:
    def due_today(board: Board) -> None:
        give(board, "Order gloves", due=TODAY)

    owner = opened(due_today)
    assert owner.titles() == [] and "Nothing waits for you" in owner.page.empty.text()
    owner.desk.day = TODAY + 2 * DAY
    owner.window.day.look()
    owner.hand.settle()
    assert owner.titles() == ["Order gloves"] and "2 d late" in owner.second("Order gloves")
    assert owner.page.date.text().split()[1] == str((TODAY + 2 * DAY).day)


def test_who_has_more_in_hand_than_is_bought_is_told_once_it_is_known(opened: Open) -> None:
    def full(board: Board) -> None:
        edit_assistant(board, maya(board), seconds_per_week=3600)
        give(board, "Books", repeat=DAILY, level=4, due=TODAY + DAY, seconds_per_run=3600)

    owner = opened(full)
    owner.hand.qtbot.waitUntil(lambda: owner.window.people.is_up_to_date)
    owner.hand.qtbot.waitUntil(lambda: owner.titles() == ["Maya Santos has more in hand than you buy"])
    (title,) = owner.titles()
    assert "% full" in owner.second(title) and "1 card in their hands" in owner.second(title)
    owner.press(title, Key.Key_Return)
    assert owner.window.pages.currentWidget() is not owner.window.splitter


def test_nothing_is_said_kindly(opened: Open) -> None:
    owner = opened(lambda board: give(board, "Order gloves"))
    assert owner.page.empty.text() == "Nothing waits for you. 1 card in other hands."


@pytest.mark.parametrize("size", [(900, 600), (1920, 1080)])
def test_lines_keep_inside_the_page(opened: Open, size: tuple[int, int]) -> None:
    owner = opened(fill)
    owner.window.resize(*size)
    owner.hand.settle()
    for title in owner.titles():
        owner.go(title)
        rect, plan = owner._plan(title)
        assert rect.right() <= owner.viewport.width()
        for button in plan.buttons:
            assert button.rect.left() >= 0 and button.rect.right() <= rect.width()


def test_it_is_spoken_with_its_keys(opened: Open) -> None:
    owner = opened(fill)
    model = owner.page.model
    row = model.row_of(owner.item("Three quotes"))
    told = str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Three quotes" in told and "Accept: A" in told and "Open: Enter" in told


def test_it_follows_what_happens_elsewhere(opened: Open, desk: Desk) -> None:
    owner = opened(fill)
    owner.window.store.submit(handovers.deliver, [owner.hand.task("Runs quietly")])
    owner.hand.settle()
    assert owner.titles()[1:3] == ["Runs quietly", "Three quotes"]
    assert desk.crashes == []
