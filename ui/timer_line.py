"""The running timer in the status bar: how long, on what, and a button that stops it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui import theme
from ui.plain import apart, on_button, tooltip
from ui.time_words import clock_text, running_text

# Of a longer title the tooltip has the rest.
_MOST_LETTERS = 32


class TimerLine(QWidget):
    """Hidden while no timer runs. opened(): the title was clicked. stopped(): the button beside it was."""

    opened = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._spoken = ""
        self.name = QToolButton(self)
        self.name.setObjectName("timer")
        self.name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.name.setIcon(theme.icon("timer", lambda: theme.colours().ok))
        self.name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name.clicked.connect(self.opened)
        self.stop = QToolButton(self)
        self.stop.setObjectName("timer")
        self.stop.setIcon(theme.icon("circle-stop", lambda: theme.colours().muted))
        self.stop.setAccessibleName(self.tr("Stop the timer"))
        self.stop.setToolTip(self.tr("Stop the timer (T)"))
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.name)
        row.addWidget(self.stop)
        self._take_fonts()
        theme.changed.connect(self._take_fonts)
        self.hide()

    @property
    def text(self) -> str:
        """ "12:34  Send invoices"; "" while no timer runs."""
        return self.name.text().strip() if not self.isHidden() else ""

    def show_timer(self, title: str, seconds: int, *, can_stop: bool = True) -> None:
        """The timer runs on `title` since `seconds`."""
        if title != self._title:
            self._title = title
            self.name.setMinimumWidth(0)
            self.name.setToolTip(tooltip(self.tr("The timer runs on “{title}”").format(title=apart(title))))
        metrics = self.name.fontMetrics()
        room = metrics.averageCharWidth() * _MOST_LETTERS
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        self.name.setText(on_button(f" {clock_text(seconds)}  {shown}"))
        # It grows and never shrinks, so that what stands beside it does not tremble with every second.
        self.name.setMinimumWidth(max(self.name.minimumWidth(), self.name.sizeHint().width()))
        self._speak(title, seconds)
        self.stop.setVisible(can_stop)
        self.show()

    def hide_timer(self) -> None:
        """No timer runs."""
        self._title = ""
        self.hide()

    def _speak(self, title: str, seconds: int) -> None:
        """For screen readers: once a minute is enough."""
        spoken = self.tr("The timer runs on “{title}”, {minutes}").format(
            title=apart(title), minutes=running_text(seconds)
        )
        if spoken != self._spoken:
            self._spoken = spoken
            self.name.setAccessibleName(spoken)

    def _take_fonts(self) -> None:
        size = max(14, self.fontMetrics().height() - 2)
        for button in (self.name, self.stop):
            button.setIconSize(QSize(size, size))
