"""Texts go back on their cards: at a start in the panel, later behind the screen, while its owner works."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from models.typed import Typed
from models.typed_cards import card_of
from ui.panel.panel import Panel
from ui.plain import apart
from ui.typed_spots import TextField, draft_of, field_at, leave, line_for_new, text_of

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.typed import TypedTexts


def put_back_at_start(typed: "TypedTexts", window: "MainWindow", cards: Sequence[Typed]) -> None:
    """The last of the cards stays open."""
    for one in cards:
        title = _put_back_on_card(typed, window, window.panel, one)
        if title is not None:
            _say(window, title)


def put_back_behind(typed: "TypedTexts", window: "MainWindow", cards: Sequence[Typed]) -> None:
    """What the panel shows, and what is typed there, stays as it is."""
    behind = QWidget()
    behind.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    behind.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
    behind.resize(window.panel.sizeHint())
    panel = window.panel.twin(behind)
    panel.resize(behind.size())
    behind.show()
    for one in cards:
        _put_back_on_card(typed, window, panel, one)
    panel.flush()
    window.store.submit(_nothing).done.connect(behind.deleteLater)


def _put_back_on_card(typed: "TypedTexts", window: "MainWindow", panel: Panel, one: Typed) -> str | None:
    """The title of the card, None where it is offered instead."""
    typed.withdraw(one)
    task, title = card_of(window.store.board, one.subject)
    if task is None:
        typed.offer(one, "gone", title)
        return None
    panel.open(task, focus=False)
    field = _field_on_any_tab(panel, one)
    is_stored = field is not None and draft_of(field) is not None and text_of(field) == one.text
    if field is None or not typed.put_back(field, one):
        typed.offer(one, "changed", title)
        return None
    if one.saves:
        leave(field)
    else:
        panel.refresh()
    return None if is_stored else title


def _field_on_any_tab(panel: Panel, one: Typed) -> TextField | None:
    """The field, once its tab shows the card; that tab stays in front."""
    for key in panel.tabs():
        panel.show_tab(key)
        for _ in range(2):
            field = field_at(panel, one.spot)
            if field is not None and panel.is_in_front(field):
                return field
            panel.unfold()
    panel.show_tab("task")
    return line_for_new(panel) if one.was[:1] == ("",) and one.field.startswith("StepText ") else None


def _say(window: "MainWindow", title: str) -> None:
    text = QCoreApplication.translate(
        "TypedTexts", "“{title}”: what you were typing when the program ended is back."
    ).format(title=apart(title))

    def say(_: object) -> None:
        window.status.say(text, QCoreApplication.translate("TypedTexts", "Undo (Ctrl+Z)"), "undo")

    # After what the change itself says
    window.store.submit(_nothing).done.connect(say)


def _nothing(board: object) -> None:
    """An operation that only waits for those before it."""
