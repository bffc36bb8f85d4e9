"""What a file holds and where it goes: the lists of a board, the columns of a table, the first cards."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from models.drafts import TaskDraft
from models.importers.base import Fields, SourceColumn
from models.importers.csv_fields import FIELD_NAMES
from ui.dialogs.look import Box
from ui.plain import apart
from ui.wording import kind_name, sentence_text

KINDS = ("unsorted", "core", "setup", "training", "handed_over", "review", "done")
LEAVE_OUT = ""
# More boxes than this would make the window slow; the rest goes where its names say.
MOST_ROWS = 300


class _Table(QTableWidget):
    """A table to read, with boxes to choose from in its last column."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 16)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(90)

    def name_columns(self, headers: list[str], name: str) -> None:
        """The headings, and what a screen reader calls the table."""
        self.setColumnCount(len(headers))
        self.setHorizontalHeaderLabels(headers)
        self.setAccessibleName(name)

    def add_row(self, texts: list[str], tip: str = "") -> int:
        """A row of plain texts; returns its number."""
        row = self.rowCount()
        self.setRowCount(row + 1)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(tip if column == 0 else "")
            self.setItem(row, column, item)
        return row

    def add_box(self, row: int, choices: list[tuple[str, str]], chosen: str, name: str) -> None:
        """A box of (text, value) at the end of a row."""
        box = Box(is_flat=True)
        box.setAccessibleName(name)
        for text, value in choices:
            box.addItem(text, value)
        place = box.findData(chosen)
        if place < 0:
            box.addItem(chosen, chosen)
            place = box.count() - 1
        box.setCurrentIndex(place)
        box.activated.connect(self.changed)
        # The cell below the box is an item of its own for a screen reader.
        item = QTableWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.setItem(row, self.columnCount() - 1, item)
        self.setCellWidget(row, self.columnCount() - 1, box)

    def box(self, row: int) -> Box:
        """The box of a row."""
        box = self.cellWidget(row, self.columnCount() - 1)
        assert isinstance(box, Box)
        return box


class ListsTable(_Table):
    """The lists of a board, each with the column that its cards go to."""

    def __init__(self, columns: list[SourceColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        headers = [self.tr("List"), self.tr("Cards"), self.tr("Goes to")]
        self.name_columns(headers, self.tr("Lists of the file"))
        self._keys: list[str] = []
        names = [self._named(column) for column in columns]
        counts = Counter(names)
        for place, (column, name) in enumerate(zip(columns, names, strict=True)):
            shown = name
            if counts[name] > 1:
                # Lists of one name are told by their place on the board
                shown = self.tr("{name} (list {number} of {count})").format(
                    name=apart(name), number=place + 1, count=len(columns)
                )
            if place < MOST_ROWS:
                self._add(column, shown)
            else:
                self.add_row([shown, str(column.count), kind_name(column.kind)])

    def targets(self) -> dict[str, str]:
        """Key of a list, or its name -> stage kind, "" for what is left out."""
        return {key: str(self.box(row).currentData()) for row, key in enumerate(self._keys)}

    def _named(self, column: SourceColumn) -> str:
        name = column.name or self.tr("(no name)")
        return self.tr("{name} (closed)").format(name=apart(name)) if column.closed else name

    def _add(self, column: SourceColumn, shown: str) -> None:
        count = str(column.count)
        if column.archived:
            count = self.tr("{open}, {archived} archived").format(open=column.count, archived=column.archived)
        row = self.add_row([shown, count])
        choices = [(kind_name(kind), kind) for kind in KINDS]
        choices.append((self.tr("Leave out"), LEAVE_OUT))
        self.add_box(row, choices, column.kind, self.tr("{list} goes to").format(list=shown))
        self._keys.append(column.key or column.name)


class FieldsTable(_Table):
    """The columns of a table file, what stands in them, and which part of a card each becomes."""

    def __init__(self, fields: Fields, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        headers = [self.tr("Column in the file"), self.tr("For example"), self.tr("Becomes")]
        self.name_columns(headers, self.tr("Columns of the file"))
        self._headers = fields.headers[:MOST_ROWS]
        choices = field_choices()
        for place, header in enumerate(self._headers):
            shown = header.strip() or self.tr("column {number}").format(number=place + 1)
            row = self.add_row([shown, _examples(fields.samples, place)])
            self.add_box(
                row,
                choices,
                fields.mapping.get(header, LEAVE_OUT),
                self.tr("{column} becomes").format(column=shown),
            )

    def mapping(self) -> dict[str, str]:
        """Header -> field, "" for what is left out."""
        return {header: str(self.box(row).currentData()) for row, header in enumerate(self._headers)}


class FirstCards(_Table):
    """The first cards as they would come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        headers = [self.tr("Card"), self.tr("Column"), self.tr("Due"), self.tr("Tags")]
        self.name_columns(headers, self.tr("The first cards as they would come"))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_drafts(self, drafts: list[TaskDraft]) -> None:
        """Show these instead of those before."""
        self.setRowCount(0)
        for draft in drafts:
            due = draft.due.isoformat() if draft.due else ""
            if draft.due and draft.due_time:
                due = f"{due} {draft.due_time}"
            self.add_row([draft.title, kind_name(draft.kind or "unsorted"), due, ", ".join(draft.tags)])


def field_choices() -> list[tuple[str, str]]:
    """What a column of a table can become: (words, field)."""
    return [(sentence_text(name), field) for field, name in FIELD_NAMES.items()]


def _examples(samples: list[list[str]], place: int) -> str:
    """The first values of a column on one line."""
    values = (" ".join(row[place].split()) for row in samples if place < len(row))
    return " · ".join(list(dict.fromkeys(value[:60] for value in values if value))[:3])
