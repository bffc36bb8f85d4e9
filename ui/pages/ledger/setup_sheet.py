"""How long it took to give a task away: minutes for the brief, and to train each who learnt it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from models.setup_times import read_setup_times, set_setup_times
from ui.dialogs.log_time import Field
from ui.dialogs.sheet import Sheet, muted_label
from ui.panel.short_forms import read_minutes
from ui.plain import apart
from ui.store import Store
from ui.wording import minutes_text


class SetupSheet(Sheet):
    """A field for each; left empty, the usual is assumed and called so."""

    def __init__(self, store: Store, task: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store, self._task = store, task
        found = read_setup_times(store.board, task)
        title = self.tr("What did it take to give this away?")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.body.addWidget(muted_label(found.title))
        self.brief = self._field(self.tr("Your minutes for the brief"), found.brief)
        self.training = {
            one.id: self._field(
                self.tr("Your minutes to train {name}").format(name=apart(one.name)), one.seconds
            )
            for one in found.learners
        }
        more = self.tr("45, or 1h30. What you leave empty counts with the usual, as “about”.")
        self.body.addWidget(muted_label(more))
        self.add_cancel()
        self.save = self.add_button(self.tr("Save"), self._save, is_main=True)
        self.setMinimumWidth(44 * self.fontMetrics().averageCharWidth())
        self.brief.field.setFocus()
        self.brief.field.selectAll()

    def _field(self, label: str, seconds: int | None) -> Field:
        line = QLineEdit()
        if seconds is not None:
            line.setText(minutes_text(seconds) if seconds else "0")
        field = Field(label, line)
        line.textEdited.connect(lambda _: field.say(""))
        self.body.addWidget(field)
        return field

    def _save(self) -> None:
        values: list[int | None] = []
        for field in (self.brief, *self.training.values()):
            text = field.field.text().strip()
            seconds = 0 if text == "0" else read_minutes(text) if text else None
            if text and seconds is None:
                field.say(self.tr("“{text}” is no time.").format(text=text[:40]), is_wrong=True)
                field.field.setFocus()
                return
            values.append(seconds)
        brief, *training = values
        self._store.submit(
            set_setup_times, self._task, brief, dict(zip(self.training, training, strict=True))
        )
        self.accept()
