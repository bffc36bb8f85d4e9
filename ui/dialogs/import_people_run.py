"""Assistants on their way onto the board: how far it is, and a way to stop it."""

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from models.assistants_import import PeopleReport, import_assistants
from models.importers.csv_assistants import AssistantDraft
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import of_window
from ui.store import Store


class ImportPeopleRun(Sheet):
    """Runs when it is made. Escape stops it; then nothing of it is kept. Closes when it is over."""

    _told = Signal(int)

    def __init__(
        self,
        store: Store,
        drafts: Sequence[AssistantDraft],
        name: str,
        report: PeopleReport,
        done: Callable[[object], None],
        parent: QWidget | None = None,
    ) -> None:
        """`name`: the file's; `done(error or None)` is called when it is over. Fills `report`."""
        super().__init__("", parent)
        title = self.tr("Import %n assistant(s)", "", len(drafts))
        self.setWindowTitle(of_window(title))
        self.heading.setText(title)
        self._stop = threading.Event()
        self._percent = -1
        self._is_over = False
        self._done = done
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.remark = muted_label(self.tr("If you stop it, nobody is added or changed."))
        self.body.addWidget(self.bar)
        self.body.addWidget(self.remark)
        self.cancel = self.add_cancel()
        self.size_for(56, 8)
        self._told.connect(self.bar.setValue)
        ticket = store.submit(
            import_assistants, drafts, name, report, progress=self._tell, cancelled=self._stop.is_set
        )
        ticket.done.connect(self._on_done)

    def _tell(self, share: float) -> None:
        """On the thread that writes."""
        if (percent := int(share * 100)) != self._percent:
            self._percent = percent
            self._told.emit(percent)

    def _on_done(self, error: object) -> None:
        self._is_over = True
        self.accept()
        self._done(error)

    def done(self, result: int) -> None:
        """Close once it is over; before that it is stopped, and its answer waited for."""
        if self._is_over:
            super().done(result)
        else:
            self._stop.set()
            self.cancel.setEnabled(False)
            self.remark.setText(self.tr("Stopping…"))
