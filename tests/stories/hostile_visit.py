"""A visit to every page, tab, menu and dialog of a window, noting which of our widgets were alive and what
they
would take for more than text.
"""

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

import ui
from models.assistants import read_assistants
from models.cards import read_cards
from models.importers.base import Pasted
from models.packets.reply import Reply
from models.replies import Verdict
from models.runs import read_runs
from models.secret_watch import Finding
from tests.plain_walk import faults_everywhere
from tests.stories.desk import TODAY, Hand, ImportHand, events
from tests.stories.window_system import LEFT

PAGES = ("today", "sort", "assistants", "ledger", "bin", "board")
NOW = dt.datetime(2026, 11, 23, 10, 0)


def widgets_of_ours() -> set[type[QWidget]]:
    """Every class of ui/ that is a widget, found in the source."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if not module.name.endswith(("_windows", "_macos")):
            importlib.import_module(module.name)
    return {kind for kind in _below(QWidget) if kind.__module__.startswith("ui.")}


def _below(kind: type) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


class Visit:
    """`faults`: what was wrong, with where; `seen`: names of the classes of ours that were alive, and of
    those they
    are made from.
    """

    def __init__(self, hand: Hand, texts: list[str]) -> None:
        self.hand = hand
        self.texts = texts
        self.seen: set[type] = set()
        self.faults: dict[str, str] = {}
        self.window = hand.window
        self.store = hand.store
        self.board = hand.board
        self.cards = [task for (task,) in self.rows("SELECT id FROM task WHERE binned IS NULL ORDER BY id")]
        self.held = [
            task for (task,) in self.rows("SELECT id FROM task WHERE holder_id IS NOT NULL ORDER BY id")
        ]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.board.db.execute_sql(sql).fetchall())

    def look(self, where: str) -> None:
        """Draw all that is open, and walk through it."""
        events()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.grab()
            self.seen.update(
                kind for one in (window, *window.findChildren(QWidget)) for kind in type(one).__mro__
            )
        for fault in faults_everywhere():
            self.faults.setdefault(fault, where)

    def everything(self, folder: Path) -> None:
        self.look("the window")
        self.pages()
        self.panel()
        self.people()
        self.menus()
        self.sheets()
        self.pasted()
        self.notices(folder)

    # Pages

    def pages(self) -> None:
        for name in PAGES:
            self.window.view.show_page(name)
            self.look(name)
        page = self.window.view._sort_page()
        for place in range(page.tabs.count()):
            page.tabs.setCurrentIndex(place)
            self.look(f"sort {place}")
        self.window.view.show_page("board")

    def panel(self) -> None:
        panel = self.window.panel
        for task in (self.held[0], self.held[1], self.cards[1], self.cards[2]):
            self.window.open_card(task)
            for spec in list(panel._shown_specs):
                panel.show_tab(spec.key)
                for fold in panel.findChildren(QWidget):
                    if type(fold).__name__ in ("FoldLine", "More") and not fold.isChecked():  # type: ignore[attr-defined]
                        fold.click()  # type: ignore[attr-defined]
                self.look(f"tab {spec.key}")

    def people(self) -> None:
        for who in read_assistants(self.board)[:3]:
            self.window.view.assistant(who.id)
            self.look("a person")
        page = self.window.view._assistants_page()
        page.show_matrix()
        self.look("the matrix")

    def menus(self) -> None:
        """Filled as when they are opened, but not on the screen: that would wait for a key."""
        for menu in self.window.findChildren(QMenu):
            menu.aboutToShow.emit()
        for column in self.window.board.columns()[:3]:
            self.hand.qtbot.mouseClick(column.header.menu_button(), LEFT)
            popup = QApplication.activePopupWidget()
            self.look("menu of a column")
            if popup is not None:
                popup.close()
        self.look("menus")

    # Dialogs

    def sheets(self) -> None:
        for name, make in self._makers().items():
            made = make()
            dialog = made if isinstance(made, QDialog) else None
            if dialog is not None:
                dialog.open()
            self.look(name)
            for open_one in QApplication.topLevelWidgets():
                if isinstance(open_one, QDialog) and open_one.isVisible():
                    open_one.done(0)
            events()

    def _makers(self) -> dict[str, Callable[[], object]]:
        from ui.dialogs.after_fix_sheet import AfterFixSheet
        from ui.dialogs.brief_versions import BriefVersions
        from ui.dialogs.bulk_edit import BulkEditDialog
        from ui.dialogs.column_limit import ColumnLimitDialog
        from ui.dialogs.hand_over_sheet import HandOverSheet
        from ui.dialogs.level_sheet import LevelSheet
        from ui.dialogs.log_time import LogTimeDialog
        from ui.dialogs.paste_list import PasteListDialog
        from ui.dialogs.pick_common import PickCommon
        from ui.dialogs.repeat_dialog import RepeatDialog
        from ui.dialogs.reply_dialog import ReplyDialog
        from ui.dialogs.run_sheet import RunSheet
        from ui.dialogs.second_holder import SecondHolder
        from ui.dialogs.secret_list import SecretList
        from ui.dialogs.send_back_sheet import SendBackSheet
        from ui.dialogs.sent_list import SentList
        from ui.dialogs.split_sheet import SplitSheet
        from ui.dialogs.their_words import TheirWords
        from ui.dialogs.time_audit import AuditResultDialog
        from ui.pages.assistants.ending import EndSheet
        from ui.pages.ledger.setup_sheet import SetupSheet
        from ui.panel.brief_menu import NameSheet

        store, window, task, held = self.store, self.window, self.cards[0], self.held[0]
        people = read_assistants(self.board)
        who = people[1]
        stage = self.hand.stage("core")._replace(name=self.texts[3])
        run = read_runs(self.board, held)[0]
        text = self.texts[5]
        finding = Finding("task", task, "notes", "password", task, self.texts[1], self.texts[2], ("x",))
        return {
            "after fix": lambda: AfterFixSheet(store, [held], window),
            "brief versions": lambda: BriefVersions(store, held, window),
            "bulk edit": lambda: BulkEditDialog(store, self.cards[:9], lambda: TODAY, window),
            "limit": lambda: ColumnLimitDialog(stage, lambda _: None, window),
            "hand over": lambda: HandOverSheet(store, [task], lambda: NOW, assistant=who.id, parent=window),
            "level": lambda: LevelSheet(store, held, who.id, who.name, 3, window),
            "log time": lambda: LogTimeDialog(store, lambda: NOW, self.texts[4], window),
            "paste": lambda: PasteListDialog(lambda: TODAY, "\n".join(self.texts), window),
            "pick": lambda: PickCommon(text, window),
            "repeat": lambda: RepeatDialog(
                self.board,
                read_cards(self.board, [task])[task],
                TODAY,
                lambda fields: store.submit(lambda _: None),
                window,
            ),
            "reply": lambda: ReplyDialog(store, self._verdict(held), window),
            "run": lambda: RunSheet(store, run, TODAY, window),
            "second holder": lambda: SecondHolder(self.board, held, who.id, window),
            "secrets": lambda: SecretList([finding], window),
            "send back": lambda: SendBackSheet(store, [held], lambda: NOW, stage.id, parent=window),
            "sent": lambda: SentList(self.board, held, window),
            "split": lambda: SplitSheet(store, task, window),
            "their words": lambda: TheirWords(store, held, "\n".join(self.texts), window),
            "audit": lambda: AuditResultDialog(store, lambda: NOW, window),
            "end": lambda: EndSheet(store, who, people, TODAY, window),
            "setup": lambda: SetupSheet(store, held, window),
            "name": lambda: NameSheet(text, text, window),
            "keys": window.view.keys,
            "about": window.view.about,
            "settings": window.view.settings,
        }

    def _verdict(self, task: int) -> Verdict:
        sql = "SELECT token FROM packet ORDER BY id LIMIT 1"
        reply = _reply(str(self.rows(sql)[0][0]), self.texts)
        return Verdict(reply, None, task, self.texts[1], self.texts[2])

    def pasted(self) -> None:
        """What an import shows of a file, and what it says of it."""
        rows = ["Title,Notes,Due,List"]
        quoted = [text.replace('"', '""').replace("\0", "") for text in self.texts]
        rows += [f'"{text}","{text}",nonsense,"{text[:40]}"' for text in quoted]
        self.window.files.import_from(Pasted("\n".join(rows)))
        importing: ImportHand = self.hand.importing()
        self.look("import")
        if importing.dialog.start.isVisible() and importing.dialog.start.isEnabled():
            self.hand.qtbot.mouseClick(importing.dialog.start, LEFT)
            self.hand.qtbot.waitUntil(lambda: importing.dialog.report is not None, timeout=15_000)
        self.look("import report")
        importing.dialog.done(0)
        self.hand.settle()

    def notices(self, folder: Path) -> None:
        """Status line, banner, questions, menus of boards opened lately."""
        from ui.dialogs.question import ask, tell

        for text in self.texts:
            self.window.status.say(text, text[:20].replace("&", "&&"), "undo")
            self.window.banner.show_notice(text, ((text[:20].replace("&", "&&"), lambda: None, text),))
            self.window.search.show_query(text)
        self.look("status and banner")
        self.window.banner.show_notice("", ())
        self.window.search.show_query("")
        for box in (
            tell(self.window, self.texts[0], "\n".join(self.texts[:40])),
            ask(self.window, self.texts[1], "Yes", int),
        ):
            self.look("a message")
            box.done(0)
        del folder


def _reply(token: str, texts: list[str]) -> Reply:
    """As one who answers might write it."""
    lines = tuple(text for text in texts if text.strip())
    return Reply(token, 1, "0" * 32, "question", question=texts[7], note="\n".join(texts), steps=lines[:40])
