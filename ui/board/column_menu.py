"""The menu of a column."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from models.stages import Stage
from ui import plain, theme


@dataclass(frozen=True, slots=True)
class ColumnActions:
    """What the menu may ask for; the board does it. What would change nothing is None.

    `colour` takes "#rrggbb", "" for the kind's own.
    """

    rename: Callable[[], None]
    colour: Callable[[str], None]
    add: Callable[[], None]
    move_left: Callable[[], None] | None
    move_right: Callable[[], None] | None
    wider: Callable[[], None]
    narrower: Callable[[], None] | None
    equal: Callable[[], None] | None
    limit: Callable[[], None]
    fold: Callable[[], None]
    delete: Callable[[], None]
    # Why it cannot be deleted; "" if it can
    keep_reason: str


def column_menu(stage: Stage, can_write: bool, actions: ColumnActions, parent: QWidget) -> QMenu:
    """The menu of one column, built when it is opened."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)

    def item(icon: str, text: str, run: Callable[[], None] | None, is_possible: bool = can_write) -> QAction:
        action = menu.addAction(theme.icon(icon), text) if icon else menu.addAction(text)
        action.setEnabled(is_possible and run is not None)
        if run is not None:
            action.triggered.connect(run)
        return action

    item("pencil", QCoreApplication.translate("ColumnMenu", "Rename…"), actions.rename)
    menu.addMenu(_colour_menu(stage, can_write, actions.colour, menu))
    menu.addSeparator()
    item("plus", QCoreApplication.translate("ColumnMenu", "Add a column like this"), actions.add)
    item("chevron-left", QCoreApplication.translate("ColumnMenu", "Move left"), actions.move_left)
    item("chevron-right", QCoreApplication.translate("ColumnMenu", "Move right"), actions.move_right)
    menu.addSeparator()
    item("", QCoreApplication.translate("ColumnMenu", "Wider"), actions.wider)
    item("", QCoreApplication.translate("ColumnMenu", "Narrower"), actions.narrower)
    item("columns-3", QCoreApplication.translate("ColumnMenu", "All equally wide"), actions.equal)
    menu.addSeparator()
    item("", QCoreApplication.translate("ColumnMenu", "Limit…"), actions.limit)
    item("minus", QCoreApplication.translate("ColumnMenu", "Fold"), actions.fold, True)
    delete = item("trash-2", QCoreApplication.translate("ColumnMenu", "Delete the column"), actions.delete)
    if actions.keep_reason:
        delete.setEnabled(False)
        delete.setToolTip(plain.tooltip(actions.keep_reason))
    return menu


def _colour_menu(stage: Stage, can_write: bool, choose: Callable[[str], None], parent: QMenu) -> QMenu:
    menu = QMenu(QCoreApplication.translate("ColumnMenu", "Colour"), parent)
    menu.setEnabled(can_write)
    own = theme.stage_colour("", stage.kind)
    entries = [("", QCoreApplication.translate("ColumnMenu", "As usual"), own)]
    for key, name in _colour_names().items():
        value = theme.OFFERED[key][0]
        entries.append((value, name, theme.stage_colour(value, stage.kind)))
    for value, name, colour in entries:
        action = menu.addAction(_swatch(colour), name)
        action.setCheckable(True)
        action.setChecked(value == stage.colour)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
    return menu


def _colour_names() -> dict[str, str]:
    return {
        "violet": QCoreApplication.translate("ColumnMenu", "Violet"),
        "teal": QCoreApplication.translate("ColumnMenu", "Teal"),
        "grey": QCoreApplication.translate("ColumnMenu", "Grey"),
        "blue": QCoreApplication.translate("ColumnMenu", "Blue"),
        "green": QCoreApplication.translate("ColumnMenu", "Green"),
        "amber": QCoreApplication.translate("ColumnMenu", "Amber"),
        "red": QCoreApplication.translate("ColumnMenu", "Red"),
        "pink": QCoreApplication.translate("ColumnMenu", "Pink"),
    }


def _swatch(colour: QColor) -> QIcon:
    made = QPixmap(32, 32)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(2, 2, 12, 12, 4, 4)
    painter.end()
    return QIcon(made)
