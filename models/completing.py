"""What belongs to every change before its commit: time stamps, brief versions, search text, the journal."""

from models import brief_versions, journal, search_text
from models.record import Recorder


def complete(record: Recorder, entry: journal.Entry) -> journal.Entry:
    """Finish what a body has written, as the change that `entry` says. Returns it as the journal has it.

    A body may have given the change another name; one that only leads the change before it back is `quiet`.
    """
    db = record.db
    if record.stale_briefs and not record.purging:
        if entry.reverts is None:
            brief_versions.keep(record, record.stale_briefs, record.brief_author)
        else:
            brief_versions.keep_apart(record, record.stale_briefs)
    if entry.reverts is None:
        record.stamp()
    entry = entry._replace(action=record.action or entry.action)
    if entry.visit and _merge_visit(record, entry):
        entry = entry._replace(kind="quiet")
    search_text.rebuild(db, record.stale_texts)
    if record.purging:
        search_text.forget_deleted(db)
    journal.write_rows(db, entry.revision, (change.line() for change in record.rows))
    journal.write_header(db, entry)
    for told in record.before_commit:
        told(entry.revision)
    return entry


def _merge_visit(record: Recorder, entry: journal.Entry) -> bool:
    """Take over the previous change if it belongs to the same visit. True if the two together change
    nothing.
    """
    assert entry.visit is not None
    before = journal.last_of_visit(record.db, entry.visit, entry.action, entry.author, entry.kind)
    if before is None or not record.prepend(journal.rows_of(record.db, before)):
        return False
    journal.remove(record.db, before)
    return record.changes_nothing()
