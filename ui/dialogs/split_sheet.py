"""One card becomes two: my part and the part to give, with titles that can be changed first."""

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from models import triage_ops
from models.cards import read_cards
from models.triage_ops import split_titles
from models.uid import new_uid
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import PlainLabel
from ui.store import Store
from ui.wording import kind_name, sentence_text


class SplitSheet(Sheet):
    """Opens on a card that exists; Enter makes both, Escape leaves it as it is."""

    def __init__(self, store: Store, task: int, parent: QWidget) -> None:
        super().__init__(self.tr("Two cards instead of one"), parent)
        self._store, self._task = store, task
        card = read_cards(store.board, [task]).get(task)
        mine, give = split_titles(card.title if card else "", sentence_text)
        self.mine, self.give = QLineEdit(mine), QLineEdit(give)
        grid = QGridLayout()
        for row, (kind, line, name) in enumerate(
            (
                ("core", self.mine, self.tr("My part, goes to Core")),
                ("setup", self.give, self.tr("The part to give, goes to To set up")),
            )
        ):
            line.setAccessibleName(name)
            line.setMaxLength(500)
            line.textChanged.connect(self._on_typed)
            grid.addWidget(PlainLabel(kind_name(kind)), row, 0)
            grid.addWidget(line, row, 1)
        self.body.addLayout(grid)
        about = self.tr("Notes, tags and due date go to both; steps and minutes to the part to give.")
        self.body.addWidget(muted_label(about))
        self.add_cancel()
        self.make = self.add_button(self.tr("Make both"), self._on_make, is_main=True)
        self.setMinimumWidth(440)
        self.mine.setFocus()
        self.mine.end(False)

    def _on_typed(self) -> None:
        self.make.setEnabled(bool(self.mine.text().strip() and self.give.text().strip()))

    def _on_make(self) -> None:
        titles = (self.mine.text().strip(), self.give.text().strip())
        self._store.submit(triage_ops.split, self._task, *titles, [new_uid()])
        self.accept()
