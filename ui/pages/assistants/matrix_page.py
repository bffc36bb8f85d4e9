"""Who can do what: a page of its own beside the people. What is chosen in it is one undo step each."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models import handovers, training_ops
from models.change import Change
from models.coverage import FEWEST_PEOPLE, FEWEST_TASKS, Coverage, at_first_try, read_coverage
from ui import theme
from ui.dialogs.settings.rows import ChoiceBox
from ui.dialogs.sheet import heading_label, muted_label
from ui.pages.assistants.matrix_legend import Legend
from ui.pages.assistants.matrix_model import BY_COVER, BY_TASK, MatrixModel
from ui.pages.assistants.matrix_view import MatrixView
from ui.pages.assistants.matrix_words import step_name
from ui.plain import on_button
from ui.store import Store

_SHOWN = frozenset({"task", "assistant", "training", "deputy", "stage"})
LEVELS = 6


class MatrixPage(QWidget):
    """left(): back to the people. opened(int): a card. person_opened(int): an assistant.
    hand_over_wanted(int, int): this task to that assistant.
    """

    left = Signal()
    opened = Signal(int)
    person_opened = Signal(int)
    hand_over_wanted = Signal(int, int)

    def __init__(self, store: Store, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._found = Coverage([], [])
        board = store.board
        self.model = MatrixModel(today, lambda task, who: at_first_try(board, task, who), self)
        self.view = MatrixView(self.model)
        self.back = QToolButton()
        self.heading = heading_label(self.tr("Who can do what"))
        self.search = QLineEdit()
        self.alone = QPushButton()
        self.order = ChoiceBox(
            self.tr("Order"),
            [(BY_TASK, self.tr("By title")), (BY_COVER, self.tr("Least covered first"))],
        )
        self.told = muted_label()
        self.legend = Legend()
        self.empty = muted_label()
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._into_table)
        self.alone.toggled.connect(self._filter)
        self.order.chosen.connect(self._on_order)
        self.view.opened.connect(self.opened)
        self.view.person_opened.connect(self.person_opened)
        self.view.menu_wanted.connect(self._show_menu)
        store.changed.connect(self._on_changed)
        self.setFocusProxy(self.view)

    def read(self) -> None:
        """Show what is stored now; the cell in use stays."""
        self._found = found = read_coverage(self._store.board)
        self._keep_place(lambda: self.model.show_coverage(found))
        alone = [one for one in found.tasks if one.danger]
        private = sum(one.danger == "red" for one in alone)
        words = [self.tr("%n task(s)", "", len(found.tasks))]
        if alone:
            words.append(self.tr("on one person alone: {count}").format(count=len(alone)))
        if private:
            words.append(self.tr("very private among them: {count}").format(count=private))
        self.told.setText(" · ".join(words))
        self.alone.setVisible(bool(alone) or self.alone.isChecked())
        self.alone.setText(self.tr("Only what stands on one person · {count}").format(count=len(alone)))
        self._show_what_there_is()

    def menu(self, task: int, assistant: int) -> QMenu:
        """What can be done about a task and an assistant."""
        index = self.model.place_of(task, assistant)
        grade, has_it = (
            self.model.grade(index.row(), index.column()),
            self.model.has_it(index.row(), index.column()),
        )
        who = self.model.member(index.column()).name
        writes = not self._store.board.read_only
        menu = QMenu(self)
        menu.addAction(self.tr("Open the card"), lambda: self.opened.emit(task))
        steps = menu.addMenu(self.tr("How far {who} is").format(who=on_button(who)))
        steps.setEnabled(writes)
        level = grade.level if grade else 0
        for step in range(LEVELS):
            action = steps.addAction(f"&{step}  {step_name(step)}")
            action.setCheckable(True)
            action.setChecked(step == level)
            action.triggered.connect(lambda _=False, step=step: self._set(task, assistant, step))
        learn = menu.addAction(
            self.tr("{who} learns it as back-up").format(who=on_button(who)),
            lambda: self._store.submit(handovers.learn_as_back_up, task, assistant, pending=[task]),
        )
        learn.setEnabled(writes and not level and not has_it)
        give = menu.addAction(
            self.tr("Hand over to {who}…").format(who=on_button(who)),
            lambda: self.hand_over_wanted.emit(task, assistant),
        )
        give.setEnabled(writes and not has_it)
        return menu

    # Inside

    def _lay_out(self) -> None:
        self.back.setIcon(theme.icon("chevron-left"))
        self.back.setText(self.tr("People"))
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.search.setPlaceholderText(self.tr("Find a task"))
        self.search.setAccessibleName(self.tr("Find a task"))
        self.search.setProperty("is_search", True)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(28 * self.fontMetrics().averageCharWidth())
        self.alone.setCheckable(True)
        self.alone.setAutoDefault(False)
        self.order.setMaximumWidth(30 * self.fontMetrics().averageCharWidth())
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.back)
        top.addWidget(self.heading, 1)
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(10)
        for part in (self.search, self.order, self.alone):
            tools.addWidget(part)
        tools.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 18, 24, 14)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(self.told)
        rows.addWidget(self.tools)
        rows.addWidget(self._stack(), 1)

    def _stack(self) -> QWidget:
        """The table, or a sentence in its place."""
        # A stack shows its first widget at once: it must lie in something.
        middle = QWidget(self)
        table = QWidget(middle)
        self._middle = QStackedLayout(middle)
        inside = QVBoxLayout(table)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.legend)
        self._middle.addWidget(table)
        self._middle.addWidget(self.empty)
        return middle

    def _show_what_there_is(self) -> None:
        is_useful = self._found.is_useful
        if not is_useful:
            text = self.tr(
                "From {people} people and {tasks} trained tasks on, this shows who can do what, and what "
                "stands on one person.\n\nSo far: {here} and {trained}."
            )
            here = self.tr("%n person(s)", "", len(self._found.members))
            trained = self.tr("%n trained task(s)", "", len(self._found.tasks))
            self.empty.setText(
                text.format(people=FEWEST_PEOPLE, tasks=FEWEST_TASKS, here=here, trained=trained)
            )
        elif self.alone.isChecked() and not self.search.text():
            self.empty.setText(self.tr("Nothing stands on one person."))
        else:
            self.empty.setText(self.tr("No task here has these words."))
        self.tools.setVisible(is_useful)
        self.told.setVisible(is_useful)
        self._middle.setCurrentIndex(0 if is_useful and self.model.tasks else 1)

    def _filter(self) -> None:
        text, only = self.search.text(), self.alone.isChecked()
        self.alone.setProperty("primary", only)
        self.alone.style().polish(self.alone)
        self._keep_place(lambda: self.model.filter(text, only_alone=only))
        self._show_what_there_is()

    def _on_order(self, order: str) -> None:
        self._keep_place(lambda: self.model.sort_by(order))

    def _keep_place(self, change: Callable[[], None]) -> None:
        """Change what is shown; the cell in use stays in use, else the first one is."""
        place = self.view.place()
        change()
        index = self.model.place_of(*place) if place is not None else None
        if index is not None and index.isValid():
            if index != self.view.currentIndex():
                self.view.go_to(index.row(), index.column())
        elif self.model.tasks and self.model.members and self.view.place() is None:
            self.view.go_to(0, 0)

    def _into_table(self) -> None:
        if self.model.tasks:
            self.view.setFocus()

    def _set(self, task: int, assistant: int, level: int) -> None:
        self._store.submit(training_ops.set_training, task, assistant, level, pending=[task])

    def _show_menu(self, task: int, assistant: int, at: QPoint) -> None:
        menu = self.menu(task, assistant)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and not _SHOWN.isdisjoint(change.rows):
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
