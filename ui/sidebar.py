"""The left side: pages, and the people named on cards; a click on a name shows their cards."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from models.cards import Named
from ui import theme
from ui.faces import Face
from ui.plain import PlainLabel, tooltip

WIDE, NARROW = 212, 52
MOST_PEOPLE = 60


class Sidebar(QWidget):
    """page_chosen(str): "board", "sort" or "bin". person_chosen(str): a name."""

    page_chosen = Signal(str)
    person_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = False
        self._people: list[Named] = []
        self._pages = {
            "board": self._page(self.tr("Board"), "square-kanban", "board"),
            "sort": self._page(self.tr("Sort"), "list-checks", "sort"),
            "bin": self._page(self.tr("Bin"), "trash-2", "bin"),
        }
        self._heading = PlainLabel(self.tr("ASSISTANTS"))
        self._heading.setObjectName("section")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        holder = QWidget()
        holder.setLayout(self._list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(2)
        for page in self._pages.values():
            column.addWidget(page)
        column.addSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._scroll, 1)
        self.setFixedWidth(WIDE)
        self.show_page("board")
        self.show_people([])

    def show_page(self, name: str) -> None:
        """Mark the page that is on the screen."""
        for key, button in self._pages.items():
            button.setChecked(key == name)

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

    def show_people(self, people: list[Named]) -> None:
        """The names on cards, with how many cards each."""
        if people == self._people and self._list.count():
            return
        self._people = people
        while (item := self._list.takeAt(0)) is not None:
            if widget := item.widget():
                # It stays where it is until Qt deletes it, and would be seen beside the new ones
                widget.hide()
                widget.deleteLater()
        for person in people[:MOST_PEOPLE]:
            self._list.addWidget(self._person(person))
        self._list.addStretch()
        self._heading.setVisible(bool(people) and not self._narrow)

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
        people, self._people = self._people, []
        self.show_people(people)

    def _page(self, text: str, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
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

    def _person(self, person: Named) -> QWidget:
        button = QToolButton(self)
        button.setObjectName("person")
        cards = self.tr("%n card(s)", "", person.count)
        button.setAccessibleName(f"{person.name}, {cards}")
        button.setToolTip(tooltip(f"{person.name} · {cards}"))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tall = self.fontMetrics().height()
        button.setMinimumHeight(max(38, 2 * tall + 6))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.person_chosen.emit(person.name))
        line = QHBoxLayout(button)
        line.setContentsMargins(4, 2, 4, 2)
        line.setSpacing(8)
        line.addWidget(Face(person.name, self._face_size(), button))
        if not self._narrow:
            words = QVBoxLayout()
            words.setSpacing(0)
            name, count = PlainLabel(person.name), PlainLabel(cards)
            count.setObjectName("small")
            for label in (name, count):
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                label.setMinimumWidth(0)
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                words.addWidget(label)
            line.addLayout(words, 1)
        return button
