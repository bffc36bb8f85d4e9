"""How fast what an assistant gets is made in every format, and a reply read. Nothing fails here.

uv run tests/benchmarks/packets.py
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from models.packets.content import Enclosed, Step
from models.packets.formats import FORMATS
from models.packets.images import cleaned
from models.packets.reply import parse_reply
from models.packets.reply_block import wrapped
from models.packets.wording import words_for
from tests.benchmarks.sorting import line
from tests.models.packets.packets import full_packet, png, short_packet
from tests.models.packets.replies import saved
from ui.packet_pdf import render, render_all

MEGABYTE = 1_000_000


def main() -> None:
    application = QGuiApplication([])
    words = words_for("en")
    full = full_packet()
    long = replace(
        full, steps=tuple(Step(f"s-{n}", f"Step {n}: look at it closely. " * 4) for n in range(100))
    )
    heavy = replace(full, files=(Enclosed("scan.pdf", os.urandom(10 * MEGABYTE)),))
    print("\nWhat an assistant gets")
    line("all formats, a short brief", lambda: render_all(short_packet()))
    line("all formats, every field filled", lambda: render_all(full))
    line("all formats, a hundred steps", lambda: render_all(long))
    line("all formats, 10 MB enclosed", lambda: render_all(heavy))
    for name, one in FORMATS.items():
        line(f"  {name}, every field filled", lambda one=one: one.render(full, words))
    line("  pdf, every field filled", lambda: render(full, words))
    file = saved(note="x" * 20_000, ticked=[f"s-{n}" for n in range(500)])
    block = wrapped(json.dumps(json.loads(file)))
    line("read a reply file of the largest kind", lambda: parse_reply(file))
    line("read the same pasted as a block", lambda: parse_reply(block))
    picture = png(size=2_000, colour=os.urandom(3))
    line("clean a picture", lambda: cleaned(picture))
    application.quit()


if __name__ == "__main__":
    main()
