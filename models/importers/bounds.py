"""What one card can hold: what is longer is listed and kept whole in the notes, never cut in silence."""

from collections.abc import Iterable, Iterator

from models.drafts import TaskDraft
from models.importers.base import MAX_CELL, MAX_NAME, MAX_PARTS, Problems
from models.texts import LONGEST_TITLE
from models.words import QT_TRANSLATE_NOOP, say

MOST_AT_ONCE = 500  # drafts
MOST_LETTERS = 4 * MAX_CELL  # of all texts of one card, and of the drafts that are held at once


def letters_of(draft: TaskDraft) -> int:
    """How long the texts of a draft are together."""
    texts = (*draft.tags, *draft.assistants, *(step.text for step in draft.steps))
    links = sum(len(link.url) + len(link.title) for link in draft.links)
    comments = sum(len(comment.text) for comment in draft.comments)
    return len(draft.title) + len(draft.notes) + sum(map(len, texts)) + links + comments


def batches(drafts: Iterable[TaskDraft]) -> Iterator[list[TaskDraft]]:
    """The drafts in lists of a few hundred, or fewer where they are long: a file of any size takes steady
    memory.
    """
    batch: list[TaskDraft] = []
    letters = 0
    for draft in drafts:
        batch.append(draft)
        letters += letters_of(draft)
        if len(batch) >= MOST_AT_ONCE or letters >= MOST_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def fits(draft: TaskDraft, problems: Problems) -> bool:
    """Make title, tags and names short enough, with the whole of them in the notes; False, listed, for a card
    with more parts or longer texts than there can be.
    """
    parts = (draft.steps, draft.tags, draft.assistants, draft.comments, draft.links)
    if max(len(part) for part in parts) > MAX_PARTS:
        text = QT_TRANSLATE_NOOP(
            "models", "It was left out: it has more than {most} steps, tags, people, comments or links."
        )
        problems.add(draft.row, draft.title, say(text, most=f"{MAX_PARTS:,}"))
        return False
    draft.title = _shortened(draft, draft.title, LONGEST_TITLE, problems)
    draft.tags = [_shortened(draft, name, MAX_NAME, problems) for name in draft.tags]
    draft.assistants = [_shortened(draft, name, MAX_NAME, problems) for name in draft.assistants]
    most = MAX_CELL if len(draft.notes) > MAX_CELL else MOST_LETTERS
    if most == MAX_CELL or letters_of(draft) > most:
        text = QT_TRANSLATE_NOOP("models", "It was left out: its texts are longer than {most} characters.")
        problems.add(draft.row, draft.title, say(text, most=f"{most:,}"))
        return False
    return True


def _shortened(draft: TaskDraft, text: str, most: int, problems: Problems) -> str:
    if len(text) <= most or len(text := " ".join(text.split())) <= most:
        return text
    said = QT_TRANSLATE_NOOP(
        "models", "“{name}…” is longer than {most} characters: the whole is in the notes."
    )
    problems.add(draft.row, draft.title, say(said, name=text[:40], most=f"{most:,}"))
    draft.notes = "\n\n".join(filter(None, (draft.notes, text)))
    return text[:most]
