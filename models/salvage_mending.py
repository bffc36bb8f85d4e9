"""Making salvaged rows agree with each other: columns, references, decisions, numbers, search text."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Mapping

from peewee import SqliteDatabase

from models import search_text
from models.agreement import disagreeing
from models.folding import fold
from models.salvage import Survey
from models.schema import KINDS
from models.stages import DEFAULT_NAMES
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP, Sentence, say

_STEP = 1024.0
# Where a card belongs by what was decided about it (BEHAVIOUR's one rule); a holder has it in hand.
_HOME = """CASE WHEN outcome IS NOT NULL THEN 'done' WHEN holder_id IS NOT NULL THEN 'handed_over'
    WHEN verdict = 'core' THEN 'core' WHEN verdict = 'delegable' THEN 'setup' ELSE 'unsorted' END"""
_VERDICT = """CASE kind WHEN 'handed_over' THEN 'delegable' WHEN 'done' THEN verdict
    WHEN 'core' THEN 'core' WHEN 'setup' THEN 'delegable'
    ELSE CASE WHEN verdict IN ('undecided', 'split') THEN verdict ELSE 'undecided' END END"""

# A lost card's title is still where it was spoken of.
_TITLES = """SELECT title, made FROM packet WHERE task_id = ? AND title <> ''
    UNION ALL SELECT subject, at FROM journal WHERE action = 'add' AND subject <> '' AND 1 = (
      SELECT count(*) FROM journal_row r WHERE r.revision = journal.revision AND r.item = 'task')
      AND revision IN (SELECT revision FROM journal_row WHERE item = 'task' AND "row" = ?)
    ORDER BY 2 DESC LIMIT 1"""


class Mending:
    """Works on one file, inside a transaction of the caller's. `made`: stand-ins by table; `notes`: for the
    owner.
    """

    def __init__(
        self, db: SqliteDatabase, now: dt.datetime, names: Mapping[str, str] | None, texts: Mapping[int, str]
    ) -> None:
        """`texts`: what a search looked through, folded, of cards that are lost."""
        self._db = db
        self._texts = texts
        self._last_keys: Mapping[str, int] = {}
        self._now = now.isoformat(" ", "microseconds")
        self._names = names or DEFAULT_NAMES
        self.made: Counter[str] = Counter()
        self.notes: list[Sentence] = []

    def mend(self, survey: Survey, *, whole: bool) -> None:
        """`whole`: no row is missing, so undo may still reach back."""
        self._last_keys = survey.last_keys
        board = self._mend_board()
        self._mend_columns(board)
        for key in self._texts:
            self._stand_in("task", key, board)
        self._mend_references(board)
        if self.made["task"]:
            text = QT_TRANSLATE_NOOP(
                "models", "Lost: %n card(s). What was still found of them is in Unsorted, by name."
            )
            self.notes.append(say(text, self.made["task"]))
        self._mend_decisions()
        self._mend_files()
        self._mend_counts(survey)
        if not whole:
            # What came before cannot be taken back any more: half of it may be missing.
            self._run("UPDATE journal SET kind = 'old' WHERE kind <> 'quiet'")
        self._run("DELETE FROM search_text")
        self._run("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        search_text.rebuild(self._db, [task for (task,) in self._all("SELECT id FROM task")])

    def _mend_board(self) -> int:
        """The board's own row; exactly one."""
        rows = self._all("SELECT id FROM board ORDER BY id")
        if not rows:
            sql = "INSERT INTO board (id, uid, name, specialisation, created) VALUES (1, ?, ?, '', ?)"
            self._run(sql, new_uid(), "Board", self._now)
            self.made["board"] += 1
            return 1
        self._run("DELETE FROM board WHERE id > ?", rows[0][0])
        return int(rows[0][0])

    def _mend_columns(self, board: int) -> None:
        """Every kind has a column; a lost one of the founding comes back under its own key."""
        kinds = {kind for (kind,) in self._all("SELECT kind FROM stage")}
        for place, kind in enumerate(KINDS, 1):
            if kind in kinds:
                continue
            key = place if not self._all("SELECT 1 FROM stage WHERE id = ?", place) else None
            sql = """INSERT INTO stage (id, uid, board_id, kind, name, colour, rank, collapsed)
                VALUES (?, ?, ?, ?, ?, '', ?, 0)"""
            self._run(sql, key, new_uid(), board, kind, self._names[kind], (place - 1) * _STEP)
            self.made["stage"] += 1
            text = QT_TRANSLATE_NOOP(
                "models", "The column {name} was lost and is there again, with its cards."
            )
            self.notes.append(say(text, name=self._names[kind]))

    def _mend_references(self, board: int) -> None:
        """Until nothing points to what is not there: a stand-in, or no reference, or a place for strays."""
        moved = dropped = 0
        for _ in range(4):
            found = self._all("PRAGMA foreign_key_check")
            if not found:
                break
            links = {table: self._links(table) for table in {row[0] for row in found}}
            for table, row, parent, place in found:
                column, may_be_null = links[table][place]
                sql = f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'  # noqa: S608
                ((key,),) = self._all(sql, row) or [(None,)]
                if key is None:
                    continue
                if parent == "stage":
                    moved += self._take_home(row)
                elif parent == "board":
                    self._set(table, column, row, board)
                elif parent in _STAND_INS and isinstance(key, int) and 0 < key <= self._last_keys[parent]:
                    self._stand_in(parent, key, board)
                elif may_be_null:
                    self._set(table, column, row, None)
                else:
                    self._run(f'DELETE FROM "{table}" WHERE rowid = ?', row)  # noqa: S608
                    dropped += 1
        if moved:
            text = QT_TRANSLATE_NOOP(
                "models", "%n card(s) whose column is lost went where their decision says."
            )
            self.notes.append(say(text, moved))
        if dropped:
            text = QT_TRANSLATE_NOOP(
                "models", "%n row(s) belonged to nothing that is left, and were left out."
            )
            self.notes.append(say(text, dropped))

    def _links(self, table: str) -> dict[int, tuple[str, bool]]:
        """The columns that point elsewhere, by the check's number for them, and whether they may be null."""
        loose = {row[1]: not row[3] for row in self._all(f'PRAGMA table_info("{table}")')}
        return {row[0]: (row[3], loose[row[3]]) for row in self._all(f'PRAGMA foreign_key_list("{table}")')}

    def _stand_in(self, table: str, key: int, board: int) -> None:
        if self._all(f'SELECT 1 FROM "{table}" WHERE id = ?', key):  # noqa: S608
            return
        _STAND_INS[table](self, key, board)
        self.made[table] += 1

    def _card_stand_in(self, key: int, board: int) -> None:
        del board
        found = self._all(_TITLES, key, key)
        title, _, rest = self._texts.get(key, "").partition("\n")
        title = str(found[0][0]) if found else title or f"Card {key}"
        number = self._all("SELECT coalesce(max(number), 0) + 1 FROM task")[0][0]
        sql = """INSERT INTO task (id, uid, number, stage_id, rank, title, notes, verdict, created, changed)
            VALUES (?, ?, ?, (SELECT min(id) FROM stage WHERE kind = 'unsorted'),
              (SELECT coalesce(min(rank), 0) - 1024 FROM task), ?, ?, 'undecided', ?, ?)"""
        self._run(sql, key, new_uid(), number, title, rest, self._now, self._now)

    def _person_stand_in(self, key: int, board: int) -> None:
        name = f"Assistant {key}"
        sql = "INSERT INTO assistant (id, uid, board_id, name, folded) VALUES (?, ?, ?, ?, ?)"
        self._run(sql, key, new_uid(), board, name, f"{fold(name)} {new_uid()[:8]}")
        self.notes.append(
            say(QT_TRANSLATE_NOOP("models", "Who {name} was is lost; their work is kept."), name=name)
        )

    def _tag_stand_in(self, key: int, board: int) -> None:
        name = f"tag {key}"
        sql = "INSERT INTO tag (id, board_id, name, folded, colour) VALUES (?, ?, ?, ?, '')"
        self._run(sql, key, board, name, name)
        self.notes.append(
            say(QT_TRANSLATE_NOOP("models", "The tag of some cards is lost: now {name}."), name=name)
        )

    def _packet_stand_in(self, key: int, board: int) -> None:
        del board
        sql = """INSERT INTO packet (id, uid, task_id, assistant_id, handover, token, made, state) VALUES
            (?, ?, coalesce((SELECT task_id FROM reply WHERE packet_id = ?), 0), 0, '', ?, ?, 'applied')"""
        self._run(sql, key, new_uid(), key, new_uid().replace("-", ""), self._now)

    def _take_home(self, task: int) -> int:
        """Put a card into the column that its decision says, on top; 1."""
        ((kind,),) = self._all(f"SELECT {_HOME} FROM task WHERE id = ?", task)  # noqa: S608
        sql = f"""UPDATE task SET stage_id = (SELECT id FROM stage WHERE kind = ? ORDER BY rank, id LIMIT 1),
            verdict = (SELECT {_VERDICT} FROM (SELECT ? AS kind)),
            holder_id = CASE WHEN ? = 'handed_over' THEN holder_id END WHERE id = ?"""  # noqa: S608
        self._run(sql, kind, kind, kind, task)
        return 1

    def _mend_decisions(self) -> None:
        wrong = disagreeing(self._db)
        for task in wrong:
            self._take_home(task)
        if wrong:
            text = QT_TRANSLATE_NOOP(
                "models", "Column and decision of %n card(s) did not agree; they do now."
            )
            self.notes.append(say(text, len(wrong)))

    def _mend_files(self) -> None:
        """Nothing names bytes that are not there."""
        lost = [
            row
            for (row,) in self._all("SELECT id FROM enclosure WHERE hash NOT IN (SELECT hash FROM content)")
        ]
        for row in lost:
            self._run("DELETE FROM enclosure WHERE id = ?", row)
        if lost:
            text = QT_TRANSLATE_NOOP("models", "The content of %n enclosed file(s) is lost.")
            self.notes.append(say(text, len(lost)))
        self._run(
            "UPDATE assistant SET photo = '' WHERE photo <> '' AND photo NOT IN (SELECT hash FROM content)"
        )
        there = {digest for (digest,) in self._all("SELECT hash FROM content")}
        for row, files in self._all("SELECT id, files FROM packet WHERE files <> ''"):
            named = json.loads(files)
            named = named if isinstance(named, dict) else {}
            kept = {name: digest for name, digest in named.items() if digest in there}
            if kept != named:
                self._run("UPDATE packet SET files = ? WHERE id = ?", json.dumps(kept), row)

    def _mend_counts(self, survey: Survey) -> None:
        """Numbers and keys never go back, not even behind what is lost."""
        top = self._all("SELECT coalesce(max(revision), 0), coalesce(max(last_number), 0) FROM clock")[0]
        self._run("DELETE FROM clock")
        newest = max(top[0], survey.revision, survey.last_keys.get("journal", 0))
        number = self._all("SELECT coalesce(max(number), 0) FROM task")[0][0]
        self._run(
            "INSERT INTO clock (id, revision, last_number) VALUES (1, ?, ?)", newest, max(top[1], number)
        )
        sql = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' AND type = 'table'"
        for (table,) in self._all(sql):
            ((last,),) = self._all("SELECT max(seq) FROM sqlite_sequence WHERE name = ?", table)
            self._run("DELETE FROM sqlite_sequence WHERE name = ?", table)
            key = max(last or 0, survey.last_keys.get(table, 0))
            self._run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, key)

    def _set(self, table: str, column: str, row: int, value: int | None) -> None:
        self._run(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', value, row)  # noqa: S608

    def _run(self, sql: str, *values: object) -> None:
        self._db.execute_sql(sql, values)

    def _all(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        return list(self._db.execute_sql(sql, values).fetchall())


_STAND_INS: dict[str, Callable[[Mending, int, int], None]] = {
    "task": Mending._card_stand_in,
    "assistant": Mending._person_stand_in,
    "tag": Mending._tag_stand_in,
    "packet": Mending._packet_stand_in,
}
