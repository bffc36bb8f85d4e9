"""A desktop that shows messages, on a real session bus of its own: what it was asked to show, and clicks."""

import subprocess
import threading
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, message_bus, new_error, new_method_return, new_signal
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket
from jeepney.io.threading import DBusConnection, ReceiveStopped

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
FIELDS = ("name", "replaces", "icon", "title", "text", "actions", "hints", "timeout")
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class Bus:
    """A dbus-daemon of the test's own; `address` for DBUS_SESSION_BUS_ADDRESS."""

    def __init__(self, folder: Path) -> None:
        path, config = folder / "bus", folder / "bus.conf"
        config.write_text(CONFIG.format(path=path), "utf-8")
        self.process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


class Desktop:
    """Answers as freedesktop.org's specification says, from a thread. `does`: answer, refuse or be silent."""

    def __init__(self, bus: Bus, *capabilities: str, does: str = "answer") -> None:
        self.capabilities = capabilities
        self.does = does
        self.asked: list[str] = []
        self.shown: list[dict[str, Any]] = []
        self._link = DBusConnection(prep_socket(get_bus(bus.address)))
        self._ask(message_bus.Hello())
        self._ask(message_bus.RequestName(NAME))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def click(self, number: int, action: str = "default") -> None:
        """The owner clicks a message, which goes away by that."""
        self._emit("ActionInvoked", "us", (number, action))
        self._emit("NotificationClosed", "uu", (number, 2))

    def close(self) -> None:
        self._link.interrupt()
        self._thread.join(10)
        self._link.close()

    def _emit(self, member: str, signature: str, values: tuple[Any, ...]) -> None:
        self._link.send(new_signal(DBusAddress(PATH, interface=NAME), member, signature, values))

    def _ask(self, message: Any) -> None:
        self._link.send(message)
        while self._link.receive(timeout=10).header.fields.get(HeaderFields.reply_serial) is None:
            pass

    def _run(self) -> None:
        while True:
            try:
                message = self._link.receive()
            except (ReceiveStopped, OSError):
                return
            member = message.header.fields.get(HeaderFields.member)
            if message.header.fields.get(HeaderFields.interface) != NAME:
                continue
            self.asked.append(member)
            if self.does == "be silent":
                continue
            if self.does == "refuse":
                answer = new_error(message, "org.freedesktop.DBus.Error.Failed")
            elif member == "GetCapabilities":
                answer = new_method_return(message, "as", (list(self.capabilities),))
            else:
                self.shown.append(dict(zip(FIELDS, message.body, strict=True)))
                answer = new_method_return(message, "u", (len(self.shown),))
            self._link.send(answer)
