"""Two heaps of text with a fixed seed: secrets in every shape that owners write, and ordinary work."""

import random
import string
from dataclasses import dataclass

LETTERS = string.ascii_letters + string.digits
WORDS = (
    "sunshine",
    "sommer",
    "dragon",
    "hunter",
    "letmein",
    "blumen",
    "cafe",
    "geheim",
    "monkey",
    "welcome",
    "biene",
    "tiger",
)


@dataclass(frozen=True)
class Planted:
    """A text and the secret in it, letter by letter."""

    text: str
    secret: str


def _some(rng: random.Random, letters: str, count: int) -> str:
    return "".join(rng.choice(letters) for _ in range(count))


def password(rng: random.Random) -> str:
    word = rng.choice(WORDS)
    return rng.choice(
        [
            f"{word}{rng.randint(1, 9999)}",
            f"{word.capitalize()}{rng.randint(10, 99)}!",
            f"{word.capitalize()}_{rng.randint(1950, 2026)}#",
            word[:2] + "$" + word[2:].upper() + "!x",
            _some(rng, LETTERS + "!#%&*+-=?@", 12) + "7a",
            "-".join(_some(rng, LETTERS, 6) for _ in range(3)) + "9b",
            f"{word}-{rng.choice(WORDS)}-{rng.randint(10, 99)}",
            f"P@{word}w0rd",
            f"Größe{rng.randint(10, 99)}?",
        ]
    )


def luhn(digits: str) -> str:
    """The digits with the one that makes them pass."""
    for last in "0123456789":
        total = 0
        for place, digit in enumerate(reversed(digits + last)):
            value = int(digit) * (1 + place % 2)
            total += value - 9 if value > 9 else value
        if total % 10 == 0:
            return digits + last
    raise AssertionError


def card(rng: random.Random) -> str:
    start, size = rng.choice([("4", 16), ("53", 16), ("2221", 16), ("37", 15), ("6011", 16), ("36", 14)])
    return luhn(start + _some(rng, string.digits, size - len(start) - 1))


def account(rng: random.Random) -> str:
    country, size = rng.choice([("DE", 22), ("AT", 20), ("NL", 18), ("FR", 27), ("GB", 22), ("PL", 28)])
    rest = _some(rng, string.digits, size - 4)
    if country in ("NL", "GB"):
        rest = "ABNA" + rest[4:]
    number = "".join(str(int(letter, 36)) for letter in rest + country + "00")
    return f"{country}{98 - int(number) % 97:02d}{rest}"


def _spaced(text: str, rng: random.Random) -> str:
    gap = rng.choice([" ", " ", "-", "\u00a0", "\u202f", ""])
    if len(text) == 15:
        return gap.join((text[:4], text[4:10], text[10:]))
    return gap.join(text[i : i + 4] for i in range(0, len(text), 4))


LABELS = (
    "password", "Password", "PASSWORD", "pass", "Passwort", "Kennwort", "PW", "pwd", "mot de passe",
    "contraseña", "senha", "wachtwoord", "lösenord", "hasło", "Пароль", "salasana", "Bank password",
    "E-Mail-Passwort", "WLAN-Passwort", "DB_PASSWORD", "admin password", "passphrase", "passcode",
    "Mot de passe", "adgangskode",
)  # fmt: skip
AROUND = (
    "{}", "Log in to the shop. {}", "Order paper at the shop\n{}\nsend the bill to Anna", "- {}", "1. {}",
    "{} (please do not share)", "For the bank, {}.", "shop.example\tadmin\n{}", "> {}", "\u2022 {}",
)  # fmt: skip


def _labelled(rng: random.Random) -> Planted:
    label, secret = rng.choice(LABELS), password(rng)
    shape = rng.choice(
        [
            "{l}: {s}", "{l}: {s}", "{l}:{s}", "{l} = {s}", "{l}={s}", "{l} : {s}", "{l} -> {s}",
            "**{l}:** {s}",
            "{l}: `{s}`", '{l}: "{s}"', "{l}\uff1a{s}", "{l}:\u00a0{s}", "{l}\n{s}", "{l} | {s}", "{l}\t{s}",
            '"{l}": "{s}"', "<b>{l}:</b> {s}", "{l} for the portal: {s}", "{l} ist {s}", "{l} is {s}",
            "{l}:\t{s}",
            "user: anna, {l}: {s}", "{l}:  {s}", "({l}: {s})", "{l}:\u200b {s}",
        ]
    )  # fmt: skip
    if label == "pass" and not any(sign in shape for sign in ("{l}:", "{l} =", "{l}=", "{l} :", "\uff1a")):
        label = "Passwort"
    return Planted(rng.choice(AROUND).format(shape.format(l=label, s=secret)), secret)


def _plain_word(rng: random.Random) -> Planted:
    label, word = (
        rng.choice(["password", "Passwort", "Kennwort", "mot de passe", "wachtwoord"]),
        rng.choice(WORDS),
    )
    return Planted(
        rng.choice(["{}: {}", "Bank: {}: {}", "{} = {}", "{}: {}\nlog in daily"]).format(label, word), word
    )


def _disguised(rng: random.Random) -> Planted:
    """Look-alike letters, letters nobody sees, letters apart, in a label that stays readable."""
    label = rng.choice(["password", "Passwort", "passcode"])
    secret = f"{rng.choice(WORDS)}{rng.randint(10, 9999)}"
    place = rng.randint(1, len(label) - 1)
    label = rng.choice(
        [
            label.replace("a", "\u0430").replace("o", "\u043e"),
            label[:place] + rng.choice("\u200b\u200d\u00ad\ufeff") + label[place:],
            "".join(chr(ord(c) + 0xFEE0) for c in label),
            label.replace("a", "a\u0301"),
            label[:4] + rng.choice(" -_") + label[4:],
        ]
    )
    return Planted(f"{label}: {secret}", secret)


def _pin(rng: random.Random) -> Planted:
    digits = _some(rng, string.digits, rng.choice([4, 4, 4, 5, 6]))
    shape = rng.choice(
        ["PIN: {}", "PIN {}", "Pin = {}", "pin:{}", "PIN der EC-Karte: {}", "door code: {}", "Alarm code {}",
         "Türcode: {}", "The PIN is {}", "PUK: {}", "code PIN : {}", "PIN-Code {}", "gate code = {}#"]
    )  # fmt: skip
    return Planted(
        rng.choice(["{}", "Water the plants. {}", "{}\nring twice"]).format(shape.format(digits)), digits
    )


def _cvv(rng: random.Random) -> Planted:
    digits = _some(rng, string.digits, 3)
    return Planted(rng.choice(["CVV {}", "cvc: {}", "CVV2: {}", "security code: {}"]).format(digits), digits)


def _service_key(rng: random.Random) -> Planted:
    b64 = LETTERS + "-_"
    hexes = "0123456789abcdef"
    secret = rng.choice(
        [
            "AKIA" + _some(rng, string.ascii_uppercase + string.digits, 16),
            "ghp_" + _some(rng, LETTERS, 36),
            "github_pat_" + _some(rng, LETTERS + "_", 60),
            "xox" + "b-" + _some(rng, string.digits, 11) + "-" + _some(rng, LETTERS, 24),
            "eyJ" + _some(rng, b64, 30) + ".eyJ" + _some(rng, b64, 60) + "." + _some(rng, b64, 43),
            "sk_" + "live_" + _some(rng, LETTERS, 24),
            "AI" + "za" + _some(rng, b64, 35),
            "SG" + "." + _some(rng, b64, 22) + "." + _some(rng, b64, 43),
            "glpat-" + _some(rng, b64, 20),
            "shpat_" + _some(rng, hexes, 32),
            "key-" + _some(rng, hexes, 32),
            "npm_" + _some(rng, LETTERS, 36),
            "sk-" + _some(rng, LETTERS, 48),
        ]
    )
    shape = rng.choice(
        ["{}", "Stripe: {}", "use {} for the script", "`{}`", "KEY={}", "(token {})", "curl -H 'X: {}'"]
    )
    return Planted(shape.format(secret), secret)


def _labelled_key(rng: random.Random) -> Planted:
    secret = _some(rng, LETTERS, rng.choice([16, 24, 32, 40])) + "7x"
    label = rng.choice(
        ["API key", "api_key", "apikey", "API-Key", "token", "access token", "client_secret", "secret",
         "API-Schlüssel",
         "aws_secret_access_key", "auth token", "private key"]
    )  # fmt: skip
    shape = rng.choice(["{}: {}", "{}={}", '{} = "{}"', "{}:{}", "https://shop.example/x?{}={}"])
    if "?" in shape:
        label = "access_token"
    return Planted(shape.format(label, secret), secret)


def _private_key(rng: random.Random) -> Planted:
    kind = rng.choice(["RSA ", "", "EC ", "OPENSSH ", "ENCRYPTED "])
    body = "\n".join(_some(rng, LETTERS + "+/", 64) for _ in range(rng.randint(3, 12)))
    text = f"-----BEGIN {kind}PRIVATE KEY-----\n{body}\n"
    if rng.random() < 0.7:
        text += f"-----END {kind}PRIVATE KEY-----\n"
    return Planted(f"Server\n{text}", body.splitlines()[-1])


def _address(rng: random.Random) -> Planted:
    secret = f"{rng.choice(WORDS)}{rng.randint(1, 999)}"
    scheme = rng.choice(["https", "ftp", "sftp", "postgres", "mysql", "redis", "smtp"])
    return Planted(
        f"Upload to {scheme}://{rng.choice(['anna', 'shop', ''])}:{secret}@files.example/in", secret
    )


def _pair(rng: random.Random) -> Planted:
    secret = f"{rng.choice(WORDS).capitalize()}{rng.randint(10, 9999)}!"
    shape = rng.choice(
        ["login: anna / {}", "Login: anna@shop.example / {}", "anna@shop.example:{}", "Zugang: admin / {}",
         "anna@shop.example / {}", "credentials: shop | {}", "user: admin\npass: {}", "Benutzer: anna, {}"]
    )  # fmt: skip
    return Planted(shape.format(secret), secret)


def _card(rng: random.Random) -> Planted:
    number = _spaced(card(rng), rng)
    shape = rng.choice(
        ["{}", "Card: {}", "Visa {} 12/28", "Pay with {} please", "Kreditkarte {}, CVC 123", "{}\n12/28"]
    )
    return Planted(shape.format(number), number)


def _account(rng: random.Random) -> Planted:
    number = account(rng)
    number = rng.choice([number, _spaced(number, rng), number.lower()])
    return Planted(
        rng.choice(["{}", "IBAN: {}", "Pay to {} by Friday", "IBAN {} (Anna)"]).format(number), number
    )


def planted(count: int = 300, seed: int = 4) -> list[Planted]:
    """Texts with one secret each."""
    rng = random.Random(seed)
    makers = (
        [_labelled] * 9
        + [_pin, _service_key, _labelled_key, _pair, _card] * 2
        + [_plain_word, _disguised, _cvv, _private_key, _address, _account]
    )
    return [makers[number % len(makers)](rng) for number in range(count)]


PEOPLE = ("Anna", "Maya", "James", "Petra", "Omar", "Lucía", "Jörg")
THINGS = (
    "invoices",
    "gloves",
    "newsletter",
    "photos",
    "calendar",
    "inbox",
    "payroll",
    "website",
    "stock",
    "quotes",
    "receipts",
    "slides",
)
VERBS = (
    "Send",
    "Order",
    "Check",
    "Book",
    "Update",
    "Sort",
    "Prepare",
    "Answer",
    "Draft",
    "File",
    "Publish",
    "Translate",
    "Rechnung",
    "Prüfe",
)
TALK_OF_SECRETS = (
    "Password reset for {p}: call {n} pm", "password: see 1Password, vault {t}", "Passwort: siehe Tresor",
    "Passwords are kept in Bitwarden", "Ask {p} for the password of the {t}",
    "Change the password every {n} days", "password: ask {p}", "Password policy: {n} characters at least",
    "pass: {n} of 5", "Pass: 3 of 5, fail: 2", "Boarding pass: gate B{n}", "pass on the {t} to {p}",
    "Pin {n} posts on Pinterest", "pin: {t} to the top", "PIN code 560001 Bengaluru",
    "token of thanks for {p}", "Secret Santa: {p} buys for {p}", "secret: none", "Key account: {t}",
    "API key: stored in the vault", "Token: see Bitwarden", "Log-in: by {p}, {n} am",
    "login: ask {p} / James", "Passport: {p}, valid until 2031", "Passfoto: 35 x 45 mm",
    "Mot de passe: voir coffre", "contraseña: en 1Password", "Set up the password manager",
    "Password: <in the vault>", "password: ********", "PIN: see safe", "Passwort vergessen? {p} fragen",
    "Kennwort ändern bis 12.12.2026", "Password: changed by {p}",
    "Credentials: named account, role editor", "Account: 4400 office costs", "user: {p}",
    "Username: {p}@shop.example", "The pass rate is {n} %", "Reset password, then tell {p}",
    "Password list review: Q3-2026", "Secret shopping: 2 h", "Konto: 1200 Bank",
    "Pass the {t} to {p}: due 12/11", "Security code of conduct: read it", "Code: CLEANUP{n}",
    "Discount code: SUMMER{n}", "Postal code: 902{n}", "QR code: print {n}", "Article code AB-{n}123",
    "VAT code: 19",
)  # fmt: skip
BRIEF = (
    "{v} the {t} for {p}", "{v} {t} by Friday, {n} pieces", "{v} {t} every week, {n} min #office @{p}",
    "Done when: all {t} of the month are in the folder and {p} has a copy",
    "Tel. +49 170 {d7}, ask for {p}", "Call {p}: 0170 {d7}", "phone: (030) {d7}", "+1 (415) 555-{d4}",
    "WhatsApp +44 7700 {d6}", "Order no. {d10}", "Order #{d6} was sent on 2026-11-{d}",
    "Invoice RE-2026-{d4} over 1,{d3}.00 EUR", "Tracking: {d20}", "UPS 1Z999AA1{d10}", "DHL 0034{d16}",
    "ISBN 978-3-16-148410-0", "ISBN {isbn}", "EAN {ean}", "{ean} gloves M", "IMEI {imei}", "VAT DE{d9}",
    "Customer no. {d8}", "Meet on 23.11.2026 at 14:{d}", "2026-11-{d} 09:{d}–17:00",
    "From 9:00 to 17:30, zone Europe/Berlin", "https://docs.example.org/d/1a{x30}/edit?usp=sharing",
    "https://shop.example/orders/{d10}?ref=mail", "See https://trello.example/c/{x8}/12-{t}",
    "{p}@shop.example", "cc: {p}@shop.example, {t}@shop.example",
    "File: {t}-2026-11.pdf in /Shared/{t}/2026", "commit {hex40}", "Ref DE{d2} {d4} {d4} {d4} {d4} {d2}",
    "Bank ref. AT{d2}{d10}", "uuid {uuid}", "Budget: 1.2{d2},50 €",
    "Steps: 1) open {t} 2) copy row {n} 3) mail {p}", "Minutes per run: {n}; review: 3; questions: 2",
    "Version 2.{n}.1 of the {t}", "{n} x {t} at 4.50 = {d3}.00",
    "{v} {t}: check rows 4000 1200 3400 56{d2}", "SKU AB-{d4}-XL", "Claim {d8}/26",
    "Flight LH {d3}, seat {n}A", "Room {d3}, floor {n}", "Size: 40x{n} cm",
    "{v} den Bericht für {p}, bitte bis Montag", "Préparer les {t} pour {p}, {n} h", "Revisar {t} con {p}",
    "Если {p} не ответит, позвонить в {n}:00", "確認: {t} {n}件", "Photo IMG_2026{d4}_{d6}.jpg",
    "ticket ABC-{d4}", "Temperature 4-{n} °C", "Ratio 3:{n}", "Save as “{t} {p} v{n}”",
    "Ask {p}, then {p}, then me", "q: {n}? a: {d2}", "Serial {d16}", "{d14}", "Steuernr. 143/{d3}/{d5}",
    "lat 52.520{d3}, lon 13.404{d3}", "Plate B-XY {d3}",
)  # fmt: skip


def ordinary(count: int = 5_000, seed: int = 4) -> list[str]:
    """Lines as they stand in briefs and on cards, with no secret in them; one in six talks of passwords."""
    rng = random.Random(seed)
    lines = []
    for number in range(count):
        shape = rng.choice(TALK_OF_SECRETS if number % 6 == 0 else BRIEF)
        lines.append(_filled(shape, rng))
    return lines


def _filled(shape: str, rng: random.Random) -> str:
    hexes = _some(rng, "0123456789abcdef", 40)
    names = {
        "v": rng.choice(VERBS),
        "t": rng.choice(THINGS),
        "p": rng.choice(PEOPLE),
        "n": str(rng.randint(1, 60)),
        "d": str(rng.randint(10, 28)),
        "isbn": _with_check("978" + _some(rng, string.digits, 9)),
        "ean": _with_check(rng.choice(["40", "50", "45", "76"]) + _some(rng, string.digits, 10)),
        "imei": luhn("35" + _some(rng, string.digits, 12)),
        "hex40": hexes,
        "uuid": f"{hexes[:8]}-{hexes[8:12]}-4{hexes[13:16]}-a{hexes[17:20]}-{hexes[20:32]}",
        "x8": _some(rng, LETTERS, 8),
        "x30": _some(rng, LETTERS, 40),
    }
    names |= {
        f"d{size}": _some(rng, string.digits, size) for size in (2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 16, 20)
    }
    return shape.format(**names)


def _with_check(digits: str) -> str:
    """An EAN-13: twelve digits and their check digit."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
