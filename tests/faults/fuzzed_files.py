"""Files to import, sound ones and damaged ones: made from a seed, the same seed the same bytes."""

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from models.exporters.csv_codec import HEADER
from models.exporters.csv_people_codec import COLUMNS
from models.packets.content import Packet
from models.packets.reply import STATUSES
from models.packets.reply_block import wrapped
from models.packets.reply_form import fill_in_block
from models.packets.wording import words_for
from tests.models.importers.boards import board, card, comment

TEXTS = (
    *("Order gloves", "Send invoices", "Prüfen & zählen", "漢字のタスク", "x", "Call back\nand write"),
    *("=HYPERLINK(1)", "'=1+1", "@SUM(A1)", "-2", "<b>bold</b>", "\u202eevil", "a\u0301" * 30, "👩\u200d🚀"),
    *(
        "{0} {title} %s",
        "'; DROP TABLE task; --",
        "../../etc/passwd",
        "a;b\\c",
        '“q”, "w"',
        "\t tab",
        "é" * 300,
    ),
    *("", " ", "", "0", "null", "NaN", "\ufeff", "9" * 400, "a\rb", "\x1b[31mred", "\x7f", "\ufffe"),
)
DAYS = (
    *("2026-12-01", "2026-12-01T23:30:00Z", "01.02.2027", "25/12/2026", "12/25/2026", "3. März 2027"),
    *("", "", "soon", "2026-02-30", "0000-00-00", "9999-12-31", "46000", "1796688000", "1e309", "29.02.2028"),
)
FIGURES = ("", "", "5", "7.5", "0", "-3", "1h 30m", "99999999999999999999", "NaN", "1e400", "½", "0.2308")
FLAGS = (
    "",
    "yes",
    "no",
    "true",
    "done",
    "x",
    "1",
    "maybe",
    "core",
    "delegable",
    "split",
    "dropped",
    "automated",
)
PLACES = (
    "Unsorted",
    "Core",
    "To set up",
    "In training",
    "Handed over",
    "To review",
    "Done",
    "Backlog",
    "",
    "?",
)
REPEATS = ("", "", "weekly", "monthly", "every 2 weeks", "FREQ=WEEKLY;BYDAY=MO", "FREQ=SECONDLY", "often")
PEOPLE = ("", "Maya Reyes", "Ada; Ben", "Omar", "'=x", "a;;b")
ZONES = ("", "Europe/Berlin", "Asia/Manila", "Mars/Base", "UTC")
_TITLES = ("Title", "Task", "Name", "Card Name", "Titel", "Subject")
_OTHERS = {
    "Due": DAYS, "Due date": DAYS, "Fällig": DAYS, "Created": DAYS, "Notes": TEXTS, "Description": TEXTS,
    "List": PLACES, "Status": FLAGS, "Done": FLAGS, "Archived": FLAGS, "Labels": TEXTS, "Assignee": PEOPLE,
    "Repeats": REPEATS, "Duration": FIGURES, "Steps": TEXTS, "Comments": TEXTS, "Links": TEXTS, "ID": FIGURES,
    "Parent task": TEXTS, "Time zone": ZONES, "Something else": TEXTS, "": TEXTS,
}  # fmt: skip
_OWN = {
    "Title": TEXTS, "Stage": PLACES, "Verdict": FLAGS, "Outcome": FLAGS, "Assistants": PEOPLE, "Due": DAYS,
    "Due time": ("", "14:00", "25:00", "9am"), "Due zone": ZONES, "Repeats": REPEATS, "Tags": TEXTS,
    "Minutes per run": FIGURES, "Steps": ("", "[x] one; [ ] two", "a;;\\", "[x]"), "Notes": TEXTS,
    "Created": DAYS, "Changed": DAYS, "Done": DAYS, "Estimate": ("", "rough", "measured", "odd"),
    "Hours per week": FIGURES, "Done when": TEXTS, "Skills": TEXTS, "Sensitivity": ("", "high", "odd"),
    "Assistant": PEOPLE, "Next check": DAYS, "May decide": FIGURES, "Training level": ("", "3", "9"),
    "Series from": DAYS, "Series zone": ZONES, "On days off": ("", "skip", "odd"), "Only me": ("", "4", "7"),
    "Must stay": ("", "law; secret", "odd"), "On site": FLAGS,
}  # fmt: skip
_OF_PEOPLE = {
    "kind": ("", "assistant", "specialist", "odd"), "email": ("", "a@example.org", "no address"),
    "zone": ZONES, "days": ("", "Mon Tue", "0,1", "Xday"), "hours": ("", "09:00-17:00", "9 to 5", "25:00-1"),
    "seconds_per_week": FIGURES, "hour_cap": FIGURES, "money_cap": FIGURES, "currency": ("", "USD", "XXQ"),
    "starts": DAYS, "ends": DAYS, "ended": DAYS, "authority": FIGURES, "reply_hours": FIGURES,
    "spend": FIGURES, "rates": ("", "2026-02-01 5 USD", "never 5 USD", "2026-01-01 5 XXQ"),
    "absences": ("", "2026-12-24 2026-12-31 home", "2026-02-03 2026-02-01", "x"), "deputies": PEOPLE,
    "outside_company": FLAGS, "clearance": ("", "high", "odd"), "send_by": ("", "mail", "pigeon"),
}  # fmt: skip
_ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1.5,
    10**18,
    "",
    "x",
    [],
    {},
    [None],
    {"a": []},
    "2026-13-01",
    "\0",
)
_PIECES = (
    *(
        b"\0",
        b'"',
        b"'",
        b",",
        b";",
        b"\t",
        b"\r",
        b"\n",
        b"\r\n",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"{",
        b"}",
    ),
    *(
        b"[",
        b"]",
        b"\\",
        b"\\u0000",
        b"\\ud83d",
        b"NaN",
        b"-Infinity",
        b"1e999",
        b"9" * 5000,
        b"[" * 200,
        b"x" * 70_000,
    ),
    *(
        b'"id":1,',
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"--- end ---",
        b"=1+1",
        b"null",
        b"\x1a",
        b"PK\x03\x04",
        b"\x1f\x8b",
    ),
)


class FileFormat(NamedTuple):
    """A kind of file: its name in the table, its ending, and how one is made."""

    name: str
    ending: str
    make: Callable[[Random, Sequence[Packet]], bytes]


class _Picks:
    """What stands in cells: of half of the files only what their owner would expect there."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._most = random.choice((2, 100))

    def of(self, values: Sequence[str]) -> str:
        return self._random.choice(values[: self._most])


def damaged(content: bytes, random: Random) -> bytes:
    """The file after what happens to files: cut, doubled, mixed, and bytes put where they do not belong."""
    data = bytearray(content)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        place, size = random.randrange(len(data) + 1), random.choice((1, 1, 2, 8, 40))
        how = random.randrange(6)
        if how == 0:
            data[place : place + size] = random.choice(_PIECES)
        elif how == 1:
            data[place:place] = random.choice(_PIECES)
        elif how == 2:
            del data[place : place + size]
        elif how == 3:
            data[place:place] = data[place : place + size * 10]
        elif how == 4 and len(data) > 4:
            del data[max(4, place) :]
        else:
            data[place : place + size] = random.randbytes(min(size, 8))
    return bytes(data)


def own_table(random: Random, _packets: Sequence[Packet]) -> bytes:
    """Our own CSV, perhaps saved again by a spreadsheet."""
    rows, picks = [], _Picks(random)
    for number in range(random.randrange(6)):
        row = {name: picks.of(values) for name, values in _OWN.items() if random.random() < 0.4}
        row["ID"] = picks.of((f"0198{number:08x}-{random.randrange(3)}", "", "x!", "0198-same"))
        row["Title"] = row.get("Title") or random.choice(TEXTS[:12])
        rows.append([row.get(name, "") for name in HEADER])
    return _written([list(HEADER), *rows], random)


def any_table(random: Random, _packets: Sequence[Packet]) -> bytes:
    """A table of some program, or of somebody's own making."""
    picks = _Picks(random)
    names = [random.choice(_TITLES), *random.sample(sorted(_OTHERS), random.randrange(7))]
    random.shuffle(names)
    rows = [[picks.of(_OTHERS.get(name, TEXTS)) for name in names] for _ in range(random.randrange(8))]
    for row in rows:
        if random.random() < 0.1:
            row += ["more"] * random.randrange(3)
        elif random.random() < 0.1:
            del row[random.randrange(len(row)) :]
    return _written([names, *rows], random)


def people_table(random: Random, _packets: Sequence[Packet]) -> bytes:
    """Assistants, as we write them or as somebody keeps them."""
    wanted = [(header, name) for header, name in COLUMNS if name == "name" or random.random() < 0.4]
    wanted += [("E-mail", "email"), ("City", "city")] if random.random() < 0.5 else [("Assistant ID", "uid")]
    wanted = list(dict.fromkeys(wanted))
    rows, picks = [], _Picks(random)
    for number in range(random.randrange(5)):
        values = {name: picks.of(_OF_PEOPLE.get(name, TEXTS)) for _, name in wanted}
        values["uid"] = picks.of((f"0198{number:08x}", "", "x!"))
        values["name"] = picks.of((f"Person {number}", "Maya Reyes", *TEXTS))
        rows.append([values[name] for _, name in wanted])
    return _written([[header for header, _ in wanted], *rows], random)


def trello(random: Random, _packets: Sequence[Packet]) -> bytes:
    """A Trello board of some year, with what does not belong into one here and there."""
    year = random.choice((2015, 2017, 2019, 2021, 2026))
    cards, is_neat = [], random.random() < 0.5
    for number in range(random.randrange(5)):
        made = card(number, year, name=random.choice(TEXTS[:12]), desc=random.choice(TEXTS[:12]))
        if is_neat:
            cards.append(made)
            continue
        made |= card(random.choice((number, 1)), year, name=random.choice(TEXTS), desc=random.choice(TEXTS))
        made |= {
            "due": random.choice((None, *DAYS)),
            "idMembers": random.choice(([], ["member-a"], ["gone"])),
        }
        made["idList"] = random.choice(("list-todo", "list-done", "list-training", "list-old", "gone"))
        if random.random() < 0.3:
            made[random.choice(sorted(made))] = random.choice(_ODD)
        cards.append(made)
    actions = [comment(number, 1, random.choice(TEXTS)) for number in range(random.randrange(3))]
    whole = board(year, cards, actions=actions)
    if not is_neat and random.random() < 0.3:
        whole[random.choice(sorted(whole))] = random.choice(_ODD)
    if not is_neat and random.random() < 0.2:
        del whole[random.choice(sorted(whole))]
    text = json.dumps(whole, ensure_ascii=random.random() < 0.5)
    return text.encode(random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")), "surrogatepass")


def reply(random: Random, packets: Sequence[Packet]) -> bytes:
    """What comes back of something that was sent: the file, a mail with it, or the form filled in."""
    packet = random.choice(packets)
    uids = [step.uid for one in packets for step in one.steps]
    values: dict[str, Any] = {
        "format": "delegation-board-reply", "v": 1, "board": packet.board, "token": packet.token,
        "brief": packet.version, "reply": f"{random.getrandbits(128):032x}",
        "status": random.choice(STATUSES),
        "ticked": random.sample(uids, random.randrange(3)), "minutes": random.choice((None, 0, 25, 10_080)),
        "question": random.choice(TEXTS), "note": random.choice(TEXTS), "made": "2026-11-26T09:30:00Z",
        "steps": [random.choice(TEXTS) for _ in range(random.randrange(3))],
    }  # fmt: skip
    if random.random() < 0.25:
        values[random.choice(sorted(values))] = random.choice(_ODD)
    if random.random() < 0.3:
        block = fill_in_block(packet.token, packet.version, packet.wants_steps, words_for("en"))
        lines = [line + random.choice(("", "yes", "no", "25", *TEXTS)) if line.endswith(": ") else line
                 for line in block.splitlines()]  # fmt: skip
        return "\n".join(lines).encode("utf-8", "surrogatepass")
    text = json.dumps(values, ensure_ascii=False, indent=1)
    if random.random() < 0.3:
        text = f"Hello,\n\n{wrapped(text)}\n\n-- \nMaya\n"
    return text.encode(random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")), "surrogatepass")


def _written(rows: list[list[str]], random: Random) -> bytes:
    """As programs write tables: their delimiters, quotes, ends of lines and letters."""
    delimiter, end = random.choice((",", ",", ";", "\t")), random.choice(("\r\n", "\n", "\n", "\r"))
    quote = random.choice((True, True, True, False))

    def cell(text: str) -> str:
        is_plain = not quote or not any(sign in text for sign in f'{delimiter}"\r\n')
        return text if is_plain else '"' + text.replace('"', '""') + '"'

    text = "".join(delimiter.join(cell(text) for text in row) + end for row in rows)
    return text.encode(
        random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le")), "replace"
    )


FORMATS = (
    FileFormat("own CSV", ".csv", own_table),
    FileFormat("any CSV", ".csv", any_table),
    FileFormat("Trello JSON", ".json", trello),
    FileFormat("assistants CSV", ".csv", people_table),
    FileFormat("replies", ".txt", reply),
)
