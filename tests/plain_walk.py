"""A walk through living windows that finds whatever would take a text for more than a text.

Every story test ends with it (tests/stories/desk.py). It knows no class of ours: it asks Qt what each
widget would do with what it holds.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QErrorMessage,
    QFileDialog,
    QGroupBox,
    QInputDialog,
    QLabel,
    QMenu,
    QMenuBar,
    QMessageBox,
    QProgressDialog,
    QTabBar,
    QTextEdit,
    QWidget,
    QWizard,
)

from ui.actions import MENUS, translated

# Each of them reads its texts as HTML, always or where they look like it.
RICH = (QTextEdit, QErrorMessage, QWizard, QProgressDialog, QInputDialog)
ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.WhatsThisRole, Qt.ItemDataRole.StatusTipRole)
MOST_ROWS, MOST_COLUMNS = 150, 12
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
# A doubled one stands for itself; a number in front is a key on purpose.
_DOUBLED = re.compile(r"&&|^&[0-9] {2}")
_TIP = re.compile(r"<qt>((?:[^<>]|<br>)*)</qt>")


def faults_everywhere() -> list[str]:
    """What all open windows, dialogs and menus would do that they should not."""
    return [fault for window in QApplication.topLevelWidgets() for fault in faults(window)]


def faults(root: QWidget) -> list[str]:
    """The same of one window and all below it."""
    return [
        f"{type(widget).__name__} {widget.objectName()}: {fault}"
        for widget in (root, *root.findChildren(QWidget))
        for fault in _of_widget(widget)
    ]


def _of_widget(widget: QWidget) -> Iterator[str]:
    if isinstance(widget.window(), QFileDialog):
        # Qt's own; it shows file names by item views, which are plain.
        return
    if isinstance(widget, RICH):
        yield "shows rich text"
    if isinstance(widget, QLabel):
        yield from _of_label(widget)
    if isinstance(widget, QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield "a message that is not plain"
    for tip in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        if not is_safe_tip(tip):
            yield f"a tip that is not escaped: {tip[:60]!r}"
    if (
        isinstance(widget, QAbstractButton)
        and not widget.shortcut().isEmpty()
        and has_stray_key(widget.text())
    ):
        yield f"a button with a stray key: {widget.text()[:60]!r}"
    if isinstance(widget, QGroupBox) and has_stray_key(widget.title()):
        yield f"a group with a stray key: {widget.title()[:60]!r}"
    if isinstance(widget, QTabBar):
        for place in range(widget.count()):
            if has_stray_key(widget.tabText(place)) or not is_safe_tip(widget.tabToolTip(place)):
                yield f"a tab that is not plain: {widget.tabText(place)[:60]!r}"
    if (
        isinstance(widget, QMenu)
        and not isinstance(widget.parentWidget(), QMenuBar)
        and has_stray_key(widget.title())
    ):
        yield f"a menu with a stray key: {widget.title()[:60]!r}"
    for action in widget.actions():
        yield from _of_action(action, has_tips=not isinstance(widget, QMenu) or widget.toolTipsVisible())
    if widget.isWindow() and (fault := fault_of_title(widget.windowTitle())):
        yield f"a title with {fault}: {widget.windowTitle()[:60]!r}"
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _of_model(widget.model())


def _of_label(label: QLabel) -> Iterator[str]:
    if label.text() and label.textFormat() != Qt.TextFormat.PlainText:
        yield f"a label that is not plain: {label.text()[:60]!r}"
    if label.buddy() is not None and has_stray_key(label.text()):
        yield f"a label with a stray key: {label.text()[:60]!r}"


def _of_action(action: QAction, *, has_tips: bool) -> Iterator[str]:
    text = action.text()
    if text not in own_texts() and has_stray_key(text):
        yield f"an action with a stray key: {text[:60]!r}"
    before, tab, keys = text.partition("\t")
    if tab and QKeySequence(keys).toString() != keys:
        yield f"an action with a stray tab: {before[:60]!r}"
    for tip in (action.toolTip() if has_tips else "", action.whatsThis(), action.statusTip()):
        if not is_safe_tip(tip):
            yield f"the tip of an action is not escaped: {tip[:60]!r}"


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    wide = 1 if isinstance(model, QAbstractListModel) else min(model.columnCount(QModelIndex()), MOST_COLUMNS)
    for row in range(min(model.rowCount(QModelIndex()), MOST_ROWS)):
        for column in range(wide):
            index = model.index(row, column)
            for role in ROLES:
                tip = model.data(index, role)
                if isinstance(tip, str) and not is_safe_tip(tip):
                    yield f"the tip of an item is not escaped: {tip[:60]!r}"


def is_safe_tip(tip: str) -> bool:
    """Words that Qt does not take for markup, or our own frame around escaped ones (ui/plain.py)."""
    return not QtText.mightBeRichText(tip) or _TIP.fullmatch(tip) is not None


def has_stray_key(text: str) -> bool:
    """Whether Qt would underline a letter of it and give it a key."""
    return not QKeySequence.mnemonic(_DOUBLED.sub("", text)).isEmpty()


def fault_of_title(title: str) -> str:
    """What a title of a window should not hold: control characters, or what turns the reading and stays
    open.
    """
    if _CONTROLS.search(title):
        return "control characters"
    return "a turn that stays open" if turns_stay_open(title) else ""


def turns_stay_open(text: str) -> bool:
    """Whether directional characters in it reach to its end, and so to what stands beside it."""
    depth = 0
    for letter in _BIDI.findall(text):
        if letter in "\u2066\u2067\u2068":
            depth += 1
        elif letter == "\u2069":
            depth -= 1
        elif letter in "\u202a\u202b\u202d\u202e" and depth <= 0:
            return True
        if depth < 0:
            return True
    return depth != 0


def own_texts() -> set[str]:
    """Texts of our own in which a letter has a key on purpose: the menus."""
    if not _own:
        _own.update(translated(title) for title, _ in MENUS)
        _own.update(translated(spec.text) for _, specs in MENUS for spec in specs if spec is not None)
    return _own


_own: set[str] = set()
