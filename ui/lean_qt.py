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
from types import CodeType
from typing import Any

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
# What the library calls during the import, or by its name in the module; the real source replaces it.
_AT_ONCE = {
    "shibokensupport/feature.py": """
def feature_import(*_, **__):
    "None: import as ever."
def feature_imported(module):
    "Whether it uses features is not looked up."
""",
    "shibokensupport/signature/mapping.py": """
def update_mapping():
    __getattr__("type_map")
    update_mapping()
""",
}
_compile = builtins.compile
# What was not compiled yet
_sources: dict[str, Any] = {}
# One source asks for another; and a wrong call may happen in any thread.
_lock = threading.RLock()


def load() -> None:
    """Import QtCore, and with it PySide; once is enough, later calls do nothing."""
    if "PySide6" in sys.modules:
        return

    def compile_late(source: Any, filename: Any, *arguments: Any, **named: Any) -> Any:
        if filename not in _LATE:
            return _compile(source, filename, *arguments, **named)
        _sources[filename] = source
        return _put_off(filename)

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


def _put_off(filename: str) -> CodeType:
    """Code for a module that runs its real source when somebody asks for one of its names."""
    text = f"from ui.lean_qt import late\n__getattr__ = late({filename!r}, globals())\n"
    return _compile(text + _AT_ONCE.get(filename, ""), filename, "exec")


def late(filename: str, space: dict[str, Any]) -> Any:
    """A `__getattr__` for the module with the names `space` (PEP 562)."""

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

    return load_and_get
