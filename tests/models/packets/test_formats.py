"""Every format of what an assistant gets: what is in it, what is not, and always the same bytes."""

import datetime as dt
import importlib
import re
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from models.packets import mail
from models.packets.content import Link, Moment, Recipient, is_address, may_link
from models.packets.formats import FORMATS, render_all
from models.packets.names import enclosed_names, file_name, file_stem
from models.packets.reply import find_reply
from models.packets.wording import FOLDER, catalogue, languages, words_for
from tests import hostile
from tests.checks.source_code import calls, files_of
from tests.models.packets.hostile import HOSTILE, texts_of, with_everywhere
from tests.models.packets.packets import full_packet, png, short_packet
from tests.models.packets.reading import PageReader, read_calendar, read_mail
from tests.models.packets.replies import TOKEN

ENGLISH = words_for("en")
# The whole corpus; what is a megabyte long goes through a test of its own.
CORPUS = (*HOSTILE, *(text for text in hostile.storable() if len(text) < 20_000))
# Each of these words stands in one field; here are the formats that show it.
EVERYWHERE = {"text", "page", "mail"}


def rendered(packet: object) -> dict[str, str]:
    """Every format as readable text."""
    made = render_all(packet)  # type: ignore[arg-type]
    message = read_mail(made["mail"])
    body = message.get_body(("plain",))
    assert body is not None
    heads = "\n".join(f"{name}: {value}" for name, value in message.items())
    reader = PageReader(made["page"])
    attributes = "\n".join(value for _, _, value in reader.attributes)
    calendar = "\n".join(f"{name}:{value}" for name, value in read_calendar(made["calendar"]))
    return {
        "text": made["text"].decode(),
        "page": "".join(reader.texts) + attributes,
        "mail": heads + body.get_content(),
        "calendar": calendar,
    }


def test_every_module_that_renders_is_a_format() -> None:
    """A file without its line in the registry fails here."""
    found = set()
    for path in files_of("models/packets"):
        module = importlib.import_module(f"models.packets.{path.stem}")
        if hasattr(module, "render"):
            found.add(module.render)
    assert found == {one.render for one in FORMATS.values()}
    assert set(render_all(full_packet())) == set(FORMATS)


def test_each_text_of_a_packet_is_where_it_belongs_and_nowhere_else() -> None:
    """A word of its own in every field."""
    packet = full_packet()
    shown = {
        "title": EVERYWHERE | {"calendar"},
        "outcome": EVERYWHERE,
        "why": EVERYWHERE,
        "inputs": EVERYWHERE,
        "tools": EVERYWHERE,
        "example": EVERYWHERE,
        "ask_when": EVERYWHERE,
        "channel": EVERYWHERE,
        "review": EVERYWHERE,
        "out_of_scope": EVERYWHERE,
        "exceptions": EVERYWHERE,
        "common_errors": EVERYWHERE,
        "board": {"page"},
        "handover": {"calendar"},
    }
    for name, formats in shown.items():
        word = f"canary{name.replace('_', '')}"
        made = rendered(replace(packet, **{name: word}))
        assert {one for one, text in made.items() if word in text} == formats, name
    for person, name, formats in (
        ("sender", "owner", EVERYWHERE | {"calendar"}),
        ("sender", "company", EVERYWHERE),
        ("sender", "phone", EVERYWHERE),
        ("sender", "email", EVERYWHERE),
        ("recipient", "first", EVERYWHERE),
        ("recipient", "name", {"mail"}),
        ("recipient", "email", {"mail"}),
    ):
        word = "canary@one.example"
        made = rendered(replace(packet, **{person: replace(getattr(packet, person), **{name: word})}))
        assert {one for one, text in made.items() if word in text} == formats, (person, name)


def test_everything_of_a_full_packet_is_said() -> None:
    packet = full_packet()
    made = rendered(packet)
    wanted = [
        *("Hello Maya,", "Friday 27 November 2026, 17:00 Cebu", "Friday 27 November 2026, 10:00 Hamburg"),
        *(
            "every 2 weeks: Friday",
            "Wednesday 25 November 2026",
            "Wednesday 31 March 2027",
            "20 h",
            "450.00 EUR",
        ),
        *("5 min", "40 min", "https://files.harbor.example/template", "billing@harbor.example"),
        *(
            "One run, recorded",
            "https://files.harbor.example/run.mp4",
            "Decide yourself, then tell Anna Berg.",
        ),
        *("12.50 EUR", "50.00 EUR", "4 h", "Anna Berg looks at one in five", "Monday 30 November 2026"),
        *("Only for the people who work on it.", "price list.png", "Notes.txt", "No. 3 · brief version 2"),
        *(f"Ref: {TOKEN}-2", "Please write down the steps"),
    ]
    for name in EVERYWHERE:
        assert [text for text in wanted if text not in made[name]] == []


@pytest.mark.parametrize("packet", [full_packet(), short_packet(), full_packet(language="de")])
def test_the_same_packet_gives_the_same_bytes(packet: object) -> None:
    assert render_all(packet) == render_all(packet)  # type: ignore[arg-type]


def test_a_page_loads_nothing_and_runs_only_its_own_script() -> None:
    page = PageReader(render_all(full_packet())["page"])
    (policy,) = [value for value in page.values("meta", "content") if "default-src" in value]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert all(value.startswith("data:") for value in page.values("img", "src"))
    assert not any(shape[0] in ("link", "iframe", "object", "base") for shape in page.shape)
    assert not any(name.startswith("on") or name == "style" for _, name, _ in page.attributes)
    addresses = page.values("a", "href")
    assert all(urlsplit(address).scheme in ("https", "mailto", "data") for address in addresses)


def test_a_packet_without_days_has_no_calendar_file() -> None:
    made = render_all(short_packet(due=None))
    assert set(made) == {"text", "page", "mail"}
    assert [part.get_content_type() for part in read_mail(made["mail"]).iter_attachments()] == ["text/html"]


def test_the_calendar_holds_moments_as_utc_and_days_as_days() -> None:
    lines = read_calendar(render_all(full_packet())["calendar"])
    assert [value for name, value in lines if name == "DTSTART"] == ["20261127T090000Z"]
    assert [value for name, value in lines if name == "DTSTART;VALUE=DATE"] == ["20261125", "20261130"]
    uids = [value for name, value in lines if name == "UID"]
    again = render_all(full_packet(number=4, token="0" * 32, due=Moment(dt.date(2026, 12, 1))))["calendar"]
    assert [value for name, value in read_calendar(again) if name == "UID"] == uids
    assert ("SEQUENCE", "3") in read_calendar(again)


def test_the_draft_carries_the_page_the_days_and_each_file_once() -> None:
    packet = full_packet()
    message = read_mail(render_all(packet)["mail"])
    assert message["X-Unsent"] == "1"
    assert message["To"] == "Maya Reyes <maya@work.example>"
    assert message["From"] == "Anna Berg <anna@harbor.example>"
    title = packet.title
    parts = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert list(parts) == [f"{title}.html", f"{title}.ics", "price list.png", "Notes.txt"]
    assert parts["price list.png"] == png()
    assert "attached to the message" in parts[f"{title}.html"]
    assert 'href="data:' not in parts[f"{title}.html"]


def test_a_mail_link_holds_the_text_or_where_it_is_too_long_says_what_to_attach() -> None:
    short = mail.link(short_packet(), ENGLISH)
    assert short.startswith("mailto:maya@work.example?subject=Order%20gloves&body=")
    whole = parse_qs(urlsplit(short).query)["body"][0]
    assert "Twenty boxes" in whole and find_reply(whole)
    for packet in (full_packet(), full_packet(title="ß" * 2000)):
        long = mail.link(packet, ENGLISH)
        assert len(long) <= mail.LONGEST_LINK
        assert "Everything you need is in the file" in unquote(long)
    for text in HOSTILE:
        address = mail.link(with_everywhere(text), ENGLISH)
        assert len(address) <= mail.LONGEST_LINK
        assert address.startswith("mailto:?subject=") and set(parse_qs(urlsplit(address).query)) <= {
            "subject",
            "body",
        }


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_text_stays_text_in_the_page(text: str) -> None:
    packet = with_everywhere(text)
    plain = with_everywhere("plain" if any(texts_of(packet.done_when)) else "")
    page, harmless = (PageReader(render_all(one)["page"]) for one in (packet, plain))
    assert page.shape == harmless.shape
    said = "".join(page.texts)
    for one in (packet.title, packet.why, packet.done_when[0], packet.steps[0].text, packet.ask_when):
        assert one in page.texts or not one
    assert packet.sender.company in said
    assert page.values("input", "data-step")[0] == packet.steps[0].uid
    (script,) = [at for at, shape in enumerate(page.shape) if shape == ("script",)]
    assert page.shape[script + 1] == ("/script",)


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_text_stays_text_in_mail_and_calendar(text: str) -> None:
    packet = with_everywhere(text)
    made = render_all(packet)
    message, harmless = (read_mail(render_all(one)["mail"]) for one in (packet, with_everywhere("plain")))
    addressed = ["From", "To"] if is_address(packet.sender.email) else []
    assert sorted(message.keys()) == sorted([*harmless.keys(), *addressed])
    assert "Bcc" not in message
    assert not message.defects
    subject = " ".join(packet.title.split()).replace("=?", "= ?")
    # Where a first word is too long for a line, it is folded behind a space of its own.
    assert message["Subject"].strip() == (subject if len(subject) <= 200 else subject[:199] + "…")
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == made["text"].decode()
    (enclosed,) = [p for p in message.iter_attachments() if p.get_content_disposition() == "attachment"][2:]
    assert enclosed.get_payload(decode=True) == packet.files[0].data
    lines = read_calendar(made["calendar"])
    assert [name for name, _ in lines] == [
        name for name, _ in read_calendar(render_all(full_packet())["calendar"])
    ]
    assert next(value for name, value in lines if name == "SUMMARY") == packet.title
    assert next(value for name, value in lines if name == "DESCRIPTION").startswith(
        "\n".join(packet.done_when)
    )


@pytest.mark.parametrize("text", CORPUS)
def test_texts_arrive_to_the_letter_in_the_plain_text(text: str) -> None:
    packet = with_everywhere(text)
    made = render_all(packet)["text"].decode()
    for one in texts_of(
        (packet.title, packet.why, packet.steps[0].text, packet.done_when, packet.exceptions)
    ):
        assert one in made
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", made)


def test_a_text_of_a_million_letters_is_not_cut() -> None:
    long = "Long <b> & " * 100_000
    made = rendered(full_packet(why=long))
    for name in EVERYWHERE:
        assert long.strip() in made[name]


def test_only_addresses_that_may_be_given_away_become_links() -> None:
    good = ("https://a.example/x?y=1#z", "http://a.example", "mailto:a@b.example")
    bad = (
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//host/share",
            "smb://h/s",
            "ftp://h",
        ),
        *(
            "https://user:secret@a.example",
            "https://",
            "https://a b.example",
            "http://[::1",
            "",
            "x",
            "HTTPS",
        ),
        *("https://a.example/\u202e", "https://a.example/\n", "C:\\x"),
    )
    assert all(may_link(url) for url in good)
    assert not any(may_link(url) for url in bad)
    for url in set(bad) - {"https://a.example/\n"}:
        with pytest.raises(ValueError):
            Link("x", url)


def test_only_plain_addresses_become_headers() -> None:
    assert is_address("maya.r+work@mail.example")
    for bad in (
        "",
        "maya",
        "a@b@c",
        "a b@c.example",
        "a@b.example\nBcc: c@d",
        "a@b.example, c@d",
        "ä@b.example",
    ):
        assert not is_address(bad)
    made = read_mail(
        render_all(short_packet(recipient=Recipient("M", 'M "R", <x>', "UTC", email="m@w.example")))["mail"]
    )
    assert made["To"].addresses[0].addr_spec == "m@w.example"
    assert len(made["To"].addresses) == 1


def test_file_names_show_the_title_and_are_safe_everywhere() -> None:
    assert file_name(short_packet(), "pdf") == "Order gloves.pdf"
    for title, stem in (
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("../../etc/passwd", "etc passwd"),
        ("CON", "CON_"),
        ("nul.txt", "nul_.txt"),
        ("lpt1", "lpt1_"),
        ("  .hidden. ", "hidden"),
        ("abc\u202egnp.exe\u200b", "abcgnp.exe"),
        ("a\0b\nc\td", "ab c d"),
        ("", "task"),
        ("...", "task"),
        ("\ud800", "task"),
        ("Grüße 👋", "Grüße 👋"),
    ):
        assert file_stem(title) == stem
    assert len(file_stem("x" * 500)) == 80
    assert len(file_stem("ü" * 500).encode()) <= 160
    assert len(file_stem("👋" * 500).encode()) <= 160


def test_enclosed_files_keep_their_endings_and_never_share_a_name() -> None:
    files = full_packet().files
    named = [
        replace(files[0], name=name) for name in ("a/b.PNG", "B.png", "c:\\d\\b.png", "con.txt", ".env", "x.")
    ]
    assert enclosed_names(short_packet(files=tuple(named))) == [
        "b.PNG",
        "B (2).png",
        "b (3).png",
        "con_.txt",
        "env",
        "x",
    ]


def marked() -> set[str]:
    """Every fixed text that may stand in what an assistant gets."""
    found = set()
    for path in files_of("models/packets", "models/day_names.py", "ui/packet_pdf.py", "ui/packet_sheet.py"):
        if path.name != "refusals.py":
            found |= {call.args[1].value for name, call in calls(path) if name == "QT_TRANSLATE_NOOP"}  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("language", languages()[1:])
def test_every_fixed_word_is_in_every_language_with_its_values(language: str) -> None:
    words = catalogue(language)
    assert set(words) == marked()
    for source, text in words.items():
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", text)), source
        assert text.strip() == text and text


def test_there_are_the_languages_that_were_promised() -> None:
    assert languages() == ("en", "de", "es", "fr", "pt")
    assert all(path.suffix == ".json" for path in FOLDER.iterdir())


@pytest.mark.parametrize(
    ("language", "day", "money"),
    [
        ("en", "Friday 27 November 2026, 17:00 Cebu", "12.50 EUR"),
        ("de-AT", "Freitag, 27. November 2026, 17:00 Uhr Cebu", "12,50 EUR"),
        ("es", "viernes, 27 de noviembre de 2026, 17:00 Cebu", "12,50 EUR"),
        ("fr", "vendredi 27 novembre 2026, 17:00 Cebu", "12,50 EUR"),
        ("pt_BR", "sexta-feira, 27 de novembro de 2026, 17:00 Cebu", "12,50 EUR"),
        ("tl", "Friday 27 November 2026, 17:00 Cebu", "12.50 EUR"),
    ],
)
def test_days_and_money_are_said_as_the_reader_says_them(language: str, day: str, money: str) -> None:
    made = render_all(full_packet(language=language))
    assert day in made["text"].decode() and money in made["text"].decode()
    lang = language[:2] if language != "tl" else "en"
    assert f'<html lang="{lang}">'.encode() in made["page"]


def test_words_of_ones_own_stand_before_the_programs() -> None:
    made = render_all(short_packet(), lambda source: source.upper())
    assert "DONE MEANS" in made["text"].decode()
