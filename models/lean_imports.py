"""Puts off modules of Python that a library imports for what a start never does; main.py calls it first.

peewee imports `inspect` for one line, `uuid` and `hashlib` for fields and names that no board has. With them
come Python's parser and disassembler, `platform` and OpenSSL. A stand-in takes the place of each until
somebody asks it for something.
"""

import importlib
import sys
import threading
from types import ModuleType


def _is_class(value: object) -> bool:
    return isinstance(value, type)


# By module, what is taken out of it while a library is imported; the rest is asked for where it is used.
_LATE: dict[str, dict[str, object]] = {"inspect": {"isclass": _is_class}, "uuid": {}, "hashlib": {}}
# Two threads may be the first to ask.
_lock = threading.Lock()


def use() -> None:
    """From now on; what is imported already stays as it is."""
    for name, given in _LATE.items():
        if name not in sys.modules:
            sys.modules[name] = _stand_in(name, given)


def _stand_in(name: str, given: dict[str, object]) -> ModuleType:
    module = ModuleType(name)

    def load_and_get(attribute: str) -> object:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        with _lock:
            if sys.modules.get(name) is module:
                del sys.modules[name]
        return getattr(importlib.import_module(name), attribute)

    vars(module).update(given, __getattr__=load_and_get)
    return module
