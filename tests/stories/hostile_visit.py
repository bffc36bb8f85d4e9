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

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

import ui
from models import tasks
from models.assistants import read_assistants
from models.assistants_import import PeopleReport
from models.cards import read_cards
from models.copying import save_copy
from models.drafts import TaskDraft
from models.importers.base import Pasted
from models.importers.csv_assistants import AssistantDraft
from models.packets.reply import Reply
from models.replies import Verdict
from models.runs import read_runs
from models.secret_watch import Finding
from models.today import Item
from models.uid import new_uid
from tests.plain_walk import faults
from tests.stories.desk import TODAY, Hand, ImportHand, events
from tests.stories.window_system import LEFT
from ui.salvage_sheet import SalvageSheet

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
        """Draw what is in front, and walk through it: the dialogs that are open, else the window."""
        events()
        tops = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not self.window]
        for window in tops or [self.window]:
            window.grab()
            self.seen.update(
                kind for one in (window, *window.findChildren(QWidget)) for kind in type(one).__mro__
            )
            for fault in faults(window):
                self.faults.setdefault(fault, where)

    def everything(self, folder: Path) -> None:
        self.look("the window")
        self.pages()
        self.panel()
        self.people()
        self.menus()
        self.edits()
        self.sheets(self._makers() | self._more_makers())
        self.sent()
        self.pasted()
        self.notices()
        self.damaged(folder)

    # Pages

    def pages(self) -> None:
        for name in PAGES:
            self.window.paging.show(name)
            self.look(name)
        page = self.window.paging.sort()
        for place in range(page.tabs.count()):
            page.tabs.setCurrentIndex(place)
            self.look(f"sort {place}")
        self.window.paging.show("board")

    def panel(self) -> None:
        panel = self.window.panel
        for task in (self.held[0], self.held[1], self.cards[1], self.cards[2]):
            self.window.open_card(task)
            for key in panel.tabs():
                panel.show_tab(key)
                for fold in panel.findChildren(QWidget):
                    if type(fold).__name__ in ("FoldLine", "More") and not fold.isChecked():  # type: ignore[attr-defined]
                        fold.click()  # type: ignore[attr-defined]
                self.look(f"tab {key}")

    def people(self) -> None:
        for (who,) in self.rows("SELECT DISTINCT holder_id FROM task WHERE holder_id IS NOT NULL LIMIT 3"):
            self.window.paging.show_person(who)
            self.look("a person")
        page = self.window.paging.assistants()
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

    def edits(self) -> None:
        """Where something is typed in place."""
        self.window.view.board()
        column = self.window.board.columns()[0]
        column.header.rename()
        self.window.quick_add.take_text("\n".join(text for text in self.texts if "\n" not in text))
        self.look("typing")
        self.window.quick_add.take_text("<b>&Every <img src=x> weekly 45m #<i>books tomorrow")
        self.look("typing a line")
        self.window.search.open_help()
        self.look("help of the search")
        assert self.window.search._help is not None
        self.window.search._help.close()
        column.header._end_rename()
        self.window.quick_add.strip.cancelled.emit()
        self.window.board.focus_task(self.cards[0])
        self.window.cards.rename()
        self.look("typing a title")
        self.hand.press(Qt.Key.Key_Escape)
        self.store.submit(tasks.add_tasks, [TaskDraft(self.texts[0], uid=new_uid(), kind="setup")])
        self.hand.settle()
        self.window.open_card(self.rows("SELECT max(id) FROM task")[0][0])
        self.window.panel.show_brief()
        self.look("a brief with gaps")
        self.window.panel.show_tab("task")
        self.window.panel.task_tab.timing.due.open_calendar()
        self.look("a calendar")
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def sent(self) -> None:
        """What somebody gets, before it goes out."""
        from ui.dialogs.send_preview import SendPreview

        self.window.post.send("preview", self.held[0])
        preview = self.hand.dialog(SendPreview)
        self.look("what is sent")
        preview.done(0)

    def sheets(self, makers: dict[str, Callable[[], object]]) -> None:
        for name, make in makers.items():
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

    def _more_makers(self) -> dict[str, Callable[[], object]]:
        from ui.board.quiet import QuietLine
        from ui.dialogs.ask_once import AskHourly, AskRate
        from ui.dialogs.backup_list import BackupList
        from ui.dialogs.bug_sheet import BugSheet
        from ui.dialogs.catalogue_pick import CataloguePick
        from ui.dialogs.import_people_run import ImportPeopleRun
        from ui.dialogs.new_assistant import NewAssistantSheet
        from ui.dialogs.time_audit import AuditStartDialog
        from ui.pages.today.except_sheet import ExceptSheet
        from ui.pages.welcome import WelcomePage

        store, window, text = self.store, self.window, self.texts[6]
        item = Item("assumed", self.held[0], text, 1, text, parts=(text,), runs=(1,))
        return {
            "hourly": lambda: AskHourly(store, window).show(),
            "rate": lambda: AskRate(store, window).show(),
            "quiet": lambda: QuietLine(window).setText("1"),
            "backups": lambda: BackupList(self.board, window),
            "a bug": lambda: BugSheet(text, window),
            "catalogue": lambda: CataloguePick(window),
            "people coming in": lambda: ImportPeopleRun(
                store, [AssistantDraft(2, self.texts[2])], text, PeopleReport(), lambda _: None, window
            ),
            "new person": lambda: NewAssistantSheet(store, window),
            "audit start": lambda: AuditStartDialog(store, window),
            "except": lambda: ExceptSheet(store, item, TODAY, window),
            "welcome": lambda: WelcomePage(window).show(),
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

    def notices(self) -> None:
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

    def damaged(self, folder: Path) -> None:
        """A board of hostile name and content that does not open, and what can be read of it."""
        path = folder / "<b>&Shop \u202e & [*] %n.board"
        save_copy(self.board, path)
        path.write_bytes(b"no header at all" + path.read_bytes()[16:])
        windows = self.hand.desk.windows
        windows.recovers = True
        windows.try_open(path)
        (window,) = windows.recoveries.values()
        self.hand.desk.qtbot.waitUntil(window.salvage.isEnabled)
        self.look("a board that does not open")
        window.salvage.click()
        (sheet,) = window.findChildren(SalvageSheet)
        self.look("what can be read of it")
        sheet.close()
        window.close()
        windows.recovers = False
        events()


def _reply(token: str, texts: list[str]) -> Reply:
    """As one who answers might write it."""
    lines = tuple(text for text in texts if text.strip())
    return Reply(token, 1, "0" * 32, "question", question=texts[7], note="\n".join(texts), steps=lines[:40])
