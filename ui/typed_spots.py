"""Which text field is which, in words that are the same at the next start."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QWidget,
)

from ui.panel.drafts import FieldDraft

TextField = QLineEdit | QPlainTextEdit
Spot = tuple[str, str, str]
WINDOW, PANEL = "window", "panel"


def text_field(widget: QObject | None) -> TextField | None:
    """The widget, if an owner writes there in their own words: no search, no chosen value, no file name."""
    if not isinstance(widget, QLineEdit | QPlainTextEdit) or widget.isReadOnly():
        return None
    if isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox) or widget.property("is_search"):
        return None
    if isinstance(widget, QLineEdit) and widget.echoMode() != QLineEdit.EchoMode.Normal:
        return None
    return None if isinstance(root_of(widget), QFileDialog) else widget


def root_of(widget: QWidget) -> QWidget:
    """The dialog, the panel or the window that a field belongs to."""
    node = widget
    while (parent := node.parentWidget()) is not None:
        if isinstance(node, QDialog) or hasattr(node, "typed_place"):
            return node
        node = parent
    return node


def place_of(root: QWidget) -> str:
    """What a root is called, and for a dialog what it is about: its heading names the card."""
    if isinstance(root, QMainWindow):
        return WINDOW
    if isinstance(root, QDialog):
        heading = getattr(root, "heading", None)
        return f"{type(root).__name__}: {heading.text() if heading is not None else root.windowTitle()}"
    return str(getattr(root, "typed_place", ""))


def spot_of(field: TextField) -> Spot:
    """Place, subject and field: its kind and name, with a number where several are called alike."""
    root, mark = root_of(field), mark_of(field)
    alike = [one for one in fields_in(root) if mark_of(one) == mark]
    return place_of(root), mark[0], f"{mark[1]} {alike.index(field) if field in alike else 0}"


def mark_of(field: TextField) -> tuple[str, str]:
    """What a field is about, and what it is: nearly its spot, and found at once."""
    subjects = []
    node: QWidget | None = field
    while node is not None:
        if subject := getattr(node, "typed_subject", ""):
            subjects.append(str(subject))
        node = node.parentWidget()
    return "/".join(reversed(subjects)), f"{type(field).__name__} {field.accessibleName()}"


def field_at(root: QWidget, spot: Spot) -> TextField | None:
    """The field of a spot in this root, None if there is none now."""
    for one in fields_in(root):
        if spot[2].startswith(mark_of(one)[1]) and spot_of(one) == spot:
            return one
    return None


def fields_in(root: QWidget) -> Iterator[TextField]:
    """All text fields of a root, not those of the roots inside it."""
    for kind in (QLineEdit, QPlainTextEdit):
        for one in root.findChildren(kind):
            if (field := text_field(one)) is not None and root_of(field) is root:
                yield field


def home_of(field: TextField) -> TextField:
    """Where a text goes back to when its field is gone: a step that never was stored to the line for new
    ones.
    """
    home = getattr(field.parentWidget(), "typed_home", None)
    return home if isinstance(home, QLineEdit) else field


def line_for_new(root: QWidget) -> TextField | None:
    """The line for new steps of a root, None if it shows none now."""
    from ui.panel.steps_list import StepsList

    lists = [one for one in root.findChildren(StepsList) if one.isVisible()]
    return lists[0].add_line if lists else None


def is_line(field: TextField) -> bool:
    """Whether the field is emptied when what stands in it is handed on, so that it adds and replaces
    nothing.
    """
    return draft_of(field) is None and hasattr(field, "sent")


def leave(field: TextField) -> None:
    """What happens when its owner leaves the field: it is saved, if it saves by itself."""
    if (draft := draft_of(field)) is not None:
        draft.leave()
    elif saves_when_left(field):
        field.take()  # type: ignore[union-attr]


def saves_when_left(field: TextField) -> bool:
    """Whether what stands in the field is on its way to the board as soon as its owner is elsewhere."""
    return draft_of(field) is not None or hasattr(field, "take")


def text_of(field: TextField) -> str:
    """What stands in it."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def fill(field: TextField, text: str) -> None:
    """Put a text in, as if it were typed."""
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.setModified(True)
        field.textEdited.emit(text)
    else:
        field.setPlainText(text)


def draft_of(field: TextField) -> FieldDraft | None:
    """What saves the field by itself, None where Enter or a button does."""
    found = field.findChild(FieldDraft, "", Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, FieldDraft) else None
