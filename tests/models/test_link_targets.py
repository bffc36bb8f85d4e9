"""What a link means: addresses, mails and own files; whatever is none of these, or could be two things, is
refused.
"""

from pathlib import Path

import pytest

from models.errors import Refused
from models.link_targets import FILE, MAIL, WEB, Standing, is_program, path_of, standing_of, target_of

REFUSED = (
    *(
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
    ),
    *(
        "vbscript:x",
        "smb://host/x",
        "ms-officecmd:{}",
        "ms-msdt:/id",
        "vscode://x",
        "ssh://h",
        "ftp://h/x",
        "chrome://x",
    ),
    *(
        "view-source:https://x.example",
        "blob:https://x.example/1",
        "about:blank",
        "search-ms:query=x",
        "tel:1",
        "x:y",
    ),
    *(
        "https://user:pass@a.example",
        "https://user@a.example",
        "https://a.example:80@evil.example",
        "https://@a.example",
    ),
    *(
        "https://a.example\\@evil.example",
        "https:\\\\a.example",
        "https:/a.example",
        "https:a.example",
        "https://",
    ),
    *(
        "https://a b.example",
        "https://a.example/a b",
        "https://a.example/\u202ex",
        "https://a.example/\x00",
        "https://[::1",
    ),
    *(
        "https://a.example:99999/",
        "https://%61.example",
        "https://a.exa\u200bmple",
        "https://\u2066a.example",
    ),
    *(
        "//host/share",
        "\\\\host\\share",
        "file://host/share/x",
        "file:////host/share",
        "file:///%2e%2e/\u202e",
        "~root/x",
    ),
    *(
        "file:///a%00b",
        "mailto:a@b.example?attach=/etc/passwd",
        "mailto:a@b.example%0ABcc:x@y.example",
        "mailto://a@b",
    ),
    *(
        "mailto:a@b.example?bcc=x@y.example",
        "mailto:a@b.example?ATTACHMENT=x",
        "www.example.org",
        "example",
        "",
        "a/b",
    ),
    *(
        "../x",
        "./x",
        "<b>https://a.example</b>",
        "https://" + "a" * 9_000,
        "\ufeffhttps://a.example",
        "https\u200b://a.example",
    ),
)
OPENED = (
    ("https://a.example", WEB, "https://a.example"),
    ("HTTPS://A.example/x", WEB, "HTTPS://A.example/x"),
    ("http://a.example:8080/x?y=1#z", WEB, "http://a.example:8080/x?y=1#z"),
    ("https://[::1]:8080/x", WEB, "https://[::1]:8080/x"),
    ("https://a.example/?b=<b>&c=ü", WEB, "https://a.example/?b=%3Cb%3E&c=ü"),
    ("https://a.example/100%", WEB, "https://a.example/100%25"),
    ("https://a.example/me@home", WEB, "https://a.example/me@home"),
    ("mailto:a@b.example?subject=Hi%20you&body=x", MAIL, "mailto:a@b.example?subject=Hi%20you&body=x"),
    ("/home/me/a b.pdf", FILE, "/home/me/a b.pdf"),
    ("file:///home/me/a%20b.pdf", FILE, "/home/me/a b.pdf"),
    ("file://localhost/home/me/a.pdf", FILE, "/home/me/a.pdf"),
)


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_neither_address_nor_mail_nor_own_file_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        target_of(address)
    assert path_of(address) is None


@pytest.mark.parametrize(("address", "kind", "whole"), OPENED)
def test_what_a_link_means(address: str, kind: str, whole: str) -> None:
    assert target_of(address) == (kind, whole)


def test_a_file_in_the_owners_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert path_of("~/a.pdf") == tmp_path / "a.pdf"


def test_what_lies_at_the_end_of_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "b.sh").write_bytes(b"x")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    (tmp_path / "to.pdf").symlink_to(tmp_path / "b.sh")
    found = {
        name: standing_of(tmp_path / name)
        for name in ("a.pdf", "b.sh", "loop.pdf", "to.pdf", "none", "", "a\0b")
    }
    assert found == {
        "a.pdf": Standing.THERE,
        "b.sh": Standing.PROGRAM,
        "loop.pdf": Standing.GONE,
        "to.pdf": Standing.PROGRAM,
        "none": Standing.GONE,
        "": Standing.FOLDER,
        "a\0b": Standing.GONE,
    }
    assert standing_of(Path("/dev/null")) is Standing.STRANGE


@pytest.mark.parametrize(
    "name", ["a.exe", "a.EXE", "a.exe.", "a.exe ", "a.ex\u200be", "a.pdf.lnk", ".desktop", "x.Desktop"]
)
def test_names_that_run(name: str) -> None:
    assert is_program(Path(name))


@pytest.mark.parametrize("name", ["a.pdf", "exe", "a.exe.pdf", "desktop.png", "a"])
def test_names_that_do_not(name: str) -> None:
    assert not is_program(Path(name))
