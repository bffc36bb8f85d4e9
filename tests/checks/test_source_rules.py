"""Rules of the house that no linter knows: plain text on screen, bound values in SQL, a tidy top level."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.checks.source_code import ROOT, called, calls, files_of, tree_of, where

TOP = {"main.py", "ui", "models", "resources", "tests", "pyproject.toml", "README.md"}
BESIDE = {"LICENSE", "CHANGELOG.md", "requirements.txt"}
# Each reads what it shows as HTML if it looks like HTML, or always.
RICH = {"QTextEdit", "QTextBrowser", "QStaticText", "QErrorMessage", "QWhatsThis", "QGraphicsTextItem"}
RICH_CALLS = {"setHtml", "insertHtml", "appendHtml", "toHtml", "setMarkdown", "setWhatsThis"}
# Put together from parts so that this file is not found itself.
OF_ONE_MACHINE = re.compile(
    "|".join(
        re.escape(left + right)
        for left, right in (
            ("/work/", "main"),
            ("/work/", "shared"),
            ("../", "shared"),
            ("/ro", "ot/"),
            ("/opt/", "pypi"),
            ("/opt/", "wheels"),
            ("py", "pi.org"),
            ("python", "hosted.org"),
            ("registry.", "npmjs"),
            ("deb.", "debian.org"),
            ("extra-", "index-url"),
            ("--", "index-url"),
        )
    )
)


def tracked() -> list[str]:
    """The files that git knows; in a folder without git there is nothing to ask."""
    try:
        run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git clone, or git is not installed")
    return [name for name in run.stdout.split("\0") if name]


def names(path: Path) -> set[str]:
    """Every name and attribute that a file mentions, imports included."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name.rpartition(".")[2])
        elif isinstance(node, ast.ImportFrom):
            found.update((node.module or "").split("."))
    return found


def test_the_top_level_holds_exactly_what_was_asked_for() -> None:
    top = {name.partition("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} == TOP | BESIDE


def test_no_file_names_a_machine_or_a_package_host() -> None:
    found = []
    for name in tracked():
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes())[:8000]:
            for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
                if OF_ONE_MACHINE.search(line):
                    found.append(f"{name}:{number}")
    assert not found


def test_all_text_is_shown_as_plain_text() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} {sorted(found)}"
        for path in files_of("ui", "main.py")
        if (found := names(path) & (RICH | RICH_CALLS | {"RichText", "AutoText", "MarkdownText"}))
    ]
    assert not wrong


def test_labels_are_plain_labels() -> None:
    wrong = []
    for path in files_of("ui"):
        if path.name == "plain.py":
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and called(node) == "QLabel":
                wrong.append(where(path, node))
            if isinstance(node, ast.ClassDef) and any(getattr(b, "id", "") == "QLabel" for b in node.bases):
                wrong.append(where(path, node))
    assert not wrong


# What stands in a sentence and was written by somebody. What is stored, or in letters of our own, is as it
# is.
WRITTEN = {"title", "who", "holder", "titles", "tags"}
STORED = {"ui/hand_over_actions.py"}
FONTS = {"ui/board/card_layout.py", "ui/pages/today/line_plan.py"}


def test_titles_and_names_are_shut_in_where_they_stand_in_a_sentence() -> None:
    """ui.plain.apart: a title that turns the reading around turns nothing beside it."""
    wrong = []
    for path in files_of("ui"):
        if path.relative_to(ROOT).as_posix() in STORED | FONTS:
            continue
        for name, call in calls(path):
            values = [one.value for one in call.keywords if one.arg in WRITTEN] if name == "format" else []
            if name == "replace" and len(call.args) > 1 and isinstance(call.args[0], ast.Constant):
                values += [call.args[1]] if str(call.args[0].value).strip("{}") in WRITTEN else []
            for value in values:
                if not (isinstance(value, ast.Call) and called(value) in ("apart", "on_button")):
                    wrong.append(where(path, call))
    assert not wrong


def test_buttons_that_paint_themselves_are_plain_buttons() -> None:
    """Any other gives itself a key for the letter behind an ampersand."""
    wrong = []
    for path in files_of("ui"):
        for node in ast.walk(tree_of(path)):
            is_button = isinstance(node, ast.ClassDef) and any(
                getattr(base, "id", "") == "QAbstractButton" for base in node.bases
            )
            if is_button and path.name != "plain.py":
                wrong.append(where(path, node))
    assert not wrong


def is_safe_tooltip(node: ast.expr) -> bool:
    """A tooltip of our own words, or made by ui.plain.tooltip; a variable `tip` holds one of these."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id == "tip"
    if isinstance(node, ast.IfExp):
        return is_safe_tooltip(node.body) and is_safe_tooltip(node.orelse)
    return isinstance(node, ast.Call) and called(node) in ("tooltip", "tr", "translate")


def test_a_tooltip_with_text_of_the_owners_is_escaped() -> None:
    wrong = [
        where(path, call)
        for path in files_of("ui")
        for name, call in calls(path)
        if name == "setToolTip" and not is_safe_tooltip(call.args[-1])
    ]
    assert not wrong


def test_every_file_that_makes_message_boxes_makes_them_plain() -> None:
    """Left alone, a message box reads its text as HTML if it looks like HTML."""
    assert not [
        path for path in files_of("ui") if "QMessageBox" in names(path) and "PlainText" not in names(path)
    ]


# What hands something to another program, or reads an address as generously as a browser's line does.
OPENERS = {
    "QDesktopServices",
    "openUrl",
    "fromUserInput",
    "webbrowser",
    "startfile",
    "startDetached",
    "Popen",
}
OPENERS |= {"setOpenExternalLinks", "popen", "execv", "execvp", "spawnv", "posix_spawn"}


def test_one_door_leads_out_of_the_program() -> None:
    """Links, mails and files are opened by ui/door.py alone; ui/folders.py marks a file in Windows'
    Explorer.
    """
    allowed = {"ui/door.py": {"QDesktopServices", "openUrl"}, "ui/folders.py": {"startDetached"}}
    wrong = []
    for path in files_of("ui", "models", "main.py"):
        name = path.relative_to(ROOT).as_posix()
        if used := (names(path) & OPENERS) - allowed.get(name, set()):
            wrong.append(f"{name} {sorted(used)}")
        wrong += [where(path, call) for _, call in calls(path) if ast.unparse(call.func) == "os.system"]
    assert not wrong


def test_only_what_puts_the_program_into_a_menu_starts_others() -> None:
    """With lists of words, never through a shell."""
    allowed = {"ui/menu_windows.py", "ui/menu_macos.py", "ui/menu_linux.py", "ui/autostart_windows.py"}
    wrong = []
    for path in files_of("ui", "models", "main.py"):
        found = names(path)
        if "subprocess" in found and path.relative_to(ROOT).as_posix() not in allowed:
            wrong.append(str(path.relative_to(ROOT)))
        wrong += [
            where(path, call) for _, call in calls(path) if any(k.arg == "shell" for k in call.keywords)
        ]
    assert not wrong


def test_nothing_that_came_in_is_run_as_code() -> None:
    """No pickles, no YAML objects, no evaluating; a text is never a format of its own."""
    risky = {"pickle", "marshal", "shelve", "yaml", "eval", "exec_", "compile_command"}
    wrong = [
        f"{p.relative_to(ROOT)} {sorted(f)}"
        for p in files_of("ui", "models", "main.py")
        if (f := names(p) & risky)
    ]
    for path in files_of("models"):
        wrong += [
            where(path, call)
            for name, call in calls(path)
            if name in ("format", "format_map") and _is_variable(call)
        ]
    assert not wrong


def _is_variable(call: ast.Call) -> bool:
    """`text.format(…)` of a text that is not written right there; one in capitals is a constant of ours."""
    if not isinstance(call.func, ast.Attribute):
        return False
    base = call.func.value
    name = ast.unparse(base).rpartition(".")[2]
    return (
        isinstance(base, ast.Name | ast.Attribute)
        and not name.isupper()
        and name not in ("sql", "select", "update")
    )


def test_nothing_opens_a_board_through_qtsql() -> None:
    assert not [path for path in files_of("ui", "models", "main.py") if "QtSql" in names(path)]


def test_only_the_schema_and_the_driver_write_sql_pieces_into_queries() -> None:
    """Elsewhere a query is a constant with its values bound; ruff (S608) watches what is put together."""
    allowed = {"models/schema.py", "models/sqlite.py"}
    wrong = []
    for path in files_of("models", "ui"):
        if path.relative_to(ROOT).as_posix() in allowed:
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and called(node) == "SQL":
                wrong.append(where(path, node))
    assert not wrong


def test_the_sqlite_driver_is_imported_in_one_place() -> None:
    drivers = {"sqlite3", "pysqlite3", "apsw"}
    wrong = []
    for path in files_of("models", "ui", "main.py"):
        if path.relative_to(ROOT).as_posix() == "models/sqlite.py":
            continue
        for node in ast.walk(tree_of(path)):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(module.partition(".")[0] in drivers for module in modules):
                wrong.append(where(path, node))
    assert not wrong


def test_every_icon_that_is_asked_for_is_there() -> None:
    wrong = []
    for path in files_of("ui"):
        for name, call in calls(path):
            wanted = call.args[0] if name in ("icon", "picture_of_icon") and call.args else None
            if (
                isinstance(wanted, ast.Constant)
                and not (ROOT / "resources/icons" / f"{wanted.value}.svg").is_file()
            ):
                wrong.append(f"{where(path, call)} {wanted.value}")
    assert not wrong


def test_the_lines_of_readme_install_every_library_that_is_checked_for() -> None:
    """What the program would ask for, or what brings it along on Debian 12."""
    lines = [
        line
        for line in (ROOT / "README.md").read_text("utf-8").splitlines()
        if line.startswith("apt-get update && ")
    ]
    assert [line.rpartition(" ")[2] for line in lines] == ["main.py", "tests/all.py"]
    start, test = (set(line.split(" && ")[1].split()) for line in lines)
    assert start - {"pipx"} <= test
    assert {
        "libgl1",
        "libegl1",
        "libxkbcommon-x11-0",
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
    } <= start


def test_no_connection_crosses_a_fork() -> None:
    """A forked child that closes what it inherited takes the locks of its parent away."""
    forking = {"multiprocessing", "ProcessPoolExecutor", "fork", "forkpty"}
    wrong = [
        str(path.relative_to(ROOT)) for path in files_of("main.py", "models", "ui") if names(path) & forking
    ]
    assert wrong == []
