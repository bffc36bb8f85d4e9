"""The board's settings, saved as they are made: no OK, and each can be taken back."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models import stages
from models.change import Change
from models.errors import BoardError
from models.settings import SETTINGS, fault, read_settings, write_settings
from models.triage_ops import agreement
from ui import store as operations
from ui import theme
from ui.dialogs.settings.money_rows import money_rows
from ui.dialogs.settings.more_rows import SpecialisationRow, ThemeRow, WeightsRow
from ui.dialogs.settings.reminder_rows import reminder_rows
from ui.dialogs.settings.row import Row
from ui.dialogs.settings.rows import ROWS
from ui.dialogs.settings.sections import AGREEMENT, MACHINES, SECTIONS, SPECIALISATION, THEME, Section
from ui.dialogs.sheet import More, Sheet, muted_label
from ui.dressing import dress_page
from ui.settings import Settings
from ui.store import Store
from ui.wording import sentence_text

_LIST = """
QListView {{ background: transparent; border: none; padding: 0; }}
QListView::item {{ border: 1px solid transparent; border-radius: 6px; padding: 6px 8px; color: {text}; }}
QListView::item:hover {{ background: {hover}; }}
QListView::item:selected {{ background: {chip}; color: {text}; }}
QListView::item:focus {{ border-color: {sel}; }}
"""
# So many decisions before the agreement says anything.
ENOUGH = 20


class SettingsDialog(Sheet):
    """Beside the window, not before it: what is set shows there at once."""

    def __init__(
        self,
        store: Store,
        machine: Settings,
        set_theme: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Settings"))
        self.heading.hide()
        self._store = store
        self._set_theme = set_theme
        self._own_change: str | None = None
        self._waiting: deque[Row] = deque()
        self.rows: dict[str, Row] = {}
        self.pages: dict[str, QScrollArea] = {}
        self.folds: dict[str, More] = {}
        self.specialisation, self.theme_row = SpecialisationRow(), ThemeRow()
        self._agreement = muted_label()
        self.reminder_rows = reminder_rows(machine)
        self._special = (
            money_rows()
            | self.reminder_rows
            | {
                SPECIALISATION: self.specialisation,
                THEME: self.theme_row,
                "sort.weights": WeightsRow(),
            }
        )
        self.sections = QListWidget()
        self._stack = QStackedWidget()
        self._build()
        self.theme_row.show_theme(machine.theme)
        self._add_undo()
        self.refresh()
        store.changed.connect(self._on_changed)
        self.sections.setCurrentRow(0)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableGeometry().size() - QSize(80, 120)
        self.resize(QSize(max(620, letter * 108), max(420, line * 27)).boundedTo(room))

    def show_section(self, key: str) -> None:
        """Bring a section to the front: company, money, sort, time, reminders, window."""
        self.sections.setCurrentRow([section.key for section in SECTIONS].index(key))

    def refresh(self) -> None:
        """Show what is stored now; what is being typed stays."""
        board = self._store.board
        known = read_settings(board)
        for row in self.rows.values():
            row.show_settings(known)
        self.specialisation.show_text(board.about().specialisation)
        agreed, of = agreement(board)
        self._agreement.setText(
            self.tr("You agreed with {agreed} of {of} suggestions.").format(agreed=agreed, of=of)
            if of >= ENOUGH
            else self.tr(
                "After {count} decisions it is told here how often you agreed with the suggestion."
            ).format(count=ENOUGH)
        )

    # Inside

    def _build(self) -> None:
        self.sections.setAccessibleName(self.tr("Sections"))
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.setIconSize(QSize(theme.scaled(16), theme.scaled(16)))
        for section in SECTIONS:
            self.sections.addItem(QListWidgetItem(section.title()))
            self._stack.addWidget(self._page(section))
        self._dress_sections()
        theme.changed.connect(self._dress_sections)
        self.sections.setFixedWidth(self.sections.sizeHintForColumn(0) + 20)
        self.sections.currentRowChanged.connect(self._stack.setCurrentIndex)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.sections)
        body.addWidget(self._stack, 1)
        self.body.addLayout(body, 1)
        self._said = muted_label(self.tr("Changes are saved as you make them."))
        self.undo = QPushButton(self.tr("Undo"))
        self.undo.setProperty("flat", True)
        self.undo.setAutoDefault(False)
        self.undo.clicked.connect(self._on_undo)
        self.undo.hide()
        self.buttons.insertWidget(0, self._said, 1)
        self.buttons.insertWidget(1, self.undo)
        self.add_button(self.tr("Close"), self.close)
        writable = not self._store.board.read_only
        for name, row in self.rows.items():
            row.setEnabled(writable or name in MACHINES)
        self.specialisation.specialised.connect(self._on_specialised)
        self.theme_row.theme_chosen.connect(self._set_theme)

    def _dress_sections(self) -> None:
        c = theme.colours()
        self.sections.setStyleSheet(
            _LIST.format(chip=c.chip.name(), text=c.text.name(), sel=c.sel.name(), hover=c.lane.name())
        )
        for place, section in enumerate(SECTIONS):
            picture = theme.pixmap(section.icon, theme.scaled(16), c.muted, 2.0)
            icon = QIcon(picture)
            icon.addPixmap(picture, QIcon.Mode.Selected)
            self.sections.item(place).setIcon(icon)

    def _page(self, section: Section) -> QScrollArea:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(2, 4, 8, 4)
        rows.setSpacing(14)
        for name in section.shown:
            rows.addWidget(self._agreement if name == AGREEMENT else self._make(name))
        if names := section.more():
            content = QWidget()
            hidden = QVBoxLayout(content)
            hidden.setContentsMargins(0, 4, 0, 0)
            hidden.setSpacing(12)
            for name in names:
                hidden.addWidget(self._make(name))
            more = self.folds[section.key] = More(self.tr("More"), content)
            rows.addWidget(more)
        rows.addStretch(1)
        page = self.pages[section.key] = QScrollArea()
        dress_page(page)
        page.setWidget(inside)
        page.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return page

    def _make(self, name: str) -> Row:
        row = self._special.get(name) or ROWS[SETTINGS[name].kind](SETTINGS[name])
        assert isinstance(row, Row)
        row.given.connect(lambda values, row=row: self._write(row, values))
        self.rows[name] = row
        return row

    def _write(self, row: Row, values: dict[str, object]) -> None:
        for name, value in values.items():
            if (wrong := fault(name, value)) is not None:
                row.say_fault(sentence_text(wrong))
                return
        self._own_change = row.name
        self._waiting.append(row)
        self._store.submit(write_settings, values).done.connect(self._on_done)

    def _on_done(self, error: object) -> None:
        row = self._waiting.popleft()  # answers come in the order of the questions
        if isinstance(error, BoardError):
            row.say_fault(sentence_text(error.sentence))
        self.refresh()

    def _on_specialised(self, text: str) -> None:
        self._own_change = self.specialisation.name
        self._store.submit(stages.edit_board, specialisation=text)

    def _on_changed(self, change: Change) -> None:
        if self._own_change is not None:
            self._said.setText(self.tr("Saved: {what}").format(what=self._own_change))
            self.undo.setAccessibleName(self.tr("Undo: {what}").format(what=self._own_change))
            self.undo.show()
            self._own_change = None
        else:
            self._said.setText(self.tr("Changes are saved as you make them."))
            self.undo.hide()
        if {"setting", "board", "triage"} & change.rows.keys():
            self.refresh()

    def _add_undo(self) -> None:
        for keys, function in (
            (QKeySequence.StandardKey.Undo, operations.undo),
            (QKeySequence.StandardKey.Redo, operations.redo),
        ):
            action = QAction(self)
            action.setShortcuts(QKeySequence.keyBindings(keys))
            action.triggered.connect(lambda _=False, function=function: self._store.submit(function))
            self.addAction(action)

    def _on_undo(self) -> None:
        self._store.submit(operations.undo)
        self.sections.setFocus()

    def done(self, result: int) -> None:
        """What is half typed is saved, as in the panel."""
        self.specialisation.flush()
        if (field := self.focusWidget()) is not None:
            field.clearFocus()
        super().done(result)
