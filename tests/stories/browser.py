"""A real Chromium without a window, driven through two pipes (DevTools protocol): no port, no driver.

Every wait is bounded; what is left of the browser at the end is ended by its process id.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 60.0
FLAGS = (
    "--headless=new",
    # Chromium does not start as root with it
    "--no-sandbox",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--hide-scrollbars",
)


class Browser:
    """One Chromium process with a profile in `folder`; downloads go to `folder`/downloads."""

    def __init__(self, folder: Path) -> None:
        self.downloads = folder / "downloads"
        self.downloads.mkdir(parents=True)
        self._events: list[dict[str, Any]] = []
        self._answers: dict[int, dict[str, Any]] = {}
        self._buffer = b""
        self._last = 0
        self._taken = 0
        self._start(folder)
        self.call(
            "Browser.setDownloadBehavior",
            behavior="allow",
            downloadPath=str(self.downloads),
            eventsEnabled=True,
        )

    def close(self) -> None:
        os.close(self._write)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
            time.sleep(0.05)
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._read)

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """The answer to one call; AssertionError for an error or when it does not come in time."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        deadline = time.monotonic() + PATIENCE
        while self._last not in self._answers:
            self._pump(deadline, method)
        answer = self._answers.pop(self._last)
        assert "error" not in answer, f"{method}: {answer['error']}"
        result: dict[str, Any] = answer["result"]
        return result

    def events(self, method: str, session: str | None = None) -> list[dict[str, Any]]:
        """The parameters of every event of this name so far."""
        return [
            event["params"]
            for event in self._events
            if event["method"] == method and session in (None, event.get("sessionId"))
        ]

    def wait_until(self, condition: Callable[[], bool], awaited: str) -> None:
        """Take in what the browser says until the condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            self._pump(deadline, awaited)

    def next_download(self) -> Path:
        """The file of the next download since the one asked for before, complete."""
        begun = "Browser.downloadWillBegin"
        self._taken += 1
        self.wait_until(lambda: len(self.events(begun)) >= self._taken, begun)
        event = self.events(begun)[self._taken - 1]
        ended = {"guid": event["guid"], "state": "completed"}
        self.wait_until(
            lambda: any(ended.items() <= one.items() for one in self.events("Browser.downloadProgress")),
            "the end of the download",
        )
        return self.downloads / event["suggestedFilename"]

    def open(self, path: Path, width: int = 1280, height: int = 900, script: bool = True) -> "Page":
        """A page file in a tab of its own."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.call(f"{domain}.enable")
        page.resize(width, height)
        if not script:
            page.call("Emulation.setScriptExecutionDisabled", value=True)
        page.go(path)
        return page

    def _start(self, folder: Path) -> None:
        path = shutil.which("chromium")
        assert path, "Chromium is not installed"
        pipes = [*os.pipe(), *os.pipe()]
        # Out of the way of 3 and 4, which are the browser's ends
        there_read, self._write, self._read, there_write = (
            fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in pipes
        )
        for end in pipes:
            os.close(end)
        silent = os.open(os.devnull, os.O_RDWR)
        actions = [
            (os.POSIX_SPAWN_DUP2, silent, 1),
            (os.POSIX_SPAWN_DUP2, silent, 2),
            (os.POSIX_SPAWN_DUP2, there_read, 3),
            (os.POSIX_SPAWN_DUP2, there_write, 4),
        ]
        arguments = [path, *FLAGS, f"--user-data-dir={folder / 'profile'}", "about:blank"]
        self.pid = os.posix_spawn(path, arguments, os.environ, file_actions=actions)
        for end in (there_read, there_write, silent):
            os.close(end)

    def _pump(self, deadline: float, awaited: str) -> None:
        """Read what has come; AssertionError at the deadline or when the browser is gone."""
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"Chromium did not answer in time: {awaited}"
            piece = os.read(self._read, 1 << 16)
            assert piece, f"Chromium has ended: {awaited}"
            self._buffer += piece
        *whole, self._buffer = self._buffer.split(b"\0")
        for message in map(json.loads, whole):
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self._events.append(message)


class Page:
    """One tab: clicks and keys as from a real mouse and keyboard, and what the page made of them."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **params)

    def go(self, path: Path) -> None:
        """Load a file in this tab."""
        number = len(self._browser.events("Page.loadEventFired", self._session))
        self.call("Page.navigate", url=path.as_uri())
        self._browser.wait_until(
            lambda: len(self._browser.events("Page.loadEventFired", self._session)) > number, "load"
        )

    def close(self) -> None:
        self.call("Page.close")

    def resize(self, width: int, height: int, phone: bool = False) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if phone else 1,
            mobile=phone,
        )

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, selector: str, number: int = 0) -> None:
        """Press and release the left button in the middle of what the selector names."""
        x, y, width, height = self.box(selector, number)
        assert width and height, f"{selector} is not to be seen"
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=x + width / 2,
                y=y + height / 2,
                button="left",
                clickCount=1,
            )

    def box(self, selector: str, number: int = 0) -> tuple[float, float, float, float]:
        """x, y, width, height on the screen, scrolled into view; needs no script in the page."""
        node = self._nodes(selector)[number]
        try:
            self.call("DOM.scrollIntoViewIfNeeded", nodeId=node)
            border = self.call("DOM.getBoxModel", nodeId=node)["model"]["border"]
        except AssertionError as error:
            # What is hidden has no box
            assert "layout object" in str(error)
            return 0, 0, 0, 0
        return border[0], border[1], border[2] - border[0], border[5] - border[1]

    def matching(self, selector: str) -> int:
        """How many elements the selector names."""
        return len(self._nodes(selector))

    def _nodes(self, selector: str) -> list[int]:
        root = self.call("DOM.getDocument", depth=0)["root"]["nodeId"]
        nodes: list[int] = self.call("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"]
        return nodes

    def type(self, text: str) -> None:
        """Keys into whatever has the focus."""
        for letter in text:
            if letter == "\n":
                key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
            else:
                key = {"key": letter, "text": letter}
            self.call("Input.dispatchKeyEvent", type="keyDown", **key)
            self.call("Input.dispatchKeyEvent", type="keyUp", **{k: v for k, v in key.items() if k != "text"})

    def errors(self) -> list[object]:
        """Exceptions, console messages and log entries of the page: there are to be none."""
        names = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
        return [event for name in names for event in self._browser.events(name, self._session)]

    def requested(self) -> set[str]:
        """The schemes of everything that the page asked for."""
        events = self._browser.events("Network.requestWillBeSent", self._session)
        return {event["request"]["url"].partition(":")[0] for event in events}

    def picture(self, path: Path, whole: bool = True) -> None:
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))
