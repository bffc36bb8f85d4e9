"""How far somebody is, by the owner's own word, and why if they say it."""

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from models import training_ops
from models.trust import OWNED
from ui.dialogs.log_time import Field
from ui.dialogs.sheet import Sheet
from ui.hand_words import level_text
from ui.plain import apart
from ui.store import Store


class LevelSheet(Sheet):
    """Arrows or 0–5 choose, Enter sets, Escape leaves it as it is."""

    def __init__(
        self,
        store: Store,
        task: int,
        assistant: int,
        name: str,
        level: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._store, self._task, self._assistant = store, task, assistant
        self.setWindowTitle(self.tr("Change by hand"))
        self.heading.setText(self.tr("How far is {who}?").replace("{who}", apart(name)))
        self._group = QButtonGroup(self)
        self.levels: list[QRadioButton] = []
        for number in range(OWNED + 1):
            text = level_text(number)
            button = QRadioButton(f"&{number}  {text[:1].upper()}{text[1:]}")
            self._group.addButton(button, number)
            self.body.addWidget(button)
            self.levels.append(button)
        self.why = QLineEdit()
        self.why.setPlaceholderText(self.tr("may stay empty"))
        self.body.addWidget(Field(self.tr("Why"), self.why))
        self.body.addStretch(1)
        self.add_cancel()
        self.set = self.add_button(self.tr("Set"), self._on_set, is_main=True)
        self.setMinimumWidth(max(380, 44 * self.fontMetrics().averageCharWidth()))
        self.fit_rows()
        self.levels[level].setChecked(True)
        self.levels[level].setFocus()

    def _on_set(self) -> None:
        level, why = self._group.checkedId(), self.why.text().strip()
        self._store.submit(
            training_ops.set_training, self._task, self._assistant, level, why, pending=[self._task]
        )
        self.accept()
