"""What comes back, in the window: dropped, pasted, compared, applied and undone; chats pasted on a card."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from models import handovers
from models.brief_edits import edit_brief
from models.packets.content import Packet
from models.packets.reply_block import wrapped
from tests.models import sending
from tests.models.packets.replies import REPLY, saved
from tests.stories.desk import Desk, Hand, Key
from tests.stories.window_system import LEFT, drop_on
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.reply_dialog import ReplyDialog
from ui.dialogs.their_words import TheirWords
from ui.opening import open_board

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Out:
    """A window, and what was sent of “Order gloves”."""

    def __init__(self, desk: Desk) -> None:
        path = desk.board(setup=["Call"])
        with open_board(path) as board:
            self.task = sending.given(board)
            self.packet: Packet = sending.send(board, self.task)
        self.hand = desk.window(path)

    def reply(self, **changes: object) -> str:
        """What the page saves, as its script writes it."""
        values = {"board": self.packet.board, "token": self.packet.token, "brief": self.packet.version}
        said = {"status": "done", "ticked": [], "question": "", "note": "Twenty boxes", "minutes": 25}
        return saved(**(values | said | changes))

    def file(self, tmp_path: Path, text: str, name: str = "reply-Order gloves.txt") -> QMimeData:
        (tmp_path / name).write_text(text, "utf-8")
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        return mime

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.hand.run("card.paste")


@pytest.fixture
def out(desk: Desk) -> Out:
    return Out(desk)


def comments(hand: Hand, title: str = "Order gloves") -> list[tuple[str, str]]:
    return [(one.author, one.text) for one in hand.detail(title).comments]


def test_a_reply_file_dropped_on_a_column_is_compared_applied_and_undone(out: Out, tmp_path: Path) -> None:
    hand, first = out.hand, out.packet.steps[0].uid
    before = hand.everything()
    hand.drop_from_outside("core", out.file(tmp_path, out.reply(ticked=[first])))
    dialog = hand.dialog(ReplyDialog)
    assert dialog.heading.text() == "Maya Reyes answered about “Order gloves”"
    assert "not a proof" in dialog.remark.text() and dialog.stale.isHidden()
    assert dialog.rows == [
        ("How it stands", "in their hands", "waits for your look"),
        ("Minutes this time", "", "25"),
        ("Note", "", "Twenty boxes"),
        ("Step", "", "✓ Call"),
    ]
    assert hand.everything() == before
    hand.qtbot.mouseClick(dialog.apply, LEFT)
    hand.settle()
    assert hand.shown("review") == ["Order gloves"] and comments(hand) == [("Maya Reyes", "Twenty boxes")]
    assert hand.undo_name() == "Undo answer of Maya Reyes about “Order gloves”"
    hand.undo()
    assert hand.everything() == before and comments(hand) == []


def test_not_now_changes_nothing_and_it_can_be_dropped_again(out: Out, tmp_path: Path) -> None:
    hand = out.hand
    revision = hand.board.revision
    for _ in range(2):
        drop_on(
            hand.window,
            QPoint(5, hand.window.height() - 5),
            out.file(tmp_path, out.reply()),
            hand.copy_action,
        )
        hand.dialog(ReplyDialog).reject()
        hand.settle()
    assert hand.board.revision == revision and hand.shown("unsorted") == []


def test_the_text_of_a_chat_with_a_block_in_it_is_pasted_anywhere(out: Out) -> None:
    out.hand.focus("Call")
    out.paste(f"Hi Anna, all done!\n\n{wrapped(out.reply())}\n-- \nMaya")
    QTest.keyClick(out.hand.dialog(ReplyDialog), Key.Key_Return)
    out.hand.settle()
    assert out.hand.shown("review") == ["Order gloves"] and out.hand.shown("setup") == ["Call"]


def test_a_reply_that_was_applied_is_refused_in_words(out: Out) -> None:
    hand = out.hand
    hand.focus("Call")
    out.paste(out.reply())
    hand.qtbot.mouseClick(hand.dialog(ReplyDialog).apply, LEFT)
    hand.settle()
    hand.focus("Call")
    out.paste(out.reply())
    dialog = hand.dialog(ReplyDialog)
    assert dialog.remark.text() == "This reply was applied already." and dialog.apply.isHidden()
    dialog.reject()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"token": "0" * 32}, "Nothing that was sent from this board carries the number of this reply."),
        ({"board": "01939a3e-7b6e-7cc2-9f10-2f2f0c1b8a99"}, "This reply belongs to another board."),
        ({"status": "not_done", "note": "", "minutes": None}, "It would change nothing."),
    ],
)
def test_what_is_not_taken_says_why(out: Out, changes: dict[str, object], said: str) -> None:
    out.hand.focus("Call")
    out.paste(out.reply(**changes))
    dialog = out.hand.dialog(ReplyDialog)
    assert dialog.remark.text() == said and dialog.apply.isHidden()
    dialog.reject()


def test_a_damaged_reply_is_said_and_is_no_card(out: Out) -> None:
    out.hand.focus("Call")
    out.paste(out.reply()[:-40] + "}")
    assert "damaged" in out.hand.dialog(QMessageBox).text()
    out.hand.dialog(QMessageBox).accept()
    assert out.hand.shown("setup") == ["Call"]


def test_an_older_brief_is_marked(out: Out) -> None:
    with out.hand.qtbot.waitSignal(out.hand.store.submit(edit_brief, out.task, why="Winter").done):
        pass
    out.hand.focus("Call")
    out.paste(out.reply())
    dialog = out.hand.dialog(ReplyDialog)
    assert dialog.stale.isVisible()
    assert dialog.stale.text() == "It answers version 1 of the brief, you are at 2."
    dialog.reject()


def test_what_changed_while_it_was_looked_at_is_shown_before_it_is_applied(out: Out) -> None:
    hand = out.hand
    out.paste(out.reply())
    first = hand.dialog(ReplyDialog)
    assert first.stale.isHidden()
    with hand.qtbot.waitSignal(hand.store.submit(edit_brief, out.task, why="Winter comes").done):
        pass
    hand.qtbot.mouseClick(first.apply, LEFT)
    second = hand.dialog(ReplyDialog)
    assert not second.stale.isHidden() and comments(hand) == []
    hand.qtbot.mouseClick(second.apply, LEFT)
    hand.qtbot.waitUntil(lambda: comments(hand) == [("Maya Reyes", "Twenty boxes")])
    hand.settle()


def test_hostile_words_stand_there_as_letters(out: Out) -> None:
    text = "<img src='file:///etc/passwd'><b>x</b> {who} {title}"
    out.hand.focus("Call")
    out.paste(out.reply(note=text, question=text, status="question"))
    dialog = out.hand.dialog(ReplyDialog)
    assert [row[2] for row in dialog.rows if row[0] in ("Question", "Note")] == [text, text]
    dialog.reject()


def test_a_reply_dropped_on_the_panel_is_no_link(out: Out, tmp_path: Path) -> None:
    out.hand.open_card("Order gloves")
    tab = out.hand.window.panel.task_tab
    drop_on(tab.viewport(), QPoint(20, 20), out.file(tmp_path, out.reply()), Qt.DropAction.CopyAction)
    out.hand.dialog(ReplyDialog).reject()
    assert out.hand.detail("Order gloves").attachments == ()


def test_an_export_is_still_an_import(out: Out, tmp_path: Path) -> None:
    board = json.dumps({"id": "x", "name": "B", "lists": [], "cards": []})
    out.hand.drop_from_outside("core", out.file(tmp_path, board, "board.json"))
    out.hand.dialog(ImportDialog).reject()


# A chat without a block


@pytest.mark.parametrize(
    ("key", "column", "move"),
    [(Key.Key_D, "review", "mine"), (Key.Key_Q, "handed_over", "mine"), (Key.Key_N, "handed_over", "theirs")],
)
def test_a_chat_pasted_on_a_card_is_a_remark_and_one_key_says_how_it_stands(
    out: Out, key: Key, column: str, move: str
) -> None:
    hand = out.hand
    hand.focus("Order gloves")
    out.paste("[10:02] Maya: hello\n[10:03] Maya: sizes?")
    dialog = hand.dialog(TheirWords)
    assert dialog.heading.text() == "What Maya Reyes wrote about “Order gloves”"
    QTest.keyClick(dialog, key)
    hand.settle()
    assert hand.shown(column) == ["Order gloves"]
    assert comments(hand) == [("Maya Reyes", "[10:02] Maya: hello\n[10:03] Maya: sizes?")]
    held = handovers.newest(hand.board, out.task)
    assert held is not None and held.move == move
    hand.undo()
    assert comments(hand) == [] and hand.shown("handed_over") == ["Order gloves"]


def test_the_buttons_do_the_same_and_escape_nothing(out: Out) -> None:
    hand = out.hand
    hand.focus("Order gloves")
    out.paste("All here")
    QTest.keyClick(hand.dialog(TheirWords), Key.Key_Escape)
    hand.settle()
    assert comments(hand) == []
    hand.focus("Order gloves")
    out.paste("All here")
    hand.qtbot.mouseClick(hand.dialog(TheirWords).answers["done"], LEFT)
    hand.settle()
    assert hand.shown("review") == ["Order gloves"]


def test_it_may_have_been_new_cards_after_all(out: Out) -> None:
    hand = out.hand
    hand.focus("Order gloves")
    out.paste("Order masks")
    hand.qtbot.mouseClick(hand.dialog(TheirWords).cards, LEFT)
    hand.settle()
    assert comments(hand) == []
    assert hand.shown("unsorted") == ["Order masks"] and hand.shown("handed_over") == ["Order gloves"]


def test_on_a_card_of_the_owners_a_text_is_new_cards_as_ever(out: Out) -> None:
    out.hand.focus("Call")
    out.paste("Order masks")
    out.hand.settle()
    assert out.hand.shown("setup") == ["Call", "Order masks"]


def test_the_reply_number_is_the_pages_own(out: Out) -> None:
    out.hand.focus("Call")
    out.paste(out.reply())
    out.hand.qtbot.mouseClick(out.hand.dialog(ReplyDialog).apply, LEFT)
    out.hand.settle()
    assert out.hand.board.db.execute_sql("SELECT uid FROM reply").fetchall() == [(REPLY,)]
