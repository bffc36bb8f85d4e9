"""How often the work comes round, and how long it takes each time."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from models.errors import Refused
from models.repeats import Repeat, parse_repeat
from ui.panel.parsed_field import NotUnderstood, ParsedField
from ui.panel.short_forms import read_minutes, read_repeat
from ui.plain import tooltip
from ui.store import Ticket
from ui.theme import colours, icon, scaled
from ui.wording import minutes_text, repeat_text

OFFERED: tuple[Repeat | None, ...] = (
    None,
    Repeat(1, "day"),
    Repeat(1, "week"),
    Repeat(2, "week"),
    Repeat(3, "week"),
    Repeat(1, "month"),
    Repeat(1, "quarter"),
    Repeat(1, "year"),
)


class RepeatField(ParsedField[Repeat]):
    """Shows "weekly", "3 a week", "every second Friday"; Alt+Down lists the usual ones."""

    form_asked = Signal()
    """The dialog *How often*, for what is not typed."""

    def __init__(
        self,
        submit: Callable[[Repeat | None, str], Ticket | None],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """`submit(repeat or None, visit)` sends a repeat to the store."""
        super().__init__(QCoreApplication.translate("RepeatField", "Repeats"), submit, parent)
        self._today = today
        self._menu: QMenu | None = None
        self.setPlaceholderText(self.tr("Once"))
        self._list = QAction(
            icon("chevron-down", lambda: colours().wait), self.tr("Usual repeats (Alt+Down)"), self
        )
        self.addAction(self._list, QLineEdit.ActionPosition.TrailingPosition)
        self._list.triggered.connect(self.open_list)
        self.list_asked.connect(self.open_list)
        # Long words are cut in a narrow panel.
        self.textChanged.connect(lambda text: self.setToolTip(tooltip(text)))

    @property
    def menu(self) -> QMenu | None:
        """The list of usual repeats, once it was opened."""
        return self._menu

    def open_list(self) -> None:
        """Show the usual repeats below the field."""
        if self._menu is None:
            self._menu = QMenu(self)
            for offered in OFFERED:
                text = repeat_text(offered) or self.tr("once")
                self._menu.addAction(text).triggered.connect(
                    lambda _=False, offered=offered: self.choose(offered)
                )
            self._menu.addSeparator()
            self._menu.addAction(self.tr("How often…")).triggered.connect(self.form_asked)
        for action, offered in zip(self._menu.actions(), OFFERED, strict=False):
            action.setCheckable(True)
            action.setChecked(offered == self.value)
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def parse(self, text: str) -> Repeat | None:
        text = text.strip()
        if not text or text.casefold() in ("once", self.tr("once").casefold()):
            return None
        if self.value is not None and text == self.words(self.value):
            return self.value  # a rule's short words say less than the rule
        for offered in OFFERED:
            if offered is not None and text.casefold() == repeat_text(offered).casefold():
                return offered
        try:
            return parse_repeat(text)
        except Refused:
            if (repeat := read_repeat(text, self._today())) is None:
                hint = self.tr("“{text}” is no repeat: try weekly, 3 a week, every 31st, every second friday")
                raise NotUnderstood(hint.format(text=text)) from None
            return repeat

    def words(self, value: Repeat | None) -> str:
        return repeat_text(value)

    def meaning(self, value: Repeat | None) -> str:
        words = self.words(value)
        return "" if words == self.text().strip() else words

    def sizeHint(self) -> QSize:
        return QSize(scaled(120), super().sizeHint().height())


class MinutesField(ParsedField[int]):
    """Seconds each time, typed as "45", "1h30" or "1.5 h", shown as "1 h 30 min"."""

    def __init__(
        self, submit: Callable[[int | None, str], Ticket | None], parent: QWidget | None = None
    ) -> None:
        """`submit(seconds or None, visit)` sends a duration to the store."""
        super().__init__(QCoreApplication.translate("MinutesField", "Minutes each time"), submit, parent)
        self.setPlaceholderText(self.tr("Minutes"))

    def parse(self, text: str) -> int | None:
        text = text.strip()
        if not text:
            return None
        if (seconds := read_minutes(text)) is None:
            hint = self.tr("“{text}” is no time: try 45, 1h30, 2 h")
            raise NotUnderstood(hint.format(text=text))
        return seconds

    def words(self, value: int | None) -> str:
        return minutes_text(value)

    def sizeHint(self) -> QSize:
        return QSize(scaled(100), super().sizeHint().height())
