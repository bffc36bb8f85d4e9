"""All of last week's runs, except these: which of what was assumed was not done."""

import datetime as dt

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models import assumed
from models.today import Item
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import apart
from ui.store import Store
from ui.wording import day_month

_RUN = Qt.ItemDataRole.UserRole


class ExceptSheet(Sheet):
    """Ticked is done; Space changes a line, Enter takes it, Escape leaves all open."""

    def __init__(self, store: Store, item: Item, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store, self._item = store, item
        self.setWindowTitle(self.tr("All done?"))
        self.heading.setText(self.tr("What did {who} not do?").format(who=apart(item.who)))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Runs that nobody reported"))
        for run, title, due in assumed.assumed_runs(store.board, item.runs):
            line = QListWidgetItem(f"{day_month(due, today)} · {title}")
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Checked)
            line.setData(_RUN, run)
            line.setSizeHint(QSize(0, self.fontMetrics().height() + 14))
            self.list.addItem(line)
        self.list.setCurrentRow(0)
        self.body.addWidget(muted_label(self.tr("Take the tick off what was not done.")))
        self.body.addWidget(self.list, 1)
        self.add_cancel()
        self.take = self.add_button(self.tr("The rest is done"), self._on_take, is_main=True)
        self.size_for(46, 22)
        self.list.setFocus()

    def _on_take(self) -> None:
        lines = [self.list.item(row) for row in range(self.list.count())]
        open_ = [line.data(_RUN) for line in lines if line.checkState() != Qt.CheckState.Checked]
        self._store.submit(assumed.confirm_week, self._item.assistant, self._item.runs, open_)
        self.accept()
