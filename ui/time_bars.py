"""Lines below the header that ask about time and stop nothing: whether idle time counts, and what is being
done right now.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.dialogs.look import dress
from ui.panel.flow import FlowLayout
from ui.plain import PlainLabel, apart, on_button, tooltip
from ui.time_words import asked_text, short_time
from ui.title_choices import Choices, TitleLine

# Recent doings that have a number of their own.
MOST_RECENT = 6
_LONGEST_CHIP = 28


@dataclass(frozen=True, slots=True)
class Recent:
    """What was noted lately: a task, or a free text."""

    task: int | None
    title: str


class _Bar(QWidget):
    """left(): Escape; the keyboard goes back to the board, and the question stays."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self)
        self.label = PlainLabel()
        self.label.setWordWrap(True)
        self.hide()

    def _button(self, text: str = "", *, is_main: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("primary", is_main)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)


class AwayBar(_Bar):
    """Nobody was there while the timer ran: keep all, take away that part, or discard the whole run."""

    kept = Signal()
    taken = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keep = self._button()
        self.take = self._button(is_main=True)
        self.discard = self._button(self.tr("Discard"))
        self.discard.setToolTip(self.tr("Stop the timer and count nothing"))
        self.keep.clicked.connect(self.kept)
        self.take.clicked.connect(self.taken)
        self.discard.clicked.connect(self.discarded)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self.label, 1)
        for button in (self.keep, self.take, self.discard):
            row.addWidget(button)

    def ask(self, reason: str, away: int, whole: int, since: dt.datetime | None, title: str) -> None:
        """Nobody was there for `away` of the `whole` seconds; the keyboard stays where it is."""
        self.label.setText(asked_text(reason, away, since, title))
        self.keep.setText(self.tr("Keep all: {minutes}").format(minutes=short_time(whole)))
        self.take.setText(self.tr("Take away {minutes}").format(minutes=short_time(away)))
        left = whole - away
        rest = self.tr("{minutes} are left, and the timer goes on").format(minutes=short_time(left))
        self.take.setToolTip(tooltip(rest) if left >= 30 else self.tr("The timer begins anew"))
        self.show()

    def take_keyboard(self) -> None:
        self.take.setFocus(Qt.FocusReason.ShortcutFocusReason)


class AuditBar(_Bar):
    """What are you doing? Enter repeats the last, a number and Enter one of the recent, words are new.

    noted(int | None, str): a task, or None and a text. skipped(): nothing to note this time.
    """

    noted = Signal(object, str)
    skipped = Signal()

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent: tuple[Recent, ...] = ()
        self._chips: list[QPushButton] = []
        self.label.setWordWrap(False)
        self.label.setText(self.tr("What are you doing?"))
        self.line = TitleLine(lambda text: () if text.isdecimal() else choices(text), self)
        self.line.setAccessibleName(self.tr("What are you doing?"))
        self.line.returnPressed.connect(self._on_entered)
        self.skip = self._button(self.tr("Not now"))
        self.skip.clicked.connect(self.skipped)
        row = QHBoxLayout()
        row.addWidget(self.label)
        row.addWidget(self.line, 3)
        row.addWidget(self.skip)
        row.addStretch(2)
        self._flow = FlowLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 6, 14, 6)
        rows.setSpacing(4)
        rows.addLayout(row)
        rows.addLayout(self._flow)

    @property
    def offered(self) -> list[str]:
        """The recent ones as shown, with their numbers."""
        return [chip.text() for chip in self._chips]

    def ask(self, recent: Sequence[Recent]) -> None:
        """It is time; the keyboard stays where it is."""
        if tuple(recent) != self._recent or self.isHidden():
            self._recent = tuple(recent[:MOST_RECENT])
            self._show_recent()
        last = self._recent[0].title if self._recent else ""
        # One by one: a title may hold braces.
        again = self.tr("Enter: again “{title}”").replace("{title}", apart(last))
        self.line.setPlaceholderText(again if last else self.tr("A few words, then Enter"))
        self.show()

    def take_keyboard(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def settle(self) -> None:
        """Answered."""
        self.line.clear()
        self.hide()

    def _show_recent(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for number, recent in enumerate(self._recent, 1):
            title = recent.title
            short = title if len(title) <= _LONGEST_CHIP else title[: _LONGEST_CHIP - 1] + "…"
            chip = self._button(on_button(f"{number}  {short}"))
            chip.setFlat(True)
            chip.setToolTip(tooltip(title))
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(lambda _checked=False, recent=recent: self._note(recent))
            self._flow.addWidget(chip)
            self._chips.append(chip)

    def _on_entered(self) -> None:
        text = " ".join(self.line.text().split())
        if not text:
            if self._recent:
                self._note(self._recent[0])
        elif text.isdecimal() and 1 <= int(text) <= len(self._recent):
            self._note(self._recent[int(text) - 1])
        else:
            self.noted.emit(None, text)

    def _note(self, recent: Recent) -> None:
        self.noted.emit(recent.task, recent.title)


class OverBar(_Bar):
    """The week of the audit is over: look at what came up again."""

    pressed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = self._button(self.tr("See what came up again"), is_main=True)
        self.later = self._button(self.tr("Not now"))
        self.look.clicked.connect(self.pressed)
        self.later.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self.label, 1)
        row.addWidget(self.look)
        row.addWidget(self.later)

    def ask(self, entries: int) -> None:
        self.label.setText(self.tr("The week of the time audit is over: noted %n time(s).", "", entries))
        self.show()
