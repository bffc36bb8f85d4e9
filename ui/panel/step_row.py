"""One step of a checklist: its grip, its tick, its text, its cross."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QToolButton, QWidget

from models.errors import StorageError
from ui.panel.drafts import FieldDraft, Submit
from ui.panel.growing_text import GrowingText
from ui.panel.work_fields import MinutesField
from ui.plain import tooltip
from ui.store import Ticket
from ui.theme import colours, icon

STEP_MIME = "application/x-delegation-step"


class StepRow(QWidget):
    """Known by the step's uid. `is_stored` is False until the board has it."""

    ticked = Signal(bool)
    next_asked = Signal()
    remove_asked = Signal(int)
    """-1: and go to the step above; 0: stay."""
    moved = Signal(int)
    stepped = Signal(int)
    left = Signal()

    def __init__(
        self,
        uid: str,
        submit: Submit,
        parent: QWidget | None = None,
        submit_minutes: Callable[[int | None, str], Ticket | None] | None = None,
    ) -> None:
        """`submit(text, visit)` sends the text to the store, `submit_minutes(seconds, visit)` how long the
        step takes; without it no minutes are shown.
        """
        super().__init__(parent)
        self.uid = uid
        self.is_stored = False
        self.is_sent = False
        self.grip = Grip(self)
        self.check = StepCheck(self)
        self.text = StepText(self)
        self.text.setPlaceholderText(self.tr("New step"))
        self.cross = QToolButton(self)
        self.cross.setIcon(icon("x", lambda: colours().muted))
        self.cross.setIconSize(QSize(12, 12))
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by keyboard: Delete on the tick
        self.cross.setToolTip(self.tr("Delete this step"))
        self.cross.setAccessibleName(self.tr("Delete this step"))
        keep = self.cross.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.cross.setSizePolicy(keep)
        self.cross.hide()
        self.draft = FieldDraft(self.text.toPlainText, self.text.show_text, submit, self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 2, 0)
        row.setSpacing(0)
        for widget in (self.grip, self.check):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.minutes = StepMinutes(submit_minutes, self) if submit_minutes else None
        if self.minutes is not None:
            row.addWidget(self.minutes, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self._connect()

    @property
    def typed_subject(self) -> str:
        """What is typed here is about this step (ui.typed)."""
        return self.uid

    @property
    def typed_home(self) -> QWidget | None:
        """Where a text of a step goes that the board never had, once this row is gone."""
        home = getattr(self.parentWidget(), "add_line", None)
        return home if isinstance(home, QWidget) and not self.is_stored else None

    @property
    def is_at_rest(self) -> bool:
        """Whether nobody is here and nothing is on its way, so that the row may serve another step."""
        focus = self.focusWidget()
        is_idle = self.draft.is_idle and (self.minutes is None or self.minutes.draft.is_idle)
        return self.is_stored and is_idle and not (focus is not None and focus.hasFocus())

    def begin(self, uid: str) -> None:
        """Serve another step."""
        self.uid = uid
        self.is_stored = self.is_sent = False
        if self.minutes is not None:
            self.minutes.load(None)

    def show_step(self, text: str, done: bool, seconds: int | None = None) -> None:
        """Show what is stored, unless somebody types here."""
        self.is_stored = True
        if self.minutes is not None:
            self.minutes.refresh(seconds)
        self.check.setChecked(done)
        self.text.show_done(done)
        self.draft.refresh(text)
        self.name()

    def on_added(self, error: object) -> None:
        """The board answered about a new step; one that was refused goes away again, but not for the disk."""
        if error is not None:
            self.is_sent = False
        if error is not None and not isinstance(error, StorageError):
            self.remove_asked.emit(0)

    def name(self) -> None:
        """Let assistive technology say which step this is."""
        text = self.text.toPlainText()
        self.check.setAccessibleName(self.tr("Done: {step}").format(step=text))
        self.text.setAccessibleName(self.tr("Step"))
        if self.minutes is not None:
            self.minutes.setAccessibleName(self.tr("Minutes of: {step}").format(step=text))

    def enter(self, at_end: bool = True) -> None:
        """Put the cursor into the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        ends = QTextCursor.MoveOperation
        self.text.moveCursor(ends.End if at_end else ends.Start)

    def _connect(self) -> None:
        self.check.clicked.connect(self.ticked)
        self.check.remove_asked.connect(lambda: self.remove_asked.emit(0))
        self.check.moved.connect(self.moved)
        self.cross.clicked.connect(lambda: self.remove_asked.emit(0))
        self.text.textChanged.connect(self.draft.touch)
        self.text.entered.connect(self.next_asked)
        self.text.tick_asked.connect(self.check.click)
        self.text.emptied.connect(lambda: self.remove_asked.emit(-1))
        self.text.moved.connect(self.moved)
        self.text.stepped.connect(self.stepped)
        self.text.left.connect(self.left)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.grip.show_dots(True)
        self.cross.show()

    def leaveEvent(self, event: QEvent) -> None:
        self.grip.show_dots(False)
        self.cross.hide()


class StepMinutes(MinutesField):
    """How long a step is expected to take; "min" invites where the mouse or the keyboard is."""

    def __init__(
        self, submit: Callable[[int | None, str], Ticket | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(submit, parent)
        self.setPlaceholderText(self.tr("min"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("1 h 30 min") + 10)
        self.restyle()
        self.hinted.connect(lambda text, is_wrong: self.setToolTip(tooltip(text if is_wrong else "")))

    def restyle(self) -> None:
        """Take on the running colours."""
        sheet = f"QLineEdit {{ color: {colours().muted.name()}; padding: 0px 1px; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)


class StepText(GrowingText):
    """The text of a step: one paragraph, with keys that reach the whole list."""

    tick_asked = Signal()
    emptied = Signal()
    moved = Signal(int)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, one_line=True)
        self.document().setDocumentMargin(2)
        self._is_done = False

    def show_done(self, is_done: bool) -> None:
        """Grey what is done."""
        self._is_done = is_done
        self.restyle()

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        colour = (now.muted if self._is_done else now.text).name()
        sheet = f"QPlainTextEdit {{ color: {colour}; padding: 0px; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        up_or_down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if up_or_down and held & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(up_or_down)
        elif up_or_down and not held & ~Qt.KeyboardModifier.KeypadModifier and self._is_at_edge(up_or_down):
            self.stepped.emit(up_or_down)
        elif key == Qt.Key.Key_Backspace and not self.toPlainText() and not event.isAutoRepeat():
            self.emptied.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held & Qt.KeyboardModifier.ControlModifier:
            self.tick_asked.emit()
        else:
            super().keyPressEvent(event)

    def _is_at_edge(self, by: int) -> bool:
        cursor = QTextCursor(self.textCursor())
        way = QTextCursor.MoveOperation.Up if by < 0 else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(way)


def _is_ours(event: QKeyEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)


class StepCheck(QCheckBox):
    """A small tick box in the colour of delegable work. Delete removes the step, Alt+Up and Down move it."""

    remove_asked = Signal()
    moved = Signal(int)

    def sizeHint(self) -> QSize:
        return QSize(20, self.fontMetrics().lineSpacing() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if (
            is_override
            and isinstance(event, QKeyEvent)
            and (event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) or _is_ours(event))
        ):
            event.accept()  # here the key means the step, not the card
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif _is_ours(event):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.5, (self.height() - 14) / 2 + 0.5, 13, 13)
        if self.isChecked():
            painter.setPen(QPen(now.delegable, 1))
            painter.setBrush(now.delegable)
        else:
            painter.setPen(QPen(now.text if self.underMouse() else now.wait, 1.3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            round_ends = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.setPen(QPen(now.card, 1.8, *round_ends))
            x, y = box.x(), box.y()
            painter.drawPolyline([QPointF(x + 3, y + 6.8), QPointF(x + 5.5, y + 9.3), QPointF(x + 10, y + 4)])
        if self.hasFocus():
            painter.setPen(QPen(now.sel, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)


class Grip(QWidget):
    """Six dots to take a step by; they show while the mouse is over the step."""

    def __init__(self, row: StepRow) -> None:
        super().__init__(row)
        self._row = row
        self._pressed: QPointF | None = None
        self._shows_dots = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFixedSize(8, self.fontMetrics().lineSpacing() + 6)

    def show_dots(self, shown: bool) -> None:
        """Show or hide the dots."""
        self._shows_dots = shown
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self._row.is_stored:
            return
        if (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            pressed, self._pressed = self._pressed.toPoint(), None
            drag = QDrag(self._row)
            carried = QMimeData()
            carried.setData(STEP_MIME, self._row.uid.encode())
            drag.setMimeData(carried)
            drag.setPixmap(self._row.grab())
            drag.setHotSpot(self.mapTo(self._row, pressed))
            self.run_drag(drag)

    def run_drag(self, drag: QDrag) -> None:
        """The line that a test without a screen replaces."""
        drag.exec(Qt.DropAction.MoveAction)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shows_dots:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours().wait)
        for x in (2.0, 6.0):
            for y in (-4, 0, 4):
                painter.drawEllipse(QPointF(x, self.height() / 2 + y), 1.1, 1.1)
