"""What is purged is nowhere in the file; what is long ago is kept without its texts."""

import datetime as dt
from pathlib import Path

from models.board import Board
from models.tasks import bin_tasks, empty_bin
from tests.models.boards import Clock, add, draft, faults, open_new, raw


def test_texts_of_purged_cards_are_nowhere_in_the_file(path: Path) -> None:
    from models.drafts import CommentDraft, LinkDraft, StepDraft
    from models.steps import add_step, delete_step
    from models.tasks import add_tasks, edit_task, move_tasks
    from tests.models.boards import order, stage_id

    canary = "Zanzibarkanarie"
    with Board.open(path) as board:
        (kept,) = order(board, "unsorted")
        secret = draft(
            f"{canary} title",
            notes=f"{canary} notes",
            steps=[StepDraft(f"{canary} step")],
            comments=[CommentDraft(f"{canary} said")],
            links=[LinkDraft(f"https://{canary}.example", canary)],
            source=f"trello:{canary}",
        )
        add_tasks(board, [secret])
        (task,) = set(order(board, "unsorted")) - {kept}
        edit_task(board, task, title=f"{canary} again")
        add_step(board, task, f"second {canary}", "uid-of-a-step")
        delete_step(board, board.db.execute_sql("SELECT max(id) FROM step").fetchone()[0])
        move_tasks(board, [task], stage_id(board, "core"))
        board.undo()
        move_tasks(board, [kept, task], stage_id(board, "core"))
        assert (
            len(board.db.execute_sql("SELECT 1 FROM search_text WHERE folded LIKE '%zanzi%'").fetchall()) == 1
        )
    assert canary.encode() in path.read_bytes()
    with Board.open(path) as board:
        bin_tasks(board, [task])
        empty_bin(board)
        assert not faults(board)
        assert order(board, "core") == [kept]
    found = path.read_bytes().lower()
    assert canary.lower().encode() not in found
    assert all(part.encode() not in found for part in ("zanzib", "zibarka", "arkanarie"))
    with Board.open(path) as board:
        step = board.undoable()
        assert step is None or canary not in str(step.name)
        assert raw_journal(board, canary) == 0


def raw_journal(board: Board, text: str) -> int:
    sql = (
        "SELECT count(*) FROM journal j JOIN journal_row r USING (revision) WHERE j.subject || r.image LIKE ?"
    )
    return int(board.db.execute_sql(sql, (f"%{text}%",)).fetchone()[0])


def test_beyond_the_reach_of_undo_only_field_names_are_kept(tmp_path: Path) -> None:
    from models.history import read_history
    from models.tasks import edit_task

    clock = Clock()
    path = tmp_path / "a.board"
    with open_new(path, clock) as board:
        (task,) = add(board, "Order gloves")
        edit_task(board, task, title="Nebenbuhler")
        edit_task(board, task, title="Order masks")
    clock.now += dt.timedelta(days=91)
    with Board.open(path, clock=clock) as board:
        assert board.undoable() is None and board.redoable() is None
        edit_task(board, task, notes="today")
    with Board.open(path, clock=clock) as board:
        assert board.undoable() is not None
        board.undo()
        assert board.undoable() is None
        said = [str(entry.sentence) for entry in read_history(board, task)]
        assert said == ["notes changed (undone)", "notes changed", "changed", "changed", "added"]
        assert not faults(board)
    (images,) = raw(path, "SELECT group_concat(image) FROM journal_row")[0]
    assert "Nebenbuhler" not in images and '"title": null' in images


def test_a_board_nobody_touched_is_still_untouched_after_a_year(tmp_path: Path) -> None:
    clock = Clock()
    open_new(tmp_path / "a.board", clock).close()
    clock.now += dt.timedelta(days=366)
    with Board.open(tmp_path / "a.board", clock=clock) as board:
        board.adopt_writer()
        board.close_writer()
        assert board.is_untouched()
