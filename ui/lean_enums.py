"""Makes the enumerations of Qt at a third of the price: a start makes 280 of them, with 3,400 members.

PySide asks Python's `enum` for each, which prepares for all that a class statement may hold: mixed types,
methods, names that stand for other names. These hold names and numbers only. So what an empty one of its kind
consists of is taken as `enum` makes it, and the members are put in directly. Whatever is not as plain as that
(flags, a name that Enum itself uses, a Python whose enumerations are built otherwise) goes the usual way.
"""

import enum
from typing import Any

_make: Any = enum.EnumType._create_  # type: ignore[attr-defined]
_KINDS = (enum.Enum, enum.IntEnum)
_NOT_PLAIN = frozenset({"mro"}.union(*map(vars, enum.IntEnum.__mro__)))
# What each enumeration has of its own; anything else that could be changed would be shared.
_OWN = {"_member_names_": list, "_member_map_": dict, "_value2member_map_": dict, "_unhashable_values_": list}
_parts: dict[type, dict[str, Any] | None] = {}


def use() -> None:
    """From now on; only what PySide asks for is made this way."""
    enum.EnumType._create_ = _create  # type: ignore[attr-defined]


def _create(kind: type[enum.Enum], name: str, members: Any, **how: Any) -> Any:
    if kind not in _KINDS or how.get("boundary") is not enum.KEEP or not _is_plain(members):
        return _make(kind, name, members, **how)
    parts = _parts[kind] if kind in _parts else _parts.setdefault(kind, _parts_of(kind))
    if parts is None:
        return _make(kind, name, members, **how)
    own = {part: fresh() for part, fresh in _OWN.items()}
    made: Any = type.__new__(enum.EnumType, name, (kind,), parts | own)
    order, by_name, by_value = own["_member_names_"], own["_member_map_"], own["_value2member_map_"]
    new: Any = made._new_member_
    for called, value in members:
        member = by_value.get(value)
        if member is None:
            member = new(made, value) if made._use_args_ else new(made)
            member._value_, member._name_, member.__objclass__ = value, called, made
            member._sort_order_ = len(order)
            by_value[value] = member
            order.append(called)
        # Around the guard of enumerations, which are complete by then
        type.__setattr__(made, called, member)
        by_name[called] = member
    return made


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
