"""Saving what can be read of a damaged board: what there is, table by table, before and after."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QProgressBar,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from models import places
from models.errors import BoardError
from models.salvage import Survey
from models.salvage_words import TABLE_WORDS
from models.salvaging import Count, Salvaged
from models.words import Sentence
from ui import background
from ui.dialogs.sheet import Sheet, muted_label
from ui.opening import column_names
from ui.wording import sentence_text


class SalvageSheet(Sheet):
    """saved(Path): the new board was made, and the owner wants to see it."""

    saved = Signal(object)

    def __init__(self, path: Path, start: Path, survey: Survey, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Save what can be read"))
        self.heading.setText(self.tr("What can be read of {name}").format(name=path.name))
        self._path = path
        self._start = self._target = start
        self._owner = parent
        self._made: Path | None = None
        self._job: background.Job | None = None
        self.line = muted_label(self.tr("It goes into a new board; the damaged file is only read."))
        self.table = _table(self.tr("Rows by kind"))
        self.notes = muted_label()
        self.notes.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        for widget in (self.line, self.table, self.notes, self.bar):
            self.body.addWidget(widget)
        self.cancel = self.add_cancel()
        self.save = self.add_button(self.tr("Save as a new board…"), self._choose, is_main=True)
        # Rows are as high as the look wants them, from the first on.
        self.table.ensurePolished()
        self._show_survey(survey)
        self.size_for(72, 34)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _show_survey(self, survey: Survey) -> None:
        self.table.setHeaderLabels([self.tr("What"), self.tr("Found"), self.tr("Lost")])
        self._fill({name: (survey.found[name], survey.lost.get(name, 0)) for name in survey.found})

    def _show_result(self, done: Salvaged) -> None:
        self.table.setColumnCount(4)
        self.table.setHeaderLabels([self.tr("What"), self.tr("Found"), self.tr("Kept"), self.tr("Lost")])
        counts: dict[str, Count] = done.counts
        self._fill({name: (one.found, one.kept, one.lost) for name, one in counts.items()})
        self.notes.setText("\n".join(sentence_text(note) for note in done.notes))
        self.notes.setVisible(bool(done.notes))

    def _fill(self, rows: dict[str, tuple[int, ...]]) -> None:
        self.table.clear()
        for name, words in TABLE_WORDS.items():
            numbers = rows.get(name, ())
            if not any(numbers):
                continue
            item = QTreeWidgetItem([sentence_text(Sentence(words)), *(f"{number:n}" for number in numbers)])
            for column in range(1, len(numbers) + 1):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.addTopLevelItem(item)
        if (first := self.table.topLevelItem(0)) is not None:
            self.table.setCurrentItem(first)

    def _choose(self) -> None:
        if self._made is not None:
            self.accept()
            self.saved.emit(self._made)
            return
        dialog = QFileDialog(self, self.tr("Save what can be read"), str(self._start.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(places.SUFFIX.removeprefix("."))
        # A board that is there is never written over.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(self._start.name)
        dialog.fileSelected.connect(lambda name: self.save_as(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_as(self, target: Path) -> None:
        """Make the new board, off the GUI thread."""
        from models.salvaging import salvage

        names = column_names()
        self.save.setEnabled(False)
        self.bar.show()
        self.line.setText(self.tr("Saving into {name}…").format(name=target.name))

        def work(control: background.Control) -> Salvaged:
            return salvage(self._path, target, names, progress=control.progress, cancelled=control.cancelled)

        self._target = target
        # The window waits for it when it closes; this sheet may be gone before.
        self._job = background.run(work, self._on_saved, self._on_failed, self._owner)
        self._job.progressed.connect(self.bar.setValue)

    def _on_saved(self, done: Salvaged) -> None:
        target = self._made = self._target
        self._job = None
        self.bar.hide()
        self._show_result(done)
        self.heading.setText(self.tr("Saved into {name}").format(name=target.name))
        self.line.setText(
            self.tr("Everything that was found is in it.")
            if done.is_whole
            else self.tr("It is a sound board. What is lost may still be in a backup.")
        )
        self.cancel.setText(self.tr("Close"))
        self.save.setText(self.tr("Open it"))
        self.save.setEnabled(True)
        self.save.setFocus()

    def _on_failed(self, error: BoardError) -> None:
        self._job = None
        self.bar.hide()
        self.save.setEnabled(True)
        self.line.setText(sentence_text(error.sentence))


def _table(name: str) -> QTreeWidget:
    table = QTreeWidget()
    table.setAccessibleName(name)
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setColumnCount(3)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.header().setStretchLastSection(False)
    table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    table.setTabKeyNavigation(False)
    return table
