import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models import files
from models.errors import Refused, StorageError
from models.files import write_atomically, write_text_atomically

resource = pytest.importorskip("resource", reason="file modes and limits of POSIX")


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_appears_complete_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    with write_atomically(path) as stream:
        stream.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["tasks.csv"]


def test_a_file_that_was_there_is_replaced_also_when_others_could_read_it(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_bytes(b"old")
    path.chmod(0o644)
    with write_atomically(path) as stream:
        stream.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, FileNotFoundError])
def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "tasks.csv"
    path.write_bytes(b"old")
    with pytest.raises(error), write_atomically(path) as stream:
        stream.write(b"half")
        raise error
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["tasks.csv"]


@pytest.mark.parametrize("size", [100, 200_000])
def test_a_full_disk_is_said_in_words_and_leaves_the_old_file(tmp_path: Path, size: int) -> None:
    path = tmp_path / "tasks.csv"
    path.write_bytes(b"old")
    with (
        pytest.raises(StorageError, match=r"not enough room on the disk for tasks\.csv"),
        no_file_larger_than(50),
        write_atomically(path) as stream,
    ):
        stream.write(b"x" * size)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["tasks.csv"]


def test_a_full_disk_is_said_for_text_as_well(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    with pytest.raises(StorageError), no_file_larger_than(50), write_text_atomically(path) as stream:
        stream.write("x" * 100)
    assert names_in(tmp_path) == []


def test_text_keeps_its_line_ends_and_encoding(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    with write_text_atomically(path, encoding="utf-8-sig") as stream:
        stream.write("é\r\n\n")
    assert path.read_bytes() == b"\xef\xbb\xbf\xc3\xa9\r\n\n"


def test_an_error_while_writing_text_keeps_its_kind(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), write_text_atomically(tmp_path / "tasks.csv") as stream:
        stream.write("half")
        raise ValueError("mine")
    assert names_in(tmp_path) == []


def test_a_symbolic_link_still_points_to_the_file(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    with write_atomically(link) as stream:
        stream.write(b"one")
    assert link.is_symlink()
    assert real.read_bytes() == b"one"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"), write_atomically(tmp_path):
        pass


def test_a_device_is_refused_and_stays_a_device() -> None:
    with pytest.raises(Refused, match="not an ordinary file"), write_atomically(Path(os.devnull)):
        pass
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no folder nowhere"), write_atomically(tmp_path / "nowhere" / "a.csv"):
        pass


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="too long"), write_atomically(tmp_path / ("x" * 300)) as stream:
        stream.write(b"one")
    assert names_in(tmp_path) == []


def test_a_name_that_is_no_text_can_be_said(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    path.mkdir()
    with pytest.raises(Refused) as refused, write_atomically(path):
        pass
    assert refused.value.sentence.english().encode()


def test_a_disk_that_fails_after_the_rename_is_told_with_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    path = tmp_path / "tasks.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(files, "flush_folder", fails)
    said = "was written, but the disk reported an error"
    with pytest.raises(StorageError, match=said), write_atomically(path) as stream:
        stream.write(b"new")
    assert path.read_bytes() == b"new" and names_in(tmp_path) == ["tasks.csv"]


def test_what_a_killed_process_left_half_made_is_swept_by_the_next_one(tmp_path: Path) -> None:
    script = "import os, sys\nfrom pathlib import Path\nfrom models.files import write_atomically\n"
    script += "with write_atomically(Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)\n"
    root = str(Path(__file__).parents[2])
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "a.csv")], cwd=root, check=False)
    (left,) = names_in(tmp_path)
    elsewhere = tmp_path / f".board-00000000-{left.split('-')[2]}-x.tmp"
    elsewhere.touch()
    # Its own is not swept by another one of the same process.
    with write_atomically(tmp_path / "b.csv"), write_atomically(tmp_path / "c.csv"):
        pass
    assert names_in(tmp_path) == [elsewhere.name, "b.csv", "c.csv"]
