"""The list of Today: arrows move, one key or a click on its button does what the line is about."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from models.today import Item
from ui import theme
from ui.pages.today.action_words import KEYS
from ui.pages.today.delegate import TodayDelegate
from ui.pages.today.line_plan import line_style
from ui.pages.today.model import TodayModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class TodayList(QTableView):
    """wanted(str, Item): an action of an item. moved(Item): the owner went to another one. left(): Escape."""

    wanted = Signal(str, object)
    moved = Signal(object)
    left = Signal()

    def __init__(self, model: TodayModel, *, writes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A viewport of Qt's own would make Python types of all kinds of widgets.
        ground = QWidget(self)
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        ground.setAutoFillBackground(True)
        self.setViewport(ground)
        self._lines = model
        self._writes = writes
        self._hovered = -1
        self._pressed = ""
        self.setModel(model)
        self.delegate = TodayDelegate(model, writes=writes, look_of=self._look_of, parent=self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Today"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._size_rows)
        self.take_theme()

    def take_theme(self) -> None:
        """Take over heights and colours; the table must not paint a selection under the lines."""
        line_style.cache_clear()
        colours = QPalette(QApplication.palette())
        colours.setColor(QPalette.ColorRole.Base, theme.colours().bg)
        colours.setColor(QPalette.ColorRole.Highlight, theme.colours().bg)
        self.setPalette(colours)
        self.viewport().setPalette(colours)
        self._size_rows()

    def current(self) -> Item | None:
        """The item under the keyboard."""
        row = self.currentIndex().row()
        return self._lines.lines[row].item if 0 <= row < len(self._lines.lines) else None

    def go_to(self, row: int) -> None:
        """Put the keyboard's line on a row, or on the next one that can have it."""
        count = self._lines.rowCount()
        rows = [*range(max(row, 0), count), *range(min(row, count) - 1, -1, -1)]
        found = next((one for one in rows if self._can_be_current(one)), None)
        if found is not None:
            self.setCurrentIndex(self._lines.index(found, 0))
            if found == 1:
                # With the heading above it.
                self.scrollToTop()

    def press(self, row: int, action: str) -> None:
        """Do what a button of a row does."""
        item = self._lines.lines[row].item
        if item is not None and action:
            self.wanted.emit(action, item)

    def _can_be_current(self, row: int) -> bool:
        flags = self._lines.flags(self._lines.index(row, 0))
        return bool(flags & Qt.ItemFlag.ItemIsSelectable)

    def _size_rows(self) -> None:
        style = line_style()
        header = self.verticalHeader()
        header.setDefaultSectionSize(style.row_height)
        for row, line in enumerate(self._lines.lines):
            if line.item is None:
                header.resizeSection(row, style.heading_height)
            elif header.sectionSize(row) != style.row_height:
                header.resizeSection(row, style.row_height)

    def _look_of(self, row: int) -> tuple[bool, bool, bool]:
        """Whether a row is the keyboard's, under the mouse, and whether the keyboard is here."""
        is_current = row == self.currentIndex().row()
        return is_current, row == self._hovered, is_current and self.hasFocus()

    # Keys

    def event(self, event: QEvent) -> bool:
        """A key of the line goes before the same key of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            item = self.current()
            if event.modifiers() in _PLAIN and item is not None and self._action_of(item, event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.current()
        if event.modifiers() not in _PLAIN or not self._take_key(event):
            super().keyPressEvent(event)
        self._tell_moved(before)

    def _tell_moved(self, before: Item | None) -> None:
        now = self.current()
        if now is not None and (before is None or before.key != now.key):
            self.moved.emit(now)

    def _take_key(self, event: QKeyEvent) -> bool:
        row, item = self.currentIndex().row(), self.current()
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else self._lines.rowCount() - 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif (
            row >= 0
            and item is None
            and key in (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right)
        ):
            self._fold(row)
        elif item is not None and (action := self._action_of(item, event)):
            self.wanted.emit(action, item)
        else:
            return False
        return True

    def _action_of(self, item: Item, event: QKeyEvent) -> str:
        actions = [one for one in item.actions if self._writes or one in ("open", "person")]
        if event.key() in _ENTER or event.text().upper() == "O":
            return next((one for one in actions if one in ("open", "person")), "")
        letter = event.text().upper()
        return next((one for one in actions if KEYS[one] == letter), "")

    def _step(self, by: int) -> None:
        row = self.currentIndex().row() + by
        while 0 <= row < self._lines.rowCount():
            if self._can_be_current(row):
                self.setCurrentIndex(self._lines.index(row, 0))
                if by < 0 and not any(self._can_be_current(above) for above in range(row)):
                    self.scrollToTop()
                return
            row += by

    def _fold(self, row: int) -> None:
        section = self._lines.lines[row].section
        self._lines.fold(section)
        self.go_to(row)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the lines, not the beginning of a title."""

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, action = self._at(event.position())
        self._pressed = action
        if row < 0:
            return
        if self._lines.lines[row].item is None:
            if self._can_be_current(row) and event.button() == Qt.MouseButton.LeftButton:
                self._fold(row)
            return
        if not action:
            before = self.current()
            super().mousePressEvent(event)
            self._tell_moved(before)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row, action = self._at(event.position())
        pressed, self._pressed = self._pressed, ""
        if action and action == pressed and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(self._lines.index(row, 0))
            self.press(row, action)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row, action = self._at(event.position())
        if row >= 0 and not action and (item := self._lines.lines[row].item) is not None:
            opening = next((one for one in item.actions if one in ("open", "person")), "")
            self.press(row, opening)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(event.position())
        row, action = self._at(event.position())
        is_fold = row >= 0 and self._lines.lines[row].item is None and self._can_be_current(row)
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if action or is_fold else Qt.CursorShape.ArrowCursor
        )

    def _at(self, at: QPointF) -> tuple[int, str]:
        """Row and action at a place; (-1, "") beside the lines."""
        row = self.rowAt(round(at.y()))
        if row < 0:
            return -1, ""
        area = self.visualRect(self._lines.index(row, 0))
        return row, self.delegate.button_at(row, area, at)

    def _hover(self, at: QPointF | None) -> None:
        self._hovered = -1 if at is None else self.rowAt(round(at.y()))
        self.delegate.hovered = at
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._tell(event.pos(), event.globalPos())
        return super().viewportEvent(event)

    def _tell(self, at: QPoint, on_screen: QPoint) -> bool:
        """The whole of a line, where it had to be cut."""
        from PySide6.QtWidgets import QToolTip

        from ui.pages.today.words import pieces, title_text
        from ui.plain import tooltip

        row = self.rowAt(at.y())
        item = self._lines.lines[row].item if row >= 0 else None
        if item is None:
            QToolTip.hideText()
            return True
        day = self._lines.day
        text = "\n".join([title_text(item, day), " · ".join(piece.text for piece in pieces(item, day))])
        QToolTip.showText(on_screen, tooltip(text), self)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hovered = -1

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # Pages: to a line that can have the keyboard
        found = super().moveCursor(action, modifiers)
        if found.isValid() and not self._can_be_current(found.row()):
            return self._lines.index(min(found.row() + 1, self._lines.rowCount() - 1), 0)
        return found
