"""The line at the bottom: saved or saving, which file, how many cards, what happened last with its undo."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.plain import PlainLabel, tooltip


class _Said(PlainLabel):
    """A sentence that keeps its beginning where there is no room for all of it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), shown)
        painter.end()


class _File(PlainLabel):
    """A name that keeps its beginning and its end, and leaves room for what was said."""

    MOST = 0.3

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), self.alignment(), shown)
        painter.end()


class StatusLine(QWidget):
    """action_clicked(str): "undo", or what `say` offered besides."""

    action_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._saved = PlainLabel(self.tr("Saved"))
        self._file = _File()
        self._count = PlainLabel()
        self._last = ""
        self._is_troubled = False
        self._said = _Said()
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._offer = QToolButton()
        self._offer.setObjectName("offer")
        self._offer.hide()
        self._offer.clicked.connect(lambda: self.action_clicked.emit(self._offer.property("key")))
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 2, 14, 2)
        line.setSpacing(18)
        for part in (self._saved, self._file, self._count):
            line.addWidget(part)
        line.addWidget(self._said, 1)
        line.addWidget(self._offer)
        self._line = line
        self.setMinimumHeight(28)

    @property
    def text(self) -> str:
        """What was said last."""
        return self._said.text()

    def add_part(self, part: QWidget) -> None:
        """Put something of its own between the numbers and the last sentence."""
        self._line.insertWidget(3, part)

    def show_file(self, path: Path, *, read_only: bool) -> None:
        name = path.name
        self._file.setText(self.tr("{file} (read only)").format(file=name) if read_only else name)
        self._file.setToolTip(tooltip(str(path)))
        # Nothing is ever saved there.
        self._saved.setVisible(not read_only)

    def show_saving(self, saving: bool) -> None:
        idle = self.tr("Not saved") if self._is_troubled else self.tr("Saved")
        self._saved.setText(self.tr("Saving…") if saving else idle)

    def show_trouble(self, is_troubled: bool) -> None:
        """Whether nothing can be saved at present."""
        self._is_troubled = is_troubled
        self.show_saving(False)

    def show_count(self, count: int) -> None:
        self._count.setText(self.tr("%n card(s)", "", count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._file.setMaximumWidth(int(self.width() * _File.MOST))

    def hint(self, text: str) -> None:
        """Something in passing; "" brings back what was said last."""
        self._offer.setVisible(not text and bool(self._offer.text()))
        self._said.setText(text or self._last)

    def say(self, text: str, offer: str = "", key: str = "") -> None:
        """One sentence at the right; `offer` is a button behind it that emits `key`."""
        self._last = text
        self._said.setText(text)
        self._said.setToolTip(tooltip(text))
        self._offer.setText(offer)
        self._offer.setProperty("key", key)
        self._offer.setVisible(bool(offer))
