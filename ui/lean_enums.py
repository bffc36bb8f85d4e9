"""Makes the enumerations of Qt at a third of the price: a start makes 280 of them, with 3,400 members.

PySide asks Python's `enum` for each, which prepares for all that a class statement may hold: mixed types,
methods, names that stand for other names. These hold names and numbers only. So what an empty one of its kind
consists of is taken as `enum` makes it, and the members are put in directly. Whatever is not as plain as that
(bits out of order, a name that Enum itself uses, a Python whose enumerations are built otherwise) goes the
usual way.
"""

import enum
import functools
import operator
from typing import Any

_make: Any = enum.EnumType._create_  # type: ignore[attr-defined]
_FLAGS = (enum.Flag, enum.IntFlag)
_KINDS = (enum.Enum, enum.IntEnum, *_FLAGS)
_NOT_PLAIN = frozenset({"mro"}.union(*map(vars, enum.IntFlag.__mro__)))
# What each enumeration has of its own; anything else that could be changed would be shared.
_OWN = {"_member_names_": list, "_member_map_": dict, "_value2member_map_": dict, "_unhashable_values_": list}
_parts: dict[type, dict[str, Any] | None] = {}


def use() -> None:
    """From now on; only what PySide asks for is made this way."""
    enum.EnumType._create_ = _create  # type: ignore[attr-defined]


def _create(kind: type[enum.Enum], class_name: str, names: Any, **how: Any) -> Any:
    # The two are named as in `enum`: since Python 3.12 it calls this by the names.
    if kind not in _KINDS or how.get("boundary") is not enum.KEEP or not _is_plain(names):
        return _make(kind, class_name, names, **how)
    if kind in _FLAGS and not _are_in_order(names):
        return _make(kind, class_name, names, **how)
    parts = _parts[kind] if kind in _parts else _parts.setdefault(kind, _parts_of(kind))
    if parts is None:
        return _make(kind, class_name, names, **how)
    own = {part: fresh() for part, fresh in _OWN.items()}
    made: Any = type.__new__(enum.EnumType, class_name, (kind,), parts | own)
    order, by_name, by_value = own["_member_names_"], own["_member_map_"], own["_value2member_map_"]
    new, takes_value, is_flag = made._new_member_, made._use_args_, kind in _FLAGS
    for called, value in names:
        member = by_value.get(value)
        if member is None:
            member = new(made, value) if takes_value else new(made)
            member._value_, member._name_, member.__objclass__ = value, called, made
            member._sort_order_ = len(order)
            by_value[value] = member
            if not is_flag or _is_bit(value):
                order.append(called)
        # Around the guard of enumerations, which are complete by then
        type.__setattr__(made, called, member)
        by_name[called] = member
    if is_flag:
        made._flag_mask_ = functools.reduce(operator.or_, by_value)
        made._singles_mask_ = sum(filter(_is_bit, by_value))
        made._all_bits_ = 2 ** made._flag_mask_.bit_length() - 1
    return made


def _is_bit(value: int) -> bool:
    """Whether a flag's value is one bit; only such are its own members, the others are names for several."""
    return value.bit_count() == 1


def _are_in_order(members: Any) -> bool:
    """Whether flags are told from the lowest bit to the highest, as they are then gone through."""
    values = [value for _, value in members]
    bits = list(filter(_is_bit, values))
    return min(values) >= 0 and bits == sorted(bits)


def _is_plain(members: Any) -> bool:
    """Names and whole numbers, in a list of pairs."""
    if not isinstance(members, list) or not members:
        return False
    return all(
        type(one) is tuple and type(one[1]) is int and one[0][0] != "_" and one[0] not in _NOT_PLAIN
        for one in members
    )


def _parts_of(kind: type[enum.Enum]) -> dict[str, Any] | None:
    """What an empty enumeration of this kind consists of; None where it is not what is known here."""
    parts = dict(vars(_make(kind, "Empty", [], boundary=enum.KEEP)))
    for part in ("__dict__", "__weakref__"):
        parts.pop(part, None)
    changeable = {part: type(value) for part, value in parts.items() if isinstance(value, list | dict | set)}
    return parts if changeable == _OWN else None
