"""Files of other programs on their way to the board: which importer reads which file.

A new format is one file beside this one and one line in IMPORTERS.
"""

from models.importers.base import Importer, Source
from models.importers.csv_any import CsvImporter
from models.importers.csv_assistants import is_people, read_people
from models.importers.incoming import Incoming, refuse_foreign
from models.importers.own_csv import OwnCsvImporter
from models.importers.trello import TrelloImporter

IMPORTERS: tuple[Importer, ...] = (OwnCsvImporter(), TrelloImporter(), CsvImporter())  # asked in this order


def detect(source: Source) -> Importer:
    """The importer for a file (a path), pasted text or bytes. Raises Refused, naming what the file is."""
    incoming = Incoming(source)
    head = incoming.head()
    refuse_foreign(head)
    return next(importer for importer in IMPORTERS if importer.sniff(head, incoming.path))


__all__ = ["IMPORTERS", "detect", "is_people", "read_people"]
