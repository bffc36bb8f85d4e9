"""How fast what an assistant gets is made and kept, and a reply judged and applied. Nothing fails here.

uv run tests/benchmarks/replies.py
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from models.board import Board
from models.brief_edits import edit_brief
from models.drafts import StepDraft
from models.replies import apply_reply, judge
from models.tasks import add_tasks
from tests.benchmarks.sorting import line
from tests.models import sending
from tests.models.boards import draft, open_new
from ui.packet_maker import read_and_draw

CARDS = 10_000
STEPS = 100


def main() -> None:
    application = QGuiApplication([])
    prefix = "delegation-board-benchmarks-"
    with tempfile.TemporaryDirectory(prefix=prefix) as home, open_new(Path(home) / "a.board") as board:
        measure(board)
    application.quit()


def measure(board: Board) -> None:
    add_tasks(board, [draft(f"Card {number}") for number in range(CARDS)])
    steps = [StepDraft(f"Step {number}: look at it closely") for number in range(STEPS)]
    task = sending.given(board, more=steps)
    for number in range(50):
        edit_brief(board, task, why=f"Because {number}", they_write=True)
        sending.packet_for(board, task)
    print(f"\nSending, {CARDS:,} cards, {STEPS} steps")
    line("read and draw a new packet", lambda: read_and_draw(board, task))
    packet = sending.send(board, task)
    line("find that nothing changed since", lambda: read_and_draw(board, task))
    line("make, keep and mark, all but PDF", lambda: sending.send(board, task))
    packet = sending.send(board, task)
    ticked = tuple(step.uid for step in packet.steps)
    told = {"note": "x" * 20_000, "question": "y" * 20_000, "minutes": 25, "ticked": ticked}
    lines = tuple(f"Line {number}" for number in range(500))
    reply = sending.answer(packet, **told)
    line("judge a reply", lambda: judge(board, reply))

    for name, more in (("apply a reply", {}), ("apply a reply with 500 new steps", {"steps": lines})):
        times = []
        for _ in range(9):
            reply = sending.answer(packet, **(told | more))
            began = time.perf_counter()
            apply_reply(board, reply)
            times.append((time.perf_counter() - began) * 1_000)
            board.undo()
        print(f"  {name:<42}{statistics.median(times):8.1f} ms   slowest: {max(times):8.1f} ms", flush=True)


if __name__ == "__main__":
    main()
