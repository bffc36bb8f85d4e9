"""Whether what was dropped or pasted holds a reply of an assistant: cheap, before anything is read."""

from pathlib import Path

from models.packets.reply import FORMAT, LARGEST, find_reply
from models.packets.reply_block import decoded, plain_json


def seems_reply(text: str) -> bool:
    """Whether a text holds a reply, damaged ones included; some other program's JSON does not."""
    return find_reply(text) and (FORMAT in text or plain_json(decoded(text)) is None)


def reply_in_file(path: Path) -> bytes | None:
    """What a dropped file holds, if it is a reply as the page saves it; a mail with one in it counts, too."""
    try:
        # A pipe would hold up everything until somebody writes into it.
        if not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError):
        return None
    if len(data) > LARGEST:
        return None
    if path.suffix.lower() == ".eml":
        return _in_mail(data)
    return data if seems_reply(decoded(data)) else None


def _in_mail(data: bytes) -> bytes | None:
    """The first part of a saved mail that holds a reply: its text, or what is attached to it."""
    import email

    try:
        parts = list(email.message_from_bytes(data).walk())
    except RecursionError:
        # A mail in a mail in a mail…
        return None
    for part in parts:
        content = part.get_payload(decode=True)
        is_read = isinstance(content, bytes) and part.get_content_maintype() in ("text", "application")
        if is_read and seems_reply(decoded(content)):  # type: ignore[arg-type]
            return content  # type: ignore[return-value]
    return None
