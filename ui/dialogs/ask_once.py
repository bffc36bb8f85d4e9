"""Small questions, each asked once where its answer first matters, in place of a form at the start.

A question is a widget to put where it belongs. It stores the answer itself, then tells that it was answered.
Put off, it is not asked again by itself, which the board remembers; whatever depends on it says what is
missing, and Settings take the answer.
"""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models import settings, stages
from models.errors import BoardError
from models.money import HOURS_A_YEAR
from ui import theme
from ui.dialogs.currency_box import CurrencyBox
from ui.dialogs.look import dress
from ui.dialogs.sheet import muted_label
from ui.money_words import money_text, read_number, typed_number
from ui.panel.flow import FlowLayout
from ui.panel.growing_text import GrowingText
from ui.panel.link_line import LinkLine
from ui.panel.style import tint
from ui.plain import PlainLabel
from ui.store import Store
from ui.wording import sentence_text

# The board learns of it a moment later.
_put_off: WeakKeyDictionary[Store, set[str]] = WeakKeyDictionary()


class AskOnce(QWidget):
    """A question with its field, *Save* and *Not now*. Enter saves, Escape skips."""

    answered = Signal()
    """The answer is stored."""
    skipped = Signal()
    KEY = ""

    def __init__(self, store: Store, question: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        # Who opened the question and puts it away again has said nothing about being asked.
        self.is_remembered = True
        self.setAccessibleName(question)
        dress(self)
        self.question = PlainLabel(question)
        self.question.setWordWrap(True)
        self.hint = muted_label(hint)
        self.fault = PlainLabel()
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.fields = QVBoxLayout()
        self.fields.setSpacing(6)
        self.save = QPushButton(self.tr("Save"))
        self.save.setProperty("primary", True)
        self.not_now = QPushButton(self.tr("Not now"))
        self.not_now.setProperty("flat", True)
        for button in (self.save, self.not_now):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.save)
        buttons.addWidget(self.not_now)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setSpacing(6)
        rows.addWidget(self.question)
        if hint:
            rows.addWidget(self.hint)
        rows.addLayout(self.fields)
        rows.addWidget(self.fault)
        rows.addLayout(buttons)
        self.save.clicked.connect(self.answer)
        self.not_now.clicked.connect(self.skip)
        theme.changed.connect(self._restyle)
        self._restyle()

    @classmethod
    def is_wanted(cls, store: Store) -> bool:
        """Whether to ask by itself: not answered yet, not put off, and the board can be written."""
        if store.board.read_only or cls.KEY in _put_off.get(store, ()) or cls.is_known(store):
            return False
        return not settings.read_settings(store.board)[f"not_now.{cls.KEY}"]

    @classmethod
    def is_known(cls, store: Store) -> bool:
        """Whether the board has the answer."""
        raise NotImplementedError

    def answer(self) -> None:
        """Store what was typed; what cannot be taken is told below the field and changes nothing."""
        raise NotImplementedError

    def skip(self) -> None:
        """Not now, and not by itself again."""
        if self.is_remembered:
            _put_off.setdefault(self._store, set()).add(self.KEY)
            self._store.submit(settings.put_off, self.KEY)
        self.skipped.emit()

    def say_fault(self, text: str) -> None:
        """What is wrong with what was typed; "" takes the line away."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def send(self, function: Callable[..., object], *values: Any, **named: Any) -> None:
        """Submit the answer."""
        self.say_fault("")
        ticket = self._store.submit(function, *values, **named)
        ticket.done.connect(self._on_done)

    def write(self, values: dict[str, object]) -> None:
        """Store settings as one step, if each can be taken."""
        for name, value in values.items():
            if (wrong := settings.fault(name, value)) is not None:
                self.say_fault(sentence_text(wrong))
                return
        self.send(settings.write_settings, values)

    def _on_done(self, error: object) -> None:
        if isinstance(error, BoardError):
            self.say_fault(sentence_text(error.sentence))
        elif error is None:
            self.answered.emit()

    def _restyle(self) -> None:
        self.question.setFont(theme.font(1.0, QFont.Weight.DemiBold))
        self.fault.setFont(theme.font(0.92))
        tint(self.fault, theme.colours().warn)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()
            else:
                self.answer()
        elif event.key() == Qt.Key.Key_Escape:
            self.skip()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.blend(c.core, c.tint, 0.25), 1))
        painter.setBrush(c.tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class AskSpecialisation(AskOnce):
    """What customers choose the company for: above the first question of Sort."""

    KEY = "specialisation"

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, "", "", parent)
        self.question.setText(self.tr("What do customers choose you for?"))
        self.setAccessibleName(self.question.text())
        self.field = GrowingText(one_line=True, lines=2)
        self.field.setAccessibleName(self.question.text())
        self.field.setPlaceholderText(
            self.tr("One or two sentences. Each task is weighed against them; they head the Core column.")
        )
        self.field.show_text(store.board.about().specialisation)
        self.field.entered.connect(self.answer)
        self.fields.addWidget(self.field)
        self.setFocusProxy(self.field)

    @classmethod
    def is_known(cls, store: Store) -> bool:
        return bool(store.board.about().specialisation.strip())

    def answer(self) -> None:
        text = " ".join(self.field.toPlainText().split())
        if text:
            self.send(stages.edit_board, specialisation=text)
        else:
            self.say_fault(self.tr("A few words are enough, such as what a customer would tell a friend."))


class AskHourly(AskOnce):
    """What an hour of the owner is worth, or what a year brings: at the first figure of money."""

    KEY = "hourly"

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, "", "", parent)
        known = settings.read_settings(store.board)
        self._currency = known.currency
        self.question.setText(self.tr("What is an hour of your time worth?"))
        self.setAccessibleName(self.question.text())
        self.field = amount_field(self.question.text())
        self.unit = PlainLabel(self.tr("{currency} an hour").format(currency=self._currency))
        self.other = LinkLine(self.tr("I know what a year brings"))
        self.other.setCheckable(True)
        self.fields.addLayout(_line(self.field, self.unit))
        self.fields.addWidget(self.other)
        self.other.toggled.connect(self._on_other)
        self.field.textEdited.connect(self._on_edited)
        self.setFocusProxy(self.field)

    @classmethod
    def is_known(cls, store: Store) -> bool:
        return settings.read_settings(store.board).hourly() is not None

    def answer(self) -> None:
        text = self.field.text().strip()
        if not text:
            self.say_fault(self.tr("An amount such as 60, or choose Not now."))
        elif self.other.isChecked():
            self.write({"money.income": typed_number(text), "money.hourly": None})
        else:
            self.write({"money.hourly": typed_number(text)})

    def _on_other(self, is_year: bool) -> None:
        if is_year:
            self.question.setText(self.tr("What does a year of your work bring?"))
            self.other.setText(self.tr("I know what an hour is worth"))
        else:
            self.question.setText(self.tr("What is an hour of your time worth?"))
            self.other.setText(self.tr("I know what a year brings"))
        self.setAccessibleName(self.question.text())
        self.field.setAccessibleName(self.question.text())
        self._show_unit()
        self.say_fault("")
        self.field.setFocus()

    def _on_edited(self) -> None:
        self.say_fault("")
        self._show_unit()

    def _show_unit(self) -> None:
        if not self.other.isChecked():
            self.unit.setText(self.tr("{currency} an hour").format(currency=self._currency))
            return
        value = read_number(self.field.text())
        if value is None or value <= 0:
            self.unit.setText(self.tr("{currency} a year").format(currency=self._currency))
            return
        hour = money_text(value / HOURS_A_YEAR, self._currency)
        self.unit.setText(self.tr("{currency} ÷ 2,000 h = {hour}").format(currency=self._currency, hour=hour))


class AskRate(AskOnce):
    """What an hour of help would cost, as long as no assistant's own rate says it."""

    KEY = "rate"

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, "", "", parent)
        known = settings.read_settings(store.board)
        self._home = known.currency
        self.question.setText(self.tr("What would an hour of help cost you?"))
        self.setAccessibleName(self.question.text())
        self.field = amount_field(self.question.text())
        self.currency = CurrencyBox(self._home)
        self.currency.show_code(known.rate_currency)
        self.currency.activated.connect(self._on_currency)
        self.fx = amount_field(self.tr("Exchange rate"))
        self._fx_line = QWidget()
        self._fx_before, self._fx_after = PlainLabel(), PlainLabel(self._home)
        line = _line(self._fx_before, self.fx, self._fx_after)
        self._fx_line.setLayout(line)
        self.fields.addLayout(_line(self.field, self.currency, PlainLabel(self.tr("an hour"))))
        self.fields.addWidget(self._fx_line)
        self._on_currency()
        self.setFocusProxy(self.field)

    @classmethod
    def is_known(cls, store: Store) -> bool:
        return settings.read_settings(store.board).rate() is not None

    def answer(self) -> None:
        text, fx = self.field.text().strip(), self.fx.text().strip()
        if not text:
            self.say_fault(self.tr("An amount such as 15, or choose Not now."))
            return
        code = self.currency.code()
        values: dict[str, object] = {"money.rate": typed_number(text), "money.rate_currency": code}
        if code != self._home:
            if not fx:
                self.say_fault(
                    self.tr("How much {home} is one {currency}?").format(home=self._home, currency=code)
                )
                return
            values["money.fx"] = typed_number(fx)
        self.write(values)

    def _on_currency(self) -> None:
        code = self.currency.code()
        self._fx_before.setText(self.tr("1 {currency} =").format(currency=code))
        self._fx_line.setVisible(code != self._home)


def amount_field(name: str) -> QLineEdit:
    """A short field for an amount or a number."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setMaxLength(40)
    field.setFixedWidth(field.fontMetrics().averageCharWidth() * 12 + 20)
    return field


def _line(*parts: QWidget) -> FlowLayout:
    """Fields and words in one line, or in two where it is narrow."""
    line = FlowLayout(gap=6)
    tallest = max(part.sizeHint().height() for part in parts)
    for part in parts:
        if isinstance(part, PlainLabel):
            part.setMinimumHeight(tallest)
        line.addWidget(part)
    return line
