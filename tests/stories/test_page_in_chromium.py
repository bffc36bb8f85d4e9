"""The page as the assistant has it: a file opened in a real browser, filled in, saved, and read back here."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.packets import page
from models.packets.content import Packet
from models.packets.page_form import reply_name
from models.packets.reply import parse_reply
from models.packets.wording import words_for
from tests.models.packets.hostile import HOSTILE, with_everywhere
from tests.models.packets.packets import full_packet, png, short_packet
from tests.models.packets.replies import BOARD, STEPS, TOKEN
from tests.stories.browser import Browser, Page

pytestmark = pytest.mark.chromium


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    made = Browser(tmp_path / "browser")
    yield made
    made.close()


def file_of(packet: Packet, folder: Path, name: str = "page.html") -> Path:
    path = folder / name
    path.write_bytes(page.render(packet, words_for(packet.language)))
    return path


def is_quiet(opened: Page) -> bool:
    """No error, no word on the console, nothing asked of any network."""
    assert opened.errors() == []
    assert opened.requested() <= {"file", "data", "blob"}
    return True


def told(opened: Page) -> str:
    return str(opened.ask("document.getElementById('told').textContent"))


def test_a_page_is_ticked_filled_in_and_saved_and_the_file_is_the_reply(
    browser: Browser, tmp_path: Path
) -> None:
    packet = full_packet()
    opened = browser.open(file_of(packet, tmp_path))
    opened.click(".steps input", 0)
    opened.click(".steps label", 1)
    assert opened.ask("document.getElementById('count').textContent") == "2 of 4"
    opened.click(".choices label", 1)
    opened.click("#minutes")
    opened.type("35")
    opened.click("#question")
    opened.type("Which list, the “old” one?\n<b>Grüße & 👋")
    opened.click("#steps")
    opened.type("Open the shop\n\n  Export ")
    opened.click("button[type=submit]")

    saved = browser.next_download()
    reply = parse_reply(saved.read_bytes())
    assert saved.name == reply_name(packet) == "reply-Send invoices and chase late payers.txt"
    assert (reply.board, reply.token, reply.version) == (BOARD, TOKEN, 2)
    assert (reply.status, reply.minutes, reply.ticked) == ("question", 35, STEPS)
    assert reply.question == "Which list, the “old” one?\n<b>Grüße & 👋"
    assert (reply.note, reply.steps) == ("", ("Open the shop", "Export"))
    assert reply.made is not None
    assert abs(reply.made - dt.datetime.now(dt.UTC).replace(tzinfo=None)) < dt.timedelta(hours=1)
    assert told(opened) == f"Saved as {saved.name}. Send this file back to Anna Berg."
    assert is_quiet(opened)


def test_the_text_to_copy_is_the_same_reply_with_a_number_of_its_own(
    browser: Browser, tmp_path: Path
) -> None:
    opened = browser.open(file_of(full_packet(), tmp_path))
    opened.click(".steps input", 2)
    opened.click(".choices label", 0)
    opened.click("#note")
    opened.type("All sent – ½ of them twice")
    opened.click("#copy")
    text = opened.ask("document.getElementById('copied').value")
    reply = parse_reply(f"Hi Anna!\n{text}\n-- \nMaya")
    assert (reply.token, reply.status, reply.minutes, reply.ticked) == (TOKEN, "done", None, ("s-3",))
    assert reply.note == "All sent – ½ of them twice"
    assert text.startswith("Send invoices and chase late payers\nDone\nAll sent")
    opened.click("#copy")
    again = parse_reply(str(opened.ask("document.getElementById('copied').value")))
    assert again.reply != reply.reply
    assert told(opened)
    assert is_quiet(opened)


def test_what_is_missing_is_said_and_nothing_is_saved(browser: Browser, tmp_path: Path) -> None:
    opened = browser.open(file_of(short_packet(language="de"), tmp_path))
    opened.click("button[type=submit]")
    assert told(opened) == "Bitte auswählen, wie es steht."
    opened.click(".choices label", 1)
    opened.click("button[type=submit]")
    assert told(opened) == "Bitte die Frage aufschreiben."
    opened.click("#question")
    opened.type("Wo?")
    opened.click("#minutes")
    opened.type("1.5")
    opened.click("button[type=submit]")
    assert told(opened) == "Minuten sind eine ganze Zahl, höchstens 10080."
    assert list(browser.downloads.iterdir()) == []
    assert is_quiet(opened)


def test_ticks_and_words_outlive_a_closed_page_but_are_no_other_pages(
    browser: Browser, tmp_path: Path
) -> None:
    path = file_of(full_packet(), tmp_path)
    opened = browser.open(path)
    opened.click(".steps input", 1)
    opened.click(".choices label", 2)
    opened.click("#note")
    opened.type("half")
    kept = "[document.querySelectorAll('input:checked').length, document.getElementById('note').value]"
    other = file_of(full_packet(token="0" * 32), tmp_path, "other.html")
    opened.go(other)
    assert opened.ask(kept) == [0, ""]
    # Another process of the browser may show the page again before the first one's words are through
    for _ in range(50):
        opened.go(path)
        if opened.ask(kept) != [0, ""]:
            break
    assert opened.ask(kept) == [2, "half"]


def test_an_enclosed_file_is_saved_as_it_was(browser: Browser, tmp_path: Path) -> None:
    opened = browser.open(file_of(full_packet(), tmp_path))
    opened.click("section.files a")
    assert browser.next_download().read_bytes() == png()
    assert is_quiet(opened)


def test_without_scripts_the_steps_can_be_ticked_and_the_block_is_there_to_fill_in(
    browser: Browser, tmp_path: Path
) -> None:
    opened = browser.open(file_of(full_packet(), tmp_path), script=False)
    opened.click(".steps input", 0)
    form, block = opened.box("#form"), opened.box("#by-hand pre")
    assert (form[2], form[3]) == (0, 0)
    assert block[2] > 200 and block[3] > 100
    assert opened.matching(".steps input:checked") == 1
    assert is_quiet(opened)


def test_hostile_text_runs_and_loads_nothing(browser: Browser, tmp_path: Path) -> None:
    for number, text in enumerate(HOSTILE):
        packet = with_everywhere(text)
        opened = browser.open(file_of(packet, tmp_path, f"{number}.html"))
        opened.click(".choices label", 0)
        opened.click("button[type=submit]")
        saved = browser.next_download()
        reply = parse_reply(saved.read_bytes())
        assert (reply.token, reply.status) == (TOKEN, "done")
        assert opened.ask("document.querySelector('h1').textContent") == packet.title
        assert opened.matching("script, style") == 2
        assert is_quiet(opened)
        opened.close()
        saved.unlink()


def test_nothing_is_wider_than_the_screen(browser: Browser, tmp_path: Path) -> None:
    opened = browser.open(file_of(with_everywhere("x" * 300), tmp_path))
    for width in (320, 390, 700, 1280):
        opened.resize(width, 900)
        assert opened.ask("document.documentElement.scrollWidth") <= width


def test_no_browser_is_left_behind(tmp_path: Path) -> None:
    browser = Browser(tmp_path / "browser")
    browser.close()
    with pytest.raises(ProcessLookupError):
        os.kill(browser.pid, 0)
