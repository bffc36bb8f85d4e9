"""Which of the older encodings a text is in, judged by the letters that come out.

Statistics over whole books do not help with forty rows of a task list, so each candidate is decoded and
its letters are looked at: one script, letters that its languages use, no capitals inside words, no signs
between letters.
"""

import unicodedata
from functools import lru_cache

# In the order in which an even score is decided: what Windows writes most often comes first.
_CANDIDATES = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp932",
    "gb18030",
    "big5",
    "cp949",
    "euc_jp",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "cp850",
    "cp437",
    "cp866",
    "mac_roman",
    "iso8859_2",
    "iso8859_5",
    "iso8859_7",
    "iso8859_15",
)
_MULTIBYTE = frozenset({"cp932", "gb18030", "big5", "cp949", "euc_jp"})
# What each language writes beyond ASCII; a page is judged by the one language that explains most of it.
_ALPHABETS = {
    "de": "äöüß",
    "fr": "éèêëàâîïôùûüçœæÿ",
    "es": "áéíóúüñ¿¡ºª",
    "pt": "áéíóúâêôãõçàºª",
    "it": "àèéìíòóùúºª",
    "sv": "åäöé",
    "da": "æøåéö",
    "nl": "ëïéèöüáóíĳ",
    "ca": "àéèíïóòúüç·",
    "is": "áéíóúýðþæö",
    "et": "äöõüšž",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýžäôľĺŕ",
    "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ",
    "hr": "čćđšž",
    "tr": "çğıöşüâîi̇",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
}
_WESTERN = ("de", "fr", "es", "pt", "it", "sv", "da", "nl", "ca", "is", "et")
_LANGUAGES = {
    "cp1250": ("pl", "cs", "hu", "ro", "hr", "de"),
    "iso8859_2": ("pl", "cs", "hu", "ro", "hr", "de"),
    "cp1254": ("tr",),
    "cp1257": ("lt", "lv", "et"),
}
_SCRIPTS = {
    "cp1251": "CYRILLIC",
    "koi8_r": "CYRILLIC",
    "cp866": "CYRILLIC",
    "iso8859_5": "CYRILLIC",
    "cp1253": "GREEK",
    "iso8859_7": "GREEK",
    "cp1255": "HEBREW",
    "cp1256": "ARABIC",
}
_PUNCTUATION = frozenset("–—‘’‚“”„…€«»•·°§©®™£\u00a0")
# The commonest letters: text in the right encoding is full of them, in the wrong one it is not.
_COMMON = frozenset("оеаинтсрвлκατοεσιυρνπשיוהאלתםירמان لםيه")
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这中大来上国会個們時出會說為到们时个务任务新工作完成客户報告發票文件更新網站會議準備電話"
)


def legacy_encoding(sample: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8; cp1252 (every byte fits) at the last."""
    best, best_score = "cp1252", -1e9
    for name in _CANDIDATES:
        score = _score(sample, name)
        if score is not None and score > best_score + 1e-9:
            best, best_score = name, score
    return best


def _score(sample: bytes, name: str) -> float | None:
    """The mean worth of the letters beyond ASCII, None where the bytes do not fit."""
    try:
        text = sample.decode(name)
    except UnicodeError:
        return None
    if name in _MULTIBYTE or name in _SCRIPTS:
        return _mean(text, name, "")
    return max(_mean(text, name, language) for language in _LANGUAGES.get(name, _WESTERN))


def _mean(text: str, name: str, language: str) -> float:
    worth = 0.0
    count = 0
    before = " "
    for character, after in zip(text, text[1:] + " ", strict=True):
        if character > "\x7f":
            worth += _worth(character, name, language) - _misplaced(before, character, after)
            count += 1
            if language == "pt" and character == "õ" and after != "e":
                worth -= 1.0  # that is what ő looks like in the Western page
        before = character
    return worth / count if count else 0.0


@lru_cache(maxsize=65536)
def _worth(character: str, name: str, language: str) -> float:
    """What one letter says for an encoding: 1 = just what one expects, negative = unlikely."""
    if character in _PUNCTUATION:
        return 0.6 if name in ("cp1252", "cp1250", "cp1251") else 0.4
    category = unicodedata.category(character)
    if category in ("Cc", "Co", "Cn", "Cs"):
        return -3.0
    if name in _MULTIBYTE:
        return _worth_east_asian(character, name, category)
    if category[0] in "SPNZC" or category == "Lm":
        return -0.8
    script = _SCRIPTS.get(name)
    if script is not None:
        if not unicodedata.name(character, "").startswith(script):
            return -1.0
        lower = character.lower()
        return (0.95 if lower in _COMMON else 0.75) - (0.1 if character != lower else 0.0)
    return 0.9 if character.lower() in _ALPHABETS[language] else -0.4


def _worth_east_asian(character: str, name: str, category: str) -> float:
    """Two bytes make one letter there, so random pairs fall on rare signs."""
    point = ord(character)
    if 0x3040 <= point <= 0x30FF:
        return 1.0 if name in ("cp932", "euc_jp") else 0.0
    if 0xAC00 <= point <= 0xD7A3:
        return 1.0 if name == "cp949" else -1.0
    if 0x4E00 <= point <= 0x9FFF:
        return _worth_han(character, name)
    if 0x3000 <= point <= 0x303F or 0xFF01 <= point <= 0xFF5E:
        return 0.6
    if 0xFF61 <= point <= 0xFF9F:
        return -0.6  # half-width katakana: what single bytes look like in cp932
    return -1.0 if category[0] in "SPNZC" else -0.7


def _worth_han(character: str, name: str) -> float:
    """GB 2312 and Big5 list the common signs first, by lead byte."""
    if character in _COMMON_HAN:
        return 1.0
    try:
        lead = character.encode("gb2312" if name == "gb18030" else name)[0]
    except UnicodeError:
        return -1.0
    if name == "gb18030":
        return 0.85 if 0xB0 <= lead <= 0xD7 else 0.0
    if name == "big5":
        return 0.85 if 0xA4 <= lead <= 0xC6 else -0.2
    if name == "cp932":
        return 0.6 if lead <= 0x97 else -0.2
    return 0.5 if name == "euc_jp" and 0xB0 <= lead <= 0xCF else -0.3


def _misplaced(before: str, character: str, after: str) -> float:
    """A capital inside a word, or a sign between two letters, is what a wrong reading looks like."""
    if character.isalpha():
        if character.isupper() and before.islower():
            return 0.8
        if character.islower() and before.isupper() and after.isupper():
            return 0.8
        beside = sum(_script(character) != _script(other) for other in (before, after) if other.isalpha())
        return 0.4 * beside
    return 0.5 if before.isalpha() and after.isalpha() and character not in "’·\u00a0–" else 0.0


@lru_cache(maxsize=65536)
def _script(letter: str) -> str:
    """`LATIN`, `CYRIL`, `CJK U`… enough to tell scripts apart; East Asian ones mix."""
    start = unicodedata.name(letter, "")[:5]
    return "EAST" if start in ("CJK U", "HIRAG", "KATAK", "HANGU", "IDEOG") else start
