"""The page: one HTML file that needs nothing from outside, with a checklist and a form for the reply.

Every text of the owner's is escaped, nothing of it stands in the script or the style, and the browser is told
(by their hashes) to run these two and to load nothing at all.
"""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from models.packets.content import Packet
from models.packets.names import enclosed_names
from models.packets.outline import Item, Outline, Section, outline_of
from models.packets.page_form import form_lines
from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, say

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "packet_page"
_IMAGES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
# What a browser may show by itself; anything else is only ever saved.
_SHOWN = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".pdf": "application/pdf"}
_BESIDE = QT_TRANSLATE_NOOP("models", "attached to the message")


def render(packet: Packet, words: Words, with_files: bool = True) -> bytes:
    """The whole page, UTF-8; without the enclosed files where they travel beside it."""
    outline = outline_of(packet, words)
    lines = [
        *_head(outline, words),
        *_top(packet, outline),
        *_sections(packet, outline, words, with_files),
        *form_lines(packet, words),
        f"<footer>{_words(outline.footer, 'p')}</footer>",
        "</main>",
        f"<script>{_resource('page.js')}</script>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()


@cache
def _resource(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


@cache
def _hash(name: str) -> str:
    return base64.b64encode(hashlib.sha256(_resource(name).encode()).digest()).decode()


def _head(outline: Outline, words: Words) -> Iterator[str]:
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash('page.css')}'; script-src 'sha256-{_hash('page.js')}';"
        " img-src data:; form-action 'none'; base-uri 'none'"
    )
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(words.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="robots" content="noindex">'
    yield '<meta name="format-detection" content="telephone=no">'
    yield f"<title>{escape(outline.title)}</title>"
    yield f"<style>{_resource('page.css')}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"


def _top(packet: Packet, outline: Outline) -> Iterator[str]:
    name, logo = packet.sender.company, packet.sender.logo
    if name or logo:
        yield f'<header class="company">{_logo(logo)}{_words(name, "span")}</header>'
    yield _words(f"{outline.greeting}\n{outline.opening}", "p", "hello")
    yield f'<h1 dir="auto">{escape(outline.title)}</h1>'


def _logo(logo: bytes | None) -> str:
    kind = next((kind for start, kind in _IMAGES.items() if logo and logo.startswith(start)), None)
    return f'<img alt="" src="{_data_url(kind, logo)}">' if kind and logo else ""


def _sections(packet: Packet, outline: Outline, words: Words, with_files: bool) -> Iterator[str]:
    for section in outline.sections:
        yield f'<section class="{section.key}">'
        count = (
            '<span class="count" id="count" hidden></span>' if section.key == "steps" and packet.steps else ""
        )
        yield f"<h2>{count}{escape(section.heading)}</h2>"
        if section.key == "files":
            yield from _files(packet, section, words, with_files)
        else:
            yield from _items(section)
        yield "</section>"


def _items(section: Section) -> Iterator[str]:
    """Neighbours of one kind stand in one list."""
    lists = {"point": ('<ul class="points">', "</ul>"), "step": ('<ol class="steps">', "</ol>")}
    lists["fact"] = ("<dl>", "</dl>")
    before = ""
    for item in (*section.items, Item("", "")):
        if item.kind != before:
            if before in lists:
                yield lists[before][1]
            if item.kind in lists:
                yield lists[item.kind][0]
        before = item.kind
        if item.kind:
            yield _item(item)


def _item(item: Item) -> str:
    if item.kind == "point":
        return f"<li>{_words(item.text, 'span')}</li>"
    if item.kind == "step":
        box = f'<input type="checkbox" data-step="{escape(item.uid)}">'
        return f"<li><label>{box}{_words(item.text, 'span')}{_aside(item.aside)}</label></li>"
    if item.kind == "fact":
        return f"<div>{_words(item.label, 'dt')}{_words(item.text, 'dd')}</div>"
    if item.kind == "link":
        address = f'href="{escape(item.address)}" rel="noopener noreferrer" target="_blank"'
        return f'<p><a {address} class="words" dir="auto">{escape(item.text)}</a></p>'
    return _words(item.text, "p")


def _files(packet: Packet, section: Section, words: Words, with_files: bool) -> Iterator[str]:
    yield '<ul class="points">'
    for item, name, enclosed in zip(section.items, enclosed_names(packet), packet.files, strict=True):
        shown = _words(item.text, "span")
        aside = item.aside
        if with_files:
            kind = _SHOWN.get(Path(name).suffix.lower(), "application/octet-stream")
            shown = f'<a download="{escape(name)}" href="{_data_url(kind, enclosed.data)}">{shown}</a>'
        else:
            aside = f"{aside}, {words(say(_BESIDE))}"
        yield f"<li>{shown} {_aside(aside)}</li>"
    yield "</ul>"


def _data_url(kind: str | None, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _aside(text: str) -> str:
    return f'<span class="aside">{escape(text)}</span>' if text else ""


def _words(text: str, tag: str, kind: str = "") -> str:
    """A text in an element of its own, its line breaks kept and its direction found by itself."""
    return f'<{tag} class="{f"{kind} words".strip()}" dir="auto">{escape(text)}</{tag}>'
