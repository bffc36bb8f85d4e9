"""The kinds of fields that a brief has. What was not said is shown grey: what holds instead, and why."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from models import brief_edits
from models.currencies import CURRENCIES, to_minor
from ui.money_words import read_number
from ui.panel.brief_words import amount_text, hours_text
from ui.panel.choice_box import ChoiceBox
from ui.panel.drafts import FieldDraft
from ui.panel.due_field import DueField
from ui.panel.growing_text import GrowingText
from ui.panel.parsed_field import NotUnderstood, ParsedField
from ui.store import Ticket
from ui.wording import sentence_text

Amount = tuple[int, str]
"""Minor units and their currency."""


class BriefText(GrowingText):
    """A text of the brief; `submit(text, visit)` saves it. Grey text shows whole, whatever its length."""

    def __init__(
        self, name: str, submit: Callable[[str, str], Ticket | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.draft = FieldDraft(self.toPlainText, self.show_text, submit, self)
        self.textChanged.connect(self.draft.touch)
        self.left.connect(self.draft.leave)

    def load(self, text: str) -> None:
        """Show the text of another card."""
        self.draft.load(text)

    def refresh(self, text: str) -> None:
        """Show what is stored now, unless somebody types here."""
        self.draft.refresh(text)

    def flush(self) -> None:
        """Save what is half typed."""
        self.draft.leave()

    def show_grey(self, text: str) -> None:
        """What stands here while nothing is said."""
        if text != self.placeholderText():
            self.setPlaceholderText(text)
            self._make_room()

    def _make_room(self) -> None:
        room = QRectF(0, 0, max(40, self.viewport().width() - 8), 10_000)
        flags = Qt.TextFlag.TextWordWrap.value
        high = self.fontMetrics().boundingRect(room.toRect(), flags, self.placeholderText()).height()
        lines = max(1, round(high / max(1, self.fontMetrics().lineSpacing())))
        wanted = 1 if self.toPlainText() else lines
        if wanted != self._lines:
            self._lines = wanted
            self._fit()

    def _fit(self) -> None:
        super()._fit()
        if hasattr(self, "draft"):
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


class BriefChoice(ChoiceBox):
    """One of a few; its first line is what holds while nothing is chosen."""

    def __init__(
        self,
        name: str,
        choices: list[tuple[object, str]],
        chosen: Callable[[object], object],
        parent: QWidget | None = None,
    ) -> None:
        """`choices`: value and words; `chosen(value or None)` saves."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chosen = chosen
        self.addItem("", None)
        for value, words in choices:
            self.addItem(words, value)
        self.activated.connect(lambda place: chosen(self.itemData(place)))

    def show_value(self, value: object, grey: str) -> None:
        """Show what is stored; `grey`: what holds where nothing is."""
        self.setItemText(0, grey)
        self.setCurrentIndex(max(0, self.findData(value)) if value not in (None, "") else 0)
        self.is_grey = self.currentIndex() == 0
        self.update()


class AmountField(ParsedField[Amount]):
    """A spending limit: "50", "12.50 EUR", "0"."""

    def __init__(
        self, name: str, submit: Callable[[Amount | None, str], Ticket | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, submit, parent)
        self.currency = ""

    def show_grey(self, text: str) -> None:
        """What holds while nothing is said."""
        self.setPlaceholderText(text or self.tr("not said"))

    def parse(self, text: str) -> Amount | None:
        text = text.strip()
        if not text:
            return None
        code = re.search(r"\b[A-Za-z]{3}\b", text)
        currency = code[0].upper() if code else self.currency
        number = read_number(text.replace(code[0], "") if code else text)
        if number is None or currency not in CURRENCIES:
            hint = self.tr("“{text}” is no amount: try 50, 12.50 EUR or 0").format(text=text)
            raise NotUnderstood(hint)
        minor = to_minor(Decimal(str(number)), currency)
        if fault := brief_edits.fault("spend_run", minor):
            raise NotUnderstood(sentence_text(fault))
        return minor, currency

    def words(self, value: Amount | None) -> str:
        return "" if value is None else f"{amount_text(*value)} {value[1]}"

    def sizeHint(self) -> QSize:
        return QSize(100, super().sizeHint().height())


class ReplyField(ParsedField[int]):
    """Within how many hours the owner answers: "4", "1 day"."""

    def __init__(
        self, submit: Callable[[int | None, str], Ticket | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("ReplyField", "You answer within"), submit, parent)

    def parse(self, text: str) -> int | None:
        text = text.strip()
        if not text:
            return None
        if self.value is not None and text == self.words(self.value):
            return self.value
        match = re.fullmatch(r"\D*?(\d{1,3})\s*(h|hours?|d|days?)?", text, re.IGNORECASE)
        if match is None:
            hint = self.tr("“{text}” is no time: try 4 h or 1 day").format(text=text)
            raise NotUnderstood(hint)
        hours = int(match[1]) * (24 if (match[2] or "h")[0].lower() == "d" else 1)
        if fault := brief_edits.fault("reply_hours", hours):
            raise NotUnderstood(sentence_text(fault))
        return hours

    def words(self, value: int | None) -> str:
        return "" if value is None else hours_text(value)

    def sizeHint(self) -> QSize:
        return QSize(100, super().sizeHint().height())


class DayField(DueField):
    """A day alone, typed or picked as a due date is."""

    def __init__(
        self,
        name: str,
        submit: Callable[[date | None, str], Ticket | None],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """`submit(day or None, visit)` sends a day to the store."""
        super().__init__(lambda due, visit: submit(due[0] if due else None, visit), today, parent)
        self.setAccessibleName(name)

    def load_day(self, day: date | None) -> None:
        """Show the day of another card."""
        self.load((day, None) if day else None)

    def refresh_day(self, day: date | None) -> None:
        """Show what is stored now, unless somebody types here."""
        self.refresh((day, None) if day else None)
