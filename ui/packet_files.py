"""What an assistant gets as files: their names, folders and bytes on the owner's disk."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ui.packet_maker import Made

SUFFIXES = {"text": "txt", "page": "html", "mail": "eml", "calendar": "ics", "pdf": "pdf"}


def file_name(made: Made, name: str) -> str:
    """What a format is saved under: the title and nothing else."""
    from models.packets import names

    return names.file_name(made.packet, SUFFIXES[name])


def in_folder(folder: Path, made: Made) -> dict[Path, bytes]:
    """Every format in a new folder, and the enclosed files beside them as they are."""
    from models.packets.names import enclosed_names

    files = named(folder, made.packet.title, made.files)
    home = next(iter(files)).parent
    for name, enclosed in zip(enclosed_names(made.packet), made.packet.files, strict=True):
        files[free(home / name, files)] = enclosed.data
    return files


def named(folder: Path, title: str, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """A new folder called like the card, with a file for each format in it."""
    from models.packets.names import file_stem

    stem = file_stem(title)
    home = free(folder / stem)
    return {home / f"{stem}.{SUFFIXES[name]}": content for name, content in files.items()}


def free(path: Path, taken: Iterable[Path] = ()) -> Path:
    """The path, or the next one of that name that nothing lies at."""
    number, found, known = 2, path, set(taken)
    while found.exists() or found in known:
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found


def write_all(files: Mapping[Path, bytes]) -> None:
    """Each complete or not at all, readable by the owner alone; their folders are made.

    Raises Refused or StorageError.
    """
    from models.files import make_folder, write_atomically

    for path, content in files.items():
        make_folder(path.parent)
        with write_atomically(path) as stream:
            stream.write(content)
