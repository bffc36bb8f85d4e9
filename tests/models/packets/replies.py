"""A reply as the page saves it, for the tests."""

import json
from typing import Any

TOKEN = "5f3c9a0e1b2d4c6f8a7b9c0d1e2f3a4b"
BOARD = "01939a3e-7b6e-7cc2-9f10-2f2f0c1b8a11"
REPLY = "0123456789abcdef0123456789abcdef"
STEPS = ("01939a3e-0000-7000-8000-000000000001", "01939a3e-0000-7000-8000-000000000002")


def values(**changes: Any) -> dict[str, Any]:
    whole = {
        "format": "delegation-board-reply",
        "v": 1,
        "board": BOARD,
        "token": TOKEN,
        "brief": 2,
        "reply": REPLY,
        "status": "question",
        "ticked": list(STEPS),
        "minutes": 25,
        "question": "Which folder?\nThe “old” one?",
        "note": "Two invoices – ½ done",
        "steps": [],
        "made": "2026-11-26T09:30:00Z",
    }
    return whole | changes


def saved(**changes: Any) -> str:
    return json.dumps(values(**changes), indent=1, ensure_ascii=False)
