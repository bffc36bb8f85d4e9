"""The panel at the right: one opened card, edited where it is read."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from models import tasks
from models.cards import Detail, read_detail
from models.change import Change
from ui import theme
from ui.panel.card_tabs import CardTabs
from ui.panel.style import EDGE, MOST_WIDTH, WIDTH, sheet, sized
from ui.panel.writer import Writer
from ui.plain import apart
from ui.store import Store, Ticket

if TYPE_CHECKING:
    from ui.panel.brief_tab import BriefTab
    from ui.panel.runs_tab import RunsTab
    from ui.panel.task_tab import TaskTab

# A change of these may be told on any card.
_WIDE = {"stage", "task", "setting", "assistant", "absence"}


class Panel(QWidget):
    """Hidden until a card is opened; its inside is made then, so that it costs a start nothing."""

    typed_place = "panel"

    opened = Signal(int)
    closed = Signal()
    shown = Signal()
    """Another card, or another part of it, is in front now."""
    left = Signal()
    """Escape: the keyboard goes back to the board, the panel stays."""
    said = Signal(str)
    """A sentence for the status bar."""
    link_activated = Signal(str)
    task_activated = Signal(int)
    """A linked card was asked for; the window shows it on the board and opens it here."""
    hand_asked = Signal(str)
    """An action of the Card menu about the one who has the opened card."""
    send_asked = Signal(str, int)
    """Send what its assistant gets: a form of ui.sending, for this card."""
    reply_found = Signal(object)
    """A pasted text is a reply."""
    move_asked = Signal(int, int)
    """Put the opened card into this column."""
    hand_over_asked = Signal(int)
    hand_over_to = Signal(int, int)
    """Hand the opened card over."""
    timer_asked = Signal(int)
    log_asked = Signal(int)
    """Start or stop the timer on the opened card; log time on it."""

    def __init__(
        self, store: Store, today: Callable[[], date] = date.today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._today = today
        self._task: int | None = None
        self._uid = self._title_shown = ""
        self._writer = Writer(store, self)
        self._writer.settled.connect(self.refresh)
        self._is_made = False
        self.setAccessibleName(self.tr("Opened card"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(300)
        theme.changed.connect(self._on_theme_changed)
        self.hide()

    @property
    def task_id(self) -> int | None:
        """The opened card, None while the panel is closed."""
        return self._task

    @property
    def typed_subject(self) -> str:
        """What is typed here is about this card (ui.typed)."""
        return self._uid if self._task is not None else ""

    @property
    def task_tab(self) -> "TaskTab":
        """The tab with the fields; there once a card was opened."""
        return cast("TaskTab", self._tabs["task"])

    @property
    def brief_tab(self) -> "BriefTab":
        """The tab with the brief; there once a card was opened."""
        return cast("BriefTab", self._tabs["brief"])

    @property
    def runs_tab(self) -> "RunsTab":
        """The tab with training and runs; there once a card was opened."""
        return cast("RunsTab", self._tabs["runs"])

    def open(self, task_id: int, focus: bool = True) -> None:
        """Open a card; `focus` puts the keyboard on the decision row, from where Tab reaches everything."""
        if not self._is_made:
            self._build()
        if task_id != self._task:
            self.flush()
            detail = read_detail(self._store.board, task_id)
            if detail is None or detail.binned is not None:
                self._say_gone(detail.card.title if detail else "")
                return
            self._task = self._writer.task_id = task_id
            self._load(detail)
        was_open = self.isVisible()
        self.show()
        self.shown.emit()
        if focus:
            self._focus_first()
        if not was_open or focus:
            self.opened.emit(task_id)

    def close(self) -> bool:
        """Save what is typed and close; the owner's word, or the window's."""
        self.flush()
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._task = None
        self.hide()
        self.closed.emit()
        if had_focus:
            self.left.emit()
        return True

    def flush(self) -> None:
        """Save what is half typed; before an undo, before another card opens, before the board closes."""
        if self._task is None:
            return
        self._title_draft.leave()
        self._tabs.flush()

    def apply(self, change: Change) -> None:
        """The board changed; show it if it is about the opened card."""
        if self._task is None:
            return
        if self._task in change.tasks or _WIDE & change.rows.keys():
            self.refresh()
        if self._task not in change.tasks and {"tag", "assistant"} & change.rows.keys():
            self.task_tab.offer_names()

    def refresh(self) -> None:
        """Read the opened card again; one that is gone or in the bin closes the panel and says so."""
        if self._task is None:
            return
        detail = read_detail(self._store.board, self._task)
        if detail is None or detail.binned is not None:
            title = detail.card.title if detail else self._title_shown
            self._task = None  # what was half typed belongs to a card that is gone
            self.close()
            self._say_gone(title)
            return
        self._title_shown = detail.card.title
        self._title_draft.refresh(detail.card.title)
        self._tabs.refresh(detail)

    def tabs(self) -> list[str]:
        """The keys of the tabs that the opened card has, the one in front first."""
        return self._tabs.keys()

    def is_in_front(self, field: QWidget) -> bool:
        """Whether a field lies on the tab in front, or above all tabs."""
        return self._tabs.is_in_front(field)

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front, if the opened card has it."""
        self._tabs.show_tab(key)

    def unfold(self) -> None:
        """Show what the tab in front keeps folded."""
        if self.brief_tab.isVisible():
            self.brief_tab.unfold()

    def twin(self, parent: QWidget) -> "Panel":
        """Another panel on the same board."""
        return Panel(self._store, self._today, parent)

    def show_brief(self, field: str = "") -> None:
        """Bring the brief of the opened card to the front, the keyboard where `field` is said."""
        self.show_tab("brief")
        if field:
            self.brief_tab.focus_field(field)

    def _build(self) -> None:
        from ui.panel.drafts import FieldDraft
        from ui.panel.growing_text import GrowingText

        self.title = GrowingText(self, one_line=True)
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("Title"))
        self._title_draft = FieldDraft(
            self.title.toPlainText, self.title.show_text, self._submit_title, self.title
        )
        self._title_draft.settled.connect(self.refresh)
        self.title.textChanged.connect(self._title_draft.touch)
        self.title.left.connect(self._title_draft.leave)
        self.title.entered.connect(self._on_title_entered)
        self._tabs = CardTabs(self._store, self._writer, self._today, self)
        self._tabs.leaving.connect(self.flush)
        self._tabs.turned.connect(self.shown)
        self.close_button = QToolButton(self)  # made last: Tab comes to it last
        self.close_button.setIcon(theme.icon("x", lambda: theme.colours().muted))
        self.close_button.setIconSize(QSize(theme.scaled(16), theme.scaled(16)))
        self.close_button.setAccessibleName(self.tr("Close the card"))
        self.close_button.setToolTip(self.tr("Close the card"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.close)
        self.task_tab.link_activated.connect(self.link_activated)
        self.task_tab.task_activated.connect(self.task_activated)
        self.task_tab.move_asked.connect(self.move_asked)
        self.task_tab.hand_asked.connect(self.hand_asked)
        self.task_tab.send_asked.connect(self.send_asked)
        self.task_tab.reply_found.connect(self.reply_found)
        self.task_tab.time.timer_asked.connect(self.timer_asked)
        self.task_tab.time.log_asked.connect(self.log_asked)
        self.brief_tab.timer_asked.connect(self.timer_asked)
        self.brief_tab.link_activated.connect(self.link_activated)
        self.brief_tab.hand_over_asked.connect(self.hand_over_asked)
        self.brief_tab.hand_over_to.connect(self.hand_over_to)
        self.brief_tab.send_asked.connect(self.send_asked)
        self.brief_tab.said.connect(self.said)
        self.runs_tab.hand_asked.connect(self.hand_asked)
        self.runs_tab.brief_asked.connect(self.show_brief)
        self._lay_out()
        self._is_made = True
        self._on_theme_changed()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 10, EDGE, 0)
        top.setSpacing(2)
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(self._tabs, 1)

    def _load(self, detail: Detail) -> None:
        self._uid, self._title_shown = detail.card.uid, detail.card.title
        self._title_draft.load(detail.card.title)
        self._tabs.load(detail)

    def _focus_first(self) -> None:
        if self._tabs.is_in_front(self.task_tab.decision):
            self.task_tab.decision.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._tabs.take_keyboard()

    def _submit_title(self, text: str, visit: str) -> Ticket:
        return self._writer.send(tasks.edit_task, self._task, visit=visit, title=" ".join(text.split()))

    def _say_gone(self, title: str) -> None:
        text = self.tr("“{title}” is no longer on the board").format(title=apart(title))
        self.said.emit(text if title else self.tr("This card is no longer on the board"))

    def _on_title_entered(self) -> None:
        self._title_draft.leave()
        self.task_tab.decision.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_theme_changed(self) -> None:
        if not self._is_made:
            return
        self.setStyleSheet(sheet())
        self.title.setFont(sized(self.font(), 1.2, QFont.Weight.DemiBold))
        self._tabs.restyle()

    def sizeHint(self) -> QSize:
        return QSize(min(theme.scaled(WIDTH), MOST_WIDTH), 600)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.panel)
        painter.fillRect(0, 0, 1, self.height(), now.line)
