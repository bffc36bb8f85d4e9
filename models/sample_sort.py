"""How the sample's tasks were sorted, where its owner's time went, and its settings."""

from dataclasses import dataclass
from datetime import date

from models import sqlite
from models.board import Board
from models.declared import SETTINGS, parse
from models.drafts import AnswersDraft, TaskDraft
from models.record import Recorder
from models.sample_parts import BOSTON, NAME, OWNER, PRIYA, at, uid_of
from models.schema import Link, Task, TimeEntry, Triage
from models.settings import store
from models.tasks import edit_in
from models.triage import ASKED


@dataclass(frozen=True, slots=True)
class _Sorted:
    """`answers`: digits in the order of ASKED, a point for none. `agreed` None: nothing was suggested."""

    answers: str
    decided: str | None = None
    agreed: bool | None = None
    gates: tuple[str, ...] = ()
    on_site: bool = False
    note: str = ""
    days_ago: int = 12


# Every state there is: nothing answered, a lean, a suggestion waiting, agreed, decided otherwise, a gate.
_SORTED = {
    "Fix the office printer again": _Sorted("002100", on_site=True),
    "Draft the memo for the Harlan clinics": _Sorted("4....."),
    "Supplier call: Boston, Lisbon, Manila": _Sorted("013211"),
    "Prepare the tax return": _Sorted(
        "020040", "split", True, note="I sign; the papers can be collected for me."
    ),
    "Harlan clinics: renewal pitch": _Sorted("431434", "core", True),
    "Sign the new lease": _Sorted("012131", "core", True, gates=("binding",), days_ago=5),
    "Price list for next year": _Sorted("231333", "core", True, gates=("direction",)),
    "Source the rare parts that customers ask for": _Sorted("422424", "core", True, days_ago=40),
    "Quarterly call with the largest client": _Sorted("341333", "core", True, gates=("personal",)),
    "Priya's performance review": _Sorted("141242", "core", True, gates=("people",)),
    "Send invoices and chase late payers": _Sorted("013120", "delegable", True),
    "Monthly newsletter: to give": _Sorted("222213", "split", True, days_ago=20),
    "Research a sterilizer before buying": _Sorted("111021", "delegable", True),
    "Travel for the Denver trade fair": _Sorted("013111", "delegable", True),
    "Match the bank's lines with the books": _Sorted("011130", "delegable", True),
    "Posts about new parts": _Sorted("112111", "delegable", True),
    "Count the stock, update the shop": _Sorted("004110", "delegable", True),
    "Chase unanswered offers": _Sorted("013120", "delegable", True),
    "Sort the day's post": _Sorted("004200", "delegable", True),
    "Inbox triage, daily": _Sorted("022220", "delegable", True, days_ago=45),
    "Price watch: the five big suppliers": _Sorted(
        "222212", "delegable", False, note="Ines knows these suppliers as well as I do.", days_ago=30
    ),
    "Schedule client calls": _Sorted("013211", "delegable", True, days_ago=70),
    "Design the spring brochure": _Sorted("011011", "delegable", True, days_ago=25),
    "Supplier bills into the books": _Sorted("004110", "delegable", True, days_ago=60),
    "Copy web orders into the shipping list": _Sorted("......", "automated", days_ago=18),
    "Print the weekly stock report": _Sorted("......", "dropped", days_ago=26),
}
_NEEDS = {
    "Inbox triage, daily": (
        "email, judgement",
        "every message labelled; at most 5 left for the owner, one-line summary each",
        "medium",
    ),
    "Schedule client calls": ("calendar, email", "accepted by all; zone and link in the invite", "low"),
    "Send invoices and chase late payers": (
        "accounting app",
        "every client is billed by Friday, reminders are out at 7 and 14 days",
        "medium",
    ),
    "Match the bank's lines with the books": (
        "bookkeeping",
        "all lines matched or listed with a question",
        "high",
    ),
    "Posts about new parts": ("social, writing", "posts queued and approved; links work", "low"),
    "Count the stock, update the shop": ("spreadsheets", "count sheet equals shop", "low"),
    "Design the spring brochure": ("graphic design", "print and web files, brand rules met", "low"),
}
_ROUGH = frozenset(
    {"Match the bank's lines with the books", "Posts about new parts", "Travel for the Denver trade fair"}
)
# Days ago, hour, minutes; and whose plate it was.
_RUNS = {
    "Inbox triage, daily": ((52, 13, 38), (51, 13, 44), (50, 13, 40), (49, 14, 41), (48, 13, 36)),
    "Schedule client calls": ((80, 15, 35), (78, 15, 40), (76, 16, 52)),
    "Send invoices and chase late payers": ((10, 14, 95), (3, 14, 88)),
}
_FREE = (
    (2, 18, 15, "Phone call with the bank", ""),
    (1, 15, 25, "Looked for a lost parcel", ""),
    (1, 17, 30, "Parcels to the post office", PRIYA),
)
_SETTINGS = {
    "company.owner": OWNER,
    "company.name": NAME,
    "company.reply": "rosa@example.com",
    "company.country": "US",
    "company.zone": BOSTON,
    "company.currency": "USD",
    "money.hourly": "60",
    "money.rate": "15",
}


def answers_of_sample(draft: TaskDraft) -> None:
    """Put answers, needs and the kind of estimate on a card of the sample."""
    if found := _SORTED.get(draft.title):
        given = {letter: int(mark) for letter, mark in zip(ASKED, found.answers, strict=True) if mark != "."}
        draft.answers = AnswersDraft(given, found.gates, found.on_site)
    if draft.title in _NEEDS:
        draft.skills, draft.done_when, draft.sensitivity = _NEEDS[draft.title]
    if draft.title in _ROUGH:
        draft.estimate = "rough"


def add_sorting(board: Board, record: Recorder, today: date) -> None:
    """Decisions, the split pair, time and settings, for cards that are on the board already."""
    tasks = {title: task for task, title in sqlite.fetch(board.db, Task.select(Task.id, Task.title))}
    rows = {task: row for row, task in sqlite.fetch(board.db, Triage.select(Triage.id, Triage.task))}
    for title, found in _SORTED.items():
        if found.decided is not None:
            moment = at(today, found.days_ago, 16)
            decision = {"decided": found.decided, "decided_at": moment, "agreed": found.agreed}
            record.update(Triage, rows[tasks[title]], note=found.note, **decision)
    mine, give = tasks["Monthly newsletter: my part"], tasks["Monthly newsletter: to give"]
    record.insert(Link, kind="split_of", task=mine, other=give)
    record.update(Task, tasks["Send invoices and chase late payers"], pin="in")
    _add_time(board, record, tasks, today)
    store(board, record, {name: parse(SETTINGS[name], value) for name, value in _SETTINGS.items()})


def _add_time(board: Board, record: Recorder, tasks: dict[str, int], today: date) -> None:
    names = ["uid", "task", "title", "started", "seconds", "plate", "kind"]
    rows: list[tuple[object, ...]] = [
        (uid_of(today, f"{title} {days}"), tasks[title], "", at(today, days, hour), minutes * 60, "", "timer")
        for title, runs in _RUNS.items()
        for days, hour, minutes in runs
    ]
    rows += [
        (uid_of(today, f"{title} {days}"), None, title, at(today, days, hour), minutes * 60, plate, "log")
        for days, hour, minutes, title, plate in _FREE
    ]
    record.insert_many(TimeEntry, names, rows)
    for title, runs in _RUNS.items():
        if len(runs) >= 3:
            seconds = sorted(minutes for *_, minutes in runs)[len(runs) // 2] * 60
            edit_in(board, record, tasks[title], {"seconds_per_run": seconds, "estimate": "measured"})
