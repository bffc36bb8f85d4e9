"""One card of a Trello file as a draft."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.importers.base import MAX_CELL, MAX_PARTS, Options, Problems
from models.importers.bounds import MOST_LETTERS, fits
from models.importers.moments import as_utc
from models.importers.placing import place
from models.importers.trello_board import TrelloBoard, dict_of, dicts_of, list_of, position, text_of
from models.words import QT_TRANSLATE_NOOP, say
from models.zones import system_zone, zone_of

_SAFE_LINKS = ("http://", "https://", "mailto:")


class CardReader:
    """Turns cards into drafts; what could not be taken over goes to `problems`."""

    def __init__(self, board: TrelloBoard, options: Options, problems: Problems) -> None:
        self._board = board
        self._options = options
        self._problems = problems
        name = options.zone or system_zone()
        zone = zone_of(name)
        self._zone_name = name if zone is not None else "UTC"
        self._zone = zone or UTC
        self.checklists = self.comments = 0
        """How many of the file were found to belong to a card."""

    def read(self, card: dict[str, Any], row: int) -> TaskDraft | None:
        """The draft of one card; None where the owner leaves its list out or the card is too large."""
        draft = TaskDraft(title=self._clean(text_of(card.get("name")), row), row=row)
        draft.title = " ".join(draft.title.splitlines()).strip()
        draft.notes = self._clean(text_of(card.get("desc")), row)
        if not draft.title:
            draft.title = draft.notes.strip().split("\n", 1)[0][:200] or text_of(card.get("shortLink")) or "?"
            self._note(draft, QT_TRANSLATE_NOOP("models", "The card has no name."))
        key = text_of(card.get("id"))
        draft.source = f"trello:{key}" if key else None
        self._set_moments(draft, card)
        self._set_people(draft, card)
        self._set_tags(draft, card)
        draft.steps = self._steps(card, key, row)
        self._set_comments(draft, card, key)
        self._add_notes(draft, card, self._set_links(draft, card))
        return draft if self._put_in_place(draft, card) and fits(draft, self._problems) else None

    def _put_in_place(self, draft: TaskDraft, card: dict[str, Any]) -> bool:
        entry = self._board.lists.get(text_of(card.get("idList")))
        if entry is None and self._board.lists:
            self._note(
                draft, QT_TRANSLATE_NOOP("models", "Its list is not in the file; the card goes to Unsorted.")
            )
        draft.column = entry.name if entry is not None else None
        archived = card.get("closed") is True or (entry is not None and entry.closed)
        finished = card.get("dueComplete") is True or bool(card.get("dateCompleted"))
        key = entry.id if entry is not None else ""
        return place(draft, self._options.targets, self._problems, archived, finished, key)

    def _set_moments(self, draft: TaskDraft, card: dict[str, Any]) -> None:
        draft.created = _moment_of_id(text_of(card.get("id")))
        draft.changed = parse_moment(text_of(card.get("dateLastActivity")))
        draft.done = parse_moment(text_of(card.get("dateCompleted")))
        said = text_of(card.get("due"))
        if not said:
            return
        due = parse_moment(said)
        if due is None:
            self._note(draft, QT_TRANSLATE_NOOP("models", "The due date “{name}” cannot be read."), said)
            return
        try:
            local = due.replace(tzinfo=UTC).astimezone(self._zone)
        except OverflowError:
            local = due.replace(tzinfo=UTC)
        draft.due = local.date()
        draft.due_time = f"{local:%H:%M}"
        draft.due_zone = self._zone_name

    def _set_people(self, draft: TaskDraft, card: dict[str, Any]) -> None:
        names: dict[str, None] = {}
        for member in dicts_of(card.get("members")):
            name = text_of(member.get("fullName")) or text_of(member.get("username"))
            names.setdefault(self._line(name, draft.row))
        is_told = bool(names)
        for key in list_of(card.get("idMembers")):
            found = self._board.members.get(text_of(key))
            if found is not None:
                names.setdefault(self._line(found, draft.row))
            elif not is_told:
                is_told = True
                self._note(
                    draft,
                    QT_TRANSLATE_NOOP("models", "Somebody is on this card whose name is not in the file."),
                )
        draft.assistants = [name for name in names if name]

    def _set_tags(self, draft: TaskDraft, card: dict[str, Any]) -> None:
        tags: dict[str, None] = {}
        labels = list_of(card.get("labels"))
        for label in labels:
            named = (
                (text_of(label.get("name")), text_of(label.get("color")))
                if isinstance(label, dict)
                else ("", text_of(label))
            )
            tags.setdefault(self._label(*named, draft.row))
        is_missing = False
        for key in list_of(card.get("idLabels")) if not labels else ():
            found = self._board.labels.get(text_of(key))
            if found is not None:
                tags.setdefault(self._label(*found, draft.row))
            else:
                is_missing = True
        if is_missing:
            self._note(draft, QT_TRANSLATE_NOOP("models", "A label of this card is not in the file."))
        draft.tags = [name for name in tags if name]

    def _label(self, name: str, colour: str, row: int) -> str:
        return self._line(name.strip() or self._board.label_names.get(colour, "").strip() or colour, row)

    def _steps(self, card: dict[str, Any], key: str, row: int) -> list[StepDraft]:
        """All checklists as one; with more than one, each step begins with the name of its list."""
        spool = self._board.spool
        lists = list(spool.chain(f"steps of {key}"))[::-1] if key else []
        named = list_of(card.get("idChecklists"))
        for checklist in named:
            lists.extend(spool.chain(f"checklist {text_of(checklist)}"))
        self.checklists += len(lists)
        if missing := max(0, len(named) - len(lists)):
            source = QT_TRANSLATE_NOOP("models", "The file lacks %n checklist(s) of this card.")
            self._problems.add(row, text_of(card.get("name")), say(source, missing))
        lists.sort(key=lambda entry: position(entry.get("pos")))
        steps: list[StepDraft] = []
        for entry in lists:
            name = text_of(entry.get("name")).strip()
            prefix = f"{name}: " if name and len(lists) > 1 else ""
            items = sorted(dicts_of(entry.get("checkItems")), key=lambda item: position(item.get("pos")))
            for item in items:
                text = self._line(text_of(item.get("name")), row)
                if text and len(steps) <= MAX_PARTS:
                    steps.append(StepDraft(prefix + text, item.get("state") == "complete"))
        return steps

    def _set_comments(self, draft: TaskDraft, card: dict[str, Any], key: str) -> None:
        letters = 0
        for comment in self._board.spool.chain(f"comments of {key}") if key else ():
            self.comments += 1
            text = self._board.text_of_comment(comment["id"]) or comment["text"]
            text = self._clean(text, draft.row)
            letters += len(text)
            # With more than fits, the card will be left out as a whole.
            if text.strip() and len(draft.comments) <= MAX_PARTS and letters <= MOST_LETTERS + MAX_CELL:
                draft.comments.append(CommentDraft(text, comment["author"], parse_moment(comment["date"])))
        draft.comments.sort(key=lambda comment: comment.at or datetime.min)
        counted = card.get("comments")
        if isinstance(counted, int) and counted > len(draft.comments):
            source = QT_TRANSLATE_NOOP("models", "The file lacks %n comment(s) of this card.")
            self._problems.add(draft.row, draft.title, say(source, count=counted - len(draft.comments)))

    def _set_links(self, draft: TaskDraft, card: dict[str, Any]) -> list[str]:
        """Addresses become links, never followed; returns what is attached without an address."""
        others: list[str] = []
        for attachment in dicts_of(card.get("attachments")):
            url = self._clean(text_of(attachment.get("url")), draft.row).strip()
            name = self._line(text_of(attachment.get("name")), draft.row)
            if url.lower().startswith(_SAFE_LINKS):
                draft.links.append(LinkDraft(url, "" if name == url else name))
            elif url or name:
                others.append(" ".join(dict.fromkeys(filter(None, (name, url)))))
        return others

    def _add_notes(self, draft: TaskDraft, card: dict[str, Any], lines: list[str]) -> None:
        """What has no field of its own is kept as lines at the end of the notes."""
        lines.extend(self._clean(line, draft.row) for line in self._lines(card))
        draft.notes = "\n\n".join(
            filter(None, (draft.notes.rstrip() if lines else draft.notes, "\n".join(lines)))
        )
        if card.get("isTemplate") is True:
            self._note(draft, QT_TRANSLATE_NOOP("models", "It was a template; it comes as an ordinary card."))
        if card.get("recurrenceRule"):
            self._note(draft, QT_TRANSLATE_NOOP("models", "How often it repeats did not come along."))

    def _lines(self, card: dict[str, Any]) -> Iterator[str]:
        order = {key: index for index, key in enumerate(self._board.fields)}
        items = dicts_of(card.get("customFieldItems"))
        for item in sorted(items, key=lambda item: order.get(text_of(item.get("idCustomField")), len(order))):
            custom = self._board.fields.get(text_of(item.get("idCustomField")))
            value = dict_of(item.get("value"))
            said = next((text for text in map(text_of, value.values()) if text), "")
            if "checked" in value:
                said = "[x]" if said == "true" or value["checked"] is True else "[ ]"
            if "date" in value:
                moment = parse_moment(said)
                said = (
                    said
                    if moment is None
                    else f"{moment.replace(tzinfo=UTC).astimezone(self._zone):%Y-%m-%d %H:%M}"
                )
            if custom is not None and item.get("idValue"):
                said = custom.options.get(text_of(item["idValue"]), said)
            if said:
                yield f"{custom.name if custom is not None else '?'}: {said}"
        start = text_of(card.get("start"))
        if start:
            yield f"Start: {start[:10]}"
        where = [text_of(card.get("locationName")), text_of(card.get("address"))]
        if any(where):
            yield ", ".join(dict.fromkeys(filter(None, where)))

    def _line(self, text: str, row: int) -> str:
        return " ".join(self._clean(text, row).split())

    def _clean(self, text: str, row: int) -> str:
        """Without NUL, which ends texts early elsewhere; said once per text."""
        if "\0" in text:
            text = text.replace("\0", "")
            said = say(QT_TRANSLATE_NOOP("models", "Invisible zero signs were taken out of the text."))
            self._problems.add(row, text[:120], said)
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def _note(self, draft: TaskDraft, source: str, name: str = "") -> None:
        self._problems.add(draft.row, draft.title, say(source, name=name[:80]))


def parse_moment(text: str) -> datetime | None:
    """A moment of Trello (ISO with Z) as naive UTC, None for anything else."""
    if not text or len(text) > 40:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return as_utc(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment)


def _moment_of_id(key: str) -> datetime | None:
    """The first eight digits of an id are the second in which it was made."""
    if len(key) != 24:
        return None
    try:
        seconds = int(key[:8], 16)
        int(key, 16)
    except ValueError:
        return None
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
