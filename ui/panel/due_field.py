"""The due day: typed ("fri", "3 dec", "tomorrow 14:00") or picked from a calendar."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.panel.calendar_popup import CalendarPopup
from ui.panel.parsed_field import NotUnderstood, ParsedField
from ui.panel.short_forms import Due, read_due
from ui.store import Ticket
from ui.theme import colours, icon

_CROSS = "cross"


class DueField(ParsedField[Due]):
    """Shows "Fri 4 Dec 14:00"; Alt+Down opens the calendar."""

    def __init__(
        self,
        submit: Callable[[Due | None, str], Ticket | None],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """`submit((day, time) or None, visit)` sends a due date to the store."""
        super().__init__(QCoreApplication.translate("DueField", "Due"), submit, parent)
        self._today = today
        self._calendar: CalendarPopup | None = None
        self.setPlaceholderText(self.tr("No date"))
        pick = self._add_picture("calendar", self.tr("Pick a day (Alt+Down)"))
        pick.triggered.connect(self.open_calendar)
        clear = self._add_picture("x", self.tr("No date"))
        clear.setObjectName(_CROSS)
        clear.triggered.connect(lambda: self.choose(None))
        clear.setVisible(False)
        self.list_asked.connect(self.open_calendar)
        self.textChanged.connect(self._show_cross)

    @property
    def calendar(self) -> CalendarPopup | None:
        """The calendar, once it was opened."""
        return self._calendar

    def open_calendar(self) -> None:
        """Show the month below the field."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self._today, self)
            self._calendar.chosen.connect(self._on_day)
        day = self.value[0] if self.value else None
        self._calendar.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)), day)

    def parse(self, text: str) -> Due | None:
        return parse_due(text, self._today())

    def words(self, value: Due | None) -> str:
        return due_words(value, self._today())

    def meaning(self, value: Due | None) -> str:
        return self.words(value)

    def _on_day(self, day: date | None) -> None:
        time = self.value[1] if self.value else None
        self.choose(None if day is None else (day, time))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_picture(self, picture: str, tip: str) -> QAction:
        action = self.addAction(
            icon(picture, lambda: colours().wait), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setToolTip(tip)
        action.setText(tip)
        return action

    def _show_cross(self) -> None:
        shown = bool(self.text()) and (self.underMouse() or self.hasFocus())
        # Looked up, because a field on its way out still hears that the mouse or the keyboard left.
        for action in self.actions():
            if action.objectName() == _CROSS:
                action.setVisible(shown)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_cross()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_cross()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_cross()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_cross()

    def sizeHint(self) -> QSize:
        return QSize(140, super().sizeHint().height())


def due_words(due: Due | None, today: date) -> str:
    """ "Fri 4 Dec", with the year where the day lies behind or far ahead, and the time if there is one."""
    if due is None:
        return ""
    day, time = due
    near = today <= day < today + timedelta(300)
    text = QLocale().toString(QDate(day.year, day.month, day.day), _pattern(near))
    return f"{text} {time}" if time else text


def parse_due(text: str, today: date) -> Due | None:
    """The day and time of a text, the form of `due_words` included. Raises NotUnderstood."""
    text = text.strip()
    if not text:
        return None
    day_text, _, time = text.rpartition(" ")
    for candidate, wall in ((text, None), (day_text, time)):
        if wall is None or _is_time(wall):
            for year in ("", f" {today.year}", f" {today.year + 1}"):
                day = QLocale().toDate(candidate + year, _pattern(False))
                if day.isValid() and (not year or day >= QDate(today.year, today.month, today.day)):
                    return date(day.year(), day.month(), day.day()), wall
    if (due := read_due(text, today)) is None:
        raise NotUnderstood(
            QCoreApplication.translate(
                "DueField", "“{text}” is no date: try fri, 3 dec, tomorrow 14:00"
            ).format(text=text)
        )
    return due


def _is_time(text: str) -> bool:
    hour, _, minute = text.partition(":")
    return hour.isdecimal() and minute.isdecimal() and len(text) == 5 and int(hour) < 24 and int(minute) < 60


def _pattern(is_near: bool) -> str:
    if is_near:
        return QCoreApplication.translate("DueField", "ddd d MMM", "weekday, day, month, for QLocale")
    return QCoreApplication.translate("DueField", "ddd d MMM yyyy", "weekday, day, month, year, for QLocale")
