"""Every action of the window in one table: text, keys, icon, menu.

What they do are methods named like them: `edit.undo` is the method `undo` of the object that the window
registers as `edit`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from models.words import QT_TRANSLATE_NOOP
from ui import theme

CONTEXT = "Actions"


class Spec(NamedTuple):
    """One action. The first of `keys` is shown; with `board_only` the board itself answers to them."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    writes: bool = False
    board_only: bool = False
    # One of several of which exactly one is on: they share this name, and the one that is on is ticked
    choice: str = ""


SEPARATOR = None

MENUS: tuple[tuple[str, tuple[Spec | None, ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("Actions", "&File"),
        (
            Spec("file.new", QT_TRANSLATE_NOOP("Actions", "New board…"), ("Ctrl+Shift+N",), "file-plus"),
            Spec("file.open", QT_TRANSLATE_NOOP("Actions", "Open board…"), ("Ctrl+O",), "folder-open"),
            Spec("file.recent", QT_TRANSLATE_NOOP("Actions", "Open recent")),
            SEPARATOR,
            Spec("file.save_copy", QT_TRANSLATE_NOOP("Actions", "Save a copy…"), ("Ctrl+Shift+S",), "save"),
            Spec("file.backups", QT_TRANSLATE_NOOP("Actions", "Backups…"), (), "archive-restore"),
            Spec("file.show_in_folder", QT_TRANSLATE_NOOP("Actions", "Show in folder"), (), "external-link"),
            SEPARATOR,
            Spec("file.import_file", QT_TRANSLATE_NOOP("Actions", "Import…"), ("Ctrl+I",), "download", True),
            Spec(
                "file.export_all",
                QT_TRANSLATE_NOOP("Actions", "Export all cards as CSV…"),
                ("Ctrl+E",),
                "sheet",
            ),
            Spec("file.export_assistants", QT_TRANSLATE_NOOP("Actions", "Export assistants as CSV…")),
            Spec("file.export_runs", QT_TRANSLATE_NOOP("Actions", "Export runs as CSV…")),
            Spec("file.export_found", QT_TRANSLATE_NOOP("Actions", "Export the cards found as CSV…")),
            SEPARATOR,
            Spec("file.close", QT_TRANSLATE_NOOP("Actions", "Close window"), ("Ctrl+W",), "x"),
            Spec("file.quit", QT_TRANSLATE_NOOP("Actions", "Quit"), ("Ctrl+Q",), "log-out"),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Edit"),
        (
            Spec("edit.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), ("Ctrl+Z",), "undo-2", True),
            Spec(
                "edit.redo", QT_TRANSLATE_NOOP("Actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", True
            ),
            SEPARATOR,
            Spec("card.cut", QT_TRANSLATE_NOOP("Actions", "Cut"), ("Ctrl+X",), "scissors", True),
            Spec("card.copy", QT_TRANSLATE_NOOP("Actions", "Copy"), ("Ctrl+C",), "copy"),
            Spec("card.paste", QT_TRANSLATE_NOOP("Actions", "Paste"), ("Ctrl+V",), "clipboard-paste", True),
            Spec("card.select_all", QT_TRANSLATE_NOOP("Actions", "Select all in column"), ("Ctrl+A",)),
            SEPARATOR,
            Spec("edit.find_cards", QT_TRANSLATE_NOOP("Actions", "Find"), ("Ctrl+F", "/"), "search"),
            SEPARATOR,
            Spec("view.settings", QT_TRANSLATE_NOOP("Actions", "Settings…"), ("Ctrl+,",), "settings"),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Card"),
        (
            Spec("card.add", QT_TRANSLATE_NOOP("Actions", "Add a card"), ("Ctrl+N",), "plus", True),
            Spec(
                "card.pick_common", QT_TRANSLATE_NOOP("Actions", "Pick common tasks…"), (), "list-plus", True
            ),
            Spec("card.paste_list", QT_TRANSLATE_NOOP("Actions", "Paste a list…"), (), "list-checks", True),
            SEPARATOR,
            Spec(
                "card.open",
                QT_TRANSLATE_NOOP("Actions", "Open card"),
                ("Return",),
                "panel-right",
                False,
                True,
            ),
            Spec("card.rename", QT_TRANSLATE_NOOP("Actions", "Rename"), ("F2",), "pencil", True, True),
            Spec(
                "card.change",
                QT_TRANSLATE_NOOP("Actions", "Change cards…"),
                ("Ctrl+B",),
                "square-check",
                True,
            ),
            Spec("card.send", QT_TRANSLATE_NOOP("Actions", "Send to column")),
            SEPARATOR,
            Spec("hand.give", QT_TRANSLATE_NOOP("Actions", "Hand over…"), ("Ctrl+H",), "hand-helping", True),
            Spec("hand.told", QT_TRANSLATE_NOOP("Actions", "Told already"), (), "check", True),
            Spec(
                "hand.delivered",
                QT_TRANSLATE_NOOP("Actions", "They say it’s done"),
                ("Ctrl+Return",),
                "circle-check-big",
                True,
            ),
            Spec(
                "hand.accept", QT_TRANSLATE_NOOP("Actions", "Accept"), ("Ctrl+Shift+Return",), "check", True
            ),
            Spec(
                "hand.fixed",
                QT_TRANSLATE_NOOP("Actions", "Accept after a fix…"),
                ("Ctrl+Shift+F",),
                "wrench",
                True,
            ),
            Spec(
                "hand.send_back",
                QT_TRANSLATE_NOOP("Actions", "Send back…"),
                ("Ctrl+Shift+B",),
                "undo-2",
                True,
            ),
            Spec(
                "hand.skip",
                QT_TRANSLATE_NOOP("Actions", "Not done this time"),
                ("Ctrl+Shift+K",),
                "x",
                True,
            ),
            Spec("hand.own_turn", QT_TRANSLATE_NOOP("Actions", "I’ll do this one"), (), "user", True),
            Spec("hand.take_back", QT_TRANSLATE_NOOP("Actions", "Take back"), (), "undo-2", True),
            SEPARATOR,
            Spec(
                "time.toggle", QT_TRANSLATE_NOOP("Actions", "Start or stop the timer"), ("T",), "timer", True
            ),
            Spec("time.log", QT_TRANSLATE_NOOP("Actions", "Log time…"), ("Ctrl+L",), "clock", True),
            Spec("card.end_series", QT_TRANSLATE_NOOP("Actions", "End the series"), (), "repeat", True),
            Spec(
                "card.bin", QT_TRANSLATE_NOOP("Actions", "Move to the bin"), ("Del",), "trash-2", True, True
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&View"),
        (
            Spec("view.today", QT_TRANSLATE_NOOP("Actions", "Today"), ("Alt+T",), "sun"),
            Spec("view.board", QT_TRANSLATE_NOOP("Actions", "Board"), ("Alt+1",), "square-kanban"),
            Spec("view.sort", QT_TRANSLATE_NOOP("Actions", "Sort"), ("Alt+2",), "list-checks"),
            Spec("view.assistants", QT_TRANSLATE_NOOP("Actions", "Assistants"), ("Alt+3",), "users"),
            Spec("view.ledger", QT_TRANSLATE_NOOP("Actions", "Hours won back"), ("Alt+9",), "history"),
            Spec("view.bin", QT_TRANSLATE_NOOP("Actions", "Bin"), ("Alt+0",), "trash-2"),
            Spec("view.panel", QT_TRANSLATE_NOOP("Actions", "Opened card"), ("F4",), "panel-right"),
            SEPARATOR,
            Spec(
                "view.new_assistant",
                QT_TRANSLATE_NOOP("Actions", "New assistant…"),
                ("Ctrl+Shift+A",),
                "user-plus",
                True,
            ),
            SEPARATOR,
            Spec(
                "view.specialisation",
                QT_TRANSLATE_NOOP("Actions", "What customers choose you for…"),
                (),
                "gem",
                True,
            ),
            SEPARATOR,
            Spec("time.audit", QT_TRANSLATE_NOOP("Actions", "One-week time audit…"), (), "clock", True),
            SEPARATOR,
            Spec("view.light", QT_TRANSLATE_NOOP("Actions", "Light"), choice="theme"),
            Spec("view.dark", QT_TRANSLATE_NOOP("Actions", "Dark"), choice="theme"),
            Spec("view.system", QT_TRANSLATE_NOOP("Actions", "Light or dark as the system"), choice="theme"),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Help"),
        (
            Spec("help.keys", QT_TRANSLATE_NOOP("Actions", "List of keys"), ("?", "F1"), "keyboard"),
            Spec("help.sample", QT_TRANSLATE_NOOP("Actions", "Look at a sample board"), (), "eye"),
            Spec("help.menu", QT_TRANSLATE_NOOP("Actions", "Put Delegation Board in my menu"), (), "house"),
            Spec("help.about", QT_TRANSLATE_NOOP("Actions", "About Delegation Board"), (), "info"),
        ),
    ),
)
# Keys of the board that are no actions of a menu.
BOARD_KEYS: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("Actions", "Go to another card or column"), "Up, Down, Left, Right"),
    (QT_TRANSLATE_NOOP("Actions", "Select several cards"), "Shift+Up, Shift+Down, Space"),
    (QT_TRANSLATE_NOOP("Actions", "Move the card"), "Ctrl+Shift+Arrows"),
    (QT_TRANSLATE_NOOP("Actions", "Send the card to a column"), "1–7"),
    (QT_TRANSLATE_NOOP("Actions", "Add a card here"), "N"),
    (QT_TRANSLATE_NOOP("Actions", "Menu of the card"), "Shift+F10"),
    (QT_TRANSLATE_NOOP("Actions", "Back, clear, cancel"), "Escape"),
)

TODAY_KEYS: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("Actions", "Accept, accept after a fix, send back"), "A, F, B"),
    (QT_TRANSLATE_NOOP("Actions", "Send it, they know already"), "S, T"),
    (QT_TRANSLATE_NOOP("Actions", "Yes or no to what is asked"), "Y, N"),
    (QT_TRANSLATE_NOOP("Actions", "Ask how it goes"), "N, M"),
    (QT_TRANSLATE_NOOP("Actions", "Looked at it, done"), "L, D"),
)
SORT_KEYS: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("Actions", "Answer the open question"), "0–4"),
    (QT_TRANSLATE_NOOP("Actions", "Take the suggestion"), "Enter"),
    (QT_TRANSLATE_NOOP("Actions", "Core, delegable, split"), "C, D, S"),
    (QT_TRANSLATE_NOOP("Actions", "Drop it, let a tool do it"), "X, A"),
    (QT_TRANSLATE_NOOP("Actions", "It must stay with you because…"), "G, 1–6"),
    (QT_TRANSLATE_NOOP("Actions", "It must be done on site"), "L"),
    (QT_TRANSLATE_NOOP("Actions", "Use what the catalogue knows"), "M"),
    (QT_TRANSLATE_NOOP("Actions", "Take the last key back"), "Z"),
    (QT_TRANSLATE_NOOP("Actions", "Later"), "Space"),
)


class Actions:
    """The window's QActions, made from the table. `owner` is asked who carries one out when it is chosen."""

    def __init__(self, window: QWidget, owner: Callable[[str], object], *, read_only: bool = False) -> None:
        self._window = window
        self._owner = owner
        self._read_only = read_only
        self._specs = {spec.name: spec for _, specs in MENUS for spec in specs if spec is not None}
        self._by_name: dict[str, QAction] = {}
        self._empty: list[tuple[QMenu, tuple[Spec | None, ...]]] = []
        self._choices: dict[str, Any] = {}

    def __getitem__(self, name: str) -> QAction:
        if name not in self._by_name:
            self._by_name[name] = self._make(self._specs[name])
        return self._by_name[name]

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into a menu bar; there is something in them, and keys work, after `complete`."""
        for title, specs in MENUS:
            menu = bar.addMenu(translated(title))
            menu.setToolTipsVisible(False)
            self._empty.append((menu, specs))

    def complete(self) -> None:
        """Make what nobody has asked for yet, and fill the menus."""
        for name in self._specs:
            _ = self[name]
        for menu, specs in self._empty:
            self._fill_menu(menu, specs)
        self._empty.clear()

    def rows(self) -> list[tuple[str, str, QKeySequence | str]]:
        """(group, text, keys) of everything that has a key, for the list of keys."""
        rows: list[tuple[str, str, QKeySequence | str]] = []
        board = QCoreApplication.translate("Actions", "On the board")
        rows += [(board, translated(text), keys) for text, keys in BOARD_KEYS]
        today = QCoreApplication.translate("Actions", "In Today")
        rows += [(today, translated(text), keys) for text, keys in TODAY_KEYS]
        sort = QCoreApplication.translate("Actions", "In Sort")
        rows += [(sort, translated(text), keys) for text, keys in SORT_KEYS]
        for title, specs in MENUS:
            group = translated(title).replace("&", "")
            for spec in specs:
                if spec is not None and spec.keys:
                    rows.append((group, translated(spec.text), QKeySequence(spec.keys[0])))
        return rows

    def _make(self, spec: Spec) -> QAction:
        action = QAction(translated(spec.text), self._window)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        if spec.keys:
            if spec.board_only:
                # Shown in the menu; the board itself answers, and a text field keeps the key for itself.
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        if spec.choice:
            from PySide6.QtGui import QActionGroup

            action.setCheckable(True)
            group = self._choices.get(spec.choice) or QActionGroup(self._window)
            self._choices[spec.choice] = group
            group.addAction(action)
        action.setEnabled(not (spec.writes and self._read_only))
        action.triggered.connect(lambda _checked=False: self._carry_out(spec.name))
        self._window.addAction(action)
        return action

    def _carry_out(self, name: str) -> None:
        owner, _, method = name.partition(".")
        getattr(self._owner(owner), method)()

    def _fill_menu(self, menu: QMenu, specs: tuple[Spec | None, ...]) -> None:
        for spec in specs:
            if spec is None:
                menu.addSeparator()
            else:
                menu.addAction(self[spec.name])


def translated(source: str) -> str:
    """A text of the table in the running language."""
    return QCoreApplication.translate(CONTEXT, source)
