"""*How often*: a series set in plain language, with its next five dates before it is kept."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from models.board import Board
from models.cards import Card
from models.days_off import days_off
from models.errors import BoardError
from models.occurrences import Series
from models.repeat_form import read_form
from models.settings import read_settings
from ui import background, theme
from ui.dialogs.repeat_fields import RepeatFields, form_layout, labelled
from ui.dialogs.repeat_preview import Preview, Shown, next_dates
from ui.dialogs.sheet import More, Sheet
from ui.panel.parsed_field import NotUnderstood
from ui.panel.style import tint
from ui.plain import PlainLabel
from ui.store import Ticket
from ui.wording import repeat_text, sentence_text


class RepeatDialog(Sheet):
    """`send(fields)` submits what models.tasks.edit_task takes of a series, with its due."""

    def __init__(
        self,
        board: Board,
        card: Card,
        today: date,
        send: Callable[[dict[str, Any]], Ticket],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        heading = self.tr("How often?")
        self.setWindowTitle(heading)
        self.heading.setText(heading)
        settings = read_settings(board)
        self._card, self._send, self._today = card, send, today
        self._off = days_off(settings)
        self._asked = 0
        begins = card.anchor or card.due or today
        zone = str(settings["company.zone"])
        self.said = RepeatFields(card, read_form(card.repeat, begins), today, zone)
        self.words, self.preview, self.fault = PlainLabel(), Preview(today), PlainLabel()
        self._lay_out()
        self.add_cancel()
        self.keep = self.add_button(self.tr("Set the dates"), self._on_keep, is_main=True)
        self.said.changed.connect(self._show_meaning)
        self.more.button.toggled.connect(lambda is_open: self.said.fill_zones() if is_open else None)
        self.fit_rows()
        self.said.every.setFocus()
        self.said.every.selectAll()
        self._show_meaning()

    def series(self) -> Series:
        """The series that the fields say. Raises NotUnderstood or Refused, in words."""
        on_holiday = str(self.said.on_holiday.currentData())
        is_off = self._off if on_holiday else None
        return Series(self.said.form().repeat(), self.said.first_day(), on_holiday, is_off)

    def fields(self) -> dict[str, Any]:
        """What is stored of it; another series is due on its first date. Raises as `series`."""
        series, due = self.series(), self._card.due
        if due is None or self._is_another(series):
            first = next(series.upcoming(self._start(series)), None)
            due = None if first is None else first.day
        if due is None:
            raise NotUnderstood(self._none_to_come())
        return {
            "repeat": series.repeat,
            "anchor": series.anchor,
            "on_holiday": series.on_holiday,
            "repeat_zone": self.said.zone.currentData(),
            "due": due,
        }

    def _is_another(self, series: Series) -> bool:
        before = (self._card.repeat, self.said.begun, self._card.on_holiday)
        return (series.repeat, series.anchor, series.on_holiday) != before

    def _start(self, series: Series) -> date:
        """From which day the next date is looked for: what is due now, or the day it begins on anew."""
        if self._card.due is None or series.anchor not in (self.said.begun, self._card.due):
            # What lies behind by then is not made up.
            return max(series.anchor, self._today)
        return self._card.due

    def _none_to_come(self) -> str:
        return self.tr("No date of this series is still to come.")

    def _lay_out(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.words.setFont(theme.font(1.0, QFont.Weight.DemiBold))
        for label in (self.words, self.fault):
            label.setWordWrap(True)
        zones = QWidget()
        form = form_layout()
        form.addRow(labelled(self.tr("Time zone"), self.said.zone), self.said.zone)
        zones.setLayout(form)
        self.more = More(self.tr("More"), zones)
        for part in (self.said, self.words, self.preview, self.fault, self.more):
            self.body.addWidget(part)
        self.setMinimumWidth(min(66 * letter + 40, self.screen().availableSize().width() - 60))

    def _show_meaning(self) -> None:
        """What the fields say now: in words, as dates, or why it cannot be."""
        self._asked += 1
        try:
            series = self.series()
        except (NotUnderstood, BoardError) as wrong:
            self._say_fault(_sentence(wrong))
            return
        self._say_fault("")
        self.words.setText(repeat_text(series.repeat))
        start, today = self._start(series), self._today
        off, asked = self._off, self._asked

        def done(dates: list[Shown]) -> None:
            if asked == self._asked:
                self.preview.show_dates(dates)
                if not dates:
                    self._say_fault(self._none_to_come())

        # Public holidays take tenths of a second to be known.
        background.run(lambda _: next_dates(series, start, today, off), done, lambda _: None, self)

    def _say_fault(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        tint(self.fault, theme.colours().bad)
        self.words.setVisible(not text)
        self.preview.setVisible(not text)
        self.keep.setEnabled(not text)

    def _on_keep(self) -> None:
        try:
            ticket = self._send(self.fields())
        except (NotUnderstood, BoardError) as wrong:
            self._say_fault(_sentence(wrong))
            return
        self.keep.setEnabled(False)
        ticket.done.connect(self._on_done)

    def _on_done(self, error: object) -> None:
        if isinstance(error, BoardError):
            self._say_fault(sentence_text(error.sentence))
        elif error is None:
            self.accept()


def _sentence(wrong: Exception) -> str:
    return sentence_text(wrong.sentence) if isinstance(wrong, BoardError) else str(wrong)
