"""The line at the top: menus, quick add, search, undo, export, and the hours that are given away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenuBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.cards import Totals
from models.stages import Stage
from ui import theme
from ui.actions import Actions
from ui.plain import PlainButton, PlainLabel, tooltip
from ui.quick_add import QuickAddLine
from ui.search_line import SearchLine
from ui.wording import hours_number

if TYPE_CHECKING:
    from models.ledger import Hours

# What quick add and search need at least, together, in letters.
SHORTEST_LINES = 44
NARROWEST = 420
GIVEN = ("training", "handed_over", "review")


class HoursFigure(PlainButton):
    """The hours that were won back, or could be: one line large, one small. A click asks for what lies
    behind them.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hero, self.under = PlainLabel(), PlainLabel()
        self.hero.setObjectName("hero")
        self.under.setObjectName("muted")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 3, 8, 3)
        rows.setSpacing(0)
        for label in (self.hero, self.under):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            rows.addWidget(label)
        # From the longest to the shortest; the first that there is room for is shown.
        self._unders = [""]

    def show_words(self, hero: str, unders: Sequence[str], *, is_loss: bool = False, tip: str = "") -> None:
        """`unders`: what the small line says, and shorter ways to say it. `tip`: more of it."""
        self.hero.setText(hero)
        self._unders = list(unders) or [""]
        self.under.setText(self._unders[0])
        # The style sheet colours by name.
        name = "loss" if is_loss else "hero"
        if self.hero.objectName() != name:
            self.hero.setObjectName(name)
            self.hero.style().polish(self.hero)
        words = [text for text in (hero, self._unders[0], tip) if text]
        for part in (self, self.hero, self.under):
            part.setToolTip(tooltip("\n".join(words)))
        self.setAccessibleName(", ".join(words[:2]).replace(" · ", ", "))

    def fit(self, room: int) -> bool:
        """Show as much as there is room for; False if not even the large line fits."""
        room -= 16
        fits = [text for text in self._unders if self.under.fontMetrics().horizontalAdvance(text) <= room]
        self.under.setText(fits[0] if fits else "")
        has_hero = bool(self.hero.text()) and self.hero.sizeHint().width() <= room
        self.hero.setVisible(has_hero)
        self.under.setVisible(bool(self.under.text()) and (has_hero or not self.hero.text()))
        self.setVisible(has_hero or bool(not self.hero.text() and self.under.text()))
        return bool(fits) and (has_hero or not self.hero.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not (self.underMouse() or self.hasFocus()):
            return
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(c.sel if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(c.chip if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Header(QWidget):
    """Assembled from parts that are handed in; knows nothing of the board but the figures to show.

    hours_wanted(): what lies behind the figure. line_wanted(): the week in one line, to be copied.
    """

    hours_wanted = Signal()
    line_wanted = Signal()

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
        self.hours = HoursFigure(self)
        self.hero, self.under = self.hours.hero, self.hours.under
        self.hours.clicked.connect(self.hours_wanted)
        self.copy: QToolButton | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 8, 14, 8)
        line.setSpacing(10)
        line.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(quick_add, 5)
        line.addWidget(search, 3)
        line.addWidget(self.undo)
        line.addWidget(self.export)
        line.addWidget(self.hours)
        self._line = line
        # Below what the words need: `_fit` takes them away.
        self.setMinimumWidth(NARROWEST)

    def show_figures(self, stages: list[Stage], totals: dict[int, Totals]) -> None:
        """What is given away, and what could be: sums of the cards' own estimates."""
        given = [totals[stage.id] for stage in stages if stage.kind in GIVEN and stage.id in totals]
        waiting = [totals[stage.id] for stage in stages if stage.kind == "setup" and stage.id in totals]
        count = sum(part.count for part in given)
        hours = hours_number(sum(part.seconds_per_week for part in given))
        more = sum(part.seconds_per_week for part in waiting)
        texts = []
        if count and hours != "0":
            texts.append(self.tr("about {hours} h a week once running").format(hours=hours))
        if more:
            words = (
                self.tr("about {hours} h more to give")
                if count
                else self.tr("about {hours} h a week to give away")
            )
            texts.append(words.format(hours=hours_number(more)))
        hero = self.tr("%n task(s) given away", "", count) if count else ""
        self.hours.show_words(hero, [" · ".join(texts[:most]) for most in range(len(texts), 0, -1)])
        self._show_copy(False)
        self._fit()

    def show_hours(self, hours: "Hours") -> None:
        """What was won back, measured."""
        from ui import ledger_words

        self.hours.show_words(
            ledger_words.hero_text(hours),
            ledger_words.unders(hours),
            is_loss=ledger_words.shown_seconds(hours) < 0,
            tip=ledger_words.tip(hours),
        )
        self._show_copy(hours.is_friday)
        self._fit()

    def _fit(self) -> None:
        """Where room is short, words go before controls: first those of the buttons, then the figures."""
        letter = self.fontMetrics().averageCharWidth()
        spare = self.width() - self._bar.sizeHint().width() - letter * SHORTEST_LINES - 22 - 10 * 5
        spare -= (
            self.copy.sizeHint().width() + 10 if self.copy is not None and not self.copy.isHidden() else 0
        )
        buttons = (self.undo, self.export)
        for style in (Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly):
            for button in buttons:
                button.setToolButtonStyle(style)
            if self.hours.fit(spare - sum(button.sizeHint().width() for button in buttons)):
                break

    def _show_copy(self, is_shown: bool) -> None:
        """On Fridays the week can be told in one line."""
        if is_shown and self.copy is None:
            self.copy = button = QToolButton(self)
            button.setIcon(theme.icon("copy"))
            button.setIconSize(QSize(theme.scaled(16), theme.scaled(16)))
            button.setAccessibleName(self.tr("Copy the week in one line"))
            button.setToolTip(tooltip(button.accessibleName()))
            button.clicked.connect(self.line_wanted)
            self._line.addWidget(button)
        if self.copy is not None:
            self.copy.setVisible(is_shown)

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
