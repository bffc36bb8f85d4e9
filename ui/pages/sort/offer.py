"""A line above the questions: what the catalogue knows of a task like this one."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.catalogue import CatalogueTask
from ui import theme
from ui.board.elided import ElidedLabel
from ui.pages.sort.key_button import KeyButton
from ui.plain import apart
from ui.wording import minutes_text, repeat_text


class Offer(QWidget):
    """A common task like this one: its minutes, how often, skills and done-when, by one key."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task: CatalogueTask | None = None
        self.text = ElidedLabel(2)
        self.take = KeyButton("M", self.tr("Use it"), is_chip=True)
        self.take.set_cap_shown(True)
        self.take.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self.text, 1)
        row.addWidget(self.take)
        self.hide()

    def show_task(self, task: CatalogueTask | None) -> None:
        """Offer this one; None offers nothing."""
        self.task = task
        self.setVisible(task is not None)
        if task is None:
            return
        often = repeat_text(task.repeat) or self.tr("once")
        parts = [self.tr("about {minutes}").format(minutes=minutes_text(task.minutes * 60)), often]
        parts += [", ".join(task.skills)] if task.skills else []
        parts += [self.tr("done when {text}").format(text=task.done_when)] if task.done_when else []
        told = self.tr("Like “{title}”: {facts}").format(title=apart(task.title), facts=" · ".join(parts))
        self.text.set_text(told)
        self.take.setAccessibleName(self.tr("Use: {facts}").format(facts=told))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.lane)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
