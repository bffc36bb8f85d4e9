"""The list of keys, searchable; built from the table of actions, so that it cannot be wrong."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from models.folding import fold
from ui import theme
from ui.dialogs.sheet import Sheet

KeyRow = tuple[str, str, QKeySequence | str]


class KeysDialog(Sheet):
    """`rows`: (group, what it does, key), in the order to be shown."""

    def __init__(self, rows: Iterable[KeyRow], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Keys"), parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search, e.g. undo or Ctrl"))
        self.search.setAccessibleName(self.tr("Search the keys"))
        self.search.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Keys"))
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(0)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._fill(rows)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.add_button(self.tr("Close"), self.accept)
        self.search.textChanged.connect(self._on_search_changed)
        self.search.setFocus()
        self.resize(520, 560)

    def _fill(self, rows: Iterable[KeyRow]) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for group, text, keys in rows:
            if group not in groups:
                groups[group] = self._heading(group)
            item = QTreeWidgetItem([text, _key_text(keys)])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFont(1, theme.font(1.0, QFont.Weight.Medium))
            groups[group].addChild(item)
        self.list.expandAll()

    def _heading(self, group: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.list, [group])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(0, theme.font(1.0, QFont.Weight.DemiBold))
        item.setForeground(0, theme.colours().muted)
        return item

    def _on_search_changed(self, text: str) -> None:
        words = fold(text).split()
        for index in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(index)
            assert group is not None
            found = 0
            for row in range(group.childCount()):
                item = group.child(row)
                assert item is not None
                where = fold(f"{group.text(0)} {item.text(0)} {item.text(1)}")
                is_found = all(word in where for word in words)
                item.setHidden(not is_found)
                found += is_found
            group.setHidden(not found)


def _key_text(keys: QKeySequence | str) -> str:
    if isinstance(keys, str):
        return keys
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
