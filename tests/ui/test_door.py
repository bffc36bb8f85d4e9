"""What a card links to opens through one door: judged, shown whole, asked about, or refused."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox

from models import steps
from models.drafts import LinkDraft, TaskDraft
from models.importing import Report, import_drafts
from models.link_targets import Standing
from models.uid import new_uid
from tests.stories.desk import Desk, Hand
from ui import door
from ui.panel.file_looks import FileLooks


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """Addresses that were handed to the system."""
    found: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url) or True)
    return found


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return desk.window(desk.board(core=["Plain"]))


def link(hand: Hand, address: str) -> None:
    """The owner puts a link on the card, and clicks it."""
    hand.store.submit(steps.add_attachment, hand.task("Plain"), address, "", new_uid())
    hand.settle()
    hand.window.view.open_link(address)


def said(hand: Hand) -> str:
    box = hand.dialog(QMessageBox)
    return "\n".join(label.text() for label in box.findChildren(QLabel))


def agree(hand: Hand) -> None:
    box = hand.dialog(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Open").click()


def test_a_host_in_other_letters_is_shown_as_the_net_knows_it(hand: Hand, opened: list[QUrl]) -> None:
    link(hand, "https://g\u043e\u043egle.com/login")
    text = said(hand)
    assert "https://xn--ggle-55da.com/login" in text and "Letters of other alphabets" in text
    assert opened == []
    agree(hand)
    assert [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in opened] == [
        "https://xn--ggle-55da.com/login"
    ]


@pytest.mark.parametrize(
    ("address", "safe"),
    [("https://example.org/prices", "Open"), ("https://g\u043e\u043egle.com/login", "Cancel")],
)
def test_enter_opens_only_what_nobody_needs_to_be_warned_of(
    hand: Hand, opened: list[QUrl], address: str, safe: str
) -> None:
    link(hand, address)
    box = hand.dialog(QMessageBox)
    assert box.defaultButton() is not None and box.defaultButton().text() == safe
    assert box.focusWidget() is box.defaultButton() and box.escapeButton().text() == "Cancel"
    hand.qtbot.keyClick(box, Qt.Key.Key_Return)
    assert len(opened) == (safe == "Open")


@pytest.mark.usefixtures("large_letters")
@pytest.mark.parametrize("path", ["a/very/long/way/" * 40, "?q=" + "0123456789" * 90, "x" * 900])
def test_all_of_a_long_address_can_be_read_and_both_answers_reached(
    desk: Desk, opened: list[QUrl], path: str
) -> None:
    hand = desk.window(desk.board(core=["Plain"]))
    address = f"https://example.org/{path}"
    link(hand, address)
    box = hand.dialog(QMessageBox)
    assert box.width() <= 1280 and box.height() <= 720
    (label,) = [one for one in box.findChildren(QLabel) if "example.org" in one.text()]
    assert label.text().replace("\n", "") == address
    room = QRect(0, 0, label.width(), 10_000)
    needed = label.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, label.text())
    assert needed.width() <= label.width() and needed.height() <= label.height()
    for button in box.buttons():
        assert box.rect().contains(button.mapTo(box, button.rect().bottomRight()))


def test_an_address_that_is_refused_can_be_copied_as_it_is(hand: Hand, opened: list[QUrl]) -> None:
    address = "https://name@example.org/"
    link(hand, address)
    box = hand.dialog(QMessageBox)
    assert box.defaultButton().text() == "OK"
    next(button for button in box.buttons() if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == address and not box.isVisible() and opened == []


def test_what_cannot_be_seen_in_an_address_is_shown_in_the_refusal(hand: Hand, opened: list[QUrl]) -> None:
    link(hand, "https://example.org/\u202efdp.exe\u200b")
    assert "‹U+202E›" in said(hand) and "‹U+200B›" in said(hand) and "not opened" in said(hand)
    assert opened == []


def test_an_own_file_is_asked_about_with_its_ending_apart(
    hand: Hand, opened: list[QUrl], tmp_path: Path
) -> None:
    path = tmp_path / "prices.pdf"
    path.write_bytes(b"%PDF")
    link(hand, str(path))
    assert str(path) in said(hand) and "A PDF file" in said(hand) and opened == []
    agree(hand)
    assert [url.toLocalFile() for url in opened] == [str(path)]


@pytest.mark.parametrize("name", ["run.sh", "tool.desktop", "a.exe", "b.LNK", "c.pdf.py", "plain"])
def test_what_could_start_a_program_is_refused(
    hand: Hand, opened: list[QUrl], tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    path.chmod(0o700 if name == "plain" else 0o600)
    link(hand, path.as_uri())
    assert "It is a program" in said(hand) and opened == []


def test_a_link_to_a_program_under_another_name_is_refused(
    hand: Hand, opened: list[QUrl], tmp_path: Path
) -> None:
    (tmp_path / "run.sh").write_bytes(b"x")
    (tmp_path / "letter.pdf").symlink_to(tmp_path / "run.sh")
    link(hand, str(tmp_path / "letter.pdf"))
    assert "It is a program" in said(hand) and opened == []


def test_folders_devices_and_files_that_are_gone_are_refused(
    hand: Hand, opened: list[QUrl], tmp_path: Path
) -> None:
    for address, why in (
        (str(tmp_path), "It is a folder"),
        ("/dev/null", "no ordinary file"),
        (str(tmp_path / "gone.pdf"), "no such file any more"),
    ):
        link(hand, address)
        assert why in said(hand)
        hand.dialog(QMessageBox).close()
    assert opened == []


def test_what_an_import_brought_is_not_trusted(hand: Hand, opened: list[QUrl], tmp_path: Path) -> None:
    path = tmp_path / "prices.pdf"
    path.write_bytes(b"%PDF")
    links = [LinkDraft(str(path), "Prices"), LinkDraft("https://example.org/x", "Shop")]
    hand.store.submit(
        import_drafts, [TaskDraft("Imported", uid=new_uid(), links=links)], "list.csv", Report()
    )
    hand.settle()
    hand.window.view.open_link(str(path))
    assert "An import named this file" in said(hand)
    hand.dialog(QMessageBox).close()
    hand.window.view.open_link("https://example.org/x")
    assert "It came with an import" in said(hand)
    hand.dialog(QMessageBox).close()
    # Copied and pasted as a card it is no more trusted than before; put there by hand it is.
    hand.focus("Imported")
    hand.run("card.copy")
    hand.run("card.paste")
    hand.window.view.open_link(str(path))
    assert "An import named this file" in said(hand)
    hand.dialog(QMessageBox).close()
    link(hand, str(path))
    assert "Open this file?" in said(hand)
    assert opened == []


def test_a_file_dropped_as_a_card_is_the_owners(hand: Hand, opened: list[QUrl], tmp_path: Path) -> None:
    path = tmp_path / "prices.pdf"
    path.write_bytes(b"%PDF")
    hand.window.cards.offer(
        [TaskDraft("prices.pdf", uid=new_uid(), links=[LinkDraft(str(path), "prices.pdf")])]
    )
    hand.settle()
    hand.window.view.open_link(str(path))
    assert "Open this file?" in said(hand)


def test_a_disk_that_does_not_answer_holds_up_nobody(
    hand: Hand, opened: list[QUrl], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()

    def hang(_: Path) -> Standing:
        answer.wait()
        return Standing.THERE

    monkeypatch.setattr(door, "standing_of", hang)
    link(hand, "/mnt/dead/prices.pdf")
    assert "nothing answers" in said(hand)
    hand.dialog(QMessageBox).close()
    answer.set()
    hand.settle()
    assert opened == []


def test_the_panel_marks_a_file_that_is_gone_and_one_that_does_not_answer(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.panel import file_looks

    here, gone, dead = tmp_path / "here.pdf", tmp_path / "gone.pdf", tmp_path / "dead.pdf"
    here.write_bytes(b"%PDF")
    answer = threading.Event()

    def ask(path: Path) -> Standing:
        if path == dead:
            answer.wait()
        return file_looks.standing_of(path)

    monkeypatch.setattr(file_looks, "_kept", [FileLooks(ask)])
    for path in (here, gone, dead):
        hand.store.submit(steps.add_attachment, hand.task("Plain"), str(path), "", new_uid())
    hand.settle()
    hand.open_card("Plain")
    links = hand.window.panel.task_tab.links
    wanted = {"here.pdf": "", "gone.pdf": "not there any more", "dead.pdf": "does not answer"}
    hand.qtbot.waitUntil(lambda: {one.text(): one.mark for one in links.links} == wanted)
    dead.write_bytes(b"%PDF")
    answer.set()
    hand.qtbot.waitUntil(lambda: [one.mark for one in links.links] == ["", "not there any more", ""])


def test_a_file_that_an_import_named_is_not_even_looked_for(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.panel import file_looks

    asked: list[Path] = []

    def ask(path: Path) -> Standing:
        asked.append(path)
        return Standing.GONE

    monkeypatch.setattr(file_looks, "_kept", [FileLooks(ask)])
    links = [LinkDraft("/net/stranger.example/x", "a"), LinkDraft("\\\\host\\share\\x", "b")]
    hand.store.submit(
        import_drafts, [TaskDraft("Imported", uid=new_uid(), links=links)], "list.csv", Report()
    )
    hand.settle()
    hand.open_card("Imported")
    hand.settle()
    assert asked == [] and [one.mark for one in hand.window.panel.task_tab.links.links] == ["", ""]


def test_what_goes_out_is_logged_by_its_kind_alone(
    hand: Hand, opened: list[QUrl], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "delegation-board")
    link(hand, "https://secret.example/token")
    agree(hand)
    assert [record.getMessage() for record in caplog.records] == ["opening: https"]
