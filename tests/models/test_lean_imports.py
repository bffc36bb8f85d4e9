"""Modules that a start puts off are there for whoever asks, and are then the ones that everybody has."""

import subprocess
import sys
import uuid
from pathlib import Path

from models.uid import new_uid

ROOT = Path(__file__).resolve().parents[2]
BEGIN = """
import sys
sys.path.insert(0, sys.argv[1])
from models import lean_imports
lean_imports.use()
import peewee
"""


def said(code: str, first: str = "") -> list[str]:
    """The lines that a Python of its own prints after it has put off and imported peewee."""
    command = [sys.executable, "-c", first + BEGIN + code, str(ROOT)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_peewee_works_without_what_it_imports_for_nothing() -> None:
    code = """
class Row(peewee.Model):
    name = peewee.CharField(index=True)
    row = peewee.ForeignKeyField("self", null=True)
    class Meta:
        database = peewee.SqliteDatabase(":memory:")
Row.create_table()
Row.create(name="A")
print(Row.get().name, *[name for name in ("ast", "dis", "platform", "_hashlib") if name in sys.modules])
"""
    assert said(code) == ["A"]


def test_what_was_put_off_is_the_real_module_for_everybody_once_it_is_used() -> None:
    code = """
import hashlib, inspect, uuid
from inspect import signature
import pickle
one = uuid.UUID(int=7)
print(pickle.loads(pickle.dumps(one)) == one, peewee.uuid.UUID is sys.modules["uuid"].UUID)
print(hashlib.md5(b"a").hexdigest()[:6], inspect.isclass(peewee.Model), signature(len))
print(all(module.__spec__.origin for module in map(sys.modules.get, ("hashlib", "inspect", "uuid"))))
try:
    uuid.unknown
except AttributeError as error:
    print(error)
"""
    assert said(code) == [
        "True True",
        "0cc175 True (obj, /)",
        "True",
        "module 'uuid' has no attribute 'unknown'",
    ]


def test_threads_that_ask_at_once_all_get_it() -> None:
    code = """
import threading, uuid
gate, found = threading.Barrier(8), []
def ask():
    gate.wait()
    found.append(uuid.UUID(int=1))
threads = [threading.Thread(target=ask) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), len({type(one) for one in found}))
"""
    assert said(code) == ["8 1"]


def test_a_module_that_is_there_already_stays() -> None:
    code = "print(peewee.uuid is early, sys.modules['uuid'] is early)"
    assert said(code, first="import uuid as early") == ["True True"]


def test_a_uid_is_a_uuid_of_version_7_as_the_library_writes_it() -> None:
    text = new_uid()
    assert str(uuid.UUID(text)) == text
    assert (uuid.UUID(text).version, uuid.UUID(text).variant) == (7, uuid.RFC_4122)
