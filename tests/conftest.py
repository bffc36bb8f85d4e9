"""What every test starts from: no screen, a home of its own, one locale."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

# Set before Qt is imported, and inherited by the programs that tests start.
SCRATCH = tempfile.TemporaryDirectory(prefix="delegation-board-tests-", ignore_cleanup_errors=True)
HOME = Path(SCRATCH.name)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["HOME"] = os.environ["USERPROFILE"] = str(HOME)
for name in ("DATA", "CONFIG", "STATE", "CACHE"):
    os.environ[f"XDG_{name}_HOME"] = str(HOME / name.lower())
(HOME / "run").mkdir(mode=0o700)
os.environ["XDG_RUNTIME_DIR"] = str(HOME / "run")
# No reminder of a test is shown on the desktop that it runs on.
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)

from hypothesis import settings  # noqa: E402  (reads the environment)

NEEDED = {"xcb": "an X screen", "chromium": "Chromium"}

settings.register_profile("project", deadline=None, database=None)
settings.load_profile("project")


@pytest.fixture
def english(qapp: "QCoreApplication") -> Iterator[None]:
    """Plurals as the program words them."""
    from ui.english import EnglishPlurals

    translator = EnglishPlurals()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody can go through, unlike those of pytest: for what somebody else does."""
    folder = Path(tempfile.mkdtemp(prefix="delegation-board-tests-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked xcb need a real X screen, tests marked chromium a browser; tests/all.py gives them."""
    missing = {
        "xcb": os.environ["QT_QPA_PLATFORM"] != "xcb",
        "chromium": not os.environ.get("NEED_CHROMIUM") and shutil.which("chromium") is None,
    }
    for item in items:
        for mark in ("xcb", "chromium"):
            if missing[mark] and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"needs {NEEDED[mark]}: uv run tests/all.py"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Around windows, garbage is collected in this thread alone, as in the program (ui/collector.py)."""
    if "models" in item.path.relative_to(item.config.rootpath).parts:
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect(1)
        gc.enable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """A run for the X screen or the browser in which every test skipped itself has shown nothing: fails."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    is_needed = os.environ.get("NEED_X_SCREEN") or os.environ.get("NEED_CHROMIUM")
    if is_needed and reporter and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
