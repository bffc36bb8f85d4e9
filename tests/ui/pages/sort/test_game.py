"""Sorting by keys."""

from PySide6.QtCore import Qt

from models import triage_ops
from models.board import Board
from models.cards import read_detail
from models.drafts import StepDraft, TaskDraft
from models.repeats import Repeat
from models.settings import read_settings
from tests.ui.pages.sort.conftest import Begin, Desk, weekly


def state(desk: Desk, title: str) -> tuple[str, str]:
    card = desk.card(title)
    return card.kind, card.verdict


def answers(desk: Desk, title: str) -> dict[str, int | None]:
    return dict(triage_ops.read_triage(desk.store.board, desk.card(title).id).answers)


def test_fifty_tasks_take_at_most_110_keys_and_no_mouse(begin: Begin) -> None:
    """As an owner would: most by one answer and Enter, some at once, some split, dropped or put back."""
    desk = begin([weekly(f"Task {number}") for number in range(50)])
    for number in range(50):
        if number < 30:
            desk.press("0\n" if number % 3 else "4\n")
        elif number < 40:
            desk.press("d" if number % 2 else "c")
        elif number < 44:
            desk.press("s\n")
        elif number < 46:
            desk.press("x")
        elif number < 47:
            desk.press("a")
        elif number < 48:
            desk.press("013211\n")
        else:
            desk.press("g1\n")
    desk.settle()
    assert desk.keys <= 110
    assert desk.page.game.deal.play is None and desk.page.game.deal.round.left == 0
    cards = desk.cards()
    assert len(cards) == 54
    assert not [card for card in cards if card.kind == "unsorted"]
    kinds = [card.kind for card in cards]
    assert {kind: kinds.count(kind) for kind in ("core", "setup", "done")} == {
        "core": 10 + 5 + 4 + 2,
        "setup": 20 + 5 + 4 + 1,
        "done": 3,
    }
    assert desk.page.closing.isVisible()


def test_only_the_first_question_is_open_and_each_digit_opens_the_next(begin: Begin) -> None:
    desk = begin([weekly("Inbox")])
    rows = desk.page.game.table.questions.rows
    assert [letter for letter, row in rows.items() if row.is_open] == ["S"]
    assert not rows["O"].digits.isVisible() and not rows["V"].isVisible()
    for digit, letter in zip("01321", "OTPRE", strict=True):
        desk.press(digit)
        assert [key for key, row in rows.items() if row.is_open] == [letter]
    desk.press("1")
    assert desk.page.game.deal.open_letter == "E"
    desk.settle()
    assert answers(desk, "Inbox") == {"S": 0, "O": 1, "T": 3, "P": 2, "V": 3, "R": 1, "E": 1}
    assert state(desk, "Inbox") == ("unsorted", "undecided")


def test_once_all_are_answered_a_digit_corrects_the_question_that_is_lit(begin: Begin) -> None:
    desk = begin([weekly("Inbox"), weekly("Next")])
    rows = desk.page.game.table.questions.rows
    desk.press("013211")
    assert [letter for letter, row in rows.items() if row.is_open] == ["E"]
    desk.press("4")
    assert desk.page.game.deal.open_letter == "E"
    for _ in range(2):
        desk.qtbot.keyClick(desk.page.game, Qt.Key.Key_Up)
    desk.press("2")
    assert [letter for letter, row in rows.items() if row.is_open] == ["P"]
    desk.settle()
    assert answers(desk, "Inbox") == {"S": 0, "O": 1, "T": 3, "P": 2, "V": 3, "R": 1, "E": 4}
    assert desk.page.game.deal.play is not None and desk.page.game.deal.play.is_answered
    desk.press("z")
    desk.settle()
    assert answers(desk, "Inbox")["E"] == 1


def test_a_task_that_comes_with_all_answers_has_its_first_question_open(begin: Begin) -> None:
    desk = begin([weekly("Inbox"), weekly("Next")])
    desk.press("013211 ")
    desk.settle()
    assert desk.title == "Next"
    desk.page.game.deal.bring(desk.card("Inbox").id)
    assert desk.title == "Inbox" and desk.page.game.deal.open_letter == "S"
    desk.press("3")
    desk.settle()
    assert answers(desk, "Inbox")["S"] == 3 and desk.page.game.deal.open_letter == "S"


def test_a_decision_works_at_once_without_any_answer(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two")])
    desk.press("dc")
    desk.settle()
    assert state(desk, "One") == ("setup", "delegable")
    assert state(desk, "Two") == ("core", "core")
    assert triage_ops.agreement(desk.store.board) == (0, 0)


def test_enter_takes_the_lean_below_five_answers_and_waits_where_there_is_none(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two")])
    said: list[str] = []
    desk.page.said.connect(said.append)
    desk.press("\n")
    assert desk.title == "One" and said == ["One more answer first, or decide with C, D or S."]
    desk.press("2\n")
    assert desk.title == "One"
    assert desk.page.game.table.verdict.heading == "No suggestion yet: one more answer"
    desk.press("z")
    desk.settle()
    desk.press("0")
    assert desk.page.game.table.verdict.heading == "Leans delegable so far"
    desk.press("\n4\n")
    desk.settle()
    assert state(desk, "One") == ("setup", "delegable")
    assert state(desk, "Two") == ("core", "core")
    assert triage_ops.agreement(desk.store.board) == (0, 0)


def test_enter_takes_the_suggestion_and_agreeing_counts(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two")])
    desk.press("0132")
    assert desk.page.game.table.verdict.heading == "Likely delegable — an assistant you train"
    assert desk.page.game.table.keys.buttons["delegable"].is_taken
    assert desk.page.game.table.verdict.lines == [
        "not what customers choose you for +15",
        "needs little that only you have +5",
        "can be taught with a checklist +3.75",
    ]
    desk.press("\n0132c")
    desk.settle()
    assert state(desk, "One") == ("setup", "delegable")
    assert state(desk, "Two") == ("core", "core")
    assert triage_ops.agreement(desk.store.board) == (1, 2)


def test_a_gate_keeps_it_and_its_number_is_no_answer(begin: Begin) -> None:
    desk = begin([weekly("Sign the lease")])
    table = desk.page.game.table
    desk.press("g")
    assert table.gates.is_waiting
    desk.press("6")
    assert not table.gates.is_waiting and table.gates.chips["keys"].isChecked()
    assert desk.page.game.deal.open_letter == "S"
    assert table.verdict.heading == "Core — it must stay with you"
    desk.press("g6g\x1b")
    assert not table.gates.chips["keys"].isChecked() and not table.gates.is_waiting
    desk.press("g1\n")
    desk.settle()
    assert state(desk, "Sign the lease") == ("core", "core")
    found = triage_ops.read_triage(desk.store.board, desk.card("Sign the lease").id)
    assert found.gates == {"binding"} and found.answers["S"] is None


def test_on_site_changes_whom_it_goes_to(begin: Begin) -> None:
    desk = begin([weekly("Fix the printer")])
    desk.press("0021l")
    desk.settle()
    assert desk.page.game.table.verdict.heading == "Likely delegable — someone on site"
    assert triage_ops.read_triage(desk.store.board, desk.card("Fix the printer").id).on_site


def test_split_makes_two_linked_cards_with_the_titles_as_typed(begin: Begin) -> None:
    draft = weekly("Newsletter")
    draft.notes, draft.tags, draft.steps = "Mine and theirs", ["mail"], [StepDraft("Collect figures")]
    desk = begin([draft, weekly("Next")])
    desk.press("s")
    box = desk.page.game.table.split
    assert (box.mine.text(), box.give.text()) == ("Newsletter: my part", "Newsletter: to give")
    desk.qtbot.keyClicks(box.mine, "!")
    desk.press("\n")
    desk.settle()
    assert state(desk, "Newsletter: my part!") == ("core", "core")
    assert state(desk, "Newsletter: to give") == ("setup", "delegable")
    mine = read_detail(desk.store.board, desk.card("Newsletter: my part!").id)
    give = read_detail(desk.store.board, desk.card("Newsletter: to give").id)
    assert mine is not None and give is not None
    assert [link.task_id for link in mine.links] == [give.card.id]
    assert mine.notes == give.notes == "Mine and theirs" and mine.card.tags == give.card.tags == ("mail",)
    assert (mine.card.steps, give.card.steps) == (0, 1)
    assert (mine.card.repeat, give.card.repeat) == (None, Repeat())
    assert desk.title == "Next"


def test_letters_typed_into_a_title_are_no_keys_of_the_game(begin: Begin) -> None:
    desk = begin([weekly("Newsletter"), weekly("Next")])
    desk.press("sdcx4")
    desk.settle()
    assert desk.title == "Newsletter" and state(desk, "Newsletter") == ("unsorted", "undecided")


def test_escape_leaves_a_split_in_unsorted_marked_as_split(begin: Begin) -> None:
    desk = begin([weekly("Newsletter"), weekly("Next")])
    desk.press("s\x1b")
    desk.settle()
    assert state(desk, "Newsletter") == ("unsorted", "split")
    assert desk.title == "Next"
    desk.press("d")
    desk.settle()
    assert desk.page.closing.isVisible()


def test_drop_and_automate_end_it(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two")])
    desk.press("xa")
    desk.settle()
    assert [desk.card(title).outcome for title in ("One", "Two")] == ["dropped", "automated"]


def test_later_goes_behind_and_the_round_ends_when_only_those_are_left(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two"), weekly("Three")])
    desk.press(" ")
    assert desk.title == "Two" and desk.page.game.table.left.text() == "3 left of 3"
    desk.press("dc")
    desk.settle()
    closing = desk.page.closing
    assert closing.isVisible() and closing.again.text() == "1 put back: sort now"
    closing.again.click()
    assert desk.title == "One" and desk.page.game.table.isVisible()


def test_z_takes_back_key_by_key(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two")])
    desk.press("01d")
    desk.settle()
    assert desk.title == "Two"
    desk.press(" ")
    desk.press("z")
    assert desk.title == "Two"
    desk.press("z")
    desk.settle()
    assert desk.title == "One" and state(desk, "One") == ("unsorted", "undecided")
    assert answers(desk, "One")["O"] == 1
    desk.press("z")
    desk.settle()
    assert answers(desk, "One")["O"] is None and desk.page.game.deal.open_letter == "O"
    desk.press("z")
    desk.settle()
    assert answers(desk, "One")["S"] is None and desk.page.game.deal.open_letter == "S"
    said: list[str] = []
    desk.page.said.connect(said.append)
    desk.press("z")
    assert len(said) == 1 and desk.card("One").kind == "unsorted"


def test_z_brings_the_last_one_back_from_the_closing_page(begin: Begin) -> None:
    desk = begin([weekly("One")])
    desk.press("d")
    desk.settle()
    assert desk.page.closing.isVisible()
    desk.press("z")
    desk.settle()
    assert desk.title == "One" and desk.page.game.table.isVisible()
    assert state(desk, "One") == ("unsorted", "undecided")


def test_undo_of_a_split_brings_one_card_back(begin: Begin) -> None:
    desk = begin([weekly("Newsletter"), weekly("Next")])
    desk.press("s\n")
    desk.settle()
    desk.press("z")
    desk.settle()
    assert desk.title == "Newsletter" and len(desk.cards()) == 2


def test_unknown_hours_are_asked_last_in_five_classes(begin: Begin) -> None:
    desk = begin([TaskDraft("Renew the insurance", kind="unsorted")])
    rows = desk.page.game.table.questions.rows
    assert rows["V"].isVisible()
    desk.press("013211")
    assert desk.page.game.deal.open_letter == "V"
    desk.press("3")
    desk.settle()
    card = desk.card("Renew the insurance")
    assert card.seconds_per_week == 90 * 60 and card.seconds_per_run is None
    assert "about 1 h 30 min a week, rough" in desk.page.game.table.about.text()
    assert answers(desk, "Renew the insurance")["V"] == 3


def test_a_common_task_is_offered_and_one_key_takes_it(begin: Begin) -> None:
    desk = begin([TaskDraft("Send invoices", kind="unsorted"), TaskDraft("Paint the boat", kind="unsorted")])
    offer = desk.page.game.table.offer
    assert offer.isVisible() and offer.task is not None and "nvoice" in offer.task.title
    desk.press("m")
    desk.settle()
    card = desk.card("Send invoices")
    assert not offer.isVisible()
    assert card.seconds_per_run == offer_minutes("Send invoices") * 60 and card.repeat is not None
    desk.press("d")
    assert desk.title == "Paint the boat" and not offer.isVisible()


def offer_minutes(title: str) -> int:
    from models.resembling import resembling

    found = resembling(title)
    assert found is not None
    return found.minutes


def test_the_specialisation_is_asked_once_above_the_first_question(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two")], specialisation="")
    ask = desk.page.game.table.ask
    assert ask.isVisible()
    target = desk.page.window().focusWidget()
    desk.qtbot.keyClicks(target, "advice on dental parts")
    desk.press("\n")
    desk.settle()
    assert desk.store.board.about().specialisation == "advice on dental parts"
    assert not ask.isVisible()
    assert desk.page.game.table.questions.rows["S"].hint.text() == "“advice on dental parts”"
    desk.press("0\n")
    assert desk.title == "Two" and not ask.isVisible()


def test_the_specialisation_may_be_put_off(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two")], specialisation="")
    desk.press("\x1b")
    assert not desk.page.game.table.ask.isVisible()
    desk.press("d")
    assert desk.title == "Two" and not desk.page.game.table.ask.isVisible()
    desk.settle()
    with Board.open(desk.store.board.path, read_only=True) as board:
        assert read_settings(board)["not_now.specialisation"]


def test_what_is_decided_elsewhere_leaves_the_round_and_what_is_new_joins_it(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two"), weekly("Three")])
    from models import tasks

    two = desk.card("Two").id
    desk.store.submit(triage_ops.decide, two, "core")
    desk.store.submit(tasks.add_tasks, [weekly("Four")])
    desk.settle()
    assert desk.page.game.table.left.text() == "3 left of 4"
    desk.press("d")
    assert desk.title == "Three"
    desk.press("d")
    assert desk.title == "Four"


def test_what_the_board_refuses_is_back_on_the_table(begin: Begin) -> None:
    desk = begin([weekly("One"), weekly("Two")])
    refused: list[object] = []
    desk.store.refused.connect(refused.append)
    desk.press("s")
    desk.page.game.table.split.taken.emit(" ", " ")
    desk.settle()
    assert len(refused) == 1 and desk.title == "One"
    assert state(desk, "One") == ("unsorted", "undecided")


def test_arrows_open_any_question_and_an_answer_can_be_changed(begin: Begin) -> None:
    desk = begin([weekly("One")])
    desk.press("012")
    for _ in range(2):
        desk.qtbot.keyClick(desk.page.game, Qt.Key.Key_Up)
    assert desk.page.game.deal.open_letter == "O"
    desk.press("4")
    desk.settle()
    assert answers(desk, "One")["O"] == 4 and desk.page.game.deal.open_letter == "P"


def test_answers_stay_when_a_task_comes_back(begin: Begin) -> None:
    def prepare(board: Board) -> None:
        triage_ops.answer(board, 1, S=1, T=4)

    desk = begin([weekly("One")], prepare=prepare)
    assert desk.page.game.deal.open_letter == "O"
    assert desk.page.game.table.verdict.heading == "Leans delegable so far"


def test_an_empty_board_says_so_instead_of_asking(begin: Begin) -> None:
    desk = begin([])
    assert desk.page.closing.isVisible()
    assert desk.page.closing.heading.text() == "Nothing to give away yet"
    desk.press("d4\n ")
    with desk.qtbot.waitSignal(desk.page.closed):
        desk.press("\x1b")
