"""The head of a column: name, count, what it amounts to; and the strip that is left of a folded one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.board.card_layout import card_style
from ui.board.elided import ElidedLabel
from ui.plain import PlainButton, PlainLabel

_STRIP_WIDTH = 34


def strip_width() -> int:
    """How wide a folded column is, in pixels."""
    return theme.scaled(_STRIP_WIDTH)


class NameField(QLineEdit):
    """The column's name while it is changed: Enter or leaving keeps it, Escape gives up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class ColumnHeader(QWidget):
    """Name (double click renames), count, menu button, and below them the subtitle."""

    renamed = Signal(str)
    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ElidedLabel(1, self)
        self._count = PlainLabel("", self)
        self._subtitle = ElidedLabel(2, self)
        self._menu = QToolButton(self)
        self._menu.setObjectName("quiet")
        self._menu.setIcon(theme.icon("ellipsis", lambda: theme.colours().muted))
        self._menu.setAutoRaise(True)
        self._menu.setFixedSize(22, 20)
        self._menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu.clicked.connect(self._on_menu_clicked)
        self._field: NameField | None = None
        self._is_over = False
        self._first = QHBoxLayout()
        self._first.setSpacing(4)
        self._first.addWidget(self._name, 1)
        self._first.addWidget(self._count)
        self._first.addWidget(self._menu)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2, 0, 0, 0)
        whole.setSpacing(1)
        whole.addLayout(self._first)
        whole.addWidget(self._subtitle)
        whole.addStretch(1)
        self.take_theme()

    def take_theme(self) -> None:
        """Take over fonts and colours."""
        style = card_style()
        self._name.setFont(style.head)
        for label in (self._count, self._subtitle):
            label.setFont(style.meta)
            colours = label.palette()
            is_amber = self._is_over and label is self._count
            colour = theme.colours().warn if is_amber else theme.colours().muted
            colours.setColor(label.foregroundRole(), colour)
            label.setPalette(colours)

    def show_column(self, name: str, count: str, subtitle: str, *, is_over: bool = False) -> None:
        """Show what the column is called and amounts to; `is_over`: it holds more than its limit."""
        self._name.set_text(name)
        self._count.setText(count)
        self._count.setToolTip(self.tr("More cards than the limit of this column") if is_over else "")
        if is_over != self._is_over:
            self._is_over = is_over
            self.take_theme()
        self._subtitle.set_text(subtitle)
        self._menu.setAccessibleName(self.tr("Menu of the column {name}").format(name=name))
        self._menu.setToolTip(self.tr("Rename, colour, move, fold…"))

    def layout_height(self) -> int:
        """How high the head wants to be, whatever height it was given."""
        return self._first.sizeHint().height() + 1 + self._subtitle.sizeHint().height() + 2

    def texts(self) -> tuple[str, str, str]:
        """Name, count and subtitle as shown."""
        return self._name.text(), self._count.text(), self._subtitle.text()

    def menu_button(self) -> QToolButton:
        """The button that opens the column's menu."""
        return self._menu

    def name_field(self) -> NameField | None:
        """The field while the name is being changed."""
        return self._field

    def rename(self) -> None:
        """Change the name in place."""
        if self._field is not None:
            return
        field = NameField(self._name.text(), self)
        field.setAccessibleName(self.tr("Name of the column"))
        field.setFont(self._name.font())
        field.setMaxLength(80)
        self._field = field
        self._first.insertWidget(0, field, 1)
        self._name.hide()
        field.editingFinished.connect(self._on_name_finished)
        field.given_up.connect(self._end_rename)
        field.selectAll()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_name_finished(self) -> None:
        if self._field is None:
            return
        name = " ".join(self._field.text().split())
        self._end_rename()
        if name and name != self._name.text():
            self.renamed.emit(name)

    def _end_rename(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            self._first.removeWidget(field)
            field.hide()
            field.deleteLater()
            self._name.show()

    def _on_menu_clicked(self) -> None:
        self.menu_requested.emit(self._menu.mapToGlobal(QPoint(0, self._menu.height())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._name.geometry().adjusted(-2, -4, 2, 4).contains(event.position().toPoint()):
            self.rename()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(80, 34))


class FoldedStrip(PlainButton):
    """What a folded column leaves: its count and its name written upwards. A click unfolds it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = ""
        self._is_over = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_column(self, name: str, count: str, *, is_over: bool = False) -> None:
        """Show what the column is called and how much it holds; `is_over`: more than its limit."""
        self._count, self._is_over = count, is_over
        self.setText(name)
        self.setAccessibleName(self.tr("Unfold the column {name}").format(name=name))
        self.setToolTip(self.tr("Click to unfold"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(strip_width(), 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.chip)
            painter.drawRoundedRect(self.rect().adjusted(2, 6, -2, -6), 6, 6)
        painter.setFont(theme.font(0.87))
        painter.setPen(colours.warn if self._is_over else colours.muted)
        high = painter.fontMetrics().height()
        painter.drawText(QRect(0, 12, self.width(), high), Qt.AlignmentFlag.AlignCenter, self._count)
        painter.setFont(theme.font(0.95, QFont.Weight.DemiBold))
        painter.setPen(colours.text)
        # Read from top to bottom, so that the beginning of the name is at the top
        painter.translate(self.width(), high + 24)
        painter.rotate(90)
        room = QRect(0, 0, max(10, self.height() - high - 34), self.width())
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()
