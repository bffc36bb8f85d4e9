"""Texts that a change brought a secret into: found, masked for good, or remembered as no secret."""

import json
import random
from pathlib import Path

import pytest
from peewee import TextField

from models import handovers
from models.board import Board
from models.change import Change
from models.drafts import CommentDraft, LinkDraft, StepDraft
from models.hands import Terms
from models.history import read_history
from models.importing import Report, import_drafts
from models.recorded import RECORDED
from models.schema import Assistant
from models.schema_handover import Brief, Packet
from models.secret_erase import Masked, mask_findings
from models.secret_guard import MASK
from models.secret_watch import EXEMPT, MOST, WATCHED, Finding, found_in, not_secret
from models.steps import add_step, delete_step
from models.tasks import add_tasks, bin_tasks, edit_tags, edit_task, move_tasks
from models.timelog import log_time
from models.uid import new_uid
from tests.models.boards import add, card, draft, faults, index_finds, open_new, order, raw, stage_id, tables

CANARY = "Kanarienvogel77"


EMPTY = {
    name: field.default
    for name, field in Assistant._meta.fields.items()
    if field.default is not None and name not in ("id", "uid", "name", "folded")
}


class Watcher:
    """A board, and what is found in each of its changes."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.changes: list[Change] = []
        board.observe(self.changes.append)

    def newest(self) -> list[Finding]:
        return found_in(self.board, self.changes[-1])

    def nothing_of(self, letters: list[str]) -> None:
        """No table has any of these."""
        text = str(tables(self.board))
        assert not [one for one in letters if one in text or repr(one)[1:-1] in text]


@pytest.fixture
def watcher(tmp_path: Path):
    folder = tmp_path / "boards"
    folder.mkdir()
    with open_new(folder / "Shop.board") as board:
        yield Watcher(board)


def bytes_of(board: Board) -> bytes:
    """The file and the log beside it."""
    log = board.path.with_name(board.path.name + "-wal")
    return board.path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def holds(board: Board, letters: str) -> bool:
    """Whether a secret or a good part of it is anywhere in the bytes, as it is or folded."""
    found = bytes_of(board).lower()
    word = letters.lower()
    return any(part.encode() in found for part in (word, word[:8], word[3:10], word[-7:]))


def test_every_text_column_is_watched_or_exempt() -> None:
    for model in RECORDED:
        table = model._meta.table_name
        texts = {f.column_name for f in model._meta.sorted_fields if type(f) is TextField}
        watched, exempt = set(WATCHED.get(table, ())), EXEMPT.get(table, frozenset())
        assert watched.isdisjoint(exempt)
        assert texts == watched | exempt, f"{table}: watch it or say why not"


def test_only_what_a_change_wrote_is_looked_at(watcher: Watcher) -> None:
    board = watcher.board
    (task,) = add(board, "Bank log-in")
    assert watcher.newest() == []
    edit_task(board, task, notes=f"account 12\nPasswort: {CANARY}, weekly")
    (found,) = watcher.newest()
    assert (found.table, found.field, found.kind, found.task) == ("task", "notes", "password", task)
    assert (found.title, found.excerpt) == ("Bank log-in", f"Passwort: {MASK}, weekly")
    edit_task(board, task, notes=f"account 12\nPasswort: {CANARY}, daily")
    assert watcher.newest() == []
    edit_task(board, task, title="Bank")
    assert watcher.newest() == []
    edit_task(board, task, notes=f"Passwort: {CANARY}\nPIN: 4711")
    assert [len(one.digests) for one in watcher.newest()] == [1]


def test_every_kind_of_text_is_looked_at(watcher: Watcher) -> None:
    secret = f"password: {CANARY}"
    made = draft(
        f"Bank {secret}",
        notes=secret,
        done_when=secret,
        skills=secret,
        steps=[StepDraft(secret)],
        comments=[CommentDraft(secret)],
        links=[LinkDraft(f"https://anna:{CANARY}@shop.example", secret)],
        tags=[secret],
    )
    add_tasks(watcher.board, [made])
    found = {(one.table, one.field) for one in watcher.newest()}
    assert found == {
        *(("task", name) for name in ("title", "notes", "done_when", "skills")),
        ("step", "text"), ("comment", "text"), ("attachment", "url"), ("attachment", "title"),
        ("tag", "name"),
    }  # fmt: skip
    assert all(CANARY not in one.title + one.excerpt + str(one.sentence) for one in watcher.newest())


def test_a_masked_secret_is_nowhere_in_the_file_or_its_log(watcher: Watcher) -> None:
    board = watcher.board
    secret = f"password: {CANARY}"
    made = draft(
        f"Bank {secret}",
        notes=secret,
        steps=[StepDraft(secret)],
        comments=[CommentDraft(secret)],
        tags=[secret],
    )
    add_tasks(board, [made])
    findings = watcher.newest()
    (task,) = order(board, "unsorted")
    move_tasks(board, [task], stage_id(board, "core"))
    log_time(board, task, "", 600)
    add_step(board, task, f"again {secret}", "uid-of-a-step")
    findings += watcher.newest()
    delete_step(board, board.db.execute_sql("SELECT max(id) FROM step").fetchone()[0])
    edit_task(board, task, notes=f"{secret} and more")
    bin_tasks(board, [task])
    board.undo()
    assert holds(board, CANARY) and index_finds(board, "kanarien")
    told = Masked()
    mask_findings(board, findings, told)
    assert not holds(board, CANARY)
    assert not index_finds(board, "kanarien") and not faults(board)
    assert card(board, task).title == f"Bank password: {MASK}"
    assert told.texts == len(findings) and told.copies == []
    assert str(read_history(board, task)[0].sentence) == "a secret was masked"
    board.close()
    assert not holds(board, CANARY)


def test_undo_goes_on_working_and_never_brings_it_back(watcher: Watcher) -> None:
    board = watcher.board
    (task,) = add(board, "Bank log-in")
    edit_task(board, task, notes="call first")
    edit_task(board, task, notes=f"call first, PIN: 4711, password: {CANARY}")
    findings = watcher.newest()
    move_tasks(board, [task], stage_id(board, "core"))
    mask_findings(board, findings)
    after = tables(board)
    seen = []
    steps = 0
    while board.undoable() is not None:
        board.undo()
        steps += 1
        seen.append(str(tables(board)))
    assert steps >= 3 and order(board, "core") == order(board, "unsorted") == []
    while board.redoable() is not None:
        board.redo()
        seen.append(str(tables(board)))
    assert not any(CANARY in text or "4711" in text for text in seen)
    assert tables(board)["task"][0][5:7] == after["task"][0][5:7]
    assert not holds(board, CANARY) and not faults(board)


def test_a_secret_deleted_by_hand_is_still_erased_from_the_history(watcher: Watcher) -> None:
    board = watcher.board
    (task,) = add(board, "Bank log-in")
    edit_task(board, task, notes=f"password: {CANARY}")
    findings = watcher.newest()
    edit_task(board, task, notes="")
    assert holds(board, CANARY)
    mask_findings(board, findings)
    assert not holds(board, CANARY)


def test_a_secret_whose_card_was_undone_is_erased_too(watcher: Watcher) -> None:
    board = watcher.board
    add(board, f"password: {CANARY}")
    findings = watcher.newest()
    board.undo()
    mask_findings(board, findings)
    assert not holds(board, CANARY)
    board.redo()
    assert [card(board, task).title for task in order(board, "unsorted")] == [f"password: {MASK}"]


def test_masking_leaves_other_numbers_of_other_cards_alone(watcher: Watcher) -> None:
    board = watcher.board
    (other,) = add(board, "Order 4711")
    move_tasks(board, [other], stage_id(board, "core"))
    (task,) = add(board, "Safe")
    edit_task(board, task, notes="PIN: 4711")
    mask_findings(board, watcher.newest())
    assert card(board, other).title == "Order 4711"
    board.undo()
    board.undo()
    assert str(board.undoable().name) == "move “Order 4711”"


def test_what_is_no_secret_is_not_asked_about_again(watcher: Watcher) -> None:
    board = watcher.board
    (task, other) = add(board, "One", "Two")
    edit_task(board, task, notes="PIN: 4711")
    not_secret(board, watcher.newest())
    assert str(watcher.changes[-1].sentence) == "“One”: no secret" and watcher.newest() == []
    edit_task(board, other, notes="the PIN is 4711")
    assert watcher.newest() == []
    edit_task(board, other, notes="the PIN is 4712")
    assert len(watcher.newest()) == 1
    mask_findings(board, watcher.newest())
    edit_task(board, task, notes=f"PIN: 4711, password: {CANARY}")
    mask_findings(board, watcher.newest())
    assert raw_notes(board, task) == f"PIN: 4711, password: {MASK}"
    board.close()
    with Board.open(board.path) as again:
        fresh = Watcher(again)
        edit_task(again, other, notes="PIN = 4711")
        assert fresh.newest() == []


def raw_notes(board: Board, task: int) -> str:
    return str(board.db.execute_sql("SELECT notes FROM task WHERE id = ?", (task,)).fetchone()[0])


def test_no_secret_can_be_taken_back(watcher: Watcher) -> None:
    board = watcher.board
    (task,) = add(board, "One")
    edit_task(board, task, notes="PIN: 4711")
    before = tables(board)
    not_secret(board, watcher.newest())
    board.undo()
    assert tables(board) == before
    edit_task(board, task, notes="now the PIN is 4711")
    assert watcher.newest() == []
    edit_task(board, task, title="PIN: 4711")
    assert len(watcher.newest()) == 1


def test_two_tags_masked_alike_stay_two(watcher: Watcher) -> None:
    board = watcher.board
    (task,) = add(board, "One")
    edit_tags(board, [task], add=["pw:Sommer2024", "pw:Winter2025"])
    mask_findings(board, watcher.newest())
    assert sorted(card(board, task).tags) == [f"pw:{MASK}", f"pw:{MASK} 2"]
    assert not faults(board)


def test_a_large_import_is_counted_up_to_a_bound(watcher: Watcher) -> None:
    board = watcher.board
    drafts = (draft(f"Task {n}", notes=f"password: {CANARY}{n}" if n % 2 else "") for n in range(3_000))
    import_drafts(board, drafts, "cards.csv", Report())
    assert len(watcher.newest()) == MOST
    every = found_in(board, watcher.changes[-1], None)
    assert len(every) == 1_500
    mask_findings(board, every)
    assert not holds(board, CANARY) and not faults(board)


def test_older_copies_that_still_hold_it_are_named(watcher: Watcher) -> None:
    board = watcher.board
    (task,) = add(board, "One")
    edit_task(board, task, notes=f"password: {CANARY}")
    beside = board.path.with_name("Shop before version 2.board")
    beside.write_bytes(b"\0" * 2_000_000 + CANARY.encode())
    board.path.with_name("Shop before version 3.board").write_bytes(b"nothing")
    told = Masked()
    mask_findings(board, watcher.newest(), told)
    told.look(board.path)
    assert told.copies == ["Shop before version 2.board"]
    assert "Shop before version 2.board" in str(told.sentence)


def test_nothing_of_a_secret_is_kept_by_saying_it_is_none(watcher: Watcher) -> None:
    board = watcher.board
    (task,) = add(board, "One")
    edit_task(board, task, notes=f"password: {CANARY}")
    not_secret(board, watcher.newest())
    board.close()
    rows = raw(board.path, "SELECT name, value FROM setting")
    assert [len(name) for name, _ in rows] == [len("no_secret.") + 64] and CANARY not in str(rows)


@pytest.mark.parametrize("seed", range(4))
def test_any_doings_with_maskings_between_are_undone_and_redone(watcher: Watcher, seed: int) -> None:
    """Whatever is done in between, undo and redo meet no conflict and no masked secret."""
    board, rng = watcher.board, random.Random(seed)
    tasks = add(board, "One", "Two", "Three")
    masked: list[str] = []
    for number in range(40):
        task = rng.choice(tasks)
        letters = f'Kanarie"{seed}\\x{number:02d}'
        text = rng.choice(["call first", f"password: {letters}", f"PIN {number + 4000}, pw = {letters}"])
        doing = rng.randrange(8)
        if doing == 0:
            edit_task(board, task, title=text)
        elif doing in (1, 2):
            edit_task(board, task, notes=text, visit=rng.choice([None, "visit"]))
        elif doing == 3:
            add_step(board, task, text, f"step-{number}")
        elif doing == 4 and (steps := board.db.execute_sql("SELECT id FROM step").fetchall()):
            delete_step(board, rng.choice(steps)[0])
        elif doing == 5:
            move_tasks(board, [task], stage_id(board, rng.choice(["core", "setup", "unsorted"])))
        elif doing == 6 and board.undoable() is not None:
            board.undo()
        elif board.redoable() is not None:
            board.redo()
        tasks = [row for (row,) in board.db.execute_sql("SELECT id FROM task")] or add(board, f"New {number}")
        findings = watcher.newest()
        if findings and rng.random() < 0.7:
            mask_findings(board, findings)
            masked += [letters] if letters in text else []
            assert not faults(board)
    while board.undoable() is not None:
        board.undo()
        watcher.nothing_of(masked)
    while board.redoable() is not None:
        board.redo()
        watcher.nothing_of(masked)
    assert masked and not faults(board)
    found = bytes_of(board)
    assert not [one for one in masked if one.encode() in found or json.dumps(one)[1:-1].encode() in found]


def test_masking_reaches_the_versions_of_a_brief_and_what_was_sent(watcher: Watcher) -> None:
    board = watcher.board
    (task,) = add(board, "Bank statements", kind="setup")
    secret = f"the sheet, password: {CANARY}"
    with board.change("brief", "Bank statements") as record:
        record.insert(Brief, uid=new_uid(), task=task, outcome="Statements are filed", inputs=secret)
    findings = watcher.newest()
    assert [(one.table, one.field) for one in findings] == [("brief", "inputs")]
    with board.change("add_assistant", "Maya") as record:
        values = {"uid": new_uid(), "board": board.about().id, "name": "Maya", "folded": "maya"}
        maya = record.insert(Assistant, **values, **EMPTY)
    handovers.hand_over(board, [task], Terms(maya))
    with board.change("packet", kind="quiet") as record:
        content = f"Inputs: {secret}".encode()
        record.db.execute_sql("INSERT INTO content VALUES ('abc', ?, ?)", (len(content), content))
        files, where = '{"text": "abc"}', {"task": task, "assistant": maya, "handover": "h"}
        record.insert(Packet, uid=new_uid(), token="0" * 32, made=record.moment, files=files, **where)
    assert holds(board, CANARY)
    mask_findings(board, findings)
    assert not holds(board, CANARY) and not faults(board)
    bodies = [body for (body,) in board.db.execute_sql("SELECT body FROM brief_version")]
    assert bodies and all(MASK in body for body in bodies)
    assert board.db.execute_sql("SELECT files, state FROM packet").fetchall() == [("", "open")]
    # The next edit finds the newest version as it stands: nothing but that edit is new.
    with board.change("brief", "Bank statements") as record:
        record.update(Brief, 1, why="For the year’s end")
    assert board.db.execute_sql("SELECT changed FROM brief_version ORDER BY number DESC").fetchone() == (
        "why",
    )
