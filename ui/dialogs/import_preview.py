"""What is about to come in: at most two questions, the lists or columns of the file, the first cards."""

from dataclasses import dataclass, field

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from models.drafts import TaskDraft
from models.importers.base import Options, Problem, Reading
from ui.dialogs.import_tables import FieldsTable, FirstCards, ListsTable
from ui.dialogs.problem_list import ProblemList
from ui.dialogs.sheet import More, muted_label
from ui.plain import PlainLabel


@dataclass(slots=True)
class Looked:
    """What one walk through the file found: cards, how many of them came earlier, the first few, problems."""

    count: int = 0
    known: int = 0
    first: list[TaskDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    @property
    def new(self) -> int:
        return self.count - self.known


class ImportPreview(QWidget):
    """Shows a reading and holds the owner's answers; `changed`: look through the file again."""

    changed = Signal()
    choice_changed = Signal()
    """Only new or everything."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._looked: Looked | None = None
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.choice = _Choice()
        self.dates = _Choice()
        # Our own files say what every column is.
        is_own = reading.kind == "own"
        self.lists = ListsTable(reading.columns) if reading.fields is None and not is_own else None
        self.fields = FieldsTable(reading.fields) if reading.fields and not is_own else None
        self.first = FirstCards()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(10)
        self._more: More | None = None
        self._lay_out()

    def options(self) -> Options:
        """The owner's answers for the importer."""
        return Options(
            dates=self.dates.value() or None,
            mapping=self.fields.mapping() if self.fields else None,
            targets=self.lists.targets() if self.lists else None,
        )

    def is_again(self) -> bool:
        """Whether cards that came with an earlier import are to come once more."""
        return self.choice.value() == "all"

    def count(self) -> int | None:
        """How many cards will come; None while the file is being looked through."""
        if self._looked is None:
            return None
        return self._looked.count if self.is_again() else self._looked.new

    def wait(self) -> None:
        """The figures are being made anew."""
        self._looked = None

    def show_looked(self, looked: Looked) -> None:
        """Show the figures of a walk through the file."""
        self._looked = looked
        self.summary.setText(self._summary(looked))
        if looked.known:
            self.choice.ask(
                "",
                [
                    (self.tr("Only what is new (%n)", "", looked.new), "new"),
                    (self.tr("Everything again (%n)", "", looked.count), "all"),
                ],
            )
        self.choice.setVisible(looked.known > 0)
        self.first.show_drafts(looked.first)
        self._show_more(looked)

    def _lay_out(self) -> None:
        self.rows.addWidget(self.summary)
        self.choice.hide()
        self.choice.changed.connect(self.choice_changed)
        self.rows.addWidget(self.choice)
        self._ask_dates()
        self.rows.addWidget(self.dates)
        if self.lists is not None:
            self.rows.addWidget(
                muted_label(
                    self.tr("The name of a list becomes a tag. Its cards go to the column beside it.")
                )
            )
            self.rows.addWidget(self.lists, 1)
            self.lists.changed.connect(self.changed)
        if self.fields is not None:
            self.rows.addWidget(self.fields, 2)
            self.fields.changed.connect(self.changed)
        if self.lists is None:
            self.rows.addWidget(muted_label(self.tr("The first cards as they would come:")))
            self.rows.addWidget(self.first, 1)
        self.dates.changed.connect(self.changed)

    def _ask_dates(self) -> None:
        fields = self._reading.fields
        self.dates.hide()
        if fields is None or fields.dates != "ambiguous":
            return
        example = fields.ambiguous[0] if fields.ambiguous else "05/06"
        choices = [(self.tr("day first"), "eu"), (self.tr("month first"), "us")]
        if QLocale().dateFormat(QLocale.FormatType.ShortFormat).lstrip("'").startswith("M"):
            choices.reverse()
        self.dates.ask(self.tr("Dates such as {example} are written:").format(example=example), choices)
        self.dates.show()

    def _summary(self, looked: Looked) -> str:
        parts = [self.tr("%n card(s)", "", looked.count)]
        if self.lists is not None:
            parts.append(self.tr("%n list(s)", "", len(self._reading.columns)))
        if looked.known:
            parts.append(self.tr("%n imported earlier", "", looked.known))
        archived = sum(column.archived for column in self._reading.columns)
        if archived:
            parts.append(self.tr("%n archived, for Done", "", archived))
        return " · ".join(parts)

    def _show_more(self, looked: Looked) -> None:
        if self._more is not None:
            self.rows.removeWidget(self._more)
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        if looked.problems:
            count = len(looked.problems) + looked.left_out
            listed = ProblemList(looked.problems)
            listed.setMinimumHeight(120)
            self._more = More(self.tr("%n thing(s) cannot be taken over as they are", "", count), listed)
            self.rows.addWidget(self._more)


class _Choice(QWidget):
    """One of two answers, the first one taken unless the owner says otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values: dict[int, str] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._group.idClicked.connect(lambda _: self.changed.emit())

    def ask(self, question: str, choices: list[tuple[str, str]]) -> None:
        """Put the question; asked again, the answer given stays."""
        if self._values:
            for button, (text, _) in zip(self._group.buttons(), choices, strict=True):
                button.setText(text)
            return
        if question:
            self._row.addWidget(PlainLabel(question))
        for place, (text, value) in enumerate(choices):
            button = QRadioButton(text)
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            self._values[place] = value
            self._row.addWidget(button)
        self._row.addStretch(1)

    def value(self) -> str:
        """The answer; "" before anything was asked."""
        return self._values.get(self._group.checkedId(), "")
