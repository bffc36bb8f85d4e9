"""The right side of Sort: the map, or the same tasks as a list, with the hours of each decision below."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from models import triage_ops
from models.change import Change
from ui import theme
from ui.pages.sort import reading
from ui.pages.sort.map_list import MapList, MapModel
from ui.pages.sort.map_view import MapView, verdict_colour
from ui.pages.sort.reading import Dot
from ui.pages.sort.table import SheetCard
from ui.panel.flow import FlowLayout
from ui.plain import PlainLabel
from ui.store import Store
from ui.wording import hours_number, verdict_name

FOLLOWING_MS = 30
AT_ONCE = 100
SHOWN = ("core", "delegable", "split", "undecided")


class MapPanel(SheetCard):
    """Follows the board. opened(int): a card."""

    opened = Signal(int)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._dots: dict[int, Dot] = {}
        self._current = 0
        self._changed: set[int] = set()
        self._is_stale = True
        self.view = MapView()
        self.model = MapModel(self)
        self.list = MapList(self.model)
        self.toggle = QToolButton()
        self.legend = [Legend(verdict) for verdict in SHOWN]
        self._follow = QTimer(self, singleShot=True, interval=FOLLOWING_MS)
        self._follow.timeout.connect(self._read_changed)
        self._lay_out()
        self.view.set_writable(not store.board.read_only)
        self.view.opened.connect(self.opened)
        self.view.dragged.connect(self._answer)
        self.list.opened.connect(self.opened)
        self.list.answered.connect(self._answer)
        self.toggle.toggled.connect(self._on_toggled)
        store.changed.connect(self._on_change)

    def show_current(self, task: int) -> None:
        """Ring the task on the table; 0 for none."""
        self._current = task
        self.view.show_current(task)
        self.model.show_current(task)
        if task and not self._is_stale and task not in self._dots:
            # Of very many tasks the map shows some; the one on the table is always among them
            self._changed.add(task)
            self._follow.start()

    def read(self) -> None:
        """Everything anew."""
        self._is_stale = False
        self._changed.clear()
        self._dots = {dot.task: dot for dot in reading.read_dots(self._store.board)}
        self._show()

    def _answer(self, task: int, answer: int) -> None:
        self._store.submit(triage_ops.answer, task, S=answer, pending=[task])

    def _on_change(self, change: Change) -> None:
        self._changed |= change.tasks
        if self.isVisible():
            self._follow.start()
        else:
            self._is_stale = True

    def _read_changed(self) -> None:
        """Only what changed: a key of the game touches one task."""
        changed, self._changed = self._changed, set()
        if len(changed) > AT_ONCE:
            self.read()
            return
        for task in changed:
            self._dots.pop(task, None)
        self._dots |= {dot.task: dot for dot in reading.read_dots(self._store.board, sorted(changed))}
        self._show()

    def _show(self) -> None:
        dots = list(self._dots.values())
        self.view.show_dots(dots)
        self.model.show_dots(dots)
        for legend in self.legend:
            mine = [dot for dot in dots if dot.verdict == legend.verdict]
            legend.show_hours(len(mine), sum(dot.seconds or 0 for dot in mine))
        self._empty.setVisible(not dots)

    def _on_toggled(self, is_list: bool) -> None:
        self._stack.setCurrentIndex(1 if is_list else 0)
        self.toggle.setText(self.tr("As a map") if is_list else self.tr("As a list"))
        self._hint.setText(
            self.tr("0 to 4 change a task's first answer")
            if is_list
            else self.tr("drag a dot to change its answer")
        )
        if is_list:
            self.list.go_to(self._current)
            self.list.setFocus()

    def _lay_out(self) -> None:
        heading = PlainLabel(self.tr("Your week on one map"))
        heading.setFont(theme.font(1.04, QFont.Weight.DemiBold))
        self._hint = PlainLabel()
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._empty = PlainLabel(self.tr("No open tasks yet."))
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.toggle.setCheckable(True)
        self.toggle.setProperty("boxed", True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(heading)
        texts.addWidget(self._hint)
        top = QHBoxLayout()
        top.addLayout(texts, 1)
        top.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.list)
        foot = QWidget()
        line = FlowLayout(foot, 14)
        for legend in self.legend:
            line.addWidget(legend)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 14, 16, 14)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(self._empty)
        rows.addWidget(middle, 1)
        rows.addWidget(foot)
        self._on_toggled(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.read()


class Legend(QWidget):
    """A colour, a decision and its hours a week."""

    def __init__(self, verdict: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = verdict
        self.label = PlainLabel()
        self.label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.label.setFont(theme.font(0.93))
        row = QHBoxLayout(self)
        row.setContentsMargins(self._dot() + 5, 0, 0, 0)
        row.addWidget(self.label)

    def show_hours(self, count: int, seconds: int) -> None:
        """ "core 14 h"; hidden where there is no such task."""
        text = self.tr("{decision} {hours} h").format(
            decision=verdict_name(self.verdict), hours=hours_number(seconds)
        )
        self.label.setText(text)
        self.setToolTip(self.tr("%n task(s)", "", count))
        self.setVisible(count > 0)

    def _dot(self) -> int:
        return round(self.fontMetrics().height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(verdict_colour(self.verdict))
        size = self._dot()
        painter.drawEllipse(QRectF(0, (self.height() - size) / 2, size, size))
