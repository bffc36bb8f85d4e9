"""A line below the header after something was taken back: why? It stops nothing and may be skipped."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from models.hands import ALL_REASONS
from ui import theme
from ui.dialogs.look import dress
from ui.hand_words import reason_name
from ui.panel.flow import FlowLayout
from ui.plain import PlainLabel, apart


class ReasonChips(QWidget):
    """The reasons as buttons to tick; `changed` when one is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self._chips: dict[str, QPushButton] = {}
        for reason in ALL_REASONS:
            chip = QPushButton(reason_name(reason))
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            chip.clicked.connect(self.changed)
            flow.addWidget(chip)
            self._chips[reason] = chip

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(reason for reason, chip in self._chips.items() if chip.isChecked())

    def chip(self, reason: str) -> QPushButton:
        """The button of a reason."""
        return self._chips[reason]

    def clear(self) -> None:
        """Tick none of them."""
        for chip in self._chips.values():
            chip.setChecked(False)


class ReasonBar(QWidget):
    """chosen(tuple[int, ...], tuple[str, ...]): why these cards came back. left(): Escape, or the cross."""

    chosen = Signal(object, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self)
        self._ids: tuple[int, ...] = ()
        self._label = PlainLabel()
        self.chips = ReasonChips()
        self.chips.changed.connect(lambda: self.chosen.emit(self._ids, self.chips.chosen))
        self.close_button = QToolButton()
        self.close_button.setIcon(theme.icon("x"))
        self.close_button.setAccessibleName(self.tr("Without a reason"))
        self.close_button.setToolTip(self.tr("Without a reason"))
        self.close_button.clicked.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self._label)
        row.addWidget(self.chips, 1)
        row.addWidget(self.close_button)
        self.hide()

    def ask_about(self, ids: tuple[int, ...], names: Sequence[str]) -> None:
        """Ask why these cards were taken back from these people."""
        self._ids = ids
        self.chips.clear()
        who = ", ".join(dict.fromkeys(names))
        text = (
            self.tr("Taken back from {who}. Why?").format(who=apart(who))
            if who
            else self.tr("Taken back. Why?")
        )
        self._label.setText(text)
        self.show()

    def put_away(self) -> None:
        """Nothing, or nothing more, is said."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
