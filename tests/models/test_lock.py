"""The lock that is taken without the library is the library's own."""

from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from models.errors import BoardHeld, StorageError
from models.lock import BoardLock


def test_whoever_takes_the_lock_by_the_library_sees_that_it_is_held(tmp_path: Path) -> None:
    lock = BoardLock(tmp_path / "Shop.board")
    lock.acquire()
    with pytest.raises(Timeout):
        FileLock(lock.path, blocking=False).acquire()
    lock.release()
    with FileLock(lock.path, blocking=False):
        pass


def test_a_lock_that_the_library_holds_is_respected(tmp_path: Path) -> None:
    lock = BoardLock(tmp_path / "Shop.board")
    with FileLock(lock.path, blocking=False), pytest.raises(BoardHeld):
        lock.acquire()
    lock.acquire()
    lock.release()


def test_a_lock_file_that_points_elsewhere_is_not_followed(tmp_path: Path) -> None:
    lock = BoardLock(tmp_path / "Shop.board")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not yours")
    try:
        lock.path.symlink_to(elsewhere)
    except OSError:
        pytest.skip("no symbolic links here")
    with pytest.raises(StorageError):
        lock.acquire()
    assert elsewhere.read_bytes() == b"not yours"
