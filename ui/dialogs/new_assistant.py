"""A new assistant: a name, and a city for the zone. All else is asked when it is first needed."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from models.assistant_fields import fault
from models.assistants import add_assistant
from models.cities import City, city_of, find_cities
from models.currencies import countries
from models.errors import BoardError
from models.uid import new_uid
from models.zones import zone_of
from ui.completion import WordCompleter
from ui.dialogs.sheet import Sheet, muted_label
from ui.panel.style import tint
from ui.plain import PlainLabel
from ui.store import Store
from ui.theme import colours
from ui.wording import sentence_text

WIDTH = 40


class LeftLine(QLineEdit):
    """A line that tells when the owner goes on to something else; a list that opens over it is not that."""

    left = Signal()

    def __init__(self, letters: int = 38, parent: QWidget | None = None) -> None:
        """`letters`: how wide."""
        super().__init__(parent)
        self._letters = letters
        self.setMaxLength(4_000)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * self._letters + 18, metrics.height() + 12)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class CityLine(LeftLine):
    """A line for a city, which completes what is typed: "Manila, Philippines"."""

    def __init__(self, home: Callable[[], str], parent: QWidget | None = None) -> None:
        """`home`: the owner's country; its cities come first."""
        super().__init__(parent=parent)
        self._home = home
        self.setMaxLength(200)
        self.left.connect(self._close_list)
        self._completer = WordCompleter(self, self._choices, whole=True)

    @property
    def offered(self) -> list[str]:
        """What is offered now."""
        return self._completer.offered

    def city(self) -> City | None:
        """The city that is meant, None for one that is not known."""
        return city_of(self.text(), self._home())

    def _close_list(self) -> None:
        self._completer.close()

    def _choices(self, word: str) -> list[str]:
        return [city_text(city) for city in find_cities(word, home=self._home())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._completer.takes(event):
            event.ignore()
            return
        super().keyPressEvent(event)


def city_text(city: City) -> str:
    """ "Austin, TX, United States", "Manila, Philippines"."""
    parts = [city.name, city.region, countries().get(city.country, "")]
    return ", ".join(part for part in parts if part)


class NewAssistantSheet(Sheet):
    """Enter adds. added(str): the uid of the new assistant."""

    added = Signal(str)

    def __init__(self, store: Store, home: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store = store
        self.setWindowTitle(self.tr("New assistant"))
        self.heading.setText(self.tr("New assistant"))
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.city = CityLine(home)
        self.known = muted_label()
        self.fault = PlainLabel()
        self.fault.setWordWrap(True)
        self.fault.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (text, field, hint) in enumerate(
            (
                (self.tr("Name"), self.name, self.tr("A person or an agency")),
                (self.tr("City"), self.city, self.tr("For their time zone; may be left empty")),
            )
        ):
            label = PlainLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.setPlaceholderText(hint)
            field.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH + 40)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.known, 2, 1)
        grid.addWidget(self.fault, 3, 1)
        self.body.addLayout(grid)
        self.add_cancel()
        self.add = self.add_button(self.tr("Add"), self._on_add, is_main=True)
        self.city.textChanged.connect(self._show_known)
        self.name.textChanged.connect(lambda: self._say(""))
        self._show_known()
        self.name.setFocus()

    def _show_known(self) -> None:
        city = self.city.city() if self.city.text().strip() else None
        zone = zone_of(city.zone) if city is not None else None
        if city is not None and zone is not None:
            now = self._store.board.now()
            time = f"{zone.fromutc(now.replace(tzinfo=zone)):%H:%M}"
            text = self.tr("{city}: it is {time} there").format(city=city_text(city), time=time)
        elif self.city.text().strip():
            text = self.tr("Not known; the time zone can be chosen on their page.")
        else:
            text = ""
        # The line keeps its room, so that nothing jumps while a city is typed.
        self.known.setText(text or " ")

    def _on_add(self) -> None:
        name, city = self.name.text(), self.city.text().strip()
        for field, value in (("name", name), ("city", city)):
            if (wrong := fault(field, value)) is not None:
                self._say(sentence_text(wrong))
                (self.name if field == "name" else self.city).setFocus()
                return
        uid = new_uid()
        ticket = self._store.submit(add_assistant, name, city, uid)
        self.add.setEnabled(False)
        ticket.done.connect(lambda error: self._on_done(error, uid))

    def _on_done(self, error: object, uid: str) -> None:
        self.add.setEnabled(True)
        if isinstance(error, BoardError):
            self._say(sentence_text(error.sentence))
            self.name.setFocus()
            self.name.selectAll()
            return
        self.added.emit(uid)
        self.accept()

    def _say(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        tint(self.fault, colours().warn)
