"""The table in README.md beside this file names a test for every fault, and every test it names is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTER = Path(__file__).with_name("README.md").read_text("utf-8")
ROW = re.compile(r"^\| (\w+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROWS = {name: tests for name, _, tests in ROW.findall(REGISTER) if name != "row"}

# What the fault matrix numbers: losses seen in other programs, faults, and points of security.
WANTED = (
    [f"T{number}" for number in range(1, 49)]
    + [f"F{number}" for number in (*range(1, 28), *range(36, 48))]
    + ["F3b"]
    + [f"S{number}" for number in range(1, 22)]
)
NOT_HERE = {"T17", "T39", "T40"}


@cache
def functions(path: Path) -> frozenset[str]:
    """The names of all test functions of a file, and of the families of faults."""
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("row", [row for row in WANTED if row not in NOT_HERE])
def test_every_fault_has_its_test(row: str) -> None:
    named = NAMED.findall(ROWS.get(row, ""))
    assert named, f"{row} names no test"
    for file, function in named:
        assert (ROOT / file).is_file(), file
        assert not function or function in functions(ROOT / file), f"{file}::{function}"


def test_what_is_left_out_is_said_with_its_reason() -> None:
    for row in NOT_HERE:
        assert re.search(rf"^\| {row} \| .+ \|$", REGISTER, re.MULTILINE), row
    assert set(ROWS) <= set(WANTED)


def test_the_promise_in_the_readme_names_tests_that_are_there() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    promise = text.partition("## What is promised")[2].partition("\n## ")[0]
    sentences = [part.partition("\n\n")[0] for part in promise.split("\n- ")[1:]]
    assert len(sentences) >= 6
    for sentence in sentences:
        links = re.findall(r"\]\((tests/[\w/]+\.py)\)", sentence)
        assert links and all((ROOT / link).is_file() for link in links), sentence
