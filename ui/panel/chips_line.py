"""Names as chips, with a line at their end to add more: tags, assistants."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from models.errors import StorageError
from ui.completion import WordCompleter
from ui.panel.style import PAD, sized
from ui.plain import PlainButton
from ui.store import Ticket
from ui.theme import colours

_GAP = 4
_SHORTEST_LINE = 72


class ChipsLine(QWidget):
    """Shows names, and asks for changes by signals; what is shown follows `show_names` alone."""

    added = Signal(list)
    """list[str]: names typed or pasted, not yet shown."""
    removed = Signal(str)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        """`name` is the accessible name of the line, `placeholder` invites when there are no chips."""
        super().__init__(parent)
        self._placeholder = placeholder
        self._chips: list[Chip] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line = _ChipEdit(self)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self._known: list[str] = []
        self._former_lists = 0
        self.completer = self.line.completer_of(self._choices)
        self.completer.chosen.connect(self.take_typed)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.take_typed)
        self.line.left.connect(self.take_typed)
        self.line.entered.connect(self._arrange)
        self.line.stepped_back.connect(self._on_stepped_back)
        self.setFocusProxy(self.line)
        self._arrange()

    @property
    def names(self) -> list[str]:
        """The names shown, in order."""
        return [chip.text() for chip in self._chips]

    def show_names(self, names: Sequence[str], colours_of: Mapping[str, str] | None = None) -> None:
        """Show stored names; `colours_of` gives a name's own colour, as "#rrggbb"."""
        if list(names) != self.names:
            had_focus = any(chip.hasFocus() for chip in self._chips)
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = [self._make_chip(name) for name in names]
            if had_focus:
                self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        for chip in self._chips:
            chip.show_colour((colours_of or {}).get(chip.text()))
        self.line.setPlaceholderText("" if names else self._placeholder)
        self._arrange()

    def offer(self, known: Iterable[str]) -> None:
        """The names to complete from."""
        self._known = sorted(set(known), key=str.casefold)

    def clear_typed(self) -> None:
        """Forget a half typed name, and what was asked for here: another list of names comes."""
        self._former_lists += 1
        self.line.clear()

    def await_answer(self, names: Sequence[str], ticket: Ticket) -> None:
        """Hear what becomes of names: those that the disk did not take stand in the line again."""
        text = ", ".join(names)
        ticket.done.connect(partial(self._give_back, text, self._former_lists))
        self.line.sent.emit(ticket, text)

    def _give_back(self, text: str, of: int, error: object) -> None:
        if isinstance(error, StorageError) and of == self._former_lists and not self.line.text():
            self.line.setText(text)

    def take_typed(self) -> None:
        """Ask for the names that stand in the line, if any."""
        self.completer.close()
        self._arrange()
        names = [part.strip().lstrip("#@").strip() for part in self.line.text().replace("\n", ",").split(",")]
        shown = {name.casefold() for name in self.names}
        fresh = list(dict.fromkeys(name for name in names if name and name.casefold() not in shown))
        self.line.clear()
        if fresh:
            self.added.emit(fresh)

    def _make_chip(self, name: str) -> "Chip":
        chip = Chip(name, self)
        chip.setAccessibleDescription(self.tr("Delete removes it"))
        chip.remove_asked.connect(lambda name=name: self._on_remove_asked(name))
        chip.stepped.connect(lambda by, chip=chip: self._step_from(chip, by))
        chip.show()
        return chip

    def _on_remove_asked(self, name: str) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.removed.emit(name)

    def _on_edited(self, text: str) -> None:
        if "," in text or "\n" in text:
            self.take_typed()

    def _choices(self, typed: str) -> list[str]:
        typed, shown = typed.strip().lstrip("#@").casefold(), {name.casefold() for name in self.names}
        return [name for name in self._known if typed in name.casefold() and name.casefold() not in shown]

    def _on_stepped_back(self, removing: bool) -> None:
        if not self._chips:
            return
        if removing:
            self.removed.emit(self._chips[-1].text())
        else:
            self._chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_from(self, chip: "Chip", by: int) -> None:
        place = self._chips.index(chip) + by
        target: QWidget = self._chips[max(0, place)] if place < len(self._chips) else self.line
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Lay the chips in lines, the edit line behind the last one where there is room."""
        height = self.fontMetrics().height() + 8
        chip_height = height - 4
        left, x, y, width = PAD, PAD, 0, max(self.width(), 120)
        for chip in self._chips:
            wide = min(chip.sizeHint().width(), width - left)
            if x > left and x + wide > width:
                x, y = left, y + height
            chip.setGeometry(QRect(x, y + 2, wide, chip_height))
            x += wide + _GAP
        # At rest the line need not have room for a word: no empty row below the last chip
        shortest = _SHORTEST_LINE if self.line.hasFocus() else _GAP
        if x > left and x + shortest > width:
            x, y = left, y + height
        start = x - PAD if x == left else x
        self.line.setGeometry(QRect(start, y, width - start, height))
        if self.height() != y + height or self.minimumHeight() != y + height:
            self.setFixedHeight(y + height)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(160, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "line"):
            self._arrange()


class Chip(PlainButton):
    """One name on a pill; its cross, Delete or Backspace asks to take it off."""

    remove_asked = Signal()
    stepped = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # reached from the line by arrow keys, not by Tab
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self._colour: QColor | None = None

    def show_colour(self, colour: str | None) -> None:
        """Give the chip a dot in its own colour, or none."""
        self._colour = QColor(colour) if colour else None
        self.update()

    def cross_rect(self) -> QRect:
        """Where a click removes."""
        return QRect(self.width() - 18, 0, 18, self.height())

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        dot = 10 if self._colour else 0
        return QSize(metrics.horizontalAdvance(self.text()) + dot + 30, metrics.height() + 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.cross_rect().contains(
            event.position().toPoint()
        ):
            self.remove_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if (
            is_override
            and isinstance(event, QKeyEvent)
            and (event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace))
        ):
            event.accept()  # here the key means the chip, not the card
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(now.sel, 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(now.chip)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        x = 9
        if self._colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            painter.drawEllipse(QPointF(x + 2.5, box.center().y()), 3, 3)
            x += 10
        painter.setPen(now.text)
        painter.setFont(sized(self.font(), 1.0))
        room = self.rect().adjusted(x, 0, -18, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        centre = QRectF(self.cross_rect()).center() - QPointF(1.5, 0)
        strong = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(now.text if strong else now.wait, 1.2))
        painter.drawLine(centre + QPointF(-2.5, -2.5), centre + QPointF(2.5, 2.5))
        painter.drawLine(centre + QPointF(-2.5, 2.5), centre + QPointF(2.5, -2.5))


class _ChipEdit(QLineEdit):
    """The line behind the chips."""

    entered = Signal()
    left = Signal()
    sent = Signal(object, str)
    """A Ticket and the names that it is about."""
    stepped_back = Signal(bool)
    """Backspace (True) or Left (False) at the start of the line."""

    def completer_of(self, choices: Callable[[str], Sequence[str]]) -> WordCompleter:
        """Complete the whole line from these choices."""
        self._completer = WordCompleter(self, choices, whole=True)
        return self._completer

    def take(self) -> None:
        """Ask for what stands here, as if the owner left the line."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._completer.takes(event):
            event.ignore()
            return
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        if at_start and event.key() == Qt.Key.Key_Backspace and not self.text() and not event.isAutoRepeat():
            self.stepped_back.emit(True)
        elif at_start and event.key() == Qt.Key.Key_Left:
            self.stepped_back.emit(False)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()
