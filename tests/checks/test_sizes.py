"""A file tells one story and fits in the head; what grows past that holds a second one."""

import ast

from tests.checks.source_code import files_of, tree_of, where

MOST_LINES = 400
MOST_OF_A_CLASS = 300
MOST_OF_A_FUNCTION = 60
FILES = files_of("main.py", "models", "ui")


def lines_of(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert [f"{path.name} {length}" for path, length in lengths.items() if length > MOST_LINES] == []


def test_no_class_and_no_function_is_too_long() -> None:
    wrong = []
    for path in FILES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                most = MOST_OF_A_CLASS
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                most = MOST_OF_A_FUNCTION
            else:
                continue
            if lines_of(node) > most:
                wrong.append(f"{where(path, node)} {node.name} {lines_of(node)}")
    assert wrong == []
