"""What is about to come in: at most two questions, the lists or columns of the file, the first cards."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from models.import_preview import Looked
from models.importers.base import Options, Reading
from ui.dialogs.import_tables import FieldsTable, FirstCards, ListsTable
from ui.dialogs.problem_list import ProblemBox
from ui.dialogs.sheet import More, muted_label
from ui.plain import PlainLabel


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
        self._problems: More | None = None
        self._lists_more: More | None = None
        self._list_names: list[str] = []
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
        self._show_lists()
        self._show_more(looked)

    def _lay_out(self) -> None:
        self.rows.addWidget(self.summary)
        self.choice.hide()
        self.choice.changed.connect(self.choice_changed)
        self.rows.addWidget(self.choice)
        self.dates.hide()
        self.ask_dates()
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

    def ask_dates(self) -> bool:
        """Ask how dates are written, where the file does not tell; True if that is a new question."""
        fields = self._reading.fields
        if fields is None or fields.dates != "ambiguous" or self.dates.value():
            return False
        example = fields.ambiguous[0] if fields.ambiguous else "05/06"
        choices = [(self.tr("day first"), "eu"), (self.tr("month first"), "us")]
        if QLocale().dateFormat(QLocale.FormatType.ShortFormat).lstrip("'").startswith("M"):
            choices.reverse()
        self.dates.ask(self.tr("Dates such as {example} are written:").format(example=example), choices)
        self.dates.show()
        return True

    def _summary(self, looked: Looked) -> str:
        parts = [self.tr("%n card(s)", "", looked.count)]
        if self._reading.columns:
            parts.append(self.tr("%n list(s)", "", len(self._reading.columns)))
        if looked.known:
            parts.append(self.tr("%n imported earlier", "", looked.known))
        archived = sum(column.archived for column in self._reading.columns)
        if archived:
            parts.append(self.tr("%n archived, for Done", "", archived))
        return " · ".join(parts)

    def _show_more(self, looked: Looked) -> None:
        if self._problems is not None:
            _remove(self.rows, self._problems)
            self._problems = None
        if looked.problems:
            count = len(looked.problems) + looked.left_out
            text = self.tr("%n note(s) on what changes or stays behind", "", count)
            self._problems = More(text, ProblemBox(looked.problems))
            self.rows.addWidget(self._problems)

    def _show_lists(self) -> None:
        """The lists of a table follow from the column that holds them, so they change with the mapping."""
        columns = self._reading.columns
        names = [column.name for column in columns]
        if self.fields is None or names == self._list_names:
            return
        self._list_names = names
        if self._lists_more is not None:
            _remove(self.rows, self._lists_more)
        self.lists = self._lists_more = None
        if columns:
            self.lists = ListsTable(columns)
            self.lists.setMinimumHeight(120)
            self.lists.changed.connect(self.changed)
            self._lists_more = More(self.tr("Where its %n list(s) go", "", len(columns)), self.lists)
            self.rows.addWidget(self._lists_more)


def _remove(rows: QVBoxLayout, widget: QWidget) -> None:
    rows.removeWidget(widget)
    widget.hide()
    widget.deleteLater()


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

    def button(self, value: str) -> QRadioButton:
        """The button of an answer."""
        place = next(place for place, known in self._values.items() if known == value)
        button = self._group.button(place)
        assert isinstance(button, QRadioButton)
        return button
