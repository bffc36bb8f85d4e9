"""The quick log: what did I just do, how long, and rarely when and whose time it was."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models import timelog
from models.cards import read_assistants, read_cards
from models.errors import BoardError
from models.quickadd import QuickAdd, parse_line
from models.stages import read_stages
from models.texts import is_formula
from models.uid import new_uid
from models.week import week_of
from ui.dialogs.sheet import More, Sheet, muted_label
from ui.panel.short_forms import read_minutes
from ui.panel.style import tint
from ui.past_times import read_past
from ui.plain import PlainLabel, apart
from ui.store import Store
from ui.theme import colours
from ui.time_words import short_time, span_text, week_text
from ui.title_choices import TitleLine, task_named, titles_like
from ui.wording import local, sentence_text


class Field(QWidget):
    """A label above a field, and below it a remark or, in red, what is wrong."""

    def __init__(self, label: str, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        field.setAccessibleName(label)
        self._below = muted_label()
        self._below.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        rows.addWidget(PlainLabel(label))
        rows.addWidget(field)
        rows.addWidget(self._below)
        rows.addStretch(1)

    @property
    def below(self) -> str:
        """What is said below the field."""
        return self._below.text()

    @property
    def remark(self) -> PlainLabel:
        """Where it is said."""
        return self._below

    def say(self, text: str, *, is_wrong: bool = False) -> None:
        """Put a remark below the field; "" takes it away."""
        self._below.setText(text)
        self._below.setVisible(bool(text))
        tint(self._below, colours().bad if is_wrong else colours().muted)
        self.field.setAccessibleDescription(text)


class LogTimeDialog(Sheet):
    """Two fields and Enter; `inbox 25m` in the first one is enough, too.

    `now` gives naive UTC. `title` is offered: the card in use, which typing replaces.
    """

    def __init__(
        self,
        store: Store,
        now: Callable[[], dt.datetime],
        title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        heading = self.tr("What did I just do?")
        self.setWindowTitle(heading)
        self.heading.setText(heading)
        self._store = store
        self._now = now
        self.what = TitleLine(lambda text: titles_like(store.board, text, self._today()))
        self.minutes = QLineEdit()
        self.when = QLineEdit()
        self.whose = QLineEdit()
        self._lay_out()
        self.add_cancel()
        self.log = self.add_button(self.tr("Log"), self._on_log, is_main=True)
        for field in (self.what, self.minutes, self.when, self.whose):
            field.textChanged.connect(self._show_meaning)
        self.what.setText(title)
        self.what.selectAll()
        self.what.setFocus()
        self._show_meaning()

    def _lay_out(self) -> None:
        self.what.setPlaceholderText(self.tr("A task, or a few words"))
        self.minutes.setPlaceholderText(self.tr("25, 1h30"))
        self.when.setPlaceholderText(self.tr("Just now"))
        self.when.setToolTip(self.tr("When it began: 14:05, yesterday 9:30, mon 14:00"))
        names = QCompleter(self._names(), self)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.whose.setCompleter(names)
        self.what_part = Field(self.tr("Task"), self.what)
        self.minutes_part = Field(self.tr("Minutes"), self.minutes)
        self.when_part = Field(self.tr("When"), self.when)
        self.whose_part = Field(self.tr("Whose time"), self.whose)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.minutes_part, 2)
        row.addWidget(self.when_part, 3)
        self.body.addWidget(self.what_part)
        self.body.addLayout(row)
        self.more = More(self.tr("Somebody else’s time"), self.whose_part)
        self.body.addWidget(self.more)
        self.week = muted_label(week_text(week_of(self._store.board, self._now())))
        self.week.setVisible(bool(self.week.text()))
        self.body.addWidget(self.week)
        self.body.addStretch(1)
        self.setMinimumWidth(max(440, 50 * self.fontMetrics().averageCharWidth()))

    # What the fields say

    def _today(self) -> dt.date:
        return local(self._now()).date()

    def _read(self) -> tuple[int | None, str, QuickAdd | None]:
        """The task that is named, the free text, and what else the first field says."""
        text = " ".join(self.what.text().split())
        if not text:
            return None, "", None
        board = self._store.board
        task = task_named(board, text, self._today())
        if task is not None:
            return task, text, None
        read = parse_line(text, self._today())
        if not _without(text, read):
            return None, text, None
        title = _without(text, read)
        return task_named(board, title, self._today()), title, read

    def _seconds(self, read: QuickAdd | None) -> int | None:
        text = self.minutes.text().strip()
        return read_minutes(text) if text else (read.seconds_per_run if read else None)

    def _started(self, seconds: int) -> dt.datetime | None:
        """When it began, naive UTC; None for what is no time. What was just now ends now."""
        now = self._now()
        if not self.when.text().strip():
            return now - dt.timedelta(seconds=seconds)
        here = local(now)
        moment = read_past(self.when.text(), here)
        if moment == here:
            return now - dt.timedelta(seconds=seconds)
        return None if moment is None else moment.astimezone(dt.UTC).replace(tzinfo=None)

    def _plate(self, read: QuickAdd | None) -> str:
        name = " ".join(self.whose.text().split())
        if not name and read is not None and read.assistants:
            name = read.assistants[0]
        own = ("me", self.tr("me").casefold(), self.tr("mine").casefold())
        return "" if name.casefold() in own else name

    def _names(self) -> list[str]:
        board = self._store.board
        plates = {entry.plate for entry in timelog.read_entries(board) if entry.plate}
        return sorted({person.name for person in read_assistants(board)} | plates, key=str.casefold)

    # What is said about them

    def _show_meaning(self) -> None:
        task, title, read = self._read()
        self.what_part.say(self._about(task, title))
        seconds = self._seconds(read)
        self.minutes_part.say(short_time(seconds) if seconds and not self.minutes.text().strip() else "")
        started = self._started(seconds) if seconds else None
        self.when_part.say(span_text(started, seconds or 0, self._now()) if started else "")
        name = self._plate(read)
        if name and not self.more.button.isChecked():
            self.more.button.setChecked(True)
        self.whose.setPlaceholderText(name or self.tr("Mine"))
        words = self.tr("Log {minutes}").format(minutes=short_time(seconds)) if seconds else self.tr("Log")
        self.log.setText(words)
        self._grow()

    def _grow(self) -> None:
        """Remarks of several lines push the buttons down, not together."""
        self.layout().activate()
        wanted = self.layout().totalHeightForWidth(self.width())
        if wanted > self.height():
            self.resize(self.width(), wanted)

    def _about(self, task: int | None, title: str) -> str:
        if not title:
            return ""
        board = self._store.board
        card = read_cards(board, [task]).get(task) if task is not None else None
        if card is None:
            return self.tr("No card of this name: kept as a note of its own")
        names = {stage.id: stage.name for stage in read_stages(board)}
        # One by one: names may hold braces.
        text = self.tr("The card “{title}” in {column}")
        return text.replace("{column}", names[card.stage]).replace("{title}", apart(card.title))

    # Logging

    def _on_log(self) -> None:
        task, title, read = self._read()
        if not title:
            self.what_part.say(self.tr("What was it? A task, or a few words."), is_wrong=True)
            self.what.setFocus()
            self._grow()
            return
        seconds = self._seconds(read)
        if not seconds:
            wrong = self.tr("How long? Try 25, 1h30 or 2 h.")
            self.minutes_part.say(wrong, is_wrong=True)
            self.minutes.setFocus()
            self.minutes.selectAll()
            self._grow()
            return
        started = self._started(seconds)
        if started is None or started > self._now():
            wrong = self.tr("No time gone by: try 14:05 or yesterday 9:30.")
            self.when_part.say(wrong, is_wrong=True)
            self.when.setFocus()
            self.when.selectAll()
            self._grow()
            return
        plate = self._plate(read)
        part = self.what_part
        if seconds > timelog.LONGEST_ENTRY:
            part = self.minutes_part
        elif is_formula(plate):
            part = self.whose_part
        words = "" if task is not None else title
        ticket = self._store.submit(timelog.log_time, task, words, seconds, started, plate, uid=new_uid())
        self.log.setEnabled(False)
        ticket.done.connect(lambda error: self._on_done(error, part))

    def _on_done(self, error: object, part: Field) -> None:
        """Refused: a sentence at `part`, the field that can be at fault, and nothing is lost."""
        if isinstance(error, BoardError):
            self.log.setEnabled(True)
            part.say(sentence_text(error.sentence), is_wrong=True)
            part.field.setFocus()
            self._grow()
        elif error is None:
            self.accept()


def _without(text: str, read: QuickAdd) -> str:
    """The text without its duration and its name; days and tags are words like any other here."""
    for part in reversed(read.parts):
        if part.kind in ("duration", "assistant"):
            text = text[: part.start] + text[part.end :]
    return " ".join(text.split())
