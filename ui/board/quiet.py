"""Cards in Handed over that need nothing fold into one line: "12 run quietly"."""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from models.search import Found
from ui import theme
from ui.board.column import Column

# A line in the place of fewer cards hides more than it tidies.
FEWEST = 3
NONE: frozenset[int] = frozenset()


class Quiet(QObject):
    """Knows which cards those are, and whether they are folded. turned(): folded or unfolded."""

    turned = Signal()

    def __init__(self, board: QObject) -> None:
        super().__init__(board)
        self._ids = NONE
        self._is_open = False
        self._lines: dict[Column, QToolButton] = {}

    def set_ids(self, ids: frozenset[int]) -> bool:
        """Take over which cards need nothing; whether that changes anything."""
        before, self._ids = self._ids, ids
        return before != ids

    def open(self, is_open: bool = True) -> None:
        """Unfold them, or fold them again."""
        if is_open != self._is_open:
            self._is_open = is_open
            self.turned.emit()

    def hides(self, task: int) -> bool:
        """Whether a card is folded away."""
        return task in self._ids and not self._is_open

    def hidden(self, column: Column, found: Found | None) -> frozenset[int]:
        """The cards of a column that do not show; what a search finds does, and what is selected."""
        if column.stage.kind != "handed_over" or found is not None or self._is_open:
            return NONE
        hidden = self._ids.difference(column.view.selected_ids())
        return hidden if len(hidden) >= FEWEST else NONE

    def show_line(self, column: Column, ids: list[int], found: Found | None) -> None:
        """Say how many of a column's cards run quietly."""
        if column.stage.kind != "handed_over":
            return
        count = len(self._ids.intersection(ids)) if found is None else 0
        if not self._is_open:
            count -= len(self._ids.intersection(column.model.ids))
        line = self._lines.get(column)
        if line is None:
            if count < FEWEST:
                return
            line = self._lines[column] = self._made(column)
        column.show_line(line, count >= FEWEST or (count > 0 and not self._is_open))
        line.setText(self.tr("{count} run quietly").format(count=count))
        line.setIcon(theme.icon("chevron-down" if self._is_open else "chevron-right"))
        state = self.tr("unfolded") if self._is_open else self.tr("folded")
        line.setAccessibleName(f"{line.text()}, {state}")

    def forget(self, column: Column) -> None:
        """A column is gone."""
        self._lines.pop(column, None)

    def _made(self, column: Column) -> QToolButton:
        line = QuietLine(column)
        line.clicked.connect(lambda: self.open(not self._is_open))
        return line


class QuietLine(QToolButton):
    """Above the cards of a column; a click, Enter or Space unfolds them."""

    def __init__(self, parent: Column) -> None:
        super().__init__(parent)
        self.setObjectName("quiet")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(theme.scaled(14), theme.scaled(14)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(theme.scaled(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
