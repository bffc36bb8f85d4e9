"""One common task out of the catalogue: type to search, Enter takes."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QListWidgetItem, QWidget

from models.catalogue import read_catalogue
from models.resembling import resembling
from ui.dialogs.sheet import Sheet, muted_label


class PickCommon(Sheet):
    """picked(int): the number of a catalogue task. What resembles `title` stands first."""

    picked = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Begin with a common task"), parent)
        self._first = resembling(title)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search, e.g. invoices"))
        self.search.setAccessibleName(self.tr("Search common tasks"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Common tasks"))
        self.about = muted_label()
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.about)
        self.add_cancel()
        self.take = self.add_button(self.tr("Fill in what is open"), self._on_take, is_main=True)
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemActivated.connect(lambda _: self._on_take())
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(max(460, letter * 80), max(420, line * 26))
        self._show()
        self.search.setFocus()

    def _show(self) -> None:
        self.list.clear()
        found = [task for task in read_catalogue() if task.matches(self.search.text())]
        if self._first is not None and self._first in found:
            found.insert(0, found.pop(found.index(self._first)))
        for task in found:
            item = QListWidgetItem(task.title)
            item.setData(Qt.ItemDataRole.UserRole, task.n)
            item.setData(Qt.ItemDataRole.UserRole + 1, task.done_when)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.take.setEnabled(bool(found))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        self.about.setText(str(item.data(Qt.ItemDataRole.UserRole + 1)) if item else "")

    def _on_take(self) -> None:
        if item := self.list.currentItem():
            self.picked.emit(int(item.data(Qt.ItemDataRole.UserRole)))
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search line walk the list."""
        walks = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in walks:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)
