"""Every check of the project in one command, the same on a desk, before a commit and in CI.

`uv run tests/all.py` runs them one after another, goes on after a failure so that one run shows everything,
and ends with 1 if anything failed. A single test is run with `uv run pytest tests/…`.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest"]
# One process a core; a test whose process crashes fails by name, and the rest goes on.
ON_ALL_CORES = ["-n", "auto", "--dist", "worksteal"]
X_SCREEN = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24 -nolisten tcp"]


def tool(name: str) -> str:
    """The tool of this environment, never one that happens to lie earlier on the PATH."""
    return shutil.which(name, path=str(TOOLS)) or name


def passes(title: str, command: list[str], **environment: str) -> bool:
    """Run one check, its output as it comes; True if it ended with 0."""
    print(f"\n── {title}: {Path(command[0]).name} {' '.join(command[1:])}", flush=True)
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode
    outcome = "ok" if code == 0 else f"FAILED ({code})"
    print(f"── {title}: {outcome}, {time.monotonic() - started:.1f} s", flush=True)
    return code == 0


def x_screen_tests_pass() -> bool:
    """The tests marked xcb, on a virtual X screen; without one, a line says that they were left out."""
    if shutil.which("xvfb-run"):
        return passes("X screen", [*X_SCREEN, *PYTEST, "-m", "xcb"], QT_QPA_PLATFORM="xcb", NEED_X_SCREEN="1")
    print(
        "\n── X screen: the tests marked xcb were NOT run: xvfb-run is missing (Debian: apt-get install xvfb)"
    )
    return "CI" not in os.environ


def chromium_tests_pass() -> bool:
    """The tests marked chromium, in a real browser; without one, a line says that they were left out."""
    if shutil.which("chromium"):
        return passes("Chromium", [*PYTEST, "-m", "chromium"], QT_QPA_PLATFORM="offscreen", NEED_CHROMIUM="1")
    print("\n── Chromium: the tests marked chromium were NOT run: it is not installed (Debian: chromium)")
    return "CI" not in os.environ


def main() -> int:
    """Run everything; 0 if all of it passed."""
    results = {
        "format": passes("format", [tool("ruff"), "format", "--check", "."]),
        "lint": passes("lint", [tool("ruff"), "check", "."]),
        "types": passes("types", [tool("mypy")]),
        "imports": passes("imports", [tool("lint-imports")]),
        "tests": passes(
            "tests", [*PYTEST, *ON_ALL_CORES, "-m", "not xcb and not chromium"], QT_QPA_PLATFORM="offscreen"
        ),
        "X screen": x_screen_tests_pass(),
        "Chromium": chromium_tests_pass(),
    }
    failed = [title for title, ok in results.items() if not ok]
    print("\nThese checks failed: " + ", ".join(failed) if failed else "\nAll checks are fine.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
