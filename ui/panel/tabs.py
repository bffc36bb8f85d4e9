"""The tabs of the panel. A new tab is one line in `TABS`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from models.cards import Card, Detail
from ui.panel.writer import Writer
from ui.store import Store

if TYPE_CHECKING:
    from ui.panel.brief_tab import BriefTab
    from ui.panel.history_tab import HistoryTab
    from ui.panel.runs_tab import RunsTab
    from ui.panel.task_tab import TaskTab
    from ui.panel.why_tab import WhyTab

EVERY_KIND = frozenset({"unsorted", "core", "setup", "training", "handed_over", "review", "done"})
STILL_MINE = frozenset({"unsorted", "core", "setup"})
"""Columns in which the decision is still being made, or its price still matters."""

HANDED = frozenset({"setup", "training", "handed_over", "review"})
"""Columns in which somebody is, or will be, told what to do."""

HELD = frozenset({"training", "handed_over", "review"})
"""Columns of cards in somebody's hands."""


class Tab(Protocol):
    """What the panel asks of a tab, which is also a QWidget."""

    def load(self, detail: Detail) -> None:
        """Show another card."""

    def refresh(self, detail: Detail) -> None:
        """Show what is stored now, without disturbing what is being typed."""

    def flush(self) -> None:
        """Save whatever is half typed."""

    def restyle(self) -> None:
        """Take on the running colours."""


@dataclass(frozen=True, slots=True)
class TabSpec:
    """`title` is the tab's name in the running language; `kinds`: the columns whose cards show it, those that
    nobody has too unless `is_held`.
    """

    key: str
    title: Callable[[], str]
    make: Callable[[Store, Writer, Callable[[], date]], QWidget]
    kinds: frozenset[str] = EVERY_KIND
    is_held: bool = False

    def is_for(self, card: Card) -> bool:
        """Whether a card has this tab."""
        return card.kind in self.kinds and (card.holder is not None or not self.is_held)


def _title_of_task() -> str:
    return QCoreApplication.translate("PanelTabs", "Task")


def _title_of_brief() -> str:
    return QCoreApplication.translate("PanelTabs", "Brief")


def _title_of_why() -> str:
    return QCoreApplication.translate("PanelTabs", "Why")


def _title_of_runs() -> str:
    return QCoreApplication.translate("PanelTabs", "Runs")


def _title_of_history() -> str:
    return QCoreApplication.translate("PanelTabs", "History")


# Each tab is imported when a card is first opened: a start needs none.


def _make_task(store: Store, writer: Writer, today: Callable[[], date]) -> "TaskTab":
    from ui.panel.task_tab import TaskTab

    return TaskTab(store, writer, today)


def _make_brief(store: Store, writer: Writer, today: Callable[[], date]) -> "BriefTab":
    from ui.panel.brief_tab import BriefTab

    return BriefTab(store, writer, today)


def _make_why(store: Store, writer: Writer, today: Callable[[], date]) -> "WhyTab":
    from ui.panel.why_tab import WhyTab

    return WhyTab(store, writer, today)


def _make_runs(store: Store, writer: Writer, today: Callable[[], date]) -> "RunsTab":
    from ui.panel.runs_tab import RunsTab

    return RunsTab(store, writer, today)


def _make_history(store: Store, _writer: Writer, _today: Callable[[], date]) -> "HistoryTab":
    from ui.panel.history_tab import HistoryTab

    return HistoryTab(store)


TABS = (
    TabSpec("task", _title_of_task, _make_task),
    TabSpec("brief", _title_of_brief, _make_brief, HANDED),
    TabSpec("runs", _title_of_runs, _make_runs, HELD, is_held=True),
    TabSpec("why", _title_of_why, _make_why, STILL_MINE),
    TabSpec("history", _title_of_history, _make_history),
)


def as_tab(widget: QWidget) -> Tab:
    """A tab's widget, seen as a tab."""
    return cast(Tab, widget)
