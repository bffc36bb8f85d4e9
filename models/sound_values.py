"""Conditions in SQL, by table, for values that the program cannot read: SQLite takes any value anywhere."""

from peewee import BlobField, BooleanField, FloatField, ForeignKeyField, IntegerField, TextField

from models.salvage_shapes import JSON, RANGES, SIGNS, STRICT, WORDS
from models.schema import DayField, MomentField, Row


def odd_in(model: type[Row]) -> str:
    """What is true of a row with a value that can be none of its column's. Names are of the schema alone."""
    table = model._meta.table_name
    conditions = []
    for field in model._meta.sorted_fields:
        name = f'"{field.column_name}"'
        if isinstance(field, DayField | MomentField) or (table, field.column_name) in SIGNS:
            # For SQLite a text ends at the first NUL.
            conditions.append(f"length(CAST({name} AS BLOB)) <> length({name})")
        if isinstance(field, DayField | MomentField):
            # SQLite makes the third of March out of the 31st of February, and knows a year 0.
            conditions.append(f"({name} IS NOT NULL AND date({name}) IS NOT substr({name}, 1, 10))")
            conditions.append(f"{name} < '0001'")
        if isinstance(field, DayField):
            conditions.append(f"length({name}) <> 10")
        if isinstance(field, MomentField):
            conditions.append(f"({name} IS NOT NULL AND {name} NOT GLOB '????-??-?? [0-2]?:[0-5]?:[0-5]?*')")
            # Nothing but parts of a second: a moment that says where it is cannot be told from others.
            conditions.append(f"substr({name}, 20) GLOB '*[^.0-9]*'")
        kinds = _kinds(field)
        conditions.append(f"typeof({name}) NOT IN ({', '.join(repr(kind) for kind in kinds)})")
        if (table, field.column_name) in SIGNS:
            conditions.append(f"{name} GLOB '*[^{SIGNS[table, field.column_name]}]*'")
        if (table, field.column_name) in RANGES:
            first, last = RANGES[table, field.column_name]
            conditions.append(f"{name} NOT BETWEEN {first} AND {last}")
        if (table, field.column_name) in STRICT:
            words = ", ".join(repr(word) for word in WORDS[table, field.column_name])
            conditions.append(f"({name} IS NOT NULL AND {name} NOT IN ({words}))")
        if (table, field.column_name) in JSON:
            conditions.append(f"({name} IS NOT NULL AND {name} <> '' AND NOT json_valid({name}))")
    return " OR ".join(conditions)


def texts_of(model: type[Row]) -> str:
    """The columns that hold letters, as a list in SQL; "" where there are none."""
    return ", ".join(
        f'"{field.column_name}"'
        for field in model._meta.sorted_fields
        if isinstance(field, TextField | DayField | MomentField)
    )


def _kinds(field: object) -> tuple[str, ...]:
    null = ("null",) if getattr(field, "null", False) else ()
    if isinstance(field, ForeignKeyField | IntegerField | BooleanField):
        return ("integer", *null)
    if isinstance(field, FloatField):
        return ("real", "integer", *null)
    if isinstance(field, BlobField):
        return ("blob", *null)
    return ("text", *null)
