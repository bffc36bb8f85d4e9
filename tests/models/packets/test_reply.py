"""What comes back: the file, the block in a chat, the block filled in by hand; and whatever else arrives."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refused
from models.packets.reply import LARGEST, Reply, find_reply, parse_reply
from models.packets.reply_block import END, START, wrapped
from models.packets.reply_form import fill_in_block
from models.packets.wording import words_for
from tests.models.packets.replies import BOARD, REPLY, STEPS, TOKEN, saved, values

EXPECTED = Reply(
    token=TOKEN,
    version=2,
    reply=REPLY,
    status="question",
    board=BOARD,
    minutes=25,
    question="Which folder?\nThe “old” one?",
    note="Two invoices – ½ done",
    ticked=STEPS,
    made=dt.datetime(2026, 11, 26, 9, 30),
)


def form(*lines: str, ref: str = f"Ref: {TOKEN}-2") -> str:
    return "\n".join([START, *lines, ref, END])


def refusal(text: bytes | str) -> str:
    with pytest.raises(Refused) as caught:
        parse_reply(text)
    return str(caught.value)


def test_a_saved_file_is_read_with_every_field() -> None:
    assert parse_reply(saved().encode()) == EXPECTED


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n\n  " + text + "\n\n",
        lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
        lambda text: text.replace("\n ", "\n\u00a0"),
    ],
)
def test_a_file_pasted_from_anywhere_is_the_same_reply(change: Any) -> None:
    text = change(saved())
    assert parse_reply(text) == EXPECTED
    assert find_reply(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_saved_by_an_editor_is_the_same_reply(encoding: str) -> None:
    assert parse_reply(saved().encode(encoding)) == EXPECTED


def test_quotes_that_a_word_processor_curled_are_set_straight() -> None:
    text = json.dumps(values(question="", note=""))
    curled = text.replace('"', "“")
    assert parse_reply(curled) == parse_reply(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda block: block,
        lambda block: f"Hello Anna,\nhere it is:\n\n{block}\n\n-- \nMaya\nCebu\n",
        lambda block: "".join(f"> > {line}\r\n" for line in block.splitlines()),
        lambda block: "".join(f"> {line}\n>\n" for line in block.splitlines()),
        lambda block: block.replace("---", "—"),
        lambda block: block.replace("---", "–-").replace("Board reply", "Board\u00a0reply"),
        lambda block: block.replace("\n", " \n"),
        lambda block: START + "\n" + "\n".join(block.replace("\n", "")[len(START) : -len(END)]) + "\n" + END,
        lambda block: block.removesuffix(END),
        lambda block: f"On Thursday Anna wrote:\n{form('Done (yes/no): ', 'Note: ')}\n{block}",
        lambda block: f"{block}\n\nand once more\n{block}",
    ],
)
def test_a_block_survives_mail_and_chat(change: Any) -> None:
    text = change(wrapped(saved()))
    assert find_reply(text)
    assert parse_reply(text) == EXPECTED
    assert parse_reply(text.encode()) == EXPECTED


def test_a_block_filled_in_by_hand_is_read() -> None:
    text = form("Done (yes/no): yes", "Minutes it took: 35", "Question: ", "Note: All sent", "but one")
    reply = parse_reply(text)
    assert (reply.token, reply.version, reply.status) == (TOKEN, 2, "done")
    assert (reply.minutes, reply.question, reply.note) == (35, "", "All sent\nbut one")
    assert (reply.board, reply.made, reply.ticked) == ("", None, ())
    assert parse_reply(text) == reply
    assert parse_reply(text.replace("35", "36")).reply != reply.reply


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("25", 25), ("25 min", 25), ("1 h", 60), ("1h30", 90), ("1:05", 65), ("2 hours", 120), ("0", 0)],
)
def test_minutes_are_read_as_people_write_them(written: str, minutes: int) -> None:
    assert parse_reply(form(f"Minutes: {written}")).minutes == minutes


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["Done (yes/no): YES!"], "done"),
        (["Done: y", "Question: and now?"], "done"),
        (["* *Done (yes/no):* no"], "not_done"),
        (["Done: no", "Question: Which one?"], "question"),
        (["Done (yes/no): ", "Question: Which one?"], "question"),
        (["Note: see you on Monday"], "not_done"),
    ],
)
def test_what_was_filled_in_says_how_it_stands(lines: list[str], status: str) -> None:
    assert parse_reply(form(*lines)).status == status


def test_the_block_as_it_goes_out_can_be_filled_in_and_read() -> None:
    block = fill_in_block(TOKEN, 7, True, words_for("en"))
    assert refusal(block) == "Nothing was filled in in this reply."
    filled = block.replace("Steps, one a line: ", "Steps, one a line: Open it\n2. Sort\n\n- Close it")
    reply = parse_reply(filled)
    assert (reply.version, reply.status) == (7, "not_done")
    assert reply.steps == ("Open it", "2. Sort", "- Close it")


def test_the_token_may_be_wrapped_or_in_capitals() -> None:
    ref = f"REF:\u00a0{TOKEN[:20].upper()}\n  {TOKEN[20:].upper()}-2"
    assert parse_reply(form("Done: yes", ref=ref)).token == TOKEN


def test_what_is_no_reply_is_refused_in_one_sentence() -> None:
    assert refusal("Hello Anna, all done!") == "This holds no reply of an assistant."
    assert refusal(b"") == "This holds no reply of an assistant."
    assert refusal('{"format": "something else"}') == "This holds no reply of an assistant."
    assert refusal(form("Done: maybe")) == "“maybe” is neither yes nor no."
    assert refusal(form("Minutes: all day")) == "“all day” is no number of minutes."
    assert refusal(form("Minutes: 200 h")) == "“200 h” is no number of minutes."
    assert refusal(form("Done: yes", ref="")).startswith("The line that begins with “Ref”")
    assert refusal(saved(v=2)).startswith("This reply was made for a newer version")
    assert refusal(b" " * (LARGEST + 1)).startswith("This is too large")
    assert not find_reply("Hello Anna, all done!")


def test_two_different_replies_in_one_text_are_refused() -> None:
    both = f"{wrapped(saved())}\n{wrapped(saved(minutes=26))}"
    assert refusal(both) == "This text holds more than one reply: take one at a time."


DAMAGED = "This reply is damaged or not complete. Ask for it again, as a file."


@pytest.mark.parametrize(
    "changes",
    [
        {"token": "short"},
        {"token": TOKEN.upper()},
        {"token": None},
        {"board": "../../etc/passwd"},
        {"board": ""},
        {"reply": 12},
        {"brief": "2"},
        {"brief": True},
        {"brief": -1},
        {"status": "accepted"},
        {"status": ["done"]},
        {"minutes": -1},
        {"minutes": 10_081},
        {"minutes": 2.5},
        {"minutes": "25"},
        {"minutes": False},
        {"ticked": "all"},
        {"ticked": [1]},
        {"ticked": ["x" * 65]},
        {"ticked": ["x"] * 501},
        {"steps": ["x"] * 501},
        {"steps": [["x"]]},
        {"steps": [None]},
        {"question": 5},
        {"note": ["x"]},
        {"v": 0},
    ],
)
def test_a_field_of_another_type_or_out_of_bounds_is_refused(changes: dict[str, Any]) -> None:
    assert refusal(saved(**changes)) == DAMAGED


@pytest.mark.parametrize(
    "text",
    [
        saved().replace('"minutes": 25', '"minutes": NaN'),
        saved().replace('"minutes": 25', '"minutes": Infinity'),
        saved().replace('"minutes": 25', '"minutes": 1e400'),
        saved().replace('"minutes": 25', '"minutes": ' + "9" * 5000),
        saved().replace('"minutes": 25', '"minutes": 25, "minutes": 25'),
        saved().replace('"minutes": 25', '"x": ' + "[" * 60_000 + "]" * 60_000),
        saved()[:-40] + "}",
        wrapped(saved())[:-60] + "\n" + END,
        wrapped("[" * 5000),
        wrapped('["delegation-board-reply", "and no object at all"]'),
    ],
)
def test_json_that_is_none_is_refused(text: str) -> None:
    assert refusal(text) == DAMAGED


def test_too_much_text_is_refused_and_not_cut() -> None:
    assert "too long" in refusal(saved(note="x" * 20_001))
    assert len(parse_reply(saved(note="x" * 20_000)).note) == 20_000


def test_only_known_fields_come_through_and_texts_are_cleaned() -> None:
    reply = parse_reply(
        saved(
            title="Another title",
            holder=1,
            note="a\0b\ud800c\x1b[31m\r\nd",
            ticked=[STEPS[0], STEPS[0]],
            steps=["  one\ttwo ", "", "three"],
            made="soon",
        )
    )
    assert reply.note == "ab\ufffdc[31m\nd"
    assert (reply.ticked, reply.steps, reply.made) == ((STEPS[0],), ("one two", "three"), None)
    assert not hasattr(reply, "title")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PIECES = st.sampled_from(
    [
        START,
        END,
        "Done: ",
        "Minutes: ",
        "Ref: ",
        TOKEN,
        "-2",
        "\n",
        "> ",
        "yes",
        "“",
        "{",
        "}",
        "\ud800",
        "\0",
    ]
)


def ends_well(data: bytes | str) -> None:
    """Never anything but a Reply or a sentence."""
    try:
        assert isinstance(parse_reply(data), Reply)
    except Refused as error:
        assert str(error)
    if isinstance(data, str):
        find_reply(data)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_whatever_arrives_ends_in_a_reply_or_a_sentence(data: bytes | str) -> None:
    ends_well(data)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_whatever_looks_like_a_block_ends_in_a_reply_or_a_sentence(text: str) -> None:
    ends_well(text)


@given(st.dictionaries(st.sampled_from(sorted(values())), JSON, max_size=4))
def test_a_reply_with_anything_in_its_fields_ends_in_a_reply_or_a_sentence(changes: dict[str, Any]) -> None:
    text = json.dumps(values(**changes))
    ends_well(text)
    ends_well(wrapped(text))


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=4))
def test_a_file_with_bytes_changed_ends_in_a_reply_or_a_sentence(at: int, put: bytes) -> None:
    whole = saved().encode()
    ends_well(whole[: at % len(whole)] + put + whole[at % len(whole) + len(put) :])


@pytest.mark.parametrize("line", ["*" * 200_000, "Ref: " + "a" * 32 + " " * 200_000 + "x", "-:" * 100_000])
def test_a_reply_made_to_keep_the_program_busy_is_refused_at_once(line: str) -> None:
    with pytest.raises(Refused):
        parse_reply(f"{START}\n{line}\n--- end ---")
