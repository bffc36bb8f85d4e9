"""Cards on the clipboard and in drags between windows; text, links and files of other programs as cards."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.board import Board

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

    from models.clipboard_cards import CardsText
    from models.drafts import LinkDraft, TaskDraft

CARDS_MIME = "application/x-delegation-board-cards"
# Browsers put "address, line break, title" here.
_MOZ_URL = "text/x-moz-url"
_SCHEMES = ("http", "https", "mailto")
_MOST_LINKS = 200


def copy_cards(board: Board, ids: Iterable[int], *, is_cut: bool = False) -> int:
    """Put these cards of `board` on the clipboard, in this order; returns how many there were.

    A cut changes nothing on the board by itself: a paste on the same board moves the cards.
    """
    from models.clipboard_cards import drafts_of

    chosen = list(ids)
    drafts = drafts_of(board, chosen)
    if drafts:
        QGuiApplication.clipboard().setMimeData(cards_mime(drafts, str(board.path), chosen, is_cut=is_cut))
    return len(drafts)


def cards_mime(
    drafts: "list[TaskDraft]", board: str = "", ids: Iterable[int] = (), *, is_cut: bool = False
) -> QMimeData:
    """Cards for our own windows, and as text for any other program."""
    from models.clipboard_cards import to_json, to_text

    mime = QMimeData()
    mime.setData(CARDS_MIME, to_json(drafts, board, ids, is_cut=is_cut).encode("utf-8", "replace"))
    mime.setText(to_text(drafts))
    return mime


def read_cards(mime: QMimeData | None) -> "CardsText | None":
    """Our own cards, or None where `mime` holds none that can be read. Raises Refused for too many."""
    # An emptied clipboard may give no mime data at all.
    if mime is None or not mime.hasFormat(CARDS_MIME):
        return None
    from models.clipboard_cards import MOST_BYTES, TOO_MUCH, from_json
    from models.errors import Refused
    from models.words import say

    raw = mime.data(CARDS_MIME)
    if raw.size() > MOST_BYTES:
        raise Refused(say(TOO_MUCH))
    found = from_json(bytes(raw.data()).decode("utf-8", "replace"))
    return found if found and found.drafts else None


def can_read(mime: QMimeData) -> bool:
    """Whether `read_drafts` may find something; cheap, for a drag that is passing over."""
    return mime.hasFormat(CARDS_MIME) or mime.hasUrls() or mime.hasText()


def read_drafts(mime: QMimeData | None) -> "list[TaskDraft]":
    """Cards to add: our own as they are; else one for each file or link; else one for each line of text."""
    if mime is None:
        return []
    if (own := read_cards(mime)) is not None:
        return list(own.drafts)
    from models.drafts import TaskDraft
    from models.quickadd import parse_paste

    if links := read_links(mime):
        return [TaskDraft(title=link.title or link.url, links=[link]) for link in links]
    text = mime.text().replace("\0", " ") if mime.hasText() else ""
    return [TaskDraft(title=line) for line in parse_paste(text)]


def read_links(mime: QMimeData) -> "list[LinkDraft]":
    """Files (by name) and web addresses; other schemes are not taken as links."""
    from PySide6.QtCore import QUrl

    urls = [url for url in mime.urls() if url.isValid()] if mime.hasUrls() else []
    if not urls and mime.hasText() and not any(c.isspace() for c in mime.text().strip()):
        url = QUrl(mime.text().strip(), QUrl.ParsingMode.StrictMode)
        urls = [url] if url.scheme() in ("http", "https") and url.host() else []
    title = _moz_title(mime) if len(urls) == 1 else ""
    return [link for url in urls[:_MOST_LINKS] if (link := _link(url, title)) is not None]


def read_reply(mime: QMimeData | None) -> str | bytes | None:
    """A reply of an assistant, as text or as the only file; None where there is none."""
    if mime is None or mime.hasFormat(CARDS_MIME):
        return None
    files = local_files(mime)
    if len(files) == 1:
        from models.reply_finding import reply_in_file

        return reply_in_file(files[0])
    from models.reply_finding import seems_reply

    return mime.text() if not files and mime.hasText() and seems_reply(mime.text()) else None


def is_written(mime: QMimeData | None) -> bool:
    """Whether this is a text that somebody wrote: no cards, no files, no address alone."""
    return mime is not None and mime.hasText() and bool(mime.text().strip()) and not read_links(mime)


def local_files(mime: QMimeData) -> list[Path]:
    """The files on this computer that are being dropped or pasted."""
    return [Path(url.toLocalFile()) for url in mime.urls() if _is_local(url)] if mime.hasUrls() else []


def _link(url: "QUrl", title: str) -> "LinkDraft | None":
    from models.drafts import LinkDraft

    if _is_local(url):
        return LinkDraft(url.toLocalFile(), Path(url.toLocalFile()).name)
    if url.scheme() in _SCHEMES:
        return LinkDraft(url.toString(url.ComponentFormattingOption.FullyEncoded), title)
    return None


def _is_local(url: "QUrl") -> bool:
    # A file address with a host would be fetched over the network (UNC) when somebody opens it.
    return url.isLocalFile() and not url.host()


def _moz_title(mime: QMimeData) -> str:
    if not mime.hasFormat(_MOZ_URL):
        return ""
    text = bytes(mime.data(_MOZ_URL).data()).decode("utf-16-le", "replace")
    return " ".join(text.partition("\n")[2].replace("\0", "").split())[:300]
