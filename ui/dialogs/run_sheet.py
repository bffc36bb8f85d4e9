"""What is said of one run: what it took them and the owner, whose fault it was, a note."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from models import runs
from models.errors import BoardError
from models.runs import RunLine
from ui.dialogs.blame import Blame, MinutesPart
from ui.dialogs.log_time import Field
from ui.dialogs.sheet import Sheet
from ui.panel.parsed_field import NotUnderstood
from ui.plain import apart
from ui.run_words import day_of_run, outcome_text
from ui.store import Store
from ui.wording import sentence_text

# The outcomes that may have been somebody's fault.
BLAMED = ("accepted_after_fix", "sent_back", "redone_by_me", "skipped", "taken_back")


class RunSheet(Sheet):
    """Enter saves what was changed, and only that; Escape leaves all as it is."""

    def __init__(self, store: Store, run: RunLine, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store, self._run = store, run
        self.setWindowTitle(self.tr("This time"))
        self.heading.setText(f"{outcome_text(run.outcome).capitalize()}, {day_of_run(run, today)}")
        grid = QGridLayout()
        grid.setSpacing(10)
        labels = {
            "seconds": (self.tr("{who} took").replace("{who}", apart(run.who)), run.seconds),
            "review": (self.tr("You: a look"), run.review),
            "questions": (self.tr("You: questions"), run.questions),
            "fix": (self.tr("You: putting it right"), run.fix),
        }
        self.parts: dict[str, MinutesPart] = {}
        for place, (name, (label, seconds)) in enumerate(labels.items()):
            is_assumed = run.assumed and name != "seconds" and seconds is not None
            part = self.parts[name] = MinutesPart(label, seconds, is_assumed=is_assumed)
            grid.addWidget(part, place // 2, place % 2)
        self.body.addLayout(grid)
        self.blame = Blame(run.who, run.reasons)
        self.blame.setVisible(run.outcome in BLAMED)
        self.body.addWidget(self.blame)
        self.note = QLineEdit(run.note)
        self.note_part = Field(self.tr("Note"), self.note)
        self.body.addWidget(self.note_part)
        self.body.addStretch(1)
        self.add_cancel()
        self.save = self.add_button(self.tr("Save"), self._on_save, is_main=True)
        self.setMinimumWidth(max(460, 52 * self.fontMetrics().averageCharWidth()))
        self.fit_rows()
        self.parts["seconds"].field.setFocus()
        self.parts["seconds"].field.selectAll()

    def _on_save(self) -> None:
        changed: dict[str, Any] = {}
        try:
            for name, part in self.parts.items():
                if part.is_touched:
                    changed[name] = part.seconds()
        except NotUnderstood:
            return
        if self._run.outcome in BLAMED and self.blame.chosen != self._run.reasons:
            changed["reasons"] = self.blame.chosen
        if self.note.text().strip() != self._run.note:
            changed["note"] = self.note.text().strip()
        if not changed:
            self.accept()
            return
        ticket = self._store.submit(runs.edit_run, self._run.id, **changed)
        ticket.done.connect(self._on_done)

    def _on_done(self, error: object) -> None:
        if isinstance(error, BoardError):
            self.note_part.say(sentence_text(error.sentence), is_wrong=True)
        elif error is None:
            self.accept()
