import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from pytestqt.qtbot import QtBot

from tests.ui.board.conftest import click, column, drag, drop_on, point, saved, shown, task, titles
from ui import clipboard
from ui.board.board_view import BoardView
from ui.board.drag import IDS_MIME, CardsMime, read_ids
from ui.store import Store

COPY, MOVE, IGNORE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction, Qt.DropAction.IgnoreAction


def test_a_card_dropped_on_another_column_lands_between_the_cards_it_was_dropped_between(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = column(board, "unsorted").view, column(board, "core").view
    saved(qtbot, store, lambda: drag(monkeypatch, source, 1, target.viewport(), point(target, 1, 0.2)))
    assert titles(board, "core") == ["Price list", "Unsorted 2", "Renewal pitch"]
    assert titles(board, "unsorted") == ["Unsorted 1", "Unsorted 3"]


def test_a_moved_card_stays_selected_and_keeps_the_keyboard(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving = task(board, "Unsorted 2")
    source, target = column(board, "unsorted").view, column(board, "setup").view
    source.setFocus()
    saved(qtbot, store, lambda: drag(monkeypatch, source, 1, target.viewport(), point(target, 0, 0.9)))
    assert board.selected_ids() == [moving] and board.current_id() == moving
    assert target.hasFocus()
    assert titles(board, "setup") == ["Send invoices", "Unsorted 2"]


def test_a_drop_in_the_gap_between_two_cards_is_no_append(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = column(board, "unsorted").view, column(board, "core").view
    gap = QPoint(40, (target.card_rect(0).bottom() + target.card_rect(1).top()) // 2)
    assert target.row_at(gap) == -1
    saved(qtbot, store, lambda: drag(monkeypatch, source, 0, target.viewport(), gap))
    assert titles(board, "core") == ["Price list", "Unsorted 1", "Renewal pitch"]


def test_a_drop_on_empty_ground_appends(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = column(board, "unsorted").view, column(board, "core").view
    low = QPoint(40, target.viewport().height() - 6)
    saved(qtbot, store, lambda: drag(monkeypatch, source, 0, target.viewport(), low))
    assert titles(board, "core")[-1] == "Unsorted 1"


def test_a_drag_within_the_column_changes_the_order(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = column(board, "unsorted").view
    saved(qtbot, store, lambda: drag(monkeypatch, view, 0, view.viewport(), point(view, 2, 0.9)))
    assert titles(board, "unsorted") == ["Unsorted 2", "Unsorted 3", "Unsorted 1"]


def test_a_drop_where_the_card_was_writes_nothing(
    board: BoardView, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, before = column(board, "unsorted").view, store.board.revision
    drag(monkeypatch, view, 1, view.viewport(), point(view, 1, 0.9))
    assert not store.is_busy and store.board.revision == before


def test_cards_selected_in_several_columns_go_together_in_one_step(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, target = (column(board, kind).view for kind in ("unsorted", "core", "setup"))
    click(second, point(second, 0))
    click(first, point(first, 2), Qt.KeyboardModifier.ControlModifier)
    saved(qtbot, store, lambda: drag(monkeypatch, first, 2, target.viewport(), QPoint(30, 4)))
    assert titles(board, "setup") == ["Unsorted 3", "Price list", "Send invoices"]
    saved(qtbot, store, lambda: store.submit(lambda opened: opened.undo()))
    assert titles(board, "setup") == ["Send invoices"] and titles(board, "core")[0] == "Price list"


def test_the_head_of_a_column_takes_cards_to_its_top(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = column(board, "unsorted").view, column(board, "core")
    saved(qtbot, store, lambda: drag(monkeypatch, source, 0, target, QPoint(40, 10)))
    assert titles(board, "core")[0] == "Unsorted 1"


def test_a_folded_column_takes_cards(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = column(board, "done")
    saved(qtbot, store, lambda: target.fold_requested.emit(True))
    source = column(board, "unsorted").view
    saved(qtbot, store, lambda: drag(monkeypatch, source, 0, target, QPoint(10, 60)))
    assert titles(board, "done") == ["Unsorted 1", "Holiday cards"] and target.is_folded


def test_the_drop_line_shows_the_place_and_goes_with_the_drag(board: BoardView) -> None:
    view = column(board, "core").view
    assert view.line_position() is None
    view.hover(point(view, 1, 0.1))
    line = view.line_position()
    assert line is not None and view.card_rect(0).bottom() < line < view.card_rect(1).top()
    view.end_hover()
    assert view.line_position() is None


def test_hovering_near_the_lower_edge_scrolls(make_store: object, qtbot: QtBot) -> None:
    from models.drafts import TaskDraft

    many = {"core": [TaskDraft(title=f"Card {n}") for n in range(60)]}
    board = shown(make_store(many), qtbot)  # type: ignore[operator]
    view = column(board, "core").view
    view.hover(QPoint(40, view.viewport().height() - 4))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 60)
    view.end_hover()
    after = view.verticalScrollBar().value()
    qtbot.wait(60)
    assert view.verticalScrollBar().value() == after


def test_hovering_near_the_right_edge_scrolls_the_board(board: BoardView, qtbot: QtBot) -> None:
    board.resize(600, 600)
    view = column(board, "setup").view
    edge = board.viewport().mapToGlobal(QPoint(board.viewport().width() - 5, 200))
    view.hover(view.viewport().mapFromGlobal(edge))
    qtbot.waitUntil(lambda: board.horizontalScrollBar().value() > 30)
    view.end_hover()


def test_the_drag_carries_ids_titles_and_the_whole_cards(
    board: BoardView, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = column(board, "setup").view
    mime = drag(monkeypatch, view, 0, view.viewport(), point(view, 0))[0]
    assert isinstance(mime, CardsMime)
    assert mime.text() == "Send invoices"
    assert json.loads(bytes(mime.data(IDS_MIME).data()))["ids"] == [task(board, "Send invoices")]
    whole = clipboard.read_cards(mime)
    assert whole is not None and [step.text for step in whole.drafts[0].steps] == ["Draft", "Send"]


@pytest.mark.parametrize("content", ["text", "url", "other board"])
def test_things_of_other_programs_go_up_with_their_place(
    board: BoardView, qtbot: QtBot, content: str
) -> None:
    mime = QMimeData()
    if content == "text":
        mime.setText("Order gloves")
    elif content == "url":
        mime.setUrls([QUrl("https://example.org/a")])
    else:
        mime = CardsMime("/elsewhere/x.board", [task(board, "Price list")], "Price list")
    target = column(board, "core")
    with qtbot.waitSignal(board.foreign_dropped) as caught:
        result = drop_on(target.view.viewport(), point(target.view, 1, 0.1), mime, COPY | MOVE)
    assert result == COPY
    kept, stage, after = caught.args
    assert (stage, after) == (target.stage.id, task(board, "Price list"))
    assert kept.formats() == mime.formats()
    assert titles(board, "core") == ["Price list", "Renewal pitch"]


def test_what_cannot_become_a_card_is_refused(board: BoardView) -> None:
    mime = QMimeData()
    mime.setData("application/x-something", b"x")
    assert drop_on(column(board, "core").view.viewport(), QPoint(20, 20), mime, COPY) == IGNORE


@pytest.mark.parametrize(
    "raw",
    [b"", b"nonsense", b"[1]", b'{"board": "b", "ids": "no"}', b'{"board": "c", "ids": [1]}', b"[" * 90_000],
)
def test_broken_or_foreign_ids_are_nothing(raw: bytes) -> None:
    mime = QMimeData()
    mime.setData(IDS_MIME, raw)
    assert read_ids(mime, "b") == ()


def test_only_whole_numbers_are_ids() -> None:
    mime = QMimeData()
    mime.setData(IDS_MIME, b'{"board": "b", "ids": [1, "2", true, 3.5, null, 4]}')
    assert read_ids(mime, "b") == (1, 4)


def test_a_hint_says_what_a_drop_would_mean(
    board: BoardView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    board.hint_changed.connect(said.append)
    source, target = column(board, "unsorted").view, column(board, "core").view
    saved(qtbot, store, lambda: drag(monkeypatch, source, 0, target.viewport(), QPoint(30, 30)))
    assert said[0] == "Keep it: core" and said[-1] == ""
