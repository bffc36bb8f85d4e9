"""The rights a task needs in tools: role, how they are granted, from when to when. Never a secret."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models import access
from models.briefs import AccessLine
from models.uid import new_uid
from ui.panel.add_line import AddLine
from ui.panel.brief_fields import BriefText, DayField
from ui.panel.focus_chain import anchor
from ui.panel.style import PAD, sized, tint
from ui.panel.writer import Writer
from ui.plain import PlainLabel, apart
from ui.store import Ticket
from ui.theme import colours, icon


class AccessList(QWidget):
    """One block a tool, and a line to add the next."""

    def __init__(self, writer: Writer, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writer, self._today = writer, today
        self._task = 0
        self.rows: list[AccessRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._before_rows = anchor(self)
        self.add_line = AddLine(self.tr("Add a tool they need access to"), self)
        self.add_line.typed.connect(self._on_typed)
        self.rule = PlainLabel()
        self.rule.setWordWrap(True)
        self.rule.setContentsMargins(PAD + 3, 0, PAD, 2)
        self._column.addWidget(self.add_line)
        self._column.addWidget(self.rule)
        self.say("")
        self.restyle()

    def load(self, task: int, lines: Sequence[AccessLine]) -> None:
        """Show the access of another card."""
        self._task = task
        self.add_line.begin()
        for row in self.rows:
            self._drop(row)
        self.rows = []
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[AccessLine]) -> None:
        """Show what is stored; what is being typed stays."""
        known = {row.access: row for row in self.rows}
        wanted = {line.id for line in lines}
        for row in self.rows:
            if row.access not in wanted:
                self._drop(row)
        self.rows = []
        for place, line in enumerate(lines):
            row = known.get(line.id) or self._make(line)
            row.show_line(line)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            self.rows.append(row)
        before: QWidget = self._before_rows
        for row in self.rows:
            for field in row.fields:
                QWidget.setTabOrder(before, field)
                before = field
        QWidget.setTabOrder(before, self.add_line)

    def say(self, hint: str) -> None:
        """A hint before the rule that always stands here."""
        rule = self.tr("Share access, never a password: a named account, delegation, or a vault share.")
        self.rule.setText(f"{hint} {rule}" if hint else rule)

    def flush(self) -> None:
        """Save whatever is half typed."""
        for row in self.rows:
            row.flush()
        self.add_line.take()

    def restyle(self) -> None:
        """Take on the running colours."""
        self.rule.setFont(sized(self.font(), 0.9))
        tint(self.rule, colours().muted)
        for row in self.rows:
            row.restyle()

    def _make(self, line: AccessLine) -> "AccessRow":
        row = AccessRow(line, lambda fields, visit: self._edit(line.id, fields, visit), self._today, self)
        row.cross.clicked.connect(lambda: self._writer.send(access.delete_access, line.id))
        for field in (row.tool, row.role, row.grant):
            field.draft.settled.connect(self._writer.settled)
        for day in (row.granted, row.revoke, row.revoked):
            day.settled.connect(self._writer.settled)
        return row

    def _edit(self, key: int, fields: dict[str, Any], visit: str) -> Ticket:
        return self._writer.send(access.edit_access, key, visit=visit, **fields)

    def _drop(self, row: "AccessRow") -> None:
        had_focus = row.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        if had_focus and self.isVisible():
            self.add_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, lines: list[str]) -> None:
        for line in lines:
            ticket = self._writer.send(access.add_access, self._task, line, new_uid())
            self.add_line.await_answer(line, ticket)


class AccessRow(QWidget):
    """A tool, the role in it, how it is granted, and the days; all fields flat until touched."""

    def __init__(
        self,
        line: AccessLine,
        submit: Callable[[dict[str, Any], str], Ticket],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.access = line.id
        self._submit = submit
        self.tool = self._text(self.tr("Tool"), "tool")
        self.role = self._text(self.tr("Role"), "role")
        self.grant = self._text(self.tr("Granted by"), "grant")
        self.role.show_grey(self.tr("which role"))
        self.grant.show_grey(self.tr("granted how, and by whom"))
        self.granted = DayField(
            self.tr("Granted on"), lambda day, visit: submit({"granted": day}, visit), today
        )
        self.revoke = DayField(
            self.tr("To revoke on"), lambda day, visit: submit({"revoke_on": day}, visit), today
        )
        self.revoked = DayField(
            self.tr("Revoked on"), lambda day, visit: submit({"revoked": day}, visit), today
        )
        self.granted.setPlaceholderText(self.tr("not granted"))
        self.revoke.setPlaceholderText(self.tr("no end"))
        self.revoked.setPlaceholderText(self.tr("not revoked"))
        self.whose = PlainLabel()
        self.whose.setContentsMargins(PAD, 2, PAD, 0)
        self.cross = QToolButton()
        self.cross.setIcon(icon("x", lambda: colours().muted))
        self.cross.setIconSize(QSize(12, 12))
        self.cross.setToolTip(self.tr("No access to this needed"))
        self.fault = PlainLabel()
        self.fault.setWordWrap(True)
        self.fault.setContentsMargins(PAD, 0, PAD, 0)
        self.fault.hide()
        for day in self._days:
            day.hinted.connect(self._on_hinted)
        self._lay_out()
        for field, text in (
            (self.tool, line.tool),
            (self.role, line.role),
            (self.grant, line.grant),
        ):
            field.load(text)
        self.granted.load_day(line.granted)
        self.revoke.load_day(line.revoke_on)
        self.revoked.load_day(line.revoked)

    @property
    def _days(self) -> tuple[DayField, ...]:
        return self.granted, self.revoke, self.revoked

    @property
    def fields(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.tool, self.role, self.cross, self.grant, *self._days]

    def show_line(self, line: AccessLine) -> None:
        """Show what is stored, unless somebody types here."""
        self.tool.refresh(line.tool)
        self.role.refresh(line.role)
        self.grant.refresh(line.grant)
        self.granted.refresh_day(line.granted)
        self.revoke.refresh_day(line.revoke_on)
        self.revoked.refresh_day(line.revoked)
        # Only what was granted can be taken away again.
        self.revoked.setVisible(line.granted is not None or line.revoked is not None)
        self.whose.setText(self.tr("Of {who}").format(who=apart(line.holder)) if line.holder else "")
        self.whose.setVisible(bool(line.holder))
        self.setAccessibleName(line.tool)
        self.cross.setAccessibleName(self.tr("Delete the access to {tool}").format(tool=line.tool))

    def flush(self) -> None:
        """Save whatever is half typed."""
        for field in (self.tool, self.role, self.grant):
            field.flush()
        for day in self._days:
            day.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        tint(self.fault, colours().warn)
        tint(self.whose, colours().muted)

    def _text(self, name: str, field: str) -> BriefText:
        return BriefText(name, lambda text, visit: self._submit({field: text}, visit), self)

    def _on_hinted(self, text: str, is_wrong: bool) -> None:
        self.fault.setText(text if is_wrong else "")
        self.fault.setVisible(is_wrong and bool(text))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.tool, 1)
        top.addWidget(self.role, 1)
        top.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        days = QHBoxLayout()
        days.setSpacing(0)
        days.addWidget(self.granted, 1)
        days.addWidget(self.revoke, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4, 0, 0, 4)
        rows.setSpacing(0)
        rows.addWidget(self.whose)
        rows.addLayout(top)
        rows.addWidget(self.grant)
        rows.addLayout(days)
        rows.addWidget(self.revoked)
        rows.addWidget(self.fault)
        self.restyle()
