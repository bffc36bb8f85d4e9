"""Texts that try to be more than text: what Qt, a browser, a spreadsheet, a shell or a reader would take
them for.

`{port}` in one is where a test listens, to find out who fetches. `CORPUS` holds the texts by their kind;
each is different from all others, and a thousand of them still fit on one board.
"""

from itertools import product

# Ways to reach a listener, and a file that is there on every machine.
_PICTURE = "http://127.0.0.1:{port}/x.png"
_FILE = "file:///usr/share/icons/hicolor/index.theme"
_TARGETS = (
    _PICTURE,
    _FILE,
    "/etc/hostname",
    "//127.0.0.1:{port}/share/x.png",
    "data:image/png;base64,iVBORw0KGgo=",
)

_FORMS = ("<img src='@'>", "<IMG SRC=@ width=9>", ' <p>x<img src="@"></p>', "![x](@)", "<a href='@'>x</a>")
_TAGS = (
    *(
        "b",
        "i",
        "u",
        "h1",
        "p",
        "div",
        "span",
        "font color=red",
        "table border=9",
        "td",
        "ul",
        "li",
        "pre",
        "big",
    ),
    *(
        "center",
        "hr",
        "br",
        "qt",
        "html",
        "body",
        "head",
        "title",
        "style",
        "script",
        "iframe",
        "object",
        "embed",
    ),
    *(
        "form",
        "input",
        "button",
        "meta",
        "link",
        "base",
        "svg",
        "math",
        "marquee",
        "blink",
        "video",
        "audio",
        "nobr",
    ),
)
# What Qt::mightBeRichText looks at: blanks first, a tag somewhere in the first line, a doctype, an entity.
_SNIFFED = (
    "<qt>x", "<qt/>", "  <qt>after blanks</qt>", "\t<b>after a tab</b>", "\n<b>after a line</b>",
    "<!doctype html>", "<!DOCTYPE HTML><p>x", "<?xml version='1.0'?><b>x</b>", "<!-- comment --><b>x</b>",
    "&lt;b&gt;", "&amp;lt;", "&#60;b&#62;", "&#x3c;b&#x3e;", "&nbsp;x", "&copy 2026", "&notanentity;",
    "a <b>later</b>", "1 < 2 > 0", "<>", "</b>", "<b", "<b/", "<B>upper</B>", "<b >blank</b >", "<\u0130>",
    "<b\x00>", "x<br>y", "<br/>", "<a name=x>", "<p>", "<i></i>", "<![CDATA[<b>x</b>]]>",
    "<font size=72>large</font>", "<p style='font-size:99pt'>x</p>", "<h1 align=right>x</h1>",
)  # fmt: skip
_HTML = (
    "<script>alert(1)</script>", "<svg onload=alert(1)>",
    "<svg/onload=fetch('http://127.0.0.1:{port}/svg')>", "<body onload=alert(1)>",
    "<iframe src=http://127.0.0.1:{port}/frame></iframe>",
    "<link rel=stylesheet href=http://127.0.0.1:{port}/x.css>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:{port}/'>",
    "<style>@import 'http://127.0.0.1:{port}/i.css'</style>",
    "<div style='background:url(http://127.0.0.1:{port}/bg.png)'>x</div>",
    "<table background='http://127.0.0.1:{port}/t.png'><tr><td>x</td></tr></table>",
    "<a href='javascript:alert(1)'>x</a>", "<a href='http://127.0.0.1:{port}/a'>x</a>",
    "<object data='http://127.0.0.1:{port}/o'></object>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'",
    "</title><script>alert(1)</script>", "</textarea><b>x</b>", "</script><script>alert(1)</script>",
    "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>'>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "<xml id=x><x>&x;</x></xml>", "<image xlink:href='http://127.0.0.1:{port}/xl'/>",
    "<svg><use href='http://127.0.0.1:{port}/u#x'/></svg>", "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
)  # fmt: skip
_MARKDOWN = (
    "# Heading", "**bold** _italic_ ~~gone~~", "`code`", "> quote", "- [ ] box", "1. one",
    "| a | b |\n|---|---|", "---", "[x](javascript:alert(1))", "[x](http://127.0.0.1:{port}/md)",
    "![x](http://127.0.0.1:{port}/md.png)", "![](file:///etc/hostname)", "<http://127.0.0.1:{port}/auto>",
    "[x]: http://127.0.0.1:{port}/ref", "\\*escaped\\*", "```\ncode\n```",
)  # fmt: skip
_FORMULAS = (
    "HYPERLINK(\"http://127.0.0.1:{port}/\",\"x\")", "SUM(A1:A9)", "cmd|' /C calc'!A0", "1+1",
    "IMPORTXML(\"http://127.0.0.1:{port}\",\"//a\")", "WEBSERVICE(\"http://127.0.0.1:{port}\")", "A1",
)  # fmt: skip
_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\t=",
    "'=",
    '"=',
    "\u200b=",
    "\ufeff=",
    "\r=",
    "\n=",
    "''=",
    "=-+@",
)
_BIDI = tuple("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_UNSEEN = tuple(
    "\u2028\u2029\u200b\u200c\u200d\u2060\u2061\u2064\ufeff\u00ad"
    "\u034f\u180e\u3164\u115f\u2800\ufe0f\U000e0041\ufff9\ufffc"
)
_NAMES = (
    "../../etc/passwd", "..\\..\\windows\\system32", "/etc/passwd", "C:\\Windows\\win.ini",
    "\\\\127.0.0.1\\share\\x", "//127.0.0.1/share", "file:///etc/passwd", "~/.ssh/id_rsa", "%TEMP%\\x",
    "$HOME/x", "a/b\\c:d*e?f\"g<h>i|j", "CON", "con.txt", "PRN", "AUX.pdf", "NUL", "COM1", "lpt9.txt",
    "COM\u00b9", ".", "..", "...", ".hidden", "-rf", "--help", "a.", "a ", "a.board", "x.desktop", "x.lnk",
    "x.exe", "invoice\u202efdp.exe", "invoice.pdf\u200b.sh", "a\x00.pdf", "a" * 300 + ".pdf",
    "\U0001f600" * 80, "desktop.ini", "a:b", "a::$DATA",
    "x.pdf                                        .exe", "Caf\u00e9", "Cafe\u0301", "\u212bngstr\u00f6m",
    "aux", "con .txt", "\u2024\u2024/",
)  # fmt: skip
_CONTROLS = tuple(chr(n) for n in (*range(1, 32), 127, *range(128, 160, 3)))
_BROKEN = (
    "\x00",
    "a\x00b",
    "\ud800",
    "a\udc80b",
    "\udfff\ud800",
    "\ud83d",
    "\ufffe",
    "\uffff",
    "\U0010ffff",
    "\ufffd",
    "\U000f0000",
)
_LONG = (
    "a\u0301" + "\u0301" * 1_000, "Z" + "\u0334\u0353\u0319" * 200, "\U0001f469\u200d\U0001f680" * 60,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea" * 40, "\u1f600\ufe0f\u20e3" * 30,
    "word" * 500, "W" * 1_900, "a b " * 480, "\ufdfa" * 100, "漢字" * 300, "ก็็็็็็็็็็็็็็็็็็",
    "\u0e33" * 200, "مرحبا " * 100, "שלום " * 100, "ß" * 200, "ﬀ" * 200, "\u0130" * 200, "نامه‌ای",
    "\n".join("line" for _ in range(400)), "x\n" * 3,
)  # fmt: skip
_FORMATS = (
    "%s", "%n", "%d %s %x", "%1 %2 %L1", "%%", "100%", "{}", "{0}", "{0.__class__}", "{title}",
    "{name!r:>9999}", "{who}", "{count}", "{what}", "{0.__init__.__globals__}", "{{}}", "{", "}", "$title",
    "${title}", "#{x}", "<%= x %>", "{% raw %}", "\\n", "\\u202e", "\\x00", "%n card(s)", "(s)",
    "{old} {new}", "{file}", "{text}", "{minutes}", "%(title)s", "f'{title}'", "{title.__class__.__mro__}",
    "{:{}}",
)  # fmt: skip
_QUERIES = (
    "'; DROP TABLE task; --", "' OR '1'='1", "\" OR \"\"=\"", "1; PRAGMA writable_schema=1",
    "'||(SELECT 1)||'", "x' UNION SELECT 1,2 --", "title:x", "NEAR(a b, 5)", "a AND", "OR b", "NOT",
    "a NOT b", "(", ")", "((a)", "\"", "\"a", "a\"", "\"\"\"", "*", "a*", "^a", "-a", "+a", "a + b",
    "{title notes} : x", "%", "_", "\\", "%%%", "a%b_c\\d", "[a-z]", "tag:", "tag:%", "due:x", "is:",
    "is:nothing", "stage:\"", "with:'", "due:<", "due:>9", "rowid:1", "folded MATCH 'x'", "a:b:c",
    "tag:tag:tag:", "\"stage:x", ": :", "due:2026-99-99", "skill:%", "verdict:", "is:binned",
)  # fmt: skip
_MNEMONICS = (
    "&",
    "&&",
    "&File",
    "A & B",
    "&&&",
    "R&D",
    "&amp",
    "[*]",
    "[*][*]",
    "x[*]y",
    "A\t3",
    "Ctrl+S",
    "\tCtrl+Q",
    "&\t&",
    "...",
    "\u2026",
    "[ ]",
    "[x]",
)
_SHELL = (
    "$(touch /tmp/x)", "`touch /tmp/x`", "; rm -rf ~", "| cat /etc/passwd", "&& reboot", "> /tmp/x", "!$",
    "\\'; x", "-oProxyCommand=x", "@echo off", "powershell -enc x", "${IFS}", "$'\\x41'", "*", "?", "~root",
    "{a,b}", "\r\nrm -rf /",
)  # fmt: skip
_LINKS = (
    "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,<b>x",
    "vbscript:x", "smb://127.0.0.1/x", "vscode://x", "ms-officecmd:{}", "https://user:pass@example.org",
    "https://g\u043e\u043egle.com", "https://xn--ggle-55da.com", "http://127.0.0.1:{port}/link",
    "https://example.org/\u202egpj.exe", "mailto:a@b.example?attach=/etc/passwd", "ftp://127.0.0.1:{port}/",
    "tel:+49", "http:\\\\example.org", "https://example.org\\@evil.example", "http://[::1",
    "https://\u3002example", "https://example.org/" + "a" * 1_500, "about:blank", "x-apple:x",
)  # fmt: skip
_HEADERS = (
    "x\r\nBcc: all@example.org", "x\nSubject: y", "x\r\n\r\n<b>body</b>",
    "BEGIN:VCALENDAR\r\nEND:VCALENDAR", "x\r\nBEGIN:VALARM\r\nACTION:EMAIL",
    "x\nATTENDEE:mailto:a@b.example", "END:VEVENT", "BEGIN:VCARD\nEND:VCARD", "=?utf-8?B?PGI+?=",
    "--boundary--", "From x", ".\r\nQUIT", "x;CN=\"y\"", "\"a\" <b@example.org>",
    "a@b.example, c@d.example", "x\\;y\\,z\\n", "X-A:1\r\n folded", "Content-Type: text/html",
    "a@b.example\nBcc: c",
)  # fmt: skip
_DATA = (
    ",", ";", "a,b;c\td", "\"quoted\"", "\"", "a\"\"b", "\"a\nb\"", "'", "''x", "'=x", "#", "a#b",
    "\ufeffTitle", "Title,Notes", "a; b; c", "\\", "\\;", "[x] done", "{\"a\":1}", "[1,2]", "null", "true",
    "NaN", "-0", "1e999", "0x10", "007", "1/2", "2026-02-30", "\"\\ud800\"",
    "---\na: !!python/object:os.system", "<a/>", "!!binary x", "]]>", "&x;", "\\N", "\\.", "\x1a", "sep=;",
    "=\"007\"",
)  # fmt: skip
_EMPTY = (
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\u00a0",
    "\u2003",
    "\u3000",
    "\u200b",
    "\u2800",
    "\u115f",
    "\u3164",
    "\u202e\u202c",
    "\ufe0f",
    "\u0301",
    "\x7f",
    "\u180e",
    "\u2062",
)
_LOOKALIKES = (
    "S\u0430ved",
    "Undo\u200b",
    "\u0405orted",
    "Done \u2713",
    "Delegation Board \u2014 Saved",
    "(read only)",
    "Yes",
    "Cancel",
    "OK\u2028Cancel",
)

_TAGGED = "x" + "".join(chr(0xE0000 + ord(c)) for c in "hidden")

CORPUS: dict[str, tuple[str, ...]] = {
    "tags": tuple(f"<{tag}>in a tag</{tag.split()[0]}>" for tag in _TAGS),
    "sniffed": _SNIFFED,
    "pictures": tuple(form.replace("@", at) for at, form in product(_TARGETS, _FORMS)),
    "html": _HTML,
    "markdown": _MARKDOWN,
    "formulas": tuple(start + what for start, what in product(_STARTS, _FORMULAS)),
    "bidi": tuple(form.replace("@", one) for one, form in product(_BIDI, ("@", "evil@gpj.exe", "@x\u202c"))),
    "unseen": tuple(form.replace("@", one) for one, form in product(_UNSEEN, ("@", "pass@word"))),
    "turns": (_TAGGED, "\u202e" * 200, "\u2067" * 200, "\u2066a\u202eb\u2069\u2069\u2069c"),
    "names": _NAMES,
    "controls": tuple(f"a{one}b" for one in _CONTROLS),
    "broken": _BROKEN,
    "long": _LONG,
    "formats": _FORMATS,
    "queries": _QUERIES,
    "mnemonics": _MNEMONICS,
    "shell": _SHELL,
    "links": _LINKS,
    "headers": _HEADERS,
    "data": _DATA,
    "empty": _EMPTY,
    "lookalikes": _LOOKALIKES,
}  # fmt: skip
# Not on every board: what one text of a megabyte does is looked at once.
MEGABYTE = "<b>&" * 262_144


def every(port: int = 9) -> list[str]:
    """All texts, each once, in a fixed order; `port`: where somebody listens."""
    return list(
        dict.fromkeys(text.replace("{port}", str(port)) for texts in CORPUS.values() for text in texts)
    )


def storable(port: int = 9) -> list[str]:
    """Those that a file can hold as they are: no halves of characters."""
    return [text for text in every(port) if text.isascii() or text.encode(errors="ignore").decode() == text]


def shares(texts: list[str], count: int) -> list[list[str]]:
    """All texts in so many parts of nearly the same size, each with some of every kind."""
    return [texts[start::count] for start in range(count)]
