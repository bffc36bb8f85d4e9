"""A second start, while the first one does not answer: which process it is, and the ways out."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from models.words import QT_TRANSLATE_NOOP, Sentence, say
from ui import background, one_process
from ui.dialogs.sheet import Sheet, muted_label
from ui.one_process import READ, SILENT, First
from ui.plain import PlainLabel

# How long each knock at its door may take; a sheet that is closed waits for it.
KNOCK_SECONDS = 0.5


class SilentFirst(Sheet):
    """Goes on knocking while it is shown. `answer`: one_process.FIRST or HANDED when that changed something,
    READ when the owner only wants to look, "" when they leave it.
    """

    def __init__(self, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.answer = ""
        self._path = path
        self._is_over = False
        # A window follows it; its closing is not the end of the program.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.heading.setText(self.tr("Delegation Board is open already, but does not answer."))
        found = one_process.first()
        self.which = PlainLabel(which_text(found))
        self.which.setWordWrap(True)
        self.body.addWidget(self.which)
        self._pid = one_process.holder()
        self.body.addWidget(muted_label(way_text(by_button=self._pid is not None)))
        self.body.addStretch(1)
        self.add_cancel()
        self.end = self.add_button(self.tr("End it"), self._on_end)
        self.end.setVisible(self._pid is not None)
        self.read = self.add_button(self.tr("Open for reading only"), self._on_read)
        self.patient = self.add_button(self.tr("Wait"), self._on_wait, is_main=True)
        self.patient.setFocus()
        self.setMinimumWidth(max(460, 56 * self.fontMetrics().averageCharWidth()))
        self.fit_rows()
        self._jobs = [background.run(self._knock, self._on_answered, _ignore, self)]
        self.finished.connect(self._on_finished)

    def _knock(self, control: background.Control) -> str:
        while not control.cancelled():
            answer = one_process.meet(self._path, patience=KNOCK_SECONDS)
            if answer != SILENT:
                return answer
        return SILENT

    def _on_answered(self, answer: str) -> None:
        if answer != SILENT and not self._is_over:
            self.answer = answer
            self.accept()

    def _on_wait(self) -> None:
        self.patient.setEnabled(False)
        self.patient.setText(self.tr("Waiting…"))
        # Not on to the next button: a second Enter is to do nothing.
        self.setFocus()

    def _on_end(self) -> None:
        """What it leaves behind is what a crash leaves: all that was saved, and what was being typed."""
        self.end.setEnabled(False)
        self.end.setText(self.tr("Ending…"))
        self.setFocus()
        pid = self._pid or 0
        # The knocking notices when its place is free.
        self._jobs.append(
            background.run(lambda control: one_process.end(pid, control.cancelled), _ignore, _ignore, self)
        )

    def _on_read(self) -> None:
        self.answer = READ
        self.accept()

    def _on_finished(self) -> None:
        self._is_over = True
        for job in self._jobs:
            job.cancel()
        for job in self._jobs:
            job.wait()


def _ignore(_: object) -> None:
    """What a job comes to shows at the lock."""


def silence(found: First | None) -> Sentence:
    """For a start that nobody looks at."""
    if found is None:
        return say(QT_TRANSLATE_NOOP("models", "Delegation Board is open already, but does not answer."))
    text = QT_TRANSLATE_NOOP(
        "models", "Delegation Board is open already (process {pid}), but does not answer. Nothing was opened."
    )
    return say(text, pid=found.pid)


def which_text(found: First | None) -> str:
    """Which process it is, and since when."""
    translate: Callable[[str, str], str] = QCoreApplication.translate
    if found is None:
        return translate("SilentFirst", "Which process it is cannot be found out.")
    since, now = QDateTime.fromSecsSinceEpoch(int(found.since)), QDateTime.currentDateTime()
    form = QLocale.FormatType.ShortFormat
    is_today = since.date() == now.date()
    words = QLocale().toString(since.time(), form) if is_today else QLocale().toString(since, form)
    return (
        translate("SilentFirst", "It is process {pid}, open since {time}.")
        .replace("{pid}", str(found.pid))
        .replace("{time}", words)
    )


def way_text(*, by_button: bool) -> str:
    """What helps. `by_button`: it can be ended here."""
    translate: Callable[[str, str], str] = QCoreApplication.translate
    how = translate("SilentFirst", "end it")
    if not by_button:
        how = translate("SilentFirst", "end it in the system’s list of processes")
    text = translate(
        "SilentFirst",
        "It may be busy: wait. If it stays like this, {how}. What it saved is safe on the disk.",
    )
    return text.replace("{how}", how)


def ask(path: Path | None) -> str:
    """Show it and wait; FIRST, HANDED, READ or ""."""
    sheet = SilentFirst(path)
    answers: list[str] = []
    sheet.finished.connect(lambda: answers.append(sheet.answer))
    sheet.exec()
    return answers[0] if answers else ""
