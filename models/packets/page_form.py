"""Where the assistant answers on the page: a form for the script, a text block where that does not run."""

from collections.abc import Iterator
from html import escape
from typing import Final

from models.packets.content import Packet
from models.packets.defaults import inside
from models.packets.names import file_stem
from models.packets.reply_block import END, START
from models.packets.reply_form import fill_in_block
from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, say

_STATUSES: Final = {
    "done": QT_TRANSLATE_NOOP("models", "Done"),
    "question": QT_TRANSLATE_NOOP("models", "I have a question"),
    "not_done": QT_TRANSLATE_NOOP("models", "Not done yet"),
}
# By the name of the script's data attribute
_TOLD: Final = {
    "choose-status": QT_TRANSLATE_NOOP("models", "Please choose how it stands."),
    "write-question": QT_TRANSLATE_NOOP("models", "Please write your question."),
    "whole-minutes": QT_TRANSLATE_NOOP("models", "Minutes are a whole number, at most 10080."),
    "saved": QT_TRANSLATE_NOOP("models", "Saved as {file}. Send this file back to {owner}."),
    "copied": QT_TRANSLATE_NOOP("models", "Copied. Paste it into a message to {owner}."),
    "copy-yourself": QT_TRANSLATE_NOOP("models", "Copy this text and send it to {owner}."),
    "count": QT_TRANSLATE_NOOP("models", "{done} of {all}"),
    "minutes": QT_TRANSLATE_NOOP("models", "{minutes} min"),
}
_HEADING = QT_TRANSLATE_NOOP("models", "Your reply")
_LEGEND = QT_TRANSLATE_NOOP("models", "How does it stand?")
_BY_HAND = QT_TRANSLATE_NOOP("models", "Copy these lines, fill them in and send them back:")


def form_lines(packet: Packet, words: Words) -> Iterator[str]:
    """The section "Your reply"; the form is hidden until the script runs, the text block is always there."""

    def told(source: str) -> str:
        return escape(words(say(source)))

    owner = inside(packet.sender.owner, words)
    yield '<section id="reply">'
    yield f"<h2>{told(_HEADING)}</h2>"
    yield f'<form id="form" {_data(packet, words)} hidden novalidate>'
    yield f"<fieldset><legend>{told(_LEGEND)}</legend>"
    yield '<div class="choices">'
    for name, source in _STATUSES.items():
        yield f'<label><input type="radio" name="status" value="{name}">{told(source)}</label>'
    yield "</div></fieldset>"
    minutes = told(QT_TRANSLATE_NOOP("models", "Minutes it took"))
    box = '<input id="minutes" name="minutes" type="number" min="0" max="10080" step="1" inputmode="numeric">'
    yield f'<div class="field"><label class="label" for="minutes">{minutes}</label>{box}</div>'
    yield _area("question", words, QT_TRANSLATE_NOOP("models", "Question"))
    note = QT_TRANSLATE_NOOP("models", "Result, or anything {owner} should know")
    yield _area("note", words, note, owner=owner)
    if packet.wants_steps:
        yield _area(
            "steps", words, QT_TRANSLATE_NOOP("models", "The steps you took, one a line"), longest=200_000
        )
    save = told(QT_TRANSLATE_NOOP("models", "Save my reply"))
    copy = told(QT_TRANSLATE_NOOP("models", "Copy as text"))
    yield f'<button type="submit">{save}</button><button type="button" id="copy">{copy}</button>'
    yield '<p id="told" role="status" aria-live="polite"></p>'
    yield f'<textarea id="copied" readonly hidden aria-label="{copy}"></textarea>'
    yield "</form>"
    yield f'<details id="by-hand" open><summary>{told(_BY_HAND)}</summary>'
    block = fill_in_block(packet.token, packet.version, packet.wants_steps, words)
    yield f"<pre>{escape(block)}</pre></details>"
    yield "</section>"


def reply_name(packet: Packet) -> str:
    """What the page saves a reply as; a text file, because mail programs let that through."""
    return f"reply-{file_stem(packet.title)}.txt"


def _data(packet: Packet, words: Words) -> str:
    """What the script needs to know, as attributes; {file} and the like are filled in by the script."""
    values = {
        "board": packet.board,
        "token": packet.token,
        "version": str(packet.version),
        "file": reply_name(packet),
        "start": START,
        "end": END,
    }
    for name, source in _TOLD.items():
        values[name] = words(say(source, owner=inside(packet.sender.owner, words)))
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in values.items())


def _area(name: str, words: Words, label: str, longest: int = 20_000, owner: str = "") -> str:
    shown = escape(words(say(label, owner=owner)))
    area = f'<textarea id="{name}" name="{name}" rows="3" maxlength="{longest}" dir="auto"></textarea>'
    return f'<div class="field"><label class="label" for="{name}">{shown}</label>{area}</div>'
