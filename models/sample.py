"""The sample board: a believable small company, so that a new owner can look before typing anything.

Everyone and everything in it is made up. The same day always gives the same board.
"""

from datetime import date, timedelta

from models import stages
from models.board import Board
from models.drafts import TaskDraft
from models.repeats import Repeat
from models.sample_parts import (
    DAILY,
    INES,
    MAYA,
    MONTHLY,
    NAME,
    OWNER,
    PRIYA,
    QUARTERLY,
    SPECIALISATION,
    TOM,
    WEEKLY,
    YEARLY,
    at,
    card,
    finished,
    said,
    uid_of,
    weekday_after,
)
from models.sample_people import add_people
from models.sample_sort import add_sorting, answers_of_sample
from models.tasks import add_in

__all__ = ["NAME", "OWNER", "SPECIALISATION", "fill_sample", "sample_drafts"]


def fill_sample(board: Board, today: date) -> None:
    """Put the sample on `board` as one change: cards, answers, time, settings; dates lie around `today`.

    A board that has no columns yet is founded with the sample's name first.
    """
    if not stages.read_stages(board):
        stages.found_board(board, NAME, SPECIALISATION)
    drafts = sample_drafts(today)
    with board.change("add", details={"count": len(drafts)}) as record:
        add_in(board, record, drafts)
        add_sorting(board, record, today)
        add_people(board, record, today)


def sample_drafts(today: date) -> list[TaskDraft]:
    """All cards of the sample, column by column, top to bottom, with keys of their own."""
    drafts = [
        *_unsorted(today),
        *_core(today),
        *_setup(today),
        *_training(today),
        *_handed_over(today),
        *_review(today),
        *_done(today),
    ]
    for place, draft in enumerate(drafts):
        draft.uid = uid_of(today, draft.title)
        draft.created = draft.created or at(today, 60 - place, 14)
        answers_of_sample(draft)
    return drafts


def _unsorted(today: date) -> list[TaskDraft]:
    return [
        card(
            "unsorted",
            "Fix the office printer again",
            60,
            QUARTERLY,
            tags=["IT"],
            notes="Paper jam in tray 2, third time since spring.\nSomeone on site: the local technician?",
        ),
        card(
            "unsorted",
            "Draft the memo for the Harlan clinics",
            120,
            due=today + timedelta(days=1),
            tags=["clients"],
            notes="They ask which handpiece parts stay available through next year, and which do not.",
        ),
        card(
            "unsorted",
            "Supplier call: Boston, Lisbon, Manila",
            60,
            WEEKLY,
            due=today + timedelta(days=6),
            due_time="09:00",
            tags=["calendar"],
            steps=["Ask everyone's hours", "Check the holidays", "Send the invite with each local time"],
        ),
        card(
            "unsorted",
            "Prepare the tax return",
            480,
            YEARLY,
            verdict="split",
            due=today + timedelta(days=75),
            tags=["books"],
            notes="Part of it is mine: I sign. Collecting the papers is not.",
        ),
        card("unsorted", "Compare parcel prices for the West Coast", 120, tags=["shipping"]),
        card("unsorted", "Renew the business insurance", repeat=YEARLY, due=today + timedelta(days=26)),
    ]


def _core(today: date) -> list[TaskDraft]:
    return [
        card(
            "core",
            "Harlan clinics: renewal pitch",
            240,
            due=today - timedelta(days=2),
            tags=["clients"],
            steps=[
                "+Figures of last year",
                "+Which parts they waited for",
                "Offer with three prices",
                "Rehearse",
            ],
            comments=[said(today, OWNER, 3, "Dr. Harlan asked for a date next week.")],
        ),
        card(
            "core",
            "Sign the new lease",
            20,
            due=today,
            tags=["office"],
            steps=["+Lawyer's remarks are in", "Sign both copies"],
            notes="Binding for five years, so it stays with me.",
        ),
        card("core", "Price list for next year", 180, YEARLY, due=today + timedelta(days=4), tags=["prices"]),
        card(
            "core",
            "Source the rare parts that customers ask for",
            60,
            DAILY,
            tags=["parts"],
            notes="This is what customers choose us for.",
        ),
        card(
            "core",
            "Quarterly call with the largest client",
            60,
            QUARTERLY,
            due=today + timedelta(days=12),
            tags=["clients"],
            notes="Maya prepares the notes; the talk is mine.",
        ),
        card(
            "core", "Priya's performance review", 90, YEARLY, due=today + timedelta(days=19), tags=["people"]
        ),
        card(
            "core",
            "Monthly newsletter: my part",
            30,
            MONTHLY,
            tags=["newsletter"],
            notes="The opening, in my voice.",
        ),
    ]


def _setup(today: date) -> list[TaskDraft]:
    return [
        card(
            "setup",
            "Send invoices and chase late payers",
            90,
            WEEKLY,
            due=weekday_after(today, weekday=4),
            tags=["books"],
            steps=[
                "+Export deliveries from the shop",
                "+Draft invoices from the template",
                "+Check against the price list",
                "Send, file the PDF",
                "Chase at 7 and 14 days",
            ],
            notes="Done when: every client is billed by Friday, reminders are out at 7 and 14 days.",
        ),
        card(
            "setup",
            "Monthly newsletter: to give",
            60,
            MONTHLY,
            tags=["newsletter"],
            steps=["Take the text from the blog", "Fill the template", "Send a test mail"],
        ),
        card(
            "setup",
            "Research a sterilizer before buying",
            240,
            tags=["equipment"],
            notes="An outside engineer for one week. Questions: water, power, service in Boston.",
            due=today + timedelta(days=33),
        ),
        card(
            "setup", "Travel for the Denver trade fair", 90, due=today + timedelta(days=10), tags=["travel"]
        ),
        card("setup", "Match the bank's lines with the books", 60, WEEKLY, tags=["books"]),
        card("setup", "Posts about new parts", 90, WEEKLY, tags=["marketing"]),
        card("setup", "Count the stock, update the shop", 30, WEEKLY, tags=["stock"]),
        card("setup", "Chase unanswered offers", 20, Repeat(2, "week"), tags=["clients"]),
        card("setup", "Sort the day's post", 2, DAILY, tags=["office"]),
    ]


def _training(today: date) -> list[TaskDraft]:
    return [
        card(
            "training",
            "Inbox triage, daily",
            40,
            DAILY,
            tags=["email"],
            assistants=[MAYA],
            steps=[
                "+Label",
                "+Archive",
                "+Answer from the templates",
                "Flag at most five for me",
                "One line on each",
            ],
            comments=[
                said(today, MAYA, 4, "Are mails from the bank flagged even when they are only statements?"),
                said(today, OWNER, 4, "Statements go to Books. Everything else of theirs is flagged."),
            ],
            notes="Three of five in a row went well.",
        ),
        card(
            "training",
            "Receipts into the ledger",
            20,
            WEEKLY,
            tags=["books"],
            assistants=[PRIYA],
            due=weekday_after(today, 3),
        ),
        card(
            "training",
            "Price watch: the five big suppliers",
            60,
            MONTHLY,
            tags=["prices"],
            assistants=[INES],
            due=today - timedelta(days=1),
        ),
    ]


def _handed_over(today: date) -> list[TaskDraft]:
    return [
        card(
            "handed_over",
            "Schedule client calls",
            40,
            Repeat(3, "week"),
            tags=["calendar"],
            assistants=[MAYA],
            notes="Done when: accepted by all, zone and link are in the invite.",
        ),
        card(
            "handed_over",
            "Design the spring brochure",
            180,
            due=today + timedelta(days=16),
            tags=["marketing"],
            assistants=[TOM],
            links=[("https://www.example.com/brand-rules", "Brand rules")],
            notes="One job: at most 10 hours, at most 600 USD.\n"
            "In a design studio this would be core. Nobody chooses us for our brochures.",
        ),
        card("handed_over", "Supplier bills into the books", 6, DAILY, tags=["books"], assistants=[PRIYA]),
        card(
            "handed_over",
            "Customs papers for Lisbon parcels",
            45,
            WEEKLY,
            tags=["shipping"],
            assistants=[INES],
            due=weekday_after(today, 2),
            comments=[
                said(today, INES, 1, "The carrier wants a new tariff code for the drills. Shall I ask them?")
            ],
        ),
        card(
            "handed_over", "Confirm appointments for visits", 15, DAILY, tags=["calendar"], assistants=[MAYA]
        ),
    ]


def _review(today: date) -> list[TaskDraft]:
    return [
        card(
            "review",
            "Three quotes for packing material",
            120,
            tags=["shipping"],
            assistants=[INES],
            due=today + timedelta(days=2),
            comments=[
                said(
                    today,
                    OWNER,
                    6,
                    "Sent back, the brief was unclear: prices are wanted with delivery, in dollars.",
                ),
                said(today, INES, 1, "Second version, same amounts for all three, with delivery."),
            ],
        ),
        card(
            "review",
            "Banner for the trade fair",
            150,
            tags=["marketing"],
            assistants=[TOM],
            due=weekday_after(today, 4),
        ),
    ]


def _done(today: date) -> list[TaskDraft]:
    return [
        finished("Holiday card mailing list", 45, at(today, 1, 16), assistants=[PRIYA], tags=["clients"]),
        finished("Broken links on the web shop", 30, at(today, 5, 13), assistants=[MAYA], tags=["web"]),
        finished("Entry rules for Brazil", 40, at(today, 9, 19), assistants=[MAYA], tags=["travel"]),
        finished("Talk with the new handpiece maker", 90, at(today, 13, 18), verdict="core", tags=["parts"]),
        finished("Photos of the new parts", 90, at(today, 21, 15), assistants=[TOM], tags=["marketing"]),
        finished("Copy web orders into the shipping list", 20, at(today, 17, 14), "automated", repeat=DAILY),
        finished(
            "Print the weekly stock report", 15, at(today, 25, 20), "dropped", repeat=WEEKLY, tags=["stock"]
        ),
    ]
