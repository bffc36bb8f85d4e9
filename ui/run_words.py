"""The words of runs and training: how each came out, what it took and won, what comes next, and why."""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from models import trust
from models.hands import ALL_REASONS
from models.run_totals import SetUp, Totals
from models.runs import RunLine
from models.training_ops import Standing, Step
from ui.hand_words import reason_name
from ui.plain import apart
from ui.wording import day_text, hours_number, local, minutes_text


def outcome_text(outcome: str) -> str:
    """How a run came out."""
    names = {
        "": QCoreApplication.translate("Runs", "waits for your look"),
        "accepted": QCoreApplication.translate("Runs", "accepted"),
        "accepted_after_fix": QCoreApplication.translate("Runs", "accepted after a fix"),
        "sent_back": QCoreApplication.translate("Runs", "sent back"),
        "redone_by_me": QCoreApplication.translate("Runs", "done by you"),
        "skipped": QCoreApplication.translate("Runs", "not done this time"),
        "taken_back": QCoreApplication.translate("Runs", "taken back"),
        "assumed_done": QCoreApplication.translate("Runs", "assumed done"),
    }
    return names.get(outcome, outcome)


def headline(run: RunLine) -> str:
    """ "sent back · a slip, late"."""
    reasons = ", ".join(reason_name(reason) for reason in ALL_REASONS if reason in run.reasons)
    text = outcome_text(run.outcome)
    return f"{text} · {reasons}" if reasons else text


def details(run: RunLine) -> str:
    """ "62 min theirs · about 9 min yours · version 2 · 2nd try"; what nobody knows is left out."""
    parts = []
    if run.seconds is not None:
        text = QCoreApplication.translate("Runs", "{minutes} theirs")
        parts.append(text.format(minutes=minutes_text(run.seconds)))
    own = [one for one in (run.review, run.questions, run.fix) if one is not None]
    if own and (sum(own) or run.reviewed):
        text = (
            QCoreApplication.translate("Runs", "{minutes} yours, assumed")
            if run.assumed
            else QCoreApplication.translate("Runs", "{minutes} yours")
        )
        parts.append(text.format(minutes=minutes_text(sum(own))))
    if run.version is not None:
        parts.append(QCoreApplication.translate("Runs", "version {number}").format(number=run.version))
    if run.attempt > 1:
        parts.append(QCoreApplication.translate("Runs", "try {number}").format(number=run.attempt))
    if run.missed:
        parts.append(QCoreApplication.translate("Runs", "{count} missed before").format(count=run.missed))
    return " · ".join(parts)


def won_text(seconds: int | None) -> str:
    """ "+31 min", "−9 min"; "" where nothing was measured or nothing won."""
    if not seconds:
        return ""
    return f"{'+' if seconds > 0 else '−'}{minutes_text(abs(seconds))}"


def day_of_run(run: RunLine, today: dt.date) -> str:
    """When it was over, or handed in."""
    moment = run.ended or run.delivered or run.started
    return day_text(local(moment).date(), today) if moment else ""


def spoken(run: RunLine, today: dt.date) -> str:
    """A run in one breath."""
    won = won_text(run.won)
    parts = [
        f"{day_of_run(run, today)}: {headline(run)}",
        details(run).replace(" · ", ", "),
        QCoreApplication.translate("Runs", "{minutes} won").format(minutes=won) if won else "",
        run.note,
    ]
    return ", ".join(part for part in parts if part)


def times_text(totals: Totals) -> str:
    """ "12 times so far, 3 of them assumed"."""
    if not totals.times:
        return QCoreApplication.translate("Runs", "Not done by them yet")
    text = (
        QCoreApplication.translate("Runs", "Once so far")
        if totals.times == 1
        else QCoreApplication.translate("Runs", "{count} times so far").format(count=totals.times)
    )
    if totals.assumed:
        more = QCoreApplication.translate("Runs", "{count} assumed").format(count=totals.assumed)
        text = f"{text}, {more}"
    return text


def shares_text(totals: Totals) -> str:
    """ "8 of 10 right at first try · 9 of 12 in time"."""
    parts = []
    if totals.tries:
        text = QCoreApplication.translate("Runs", "{good} of {all} right at first try")
        parts.append(text.format(good=totals.good, all=totals.tries))
    if totals.dated:
        text = QCoreApplication.translate("Runs", "{good} of {all} in time")
        parts.append(text.format(good=totals.in_time, all=totals.dated))
    return " · ".join(parts)


def won_line(totals: Totals, set_up: SetUp | None) -> str:
    """What it won so far, measured, and what is left of it after brief and training."""
    if not totals.measured:
        return ""
    won = QCoreApplication.translate("Runs", "{hours} h won back, measured").format(hours=_hours(totals.won))
    if set_up is None or not set_up.whole:
        return won
    is_said = set_up.is_brief_said and set_up.is_training_said
    text = (
        QCoreApplication.translate("Runs", "{hours} h after brief and training")
        if is_said
        else QCoreApplication.translate("Runs", "about {hours} h after brief and training")
    )
    return f"{won} · {text.format(hours=_hours(totals.won - set_up.whole))}"


def _hours(seconds: int) -> str:
    return f"{'−' if seconds < 0 else ''}{hours_number(abs(seconds))}"


# Training


def next_text(standing: Standing) -> str:
    """What comes next at this level."""
    return _NEXT[standing.level](standing) if not standing.stopped else ""


def _checked(standing: Standing) -> str:
    count = standing.count
    needed = min(count.needed, trust.ENOUGH_WHEN_RARE) if count.is_rare else count.needed
    left = max(0, needed - count.in_a_row)
    text = QCoreApplication.translate("Runs", "{count} more in a row, then you may stop checking each time.")
    parts = [text.format(count=left)] if left else []
    if back := count.runs.count(False):
        text = QCoreApplication.translate("Runs", "{count} sent back so far; at {most} it stops.")
        parts.append(text.format(count=back, most=trust.REJECTS_TO_STOP))
    return " ".join(parts)


def _taken_over(standing: Standing) -> str:
    left = max(0, trust.IN_A_ROW_TO_OWN - standing.count.in_a_row)
    text = QCoreApplication.translate(
        "Runs", "You look at 1 in 5, by chance. {count} more looked at and right, then they may own it."
    )
    if left:
        return text.format(count=left)
    return QCoreApplication.translate("Runs", "You look at 1 in 5, by chance.")


_NEXT = (
    lambda _: QCoreApplication.translate("Runs", "Not begun. First they watch you do it."),
    lambda _: QCoreApplication.translate(
        "Runs", "Next: they watch you once and say it back. Then you do it together."
    ),
    lambda _: QCoreApplication.translate(
        "Runs", "Next: do it once together. Accepted, they do it and you check every time."
    ),
    _checked,
    _taken_over,
    lambda _: QCoreApplication.translate("Runs", "They own it and can teach it. You look once a month."),
)


def offer_text(standing: Standing, who: str) -> str:
    """More trust is offered, and what the figures do not say."""
    found = standing.judgement
    if found.to == trust.OWNED:
        text = QCoreApplication.translate(
            "Runs", "{who} may own it now: {honest} You go on looking once a month."
        )
    elif found.cause == "few_runs":
        text = QCoreApplication.translate(
            "Runs",
            "You may stop checking {who} each time, on thin evidence: {honest} You go on looking at 1 in 5.",
        )
    else:
        text = QCoreApplication.translate(
            "Runs", "You may stop checking {who} each time. {honest} You go on looking at 1 in 5."
        )
    return text.replace("{honest}", honest_text(found.count)).replace("{who}", apart(who))


def honest_text(in_a_row: int) -> str:
    """What so many in a row prove, and what not."""
    text = QCoreApplication.translate(
        "Runs",
        "{count} in a row happen {chance} % of the time even if 20 % of the work is bad; up to {bad} % bad is"
        " not ruled out.",
    )
    chance, bad = trust.chance_of_luck(in_a_row), trust.ceiling_of_bad(in_a_row)
    return text.format(count=in_a_row, chance=round(chance * 100), bad=round(bad * 100))


def back_text(step: Step, today: dt.date) -> str:
    """Why it was a step back; "" for any other step."""
    texts = {
        "two_of_five": QCoreApplication.translate(
            "Runs", "Two of the last five were not right, so you check every time again, since {day}."
        ),
        "one_reject": QCoreApplication.translate(
            "Runs", "One was not right, so you look at 1 in 5 again, since {day}."
        ),
    }
    return texts.get(step.cause, "").replace("{day}", day_text(local(step.at).date(), today))


def stop_text() -> str:
    """Five went back."""
    return QCoreApplication.translate(
        "Runs", "Five went back while you checked every time. The brief comes first, or somebody else."
    )


def unclear_text() -> str:
    """The brief was to blame, and is as it was."""
    return QCoreApplication.translate(
        "Runs", "The last one came back because the brief was unclear, and it still says the same."
    )


def changed_text(standing: Standing, who: str) -> str:
    """What they were signed off on is another by now."""
    names: dict[tuple[str, ...], str] = {
        ("steps",): QCoreApplication.translate("Runs", "The steps changed since {who} was signed off"),
        ("done_when",): QCoreApplication.translate("Runs", "“Done when” changed since {who} was signed off"),
    }
    both = QCoreApplication.translate("Runs", "Steps and “done when” changed since {who} was signed off")
    text = names.get(standing.changed, both).replace("{who}", apart(who))
    ask = QCoreApplication.translate("Runs", "Check every time again?")
    if standing.version is None:
        return f"{text}. {ask}"
    version = QCoreApplication.translate("Runs", "version {number}").format(number=standing.version)
    return f"{text} ({version}). {ask}"
