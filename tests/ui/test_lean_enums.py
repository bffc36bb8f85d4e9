"""Qt's enumerations, made the short way, are what Python's enum makes of the same names and numbers."""

import copy
import enum
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ui import lean_enums

ROOT = Path(__file__).resolve().parents[2]
# Every enumeration of the three libraries, as loaded by the program or ("plain") by PySide alone.
EVERY = """
import enum, json, sys
sys.path.insert(0, sys.argv[1])
if sys.argv[2] == "lean":
    from ui import lean_qt
    lean_qt.load()
from PySide6 import QtCore, QtGui, QtWidgets
found = {}
def look(holder, path, seen):
    for name in sorted(dir(holder)):
        if name.startswith("__"):
            continue
        value = getattr(holder, name)
        if isinstance(value, enum.EnumType):
            found[f"{path}.{name}"] = {
                "kind": [base.__name__ for base in value.__mro__],
                "said": [repr(value), value.__module__, value.__qualname__, str(value.__doc__)],
                "members": [[key, one.name, one.value, repr(one), str(one), hash(one) == hash(one.name)]
                            for key, one in value.__members__.items()],
                "order": [one.name for one in value],
                "parts": sorted(set(vars(value)) - set(value.__members__)),
                "by value": [value(one.value) is one for one in value.__members__.values()],
                "of class": [getattr(value, key) is one for key, one in value.__members__.items()],
            }
        elif isinstance(value, type) and value not in seen:
            seen.add(value)
            look(value, f"{path}.{name}", seen)
for module in (QtCore, QtGui, QtWidgets):
    look(module, module.__name__, set())
print(json.dumps(found))
"""


def every(how: str) -> dict[str, Any]:
    command = [sys.executable, "-c", EVERY, str(ROOT), how]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_all_enumerations_of_qt_are_the_same() -> None:
    lean, plain = every("lean"), every("plain")
    assert len(lean) > 500
    assert lean.keys() == plain.keys()
    for name, described in plain.items():
        assert lean[name] == described, name


MEMBERS = [("Left", 1), ("Right", 2), ("West", 1), ("Minus", -3), ("Zero", 0)]


def pair(kind: Any, members: Any) -> tuple[Any, Any]:
    how = {"module": None, "qualname": None, "type": None, "start": 1, "boundary": enum.KEEP}
    # By name, as Python's enum calls it since 3.12
    lean = lean_enums._create(kind, class_name="Side", names=members, **how)
    return lean, kind("Side", members, boundary=enum.KEEP)


@pytest.mark.parametrize("kind", [enum.Enum, enum.IntEnum])
def test_they_behave_as_enumerations_do(kind: Any) -> None:
    lean, usual = pair(kind, MEMBERS)
    for one in (lean, usual):
        one.__module__, one.__qualname__ = __name__, "Side"
        assert [each.name for each in one] == ["Left", "Right", "Minus", "Zero"]
        assert one.West is one.Left is one["West"] is one(1) and len(one) == 4
        assert one.Left in one and one.Left != one.Right and {one.Left: 5}[one(1)] == 5
        assert copy.deepcopy(one.Minus) is one.Minus and bool(one.Zero) is (kind is enum.Enum)
        assert isinstance(one.Left, int) is (kind is enum.IntEnum)
        globals()["Side"] = one
        assert pickle.loads(pickle.dumps(one.Right)) is one.Right  # noqa: S301 - just made here
        with pytest.raises(ValueError, match=r"7 is not a valid .*Side"):
            one(7)
        with pytest.raises(AttributeError):
            one.Left = 9
        with pytest.raises(TypeError):
            enum.EnumType("More", (one,), enum.EnumType.__prepare__("More", (one,)))
    assert vars(lean).keys() == vars(usual).keys()


BITS = [("None_", 0), ("A", 1), ("B", 2), ("Both", 3), ("Also", 2), ("Far", 16), ("Mask", 0xF0)]


@pytest.mark.parametrize("kind", [enum.Flag, enum.IntFlag])
def test_flags_behave_as_flags_do(kind: Any) -> None:
    told = []
    for one in pair(kind, BITS):
        one.__module__, one.__qualname__ = __name__, "Side"
        assert one.A | one.B is one.Both and one.Both & one.A is one.A and one.Also is one.B
        assert one.A in one.Both and one.Far not in one.Both and not one.None_
        assert copy.deepcopy(one.Mask) is one.Mask and isinstance(one.A, int) is (kind is enum.IntFlag)
        globals()["Side"] = one
        assert pickle.loads(pickle.dumps(one.A | one.Far)) is one.A | one.Far  # noqa: S301 - just made here
        with pytest.raises(AttributeError):
            one.A = 9
        told.append(
            [
                [(name, each.value, each._sort_order_) for name, each in one.__members__.items()],
                [each.name for each in one],
                [each.name for each in one.A | one.Far],
                [repr(each) for each in (one.A | one.Far, ~one.A, one.A ^ one.Both, one(0x100), one(-2))],
                {part: vars(one)[part] for part in ("_flag_mask_", "_singles_mask_", "_all_bits_")},
                sorted(vars(one)),
            ]
        )
    assert told[0] == told[1]


def test_one_enumeration_shares_nothing_with_the_next() -> None:
    first, _ = pair(enum.Enum, [("A", 1)])
    second, _ = pair(enum.Enum, [("B", 1)])
    assert list(first.__members__) == ["A"] and list(second.__members__) == ["B"]
    assert first(1) is first.A and second(1) is second.B and first.A != second.B


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        (enum.Flag, [("B", 2), ("A", 1), ("Both", 3)]),
        (enum.IntFlag, [("A", 1), ("All", -1)]),
        (enum.IntFlag, [("A", 1), ("real", 2)]),
        (enum.Enum, [("name", 1), ("value", 2)]),
        (enum.Enum, [("A", "text")]),
        (enum.Enum, ["A", "B"]),
        (enum.Enum, []),
    ],
)
def test_what_is_not_plain_is_made_as_ever(kind: Any, members: Any) -> None:
    lean, usual = pair(kind, members)
    assert {name: one.value for name, one in lean.__members__.items()} == {
        name: one.value for name, one in usual.__members__.items()
    }
    assert [one.name for one in lean] == [one.name for one in usual]


def test_a_python_that_builds_them_otherwise_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_enums, "_OWN", {"_member_names_": list})
    monkeypatch.setattr(lean_enums, "_parts", {})
    lean, usual = pair(enum.Enum, MEMBERS)
    assert [one.name for one in lean] == [one.name for one in usual] and lean(2) is lean.Right
