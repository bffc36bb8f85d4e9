"""Ending an engagement: what there is to take back, and to whom the cards go."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from models.assistant_end import Ending, end_engagement, end_preview
from models.assistants import Assistant
from models.errors import BoardError
from ui.dialogs.settings.row import Line
from ui.dialogs.settings.rows import ChoiceBox
from ui.dialogs.sheet import Sheet, muted_label
from ui.pages.assistants.fields import DATE, typed_day
from ui.panel.style import tint
from ui.plain import PlainLabel, apart
from ui.store import Store
from ui.theme import colours
from ui.wording import day_year, sentence_text

MOST = 8


class EndSheet(Sheet):
    """Two questions: from which day on, and who takes the cards."""

    def __init__(
        self, store: Store, who: Assistant, people: Sequence[Assistant], today: dt.date, parent: QWidget
    ) -> None:
        super().__init__("", parent)
        self._store = store
        self._who = who
        self.setWindowTitle(self.tr("End the engagement"))
        self.heading.setText(self.tr("End the engagement of {name}").format(name=apart(who.name)))
        found = end_preview(store.board, who.id)
        for text in self._told(found):
            label = PlainLabel(text)
            label.setWordWrap(True)
            self.body.addWidget(label)
        self.day = Line(self.tr("Last day"), DATE)
        self.day.take_stored(day_year(today))
        self.to = ChoiceBox(self.tr("Who takes the cards"), [("", self.tr("back to To set up"))])
        names = {one.id: one.name for one in people if one.ended is None and one.id != who.id}
        for key in (*found.deputies, *(key for key in names if key not in found.deputies)):
            if key in names:
                backup = self.tr("{name}, their back-up").format(name=names[key])
                self.to.addItem(backup if key in found.deputies else names[key], str(key))
        if found.deputies:
            self.to.show_value(str(found.deputies[0]))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(2, 1)
        for row, (text, field) in enumerate(
            ((self.tr("Last day"), self.day), (self.tr("Their cards go"), self.to))
        ):
            label = PlainLabel(text)
            label.setVisible(field is self.day or bool(found.cards))
            field.setVisible(field is self.day or bool(found.cards))
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.body.addLayout(grid)
        self.body.addWidget(
            muted_label(self.tr("One step, which undo takes back. What was sent stays sent."))
        )
        self.fault = PlainLabel()
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.add_cancel()
        self.add_button(self.tr("End it"), self._on_end, is_main=True)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)

    def _told(self, found: Ending) -> list[str]:
        waiting = [card for card in found.cards if card.kind == "review"]
        told = []
        if found.cards:
            told.append(
                self._list(
                    self.tr("%n card(s) to take back", "", len(found.cards)), [c.title for c in found.cards]
                )
            )
        else:
            told.append(self.tr("Nothing is in their hands."))
        if waiting:
            told.append(
                self.tr(
                    "Delivered, not looked at yet: {count}. Look first, or it comes back as it is."
                ).format(count=len(waiting))
            )
        if found.accesses:
            tools = [f"{one.tool} ({one.role})" if one.role else one.tool for one in found.accesses]
            told.append(self._list(self.tr("%n access(es) to revoke", "", len(tools)), tools))
        if found.briefs:
            told.append(
                self._list(
                    self.tr("%n brief(s) that they have", "", len(found.briefs)),
                    [b.title for b in found.briefs],
                )
            )
        return told

    def _list(self, what: str, names: list[str]) -> str:
        more = self.tr(" and %n more", "", len(names) - MOST) if len(names) > MOST else ""
        return f"{what}: {', '.join(names[:MOST])}{more}"

    def _on_end(self) -> None:
        day = typed_day(self.day.text())
        if not isinstance(day, dt.date):
            self._say(self.tr("“{text}” is no date.").format(text=self.day.text()))
            return
        deputy = str(self.to.currentData() or "")
        ticket = self._store.submit(end_engagement, self._who.id, day, int(deputy) if deputy else None)
        ticket.done.connect(self._on_done)

    def _on_done(self, error: object) -> None:
        if isinstance(error, BoardError):
            self._say(sentence_text(error.sentence))
        elif error is None:
            self.accept()

    def _say(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(True)
        tint(self.fault, colours().warn)
