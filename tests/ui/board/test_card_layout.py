from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QImage, QPainter

from models.repeats import Repeat
from tests.ui.board.conftest import TODAY
from tests.ui.board.test_cell_model import card
from ui.board import card_text
from ui.board.card_delegate import paint_card
from ui.board.card_layout import CardPlan, card_style, layout

PLAIN = card(1, 1.0, "Order gloves")


@pytest.fixture(autouse=True)
def english(qapp: object) -> None:
    del qapp
    QLocale.setDefault(QLocale.c())


def shown(plan: CardPlan) -> list[str]:
    return [text.text for text in plan.texts]


def test_late_is_said_in_words_and_in_the_colour_for_bad() -> None:
    plan = layout(PLAIN._replace(due=date(2026, 11, 23)), "core", 140, TODAY)
    late = next(text for text in plan.texts if text.text == "2 d late")
    assert (late.colour, late.font) == ("bad", "meta_bold")


def test_a_card_without_a_person_says_so_only_where_one_is_needed() -> None:
    assert "nobody yet" in shown(layout(PLAIN, "handed_over", 140, TODAY))
    assert "nobody yet" not in shown(layout(PLAIN, "setup", 140, TODAY))
    held = PLAIN._replace(assistants=("Maria Santos",), holder=1, is_sent=True)
    plan = layout(held, "handed_over", 140, TODAY)
    assert "nobody yet" not in shown(plan) and plan.faces[0][1:] == ("MS", "Maria Santos")


def test_done_cards_tell_when_and_how() -> None:
    done = PLAIN._replace(outcome="done", done=datetime(2026, 11, 23, 12))
    assert shown(layout(done, "done", 140, TODAY))[0] == "Mon"
    dropped = layout(done._replace(outcome="dropped"), "done", 140, TODAY)
    assert shown(dropped)[0] == "dropped" and any(text.font == "struck" for text in dropped.texts)
    assert shown(layout(done._replace(outcome="automated"), "done", 140, TODAY))[0] == "automated"


def test_steps_hours_and_repeats_are_told() -> None:
    full = PLAIN._replace(steps=5, steps_done=3, repeat=Repeat(1, "week"), seconds_per_week=5400)
    texts = shown(layout(full, "setup", 200, TODAY))
    assert {"3/5", "weekly", "about 1.5 h/wk"} <= set(texts)


@pytest.mark.parametrize(
    ("width", "steps", "names", "told"),
    [
        (400, 5, ("Maria Santos",), {"brief 70 %", "3/5"}),
        (200, 5, ("Maria Santos",), {"brief 70 %"}),
        (132, 5, ("Maria Santos",), {"brief 70 %"}),
        (132, 0, (), {"brief 70 %"}),
        (70, 5, ("Maria Santos",), set()),
    ],
)
def test_how_ready_the_brief_is_stands_at_the_right(
    width: int, steps: int, names: tuple[str, ...], told: set[str]
) -> None:
    ready = PLAIN._replace(ready=70, steps=steps, steps_done=3, assistants=names)
    plan = layout(ready, "setup", width, TODAY)
    assert {"brief 70 %", "3/5"} & set(shown(plan)) == told
    for text in plan.texts:
        if text.text == "brief 70 %":
            assert text.colour == "muted" and text.x > width / 4
            assert not names or text.x < plan.faces[0][0].left()
    assert "brief 70 %" in card_text.spoken(ready, "To set up", "setup", TODAY)
    assert "brief" not in card_text.spoken(PLAIN, "Core", "core", TODAY)


@pytest.mark.parametrize("width", [60, 110, 132, 160, 300, 900])
def test_whatever_a_card_holds_stays_within_it(width: int) -> None:
    long = PLAIN._replace(
        title="Donaudampfschifffahrtsgesellschaftskapitän " * 40 + "\n\x07<b>&",
        due=date(2026, 11, 1),
        repeat=Repeat(1, "quarter"),
        seconds_per_week=123_456,
        tags=tuple(f"a rather long tag {n}" for n in range(40)),
        steps=1000,
        steps_done=1,
        assistants=tuple(f"Person {n}" for n in range(9)),
        ready=100,
    )
    plan, style = layout(long, "training", width, TODAY), card_style()
    for text in plan.texts:
        assert 0 < text.y < style.card_height
    if width >= 132:
        metrics = {"title": style.title_metrics, "meta": style.meta_metrics, "meta_bold": style.bold_metrics}
        assert all(t.x + metrics[t.font].horizontalAdvance(t.text) <= width for t in plan.texts)
        assert all(chip.right() <= width for chip in plan.chips)


def test_a_figure_is_shown_whole_or_not_at_all() -> None:
    full = PLAIN._replace(
        due=date(2026, 11, 30), seconds_per_run=1200, tags=("mail",), assistants=("Maria Santos",)
    )
    told = [shown(layout(full, "setup", width, TODAY)) for width in range(80, 200)]
    hours = {text for texts in told for text in texts if text.startswith("about")}
    assert "about 20 min" in hours
    assert all(text.startswith("about 20") for text in hours), hours
    assert not all(any(text.startswith("about") for text in texts) for texts in told)
    # Before the figure is cut or left out, the words about it are.
    assert any("~20 min" in texts for texts in told)


def test_a_card_with_little_else_gives_its_title_a_third_line() -> None:
    long = "Compare the parcel prices for all of the West Coast once more"
    few = layout(PLAIN._replace(title=long), "core", 140, TODAY)
    many = layout(
        PLAIN._replace(title=long, due=TODAY, repeat=Repeat(1, "week"), tags=("shipping",)),
        "core",
        140,
        TODAY,
    )
    assert len([t for t in few.texts if t.font == "title"]) == 3
    titles = [t.text for t in many.texts if t.font == "title"]
    assert len(titles) == 2 and titles[1].endswith("…")


def test_found_words_are_marked_where_they_stand() -> None:
    plan = layout(PLAIN._replace(title="Crème for the crew"), "core", 300, TODAY, ("cre",))
    assert len(plan.marks) == 2 and plan.marks[0].left() < plan.marks[1].left()


def test_initials() -> None:
    names = {
        "Maya": "MA",
        "Maria Santos": "MS",
        "Lena Design Co.": "LC",
        "x": "X",
        "": "",
        "  李 ": "李",
        "!": "!",
    }
    assert {name: card_text.initials(name) for name in names} == names


@pytest.mark.parametrize("verdict", ["undecided", "core", "delegable", "split"])
def test_every_look_can_be_painted(verdict: str) -> None:
    image = QImage(QSize(160, 120), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    plan = layout(PLAIN._replace(verdict=verdict, assistants=("A B",), tags=("x",)), "training", 140, TODAY)
    for is_hollow in (False, True):
        paint_card(painter, plan, QSize(140, card_style().card_height), is_hollow=is_hollow)
    painter.end()
    assert image.pixelColor(2, 40).alpha() > 0


def test_what_a_screen_reader_hears() -> None:
    full = PLAIN._replace(
        due=date(2026, 11, 26),
        repeat=Repeat(1, "week"),
        seconds_per_week=5400,
        steps=5,
        steps_done=3,
        tags=("books", "IT"),
        has_notes=True,
    )
    assert card_text.spoken(full, "In training", "training", TODAY) == (
        "Order gloves, In training, due tomorrow, weekly, about 1.5 hours a week, nobody yet,"
        " 3 of 5 steps done"
    )
    assert card_text.described(full) == "Your decision: core. Tags: books, IT. has notes"


def test_an_estimate_says_about_and_a_measurement_does_not() -> None:
    guessed = PLAIN._replace(seconds_per_run=1800, estimate="rough")
    assert "about 30 min" in shown(layout(guessed, "setup", 200, TODAY))
    measured = guessed._replace(estimate="measured")
    assert "30 min" in shown(layout(measured, "setup", 200, TODAY))


def test_the_running_timer_is_told_first() -> None:
    busy = PLAIN._replace(due=TODAY, seconds_per_run=1800)
    plan = layout(busy, "setup", 200, TODAY, timer="12 min")
    told = [text for text in plan.texts if text.font.startswith("meta")]
    assert [text.text for text in told][:2] == ["12 min", "today"]
    assert "timer" in [icon.name for icon in plan.icons]


@pytest.mark.parametrize("width", [132, 160, 300])
def test_how_far_they_are_is_told_in_dots_where_somebody_learns_it(width: int) -> None:
    held = PLAIN._replace(assistants=("Maria Santos",), holder=1, level=3, repeat=Repeat(1, "week"), steps=9)
    plan = layout(held, "training", width, TODAY)
    assert plan.dots is not None
    x, y, level = plan.dots
    assert level == 3 and x + card_style().dots_width < plan.faces[0][0].left()
    assert 0 < y < card_style().card_height
    for text in plan.texts:
        if abs(text.y - y) < card_style().meta_line:
            metrics = card_style().meta_metrics
            assert text.x + metrics.horizontalAdvance(text.text) < x or text.text == "0/9"
    words = "they do, you check every time"
    assert words in card_text.spoken(held, "In training", "training", TODAY)
    assert words in card_text.tip(held, "training", TODAY)


def test_what_happens_once_or_nobody_has_shows_no_dots() -> None:
    once = PLAIN._replace(assistants=("Maria Santos",), holder=1, level=0)
    mine = PLAIN._replace(repeat=Repeat(1, "week"), assistants=("Maria Santos",))
    for one, kind in ((once, "handed_over"), (mine, "setup"), (mine, "handed_over")):
        assert layout(one, kind, 160, TODAY).dots is None
        assert "check" not in card_text.spoken(one, "x", kind, TODAY)
