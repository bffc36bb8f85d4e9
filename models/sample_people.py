"""Who helps the sample's owner: people in all four cells of outsourced and offshore, what they have in hand,
how far they are with it, and the briefs they work by. What came of it so far: models.sample_runs.
"""

from datetime import date, datetime, timedelta
from typing import Any

from models import brief_versions, sqlite
from models.board import Board
from models.folding import fold
from models.record import Recorder
from models.sample_parts import INES, MAYA, PRIYA, TOM, at, uid_of, weekday_after
from models.sample_runs import add_runs
from models.schema import Assistant, Step, Task, TaskAssistant
from models.schema_handover import Absence, Access, Brief, Deputy, Handover, Rate, Training

WALT, ELENA = "Walt", "Elena"
_HOUR = 3600
# Name → fields; the hour in minor units of its currency, and what one unit is worth at home.
_PEOPLE: dict[str, tuple[dict[str, Any], tuple[int, str, str] | None]] = {
    MAYA: (
        {
            "email": "maya@example.com",
            "city": "Manila",
            "country": "PH",
            "zone": "Asia/Manila",
            "days": "0,1,2,3,4",
            "hours": "09:00-18:00",
            "seconds_per_week": 20 * _HOUR,
            "skills": "email, calendar, bookkeeping, CRM",
            "languages": "English, Filipino",
            "clearance": "high",
            "channel": "chat",
            "reply_hours": 4,
            "authority": 3,
            "ask_when": "A client is upset, or it costs more than 50 USD.",
            "review": "one_in_five",
            "notes": "Starts when Boston goes home: what is left by 17:00 is done by breakfast.",
        },
        (900, "USD", ""),
    ),
    TOM: (
        {
            "kind": "specialist",
            "email": "tom@example.com",
            "city": "Austin",
            "country": "US",
            "zone": "America/Chicago",
            "days": "0,1,2,3,4",
            "hours": "10:00-18:00",
            "seconds_per_week": 6 * _HOUR,
            "skills": "graphic design, photo editing",
            "clearance": "low",
        },
        (6000, "USD", ""),
    ),
    INES: (
        {
            "kind": "employee",
            "outside_company": False,
            "email": "ines@example.com",
            "city": "Lisbon",
            "country": "PT",
            "zone": "Europe/Lisbon",
            "days": "0,1,2,3,4",
            "hours": "09:00-17:00",
            "seconds_per_week": 15 * _HOUR,
            "skills": "purchasing, customs, spreadsheets",
            "languages": "Portuguese, English",
            "clearance": "medium",
            "calling": "Small talk first. Never between 12:30 and 14:00.",
        },
        (1600, "EUR", "1.08"),
    ),
    PRIYA: (
        {
            "kind": "employee",
            "outside_company": False,
            "email": "priya@example.com",
            "city": "Boston",
            "country": "US",
            "zone": "America/New_York",
            "days": "0,1,3",
            "hours": "09:00-13:00",
            "seconds_per_week": 12 * _HOUR,
            "skills": "bookkeeping, accounting app",
            "clearance": "high",
        },
        (2200, "USD", ""),
    ),
    ELENA: (
        {
            "kind": "specialist",
            "city": "Boston",
            "country": "US",
            "zone": "America/New_York",
            "days": "0,1,2,3,4",
            "hours": "09:00-17:00",
            "skills": "equipment",
        },
        (9500, "USD", ""),
    ),
    WALT: (
        {
            "kind": "local",
            "city": "Boston",
            "country": "US",
            "zone": "America/New_York",
            "days": "0,1,2,3,4,5",
            "hours": "08:00-16:00",
            "skills": "printers, network",
            "clearance": "low",
        },
        None,
    ),
}
# Training levels, by card; who holds it is on the card.
_LEVELS = {
    "Inbox triage, daily": 3,
    "Receipts into the ledger": 1,
    "Price watch: the five big suppliers": 2,
    "Schedule client calls": 4,
    "Supplier bills into the books": 5,
    "Customs papers for Lisbon parcels": 4,
    "Confirm appointments for visits": 4,
}
# Days until the owner looks again, where it is not next week; days since an assistant asked something.
_NEXT_LOOK = {"Design the spring brochure": -1, "Customs papers for Lisbon parcels": 4}
_ASKED = {"Customs papers for Lisbon parcels": 1}
_BRIEFS: dict[str, dict[str, Any]] = {
    "Inbox triage, daily": {
        "outcome": "An inbox in which only what needs me is left",
        "why": "I answer clients before ten; everything else may wait or go.",
        "inputs": "The shared inbox, the list of labels",
        "example": "Last Friday’s inbox at 18:00",
        "authority": 3,
        "ask_when": "A mail from the bank or a lawyer.",
        "nda": True,
        "seconds": 40 * 60,
        "exceptions": "Statements of the bank go to Books.",
    },
    "Send invoices and chase late payers": {
        "outcome": "Every delivery of the week is invoiced",
        "why": "Late invoices are paid late.",
        "authority": 4,
        "spend_month": 0,
        "spend_currency": "USD",
        "ask_when": "A client disputes an amount.",
    },
    "Design the spring brochure": {
        "outcome": "Print and web files of the spring brochure",
        "why": "Dentists get it with every parcel from March on.",
        "inputs": "Last year’s brochure, the new price list",
        "no_access": True,
        "authority": 3,
        "seconds": 35 * 60,
        "milestone_days": 7,
    },
    "Three quotes for packing material": {
        "outcome": "Three prices that can be compared line by line",
        "inputs": "Amounts of last year",
        "no_access": True,
        "errors": "Prices without delivery.",
    },
}
_STEP_MINUTES = {"Label": 10, "Archive": 5, "Answer from the templates": 15}


def add_people(board: Board, record: Recorder, today: date) -> None:
    """Everything of this file, for cards and names that are on the board already."""
    for name, (fields, hour) in _PEOPLE.items():
        _add_person(board, record, name, fields, hour, today)
    people = dict(sqlite.fetch(board.db, Assistant.select(Assistant.name, Assistant.id)))
    tasks = {title: task for task, title in sqlite.fetch(board.db, Task.select(Task.id, Task.title))}
    record.insert(Absence, assistant=people[TOM], first=today + timedelta(20), last=today + timedelta(27))
    # The customs papers come due while Ines is away, and nobody else can do them.
    record.insert(
        Absence,
        assistant=people[INES],
        first=today + timedelta(8),
        last=today + timedelta(12),
        note="Wedding",
    )
    record.insert(Deputy, assistant=people[MAYA], other=people[PRIYA], rank=0)
    _add_briefs(board, record, tasks, people, today)
    _tell_hands(board, record, tasks, today)
    # Priya learns it beside Maya, and does what Maya also can; the inbox she was only told of.
    calls = tasks["Schedule client calls"]
    record.insert(Training, task=calls, assistant=people[PRIYA], level=1, since=at(today, 12, 15))
    record.insert(TaskAssistant, task=calls, assistant=people[PRIYA])
    bills, inbox = tasks["Supplier bills into the books"], tasks["Inbox triage, daily"]
    record.insert(Training, task=bills, assistant=people[MAYA], level=3, since=at(today, 30, 15))
    record.insert(Training, task=inbox, assistant=people[PRIYA], level=0, since=at(today, 3, 15))
    add_runs(record, tasks, people, today)


def _add_person(
    board: Board,
    record: Recorder,
    name: str,
    fields: dict[str, Any],
    hour: tuple[int, str, str] | None,
    today: date,
) -> None:
    row = board.db.execute_sql("SELECT id FROM assistant WHERE name = ?", (name,)).fetchone()
    if row is None:
        values = {"uid": uid_of(today, name), "board": board.about().id, "name": name, "folded": fold(name)}
        defaults = {key: f.default for key, f in Assistant._meta.fields.items() if f.default is not None}
        person = record.insert(Assistant, **(defaults | values | fields))
    else:
        person = int(row[0])
        record.update(Assistant, person, **fields)
    if hour is not None:
        amount, currency, fx = hour
        starts = today - timedelta(200)
        fx_date = today - timedelta(30) if fx else None
        record.insert(
            Rate, assistant=person, starts=starts, amount=amount, currency=currency, fx=fx, fx_date=fx_date
        )


def _add_briefs(
    board: Board, record: Recorder, tasks: dict[str, int], people: dict[str, int], today: date
) -> None:
    defaults = {
        name: field.default for name, field in Brief._meta.fields.items() if field.default is not None
    }
    for title, said in _BRIEFS.items():
        values = dict(said)
        if days := values.pop("milestone_days", None):
            values["milestone"] = today + timedelta(days)
        record.insert(Brief, uid=uid_of(today, f"brief {title}"), task=tasks[title], **(defaults | values))
    inbox = tasks["Inbox triage, daily"]
    steps = Step.select(Step.id, Step.text).where(Step.task == inbox)
    for step, text in list(sqlite.fetch(board.db, steps)):
        if text in _STEP_MINUTES:
            record.update(Step, step, seconds=_STEP_MINUTES[text] * 60)
    record.insert(
        Access,
        uid=uid_of(today, "access inbox"),
        task=inbox,
        assistant=people[MAYA],
        tool="Mail",
        role="delegate, may read and label",
        grant="delegation from the owner’s account",
        granted=today - timedelta(50),
    )
    # The first version is what Maya began with; the second says what she asked.
    brief_versions.fix(record, inbox)
    row = board.db.execute_sql("SELECT id FROM brief WHERE task_id = ?", (inbox,)).fetchone()[0]
    record.update(Brief, row, ask_when="A mail from the bank or a lawyer, or anything that sounds angry.")
    brief_versions.keep(record, [inbox])


def _tell_hands(board: Board, record: Recorder, tasks: dict[str, int], today: date) -> None:
    """What the hand-overs that came with the cards say."""
    query = Handover.select(Handover.id, Handover.task, Handover.assistant)
    hands = {task: (row, who) for row, task, who in sqlite.fetch(board.db, query)}
    titles = {task: title for title, task in tasks.items()}
    for task, (row, who) in hands.items():
        title = titles[task]
        given = at(today, 40, 15)
        fields: dict[str, Any] = {
            "at": given,
            "authority": 3,
            "next_check": weekday_after(today, 1),
            "sent": given + timedelta(hours=1),
            "sent_how": "text",
        }
        if title == "Inbox triage, daily":
            fields |= {"version": 1, "sent_version": 1, "next_check": today}
        else:
            fields["version"] = brief_versions.fix(record, task)
        if title == "Design the spring brochure":
            until = today + timedelta(16)
            fields |= {"engagement": "limited", "until": until, "hour_cap": 10 * _HOUR, "money_cap": 60_000}
        if title == "Receipts into the ledger":
            fields |= {"at": at(today, 0, 8), "sent": None, "sent_how": "", "move": "mine"}
        if title in _NEXT_LOOK:
            fields["next_check"] = today + timedelta(_NEXT_LOOK[title])
        if title in _ASKED:
            fields["move"] = "mine"
        fields["moved"] = at(today, _ASKED[title], 17) if title in _ASKED else fields["sent"] or fields["at"]
        record.update(Handover, row, **fields)
        if title in _LEVELS:
            _set_level(board, record, task, who, _LEVELS[title], at(today, 15, 15))


def _set_level(board: Board, record: Recorder, task: int, who: int, level: int, since: datetime) -> None:
    sql = "SELECT id FROM training WHERE task_id = ? AND assistant_id = ?"
    for (row,) in board.db.execute_sql(sql, (task, who)).fetchall():
        record.update(Training, row, level=level, since=since)
