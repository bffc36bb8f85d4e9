"""What the answers say so far: the suggestion with its reasons, and what handing over would win."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.triage import nudge, reasons
from models.worth import TaskWorth
from ui import theme
from ui.money_words import money_text
from ui.pages.sort import words
from ui.pages.sort.in_play import InPlay
from ui.plain import tooltip
from ui.triage_words import headline, points_text, signed
from ui.wording import minutes_text, sentence_text

PAD = 14
LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A reason, and its points where it has any."""

    text: str
    points: str


class VerdictBox(QWidget):
    """Always as high as its fullest state, so that nothing below it moves while keys are pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = ""
        self._lines: list[Line] = []
        self._right: list[tuple[str, str]] = []
        self._verdict = "undecided"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def heading(self) -> str:
        """The suggestion or lean in one line."""
        return self._heading

    @property
    def lines(self) -> list[str]:
        """The reasons with their points, as shown."""
        return [f"{line.text} {line.points}".strip() for line in self._lines]

    @property
    def figures(self) -> list[str]:
        """What handing over would win, as shown."""
        return [text for text, _ in self._right]

    def show_play(self, play: InPlay, found: TaskWorth | None, currency: str) -> None:
        """Show what is known of the task on the table."""
        suggestion = play.suggestion
        hours = minutes_text(None if play.minutes is None else round(play.minutes * 60))
        self._verdict = play.taken_by_enter or "undecided"
        self._heading = headline(suggestion, play.all_answers, frozenset(play.gates))
        if play.is_untouched:
            self._heading = self.tr("Answer with 0 to 4, or decide at once")
        told = [] if play.is_untouched else reasons(suggestion, hours)
        self._lines = [
            Line(sentence_text(one.sentence), "" if one.points is None else signed(one.points))
            for one in told
        ]
        hint = nudge(suggestion)
        if hint is not None:
            self._right = [(sentence_text(hint), "muted")]
        else:
            self._right = [] if self._verdict == "core" or found is None else self._figures(found, currency)
        tip = points_text(suggestion, hours) if told else ""
        self.setToolTip(tooltip(tip))
        self.setAccessibleName(". ".join([self._heading, *self.lines, *self.figures]))
        self.setAccessibleDescription(tip)
        self.update()

    def _figures(self, found: TaskWorth, currency: str) -> list[tuple[str, str]]:
        """Hours first, money second; negatives plainly."""
        value = found.worth
        if found.runs_per_week is None:
            return [(words.once_text(value.won), "ok" if value.won > 0 else "warn")]
        told = [(words.won_text(value.won, found.estimate), "ok" if value.won > 0 else "warn")]
        if found.warning is not None:
            told.append((sentence_text(found.warning), "warn"))
        elif value.even_time is not None:
            told.append((words.weeks_text(value.even_time), "muted"))
        if value.net is not None:
            amount = self.tr("{amount} a week").format(amount=money_text(value.net, currency))
            told.append((amount, "warn" if value.net < 0 else "muted"))
        return told

    def sizeHint(self) -> QSize:
        return QSize(360, 2 * PAD + (LINES + 1) * self._line_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 2 * PAD - 6 + LINES * self._line_height())

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 2

    def _tone(self) -> QColor:
        c = theme.colours()
        return {"core": c.core, "delegable": c.delegable, "split": c.delegable}.get(self._verdict, c.wait)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(self._tone(), c.panel, 0.14 if c.is_dark else 0.09))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        inside = QRectF(self.rect()).adjusted(PAD, PAD - 2, -PAD, -PAD + 2)
        wide = self._paint_figures(painter, inside)
        room = inside.width() - wide - (18 if wide else 0)
        self._paint_reasons(painter, QRectF(inside.x(), inside.y(), room, inside.height()))

    def _paint_reasons(self, painter: QPainter, place: QRectF) -> None:
        c = theme.colours()
        step = self._line_height()
        painter.setFont(theme.font(1.04, QFont.Weight.DemiBold))
        painter.setPen(c.muted if self._verdict == "undecided" else c.text)
        self._paint_line(painter, place.x(), place.y(), place.width(), self._heading)
        most = max(0, int((place.height() + PAD / 2) // step) - 1)  # rather a narrow margin than no reason
        for number, line in enumerate(self._lines[:most], 1):
            y = place.y() + number * step + 2
            painter.setFont(theme.font(1.0))
            painter.setPen(c.text)
            points = painter.fontMetrics().horizontalAdvance(line.points) + 16 if line.points else 0
            used = self._paint_line(painter, place.x() + 14, y, place.width() - 14 - points, line.text)
            painter.setBrush(c.muted)
            painter.setPen(Qt.PenStyle.NoPen)
            size = step * 0.22
            painter.drawEllipse(QRectF(place.x() + 2, y + (step - size) / 2, size, size))
            painter.setPen(c.muted)
            painter.setFont(theme.font(0.93, QFont.Weight.DemiBold))
            self._paint_line(painter, place.x() + 14 + used + 7, y, points, line.points)

    def _paint_figures(self, painter: QPainter, inside: QRectF) -> float:
        """The right side; returns how wide it is."""
        if not self._right:
            return 0
        c = theme.colours()
        colours = {"ok": c.ok, "warn": c.warn, "muted": c.muted}
        step = self._line_height()
        bold, plain = theme.font(1.0, QFont.Weight.DemiBold), theme.font(1.0)
        widest = 0.0
        lines: list[tuple[str, str, QFont]] = []
        most = inside.width() * 0.42
        for number, (text, tone) in enumerate(self._right):
            font = bold if number == 0 else plain
            painter.setFont(font)
            for part in _in_two(text, painter, most):
                lines.append((part, tone, font))
                widest = max(widest, min(most, painter.fontMetrics().horizontalAdvance(part) + 1))
        for number, (text, tone, font) in enumerate(lines[: max(1, int(inside.height() // step))]):
            painter.setFont(font)
            painter.setPen(colours[tone])
            y = inside.y() + number * step
            place = QRectF(inside.right() - widest, y, widest, step)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(widest) + 1)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        return widest

    def _paint_line(self, painter: QPainter, x: float, y: float, room: float, text: str) -> float:
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        wide = metrics.horizontalAdvance(shown)
        place = QRectF(x, y, max(room, wide), self._line_height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return wide


def _in_two(text: str, painter: QPainter, room: float) -> list[str]:
    """A text that is too wide breaks once, at the space nearest its middle."""
    if painter.fontMetrics().horizontalAdvance(text) <= room or " " not in text:
        return [text]
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    at = min(spaces, key=lambda place: abs(place - len(text) // 2))
    return [text[:at], text[at + 1 :]]
