"""What of a window nobody sees when it opens: the panel, what menus and keys do, lines that come and go."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.banner import Banner
from ui.card_actions import CardActions
from ui.file_actions import FileActions
from ui.following import Following
from ui.hand_over_actions import HandOverActions
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


def make(window: "MainWindow", store: Store, settings: Settings, today: Callable[[], dt.date]) -> None:
    """Make these parts and put them into their places."""
    window.panel = Panel(store, today, window.splitter)
    window.files = FileActions(window, store, settings, lambda: window.following.found, today)
    window.cards = CardActions(window, store, window.board, today)
    window.view = ViewActions(window, store, settings, today)
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
    window.view.take(window)
    window.splitter.addWidget(window.panel)
    window.splitter.setSizes([1_000, window.panel.sizeHint().width()])
    below_header = window.lines.indexOf(window.header) + 1
    window.lines.insertWidget(below_header, window.banner)
    window.lines.insertWidget(below_header + 1, window.time.bars)
    window.lines.insertWidget(below_header + 2, window.hands.reasons)
    window.status.add_part(window.time.line)
