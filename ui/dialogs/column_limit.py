"""How many cards a column should hold at most: a small number, or none."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from models.stages import MOST_CARDS, Stage
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import PlainLabel, apart


class ColumnLimitDialog(Sheet):
    """`set_limit` is called with the number of cards, None for no limit, when the owner agrees."""

    def __init__(self, stage: Stage, set_limit: Callable[[int | None], None], parent: QWidget) -> None:
        super().__init__(self.tr("Limit of “{column}”").format(column=apart(stage.name)), parent)
        self._set_limit = set_limit
        self.field = QLineEdit("" if stage.limit is None else str(stage.limit))
        self.field.setValidator(QIntValidator(1, MOST_CARDS, self))
        self.field.setPlaceholderText(self.tr("none"))
        self.field.setAccessibleName(self.tr("Most cards in this column"))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setFixedWidth(self.fontMetrics().averageCharWidth() * 6 + 40)
        label = PlainLabel(self.tr("Most cards in this column"))
        label.setBuddy(self.field)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.field)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(
            muted_label(
                self.tr("Above it the heading turns amber. No card is ever refused. Empty: no limit.")
            )
        )
        self.add_cancel()
        self.agree = self.add_button(self.tr("Set"), self._on_agreed, is_main=True)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.selectAll()
        self.field.setFocus()
        self.setMinimumWidth(360)

    def _on_text_changed(self, text: str) -> None:
        self.agree.setEnabled(not text or self.field.hasAcceptableInput())

    def _on_agreed(self) -> None:
        text = self.field.text()
        self._set_limit(int(text) if text else None)
        self.accept()
