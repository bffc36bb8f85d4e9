"""Loads Qt without what PySide keeps ready for error messages alone; main.py calls it before anything else.

`import PySide6` compiles 110 KB of Python sources at every start, out of a zip inside its library: they word
the message of a call with wrong arguments, and tell signatures. Here such a source is compiled when something
first asks for it. And PySide then looks through the source of every module that is imported later, for the
sake of `from __feature__ import …`, which this program does not use.

Until PySide loads these modules lazily by itself. Where they are named otherwise, all is as without this.
"""

import builtins
import sys
import threading
from typing import Any

from ui import lean_enums

# Of PySide 6.11: what nothing calls before an error message, a signature or a docstring is made.
_LATE = frozenset(
    f"shibokensupport/{name}.py"
    for name in (
        "feature",
        "signature/errorhandler",
        "signature/layout",
        "signature/lib/enum_sig",
        "signature/lib/pyi_generator",
        "signature/lib/tool",
        "signature/mapping",
        "signature/parser",
    )
)
_compile = builtins.compile
# What was not compiled yet
_sources: dict[str, Any] = {}
# One source asks for another; and a wrong call may happen in any thread.
_lock = threading.RLock()


def load() -> None:
    """Import QtCore, and with it PySide; once is enough, later calls do nothing."""
    if "PySide6" in sys.modules:
        return
    lean_enums.use()

    def compile_late(source: Any, filename: Any, *arguments: Any, **named: Any) -> Any:
        if filename not in _LATE:
            return _compile(source, filename, *arguments, **named)
        _sources[filename] = source
        return _stub.__code__

    builtins.compile = compile_late  # type: ignore[assignment]
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = _compile
    # The one that looks through sources went around it.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def waiting() -> frozenset[str]:
    """The sources that nobody has asked for yet."""
    return frozenset(_sources)


def _stub() -> None:
    """Runs in the place of such a source, with the names of its module as globals."""
    from ui import lean_qt

    lean_qt.put_off(globals())


def put_off(space: dict[str, Any]) -> None:
    """Let the module with the names `space` run its real source when somebody asks for one (PEP 562)."""
    filename = space["__name__"].replace(".", "/") + ".py"

    def load_and_get(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        with _lock:
            source = _sources.pop(filename, None)
            if source is not None:
                exec(_compile(source, filename, "exec"), space)  # noqa: S102 - as PySide's own importer
        try:
            return space[name]
        except KeyError:
            raise AttributeError(name) from None

    def update_mapping() -> None:
        load_and_get("type_map")
        space["update_mapping"]()

    space["__getattr__"] = load_and_get
    # What the library calls during the import, or by its name in the module; the real source replaces it.
    if filename.endswith("/mapping.py"):
        space["update_mapping"] = update_mapping
    elif filename.endswith("/feature.py"):
        space["feature_import"] = space["feature_imported"] = _use_no_feature


def _use_no_feature(*_: object, **__: object) -> None:
    """For PySide: this is imported as ever, and nothing is looked up in it."""
