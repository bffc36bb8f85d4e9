"""Packets for the tests: one with every field filled, one as short as they come."""

import datetime as dt
import struct
import zlib
from typing import Any

from models.packets.content import (
    Access,
    Enclosed,
    Job,
    Link,
    Moment,
    Money,
    Packet,
    Recipient,
    Sender,
    Step,
)
from models.repeats import Repeat
from tests.models.packets.replies import BOARD, STEPS, TOKEN


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*more: bytes, size: int = 24, colour: bytes = b"\x0b\x72\x68") -> bytes:
    """A square of one colour, with `more` chunks before its picture."""
    rows = zlib.compress((b"\0" + colour * size) * size)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def short_packet(**changes: Any) -> Packet:
    """Title, done when, due: what a one-off needs."""
    values: dict[str, Any] = {
        "board": BOARD,
        "handover": "01939a3e-7b6e-7cc2-9f10-2f2f0c1b8a22",
        "token": TOKEN,
        "number": 1,
        "version": 2,
        "made": dt.datetime(2026, 11, 26, 9, 0),
        "sender": Sender(
            "Anna Berg", "Europe/Berlin", company="Harbor Dental Supplies", email="anna@harbor.example"
        ),
        "recipient": Recipient("Maya", "Maya Reyes", "Asia/Manila", email="maya@work.example"),
        "title": "Order gloves",
        "done_when": ("Twenty boxes are ordered and the confirmation is filed.",),
        "due": Moment(dt.date(2026, 11, 27), dt.time(10, 0), "Europe/Berlin"),
    }
    return Packet(**values | changes)


def full_packet(**changes: Any) -> Packet:
    """Every field filled."""
    values: dict[str, Any] = {
        "number": 3,
        "sender": Sender(
            "Anna Berg",
            "Europe/Berlin",
            company="Harbor Dental Supplies",
            city="Hamburg",
            email="anna@harbor.example",
            phone="+49 40 123 456",
            logo=png(),
        ),
        "recipient": Recipient("Maya", "Maya Reyes", "Asia/Manila", city="Cebu", email="maya@work.example"),
        "title": "Send invoices and chase late payers",
        "outcome": "Every delivery of the week is billed, and nobody owes us for longer than 14 days.",
        "why": "The invoices pay the suppliers. Thomas in accounting reads the list on Friday afternoon.",
        "done_when": (
            "Every client is billed by Friday.",
            "Reminders are out at 7 and at 14 days.",
            "The list in the folder “Billing” is up to date.",
        ),
        "steps": (
            Step(STEPS[0], "Export the deliveries from the shop", 300),
            Step(STEPS[1], "Draft the invoices from the template", 2400),
            Step("s-3", "Check them against the price list:\nrebates stand in the second column", 600),
            Step("s-4", "Send them and file the PDF"),
        ),
        "wants_steps": True,
        "inputs": "The export of the shop, the price list of this year.",
        "links": (
            Link("Template of the invoice", "https://files.harbor.example/template"),
            Link("", "mailto:billing@harbor.example"),
        ),
        "tools": "Shop, accounting",
        "access": (
            Access("Shop", "orders, read only", "your own account since Monday"),
            Access("Accounting", "invoices", "shared through the vault"),
        ),
        "example": "Invoice 2026-311 shows how it should look.",
        "recording": Link("One run, recorded", "https://files.harbor.example/run.mp4"),
        "repeats": Repeat(1, "week", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        "next_check": dt.date(2026, 11, 30),
        "milestone": dt.date(2026, 11, 25),
        "job": Job(dt.date(2027, 3, 31), 20 * 3600, Money(45_000, "EUR")),
        "authority": 4,
        "spend_per_run": Money(1_250, "EUR"),
        "spend_per_month": Money(5_000, "EUR"),
        "ask_when": "A client disputes an amount. If blocked: propose three ways, pick one, flag it.",
        "channel": "Chat, then phone",
        "reply_hours": 4,
        "review": "one_in_five",
        "privacy": "medium",
        "out_of_scope": "Payments and anything at the bank.",
        "exceptions": "Clinics of the Harlan group get one invoice a month.",
        "common_errors": "The old price list is still in the shared folder.",
        "files": (Enclosed("price list.png", png()), Enclosed("Notes.txt", b"Rebates: 5 %\n")),
    }
    return short_packet(**values | changes)
