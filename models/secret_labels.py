"""Secrets that are told by the word before them: "Passwort: …", "PIN 4711", "api_key=…", "login: anna / …".

Works on a flattened text (models.secret_guard). Every pattern is bounded, so the time grows with the length
of the text alone.
"""

import re
from collections.abc import Callable, Iterator

from models.secret_text import flatten
from models.secret_values import is_alone, is_ordinary, is_pointer, is_strong, token_at

Found = tuple[int, int, str]

# Enough also at the end of a compound ("Bankpasswort", "db_password").
PASSWORD = (
    "password passwort passwd passphrase passcode pass-word pass-wort pass-code pass-phrase kennwort"
    " losungswort mot-de-passe contrasena wachtwoord losenord passord adgangskode palavra-passe"
    " jelszo salasana zaporka lozinka kata-sandi seed-phrase recovery-phrase recovery-code"
    " backup-code wlan-schlussel wlan-schluessel wlan-key wifi-key wi-fi-key"
    " пароль 密码 密碼 パスワード 비밀번호"
)
# Words of their own only.
SHORT = "pw pwd psw pswd mdp senha haslo heslo geslo parool sifre"
# These mean much else besides, so the value must look like a secret.
WEAK = "pass clave parola parole secret token geheimnis"
PIN = (
    "pin pincode pin-code pin-number pinnummer puk cvv cvv2 cvc cvc2 csc security-code"
    " sicherheitscode prufziffer geheimzahl geheimnummer door-code gate-code alarm-code safe-code"
    " safe-combination lock-code entry-code access-code unlock-code key-box-code tur-code tuer-code"
    " alarmcode tresorcode zugangscode entsperrcode code-pin code-confidentiel codigo-pin codice-pin"
    " pinkode pinkod digicode code-de-la-porte code-porte nip code"
)
LOGIN = (
    "login log-in sign-in username user-name user account credentials creds zugang zugangsdaten"
    " anmeldung benutzer benutzername identifiants identifiant usuario acceso utilisateur accesso"
    " credenziali wifi wi-fi wlan hotspot"
)
_KEY_FIRST = (
    "api app access auth authentication authorization client private secret signing webhook refresh"
    " session encryption account bot deploy master consumer subscription"
)
_KEY_LAST = "key token secret schlussel schluessel"

_COLON = re.compile(
    r"""(?:[ \t]{1,3}(?:is|ist|lautet|est|es))?["'`*_~\])>]{0,4}(?:</\w{1,10}>)?[ \t]{0,4}"""
    r"""(?::=|=>|->|→|⇒|:|=|(?<=[ \t])>)(?:[*_]{1,2}|</\w{1,10}>)?[ \t]{0,10}"""
)
_IS = re.compile(r"[ \t]{1,4}(?:is|are|ist|lautet|heisst|est|es|e|era|was|now|on)[ \t]{0,2}:?[ \t]{1,4}")
_GAP = re.compile(r"[^\n:=|\t]{1,48}?(?::|=|[ \t](?:is|ist|lautet|est)[ \t])[ \t]{0,4}\n?[ \t]{0,4}")
_CELL = re.compile(r"""["'*_ ]{0,4}[|\t;,/][ \t]{0,4}""")
_BELOW = re.compile(r"[ \t:*_]{0,6}\n[ \t\n>*-]{0,8}")
_NOTHING = re.compile(r"[ \t][ \t.]{0,7}|\.[ \t]")
_FAR = re.compile(r"[ \t](?:for|of|to|fur|der|des|de|du|for) [^\n:=\d]{2,32}[ \t](?=\d{4}(?!\w))")
_PHRASE = re.compile(r"[a-z]{3,12}(?:[ ,]{1,3}[a-z]{3,12}){3,23}[.]?(?=\s*(?:\n|$))")
_CODES = re.compile(
    r"[ \t:=\n]{1,6}((?=[\w-]{0,19}\d)[\w-]{5,20})(?:[ \t,;\n]{1,3}(?=[\w-]{0,19}\d)[\w-]{5,20})*"
)
_LOCKS = re.compile(r"tresor|safe|tur|door|gate|alarm|lock|schloss|porte|puerta|garage|\bkey|entrance|entry")
_FIRST_NAMES = ("admin", "root", "user", "test", "guest", "demo")
_DIGITS = re.compile(r"\d(?:[ -]?\d){2,7}(?!\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4}")
_FIRST_OF_PAIR = re.compile(r"(\S{2,64}?)[ \t]{0,3}(?:[/|,;:]|[ \t]-[ \t]|\n)[ \t\n]{0,3}")
_NAMED = re.compile(r"[ \t][\w. -]{2,24}:[ \t]{1,4}")
_BARE_PAIR = re.compile(r"[ \t:]{1,3}(\w{4,6})[ \t]?[/:|][ \t]?(\S{6,64})")
_AFTER_MAIL = re.compile(r"@[\w.-]{1,190}\.\w{2,12}[ \t]{0,3}[:/|;,\t][ \t]{0,3}")


def labelled(text: str, lower: str) -> Iterator[Found]:
    """Start, end and kind of each value that a word before it makes a secret. `lower`: the same text in
    small letters.
    """
    seen = 0
    for match in _LABEL.finditer(lower):
        start, end = match.span()
        kind = _class_of(match[0])
        before, after = lower[start - 1 : start], lower[end : end + 1]
        # "Haustürcode", "Bankpasswort"
        is_joined = kind == "password" or match[0].startswith(("tur", "tuer"))
        if start < seen or after.isalpha() or (before.isalnum() and not is_joined):
            continue
        found = _FINDERS[kind](text, lower, start, end)
        if found is not None:
            yield found
            seen = found[1]
    yield from _after_addresses(text)


def _password(text: str, lower: str, start: int, end: int) -> Found | None:
    word = lower[start:end]
    if "phrase" in word and (colon := _COLON.match(text, end)):
        words = _PHRASE.match(text, colon.end())
        if words and not is_pointer(words[0].split()[0]):
            return words.start(), words.end(), "password"
    if word.startswith(("recovery", "backup")) and (codes := _CODES.match(text, end)):
        return codes.start(1), codes.end(), "password"
    found = _after_colon(text, end, "password") or _apart(text, lower, start, end, "password", 6)
    return _pin(text, lower, start, end) if found is None and "code" in word else found


def _weak(text: str, lower: str, start: int, end: int) -> Found | None:
    kind = "key" if lower[start:end].startswith(("secret", "token")) else "password"
    if colon := _COLON.match(text, end):
        first, last = token_at(text, colon.end())
        value = text[first:last]
        is_word = value.isalpha() and value.islower() and len(value) > 5 and "pass" in lower[start:end]
        if is_strong(value, 6) or (is_word and is_alone(text, last) and not is_pointer(value)):
            return first, last, kind
    elif (nothing := _NOTHING.match(text, end)) and kind == "key":
        first, last = token_at(text, nothing.end())
        if last - first > 15 and is_strong(text[first:last], 16):
            return first, last, kind
    return None


def _key(text: str, lower: str, start: int, end: int) -> Found | None:
    if colon := _COLON.match(text, end):
        first, last = token_at(text, colon.end())
        value = text[first:last]
        if is_strong(value, 6) or (len(value) > 11 and is_alone(text, last) and not is_pointer(value)):
            return first, last, "key"
    return _apart(text, lower, start, end, "key", 12)


def _after_colon(text: str, end: int, kind: str) -> Found | None:
    """ "password: sunshine" and "password: 1234", but not "password: reset it for Anna"."""
    colon = _COLON.match(text, end)
    if colon is None:
        return None
    first, last = token_at(text, colon.end())
    value = text[first:last]
    is_quoted = first > colon.end() and text[first - 1] in "\"'`“„«‘" and last < len(text)
    if len(value) < 3 or is_pointer(value):
        return None
    if is_strong(value, 4) or (is_quoted and not is_ordinary(value) and len(value) > 5):
        return first, last, kind
    if value.isdigit():
        return (first, last, kind) if len(value) > 3 and is_alone(text, last) else None
    if not is_ordinary(value) and len(value) > 3 and is_alone(text, last):
        return first, last, kind
    return None


def _apart(text: str, lower: str, start: int, end: int, kind: str, least: int) -> Found | None:
    """Not right behind a colon: in the next cell or line, after "is", after some words; it must be mixed."""
    for between in (_IS, _CELL, _BELOW, _GAP, _NOTHING):
        if (match := between.match(lower, end)) is None:
            continue
        first, last = token_at(text, match.end())
        value = text[first:last]
        # A long number behind "password of the router: " is one, too.
        is_number = between is _GAP and value.isdigit() and len(value) > 5 and is_alone(text, last)
        if not (is_number or is_strong(value, least)) or (between is _BELOW and not _ends_line(text, last)):
            continue
        if between is _NOTHING and not _has_both(value):
            continue
        return first, last, kind
    del start
    return None


def _ends_line(text: str, end: int) -> bool:
    return not text[end : end + 40].split("\n", 1)[0].strip(" \t\"'`*_|.,;)")


def _has_both(value: str) -> bool:
    return any(map(str.isalpha, value)) and any(map(str.isdigit, value))


def _pin(text: str, lower: str, start: int, end: int) -> Found | None:
    """Three to eight digits; without a colon only after a word that can mean nothing else."""
    word = lower[start:end]
    is_bare = word.rstrip("s") == "code"
    if is_bare and not _LOCKS.search(lower[max(0, start - 24) : end + 24].replace("\n", " ")):
        return None
    is_certain = is_bare or len(word) > 4 or word in ("cvv", "cvc", "puk") or text[start:end].isupper()
    for between in (_COLON, _IS, _NOTHING, _GAP, _FAR, _BELOW):
        match = between.match(lower, end)
        if match is None or (between in (_NOTHING, _FAR, _BELOW) and not is_certain):
            continue
        at = match.end()
        while text[at : at + 1] in tuple("\"'`*_#"):
            at += 1
        digits = _DIGITS.match(text, at)
        if digits and _is_pin(text, lower, word, digits):
            return digits.start(), digits.end(), "pin"
        first, last = token_at(text, at)
        if between is _COLON and "code" in word and is_strong(text[first:last], 4):
            return first, last, "pin"
    return None


def _is_pin(text: str, lower: str, word: str, digits: re.Match[str]) -> bool:
    count = sum(map(str.isdigit, digits[0]))
    after = lower[digits.end() : digits.end() + 2]
    if (
        _DAY.fullmatch(digits[0])
        or after[:1].isalpha()
        or (after[:1] in (".", ",", ":", "/") and after[1:].isdigit())
    ):
        return False
    # "PIN code 560001" ends an address in India.
    if count == 6 and word in ("pin code", "pincode"):
        return False
    if count == 3 and not word.startswith(("cv", "cs", "sec", "sich", "pruf")):
        return False
    return is_alone(text, digits.end()) or text[digits.end() : digits.end() + 1] in "#*" or len(word) > 3


def _login(text: str, lower: str, start: int, end: int) -> Found | None:
    """ "login: anna / Sommer24!" """
    del lower, start
    colon = _COLON.match(text, end) or _NAMED.match(text, end)
    if colon and (pair := _FIRST_OF_PAIR.match(text, colon.end())):
        first, last = token_at(text, pair.end())
        if "://" not in text[colon.end() : last] and is_strong(text[first:last], 7):
            return first, last, "password"
    bare = _BARE_PAIR.match(text, end)
    if bare and bare[1].lower() in _FIRST_NAMES and is_strong(bare[2], 6):
        return bare.start(2), bare.end(2), "password"
    return None


def _after_addresses(text: str) -> Iterator[Found]:
    """ "anna@shop.example: Sommer24!" """
    at = text.find("@")
    while at >= 0:
        # In an address with a scheme a port follows.
        word = text[max(0, at - 100) : at].rsplit(None, 1)
        if not (word and "://" in word[-1]) and (match := _AFTER_MAIL.match(text, at)):
            first, last = token_at(text, match.end())
            value = text[first:last]
            if is_strong(value, 7) and (_has_both(value) or not value.isalpha()) and "://" not in value:
                yield first, last, "password"
        at = text.find("@", at + 1)


_Finder = Callable[[str, str, int, int], Found | None]
_FINDERS: dict[str, _Finder] = {
    "password": _password,
    "short": _password,
    "weak": _weak,
    "key": _key,
    "pin": _pin,
    "login": _login,
}
_JOINT = re.compile(r"[ _.-]+")


def _class_of(found: str) -> str:
    """Which kind of label was found, whatever joins its parts."""
    word = _JOINT.sub("", found)
    kind = _CLASS_OF.get(word) or _CLASS_OF.get(word.removesuffix("s"))
    return kind or ("key" if word.removesuffix("s").endswith(tuple(_KEY_LAST.split())) else "password")


def _flat(words: str) -> list[str]:
    return [flatten(word)[0].lower() for word in words.split()]


_CLASS_OF = {
    word.replace("-", ""): kind
    for kind, words in (
        ("login", LOGIN), ("weak", WEAK), ("short", SHORT), ("pin", PIN), ("password", PASSWORD)
    )
    for word in _flat(words)
}  # fmt: skip


def _pattern() -> re.Pattern[str]:
    """All the words, longest first; every branch begins with a letter, by which the search skips along."""
    words = sorted(_flat(" ".join((LOGIN, WEAK, SHORT, PIN, PASSWORD))), key=len, reverse=True)
    keys = "|".join(f"{first}[ _.-]{{0,2}}" for first in sorted(_KEY_FIRST.split(), key=len, reverse=True))
    spaced = r"p[ .]a[ .]s[ .]s(?:[ .]?w[ .]?o[ .]?r[ .]?d)?|p[a4@][s$5]{2}w[o0]rd"
    plain = "|".join(re.escape(word).replace(r"\-", "[ _.-]?") for word in words)
    return re.compile(rf"(?:(?:{keys})(?:{'|'.join(_KEY_LAST.split())})|{spaced}|{plain})s?")


_LABEL = _pattern()
