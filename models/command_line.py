"""The command line: import, export, check, back up, restore, salvage; how the window starts. Asks nothing.

Reports go to stdout, errors as one sentence to stderr. Exit codes: 0 done, 1 a check found something broken,
2 refused or not understood, 3 a bug, 4 the answer could not be written, 130 stopped by Ctrl+C, 141 the answer
was not read to its end.
"""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from models import VERSION, places, sqlite
from models.board import Board
from models.errors import Damaged, NotABoard, Refused, StrangeBoard
from models.words import QT_TRANSLATE_NOOP, Sentence, say

if TYPE_CHECKING:
    import argparse

    from models.importers.base import Problem, Problems

COMMANDS = ("import", "export", "check", "backup", "restore", "salvage")


class Choice(SimpleNamespace):
    """What the command line asks for. `command` is None for the window; `board` None for the one used
    last.
    """

    command: str | None = None
    file: Path | None = None
    board: Path | None = None
    demo: bool = False
    picture: Path | None = None
    size: tuple[int, int] = (1440, 900)
    page: str = "board"
    theme: str = "system"
    search: str = ""
    dates: str | None = None
    mapping: dict[str, str] | None = None
    again: bool = False
    whole: bool = False
    assistants: bool = False
    runs: bool = False
    menu: str | None = None
    background: bool = False


def parse(arguments: Sequence[str]) -> Choice:
    """Read the arguments; argparse ends the program itself for --help, --version and what it does not
    understand.
    """
    if not arguments or (len(arguments) == 1 and _is_board(arguments[0])):
        # How nearly every start is: making the parser takes longer than opening the board.
        return Choice(board=Path(arguments[0]) if arguments else None)
    from models.command_output import spoken_by_others

    with spoken_by_others():
        given = _parser().parse_intermixed_args(arguments)
    choice = Choice(
        board=given.board,
        demo=given.demo,
        picture=given.picture,
        size=given.size,
        page=given.page,
        theme=given.theme,
        search=given.search,
        dates=given.dates,
        mapping=given.map or None,
        again=given.again,
        whole=given.whole,
        assistants=given.assistants,
        background=given.background,
        runs=given.runs,
        menu="add" if given.add_to_menu else "remove" if given.remove_from_menu else None,
    )
    words: list[str] = given.words
    if words and words[0] in COMMANDS:
        choice.command = words.pop(0)
    if choice.command == "salvage" and len(words) == 2:
        choice.board = Path(words.pop(0))
    if words:
        choice.file = Path(words.pop(0))
    needs_file = choice.command in ("import", "export", "restore", "salvage")
    if words or (needs_file and choice.file is None):
        _parser().error("which file?" if not words else f"one file at a time, not also {words[0]}")
    if choice.command is None and choice.file is not None:
        choice.board, choice.file = choice.file, None
    return choice


def run(choice: Choice) -> int:
    """Carry out a command, to whatever end."""
    from models.command_end import carry_out

    return carry_out(lambda: _do(choice))


def complain(sentence: Sentence) -> None:
    """One sentence on stderr."""
    from models import command_output

    command_output.complain(sentence)


def board_path(choice: Choice) -> Path:
    """The board that a command works on."""
    if choice.demo:
        return places.sample_board()
    return choice.board or places.default_board()


def _do(choice: Choice) -> int:
    if choice.command == "import":
        return _import(choice)
    if choice.command == "salvage":
        from models.salvage_commands import run_salvage

        assert choice.file is not None
        return run_salvage(board_path(choice), choice.file)
    if choice.command in ("backup", "restore"):
        return _keep_or_bring_back(choice)
    return _export(choice) if choice.command == "export" else _check(choice)


def _is_board(word: str) -> bool:
    return word.endswith(places.SUFFIX) and not word.startswith("-")


def _parser() -> "argparse.ArgumentParser":
    import argparse

    parser = argparse.ArgumentParser(
        prog="main.py",
        description="Delegation Board: sort your work, hand it over, and see the hours you win back.",
        usage="main.py [FILE.board] [options] | import FILE | export FILE.csv | check | backup [FILE]"
        " | restore FILE | salvage DAMAGED.board NEW.board",
    )
    parser.add_argument("words", nargs="*", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--board", type=Path, help="the board file to use")
    parser.add_argument("--demo", action="store_true", help="a sample board, kept apart from yours")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE.png", help="draw the window into a file and end"
    )
    parser.add_argument("--size", type=_size, default=(1440, 900), metavar="1440x900", help="of the picture")
    parser.add_argument(
        "--page",
        choices=("today", "board", "sort", "assistants", "ledger", "bin"),
        default="board",
        help="of the picture",
    )
    parser.add_argument("--theme", choices=("light", "dark", "system"), default="system")
    parser.add_argument("--search", default="", metavar="TEXT", help="export only what this finds")
    parser.add_argument("--dates", choices=("iso", "us", "eu"), help="how an imported file writes dates")
    parser.add_argument(
        "--map", type=_mapping, default={}, metavar='"Column=field,…"', help="columns of a CSV"
    )
    parser.add_argument("--again", action="store_true", help="import also what was imported before")
    parser.add_argument(
        "--whole", action="store_true", help="import nothing unless all of the file can be taken as it is"
    )
    parser.add_argument("--assistants", action="store_true", help="export the assistants, not the cards")
    parser.add_argument(
        "--background", action="store_true", help="begin as a small window that waits with its reminders"
    )
    parser.add_argument("--runs", action="store_true", help="export the runs, not the cards")
    parser.add_argument("--add-to-menu", action="store_true", help="put the program into your menu")
    parser.add_argument("--remove-from-menu", action="store_true", help="take it out again")
    parser.add_argument("--version", action="version", version=f"Delegation Board {VERSION}")
    return parser


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.partition("x")
    size = int(wide), int(high)
    if not all(100 <= side <= 8000 for side in size):
        raise ValueError(text)
    return size


def _mapping(text: str) -> dict[str, str]:
    pairs = [part.rpartition("=") for part in text.split(",") if part.strip()]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError(text)
    return {header.strip(): field.strip() for header, _, field in pairs}


def _import(choice: Choice) -> int:
    from models.files import shown_name
    from models.import_target import board_for_import
    from models.importers import detect, is_people
    from models.importers.base import Options
    from models.importing import Report, import_drafts, refuse_empty
    from models.reply_finding import reply_in_file

    assert choice.file is not None
    path = board_path(choice)
    if (reply := reply_in_file(choice.file)) is not None:
        return _import_reply(reply, path)
    if is_people(choice.file):
        return _import_people(choice, path)
    options = Options(dates=choice.dates, mapping=choice.mapping)
    with detect(choice.file).open(choice.file, options) as reading:
        if reading.fields and reading.fields.dates == "ambiguous" and choice.dates is None:
            text = QT_TRANSLATE_NOOP(
                "models", "Is {date} a US or a European date? Say --dates us or --dates eu."
            )
            raise Refused(
                say(text, date=reading.fields.ambiguous[0] if reading.fields.ambiguous else "1/2/2026")
            )
        if choice.whole:
            for _ in reading.drafts():
                pass
            _refuse_notes(reading.problems)
        report = Report()
        with board_for_import(path) as board:
            import_drafts(board, reading.drafts(), shown_name(choice.file), report, again=choice.again)
            refuse_empty(report)
        problems = [*reading.problems, *report.problems]
    _say(
        say(
            QT_TRANSLATE_NOOP("models", "Imported %n card(s) from {file}."),
            report.added,
            file=shown_name(choice.file),
        )
    )
    if report.known:
        text = QT_TRANSLATE_NOOP(
            "models", "%n card(s) came with an earlier import and were left as they are (--again)."
        )
        _say(say(text, report.known))
    _list(problems)
    return 0


def _refuse_notes(problems: "Problems") -> None:
    """All or nothing: with anything to say of a row, the list of it and nothing else."""
    if problems:
        _list(problems)
        text = QT_TRANSLATE_NOOP("models", "Nothing was imported: there is something to say of %n place(s).")
        raise Refused(say(text, len(problems) + problems.left_out))


def _import_people(choice: Choice, path: Path) -> int:
    from models.assistants_import import PeopleReport, import_assistants
    from models.files import shown_name
    from models.import_target import board_for_import
    from models.importers import read_people

    assert choice.file is not None
    report = PeopleReport()
    drafts = read_people(choice.file, report.problems)
    if choice.whole:
        _refuse_notes(report.problems)
    with board_for_import(path) as board:
        import_assistants(board, drafts, shown_name(choice.file), report)
    _say(report.sentence)
    _list(report.problems)
    return 0


def _import_reply(data: bytes, path: Path) -> int:
    from models.packets.reply import parse_reply
    from models.replies import apply_reply, judge

    reply = parse_reply(data)
    with Board.open(path) as board:
        verdict = judge(board, reply)
        apply_reply(board, reply)
    text = QT_TRANSLATE_NOOP("models", "Took over what {who} says of “{title}”.")
    _say(say(text, who=verdict.who, title=verdict.title))
    for one in verdict.differences:
        label, old, new = (" ".join(str(said).split()) for said in (one.label, one.old, one.new))
        _write(f"{label}: {old} → {new}" if old else f"{label}: {new}")
    return 0


def _list(problems: "Sequence[Problem]") -> None:
    for problem in problems:
        place = f"{problem.row}: " if problem.row else ""
        subject = f"{problem.subject}: " if problem.subject else ""
        _write(f"{place}{subject}{problem.reason}")


def _export(choice: Choice) -> int:
    from models.adding import day_of
    from models.exporters import EXPORTERS, PEOPLE_EXPORTERS, RUNS_EXPORTERS
    from models.search import find, parse_query

    assert choice.file is not None
    with Board.open(board_path(choice), read_only=True) as board:
        if choice.assistants:
            count = PEOPLE_EXPORTERS["csv"](board, choice.file)
            text = QT_TRANSLATE_NOOP("models", "Exported %n assistant(s) to {file}.")
            _say(say(text, count, file=choice.file.name))
            return 0
        query = parse_query(choice.search)
        ids = None if query.is_empty else find(board, query, day_of(board.now())).ids
        rows = (RUNS_EXPORTERS if choice.runs else EXPORTERS)["csv"](board, choice.file, ids)
    runs = QT_TRANSLATE_NOOP("models", "Exported %n run(s) to {file}.")
    cards = QT_TRANSLATE_NOOP("models", "Exported %n card(s) to {file}.")
    _say(say(runs if choice.runs else cards, rows, file=choice.file.name))
    return 0


def _check(choice: Choice) -> int:
    from models import backup_commands, salvage_commands
    from models.checking import Check, check
    from models.looking_over import look_over

    path = board_path(choice)
    try:
        # First without leaving a trace: what is damaged is not to be changed by opening it.
        look_over(path)
        with Board.open(path, read_only=True) as board:
            found = check(board)
    except StrangeBoard:
        # Nothing of it is broken.
        raise
    except (Damaged, NotABoard) as error:
        found = Check(faults=salvage_commands.faults_of(path, error))
    _write(f"{path.name}: SQLite {sqlite.version()}")
    for table, count in found.counts.items():
        _write(f"{table}: {count}")
    for fault in found.faults:
        _say(fault)
    backup_commands.say_of_backups(path)
    if not found.counts:
        salvage_commands.advise(path)
    _say(
        say(QT_TRANSLATE_NOOP("models", "Broken.") if found.faults else QT_TRANSLATE_NOOP("models", "Whole."))
    )
    return 1 if found.faults else 0


def _keep_or_bring_back(choice: Choice) -> int:
    from models import backup_commands

    if choice.command == "backup":
        return backup_commands.run_backup(board_path(choice), choice.file)
    assert choice.file is not None
    return backup_commands.run_restore(choice.file, board_path(choice))


def _say(sentence: Sentence) -> None:
    from models.command_output import tell

    tell(sentence)


def _write(text: str) -> None:
    from models.command_output import tell_text

    tell_text(text)
