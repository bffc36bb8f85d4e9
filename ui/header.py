"""The line at the top: menus, quick add, search, undo, export, and the hours that are given away."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from models.cards import Totals
from models.stages import Stage
from ui import theme
from ui.actions import Actions
from ui.plain import PlainLabel, tooltip
from ui.quick_add import QuickAddLine
from ui.search_line import SearchLine
from ui.wording import hours_number

# What quick add and search need at least, together, in letters.
SHORTEST_LINES = 44
NARROWEST = 420
GIVEN = ("training", "handed_over", "review")


class Header(QWidget):
    """Assembled from parts that are handed in; knows nothing of the board but the figures to show."""

    def __init__(
        self, actions: Actions, quick_add: QuickAddLine, search: SearchLine, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar = QMenuBar(self)
        self._bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        actions.fill(self._bar)
        self.undo = self._button(actions, "edit.undo")
        self.export = self._button(actions, "file.export_all")
        self.export.setText(self.tr("Export"))
        self.export.setAccessibleName(self.tr("Export all cards as CSV"))
        self.hero = PlainLabel()
        self.hero.setObjectName("hero")
        self.under = PlainLabel()
        self.under.setObjectName("muted")
        for label in (self.hero, self.under):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addStretch()
        figures.addWidget(self.hero)
        figures.addWidget(self.under)
        figures.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 8, 14, 8)
        line.setSpacing(10)
        line.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(quick_add, 5)
        line.addWidget(search, 3)
        line.addWidget(self.undo)
        line.addWidget(self.export)
        line.addLayout(figures)
        # Below what the words need: `_fit` takes them away.
        self.setMinimumWidth(NARROWEST)

    def show_figures(self, stages: list[Stage], totals: dict[int, Totals]) -> None:
        """What is given away, and what could be: sums of the cards' own estimates."""
        given = [totals[stage.id] for stage in stages if stage.kind in GIVEN and stage.id in totals]
        waiting = [totals[stage.id] for stage in stages if stage.kind == "setup" and stage.id in totals]
        count = sum(part.count for part in given)
        hours = hours_number(sum(part.seconds_per_week for part in given))
        more = sum(part.seconds_per_week for part in waiting)
        self.hero.setText(self.tr("%n task(s) given away", "", count) if count else "")
        texts = []
        if count and hours != "0":
            texts.append(self.tr("about {hours} h a week").format(hours=hours))
        if more:
            words = (
                self.tr("about {hours} h more to give")
                if count
                else self.tr("about {hours} h a week to give away")
            )
            texts.append(words.format(hours=hours_number(more)))
        self.under.setText(" · ".join(texts))
        self.under.setToolTip(tooltip(self.under.text()))
        self.hero.setToolTip(
            tooltip("\n".join(text for text in (self.hero.text(), self.under.text()) if text))
        )
        self._fit()

    def _fit(self) -> None:
        """Where room is short, words go before controls: first those of the buttons, then the figures."""
        letter = self.fontMetrics().averageCharWidth()
        spare = self.width() - self._bar.sizeHint().width() - letter * SHORTEST_LINES - 22 - 10 * 5
        buttons = (self.undo, self.export)
        worded, bare = (Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly)
        hero, under = self.hero.sizeHint().width(), self.under.sizeHint().width()
        for style, shows_hero, shows_under in (
            (worded, True, True),
            (bare, True, True),
            (bare, True, False),
            (bare, False, False),
        ):
            for button in buttons:
                button.setToolButtonStyle(style)
            needed = sum(button.sizeHint().width() for button in buttons)
            needed += max(hero if shows_hero else 0, under if shows_under else 0)
            if needed <= spare:
                break
        self.hero.setVisible(shows_hero and bool(self.hero.text()))
        self.under.setVisible(shows_under and bool(self.under.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _button(self, actions: Actions, name: str) -> QToolButton:
        button = QToolButton(self)
        action = actions[name]
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(action.text())
        button.setIconSize(QSize(theme.scaled(16), theme.scaled(16)))
        return button
