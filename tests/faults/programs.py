"""The real program in a process of its own, with an owner's hand inside it: a few lines run in its window.

`SCENE` is put before such lines. They define `play(window)`, called once the window is whole, and may call
`end(how)` ("SIGTERM", … or "session") and `say(word)`, which is heard outside at once.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Only a program that does not end at all is stopped by it.
HANGS_AFTER = 60.0
SCENE = """
import os, signal, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui import app
from ui.main_window import MainWindow
import main

make = app.make_application

def say(word):
    os.write(1, f"{word}\\n".encode())

def end(how):
    say(f"end {time.monotonic()}")
    if how == "session":
        QApplication.instance().commitDataRequest.emit(None)
    else:
        os.kill(os.getpid(), getattr(signal, how))

def begin():
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    if not windows or not windows[0].is_whole or app.Program.running is None:
        QTimer.singleShot(20, begin)
        return
    play(windows[0])

def made():
    application = make()
    QTimer.singleShot(0, begin)
    return application

app.make_application = made
app.Program.running = None
started = app.Program.begin
def noted(self):
    started(self)
    app.Program.running = self
app.Program.begin = noted
"""
RUN = "\nsys.exit(main.main(sys.argv[1:]))\n"


class User:
    """A user of the machine, with folders of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            self.environment[f"XDG_{name}_HOME"] = str(folder / name.lower())
        (folder / "run").mkdir(mode=0o700, exist_ok=True)
        self.environment["XDG_RUNTIME_DIR"] = str(folder / "run")
        self.environment["PYTHONPATH"] = str(ROOT)
        self.running: list[subprocess.Popen[str]] = []

    def start(
        self, *arguments: object, scene: str = "", before: tuple[str, ...] = ()
    ) -> subprocess.Popen[str]:
        """Start the program and go on; `before`: what it is started by (strace …)."""
        program = ["-c", SCENE + scene + RUN] if scene else [str(ROOT / "main.py")]
        process = subprocess.Popen(
            [*before, sys.executable, *program, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        return process

    def play(self, *arguments: object, scene: str, before: tuple[str, ...] = ()) -> "Ended":
        """Start the program and wait until it has ended."""
        process = self.start(*arguments, scene=scene, before=before)
        try:
            out, err = process.communicate(timeout=HANGS_AFTER)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            return Ended(None, out.splitlines(), err, time.monotonic())
        return Ended(process.returncode, out.splitlines(), err, time.monotonic())

    def close(self) -> None:
        """Nothing runs on."""
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.communicate()


class Ended:
    """How a program ended: its exit code (None: it hung), what it said and complained of, after how long."""

    def __init__(self, code: int | None, said: list[str], complaints: str, at: float) -> None:
        self.code = code
        self.said = [line for line in said if not line.startswith("end ")]
        asked = [float(line.split()[1]) for line in said if line.startswith("end ")]
        self.seconds = at - asked[0] if asked else 0.0
        self.complaints = [
            line for line in complaints.splitlines() if not line.startswith("This plugin does not support")
        ]


@contextmanager
def user() -> Iterator[User]:
    """One that is gone afterwards, with everything that runs for them."""
    with tempfile.TemporaryDirectory(prefix="dbu-", ignore_cleanup_errors=True) as folder:
        made = User(Path(folder))
        try:
            yield made
        finally:
            made.close()


def some_time(generator: random.Random, longest: float) -> float:
    """A moment to do something bad at, seconds."""
    return generator.random() * longest
