"""The six ways on: core, delegable, split, drop, automate, later."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.pages.sort.key_button import KeyButton

GAP = 8


class KeyRow(QWidget):
    """pressed(str): a command of ui.pages.sort.keys. In a narrow window the buttons stand in several rows."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {
            "core": KeyButton("C", self.tr("Core"), tone="core", can_be_taken=True),
            "delegable": KeyButton("D", self.tr("Delegable"), tone="delegable", can_be_taken=True),
            "split": KeyButton("S", self.tr("Split"), can_be_taken=True),
            "drop": KeyButton("X", self.tr("Drop")),
            "automate": KeyButton("A", self.tr("Automate")),
            "later": KeyButton(self.tr("Space"), self.tr("Later")),
        }
        self.buttons["drop"].setToolTip(self.tr("If nobody did it for a month, nobody would notice"))
        self.buttons["automate"].setToolTip(self.tr("A tool can do it all"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._columns = 0
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._place(6)

    def show_taken(self, verdict: str | None) -> None:
        """Which of them Enter presses."""
        for name, button in self.buttons.items():
            button.set_taken(name == verdict)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for button in self.buttons.values():
            self._grid.removeWidget(button)
        for place, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        widths = [button.sizeHint().width() for button in self.buttons.values()]
        for column in range(len(widths)):
            stretch = widths[column] if columns == len(widths) else 1
            self._grid.setColumnStretch(column, stretch if column < columns else 0)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = [button.sizeHint().width() for button in self.buttons.values()]
        if sum(widths) + (len(widths) - 1) * GAP <= self.width():
            self._place(len(widths))
        else:
            fitting = (self.width() + GAP) // (max(widths) + GAP)
            self._place(3 if fitting >= 3 else 2 if fitting >= 2 else 1)
