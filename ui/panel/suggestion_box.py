"""What the answers say, in words; the points are a tooltip."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.triage import lean, nudge
from models.triage_ops import Triage
from ui.panel.style import RADIUS, sized, tint
from ui.plain import PlainLabel, tooltip
from ui.theme import blend, colours
from ui.triage_words import capital, headline, points_text, reason_lines, reason_points
from ui.wording import sentence_text

MOST = 4


class SuggestionBox(QWidget):
    """A tinted box: the suggestion, its strongest reasons, how often the owner agreed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = "undecided"
        self.headline = PlainLabel()
        self.headline.setWordWrap(True)
        self._reasons = [_Reason() for _ in range(MOST)]
        self.hint = PlainLabel()
        self.hint.setWordWrap(True)
        self.agreement = PlainLabel()
        self.agreement.setWordWrap(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 8, 10, 8)
        rows.setSpacing(2)
        for part in (self.headline, *self._reasons, self.hint, self.agreement):
            rows.addWidget(part)
        self.restyle()

    @property
    def reasons(self) -> list[str]:
        """The reasons shown."""
        return [line.text for line in self._reasons if not line.isHidden()]

    @property
    def points(self) -> list[str]:
        """The signed points beside the reasons."""
        return [line.points for line in self._reasons if not line.isHidden()]

    def show_triage(self, triage: Triage, hours: str, agreement: str) -> None:
        """Show what is suggested; `hours`: how the task's hours a week are worded."""
        verdict = triage.suggestion.verdict
        is_open = verdict == "undecided"
        leaning = lean(triage.answers, triage.gates) if is_open else None
        self._verdict = verdict if not is_open else leaning or "undecided"
        self.headline.setText(headline(triage.suggestion, triage.answers, triage.gates))
        lines = reason_lines(triage.suggestion, hours)
        points = reason_points(triage.suggestion)
        for place, line in enumerate(self._reasons):
            line.show_text(*((lines[place], points[place]) if place < len(lines) else ("", "")))
        about_gate = nudge(triage.suggestion)
        self.hint.setText(
            self.tr("A suggestion needs the first two answers and any three more.")
            if is_open
            else capital(sentence_text(about_gate))
            if about_gate is not None
            else ""
        )
        self.hint.setVisible(bool(self.hint.text()))
        self.agreement.setText(agreement)
        self.agreement.setVisible(bool(agreement))
        told = points_text(triage.suggestion, hours)
        self.setToolTip(tooltip(told))
        self.setAccessibleName(". ".join([self.headline.text(), *lines]))
        self.setAccessibleDescription(told)
        self.restyle()

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        self.headline.setFont(sized(self.font(), 1.0, QFont.Weight.DemiBold))
        for label in (self.hint, self.agreement):
            label.setFont(sized(self.font(), 0.92))
            tint(label, now.muted)
        tint(self.headline, now.text)
        for line in self._reasons:
            line.restyle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = colours()
        colour = {"core": now.core, "delegable": now.delegable, "split": now.delegable}.get(
            self._verdict, now.wait
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(blend(colour, now.panel, 0.3), 1))
        painter.setBrush(blend(colour, now.panel, 0.1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS + 1, RADIUS + 1)


class _Reason(QWidget):
    """A bullet, a line, and its points."""

    def __init__(self) -> None:
        super().__init__()
        self._label = PlainLabel()
        self._label.setWordWrap(True)
        self._dot = PlainLabel("•")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self._points = PlainLabel()
        row.addWidget(self._points, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def text(self) -> str:
        """The words of the line."""
        return self._label.text()

    @property
    def points(self) -> str:
        """The signed points behind the line, "" for none."""
        return self._points.text()

    def show_text(self, text: str, points: str) -> None:
        """Show a reason; "" hides the line."""
        self._label.setText(text)
        self._points.setText(points)
        self.setVisible(bool(text))

    def restyle(self) -> None:
        """Take on the running colours."""
        tint(self._label, colours().text)
        tint(self._dot, colours().muted)
        self._points.setFont(sized(self.font(), 0.92, QFont.Weight.DemiBold))
        tint(self._points, colours().muted)
