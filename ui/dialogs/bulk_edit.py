"""Several cards changed in one step: only what is filled in changes."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCompleter,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from models import cards, stages, tasks
from models.moves import HELD_KINDS
from ui.dialogs.look import Box
from ui.dialogs.sheet import More, Sheet
from ui.plain import PlainLabel, of_window, on_button
from ui.store import Store

# Up to so many cards the menu offers only the tags that are on them.
FEW = 1_000
MOST_MINUTES = 100_000
ANOTHER_DAY = object()


class BulkEditDialog(Sheet):
    """Due, tags and column at once; minutes and the bin under More. One undo step."""

    def __init__(
        self,
        store: Store,
        ids: list[int],
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        title = self.tr("Change %n card(s)", "", len(ids))
        self.setWindowTitle(of_window(title))
        self.heading.setText(title)
        self._store = store
        self._ids = ids
        self.due = _DuePicker(today())
        self.add_tags = QLineEdit()
        self.remove_tags = _TagMenu(self._tags_to_remove())
        self.column = Box()
        self.minutes = QLineEdit()
        self.bin = QPushButton(self.tr("Move to the bin"))
        self._dress()
        self._lay_out()
        self.add_cancel()
        self.change = self.add_button(title, self._on_change, is_main=True)
        self.bin.clicked.connect(self._on_bin)
        self.due.choice.setFocus()

    def changes(self) -> dict[str, object]:
        """What was filled in, as `tasks.bulk_edit` takes it; empty when nothing was."""
        found: dict[str, object] = {}
        if self.due.is_filled():
            found["due"] = self.due.day()
        if tags := split_tags(self.add_tags.text()):
            found["add_tags"] = tags
        if tags := self.remove_tags.chosen():
            found["remove_tags"] = tags
        if self.column.currentData() is not None:
            found["stage"] = self.column.currentData()
        if self.minutes.hasAcceptableInput():
            found["seconds_per_run"] = int(self.minutes.text()) * 60
        return found

    def _dress(self) -> None:
        self.add_tags.setPlaceholderText(self.tr("Add, e.g. books, clients"))
        self.add_tags.setAccessibleName(self.tr("Tags to add"))
        completer = QCompleter([tag.name for tag in cards.read_tags(self._store.board)], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.add_tags.setCompleter(completer)
        self.column.setAccessibleName(self.tr("Column"))
        self.column.addItem(self.tr("Leave as it is"), None)
        for stage in stages.read_stages(self._store.board):
            # Somebody's columns ask who: that is handing over, not a change.
            if stage.kind not in HELD_KINDS:
                self.column.addItem(stage.name, stage.id)
        self.minutes.setAccessibleName(self.tr("Minutes each time"))
        self.minutes.setValidator(QIntValidator(1, MOST_MINUTES, self))
        self.minutes.setPlaceholderText(self.tr("Leave as they are"))
        self.bin.setAutoDefault(False)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        tags = QHBoxLayout()
        tags.addWidget(self.add_tags, 1)
        tags.addWidget(self.remove_tags)
        form.addRow(self._label(self.tr("Due")), self.due)
        form.addRow(self._label(self.tr("Tags")), tags)
        form.addRow(self._label(self.tr("Column")), self.column)
        self.body.addLayout(form)
        rare = QWidget()
        rest = QFormLayout(rare)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setLabelAlignment(form.labelAlignment())
        rest.addRow(self._label(self.tr("Minutes each time")), self.minutes)
        rest.addRow(PlainLabel(), self.bin)
        self.bin.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.body.addWidget(More(self.tr("More"), rare))
        self.body.addStretch(1)
        self.setMinimumWidth(420)

    def _label(self, text: str) -> PlainLabel:
        """As high as the fields, so that both stand on one line."""
        label = PlainLabel(text)
        label.setMinimumHeight(self.due.choice.sizeHint().height())
        return label

    def _tags_to_remove(self) -> list[str]:
        if len(self._ids) > FEW:
            return [tag.name for tag in cards.read_tags(self._store.board)]
        found = cards.read_cards(self._store.board, self._ids)
        return sorted({name for card in found.values() for name in card.tags}, key=str.casefold)

    def _on_change(self) -> None:
        if changes := self.changes():
            self._store.submit(tasks.bulk_edit, self._ids, pending=self._ids, **changes)
        self.accept()

    def _on_bin(self) -> None:
        self._store.submit(tasks.bin_tasks, self._ids, pending=self._ids)
        self.accept()


def split_tags(text: str) -> list[str]:
    """ "#books, clients" and "#books #clients" as names; each once, in order."""
    names = (" ".join(part.split()) for part in re.split(r"[#,;]", text))
    return list(dict.fromkeys(name for name in names if name))


class _DuePicker(QWidget):
    """The usual days in one list; a calendar only for another day."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.choice = Box()
        self.choice.setAccessibleName(self.tr("Due"))
        self.another = QDateEdit(QDate(today.year, today.month, today.day))
        self.another.setCalendarPopup(True)
        self.another.setAccessibleName(self.tr("Due on"))
        self.another.hide()
        monday = today + timedelta(days=7 - today.weekday())
        for text, value in (
            (self.tr("Leave as it is"), False),
            (self.tr("Today"), today),
            (self.tr("Tomorrow"), today + timedelta(days=1)),
            (self.tr("Next Monday"), monday),
            (self.tr("In a week"), today + timedelta(days=7)),
            (self.tr("Another day…"), ANOTHER_DAY),
            (self.tr("No date"), None),
        ):
            self.choice.addItem(text, value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice, 1)
        row.addWidget(self.another, 1)
        self.setFocusProxy(self.choice)
        self.choice.currentIndexChanged.connect(self._on_choice_changed)

    def is_filled(self) -> bool:
        return self.choice.currentIndex() > 0

    def day(self) -> date | None:
        """The chosen day; None: the date is to go."""
        value = self.choice.currentData()
        if value is ANOTHER_DAY:
            chosen = self.another.date()
            return date(chosen.year(), chosen.month(), chosen.day())
        return value if isinstance(value, date) else None

    def _on_choice_changed(self) -> None:
        self.another.setVisible(self.choice.currentData() is ANOTHER_DAY)


class _TagMenu(QToolButton):
    """The tags to take off, ticked in a menu that says on the button what was ticked."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("boxed", True)
        self.setEnabled(bool(names))
        for name in names:
            action = self._menu.addAction(on_button(name))
            action.setData(name)
            action.setCheckable(True)
            action.toggled.connect(self._on_toggled)
        self._on_toggled()

    def chosen(self) -> list[str]:
        return [str(action.data()) for action in self._menu.actions() if action.isChecked()]

    def _on_toggled(self) -> None:
        names = self.chosen()
        self.setText(self.tr("Take off %n", "", len(names)) if names else self.tr("Take off…"))
        self.setAccessibleName(self.tr("Tags to take off"))
