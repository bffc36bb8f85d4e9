"""What an assistant sent back: who, about what, and line by line what it would change. Theirs is a claim."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from models.errors import BoardError
from models.packets.reply import parse_reply
from models.replies import Difference, Verdict, apply_reply, judge
from models.words import Sentence
from ui.dialogs.question import tell
from ui.dialogs.sheet import Sheet, muted_label
from ui.panel.style import tint
from ui.plain import PlainLabel, apart
from ui.store import Store
from ui.theme import colours
from ui.wording import sentence_text


def show_reply(store: Store, data: object, window: QWidget) -> None:
    """Read what was dropped or pasted (text or bytes) and show it, or say why it cannot be read."""
    assert isinstance(data, str | bytes)
    try:
        verdict = judge(store.board, parse_reply(data))
    except BoardError as error:
        tell(window, sentence_text(error.sentence))
        return
    ReplyDialog(store, verdict, window).open()


class ReplyDialog(Sheet):
    """Nothing is written unless *Apply* is pressed."""

    def __init__(self, store: Store, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store = store
        self._verdict = verdict
        self.setWindowTitle(self.tr("A reply"))
        self.heading.setText(self._title())
        self.remark = muted_label(self._remark())
        self.stale = PlainLabel()
        self.stale.setWordWrap(True)
        self.rows: list[tuple[str, str, str]] = []
        self.body.addWidget(self.remark)
        self.body.addWidget(self.stale)
        self._show_stale()
        is_taken = verdict.refusal is None and bool(verdict.differences)
        if is_taken:
            self.body.addWidget(self._comparison(), 1)
        else:
            self.body.addStretch(1)
        self.add_cancel(self.tr("Not now") if is_taken else self.tr("Close"))
        self.apply = self.add_button(self.tr("Apply"), self._on_apply, is_main=is_taken)
        self.apply.setVisible(is_taken)
        self.setMinimumWidth(max(480, 56 * self.fontMetrics().averageCharWidth()))
        if is_taken:
            self.size_for(68, min(40, 16 + 3 * len(verdict.differences)))
            self.apply.setFocus()

    def _title(self) -> str:
        if not self._verdict.who:
            return self.tr("This reply is not taken")
        text = self.tr("{who} answered about “{title}”")
        return text.replace("{who}", apart(self._verdict.who), 1).replace(
            "{title}", apart(self._verdict.title), 1
        )

    def _remark(self) -> str:
        if self._verdict.refusal is not None:
            return sentence_text(self._verdict.refusal)
        if not self._verdict.differences:
            return self.tr("It would change nothing.")
        return self.tr(
            "This is what somebody wrote, not a proof that it is so."
            " Nothing changes until you apply it, and you can undo it."
        )

    def _show_stale(self) -> None:
        stale = self._verdict.stale
        self.stale.setVisible(stale is not None)
        if stale is not None:
            text = self.tr("It answers version {theirs} of the brief, you are at {mine}.")
            self.stale.setText(text.format(theirs=stale[0], mine=stale[1]))
            tint(self.stale, colours().warn)

    def _comparison(self) -> QScrollArea:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(2, 4, 8, 4)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, difference in enumerate(self._verdict.differences):
            self._add_row(grid, row, difference)
        grid.setRowStretch(len(self._verdict.differences), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        page.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        return area

    def _add_row(self, grid: QGridLayout, row: int, difference: Difference) -> None:
        label, old, new = (shown(part) for part in (difference.label, difference.old, difference.new))
        if difference.kind == "tick":
            label, old, new = QCoreApplication.translate("ReplyDialog", "Step"), "", f"✓ {label}"
        self.rows.append((label, old, new))
        grid.addWidget(_part(label, is_muted=True), row, 0)
        if old:
            grid.addWidget(_part(f"{old} →", is_muted=True), row, 1)
            grid.addWidget(_part(new), row, 2)
        else:
            grid.addWidget(_part(new), row, 1, 1, 2)

    def _on_apply(self) -> None:
        now = judge(self._store.board, self._verdict.reply)
        if now != self._verdict:
            # What is applied is what was seen: it is shown anew as it would be now.
            self.reject()
            ReplyDialog(self._store, now, self.parentWidget()).open()
            return
        self.apply.setEnabled(False)
        task = self._verdict.task
        pending = [] if task is None else [task]
        ticket = self._store.submit(apply_reply, self._verdict.reply, pending=pending)
        ticket.done.connect(self._on_applied)

    def _on_applied(self, error: object) -> None:
        if isinstance(error, BoardError):
            self.apply.setEnabled(True)
            self.remark.setText(sentence_text(error.sentence))
        elif error is None:
            self.accept()


def _part(text: str, *, is_muted: bool = False) -> PlainLabel:
    part = PlainLabel(text)
    part.setWordWrap(not is_muted or "\n" in text)
    part.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if is_muted:
        tint(part, colours().muted)
    return part


def shown(part: Sentence | str) -> str:
    """A part of the comparison in the running language."""
    return part if isinstance(part, str) else sentence_text(part)
