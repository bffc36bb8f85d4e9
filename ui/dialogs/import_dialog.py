"""Importing a file: look through it, show what comes in, bring it onto the board, say what came of it."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from models import importers
from models.errors import BoardError, Cancelled
from models.import_preview import Looked, look_through
from models.importers.base import Options, Pasted, Reading, Source
from models.importing import Report, import_drafts
from ui import background
from ui.background import Control, Job
from ui.dialogs.import_preview import ImportPreview
from ui.dialogs.problem_list import ProblemBox
from ui.dialogs.sheet import EDGE, More, Sheet, heading_label, muted_label
from ui.plain import PlainLabel, apart, of_window
from ui.store import Store
from ui.wording import sentence_text


class ImportDialog(Sheet):
    """Open it with a file's Path, or with Pasted text. Escape stops what is running; nothing half is kept."""

    imported = Signal(int)
    """So many cards came in."""

    def __init__(self, store: Store, source: Source, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store = store
        self._source = source
        self._reading: Reading | None = None
        self._job: Job | None = None
        self._next: Callable[[], None] | None = None
        self._writing: _Writing | None = None
        self.preview: ImportPreview | None = None
        self.report: ImportReport | None = None
        self._name(self.tr("Import"))
        self.pages = QStackedWidget()
        self.waiting = _Waiting()
        self.message = muted_label()
        self.pages.addWidget(self.waiting)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.message)
        self.message.hide()
        self.cancel = self.add_cancel()
        self.start = self.add_button(self.tr("Import"), self._on_start, is_main=True)
        self.start.hide()
        self.resize(760, 560)
        self._work(self._open, self._on_opened, self.tr("Looking through the file…"))

    # The steps

    def _open(self, control: Control) -> Reading:
        def halved(share: float) -> None:
            control.progress(share / 2)

        importer = importers.detect(self._source)
        return importer.open(self._source, Options(), halved, control.cancelled)

    def _on_opened(self, reading: Reading) -> None:
        self._reading = reading
        if self._next is None:
            self._name(self.tr("Import “{name}”").format(name=apart(reading.name)))
            self.preview = ImportPreview(reading)
            self.preview.changed.connect(self._look_through)
            self.preview.choice_changed.connect(self._show_start)
            self.pages.addWidget(self.preview)
            self._look_through()

    def _look_through(self) -> None:
        assert self.preview is not None
        self.preview.wait()
        self._show_start()
        self._work(self._look, self._on_looked, self.tr("Looking through the file…"), self._take_options)

    def _look(self, control: Control) -> Looked:
        assert self._reading is not None

        def second_half(share: float) -> None:
            control.progress(0.5 + share / 2)

        return look_through(self._store.board, self._reading, second_half, control.cancelled)

    def _on_looked(self, looked: Looked) -> None:
        assert self.preview is not None
        if self._next is not None:
            return
        self.message.hide()
        self.preview.show_looked(looked)
        self._show_preview()

    def _on_start(self) -> None:
        if self.report is not None:
            self.accept()
            return
        assert self._reading is not None and self.preview is not None
        self.message.hide()
        self.waiting.show_text(self.tr("Bringing the cards onto the board…"))
        self.pages.setCurrentWidget(self.waiting)
        self.start.hide()
        self._writing = _Writing(self._store, self._reading, self.preview.is_again(), self)
        self._writing.progressed.connect(self.waiting.bar.setValue)
        self._writing.done.connect(self._on_written)

    def _on_written(self, error: BaseException | None) -> None:
        assert self._writing is not None and self._reading is not None
        report, self._writing = self._writing.report, None
        if self._next is not None:
            self._go_on()
        elif isinstance(error, Cancelled):
            self._back_to_preview()
        elif isinstance(error, BoardError):
            self._fail(error)
        elif error is None:
            self._show_report(report)
        else:
            # A bug: the store has told the program, which reports it.
            self.reject()

    def _show_report(self, report: Report) -> None:
        assert self._reading is not None
        left_out = self._reading.problems.left_out
        problems = [*self._reading.problems, *report.problems]
        self.report = ImportReport(report.added, report.known, problems, left_out)
        self.report.setParent(self)
        self.pages.addWidget(self.report)
        self.pages.setCurrentWidget(self.report)
        self.heading.hide()
        self.cancel.hide()
        self.start.setText(self.tr("Close"))
        self.start.setEnabled(True)
        self.start.show()
        self.start.setFocus()
        if not problems:
            self.resize(self.width() * 2 // 3, 160)
        self.imported.emit(report.added)

    # Between the steps

    def _take_options(self) -> None:
        assert self._reading is not None and self.preview is not None
        self._reading.change(self.preview.options())

    def _work(
        self,
        function: Callable[[Control], Any],
        done: Callable[[Any], None],
        text: str,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        """Run `before`, then a step off the GUI thread; a step still running is stopped first."""
        if self._job is not None:
            self._next = lambda: self._work(function, done, text, before)
            self._job.cancel()
            return
        before()
        self.waiting.show_text(text)
        self._job = background.run(function, done, self._on_failed, self)
        self._job.progressed.connect(self.waiting.bar.setValue)
        self._job.crashed.connect(lambda _: self.reject())
        self._job.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        self._job = None
        self._go_on()

    def _go_on(self) -> None:
        if self._next is not None:
            following, self._next = self._next, None
            following()

    def _on_failed(self, error: BoardError) -> None:
        if self._next is not None:
            return
        if self.preview is None or self.preview.fields is None:
            self._fail(error)
        elif self.preview.ask_dates():
            self._look_through()
        else:
            # The owner's next answer can mend it: no column for the title, for example.
            self._say(sentence_text(error.sentence))
            self._show_preview()

    def _show_preview(self) -> None:
        assert self.preview is not None
        is_first = self.pages.currentWidget() is not self.preview
        self.pages.setCurrentWidget(self.preview)
        self.start.show()
        self._show_start()
        if is_first:
            self.start.setFocus()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()

    def _fail(self, error: BoardError) -> None:
        self._name(self.tr("This could not be imported"))
        self.waiting.show_text(sentence_text(error.sentence), is_over=True)
        self.pages.setCurrentWidget(self.waiting)
        self.start.hide()
        self.cancel.setText(self.tr("Close"))
        self.cancel.setFocus()
        # Made for a preview; one sentence is lost in it.
        self.waiting.layout().activate()
        width = self.width() * 2 // 3
        inner, letter = width - 2 * EDGE, self.fontMetrics().height()
        rows = self.heading.heightForWidth(inner) + self.waiting.text.heightForWidth(inner)
        self.resize(width, rows + self.buttons.sizeHint().height() + 2 * EDGE + 3 * letter)

    def _back_to_preview(self) -> None:
        self._say(self.tr("Stopped. Nothing was imported."))
        self._show_preview()

    def _show_start(self) -> None:
        count = self.preview.count() if self.preview is not None else None
        if count is None:
            self.start.setText(self.tr("Import"))
        elif count:
            self.start.setText(self.tr("Import %n card(s)", "", count))
        else:
            self.start.setText(self.tr("Nothing to import"))
        self.start.setEnabled(bool(count))

    def _name(self, title: str) -> None:
        self.setWindowTitle(of_window(title))
        self.heading.setText(title)

    def _leave(self, result: int) -> None:
        if self._reading is not None:
            self._reading.close()
        super().done(result)

    def done(self, result: int) -> None:
        """Close; a thread that still reads is waited for first, a write that runs is stopped and told."""
        if self._writing is not None:
            self._writing.cancel()
        elif self._job is not None:
            self._next = lambda: self._leave(result)
            self._job.cancel()
            self.hide()
        else:
            self._leave(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed, perhaps with its whole window: nothing runs on unseen."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None
            # Its answer may be on the way already; nothing follows from it any more.
            self._next = lambda: None
        super().closeEvent(event)


class _Writing(QObject):
    """The import while it runs on the store thread: how far it is, and a way to stop it."""

    progressed = Signal(int)
    done = Signal(object)

    def __init__(self, store: Store, reading: Reading, again: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.report = Report()
        self._stop = threading.Event()
        self._told = -1
        drafts = reading.drafts(self._tell, self._stop.is_set)
        ticket = store.submit(
            import_drafts, drafts, reading.name, self.report, again=again, cancelled=self._stop.is_set
        )
        ticket.done.connect(self.done)

    def cancel(self) -> None:
        """Ask the store thread to stop; nothing of the import is kept then."""
        self._stop.set()

    def _tell(self, share: float) -> None:
        if (percent := int(share * 100)) != self._told:
            self._told = percent
            self.progressed.emit(percent)


class _Waiting(QWidget):
    """What is going on, and how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.text = PlainLabel()
        self.text.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.text)
        rows.addWidget(self.bar)
        rows.addStretch(1)

    def show_text(self, text: str, *, is_over: bool = False) -> None:
        """Say this; `is_over`: nothing runs any more."""
        self.text.setText(text)
        self.bar.setValue(0)
        self.bar.setVisible(not is_over)


class ImportReport(QWidget):
    """What came in, and what did not, with the reasons folded below."""

    def __init__(self, added: int, known: int, problems: list[Any], left_out: int) -> None:
        super().__init__()
        self.text = heading_label(self._words(added, known))
        self.rest = muted_label(self._rest(added, known))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(self.text)
        rows.addWidget(self.rest)
        self.problems: ProblemBox | None = None
        if problems:
            self.problems = ProblemBox(problems)
            text = self.tr("%n note(s) on what changed or stayed behind", "", len(problems) + left_out)
            self.more = More(text, self.problems)
            rows.addWidget(self.more, 1)
        rows.addStretch(0 if problems else 1)

    def _words(self, added: int, known: int) -> str:
        if not added:
            return self.tr("Nothing new came in.") if known else self.tr("There were no cards in it.")
        return self.tr("Imported %n card(s)", "", added)

    def _rest(self, added: int, known: int) -> str:
        words = []
        if known:
            words.append(self.tr("%n came earlier and stayed as they are.", "", known))
        if added:
            words.append(self.tr("Undo takes the whole import back."))
        return " ".join(words)


__all__ = ["ImportDialog", "Pasted"]
