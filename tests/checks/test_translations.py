"""Every text on screen goes through translation: lupdate finds it, and none is written past it."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QObject

from tests.checks.source_code import ROOT, called, calls, files_of, tree_of, where

# The position of the text in each call that lupdate knows.
MARKS = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}
# Qt's names that put a text on screen or into a screen reader, and our own that pass one on.
SHOWN = re.compile(
    r"Q?(PlainLabel|Label|PushButton|ToolButton|CheckBox|RadioButton|Action|GroupBox|Menu|DockWidget|ListWidgetItem"
    r"|StandardItem|TreeWidgetItem|TableWidgetItem)"
    r"|set(Text|Title|WindowTitle|ToolTip|StatusTip|WhatsThis|PlaceholderText|AccessibleName|AccessibleDescription"
    r"|InformativeText|DetailedText|LabelText|ButtonText|CancelButtonText|IconText|Prefix|Suffix|SpecialValueText"
    r"|PlainText|HeaderLabels|HorizontalHeaderLabels|ItemText|TabText)"
    r"|(add|insert)(Action|Menu|Item|Items|Tab|Row|Button|Section|Text|PlainText)|add_button|muted_label|showMessage"
    r"|drawText|question|information|warning|critical|about|getText|getItem|getOpenFileName|getSaveFileName"
    r"|getExistingDirectory|showText|QAccessibleAnnouncementEvent"
)
# What is passed through to the screen by these; other calls inside an argument make their own text.
PASSED_ON = {"tooltip", "format", "join", "strip", "str", "capitalize", "upper"}
KEYS = re.compile(r"((Ctrl|Shift|Alt|Meta)\+)+\S+|F\d+")
# Before Qt, or for the system's own lists: English by decision.
ENGLISH = {
    f"ui/{name}.py" for name in ("platform_check", "menu_entry", "menu_linux", "menu_macos", "menu_windows")
}
# Its texts are Python.
SOURCES = {"ui/lean_qt.py"}
# Calls whose texts are for programmers, and the streams of the command line, which speaks English.
PROGRAMMERS = {"debug", "info", "warning", "exception", "compile", "write"}
PRODUCT = "Delegation Board"
PROSE = re.compile(r"[A-Za-z]{2,}['’]?[a-z]* [a-z]+|[A-Za-z]{3,}…")


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def marked_texts(path: Path) -> Iterator[tuple[str, ast.Call, ast.expr]]:
    for name, call in calls(path):
        is_painters = (
            name == "translate" and getattr(getattr(call.func, "value", None), "id", "") == "painter"
        )
        if name in MARKS and len(call.args) > MARKS[name] and not is_painters:
            yield name, call, call.args[MARKS[name]]


def source_files() -> list[Path]:
    return files_of("main.py", "ui", "models")


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Context and source text of everything that lupdate finds."""
    ts = tmp_path_factory.mktemp("translations") / "all.ts"
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run(
        [lupdate, *source_files(), "-ts", ts], cwd=ROOT, capture_output=True, check=True, timeout=120
    )
    contexts = ElementTree.parse(ts).getroot().iter("context")
    return {
        (c.findtext("name") or "", m.findtext("source") or "") for c in contexts for m in c.iter("message")
    }


def test_only_whole_literals_are_marked_for_translation() -> None:
    """lupdate takes an f-string or a sum for a text that is never looked up, and does not see a variable."""
    marked = {
        literal(call.args[0])
        for path in source_files()
        for name, call, _ in marked_texts(path)
        if name == "QT_TRANSLATE_NOOP"
    }
    wrong = [
        where(path, call)
        for path in source_files()
        for name, call, text in marked_texts(path)
        if literal(text) is None and not (name == "translate" and looks_up(call, text, marked))
    ]
    assert not wrong


def looks_up(call: ast.Call, text: ast.expr, marked: set[str | None]) -> bool:
    """`translate("models", sentence.source)`: the text was marked under that context where it was written."""
    context = call.args[0]
    is_marked = literal(context) in marked or (isinstance(context, ast.Name) and context.id == "CONTEXT")
    return is_marked and isinstance(text, ast.Attribute | ast.Name)


def test_lupdate_finds_every_marked_text(extracted: set[tuple[str, str]]) -> None:
    sources = {source for _, source in extracted}
    lost = [
        f"{where(path, call)} {literal(text)}"
        for path in source_files()
        for _, call, text in marked_texts(path)
        if literal(text) is not None and literal(text) not in sources
    ]
    assert not lost


def test_what_a_window_marks_is_looked_up_where_lupdate_files_it() -> None:
    """lupdate files `self.tr` under the class it stands in, and anything shorter under no name at all."""
    wrong = []
    for path in files_of("ui"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        of_methods = 0
        for made in (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)):
            inside = [n for n in ast.walk(made) if isinstance(n, ast.Call) and is_self_tr(n)]
            of_methods += len(inside)
            if inside and not issubclass(getattr(importlib.import_module(module), made.name), QObject):
                wrong.append(f"{where(path, made)} {made.name} is no QObject: use QCoreApplication.translate")
        if of_methods != sum(name == "tr" for name, _ in calls(path)):
            wrong.append(f"{where(path, tree_of(path))} calls tr otherwise than as self.tr of a class")
    assert not wrong


def is_self_tr(call: ast.Call) -> bool:
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "tr"
        and getattr(function.value, "id", "") == "self"
    )


def test_every_sentence_of_the_models_is_extracted_under_their_context(
    extracted: set[tuple[str, str]],
) -> None:
    wrong = []
    for path in files_of("models"):
        for name, call, text in marked_texts(path):
            if name != "QT_TRANSLATE_NOOP" or ("models", literal(text)) not in extracted:
                wrong.append(where(path, call))
        for name, call in calls(path):
            if name == "say" and literal(call.args[0]) is not None:
                wrong.append(where(path, call))
    assert not wrong
    assert len({source for context, source in extracted if context == "models"}) > 20


def unmarked(node: ast.expr) -> Iterator[str]:
    """The literal parts of an argument that reach the screen as they stand."""
    if (text := literal(node)) is not None:
        if re.search(r"[^\W\d_]{2}", text) and not KEYS.fullmatch(text) and text.strip() != PRODUCT:
            yield text
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from unmarked(part)
    elif isinstance(node, ast.FormattedValue):
        yield from unmarked(node.value)
    elif isinstance(node, ast.BinOp):
        yield from unmarked(node.left)
        yield from unmarked(node.right)
    elif isinstance(node, ast.IfExp):
        yield from unmarked(node.body)
        yield from unmarked(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from unmarked(part)
    elif isinstance(node, ast.List | ast.Tuple):
        for part in node.elts:
            yield from unmarked(part)
    elif isinstance(node, ast.Call) and called(node) in PASSED_ON:
        for part in [*node.args, *([node.func.value] if isinstance(node.func, ast.Attribute) else [])]:
            yield from unmarked(part)


def test_no_text_is_shown_past_the_translation() -> None:
    wrong = [
        f"{where(path, call)} {name}({text!r})"
        for path in files_of("ui")
        for name, call in calls(path)
        if SHOWN.fullmatch(name)
        for argument in [*call.args, *(k.value for k in call.keywords if k.arg not in ("objectName",))]
        for text in unmarked(argument)
    ]
    assert not wrong


def prose(path: Path) -> Iterator[tuple[ast.Constant, str]]:
    """Literals that read like a text for people, no docstrings, marks, or texts of PROGRAMMERS."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree_of(path)):
        if is_for_programmers(node):
            skipped.update(ast.walk(node))
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            is_style_or_format = "}}" in node.value or re.fullmatch(r"[dMyHhmszAPap ,.:/'-]+", node.value)
            if PROSE.search(node.value) and not is_style_or_format:
                yield node, node.value


def is_for_programmers(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        return called(node) in {*MARKS, *PROGRAMMERS}
    return isinstance(node, ast.Raise | ast.Assert)


def test_no_literal_in_the_window_reads_like_a_text_unless_it_is_marked() -> None:
    """Catches what goes to the screen through a table or a constant, where no call shows it."""
    wrong = [
        f"{where(path, node)} {text!r}"
        for path in files_of("ui")
        if path.relative_to(ROOT).as_posix() not in ENGLISH | SOURCES
        for node, text in prose(path)
    ]
    assert not wrong
