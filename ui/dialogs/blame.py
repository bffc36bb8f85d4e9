"""Whose fault it was and how long it took the owner: what every sheet about a run asks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.trust import FAULTS
from ui.dialogs.log_time import Field
from ui.dialogs.sheet import muted_label
from ui.panel.parsed_field import NotUnderstood
from ui.panel.short_forms import read_minutes
from ui.plain import PlainLabel, apart
from ui.reason_bar import ReasonChips
from ui.wording import minutes_text


class Blame(QWidget):
    """The reasons to tick, and against whom they count."""

    def __init__(self, who: str, reasons: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who = who or self.tr("them")
        self.chips = ReasonChips()
        for reason in reasons:
            self.chips.chip(reason).setChecked(True)
        self.counts = muted_label()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(PlainLabel(self.tr("Why?")))
        rows.addWidget(self.chips)
        rows.addWidget(self.counts)
        self.chips.changed.connect(self._show_counts)
        self._show_counts()

    @property
    def chosen(self) -> tuple[str, ...]:
        return self.chips.chosen

    def _show_counts(self) -> None:
        chosen = self.chosen
        if FAULTS & set(chosen):
            text = self.tr("Counts against {who}.")
        elif chosen:
            text = self.tr("Counts against the brief, not against {who}.")
        else:
            text = self.tr("Without a reason it counts for nobody. A slip, judgment and late are {who}’s.")
        self.counts.setText(text.replace("{who}", apart(self._who)))


class MinutesPart(Field):
    """The minutes of something; what is assumed says so until it is touched."""

    def __init__(self, label: str, seconds: int | None, *, is_assumed: bool = False) -> None:
        line = QLineEdit(minutes_text(seconds))
        line.setPlaceholderText("25, 1h30")
        super().__init__(label, line)
        if is_assumed:
            self.say(self.tr("the usual, assumed"))
            line.textEdited.connect(lambda _: self.say(""))

    @property
    def is_touched(self) -> bool:
        return self.field.isModified()

    def seconds(self) -> int | None:
        """What is typed, None for nothing; raises NotUnderstood, which is then said below it."""
        text = self.field.text().strip()
        number, _, unit = text.partition(" ")
        if not text:
            return None
        if set(number) == {"0"} and unit in ("", "min", minutes_text(0).partition(" ")[2]):
            return 0
        if (found := read_minutes(text)) is None:
            hint = self.tr("No time: try 45, 1h30, 2 h")
            self.say(hint, is_wrong=True)
            self.field.setFocus()
            raise NotUnderstood(hint)
        return found
