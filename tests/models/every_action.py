"""Every action that a change can be called, done once on a small board, to see what undo makes of it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from models import (
    access,
    assumed,
    audit,
    brief_edits,
    brief_templates,
    enclosures,
    handovers,
    nudges,
    packet_ops,
    pins,
    replies,
    runs,
    secret_erase,
    secret_watch,
    settings,
    setup_times,
    silent,
    stages,
    standing_in,
    steps,
    tasks,
    their_words,
    timelog,
    training_ops,
    triage_ops,
)
from models.assistant_end import bring_back, end_engagement
from models.assistant_erase import erase
from models.assistants import add_assistant, edit_assistant
from models.assistants_import import PeopleReport, import_assistants
from models.board import Board, new_uid
from models.hands import Terms, Why
from models.importers.csv_assistants import AssistantDraft
from models.importing import Report, import_drafts
from models.packets.formats import render_all
from models.repeats import Repeat
from tests.models.boards import START, TODAY, add, draft, stage_id
from tests.models.sending import answer, given, packet_for, send

WEEKLY = Repeat(1, "week")
SECRET = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"


class World:
    """A board with a card in every column: two people, one card in the hands of one of them that recurs."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.plain, self.other = add(board, "Order gloves", "Count stock")
        self.mine, self.setup = add(board, "Renewal", kind="core") + add(board, "Brochure", kind="setup")
        tasks.edit_task(board, self.plain, due=TODAY, repeat=WEEKLY, seconds_per_run=600)
        steps.add_step(board, self.plain, "Call", new_uid())
        self.theirs = given(board, "Post", "Maya Reyes", due=TODAY, repeat=WEEKLY, seconds_per_run=600)
        self.maya = self.key("assistant", "name = 'Maya Reyes'")
        add_assistant(board, "Tom")
        self.tom = self.key("assistant", "name = 'Tom'")
        self.once = given(board, "Banner", "Maya Reyes")

    def key(self, table: str, where: str = "1") -> int:
        """The newest row of a table."""
        sql = f'SELECT max(id) FROM "{table}" WHERE {where}'  # noqa: S608 - words of a test
        return int(self.board.db.execute_sql(sql).fetchone()[0])

    def move(self, task: int, kind: str) -> None:
        tasks.move_tasks(self.board, [task], stage_id(self.board, kind), None, TODAY)

    def delivered(self) -> int:
        handovers.deliver(self.board, [self.theirs])
        return self.theirs

    def level(self, level: int) -> int:
        training_ops.set_training(self.board, self.theirs, self.maya, level)
        return self.theirs

    def is_silent(self) -> None:
        """A card is taken over, nothing is heard of it for weeks, and its key is none that is asked about."""
        asked = True
        while asked:
            task = given(self.board, "Silent", "Maya Reyes", due=TODAY, repeat=WEEKLY, seconds_per_run=600)
            (uid,) = self.board.db.execute_sql("SELECT uid FROM task WHERE id = ?", (task,)).fetchone()
            asked = assumed.is_asked(4, uid, TODAY)
        training_ops.set_training(self.board, task, self.maya, 4)
        send(self.board, task)
        silent.assume_silent(self.board, START + dt.timedelta(days=20))

    def sent(self) -> int:
        send(self.board, self.theirs)
        return self.theirs

    def found(self) -> list[secret_watch.Finding]:
        """A secret in the notes of a card."""
        seen: list[Any] = []
        self.board.observe(seen.append)
        tasks.edit_task(self.board, self.other, notes=f"the token is {SECRET}")
        return secret_watch.found_in(self.board, seen[-1])

    def second_column(self) -> int:
        stages.add_stage(self.board, "Second", "core", None, new_uid())
        return self.key("stage")

    def template(self) -> int:
        brief_templates.make_template(self.board, self.setup, "Usual", new_uid())
        return self.key("brief_template")


def _restore_brief(w: World) -> None:
    brief_edits.edit_brief(w.board, w.theirs, why="a")
    packet_ops.keep_packet(w.board, packet := packet_for(w.board, w.theirs), render_all(packet))
    brief_edits.edit_brief(w.board, w.theirs, why="b", outcome="c")
    brief_edits.restore_version(w.board, w.theirs, 1)


def _redo_by_me(w: World) -> None:
    handovers.i_do_it(w.board, w.delivered(), TODAY)


def _accept_once(w: World) -> None:
    handovers.accept(w.board, [w.delivered()])


def _accept(w: World) -> None:
    handovers.deliver(w.board, [w.once])
    handovers.accept(w.board, [w.once])


def _send_back(w: World) -> None:
    w.move(w.delivered(), "handed_over")


def _run(w: World) -> None:
    _accept_once(w)
    runs.edit_run(w.board, w.key("run"), note="well done", review=300)


def _withdraw(w: World) -> None:
    _accept(w)
    w.move(w.once, "review")


def _reopen(w: World) -> None:
    tasks.finish_tasks(w.board, [w.other], "done")
    w.move(w.other, "core")


def _confirm(w: World) -> None:
    w.is_silent()
    found = [run for (run,) in w.board.db.execute_sql("SELECT id FROM run WHERE outcome = 'assumed_done'")]
    assumed.confirm_week(w.board, w.maya, found, found[:1])


def _reply(w: World) -> None:
    packet = send(w.board, w.theirs)
    replies.apply_reply(w.board, answer(packet, minutes=25, note="All here", ticked=(packet.steps[0].uid,)))


def _give_back(w: World) -> None:
    standing_in.stand_in(w.board, [w.sent()], w.tom, w.maya)
    standing_in.give_back(w.board, [w.theirs])


def _bring_back(w: World) -> None:
    end_engagement(w.board, w.maya, TODAY)
    bring_back(w.board, w.maya)


def _untold(w: World) -> None:
    handovers.mark_sent(w.board, [w.theirs], "told")
    handovers.mark_unsent(w.board, w.theirs)


def _answered(w: World) -> None:
    their_words.take_words(w.board, w.sent(), "Which ones?", "question")
    nudges.mark_answered(w.board, w.theirs)


def _looked(w: World) -> None:
    handovers.set_next_check(w.board, w.sent(), TODAY + dt.timedelta(50))
    nudges.mark_looked(w.board, w.theirs)


def _unlog(w: World) -> None:
    timelog.log_time(w.board, w.plain, "", 600)
    timelog.delete_entry(w.board, w.key("time_entry"))


def _unpin(w: World) -> None:
    pins.pin_task(w.board, w.plain, "in")
    pins.pin_task(w.board, w.plain, None)


def _restore(w: World) -> None:
    tasks.bin_tasks(w.board, [w.plain])
    tasks.restore_tasks(w.board, [w.plain])


def _empty_bin(w: World) -> None:
    tasks.bin_tasks(w.board, [w.other])
    tasks.empty_bin(w.board)


def _unclose(w: World) -> None:
    enclosures.enclose(w.board, w.setup, enclosures.as_loaded("a.csv", b"a,b\n"), new_uid())
    enclosures.take_off(w.board, w.key("enclosure"))


def _equal_columns(w: World) -> None:
    stages.set_widths(w.board, stage_id(w.board, "core"), {stage_id(w.board, "core"): 300})
    stages.forget_widths(w.board)


def _import_people(w: World) -> None:
    drafts = [
        AssistantDraft(1, "Ines", fields={"city": "Porto"}),
        AssistantDraft(2, "Tom", fields={"notes": "n"}),
    ]
    import_assistants(w.board, drafts, "people.csv", PeopleReport())


ACTIONS: dict[str, Callable[[World], object]] = {
    "accept": _accept,
    "accept_once": _accept_once,
    "access": lambda w: access.add_access(w.board, w.theirs, "Shop", new_uid(), "clerk"),
    "add": lambda w: tasks.add_tasks(w.board, [draft("New", steps=[], tags=["books"])]),
    "add_assistant": lambda w: add_assistant(w.board, "Ines", "Porto"),
    "add_column": lambda w: w.second_column(),
    "answer": lambda w: triage_ops.answer(w.board, w.plain, S=0, O=4, on_site=True),
    "answered": _answered,
    "assistant": lambda w: edit_assistant(
        w.board, w.maya, email="m@example.org", skills="books", clearance="low"
    ),
    "assume": lambda w: w.is_silent(),
    "audit": lambda w: audit.start_audit(w.board, 30),
    "automate": lambda w: tasks.finish_tasks(w.board, [w.other], "automated"),
    "back_up": lambda w: handovers.learn_as_back_up(w.board, w.theirs, w.tom),
    "bin": lambda w: tasks.bin_tasks(w.board, [w.plain, w.theirs]),
    "board": lambda w: stages.edit_board(w.board, specialisation="Gloves"),
    "brief": lambda w: brief_edits.edit_brief(w.board, w.theirs, outcome="done", spend_run=500, authority=2),
    "bring_back": _bring_back,
    "check": lambda w: handovers.set_next_check(w.board, w.theirs, TODAY + dt.timedelta(9)),
    "check_again": lambda w: (w.level(4), w.move(w.theirs, "training")),
    "column": lambda w: stages.edit_stage(
        w.board, stage_id(w.board, "core"), name="Mine", colour="#123456", limit=3
    ),
    "column_width": lambda w: stages.set_widths(
        w.board, stage_id(w.board, "core"), {stage_id(w.board, "core"): 300}
    ),
    "confirm": _confirm,
    "decide": lambda w: triage_ops.decide(w.board, w.plain, "core", seen=True, note="because"),
    "delete_column": lambda w: stages.delete_stage(w.board, w.second_column()),
    "deliver": lambda w: w.delivered(),
    "drop": lambda w: tasks.finish_tasks(w.board, [w.other], "dropped"),
    "edit": lambda w: tasks.edit_task(
        w.board, w.plain, title="Gloves", notes="n", due=None, seconds_per_run=60
    ),
    "empty_bin": _empty_bin,
    "enclose": lambda w: enclosures.enclose(
        w.board, w.setup, enclosures.as_loaded("a.csv", b"a,b\n"), new_uid()
    ),
    "end_engagement": lambda w: end_engagement(w.board, w.maya, TODAY),
    "end_series": lambda w: tasks.end_series(w.board, w.plain),
    "equal_columns": _equal_columns,
    "erase": lambda w: erase(w.board, w.tom),
    "finish": lambda w: tasks.finish_tasks(w.board, [w.other], "done"),
    "finish_once": lambda w: w.move(w.plain, "done"),
    "give_back": _give_back,
    "hand_over": lambda w: handovers.hand_over(
        w.board, [w.setup], Terms(w.tom, {"due": TODAY}, next_check=TODAY)
    ),
    "import": lambda w: import_drafts(
        w.board, [draft("A", source="t:1", tags=["file"])], "file.csv", Report()
    ),
    "import_assistants": _import_people,
    "keep_level": lambda w: training_ops.keep_level(w.board, w.level(3), w.maya, "stay"),
    "level": lambda w: w.level(3),
    "log": lambda w: timelog.log_time(w.board, w.plain, "", 600),
    "looked": _looked,
    "mask": lambda w: secret_erase.mask_findings(w.board, w.found()),
    "move": lambda w: w.move(w.plain, "core"),
    "no_secret": lambda w: secret_watch.not_secret(w.board, w.found()),
    "nudge": lambda w: nudges.mark_nudged(w.board, w.sent(), w.board.now()),
    "order": lambda w: tasks.move_tasks(w.board, [w.plain], stage_id(w.board, "unsorted"), w.other, TODAY),
    "own_turn": _redo_by_me,
    "packet": lambda w: (
        w.sent() and packet_ops.keep_packet(w.board, p := packet_for(w.board, w.theirs), render_all(p))
    ),
    "pin_in": lambda w: pins.pin_task(w.board, w.plain, "in"),
    "pin_out": lambda w: pins.pin_task(w.board, w.plain, "out"),
    "question": lambda w: their_words.take_words(w.board, w.sent(), "Which ones?", "question"),
    "reopen": _reopen,
    "reply": _reply,
    "restore": _restore,
    "restore_brief": _restore_brief,
    "run": _run,
    "send_back": _send_back,
    "settings": lambda w: settings.write_settings(w.board, {"company.owner": "Rosa", "money.hourly": "60"}),
    "setup_time": lambda w: setup_times.set_setup_times(w.board, w.theirs, 900, {w.maya: 600}),
    "sign_off": lambda w: (w.level(3), w.move(w.theirs, "handed_over")),
    "skip_run": lambda w: runs.skip_run(w.board, w.theirs, Why(("late",)), TODAY),
    "split": lambda w: triage_ops.split(w.board, w.plain, "Mine", "To give", [new_uid()], seen=True),
    "stand_in": lambda w: standing_in.stand_in(w.board, [w.sent()], w.tom, w.maya),
    "steps": lambda w: brief_edits.accept_steps(w.board, w.theirs, [brief_edits.NewStep("one", 60)], "Maya"),
    "take_back": lambda w: handovers.take_back(w.board, [w.theirs], Why(("changed_mind",))),
    "template": lambda w: w.template(),
    "template_gone": lambda w: brief_templates.delete_template(w.board, w.template()),
    "template_name": lambda w: brief_templates.rename_template(w.board, w.template(), "Other"),
    "timer": lambda w: timelog.start_timer(w.board, w.plain),
    "told": lambda w: handovers.mark_sent(w.board, [w.theirs], "told"),
    "training_time": lambda w: training_ops.set_training_time(w.board, w.theirs, w.maya, 900),
    "unclose": _unclose,
    "unlog": _unlog,
    "unpin": _unpin,
    "untold": _untold,
    "withdraw": _withdraw,
}
# Published, or beyond the reach of undo; never offered to be taken back.
NEVER_UNDONE = {"assume", "empty_bin", "erase", "mask", "packet", "timer"}
