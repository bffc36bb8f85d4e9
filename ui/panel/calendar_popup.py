"""A month to pick a day from, with the days that are meant most often beside it."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.panel.flow import FlowLayout
from ui.panel.style import sized
from ui.theme import colours, icon

_SHEET = """
#calendar {{ background: {card}; border: 1px solid {line}; }}
#calendar QPushButton {{
    background: {chip}; color: {text}; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px;
}}
#calendar QPushButton:hover, #calendar QPushButton:focus {{ border-color: {sel}; }}
#calendar QToolButton {{
    color: {text}; background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 3px 6px; font-weight: 600;
}}
#calendar QToolButton:hover, #calendar QToolButton:focus {{ border-color: {sel}; }}
#calendar QToolButton::menu-indicator {{ image: none; }}
#calendar QWidget#qt_calendar_navigationbar {{ background: {card}; }}
#calendar QAbstractItemView {{
    background: {card}; color: {text}; selection-background-color: {sel}; selection-color: {on_sel};
    border: none; outline: none;
}}
#calendar QAbstractItemView:disabled {{ color: {muted}; }}
"""


class CalendarPopup(QFrame):
    """Closes after a choice; Escape leaves the date as it was."""

    chosen = Signal(object)
    """date, or None for no date."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self._today = today
        self._month = QCalendarWidget()
        self._month.setAccessibleName(self.tr("Due day"))
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._month.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self._month.clicked.connect(self._on_day)
        self._month.activated.connect(self._on_day)
        self._quick = QWidget()
        self._flow = FlowLayout(self._quick, 4)
        self.offers: dict[str, QPushButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(6)
        rows.addWidget(self._quick)
        rows.addWidget(self._month)
        self._name_arrows()

    def open_at(self, place: QPoint, day: date | None) -> None:
        """Show the month of `day` (None: this month) with its top left corner at a place on the screen."""
        self._dress()
        self._fill_quick(day)
        shown = day or self._today()
        self._month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(place.x(), room.right() - self.width())
        y = (
            place.y()
            if place.y() + self.height() <= room.bottom()
            else max(room.top(), room.bottom() - self.height())
        )
        self.move(max(room.left(), x), y)
        self.show()
        self._month.setFocus()

    def _on_day(self, day: QDate) -> None:
        self._choose(date(day.year(), day.month(), day.day()))

    def _choose(self, day: date | None) -> None:
        self.hide()
        self.chosen.emit(day)

    def _fill_quick(self, day: date | None) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        self.offers.clear()
        today = self._today()
        monday = today + timedelta(7 - today.weekday())
        offers: list[tuple[str, date | None]] = [
            (self.tr("Today"), today),
            (self.tr("Tomorrow"), today + timedelta(1)),
            (self.tr("Next Monday"), monday),
            (self.tr("In a month"), _a_month_after(today)),
        ]
        if day is not None:
            offers.append((self.tr("No date"), None))
        for text, offered in offers:
            offer = QPushButton(text)
            offer.setFont(sized(self.font(), 0.95))
            offer.setAutoDefault(False)
            offer.clicked.connect(lambda _=False, offered=offered: self._choose(offered))
            self._flow.addWidget(offer)
            self.offers[text] = offer

    def _name_arrows(self) -> None:
        """Qt's own month arrows have pictures for names."""
        named = {
            "qt_calendar_prevmonth": (self.tr("Month before"), "chevron-left"),
            "qt_calendar_nextmonth": (self.tr("Month after"), "chevron-right"),
        }
        for button in self._month.findChildren(QToolButton):
            if button.objectName() in named:
                name, picture = named[button.objectName()]
                button.setAccessibleName(name)
                button.setIcon(icon(picture))

    def _dress(self) -> None:
        now = colours()
        names = ("card", "line", "chip", "text", "muted", "sel", "on_sel")
        self.setStyleSheet(_SHEET.format(**{name: getattr(now, name).name() for name in names}))
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(now.text)
        head.setForeground(now.muted)
        head.setBackground(now.card)
        self._month.setHeaderTextFormat(head)
        for day in Qt.DayOfWeek:
            self._month.setWeekdayTextFormat(day, plain)


def _a_month_after(day: date) -> date:
    later = QDate(day.year, day.month, day.day).addMonths(1)
    return date(later.year(), later.month(), later.day())
