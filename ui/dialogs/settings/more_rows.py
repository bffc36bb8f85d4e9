"""Rows that are no single setting: the specialisation, the weights of the questions, light or dark."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy

from models.settings import Settings
from models.triage import ORDER, WEIGHTS
from ui.dialogs.settings.row import Line, Row
from ui.dialogs.settings.rows import ChoiceBox
from ui.panel.growing_text import GrowingText
from ui.plain import PlainLabel
from ui.triage_words import QUESTIONS


class SpecialisationRow(Row):
    """What customers choose the company for. specialised(str): the owner wrote it."""

    specialised = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("What customers choose you for")
        self.label.setText(self.name)
        self._stored = ""
        self.field = GrowingText(one_line=True, lines=2)
        self.field.setAccessibleName(self.name)
        self.field.setPlaceholderText(self.tr("One or two sentences"))
        self.field.setMaximumWidth(self.field.fontMetrics().averageCharWidth() * 38 + 18)
        self.side.insertWidget(0, self.field)
        self.say_aside(self.tr("It heads the Core column, and every task is weighed against it."))
        self.field.left.connect(self._on_left)
        self.field.entered.connect(self._on_left)
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        """The sentence is the board's own: see `show_text`."""

    def show_text(self, text: str) -> None:
        """Show what is stored, unless somebody is typing here."""
        if self.field.hasFocus() and self._typed() != self._stored:
            return
        self._stored = text
        if self.field.toPlainText() != text:
            self.field.show_text(text)

    def flush(self) -> None:
        """Save what is half typed."""
        self._on_left()

    def _typed(self) -> str:
        return " ".join(self.field.toPlainText().split())

    def _on_left(self) -> None:
        if self._typed() != self._stored:
            self._stored = self._typed()
            self.specialised.emit(self._stored)


class WeightsRow(Row):
    """Seven whole numbers that make a hundred; they are stored together, once they do."""

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("How much each question weighs")
        self.label.setText(self.name)
        self.fields: dict[str, Line] = {}
        texts = {question.key: question.text() for question in QUESTIONS}
        texts["V"] = self.tr("How much of your week does it take?")
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.side.insertLayout(0, grid)
        for place, letter in enumerate(ORDER):
            field = self.fields[letter] = Line(texts[letter], 4)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            field.setPlaceholderText(str(WEIGHTS[letter]))
            field.left.connect(lambda _text: self._on_left())
            field.reverted.connect(lambda: self.say_fault(""))
            label = PlainLabel(texts[letter])
            label.setBuddy(field)
            label.setWordWrap(True)
            grid.addWidget(field, place, 0)
            grid.addWidget(label, place, 1)
        self.reset = QPushButton(self.tr("Back to the usual weights"))
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(lambda: self.give({"sort.weights": None}))
        self.add(self.reset)
        self.setFocusProxy(self.fields["S"])

    def show_settings(self, settings: Settings) -> None:
        if self._is_faulty:
            return
        for letter, weight in settings.weights().items():
            self.fields[letter].show_stored(str(weight))
        self.reset.setVisible(settings.is_set("sort.weights"))

    def _on_left(self) -> None:
        weights = {}
        for letter, field in self.fields.items():
            text = field.text().strip() or str(WEIGHTS[letter])
            if not text.isascii() or not text.isdigit() or len(text) > 3:
                self.say_fault(self.tr("“{text}” is no whole number of points.").format(text=text))
                return
            weights[letter] = int(text)
        if (sum_ := sum(weights.values())) != 100:
            self.say_fault(self.tr("These are {sum} points: together they must make 100.").format(sum=sum_))
            return
        for letter, field in self.fields.items():
            field.take_stored(str(weights[letter]))
        self.give({"sort.weights": weights})


class ThemeRow(Row):
    """Light or dark: this computer's matter, so that no undo reaches it. theme_chosen(str)."""

    theme_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("Light or dark")
        self.label.setText(self.name)
        choices = [
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ]
        self.field = ChoiceBox(self.name, choices)
        self.field.chosen.connect(self.theme_chosen)
        self.add(self.field)
        self.say_aside(self.tr("For all boards on this computer."))
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        """No setting of the board: see `show_theme`."""

    def show_theme(self, name: str) -> None:
        """Show the scheme that was wished for."""
        self.field.show_value(name)
