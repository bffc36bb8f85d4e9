"""Bytes by their SHA-256, kept once for all files, photos and packets that name them; and their end."""

from collections.abc import Iterator

from peewee import SqliteDatabase


def keep_content(db: SqliteDatabase, digest: str, data: bytes) -> None:
    """Inside a change: bytes by their SHA-256, unless they are there."""
    db.execute_sql(
        "INSERT OR IGNORE INTO content (hash, size, data) VALUES (?, ?, ?)", (digest, len(data), data)
    )


def sweep(db: SqliteDatabase) -> int:
    """Inside a transaction: delete the bytes that no file, packet, photo, template or undo names any more.

    Returns how many.
    """
    going = {digest for (digest,) in db.execute_sql("SELECT hash FROM content").fetchall()}
    for text in _naming(db, going):
        going -= {digest for digest in going if digest in text}
        if not going:
            return 0
    for digest in sorted(going):
        db.execute_sql("DELETE FROM content WHERE hash = ?", (digest,))
    return len(going)


def _naming(db: SqliteDatabase, going: set[str]) -> Iterator[str]:
    """Every text that can name bytes, as long as there are any to be named."""
    if not going:
        return
    for sql in _NAMING:
        for (text,) in db.execute_sql(sql):
            yield text


_NAMING = (
    "SELECT DISTINCT hash FROM enclosure",
    "SELECT DISTINCT photo FROM assistant WHERE photo <> ''",
    "SELECT files FROM packet WHERE files <> ''",
    "SELECT body FROM brief_template",
    "SELECT image FROM journal_row WHERE image IS NOT NULL"
    " AND item IN ('enclosure', 'packet', 'assistant', 'brief_template')",
)
