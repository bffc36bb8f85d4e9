"""What the window shows of the board: cards found, numbers, names of undo and redo, the last change."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from models import cards, search, stages
from models.change import Change
from models.ledger import Hours, HoursReader
from ui.plain import on_button, tooltip
from ui.wording import sentence_text

if TYPE_CHECKING:
    from ui.main_window import MainWindow


# Changes of these tables change the names that are offered and listed.
_NAMING = frozenset({"stage", "tag", "task_tag", "assistant", "task_assistant", "absence"})
# Changes of these change what was won back, what it was worth, or where the rest of the week went.
_WINNING = frozenset({"run", "setting", "time_entry", "triage"})


class Following(QObject):
    """Follows every Change, and the search that is on."""

    def __init__(self, window: "MainWindow", today: Callable[[], dt.date]) -> None:
        super().__init__(window)
        self._window = window
        self._today = today
        self._query = search.parse_query("")
        self.found: search.Found | None = None
        # Cards on the board and in the bin, as shown
        self._counts = (0, 0)
        self._reader = HoursReader(window.store.board)
        self.hours: Hours | None = None

    def follow(self, change: Change) -> None:
        """Show one change, whoever made it."""
        window = self._window
        if self.found is not None:
            self._find()
        # The panel first: a card that goes takes it along, before another one is selected.
        window.panel.apply(change)
        window.board.apply(change)
        counts = self._counts
        if not _WINNING.isdisjoint(change.rows):
            self._reader.follow(change.rows.get("run", ()))
            self.hours = self._reader.read()
        self._show_numbers()
        if self._counts != counts or not _NAMING.isdisjoint(change.rows):
            self._show_names()
        window.people.follow(change)
        self._show_undo()
        if change.kind == "quiet":
            return
        text = sentence_text(change.sentence)
        if offered := self._recall_offer(change):
            window.status.say(f"{text} · {offered[0]}", *offered[1:])
        elif change.action == "finish_once" and change.kind == "do":
            window.status.say(text, self.tr("End the series"), f"end {min(change.tasks)}")
        else:
            can_undo = window.actions_["edit.undo"].isEnabled() and change.kind in ("do", "redo")
            offer, key = (self.tr("Undo (Ctrl+Z)") if can_undo else ""), "undo"
            if noted := self._gate_offer(change):
                text = f"{text} · {noted[0]}"
                offer, key = noted[1:] if noted[1] else (offer, key)
            window.status.say(text, offer, key)
        window.paging.leave_welcome()

    def _recall_offer(self, change: Change) -> tuple[str, str, str] | None:
        """What was taken back was sent already: who has had it, and a note to copy."""
        if "handover" not in change.rows:
            return None
        from ui.recall_notice import recall_offer

        return recall_offer(self._window.store.board, change)

    def _gate_offer(self, change: Change) -> tuple[str, str, str] | None:
        """One card was made delegable by a move, and something speaks for keeping it."""
        if change.action != "move" or len(change.tasks) != 1:
            return None
        from ui.gate_notice import gate_offer

        return gate_offer(self._window.store.board, change)

    def search_for(self, text: str) -> None:
        """Show only what a search finds; "" shows everything."""
        self._query = search.parse_query(text)
        self._find()

    def begin_day(self, day: dt.date) -> None:
        """Another day: overdue and today are others now."""
        self._window.board.set_today(day)
        self._window.panel.refresh()
        if self.found is not None:
            self._find()
        self.hours = self._reader.read()
        self._show_numbers()

    def show_all(self) -> None:
        """Numbers and names, as they are now."""
        self.hours = self._reader.read()
        self._show_numbers()
        self._show_names()
        self._show_undo()

    def copy_week(self) -> None:
        """The week in one line, to be pasted wherever it is told."""
        if self.hours is not None:
            from ui.ledger_words import line_text

            text = line_text(self.hours)
            QGuiApplication.clipboard().setText(text)
            self._window.status.say(self.tr("Copied: {line}").format(line=text))

    def _find(self) -> None:
        window = self._window
        is_on = not self._query.is_empty
        self.found = search.find(window.store.board, self._query, self._today()) if is_on else None
        window.search.show_count(self.found.count if self.found else None)
        window.board.set_found(self.found, self._query.words)
        window.actions_["file.export_found"].setEnabled(is_on)

    def _show_numbers(self) -> None:
        window = self._window
        board = window.store.board
        totals = cards.read_totals(board)
        columns = stages.read_stages(board)
        if self.hours is None:
            window.header.show_figures(columns, totals)
        else:
            window.header.show_hours(self.hours)
        window.sidebar.show_sort_count(
            sum(totals[one.id].count for one in columns if one.kind == "unsorted" and one.id in totals)
        )
        self._counts = sum(part.count for part in totals.values()), cards.count_binned(board)
        window.status.show_count(self._counts[0])
        window.sidebar.show_bin_count(self._counts[1])

    def _show_names(self) -> None:
        window = self._window
        tags = cards.read_tag_names(window.store.board)
        window.people.read()
        names = [person.name for person in window.people.people]
        window.quick_add.offer(tags, names)
        window.search.offer(tags, [column.stage.name for column in window.board.columns()], names)

    def _show_undo(self) -> None:
        window = self._window
        board = window.store.board
        for name, step, plain, named in (
            ("edit.undo", board.undoable(), self.tr("Undo"), self.tr("Undo {what}")),
            ("edit.redo", board.redoable(), self.tr("Redo"), self.tr("Redo {what}")),
        ):
            action = window.actions_[name]
            action.setEnabled(step is not None and not board.read_only)
            text = named.format(what=sentence_text(step.name)) if step else plain
            action.setText(on_button(text))
            # Left alone, the tip of the button at the top is the text, and markup in a title would be obeyed.
            action.setToolTip(tooltip(text))
            # The button at the top stays short.
            action.setIconText(plain)
