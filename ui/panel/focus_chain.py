"""Tab order for parts that come and go."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def anchor(parent: QWidget) -> QWidget:
    """An invisible place in the Tab order, to chain later parts to."""
    place = QWidget(parent)
    place.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt chains nothing to a widget without one
    place.hide()
    return place


def chain(first: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab go from `first` through the parts, in this order; what came after `first` comes after them."""
    for part in parts:
        QWidget.setTabOrder(first, part)
        first = part


def inside(whole: QWidget) -> list[QWidget]:
    """What Tab goes through in a widget that has no parent yet, in its order."""
    found, part = [], whole.nextInFocusChain()
    while part is not None and part is not whole:
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(part)
        part = part.nextInFocusChain()
    return found
