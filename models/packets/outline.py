"""What an assistant reads, in its order, before it becomes a page, a text or a sheet of paper.

Every format draws this one outline, so that all of them say the same.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.packets.content import Link, Packet
from models.packets.defaults import inside
from models.packets.names import enclosed_names
from models.packets.spoken import (
    day_words,
    duration_words,
    instant_words,
    moment_words,
    money_words,
    repeat_words,
    size_words,
)
from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, Sentence, say

AUTHORITY: Final = {
    1: QT_TRANSLATE_NOOP("models", "Do it exactly as it is written here."),
    2: QT_TRANSLATE_NOOP("models", "Look into it and report what you find."),
    3: QT_TRANSLATE_NOOP("models", "Recommend what to do; {owner} decides."),
    4: QT_TRANSLATE_NOOP("models", "Decide yourself, then tell {owner}."),
    5: QT_TRANSLATE_NOOP("models", "It is yours: decide and act."),
}
REVIEW: Final = {
    "all": QT_TRANSLATE_NOOP("models", "{owner} looks at it every time."),
    "one_in_five": QT_TRANSLATE_NOOP("models", "{owner} looks at one in five, picked at random."),
    "weekly": QT_TRANSLATE_NOOP("models", "{owner} looks at it once a week."),
    "monthly": QT_TRANSLATE_NOOP("models", "{owner} looks at it once a month."),
    "milestone": QT_TRANSLATE_NOOP("models", "{owner} looks at it at the milestone."),
}
PRIVACY: Final = {
    "low": QT_TRANSLATE_NOOP("models", "Not sensitive."),
    "medium": QT_TRANSLATE_NOOP("models", "Only for the people who work on it."),
    "high": QT_TRANSLATE_NOOP("models", "Strictly confidential: share it with nobody else."),
}
# On paper
PAGE_OF: Final = QT_TRANSLATE_NOOP("models", "Page {number} of {all}")
_WRITE_STEPS = QT_TRANSLATE_NOOP(
    "models", "Please write down the steps as you do them, one a line, and send them with your reply."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read. kind: text, point, step, fact, link, file.

    label: our words before a fact. aside: small words after it. address: of a link. uid: of a step.
    """

    kind: str
    text: str
    label: str = ""
    aside: str = ""
    address: str = ""
    uid: str = ""

    def written_address(self) -> str:
        """The address of a link for those who cannot press it; "" where the text says it already."""
        bare = self.address.removeprefix("mailto:")
        return "" if bare == self.text else bare


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading; `key` names it in every language."""

    key: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """`due`: the first section's line that must not be missed, also on top of a page; "" without one."""

    greeting: str
    opening: str
    title: str
    due: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str


def outline_of(packet: Packet, words: Words) -> Outline:
    """Everything that this packet says, in the reader's words."""
    sections = (Section(key, heading, tuple(items)) for key, heading, items in _sections(packet, words))
    made = packet.made.replace(tzinfo=dt.UTC)
    theirs = packet.recipient
    return Outline(
        greeting=words(say(QT_TRANSLATE_NOOP("models", "Hello {name},"), name=theirs.first or theirs.name)),
        opening=words(_opening(packet)),
        title=packet.title,
        due=tuple(moment_words(packet.due, packet, words)) if packet.due else (),
        sections=tuple(section for section in sections if section.items),
        footer=words(
            say(
                QT_TRANSLATE_NOOP("models", "No. {number} · brief version {version} · {moment}"),
                number=packet.number,
                version=packet.version,
                moment=instant_words(made, theirs.zone, theirs.city, words),
            )
        ),
    )


def _opening(packet: Packet) -> Sentence:
    owner, company = packet.sender.owner, packet.sender.company
    if company and company != owner:
        text = QT_TRANSLATE_NOOP("models", "{owner} of {company} asks you to take this over:")
        return say(text, owner=owner, company=company)
    text = QT_TRANSLATE_NOOP("models", "{owner} asks you to take this over:")
    return say(text, owner=owner or company)


def _sections(packet: Packet, words: Words) -> Iterator[tuple[str, str, Iterator[Item]]]:
    def heading(source: str) -> str:
        return words(say(source))

    yield "when", heading(QT_TRANSLATE_NOOP("models", "By when")), _when(packet, words)
    outcome = QT_TRANSLATE_NOOP("models", "What comes out of it")
    yield "outcome", heading(outcome), _texts(packet.outcome)
    yield "why", heading(QT_TRANSLATE_NOOP("models", "Why it matters")), _texts(packet.why)
    done_means = QT_TRANSLATE_NOOP("models", "Done means")
    yield "done", heading(done_means), (Item("point", line) for line in packet.done_when if line)
    yield "steps", heading(QT_TRANSLATE_NOOP("models", "Steps")), _steps(packet, words)
    yield "needs", heading(QT_TRANSLATE_NOOP("models", "What you need")), _needs(packet, words)
    looks = QT_TRANSLATE_NOOP("models", "What good looks like")
    yield "example", heading(looks), _example(packet, words)
    decide = QT_TRANSLATE_NOOP("models", "What you may decide")
    yield "decide", heading(decide), _decide(packet, words)
    yield "ask", heading(QT_TRANSLATE_NOOP("models", "Questions")), _ask(packet, words)
    yield "check", heading(QT_TRANSLATE_NOOP("models", "How it is checked")), _check(packet, words)
    private = QT_TRANSLATE_NOOP("models", "How private it is")
    yield "private", heading(private), _texts(words(say(PRIVACY[packet.privacy])) if packet.privacy else "")
    yield "outside", heading(QT_TRANSLATE_NOOP("models", "Not part of it")), _texts(packet.out_of_scope)
    yield "exceptions", heading(QT_TRANSLATE_NOOP("models", "Exceptions")), _texts(packet.exceptions)
    mistakes = QT_TRANSLATE_NOOP("models", "Common mistakes")
    yield "errors", heading(mistakes), _texts(packet.common_errors)
    yield "files", heading(QT_TRANSLATE_NOOP("models", "Enclosed files")), _files(packet, words)


def _texts(text: str) -> Iterator[Item]:
    if text:
        yield Item("text", text)


def _fact(words: Words, label: str, text: str) -> Item:
    return Item("fact", text, words(say(label)))


def _when(packet: Packet, words: Words) -> Iterator[Item]:
    if packet.due:
        lines = moment_words(packet.due, packet, words)
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Due"), lines[0])
        for line in lines[1:]:
            yield _fact(words, QT_TRANSLATE_NOOP("models", "That is"), line)
    if packet.repeats:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Comes back"), repeat_words(packet.repeats, words))
    if packet.milestone:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Milestone"), day_words(packet.milestone, words))
    job = packet.job
    if job is None:
        return
    if job.until:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "This job ends"), day_words(job.until, words))
    if job.seconds is not None:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Hours at most"), duration_words(job.seconds, words))
    if job.money:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Cost at most"), money_words(job.money, words))


def _steps(packet: Packet, words: Words) -> Iterator[Item]:
    for step in packet.steps:
        aside = "" if step.seconds is None else duration_words(step.seconds, words)
        yield Item("step", step.text, aside=aside, uid=step.uid)
    if packet.wants_steps:
        yield Item("text", words(say(_WRITE_STEPS)))


def _needs(packet: Packet, words: Words) -> Iterator[Item]:
    yield from _texts(packet.inputs)
    if packet.tools:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Tools"), packet.tools)
    for link in packet.links:
        yield _link(link)
    for access in packet.access:
        granted = " – ".join(part for part in (access.role, access.granted) if part)
        yield Item("fact", granted, access.tool or words(say(QT_TRANSLATE_NOOP("models", "Access"))))


def _link(link: Link) -> Item:
    return Item("link", link.title or link.url.removeprefix("mailto:"), address=link.url)


def _example(packet: Packet, words: Words) -> Iterator[Item]:
    yield from _texts(packet.example)
    if packet.recording:
        label = words(say(QT_TRANSLATE_NOOP("models", "Recording")))
        title = packet.recording.title
        yield Item("link", f"{label}: {title}" if title else label, address=packet.recording.url)


def _decide(packet: Packet, words: Words) -> Iterator[Item]:
    if packet.authority is not None:
        owner = inside(packet.sender.owner, words)
        yield Item("text", words(say(AUTHORITY[packet.authority], owner=owner)))
    if packet.spend_per_run:
        label = QT_TRANSLATE_NOOP("models", "Spend each time")
        yield _fact(words, label, money_words(packet.spend_per_run, words))
    if packet.spend_per_month:
        label = QT_TRANSLATE_NOOP("models", "Spend each month")
        yield _fact(words, label, money_words(packet.spend_per_month, words))


def _ask(packet: Packet, words: Words) -> Iterator[Item]:
    sender = packet.sender
    if packet.ask_when:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Ask when"), packet.ask_when)
    if packet.channel:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Best by"), packet.channel)
    if packet.reply_hours is not None:
        within = duration_words(packet.reply_hours * 3600, words)
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Reply within"), within)
    who = ", ".join(part for part in (sender.owner, sender.company) if part)
    yield _fact(words, QT_TRANSLATE_NOOP("models", "Who to ask"), who)
    if sender.email:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "E-mail"), sender.email)
    if sender.phone:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Phone"), sender.phone)


def _check(packet: Packet, words: Words) -> Iterator[Item]:
    if packet.review:
        review = REVIEW.get(packet.review)
        yield Item("text", words(say(review, owner=packet.sender.owner)) if review else packet.review)
    if packet.next_check:
        yield _fact(words, QT_TRANSLATE_NOOP("models", "Next look"), day_words(packet.next_check, words))


def _files(packet: Packet, words: Words) -> Iterator[Item]:
    for name, enclosed in zip(enclosed_names(packet), packet.files, strict=True):
        yield Item("file", name, aside=size_words(len(enclosed.data), words))
