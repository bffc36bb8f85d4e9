"""What the colours, digits and signs of the table mean."""

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.dialogs.sheet import muted_label
from ui.pages.assistants.matrix_cells import NARROWEST, SIGN, STEPS, cell_picture
from ui.pages.assistants.matrix_words import step_name
from ui.panel.flow import FlowLayout
from ui.plain import PlainLabel


class Legend(QWidget):
    """One line, or several where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tall = self.fontMetrics().height() + 8
        self._pictures: list[tuple[PlainLabel, str]] = []
        flow = FlowLayout(self, gap=14)
        for level in range(1, STEPS + 1):
            flow.addWidget(self._entry(str(level), step_name(level)))
        flow.addWidget(self._entry("has", self.tr("has it now")))
        flow.addWidget(self._entry("circle-stop", self.tr("stopped")))
        flow.addWidget(self._entry("triangle-alert", self.tr("on one person")))
        flow.addWidget(self._entry("circle-alert", self.tr("and very private")))
        flow.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._show_pictures)
        self._show_pictures()

    def _entry(self, what: str, words: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        picture = PlainLabel()
        picture.setFixedHeight(self._tall)
        label = muted_label(words)
        label.setWordWrap(False)
        row.addWidget(picture)
        row.addWidget(label)
        self._pictures.append((picture, what))
        return made

    def _show_pictures(self) -> None:
        for label, what in self._pictures:
            label.setPixmap(self._picture(what))

    def _picture(self, what: str) -> QPixmap:
        ratio, c = self.devicePixelRatioF(), theme.colours()
        wide, tall = theme.scaled(NARROWEST - 16), self._tall
        if what.isdigit():
            return cell_picture(wide, tall, int(what), False, False, False, ratio, is_bare=True)
        if what == "has":
            return cell_picture(tall + 6, tall, 0, True, False, False, ratio, is_bare=True)
        colour = c.warn if what == "triangle-alert" else c.bad
        return theme.pixmap(what, theme.scaled(SIGN), colour, ratio)
