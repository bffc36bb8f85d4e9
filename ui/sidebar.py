"""The left side: pages, and the assistants, on whom cards are dropped to hand them over."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from models.people import Person
from ui import theme
from ui.people_list import Hint, PeopleList
from ui.plain import PlainLabel, tooltip

WIDE, NARROW = 212, 52


class PageButton(QToolButton):
    """A page, with a number at the right of what waits there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._badge = 0

    @property
    def badge(self) -> int:
        """The number that is shown; 0: none."""
        return self._badge

    def set_badge(self, badge: int) -> None:
        """Show this number; 0 shows none."""
        if badge != self._badge:
            self._badge = badge
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._badge:
            return
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(0.78, QFont.Weight.DemiBold))
        text = str(self._badge) if self._badge < 100 else "99+"
        tall = painter.fontMetrics().height() + 2
        wide = max(tall, painter.fontMetrics().horizontalAdvance(text) + 10)
        is_narrow = self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        top = 1.0 if is_narrow else (self.height() - tall) / 2
        pill = QRectF(self.width() - wide - (0 if is_narrow else 8), top, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.bad)
        painter.drawRoundedRect(pill, tall / 2, tall / 2)
        painter.setPen(c.on_sel)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class Sidebar(QWidget):
    """page_chosen(str): "today", "board", "sort", "assistants" or "bin". person_chosen(str): a name, whose
    cards are wanted. person_opened(int), new_person_wanted(): an assistant's page, one more.
    cards_dropped(int, tuple): cards let go on an assistant. hint_changed(str): what that would mean.
    """

    page_chosen = Signal(str)
    person_chosen = Signal(str)
    person_opened = Signal(int)
    new_person_wanted = Signal()
    cards_dropped = Signal(int, object)
    hint_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = False
        self.page = ""
        self._pages = {
            "today": self._page(self.tr("Today"), "sun", "today"),
            "board": self._page(self.tr("Board"), "square-kanban", "board"),
            "sort": self._page(self.tr("Sort"), "list-checks", "sort"),
            "assistants": self._page(self.tr("Assistants"), "users", "assistants"),
            "bin": self._page(self.tr("Bin"), "trash-2", "bin"),
        }
        self._heading = PlainLabel(self.tr("ASSISTANTS — drop a card to hand it over"))
        self._heading.setObjectName("section")
        self._heading.setWordWrap(True)
        self.people = PeopleList(self)
        self.people.person_chosen.connect(self.person_chosen)
        self.people.page_wanted.connect(self.person_opened)
        self.people.new_wanted.connect(self.new_person_wanted)
        self.people.cards_dropped.connect(self.cards_dropped)
        self.people.hint_changed.connect(self.hint_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(2)
        for page in self._pages.values():
            column.addWidget(page)
        column.addSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self.people, 1)
        self.setFixedWidth(WIDE)
        self._pages["today"].hide()
        self.show_page("board")
        self.show_people([])

    def show_page(self, name: str) -> None:
        """Mark the page that is on the screen."""
        self.page = name
        for key, button in self._pages.items():
            button.setChecked(key == name)

    def has_page(self, name: str) -> bool:
        """Whether there is such a page."""
        return name in self._pages

    @property
    def is_today_shown(self) -> bool:
        """Whether Today is among the pages."""
        return not self._pages["today"].isHidden()

    def set_today_shown(self, is_shown: bool) -> None:
        """Today enters with the first hand-over."""
        self._pages["today"].setVisible(is_shown)

    def show_today(self, badge: int) -> None:
        """How much is the owner's move; nothing shows no number."""
        button = self._pages["today"]
        button.setVisible(True)
        button.set_badge(badge)
        button.setAccessibleName(self.tr("Today, %n thing(s) for you", "", badge))

    def show_sort_count(self, count: int) -> None:
        """How many tasks are not sorted yet; none shows no number."""
        text = self.tr("Sort")
        self._pages["sort"].setText(f"{text}   {count}" if count else text)
        self._pages["sort"].setAccessibleName(self.tr("Sort, %n card(s) to sort", "", count))

    def show_bin_count(self, count: int) -> None:
        """How much lies in the bin; an empty bin shows no number."""
        text = self.tr("Bin")
        self._pages["bin"].setText(f"{text}   {count}" if count else text)
        self._pages["bin"].setAccessibleName(self.tr("Bin, %n card(s)", "", count))

    def show_people(self, people: list[Person]) -> None:
        """Everybody who works here; their page enters with the first one."""
        self.people.show_people(people)
        self._pages["assistants"].setVisible(bool(people))
        self._heading.setVisible(bool(people) and not self._narrow)

    def set_hint(self, hint: Hint) -> None:
        """What tells what letting cards go on an assistant would mean: (ids, assistant) → words."""
        self.people.set_hint(hint)

    def set_narrow(self, narrow: bool) -> None:
        """Shrink to icons while a card is open."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(self._face_size() + NARROW - 26 if narrow else WIDE)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for button in self._pages.values():
            button.setToolButtonStyle(style)
        self.people.set_narrow(narrow)
        self._heading.setVisible(bool(self.people.rows) and not narrow)

    def _page(self, text: str, icon: str, name: str) -> "PageButton":
        button = PageButton(self)
        button.setObjectName("page")
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(tooltip(text))
        button.setIcon(theme.icon(icon))
        button.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumHeight(32)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # A click on the page that is shown already must not un-check it.
        button.clicked.connect(lambda: (self.show_page(name), self.page_chosen.emit(name)))
        return button

    def _face_size(self) -> int:
        return max(26, round(self.fontMetrics().height() * 1.4))
