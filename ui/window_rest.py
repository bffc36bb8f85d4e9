"""What of a window nobody sees when it opens: the panel, what menus and keys do, lines that come and go; and
who tells whom in it.
"""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui import hand_over_links
from ui.adding import Adding
from ui.banner import Banner
from ui.card_actions import CardActions
from ui.file_actions import FileActions
from ui.following import Following
from ui.hand_over_actions import HandOverActions
from ui.paging import Paging
from ui.panel.panel import Panel
from ui.people_watch import PeopleWatch
from ui.post import Post
from ui.reminders import Reminders
from ui.secret_notice import SecretNotice
from ui.settings import Settings
from ui.store import Store
from ui.time_actions import TimeActions
from ui.today_watch import TodayWatch
from ui.trouble import Trouble
from ui.typed import TypedTexts
from ui.view_actions import ViewActions

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SAVING_AFTER_MS = 150


def make(window: "MainWindow", store: Store, settings: Settings, today: Callable[[], dt.date]) -> None:
    """Make these parts and put them into their places."""
    window.panel = Panel(store, today, window.splitter)
    window.files = FileActions(window, store, settings, lambda: window.following.found, today)
    window.cards = CardActions(window, store, window.board, today)
    window.view = ViewActions(window, store, settings)
    window.paging = Paging(window, store, today)
    window.adding = Adding(window)
    window.time = TimeActions(window, store, window.board, window.card_in_use)
    window.hands = HandOverActions(window, store, window.board, window.card_in_use, store.board.now)
    window.banner = Banner(window.centralWidget())
    window.post = Post(window, store, window.panel.flush)
    window.people = PeopleWatch(window.sidebar, store)
    window.following = Following(window, today)
    window.secrets = SecretNotice(window)
    window.reminders = Reminders(window, store, settings)
    window.today_watch = TodayWatch(window, store, today)
    window.typed = TypedTexts(window, is_resting=store.board.read_only or window.is_sample)
    window.trouble = Trouble(window, settings)
    window.splitter.addWidget(window.panel)
    window.splitter.setSizes([1_000, window.panel.sizeHint().width()])
    below_header = window.lines.indexOf(window.header) + 1
    window.lines.insertWidget(below_header, window.banner)
    window.lines.insertWidget(below_header + 1, window.time.bars)
    window.lines.insertWidget(below_header + 2, window.hands.reasons)
    window.status.add_part(window.time.line)


def connect(window: "MainWindow") -> None:
    """Let the parts of a whole window hear of each other."""
    _connect_board(window)
    _connect_panel(window)
    _connect_lines(window)
    _connect_actions(window)
    hand_over_links.connect(window)


def begin(window: "MainWindow") -> None:
    """Show what these parts have to show, from now on."""
    window.actions_["file.export_found"].setEnabled(False)
    window.following.show_all()
    window.today_watch.begin()
    window.cards.show_enabled(window.actions_)
    window.view.begin()
    window.time.begin()
    window.typed.begin()
    window.trouble.begin()


def _connect_board(window: "MainWindow") -> None:
    board, cards = window.board, window.cards
    board.opened.connect(window.open_card)
    board.context_requested.connect(lambda _ids, at: cards.show_menu(window.actions_, at))
    board.selection_changed.connect(lambda _ids: cards.show_enabled(window.actions_))
    board.selection_changed.connect(window.view.show_beside)
    board.foreign_dropped.connect(cards.take_drop)
    board.hint_changed.connect(window.status.hint)
    board.add_requested.connect(window.adding.begin)
    window.front.wanted.connect(window.today_watch.do)
    window.front.moved_to.connect(window.today_watch.show_beside)
    window.front.closed.connect(window.view.board)
    window.day.came.connect(window.following.begin_day)
    window.day.came.connect(lambda _: window.today_watch.look())


def _connect_panel(window: "MainWindow") -> None:
    panel, view = window.panel, window.view
    panel.opened.connect(view.make_room)
    panel.closed.connect(view.give_room_back)
    panel.left.connect(window.front.take_keyboard)
    panel.task_activated.connect(window.go_to)
    panel.link_activated.connect(view.open_link)
    panel.move_asked.connect(lambda task, stage: window.board.operations.move([task], stage, None))
    panel.timer_asked.connect(window.time.toggle_on)
    panel.log_asked.connect(window.time.log_on)


def _connect_lines(window: "MainWindow") -> None:
    """What is around board and panel: search, header, sidebar, status."""
    window.search.query_changed.connect(window.show_query)
    window.search.left.connect(window.view.focus_found)
    window.header.hours_wanted.connect(window.view.ledger)
    window.header.line_wanted.connect(window.following.copy_week)
    window.sidebar.page_chosen.connect(window.paging.show)
    window.sidebar.person_chosen.connect(window.find_person)
    window.status.action_clicked.connect(lambda key: hand_over_links.take_offer(window, key))
    for teller in (window.files, window.cards, window.time, window.hands, window.post, window.panel):
        teller.said.connect(window.status.say)
    late = QTimer(window, singleShot=True, interval=SAVING_AFTER_MS)
    late.timeout.connect(lambda: window.status.show_saving(window.store.is_busy))
    window.store.pending_changed.connect(lambda _: late.start())


def _connect_actions(window: "MainWindow") -> None:
    """What menus and keys do that wants something of other parts."""
    cards, files = window.cards, window.files
    cards.add_wanted.connect(lambda: window.adding.begin(None))
    cards.open_wanted.connect(window.open_card)
    cards.import_wanted.connect(files.import_from)
    cards.board_wanted.connect(window.open_wanted)
    cards.taken.connect(window.taken)
    cards.question.connect(window.adding.ask_many)
    files.open_wanted.connect(window.open_wanted)
    files.backup_wanted.connect(window.backup_wanted)
    window.time.open_wanted.connect(window.open_card)
    window.time.left.connect(window.front.take_keyboard)
    window.actions_["file.recent"].setMenu(window.view.lazy_menu(files.fill_recent))
    window.actions_["card.send"].setMenu(window.view.lazy_menu(cards.fill_send))
