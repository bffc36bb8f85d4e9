"""A model of the disk: what may be left of a folder when the power goes in the middle of a trace.

A file holds what was last synced, and since then writes of which each 512-byte sector may be there, be there
in an earlier state, or be torn. After a sync that failed, what did not arrive is lost for good, as on Linux.
A folder holds its names as they were when it was last synced, and since then changes of names of which only
the first few may have arrived. Shared memory (-shm) is not on the disk.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

SECTOR = 512
# What a trace must tell. The last line is what the model does not know: it says so, rather than go wrong.
CALLS = ("openat", "pwrite64", "write", "lseek", "ftruncate", "fsync", "fdatasync", "sendto")
CALLS += ("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat")
CALLS += ("pwritev", "writev", "sendfile", "copy_file_range", "fallocate", "truncate", "rmdir", "symlink")


class Call(NamedTuple):
    """One line of a trace: the paths of its arguments, its texts, its plain numbers and its result."""

    name: str
    files: list[tuple[int, str]]
    texts: list[bytes]
    numbers: list[int]
    flags: str
    result: int


class File:
    """An inode. `synced`: its content on the disk; `epochs`: writes since then, a truncation between each."""

    def __init__(self, content: bytes = b"") -> None:
        self.synced = bytes(content)
        self.epochs: list[tuple[int | None, list[tuple[int, bytes]]]] = [(None, [])]

    def write(self, offset: int, data: bytes) -> None:
        self.epochs[-1][1].append((offset, data))

    def cut(self, size: int) -> None:
        self.epochs.append((size, []))

    def sync(self) -> None:
        self.synced = self.content()
        self.epochs = [(None, [])]

    def fail(self, rng: Random) -> None:
        """A sync reported an error: what did not arrive is lost, and no later sync tries it again."""
        self.synced = self.remains(rng)
        self.epochs = [(None, [])]

    def content(self) -> bytes:
        """With all that was written."""
        return self._after(len(self.epochs), None)

    def remains(self, rng: Random) -> bytes:
        """As it may be found when the power is back."""
        return self._after(rng.randint(1, len(self.epochs)), rng)

    def _after(self, count: int, rng: Random | None) -> bytes:
        found = bytearray(self.synced)
        for number, (size, writes) in enumerate(self.epochs[:count], 1):
            if size is not None:
                _resize(found, size)
            # What came before a truncation that arrived is there whole.
            arrived = writes if rng is None or number < count else _arrived(writes, rng)
            for offset, data in arrived:
                if len(found) < offset:
                    _resize(found, offset)
                found[offset : offset + len(data)] = data
        return bytes(found)


class Disk:
    """Files by path, as the system sees them and as they are surely found again."""

    def __init__(self, folder: Path) -> None:
        """With what is in the folder now, and all of it on the disk."""
        self.folder = str(folder)
        self.names: dict[str, File | None] = {
            str(path): None if path.is_dir() else File(path.read_bytes()) for path in folder.rglob("*")
        }
        self._synced = dict(self.names)
        self._changes: dict[str, list[dict[str, File | str]]] = {}
        self._open: dict[int, File] = {}
        self._places: dict[int, int] = {}

    def apply(self, call: Call, rng: Random) -> None:
        """One call has been made."""
        if call.result < 0 and call.name in ("fsync", "fdatasync") and call.files[0][0] in self._open:
            self._open[call.files[0][0]].fail(rng)
        if call.result < 0 or call.name == "sendto":
            return
        paths = [text.decode(errors="surrogateescape") for text in call.texts]
        match call.name:
            case "openat":
                self._opened(call, paths[0])
            case "pwrite64" | "write" | "lseek" | "ftruncate" | "fsync" | "fdatasync":
                self._on_descriptor(call)
            case "rename" | "renameat" | "renameat2" | "link" | "linkat":
                self._named_anew(paths[0], paths[1], is_moved=call.name.startswith("rename"))
            case "unlink" | "unlinkat":
                self._change(paths[0], {paths[0]: "gone"})
            case "mkdir" | "mkdirat":
                self._change(paths[0], {paths[0]: "folder"})
            case _:
                here = any(self._is_here(path) for _, path in call.files) or any(map(self._is_here, paths))
                assert not here, f"the model does not know {call.name}"

    def remains(self, rng: Random) -> dict[str, bytes]:
        """Files that may be found when the power is back, by their path in the folder."""
        names = dict(self._synced)
        for changes in self._changes.values():
            for change in changes[: rng.randint(0, len(changes))]:
                _rename(names, change)
        folders = {self.folder, *(path for path, file in names.items() if file is None)}
        return {
            str(Path(path).relative_to(self.folder)): file.remains(rng)
            for path, file in names.items()
            if file is not None and str(Path(path).parent) in folders and not path.endswith(("-shm", ".lock"))
        }

    def _is_here(self, path: str) -> bool:
        return path.startswith(self.folder + "/")

    def _opened(self, call: Call, path: str) -> None:
        self._open.pop(call.result, None)
        if not self._is_here(path) or (path in self.names and self.names[path] is None):
            return
        if path not in self.names:
            assert "O_CREAT" in call.flags, path
            self._change(path, {path: File()})
        file = self.names[path]
        assert file is not None
        if "O_TRUNC" in call.flags:
            file.cut(0)
        self._open[call.result] = file
        self._places[call.result] = 0

    def _on_descriptor(self, call: Call) -> None:
        number, path = call.files[0]
        if path == self.folder or (self._is_here(path) and self.names.get(path, self) is None):
            if call.name in ("fsync", "fdatasync"):
                self._sync_folder(path)
            return
        file = self._open.get(number)
        if not self._is_here(path) or file is None:
            return
        match call.name:
            case "pwrite64":
                file.write(call.numbers[-1], call.texts[0][: call.result])
            case "write":
                file.write(self._places[number], call.texts[0][: call.result])
                self._places[number] += call.result
            case "lseek":
                self._places[number] = call.result
            case "ftruncate":
                file.cut(call.numbers[-1])
            case _:
                file.sync()

    def _named_anew(self, old: str, new: str, *, is_moved: bool) -> None:
        if not self._is_here(old) and not self._is_here(new):
            return
        assert str(Path(old).parent) == str(Path(new).parent), "a name moves to another folder"
        file = self.names[old]
        assert file is not None
        self._change(new, {new: file} | ({old: "gone"} if is_moved else {}))

    def _change(self, path: str, change: dict[str, Any]) -> None:
        if self._is_here(path):
            _rename(self.names, change)
            self._changes.setdefault(str(Path(path).parent), []).append(change)

    def _sync_folder(self, folder: str) -> None:
        for change in self._changes.pop(folder, ()):
            _rename(self._synced, change)


def read_calls(lines: Iterable[str]) -> Iterator[Call]:
    """The calls of a trace made with -y -xx."""
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            assert "unfinished" not in line, "two threads at once"
            continue
        name, arguments, result = found.groups()
        # All texts are in hexadecimal, so every second piece is one.
        pieces = arguments.split('"')
        texts, plain = [_bytes(text) for text in pieces[1::2]], "".join(pieces[0::2])
        files = [(int(n), _bytes(path).decode(errors="replace")) for n, path in _FILE.findall(plain)]
        numbers = [int(number) for number in _NUMBER.findall(_FILE.sub("", plain))]
        yield Call(name, files, texts, numbers, plain, int(result.split("<")[0].split(" ")[0]))


def said(call: Call) -> Any:
    """What a job reported with this call; None for every other one."""
    return json.loads(call.texts[0]) if call.name == "sendto" else None


_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+.*)$")
_FILE = re.compile(r"(\d+)<([^>]*)>")
_NUMBER = re.compile(r"(?<![\w.])-?\d+\b")


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _rename(names: dict[str, File | None], change: dict[str, Any]) -> None:
    for path, what in change.items():
        if what == "gone":
            names.pop(path, None)
        else:
            names[path] = None if what == "folder" else what


def _resize(content: bytearray, size: int) -> None:
    del content[size:]
    content.extend(bytes(size - len(content)))


def _arrived(writes: list[tuple[int, bytes]], rng: Random) -> Iterator[tuple[int, bytes]]:
    """Each sector in its last state with p = 0.5, else in one before, of which one in four is torn."""
    sectors: dict[int, list[tuple[int, bytes]]] = {}
    for offset, data in writes:
        start = 0
        while start < len(data):
            place = offset + start
            room = SECTOR - place % SECTOR
            sectors.setdefault(place // SECTOR, []).append((place, data[start : start + room]))
            start += room
    for parts in sectors.values():
        if rng.random() < 0.5:
            yield from parts
            continue
        kept = rng.randrange(len(parts))
        yield from parts[:kept]
        if rng.random() < 0.25:
            offset, data = parts[kept]
            yield offset, data[: rng.randrange(len(data) + 1)]
