"""The texts that look like secrets, masked already, to be ticked: mask these, or say that they are none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.secret_guard import name_of
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import tooltip
from ui.wording import sentence_text

if TYPE_CHECKING:
    from models.secret_watch import Finding

FINDING = Qt.ItemDataRole.UserRole
ON = Qt.CheckState.Checked


class SecretList(Sheet):
    """mask_wanted(list), none_wanted(list): of the ticked findings. card_wanted(int): show that card."""

    mask_wanted = Signal(object)
    none_wanted = Signal(object)
    card_wanted = Signal(int)

    def __init__(self, findings: "Sequence[Finding]", parent: QWidget | None = None) -> None:
        super().__init__(self.tr("These look like secrets"), parent)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Texts that look like secrets"))
        self.list.setSpacing(3)
        for one in findings:
            self.list.addItem(self._item(one))
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._count)
        self.list.itemActivated.connect(self._on_activated)
        self.body.addWidget(
            muted_label(
                self.tr("Put them into your password manager first: undo does not bring back what is masked.")
            )
        )
        self.body.addWidget(self.list, 1)
        self.body.addWidget(muted_label(self.tr("Space: tick or untick. Enter: open the card.")))
        self.no = self.add_button(self.tr("No secrets"), lambda: self._answer(self.none_wanted))
        self.add_cancel(self.tr("Close"))
        self.yes = self.add_button("", lambda: self._answer(self.mask_wanted))
        self.yes.setProperty("primary", True)
        self._count()
        self.list.setFocus()
        self.resize(640, 420)

    def ticked(self) -> "list[Finding]":
        """What an answer is about."""
        return [item.data(FINDING) for item in self._items() if item.checkState() == ON]

    def _item(self, one: "Finding") -> QListWidgetItem:
        where = sentence_text(one.place)
        place = f"{one.title}, {where}" if one.title else where
        # Of a title the excerpt says it all.
        is_title = (one.table, one.field) == ("task", "title")
        item = QListWidgetItem(one.excerpt if is_title else f"{place}: {one.excerpt}")
        item.setToolTip(tooltip(sentence_text(name_of(one.kind))))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(ON)
        item.setData(FINDING, one)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _count(self) -> None:
        count = len(self.ticked())
        self.yes.setText(self.tr("Mask %n text(s)", "", count) if count else self.tr("Mask"))
        self.yes.setEnabled(count > 0)
        self.no.setEnabled(count > 0)

    def _answer(self, wanted: object) -> None:
        wanted.emit(self.ticked())  # type: ignore[attr-defined]
        self.accept()

    def _on_activated(self, item: QListWidgetItem) -> None:
        one = item.data(FINDING)
        if one.task is not None:
            self.card_wanted.emit(one.task)
            self.accept()
