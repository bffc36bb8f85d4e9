"""Notifications of a freedesktop.org desktop, over D-Bus, from a thread of their own.

QtDBus cannot ask for them from Python: it sends whole numbers as signed ones, and they are unsigned.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ui.notices.notice import Notice

PATIENCE_SECONDS = 1.0
_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
# A click on the message itself, and on its button.
_DEFAULT, _OPEN = "default", "open"
# What goes wrong with a bus: none there, gone, silent, or answering otherwise than it should.
_FAULTS = (OSError, EOFError, KeyError, ValueError, TypeError, IndexError, RuntimeError, ImportError)


class DesktopBus(QObject):
    """pressed(object): a message was clicked, with its task. unshown(Notice): nobody took it.

    answered(bool): whether there is anybody who shows messages. The thread begins with the first message and
    ends with the connection; a later message begins another one.
    """

    pressed = Signal(object)
    unshown = Signal(object)
    answered = Signal(bool)
    _heard = Signal(object, object)

    def __init__(self, name: str, icon: str, button: str, parent: QObject | None = None) -> None:
        """`name`: the program's; `icon`: a file or a name; `button`: what opens the card."""
        super().__init__(parent)
        self._dress = (name, icon, button)
        self._talk: _Talk | None = None
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    def show(self, notice: Notice) -> None:
        """Show it, or tell that it was not shown."""
        self._ask(notice)

    def probe(self) -> None:
        """Find out whether anybody would show a message; shows none."""
        self._ask(None)

    def stop(self) -> None:
        """End the thread; what is on the screen stays there."""
        if self._talk is not None:
            self._talk.stop()
            self._talk = None

    def _ask(self, notice: Notice | None) -> None:
        if self._talk is None or not self._talk.take(notice):
            self._talk = _Talk(self._dress, self._heard.emit)
            self._talk.take(notice)
            self._talk.start()

    def _on_heard(self, what: str, value: object) -> None:
        if what == "pressed":
            self.pressed.emit(value)
        elif what == "answered":
            self.answered.emit(bool(value))
        elif what == "token":
            # Wayland lets a window come to the front only with this; Qt takes it from here.
            os.environ["XDG_ACTIVATION_TOKEN"] = str(value)
        else:
            self.unshown.emit(value)


class _Talk:
    """One connection, used by one thread alone; others only leave notices and wake it."""

    def __init__(self, dress: tuple[str, str, str], tell: Callable[[str, object], None]) -> None:
        self._dress = dress
        self._tell = tell
        self._waiting: deque[Notice | None] = deque()
        self._lock = threading.Lock()
        self._is_over = self._is_stopped = False
        self._link: Any = None
        self._tasks: dict[int, int | None] = {}
        self._can: tuple[str, ...] | None = None
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def take(self, notice: Notice | None) -> bool:
        """Leave something to show (None: only to ask); False where the connection is over."""
        with self._lock:
            if self._is_over:
                return False
            self._waiting.append(notice)
            self._wake()
            return True

    def stop(self) -> None:
        with self._lock:
            self._is_over = self._is_stopped = True
            self._wake()
        if self._thread.is_alive():
            self._thread.join(2 * PATIENCE_SECONDS)

    def _wake(self) -> None:
        if self._link is not None:
            self._link.interrupt()

    def _run(self) -> None:
        try:
            with _connection() as link:
                with self._lock:
                    self._link = link
                self._listen(link)
        except _FAULTS:
            pass
        finally:
            with self._lock:
                self._is_over, self._link = True, None
            for notice in () if self._is_stopped else self._waiting:
                self._fail(notice)

    def _listen(self, link: Any) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.threading import ReceiveStopped

        self._call(link, message_bus.Hello())
        self._call(link, message_bus.AddMatch(MatchRule(type="signal", interface=_NAME, path=_PATH)))
        while True:
            while self._waiting:
                self._serve(link, self._waiting[0])
                self._waiting.popleft()
            if self._is_over:
                return
            try:
                self._note(link.receive())
            except ReceiveStopped:
                link.reset_interrupt()

    def _serve(self, link: Any, notice: Notice | None) -> None:
        from jeepney import DBusAddress, new_method_call

        desktop = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        if self._can is None or notice is None:
            (can,) = self._call(link, new_method_call(desktop, "GetCapabilities"))
            self._can = tuple(map(str, can))
        if notice is None:
            self._tell("answered", True)
            return
        name, icon, button = self._dress
        body = escaped(notice.text) if "body-markup" in self._can else notice.text
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", icon)}
        values = (name, 0, icon, notice.title, body, [_DEFAULT, button, _OPEN, button], hints, -1)
        (number,) = self._call(link, new_method_call(desktop, "Notify", "susssasa{sv}i", values))
        self._tasks[number] = notice.task

    def _call(self, link: Any, message: Any) -> Any:
        """What is answered. Raises one of `_FAULTS`."""
        from jeepney import HeaderFields, MessageType
        from jeepney.io.threading import ReceiveStopped

        serial = next(link.outgoing_serial)
        link.send(message, serial=serial)
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = link.receive(timeout=max(0.0, until - time.monotonic()))
            except ReceiveStopped:
                # What wakes the thread is looked for when this is answered.
                link.reset_interrupt()
                continue
            if answer.header.fields.get(HeaderFields.reply_serial) != serial:
                self._note(answer)
            elif answer.header.message_type is MessageType.error:
                raise ValueError("refused")
            else:
                return answer.body

    def _note(self, message: Any) -> None:
        """A signal: somebody clicked a message of ours, or it is gone."""
        from jeepney import HeaderFields

        member = message.header.fields.get(HeaderFields.member)
        if member == "ActionInvoked" and message.body[0] in self._tasks:
            self._tell("pressed", self._tasks[message.body[0]])
        elif member == "ActivationToken" and message.body[0] in self._tasks:
            self._tell("token", message.body[1])
        elif member == "NotificationClosed":
            self._tasks.pop(message.body[0], None)

    def _fail(self, notice: Notice | None) -> None:
        self._tell(*(("answered", False) if notice is None else ("unshown", notice)))


def escaped(text: str) -> str:
    """For desktops that read the body as markup: letter by letter as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@contextmanager
def _connection() -> Iterator[Any]:
    """The session's bus, before the greeting. Raises one of `_FAULTS`.

    Put together by hand: the library's own way waits ten seconds, and in one more thread.
    """
    from jeepney.bus import get_bus
    from jeepney.io.blocking import prep_socket
    from jeepney.io.threading import DBusConnection

    with DBusConnection(prep_socket(get_bus("SESSION"), timeout=PATIENCE_SECONDS)) as link:
        yield link
