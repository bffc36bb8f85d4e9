"""Everything of a Trello file but the cards themselves: lists, labels, people, fields, checklists, comments.

Every key is optional: the layouts of 2015 to 2026 differ in more than a dozen of them.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from models.errors import Refused
from models.importers.base import Pace
from models.importers.incoming import Incoming
from models.importers.json_stream import read_object
from models.importers.spool import Spool
from models.words import QT_TRANSLATE_NOOP, say

MOST_CARDS = 200_000
MOST_PIECES = 400_000  # checklists, and as many comments
MOST_NAMES = 10_000  # lists, and as many labels, people and fields
_LONGEST = 1_000  # characters of a name: more than any of ours can have
ACTIONS_IN_A_FILE = 1000  # Trello writes no more than the newest so many

# Not `email`: whoever knows that address can post to the board.
# fmt: off
_CARD_KEYS = frozenset({
    "id", "name", "desc", "closed", "pos", "idList", "idMembers", "members", "idLabels", "labels",
    "idChecklists", "checklists", "due", "dueComplete", "dateCompleted", "start", "attachments",
    "customFieldItems", "badges", "dateLastActivity", "isTemplate", "recurrenceRule", "shortLink", "address",
    "locationName", "actions", "_id", "listId",  # WeKan's spelling, to name it
})
# fmt: on
_LISTS = {
    "cards": _CARD_KEYS,
    "lists": frozenset({"id", "name", "closed", "pos", "_id", "notes", "cards"}),
    "labels": frozenset({"id", "name", "color"}),
    "members": frozenset({"id", "fullName", "username"}),
    "checklists": frozenset({"id", "name", "idCard", "pos", "checkItems"}),
    "customFields": frozenset({"id", "name", "type", "pos", "options"}),
    "actions": frozenset({"id", "type", "date", "data", "memberCreator", "member"}),
}
_VALUES = frozenset({"name", "labelNames"})
_SIGNS = frozenset(
    {"cards", "lists", "actions", "labelNames", "shortLink", "idOrganization", "memberships", "prefs"}
)
_COMMENTS = frozenset({"commentCard", "copyCommentCard"})


def text_of(value: object) -> str:
    """A text from JSON of any type; what is neither text nor number is empty."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def list_of(value: object) -> list[Any]:
    """A list, empty for anything else."""
    return value if isinstance(value, list) else []


def dict_of(value: object) -> dict[str, Any]:
    """An object, empty for anything else."""
    return value if isinstance(value, dict) else {}


def dicts_of(value: object) -> Iterator[dict[str, Any]]:
    """The objects of a list; other elements are passed over."""
    return (item for item in list_of(value) if isinstance(item, dict))


def position(value: object) -> float:
    """`pos` is any number, sometimes a text; what is none sorts last."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return float("inf")
    return number if number == number else float("inf")


@dataclass(slots=True)
class TrelloList:
    """A list of the board and how many cards of each sort lie in it."""

    id: str
    name: str
    closed: bool
    pos: float
    open_cards: int = 0
    closed_cards: int = 0


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that the board's owner invented; `options` names the choices by id."""

    name: str
    type: str
    options: dict[str, str]


@dataclass(slots=True)
class TrelloBoard:
    """The file after one walk. Cards, checklists and comments wait in `spool`."""

    name: str = ""
    lists: dict[str, TrelloList] = field(default_factory=dict)
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    label_names: dict[str, str] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    fields: dict[str, CustomField] = field(default_factory=dict)
    comment_texts: dict[str, int] = field(default_factory=dict)  # place in spool of what was edited last
    cards: list[tuple[str, float, int, int]] = field(
        default_factory=list
    )  # list id, pos, row, place in spool
    checklists: int = 0
    comments: int = 0
    doubled: int = 0
    actions: int = 0
    oldest_action: str = ""
    mended: int = 0
    spool: Spool = field(default_factory=Spool)
    seen: set[str] = field(default_factory=set)

    def text_of_comment(self, key: str) -> str:
        """What a comment was edited to, "" if it never was."""
        place = self.comment_texts.get(key)
        return "" if place is None else text_of(self.spool.at(place))

    def in_order(self) -> list[tuple[int, int]]:
        """(row, place) of the cards: lists from left to right, cards from top to bottom."""
        ranks = {name: (entry.pos, index) for index, (name, entry) in enumerate(self.lists.items())}
        nowhere = (float("inf"), len(ranks))
        ordered = sorted(self.cards, key=lambda card: (ranks.get(card[0], nowhere), card[1], card[2]))
        return [(row, place) for _, _, row, place in ordered]


def scan(incoming: Incoming, wanted_encoding: str | None, pace: Pace) -> TrelloBoard:
    """Walk through the file once. Raises Refused, with the name of the other program where it is known."""
    board = TrelloBoard()
    try:
        scanner = _Scanner(board)
        encoding = incoming.encoding(wanted_encoding, pace)
        board.mended = read_object(incoming, encoding, _LISTS, _VALUES, scanner.take, pace) + encoding.broken
        scanner.settle()
    except BaseException:
        board.spool.close()
        raise
    return board


class _Scanner:
    """Sorts the elements of the file into a TrelloBoard."""

    def __init__(self, board: TrelloBoard) -> None:
        self._board = board
        self._known: set[str] = set()
        self._counts: Counter[tuple[str, bool]] = Counter()
        self._takers = {
            "cards": self._card,
            "lists": self._list,
            "labels": self._label,
            "members": self._member,
            "checklists": self._checklist,
            "customFields": self._field,
            "actions": self._action,
        }

    def take(self, key: str, value: Any, is_element: bool) -> None:
        """One top key or one element of a top list."""
        if is_element:
            if isinstance(value, dict):
                self._takers[key](value)
            return
        self._board.seen.add(key)
        if key == "name":
            self._board.name = text_of(value)
        elif key == "labelNames":
            self._board.label_names = {k: text_of(v) for k, v in dict_of(value).items()}

    def settle(self) -> None:
        """Count the cards of each list; refuse what is no Trello board."""
        board = self._board
        refuse_other_programs(board.seen)
        if not board.seen & _SIGNS:
            raise Refused(
                say(
                    QT_TRANSLATE_NOOP(
                        "models", "This JSON file is no Trello board: it holds no lists and no cards."
                    )
                )
            )
        for list_id, closed in self._counts:
            entry = board.lists.get(list_id)
            if entry is None:
                continue
            if closed or entry.closed:
                entry.closed_cards += self._counts[list_id, closed]
            else:
                entry.open_cards += self._counts[list_id, closed]

    def _card(self, card: dict[str, Any]) -> None:
        if "_id" in card or "listId" in card:
            self._board.seen.add("swimlanes")
            return
        badges = dict_of(card.pop("badges", None))
        card["comments"] = badges.get("comments")
        for checklist in dicts_of(card.pop("checklists", None)):  # the API's way to write it
            self._checklist({**checklist, "idCard": text_of(card.get("id"))})
        for action in dicts_of(card.pop("actions", None)):
            self._action(action)
        row = len(self._board.cards) + 1
        if row > MOST_CARDS:
            raise _too_many(MOST_CARDS)
        list_id = sys.intern(text_of(card.get("idList")))
        self._counts[list_id, card.get("closed") is True] += 1
        self._board.cards.append((list_id, position(card.get("pos")), row, self._board.spool.put("", card)))

    def _list(self, entry: dict[str, Any]) -> None:
        if "notes" in entry or "cards" in entry:
            self._board.seen.add("revision" if "notes" in entry else "boards")
            return
        if "_id" in entry:
            self._board.seen.add("swimlanes")
        key = text_of(entry.get("id"))
        name = _name(entry.get("name"))
        self._count(self._board.lists, key)
        self._board.lists[key] = TrelloList(
            key, name, entry.get("closed") is True, position(entry.get("pos"))
        )

    def _label(self, label: dict[str, Any]) -> None:
        key = text_of(label.get("id"))
        self._count(self._board.labels, key)
        self._board.labels[key] = (_name(label.get("name")), _name(label.get("color")))

    def _member(self, member: dict[str, Any]) -> None:
        name = _name(member.get("fullName")) or _name(member.get("username"))
        if name:
            key = text_of(member.get("id"))
            self._count(self._board.members, key)
            self._board.members[key] = name

    def _field(self, entry: dict[str, Any]) -> None:
        options = {
            text_of(option.get("id")): _name(dict_of(option.get("value")).get("text"))
            for option in islice(dicts_of(entry.get("options")), MOST_NAMES)
        }
        key = text_of(entry.get("id"))
        self._count(self._board.fields, key)
        self._board.fields[key] = CustomField(_name(entry.get("name")), _name(entry.get("type")), options)

    def _count(self, known: Mapping[str, object], key: str) -> None:
        """One more list, label, person or field."""
        if key in known:
            self._board.doubled += 1
        elif len(known) >= MOST_NAMES:
            raise _too_many(MOST_NAMES)

    def _checklist(self, checklist: dict[str, Any]) -> None:
        key = text_of(checklist.get("id"))
        if key and key in self._known:
            return
        self._known.add(key)
        self._board.checklists += 1
        self._limit(self._board.checklists)
        card = text_of(checklist.get("idCard"))
        self._board.spool.put(f"steps of {card}" if card else f"checklist {key}", checklist)

    def _action(self, action: dict[str, Any]) -> None:
        board = self._board
        board.actions += 1
        when = text_of(action.get("date"))
        if when and (not board.oldest_action or when < board.oldest_action):
            board.oldest_action = when
        kind = action.get("type")
        data = dict_of(action.get("data"))
        for person in (action.get("memberCreator"), action.get("member")):
            member = dict_of(person)
            key = text_of(member.get("id"))
            if key and key not in board.members:  # people who have left the board are named only here
                self._member(member)
        if kind == "updateComment":
            changed = dict_of(data.get("action"))
            key = text_of(changed.get("id"))
            if key not in board.comment_texts:
                board.comment_texts[key] = board.spool.put("", text_of(changed.get("text")))
                self._limit(len(board.comment_texts))
        elif kind in _COMMENTS:
            card = text_of(dict_of(data.get("card")).get("id")) or text_of(data.get("idCard"))
            author = dict_of(action.get("memberCreator"))
            self._comment(text_of(action.get("id")), card, text_of(data.get("text")), when, author)

    def _comment(self, key: str, card: str, text: str, when: str, author: dict[str, Any]) -> None:
        if key and f"comment {key}" in self._known:
            return
        self._known.add(f"comment {key}")
        self._board.comments += 1
        self._limit(self._board.comments)
        name = text_of(author.get("fullName")).strip() or text_of(author.get("username")).strip()
        comment = {"id": key, "text": text, "date": when, "author": name}
        self._board.spool.put(f"comments of {card}", comment)

    @staticmethod
    def _limit(pieces: int) -> None:
        if pieces > MOST_PIECES:
            raise _too_many(MOST_PIECES)


def _name(value: object) -> str:
    return text_of(value).strip()[:_LONGEST]


def _too_many(most: int) -> Refused:
    source = QT_TRANSLATE_NOOP(
        "models", "The file holds more than {most} things of one kind; that is too much."
    )
    return Refused(say(source, most=f"{most:,}"))


_OTHERS = (
    ({"crossModelVersion", "taskRepeatCfg", "taskArchive", "simpleCounter"}, "Super Productivity"),
    ({"swimlanes", "checklistItems"}, "WeKan"),
    ({"included"}, "Planka"),
    ({"boards"}, "Kanri / Deck"),
    ({"revision"}, "Nullboard"),
    ({"data"}, "Asana"),
)


def refuse_other_programs(keys: set[str]) -> None:
    """Name the program whose JSON this is. Raises Refused."""
    for signs, name in _OTHERS:
        if not keys & signs:
            continue
        if name == "Super Productivity":
            source = QT_TRANSLATE_NOOP(
                "models",
                "This is a Super Productivity backup; it cannot be imported yet. Save its tasks as CSV.",
            )
            raise Refused(say(source))
        source = QT_TRANSLATE_NOOP(
            "models", "This file comes from {name}; its JSON cannot be imported yet. Save the board as CSV."
        )
        raise Refused(say(source, name=name))
