"""Texts that try to be more than text, everywhere where the owner or a file may put them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox

from models import stages, steps, tasks
from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.uid import new_uid
from tests.plain_walk import faults
from tests.stories.desk import Desk, Hand, Key, events
from tests.stories.listener import Listener
from ui.dialogs.bulk_edit import BulkEditDialog

CORPUS = [
    "<b>bold</b><script>alert(1)</script>",
    '<img src="http://127.0.0.1:{port}/pixel.png">',
    '<a href="file:///etc/passwd">click</a> &lt;i&gt; &amp;',
    "<qt><h1>Heading</h1><table border=9><tr><td>x</td></tr></table>",
    "\u202eevil\u202c \u2066isolated\u2069 \u200f",
    '=HYPERLINK("http://x","y")',
    "@SUM(A1:A9)",
    "../../etc/passwd",
    "C:\\Windows\\..\\x.lnk",
    "%s %n {title} {0} {} %1 %2",
    "&File &&& _underscored_",
    "Zalgo t̷̡e̸x̶t̵ \U0001f469\u200d\U0001f680 Ωμέγα 漢字",
    "a" * 500,
    "tabs\tand\u2028separators",
    "'; DROP TABLE task; --",
    "javascript:alert(1)",
]


@pytest.fixture
def hand(desk: Desk, listener: Listener) -> Hand:
    corpus = texts(listener)
    drafts = [
        TaskDraft(
            text,
            notes=text,
            tags=[text],
            assistants=[text],
            steps=[StepDraft(text)],
            comments=[CommentDraft(text, text)],
            links=[LinkDraft(text, text), LinkDraft(f"https://example.org/{number}", text)],
        )
        for number, text in enumerate(corpus)
    ]
    return desk.window(desk.board("<b>Shop & [*] Co", unsorted=drafts, core=["Plain"]))


def texts(listener: Listener) -> list[str]:
    return [text.replace("{port}", str(listener.server.serverPort())) for text in CORPUS]


def everything_plain(hand: Hand) -> None:
    events()
    for window in QApplication.topLevelWidgets():
        assert faults(window) == []


def test_every_card_opened_is_letters_only(hand: Hand, listener: Listener, opened: list[QUrl]) -> None:
    for number, column in enumerate(hand.window.board.columns()):
        if number == 0:
            for task in list(column.model.ids):
                hand.window.open_card(task)
                hand.window.panel.task_tab.more.click()
                hand.window.panel.show_tab("history")
                events()
                hand.window.panel.grab()
                hand.window.panel.show_tab("task")
    hand.window.grab()
    everything_plain(hand)
    assert listener.calls == 0 and opened == []


def test_columns_people_tags_and_search(hand: Hand, listener: Listener) -> None:
    for text, stage in zip(texts(listener), stages.read_stages(hand.board), strict=False):
        hand.store.submit(stages.edit_stage, stage.id, name=text)
    hand.store.submit(stages.edit_board, specialisation=texts(listener)[1])
    hand.settle()
    hand.window.grab()
    everything_plain(hand)
    for text in texts(listener):
        hand.window.search.show_query(text)
        hand.window.find_person(text)
        hand.window.search.show_query(f'stage:"{text}" tag:{text}')
    hand.window.search.show_query("")
    hand.window.open_card(hand.column("unsorted").model.ids[0])
    everything_plain(hand)
    hand.agrees()
    assert listener.calls == 0


def test_doing_things_to_them_says_their_text(hand: Hand, listener: Listener) -> None:
    for text in texts(listener)[:4]:
        task = hand.column("unsorted").model.ids[0]
        title = hand.window.board.columns()[0].model.index(0, 0).data()
        hand.window.board.focus_task(task)
        hand.press("2")
        assert title in hand.said and text
        assert title.replace("&", "&&") in hand.undo_name()
        hand.undo()
        hand.press(Key.Key_Delete)
        assert title in hand.said
    hand.run("view.bin")
    hand.window.grab()
    everything_plain(hand)


def test_dialogs_and_menus(hand: Hand, listener: Listener, tmp_path: Path) -> None:
    hand.focus("Plain")
    hand.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.window.board.columns()[0].view.selectAll()
    hand.run("card.change")
    hand.dialog(BulkEditDialog)
    everything_plain(hand)
    hand.dialog(BulkEditDialog).reject()
    menu = QMenu()
    hand.window.cards.fill_send(menu)
    hand.store.submit(stages.edit_stage, hand.stage("core").id, name="A & B\t3")
    hand.settle()
    hand.window.cards.fill_send(menu)
    assert any(action.text().startswith("A && B") for action in menu.actions())
    menu.close()
    for text in texts(listener):
        hand.window.view.open_link(text)
    for scheme in (
        "file:///etc/passwd",
        "smb://host/x",
        "https://user:pass@example.org",
        "vscode://x",
        "https://a b/",
    ):
        hand.window.view.open_link(scheme)
    everything_plain(hand)
    for box in hand.window.findChildren(QMessageBox):
        assert "not opened from here" in box.text()
        box.close()
    assert listener.calls == 0


def test_a_known_link_is_shown_in_full_before_it_is_opened(hand: Hand, opened: list[QUrl]) -> None:
    hand.window.view.open_link("https://example.org/a?b=<b>&c=ü")
    box = hand.dialog(QMessageBox)
    said = [label.text() for label in box.findChildren(QLabel)]
    assert "https://example.org/a?b=%3Cb%3E&c=%C3%BC" in said and opened == []
    hand.press(Key.Key_Escape)
    assert opened == []
    hand.window.view.open_link("https://example.org/x")
    box = hand.dialog(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Open").click()
    assert [url.toString() for url in opened] == ["https://example.org/x"]


def test_an_import_with_such_texts_is_shown_as_text(hand: Hand, listener: Listener, tmp_path: Path) -> None:
    path = tmp_path / "<b>list & co.csv"
    rows = ["Title,Notes,Due,List"]
    rows += ['"{0}","{0}",nonsense,"{0}"'.format(text.replace('"', '""')) for text in texts(listener)]
    path.write_text("\n".join(rows), encoding="utf-8")
    importing = hand.import_file(path)
    everything_plain(hand)
    importing.press()
    everything_plain(hand)
    hand.agrees()
    assert listener.calls == 0


def test_edits_with_such_texts_come_back_as_typed(hand: Hand, listener: Listener) -> None:
    task = hand.task("Plain")
    for text in texts(listener):
        hand.store.submit(tasks.edit_task, task, notes=text)
        hand.store.submit(steps.add_step, task, text, new_uid())
        hand.settle()
        detail = hand.detail("Plain")
        assert detail.notes == text and detail.steps[-1].text.split() == text.split()


def test_window_titles_name_the_board_as_it_is(hand: Hand) -> None:
    hand.window.setWindowModified(True)
    assert hand.window.windowHandle().title().startswith("<b>Shop & [*] Co*")
