"""Versions of a brief: who changed what and when; two side by side as plain text; one brought back."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from models import brief_edits
from models.brief_compare import IN, OUT, Difference, Version, compare, read_versions
from models.cards import title_of
from ui import theme
from ui.dialogs.look import Box
from ui.dialogs.sheet import Sheet, muted_label
from ui.panel.brief_words import field_name, field_names
from ui.plain import PlainLabel
from ui.store import Store
from ui.theme import blend, colours
from ui.wording import when_text

Line = tuple[str, str]
"""How a line is marked ("head", "same", "out", "in", "gap"), and its text."""


class BriefVersions(Sheet):
    """The list at the left; at the right the chosen version beside the one it is compared with."""

    def __init__(self, store: Store, task: int, parent: QWidget | None = None) -> None:
        super().__init__(title_of(store.board, task), parent)
        self.setWindowTitle(self.tr("Versions of the brief"))
        self._store, self._task = store, task
        self._versions = read_versions(store.board, task)
        self._found: list[Difference] = []
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Versions"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        for version in self._versions:
            self.list.addItem(QListWidgetItem(version_text(version)))
        self.against = Box()
        self.against.setAccessibleName(self.tr("Compare with"))
        self.before, self.after = (_side(name) for name in (self.tr("Before"), self.tr("After")))
        self.before_name, self.after_name = PlainLabel(), PlainLabel()
        self.note = muted_label()
        self._lay_out()
        self.restore = self.add_button("", self._on_restore)
        self.add_button(self.tr("Close"), self.accept, is_main=True)
        self._tie()
        self.list.currentRowChanged.connect(self._on_chosen)
        self.against.activated.connect(lambda _: self._compare())
        self.list.setCurrentRow(0)
        self.list.setFocus()
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableGeometry().size() - QSize(60, 100)
        self.resize(QSize(max(840, letter * 140), max(520, line * 32)).boundedTo(room))

    @property
    def differences(self) -> list[Difference]:
        """What is shown side by side."""
        return self._found

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        choice = QHBoxLayout()
        choice.addWidget(PlainLabel(self.tr("Compare with")))
        choice.addWidget(self.against, 1)
        sides = QHBoxLayout()
        sides.setSpacing(8)
        for name, text in ((self.before_name, self.before), (self.after_name, self.after)):
            side = QVBoxLayout()
            side.setSpacing(3)
            side.addWidget(name)
            side.addWidget(text, 1)
            sides.addLayout(side, 1)
        right = QWidget()
        rows = QVBoxLayout(right)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(choice)
        rows.addLayout(sides, 1)
        rows.addWidget(self.note)
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        parts.addWidget(left)
        parts.addWidget(right)
        parts.setHandleWidth(10)
        parts.setStretchFactor(1, 1)
        parts.setSizes([260, 600])
        self.body.addWidget(parts, 1)

    def _tie(self) -> None:
        """Both sides scroll as one."""
        for bars in (
            (self.before.verticalScrollBar(), self.after.verticalScrollBar()),
            (self.before.horizontalScrollBar(), self.after.horizontalScrollBar()),
        ):
            bars[0].valueChanged.connect(bars[1].setValue)
            bars[1].valueChanged.connect(bars[0].setValue)

    def _on_chosen(self, row: int) -> None:
        if row < 0:
            return
        self.against.clear()
        for place, version in enumerate(self._versions):
            if place != row:
                self.against.addItem(self.tr("version {number}").format(number=version.number), place)
        earlier = self.against.findData(row + 1)
        self.against.setCurrentIndex(earlier if earlier >= 0 else 0)
        number = self._versions[row].number
        self.restore.setText(self.tr("Bring back version {number}").format(number=number))
        self.restore.setEnabled(row > 0 and not self._store.board.read_only)
        self._compare()

    def _compare(self) -> None:
        chosen = self._versions[self.list.currentRow()]
        place = self.against.currentData()
        other = None if place is None else self._versions[place]
        old, new = other, chosen
        if other is not None and other.number > chosen.number:
            old, new = chosen, other
        self._found = compare(old.body if old else {}, new.body)
        self.before_name.setText(self._name(old))
        self.after_name.setText(self._name(new))
        before, after = side_lines(self._found)
        _fill(self.before, before)
        _fill(self.after, after)
        self.note.setText("" if self._found else self.tr("They say the same."))
        self.note.setVisible(not self._found)

    def _name(self, version: Version | None) -> str:
        return self.tr("Version {number}").format(number=version.number) if version else ""

    def _on_restore(self) -> None:
        number = self._versions[self.list.currentRow()].number
        newest = self._versions[0]
        self._store.submit(brief_edits.restore_version, self._task, number, newest, pending=[self._task])
        self.accept()


def version_text(version: Version) -> str:
    """ "3 · today 14:05 · Maya", and below it what changed."""
    parts = [str(version.number), when_text(version.at)]
    if version.author:
        parts.append(version.author)
    changed = field_names(version.changed)
    return " · ".join(parts) + (f"\n{changed}" if changed else "")


def side_lines(found: Iterable[Difference]) -> tuple[list[Line], list[Line]]:
    """Both sides line by line, so that what belongs together stands at one height."""
    before: list[Line] = []
    after: list[Line] = []
    for difference in found:
        if before:
            before.append(("gap", ""))
            after.append(("gap", ""))
        for side in (before, after):
            side.append(("head", field_name(difference.field)))
        outs: list[str] = []
        ins: list[str] = []
        for line in (*difference.lines, None):
            if line is not None and line.how == OUT:
                outs.append(line.text)
            elif line is not None and line.how == IN:
                ins.append(line.text)
            else:
                for place in range(max(len(outs), len(ins))):
                    before.append(("out", outs[place]) if place < len(outs) else ("gap", ""))
                    after.append(("in", ins[place]) if place < len(ins) else ("gap", ""))
                outs, ins = [], []
                if line is not None:
                    before.append(("same", line.text))
                    after.append(("same", line.text))
    return before, after


def _side(name: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setAccessibleName(name)
    text.setTabChangesFocus(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return text


def _fill(text: QPlainTextEdit, lines: list[Line]) -> None:
    now = colours()
    text.clear()
    cursor = QTextCursor(text.document())
    for number, (how, words) in enumerate(lines):
        block, letters = QTextBlockFormat(), QTextCharFormat()
        if how in ("out", "in"):
            block.setBackground(blend(now.bad if how == "out" else now.ok, now.card, 0.16))
        if how == "head":
            letters.setFont(theme.font(1.0, QFont.Weight.DemiBold))
        letters.setForeground(now.muted if how == "same" else now.text)
        if number:
            cursor.insertBlock(block, letters)
        else:
            cursor.setBlockFormat(block)
        cursor.insertText(words, letters)
    text.moveCursor(QTextCursor.MoveOperation.Start)
