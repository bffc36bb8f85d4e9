"""A reference letter as a PDF: who somebody is, since when, and what they master. No rates and no notes."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from models.assistant_mastery import masters
from models.assistants import assistant_of
from models.board import Board
from models.files import write_atomically
from models.settings import read_settings
from models.words import QT_TRANSLATE_NOOP, fill
from ui.pages.assistants.in_hand import mastered_text
from ui.wording import day_year

MARGIN_MM = 25
BODY, HEADING = 11, 16
CONTEXT = "ReferenceLetter"
_HEADING = QT_TRANSLATE_NOOP("ReferenceLetter", "Reference for {name}")
_HERE = QT_TRANSLATE_NOOP("ReferenceLetter", "{name} works with {company}.")
_SINCE = QT_TRANSLATE_NOOP("ReferenceLetter", "{name} has worked with {company} since {first}.")
_WAS = QT_TRANSLATE_NOOP("ReferenceLetter", "{name} worked with {company} from {first} to {last}.")
_MASTERS = QT_TRANSLATE_NOOP("ReferenceLetter", "These tasks they do on their own:")


def letter_lines(board: Board, assistant: int, today: dt.date) -> list[tuple[str, str]]:
    """The letter as (kind, text): "heading", "text", "item" or "quiet"."""
    who, settings = assistant_of(board, assistant), read_settings(board)
    company = str(settings["company.name"] or settings["company.owner"] or board.name)
    named = {"name": who.name, "company": company}
    found = masters(board, assistant)
    lines = [("quiet", f"{company} · {day_year(today)}"), ("heading", _say(_HEADING, **named))]
    if who.starts is None:
        lines.append(("text", _say(_HERE, **named)))
    elif who.ended is None:
        lines.append(("text", _say(_SINCE, **named, first=day_year(who.starts))))
    else:
        last = day_year(who.ends or who.ended.date())
        lines.append(("text", _say(_WAS, **named, first=day_year(who.starts), last=last)))
    if found:
        lines.append(("text", _say(_MASTERS)))
        lines += [("item", f"{one.title}: {mastered_text(one)}") for one in found]
    if settings["company.owner"]:
        lines += [("text", str(settings["company.owner"])), ("quiet", company)]
    return lines


def save_letter(board: Board, assistant: int, path: Path, today: dt.date) -> None:
    """Write the letter; an old file stays until the new one is whole. Raises Refused or StorageError."""
    data = _pdf(letter_lines(board, assistant, today))
    with write_atomically(path) as stream:
        stream.write(data)


def _pdf(lines: list[tuple[str, str]]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setCreator("")
    writer.setTitle(next((text for kind, text in lines if kind == "heading"), ""))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(writer.pageLayout().paintRectPixels(writer.resolution()).size().toSizeF())
    cursor = QTextCursor(document)
    for place, (kind, text) in enumerate(lines):
        _add(cursor, kind, text, is_first=place == 0)
    document.print_(writer)
    return bytes(buffer.data().data())


def _add(cursor: QTextCursor, kind: str, text: str, *, is_first: bool) -> None:
    """One paragraph, letter by letter: nothing in it is read as markup."""
    block, letters = QTextBlockFormat(), QTextCharFormat()
    font = QFont()
    font.setPointSize(HEADING if kind == "heading" else BODY - 1 if kind == "quiet" else BODY)
    font.setBold(kind == "heading")
    letters.setFont(font)
    block.setTopMargin({"heading": 60, "text": 50, "item": 18}.get(kind, 0))
    block.setIndent(1 if kind == "item" else 0)
    if not is_first:
        cursor.insertBlock()
    cursor.setBlockFormat(block)
    cursor.insertText(f"– {text}" if kind == "item" else text, letters)


def _say(text: str, **values: str) -> str:
    return fill(QCoreApplication.translate(CONTEXT, text), values)
