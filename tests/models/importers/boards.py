"""Made-up Trello boards in the layout of a given year: only the keys that a file of that year has."""

import json
from typing import Any

YEARS = (2015, 2016, 2017, 2019, 2021, 2026)


def identity(number: int, second: int = 0x60000000) -> str:
    """An id as Trello makes them: the second of birth, then digits."""
    return f"{second:08x}{number:016x}"


def card(number: int, year: int = 2021, **fields: Any) -> dict[str, Any]:
    """One card with the keys of its year; `fields` are laid over it."""
    made: dict[str, Any] = {
        "id": identity(number),
        "idShort": number,
        "name": f"Card {number}",
        "desc": "",
        "closed": False,
        "pos": number * 16384.5,
        "idList": "list-todo",
        "idMembers": [],
        "idLabels": [],
        "labels": [],
        "idChecklists": [],
        "due": None,
        "attachments": [],
        "badges": {"comments": 0, "votes": 0},
        "dateLastActivity": f"{year}-03-01T12:00:00.000Z",
        "url": f"https://trello.com/c/{number}",
    }
    if year != 2016:
        made["email"] = "secret-address@boards.example.org"
    if year >= 2017:
        made["dueComplete"] = False
    if year >= 2019:
        made |= {"customFieldItems": [], "dueReminder": None}
    if year >= 2021:
        made |= {"start": None, "cover": {}, "isTemplate": False}
    if year >= 2026:
        made |= {"dateCompleted": None, "recurrenceRule": None, "nodeId": "n", "pinned": False}
    return made | fields


def board(year: int = 2021, cards: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    """A board with the lists To do, Doing, Core, In training and Erledigt, the last one closed: Old list."""
    lists = [
        ("list-todo", "To do", False),
        ("list-doing", "Doing", False),
        ("list-core", "Core", False),
        ("list-training", "In training", False),
        ("list-done", "Erledigt", False),
        ("list-old", "Old list", True),
    ]
    made: dict[str, Any] = {
        "id": identity(1),
        "name": f"Board of {year}",
        "desc": "",
        "closed": False,
        "labelNames": {"green": "Office", "red": ""},
        "actions": [],
        "cards": [card(1, year)] if cards is None else cards,
        "lists": [
            {"id": key, "name": name, "closed": closed, "pos": (place + 1) * 1024.0}
            for place, (key, name, closed) in enumerate(lists)
        ],
        "members": [
            {"id": "member-a", "fullName": "Ada Example", "username": "ada"},
            {"id": "member-b", "fullName": "", "username": "ben"},
        ],
        "checklists": [],
    }
    if year >= 2016:
        made["labels"] = [
            {"id": "label-a", "name": "Urgent", "color": "red"},
            {"id": "label-b", "color": "blue"},
        ]
    if year >= 2019:
        made["customFields"] = [
            {"id": "field-a", "name": "Budget", "type": "number", "pos": 1},
            {
                "id": "field-b",
                "name": "Level",
                "type": "list",
                "pos": 2,
                "options": [{"id": "option-a", "value": {"text": "High"}}],
            },
            {"id": "field-c", "name": "Seen", "type": "date", "pos": 3},
            {"id": "field-d", "name": "Paid", "type": "checkbox", "pos": 4},
        ]
    return made | fields


def comment(
    number: int, card_number: int, text: str, when: str = "2021-02-03T04:05:06.000Z"
) -> dict[str, Any]:
    """The action that holds a comment."""
    return {
        "id": f"action-{number}",
        "type": "commentCard",
        "date": when,
        "data": {"text": text, "card": {"id": identity(card_number), "name": "x"}},
        "memberCreator": {"id": "member-z", "fullName": "Zoe Gone", "username": "zoe"},
    }


def written(made: dict[str, Any]) -> bytes:
    """The file."""
    return json.dumps(made, ensure_ascii=False).encode()
