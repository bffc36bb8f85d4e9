"""The sums at the head of the ledger: what each is, small, and the figure below it."""

from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.panel.flow import FlowLayout
from ui.panel.style import tint
from ui.plain import PlainLabel, tooltip


class Figure(NamedTuple):
    """One sum in words. `tone`: "good", "loss" or ""."""

    name: str
    value: str
    tone: str = ""
    more: str = ""


class Tiles(QWidget):
    """As many beside each other as there is room for; the first one is the largest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=26)
        self.tiles: list[Tile] = []
        fitting = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        fitting.setHeightForWidth(True)
        self.setSizePolicy(fitting)

    def sizeHint(self) -> QSize:
        """One line of them; more where it is narrow, by the height for the width."""
        return self._flow.minimumSize()

    def minimumSizeHint(self) -> QSize:
        return self._flow.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Inside a scroll area a height for the width is only a wish.
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))

    def show_figures(self, figures: list[Figure]) -> None:
        """Show these, in this order."""
        while len(self.tiles) > len(figures):
            tile = self.tiles.pop()
            tile.hide()
            self._flow.removeWidget(tile)
            tile.deleteLater()
        while len(self.tiles) < len(figures):
            tile = Tile(is_first=not self.tiles)
            self.tiles.append(tile)
            self._flow.addWidget(tile)
        for tile, figure in zip(self.tiles, figures, strict=True):
            tile.show_figure(figure)
        self.updateGeometry()
        self.setMinimumHeight(self._flow.heightForWidth(max(self.width(), self._flow.minimumSize().width())))


class Tile(QWidget):
    """A name and a figure, read as one."""

    def __init__(self, *, is_first: bool) -> None:
        super().__init__()
        self.name, self.value, self.more = PlainLabel(), PlainLabel(), PlainLabel()
        self.value.setFont(theme.font(1.9 if is_first else 1.35, QFont.Weight.DemiBold))
        for label in (self.name, self.more):
            label.setFont(theme.font(0.92))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        for label in (self.name, self.value, self.more):
            rows.addWidget(label)
        rows.addStretch(1)
        theme.changed.connect(self._colour)
        self._tone = ""

    def show_figure(self, figure: Figure) -> None:
        self._tone = figure.tone
        for label, text in ((self.name, figure.name), (self.value, figure.value), (self.more, figure.more)):
            label.setText(text)
            label.setVisible(bool(text))
        told = ", ".join(part for part in figure[:2] + figure[3:] if part)
        self.setAccessibleName(told)
        self.setToolTip(tooltip(told))
        self._colour()

    def _colour(self) -> None:
        c = theme.colours()
        tones: dict[str, QColor] = {"good": c.ok, "loss": c.warn}
        tint(self.value, tones.get(self._tone, c.text))
        for label in (self.name, self.more):
            tint(label, c.muted)
