"""Backups as files: the folder of a board, what is known of each, and whether it can be trusted.

They lie in the owner's data folder and not beside the board, so that they survive the folder of the board.
Beside each lies a small hidden note with what was found when it was made and checked; the note is written
first, so a backup without one was put there by somebody else and is looked through before it counts.
"""

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from models import places, sqlite
from models.errors import BoardError
from models.files import make_lasting_folder, write_atomically
from models.schema import APPLICATION_ID

REASONS = ("start", "while", "close", "asked", "migration", "import", "restore", "deletion")
# Made because something was about to happen that may be regretted.
BEFORE = ("migration", "import", "restore", "deletion")
ABOUT = "about.json"
PART = ".board-"
# Begins the name of a folder with the copy of an older backup that is looked at.
LOOKING = "looking-"
_NUMBERED = re.compile(r"(\d{6,}) .*")
_HEADER = b"SQLite format 3\0"
_NOTHING: Mapping[str, int] = MappingProxyType({})


class Backup(NamedTuple):
    """One backup. `made`: naive UTC, as the clock said then; `number` grows with each, whatever it says.

    `reason`: one of REASONS. `size` in bytes, `counts` rows by table, `held` what an owner counts (cards
    outside the bin, assistants, runs). `state`: the newest change in it, which together with `uid` (the
    board's) and `revision` says what it holds. `is_good`: checked when made, and unchanged since.
    """

    path: Path
    made: dt.datetime
    number: int
    reason: str
    size: int
    revision: int
    counts: Mapping[str, int]
    schema: int
    is_good: bool
    held: Mapping[str, int] = _NOTHING
    uid: str = ""
    state: str = ""
    sha256: str = ""


def folder_of(board: Path) -> Path:
    """Where the backups of the board at this path lie. The folder need not be there."""
    return _all() / _folder_name(os.path.realpath(board))


def find_folder(board: Path) -> Path:
    """The same; the folder of a board that was moved here since is taken over first."""
    real = Path(os.path.realpath(board))
    if real.is_relative_to(os.path.realpath(_all())):
        # A backup that is looked at is one of its own board's.
        return real.parent
    own = folder_of(board)
    if not own.exists() and not real.parent.name.startswith(LOOKING) and (uid := uid_of(board)):
        for other in _folders():
            about = read_about(other)
            was = _spelled(str(about.get("path", "")))
            # Of a copy made beside it, the first one is still there and keeps its folder.
            if about.get("uid") == uid and other.name == _folder_name(was) and not os.path.lexists(was):
                with contextlib.suppress(OSError):
                    other.rename(own)
                    write_about(own, path=os.path.realpath(board))
                break
    return own


def make_folder(board: Path) -> Path:
    """The same; made if there is none, and the owner's alone."""
    folder = find_folder(board)
    make_lasting_folder(folder)
    return folder


def uid_of(board: Path) -> str:
    """Which board a file is, whatever it is called; "" where it cannot be read."""
    with contextlib.suppress(BoardError, OSError, *sqlite.STORAGE_ERRORS):
        if board.is_file() and board.stat().st_size:
            with contextlib.closing(sqlite.reader(board, untouched=True)) as db:
                row = db.execute_sql("SELECT uid FROM board LIMIT 1").fetchone()
                return str(row[0]) if row else ""
    return ""


def read_about(folder: Path) -> dict[str, Any]:
    """What a folder says of its board: `path`, `uid`, `last` number given, `accepted` number."""
    return _read_json(folder / ABOUT)


def write_about(folder: Path, **fields: object) -> None:
    """Change some of it. Raises BoardError."""
    old = read_about(folder)
    if (new := old | fields) != old:
        _write_json(folder / ABOUT, new)


def list_backups(folder: Path) -> list[Backup]:
    """What lies in a folder, newest first by number. Odd files are listed as not good; never raises."""
    found = [_seen(path) for path in _files_in(folder)]
    return sorted(found, key=lambda one: (one.number, one.path.name), reverse=True)


def next_number(folder: Path) -> int:
    """A number that no backup of this folder ever had."""
    used = [number_of(path) for path in _files_in(folder)]
    return max([int(read_about(folder).get("last", 0)), *used], default=0) + 1


def name_of(number: int, made: dt.datetime) -> str:
    """A file name: the number and the owner's time."""
    here = made.replace(tzinfo=dt.UTC).astimezone()
    return f"{number:06} {here:%Y-%m-%d %H.%M}{places.SUFFIX}"


def number_of(path: Path) -> int:
    """The number in a file's name; 0 where there is none."""
    found = _NUMBERED.fullmatch(path.name)
    return int(found[1][:15]) if found else 0


def note_of(path: Path) -> Path:
    """Where lies what is known of a backup."""
    return path.with_name(f".{path.name}.json")


def write_note(backup: Backup, stat: os.stat_result) -> None:
    """Keep what is known. `stat`: of the file as it was checked. Raises BoardError."""
    fields = backup._asdict() | {
        "made": backup.made.isoformat(),
        "counts": dict(backup.counts),
        "held": dict(backup.held),
        "changed": stat.st_mtime_ns,
    }
    del fields["path"], fields["is_good"]
    _write_json(note_of(backup.path), fields)


def sweep(folder: Path) -> None:
    """Remove what a crash left: half made files, and notes of backups that are not there."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            is_part = path.name.startswith(PART)
            is_lost = path.name.startswith(".") and path.name.endswith(f"{places.SUFFIX}.json")
            if is_part or (is_lost and not (folder / path.name[1 : -len(".json")]).exists()):
                path.unlink(missing_ok=True)


def remove(backup: Backup) -> None:
    """Delete a backup and what is known of it."""
    backup.path.unlink(missing_ok=True)
    note_of(backup.path).unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file that no connection of this process has open, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_whole(backup: Backup) -> bool:
    """Whether every byte is what it was when the backup was checked."""
    with contextlib.suppress(OSError):
        return backup.is_good and digest_of(backup.path) == backup.sha256
    return False


# Inside


def _all() -> Path:
    folder = places.data_folder() / "backups"
    make_lasting_folder(folder)
    return folder


def _folders() -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from sorted(path for path in _all().iterdir() if path.is_dir())


def _folder_name(real: str) -> str:
    raw = os.fsencode(real)
    # A file name has at most 255 bytes, and some file systems fewer.
    stem = _spelled(os.fsencode(Path(real).stem)[:120].decode(errors="ignore").strip()) or "board"
    return f"{stem} {hashlib.sha256(raw).hexdigest()[:8]}"


def _spelled(name: str) -> str:
    """A name as this process has it: where there are few letters (LC_ALL=C), the others are bytes."""
    return os.fsdecode(name.encode(errors="surrogateescape")) if os.name == "posix" else name


def _files_in(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return [
            path
            for path in folder.iterdir()
            if path.suffix == places.SUFFIX and not path.name.startswith(".") and path.is_file()
        ]
    return []


def _seen(path: Path) -> Backup:
    try:
        stat = path.stat()
    except OSError:
        return _unknown(path, 0, 0.0)
    known = _noted(path, stat)
    if known is None:
        from models.backup_checking import look_through

        known = look_through(path)
        if known is None:
            return _unknown(path, stat.st_size, stat.st_mtime)
        with contextlib.suppress(BoardError, OSError):
            write_note(known, stat)
    return known


def _noted(path: Path, stat: os.stat_result) -> Backup | None:
    """What the note says, where it is about this very file."""
    noted = _read_json(note_of(path))
    try:
        changed = int(noted.pop("changed"))
        backup = Backup(
            **noted | {"path": path, "made": dt.datetime.fromisoformat(noted["made"]), "is_good": True}
        )
        # Not by the note's word alone: the owner may have copied all of it from another disk.
        is_same = (
            stat.st_size == backup.size
            and _is_ours(path)
            and (stat.st_mtime_ns == changed or digest_of(path) == backup.sha256)
        )
        return backup._replace(number=number_of(path), size=stat.st_size, is_good=is_same)
    except (KeyError, TypeError, ValueError, OSError):
        return None


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(100)
    return head.startswith(_HEADER) and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _unknown(path: Path, size: int, changed: float) -> Backup:
    made = dt.datetime.fromtimestamp(changed, dt.UTC).replace(tzinfo=None)
    return Backup(path, made, number_of(path), "", size, 0, _NOTHING, 0, False)


def _read_json(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError, RecursionError):
        found = json.loads(path.read_bytes())
        return found if isinstance(found, dict) else {}
    return {}


def _write_json(path: Path, fields: Mapping[str, object]) -> None:
    with write_atomically(path) as stream:
        stream.write(json.dumps(fields, ensure_ascii=False, indent=1).encode(errors="surrogatepass"))
