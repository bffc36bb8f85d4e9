"""Two ways to come by the steps: write them while doing the work, or let them write them."""

import time
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from models import timelog
from ui.panel.flow import FlowLayout
from ui.panel.style import PAD, sized, tint
from ui.plain import PlainLabel
from ui.store import Store
from ui.theme import colours, icon


class CaptureRow(QWidget):
    """Below the steps. timer_asked(int): start or stop the timer on this card.

    they_write_chosen(bool): what they get asks for the steps.
    """

    timer_asked = Signal(int)
    they_write_chosen = Signal(bool)

    def __init__(
        self,
        store: Store,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.clock = clock
        self._task = 0
        self._since: float | None = None
        self.write = self._button(self.tr("Write it while I do it"), "play")
        self.write.setToolTip(self.tr("The timer runs; each line and Enter is a step with its minutes"))
        self.write.clicked.connect(self._on_write)
        self.they_write = self._button(self.tr("Let them write it"), "pencil")
        self.they_write.setToolTip(
            self.tr("What they get asks for the steps; their answer brings them back for you to accept")
        )
        self.they_write.clicked.connect(self.they_write_chosen)
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        self.note.setContentsMargins(PAD + 3, 0, PAD, 2)
        self.note.hide()
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.setContentsMargins(4, 2, 0, 0)
        flow.addWidget(self.write)
        flow.addWidget(self.they_write)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(buttons)
        rows.addWidget(self.note)
        self.restyle()

    @property
    def is_on(self) -> bool:
        """Whether steps are being written while the work is done."""
        return self._since is not None

    def load(self, task: int) -> None:
        """Another card is shown: the mode ends with the card it was for; its timer runs on."""
        self._task = task
        self._since = None
        self._show()

    def show_they_write(self, is_on: bool) -> None:
        """Show what is stored."""
        self.they_write.setChecked(is_on)
        self._show()

    def take_seconds(self) -> int | None:
        """How long the step took that ends now, in whole minutes; None while the mode is off."""
        if self._since is None:
            return None
        now = self.clock()
        minutes = max(1, round((now - self._since) / 60))
        self._since = now
        return minutes * 60

    def end(self) -> None:
        """Leave the mode and stop the timer, if it still runs on this card."""
        if self._since is None:
            return
        self._since = None
        self._show()
        if self._is_timed():
            self.timer_asked.emit(self._task)

    def restyle(self) -> None:
        """Take on the running colours."""
        self.note.setFont(sized(self.font(), 0.9))
        tint(self.note, colours().ok if self.is_on else colours().muted)

    def _on_write(self) -> None:
        if self._since is not None:
            self.end()
            return
        self._since = self.clock()
        self._show()
        if not self._is_timed():
            self.timer_asked.emit(self._task)

    def _is_timed(self) -> bool:
        timer = timelog.running(self._store.board)
        return timer is not None and timer.task == self._task

    def _show(self) -> None:
        self.write.setChecked(self.is_on)
        self.write.setIcon(icon("circle-stop" if self.is_on else "play", lambda: colours().ok))
        text = ""
        if self.is_on:
            text = self.tr("Do it as always. Type what you just did, Enter: a step with its minutes.")
        elif self.they_write.isChecked():
            text = self.tr("What they get asks them for the steps.")
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.restyle()

    def _button(self, text: str, picture: str) -> QToolButton:
        button = QToolButton()
        button.setText(f" {text}")
        button.setAccessibleName(text)
        button.setCheckable(True)
        button.setIcon(icon(picture, lambda: colours().muted))
        button.setIconSize(QSize(14, 14))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setEnabled(not self._store.board.read_only)
        return button
