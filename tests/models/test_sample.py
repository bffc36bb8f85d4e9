"""The sample board."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models import assistants, checking, handovers
from models.board import Board
from models.cards import Card, count_tasks, read_assistants, read_cards, read_detail, read_order, read_totals
from models.money import Assumptions
from models.sample import NAME, OWNER, SPECIALISATION, fill_sample, sample_drafts
from models.sample_parts import BOSTON
from models.schema import KINDS, OUTCOMES, VERDICTS
from models.schema_handover import REASONS, RUN_OUTCOMES
from models.settings import read_settings
from models.stages import read_stages
from models.timelog import measured, read_entries
from models.training_ops import Standing, standing_of
from models.triage import lean
from models.triage_ops import agreement, read_triages
from models.trust import Judgement
from models.worth import delegate_next

TODAY = date(2026, 11, 23)


@pytest.fixture
def board(tmp_path: Path):
    with Board.open(tmp_path / "sample.board", create=True) as board:
        fill_sample(board, TODAY)
        yield board


def all_cards(board: Board) -> list[Card]:
    ids = [task for stage in read_stages(board) for task in read_order(board, stage.id)[0]]
    return list(read_cards(board, ids).values())


def test_it_names_the_board_and_what_customers_choose_the_company_for(board: Board) -> None:
    about = board.about()
    assert (about.name, about.specialisation) == (NAME, SPECIALISATION)


def test_every_column_has_cards_and_there_are_about_thirty(board: Board) -> None:
    assert [stage.kind for stage in read_stages(board)] == list(KINDS)
    assert all(totals.count > 1 for totals in read_totals(board).values())
    assert 30 <= count_tasks(board) <= 40


def test_the_four_assistants_hold_cards(board: Board) -> None:
    assert sorted(one.name for one in read_assistants(board)) == ["Ines", "Maya", "Priya", "Tom"]
    held = [card for card in all_cards(board) if card.kind in ("training", "handed_over", "review")]
    assert held and all(card.holder for card in held)
    unheld = [card for card in all_cards(board) if card.kind in ("unsorted", "core", "setup")]
    assert not any(card.assistants for card in unheld)


def test_one_card_is_late_one_is_due_today_one_tomorrow(board: Board) -> None:
    days = Counter(
        (card.due - TODAY).days if card.due else None for card in all_cards(board) if card.kind != "done"
    )
    # One of the owner's, and one in somebody's hands of which nothing was heard.
    late = {card.title: card.holder for card in all_cards(board) if card.due and card.due < TODAY}
    assert [title for title, holder in late.items() if not holder] == ["Harlan clinics: renewal pitch"]
    assert [title for title, holder in late.items() if holder] == ["Price watch: the five big suppliers"]
    assert (days[0], days[1]) == (1, 1)
    assert sum(count for day, count in days.items() if day is not None and day > 1) > 8


def test_done_holds_every_outcome_of_the_last_thirty_days(board: Board) -> None:
    done = [card for card in all_cards(board) if card.kind == "done"]
    assert Counter(card.outcome for card in done) == {"done": 5, "dropped": 1, "automated": 1}
    first = TODAY - timedelta(days=30)
    assert all(card.done and first <= card.done.date() < TODAY for card in done)


def test_one_card_waits_to_be_split(board: Board) -> None:
    assert [card.title for card in all_cards(board) if card.verdict == "split"] == ["Prepare the tax return"]


def test_cards_show_notes_comments_steps_links_and_repeats(board: Board) -> None:
    cards = all_cards(board)
    assert any(0 < card.steps_done < card.steps for card in cards)
    details = [read_detail(board, card.id) for card in cards]
    assert sum(len(one.comments) for one in details if one) == 6
    assert sum(len(one.attachments) for one in details if one) == 1
    assert {card.repeat.unit for card in cards if card.repeat} == {"day", "week", "month", "quarter", "year"}
    assert any(card.due_time and card.due_zone for card in cards)
    assert sum(card.seconds_per_week or 0 for card in cards if card.kind == "core") > 5 * 3600


@pytest.mark.parametrize("today", [date(2026, 11, 23) + timedelta(days=n) for n in (0, 1, 2, 3, 4, 5, 6, 99)])
def test_the_same_day_gives_the_same_board(today: date) -> None:
    assert sample_drafts(today) == sample_drafts(today)
    uids = [draft.uid for draft in sample_drafts(today)]
    assert len(set(uids)) == len(uids) and all(uid and uid[14] == "7" for uid in uids)


def test_it_is_sorted_in_every_way_there_is(board: Board) -> None:
    known = read_triages(board)
    told = {card.title: known[card.id] for card in all_cards(board)}
    for title, one in told.items():
        if one.agreed is not None:
            assert (one.suggestion.verdict == one.decided) is one.agreed, title
    assert agreement(board) == (20, 21)
    assert {one.decided for one in told.values()} == {
        None, "core", "delegable", "split", "dropped", "automated"
    }  # fmt: skip
    assert {gate for one in told.values() for gate in one.gates} == {
        "binding",
        "direction",
        "people",
        "personal",
    }
    waiting = {
        title: one for title, one in told.items() if one.decided is None and one.answers["S"] is not None
    }
    assert waiting["Fix the office printer again"].suggestion.route == "local"
    assert lean(waiting["Draft the memo for the Harlan clinics"].answers) == "core"
    assert {one.suggestion.route for one in told.values()} == {None, "assistant", "specialist", "local"}


def test_it_knows_its_owner_her_hour_and_where_it_went(board: Board) -> None:
    found = read_settings(board)
    assert (found["company.owner"], found["company.zone"], found.currency) == (OWNER, BOSTON, "USD")
    assert found.assumptions() == Assumptions(hourly=60.0, rate=15.0)
    assert {card.estimate for card in all_cards(board)} == {"", "rough", "measured"}
    assert len(measured(board)) == 2 and {entry.plate for entry in read_entries(board)} == {"", "Priya"}
    plan = delegate_next(board, 20, today=TODAY)
    assert len(plan.order) >= 6 and plan.plan.won > plan.greedy.won and plan.once
    assert any(one.warning for one in plan.worths.values())
    mine = next(card.id for card in all_cards(board) if card.title == "Monthly newsletter: my part")
    assert [link.title for link in read_detail(board, mine).links] == ["Monthly newsletter: to give"]


def test_it_is_taken_back_as_one_step(board: Board) -> None:
    board.undo()
    assert count_tasks(board) == 0


def test_its_people_fill_all_four_cells_and_each_kind(board: Board) -> None:
    people = assistants.read_assistants(board)
    assert {(one.outside_company, one.abroad) for one in people} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }
    assert {one.kind for one in people} == {"assistant", "specialist", "employee", "local"}
    assert any(one.absences for one in people) and any(one.deputies for one in people)
    assert {one.rate.currency for one in people if one.rate} == {"USD", "EUR"}


def test_it_shows_every_state_of_a_hand_over(board: Board) -> None:
    held = {card.title: card for card in all_cards(board) if card.holder is not None}
    hands = {title: handovers.newest(board, card.id) for title, card in held.items()}
    assert [title for title, card in held.items() if card.is_sent is False] == ["Receipts into the ledger"]
    assert [title for title, one in hands.items() if one and one.engagement == "limited"] == [
        "Design the spring brochure"
    ]
    assert {card.level for card in held.values()} == {0, 1, 2, 3, 4, 5}
    inbox = hands["Inbox triage, daily"]
    assert inbox is not None and inbox.sent_version == 1
    sql = "SELECT max(number) FROM brief_version WHERE task_id = ?"
    assert board.db.execute_sql(sql, (inbox.task,)).fetchone() == (2,)
    assert [card.assistants for title, card in held.items() if title == "Schedule client calls"] == [
        ("Maya", "Priya")
    ]
    assert checking.check(board).faults == []


def test_it_shows_every_kind_of_column_level_outcome_and_reason_there_is(board: Board) -> None:
    def all_of(sql: str) -> set[Any]:
        return {one for (one,) in board.db.execute_sql(sql)}

    assert {card.kind for card in all_cards(board)} == set(KINDS)
    assert {card.verdict for card in all_cards(board)} == set(VERDICTS)
    assert {card.outcome for card in all_cards(board) if card.outcome} == set(OUTCOMES)
    assert all_of("SELECT level FROM training") == set(range(6))
    assert all_of("SELECT outcome FROM run") == set(RUN_OUTCOMES)
    reasons = {one for text in all_of("SELECT reasons FROM run") for one in text.split(",") if one}
    assert reasons == set(REASONS)
    unclear = "SELECT count(*) FROM run WHERE outcome = 'sent_back' AND reasons = 'brief_unclear'"
    assert all_of(unclear) == {1}
    assert all_of("SELECT attempt FROM run") == {1, 2}
    assert all_of("SELECT assumed FROM run WHERE outcome = 'accepted'") == {0, 1}
    assert {"USD", "EUR"} <= all_of("SELECT currency FROM run")


def test_its_runs_tell_how_far_each_is(board: Board) -> None:
    """Three of five with the inbox; ten in a row, so that the visits may be hers altogether."""

    def found(title: str) -> Standing:
        card = next(card for card in all_cards(board) if card.title == title)
        assert card.holder is not None
        standing = standing_of(board, card.id, card.holder)
        assert standing is not None
        return standing

    inbox, visits = found("Inbox triage, daily"), found("Confirm appointments for visits")
    assert (inbox.level, inbox.judgement.move) == (3, "")
    sql = "SELECT outcome FROM run WHERE task_id = (SELECT id FROM task WHERE title = ?) ORDER BY ended"
    newest = [one for (one,) in board.db.execute_sql(sql, ("Inbox triage, daily",))][-4:]
    assert newest == ["redone_by_me", "accepted", "accepted", "accepted"]
    assert (visits.level, visits.judgement) == (4, Judgement("offer", 5, "in_a_row", 10))
