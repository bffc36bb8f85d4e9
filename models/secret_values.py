"""What a value beside a word like "password" looks like: a secret, a hint where it lies, or plain words."""

import re

LONGEST = 128
# A whole value in quotes may have spaces; without quotes it ends at the first one.
_OPENERS = {'"': '"', "'": "'", "`": "`", "“": "”", "„": "“", "«": "»", "‘": "’"}
_CLOSERS = ")]}>\"'`”“»’,;|"
_TOKEN = re.compile(r"\S{1,128}")
_ENDS = re.compile(r"(?:</?[a-z][\w-]{0,10}/?>|\*\*|__)+$", re.IGNORECASE)
_TAG = re.compile(r"(?:</?[a-z][\w-]{0,10}/?>|\*\*|__)+", re.IGNORECASE)

# Words that say where a secret lies, or what happened to it: no secret themselves.
_POINTER_WORDS = (
    "see in at ask kept keep stored store vault none n/a na nil tbd tba via from with on is are was"
    " the a an by same not no yes ok never please and or und oder siehe s im bei beim liegt steht"
    " fragen frag wie aus voir dans chez demander le la les ver en pedir preguntar el los zie bij"
    " vraag het de da em vedi chiedi 1password bitwarden lastpass keepass keepassxc dashlane nordpass"
    " roboform keeper keychain proton protonpass reset changed change new old forgotten forgot lost"
    " required optional unknown expired expires shared share updated update missing pending done"
    " manager policy protected hidden masked unchanged empty blank default neu alt vergessen geandert"
    " andern unbekannt abgelaufen fehlt erneuert nouveau oublie perdu nueva nuevo olvidada cambiada"
    " weekly monthly quarterly yearly daily owner me you them us it this that true false null"
    " undefined string text required! todo later soon today tomorrow open closed sent"
)
_POINTERS = frozenset(_POINTER_WORDS.split())
_PLACEHOLDER = re.compile(
    r"[\W_x]*|<.{1,60}>?|\[.{1,60}\]?|\{.{1,60}\}*|\$\{?\w{1,60}\}?|%\w{1,60}%?|(?:os|process)\.\w+\S*", re.I
)
_ORDINARY = re.compile(
    r"""
    \d{1,4}[./:-]\d{1,2}(?:[./:-]\d{1,4})?\.?                # days and times
    | \d{1,2}(?::\d\d)?(?:am|pm|uhr|h)?-\d{1,2}(?::\d\d)?(?:am|pm|uhr|h)   # from … to
    | [+-]?\d[\d.,]*(?:st|nd|rd|th|am|pm|x|h|hrs?|mins?|s|sec|d|days?|w|wk|k|m|mb|gb|kb|%|€|\$|eur|usd|pcs)?
    | [€$£]\d[\d.,]*k?
    | (?:q[1-4]|kw|h[12])[-/ ]?\d{2,4}                       # quarters and weeks
    | (?-i:[A-Z]{1,5}[-\#]\d{1,6}) | \#\d+                         # numbers of tickets and orders
    | v?\d+(?:\.\d+){1,3}                                    # versions
    | \d(?:fa|d|g)s?                                         # 2FA, 3D, 5G
    | [\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}        # addresses
    | (?:https?://|www\.)\S*
    | \w[\w-]{0,62}(?:\.[\w-]{1,62}){0,3}\.(?:com|org|net|de|io|eu|uk|co|fr|es|at|ch)(?:/\S*)?
    | [\w()%./ -]{1,100}\.(?:pdf|docx?|xlsx?|csv|kdbx|png|jpe?g|txt|zip|md|json|html?|pptx?|mp4|key|gpg)
    | /\S*/\S* | [a-z]:\\\S*                                 # paths
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HUMP = re.compile(r"[a-z][A-Z]")
_HARD = frozenset("!@#$%^&*+=?~\\<>{}§€£")


def token_at(text: str, start: int) -> tuple[int, int]:
    """Where the value that begins at `start` begins and ends, without quotes and markup around it."""
    if tag := _TAG.match(text, start):
        start = tag.end()
    if text[start : start + 1] in _OPENERS:
        closer = _OPENERS[text[start]]
        end = text.find(closer, start + 1, start + LONGEST + 2)
        if end > start + 1 and "\n" not in text[start:end]:
            return start + 1, end
        start += 1
    match = _TOKEN.match(text, start)
    if match is None:
        return start, start
    end = match.end()
    if (comma := text.find("</", start, end)) > start:
        end = comma
    while end > start and text[end - 1] in _CLOSERS:
        end -= 1
    if ends := _ENDS.search(text, start, end):
        end = ends.start()
    return start, end


def is_pointer(value: str) -> bool:
    """ "see", "<password>", "••••", "1Password/Shop": it says where the secret is, or hides it."""
    lower = value.lower()
    if _PLACEHOLDER.fullmatch(value):
        return True
    bare = lower.strip(".,;:!?()[]“”\"'")
    return bare in _POINTERS or re.split(r"[/:>]", bare, maxsplit=1)[0] in _POINTERS


def is_ordinary(value: str) -> bool:
    """A date, a time, an amount, a file, an address, a ticket's number."""
    return _ORDINARY.fullmatch(value.rstrip(".,;:!?")) is not None


def is_strong(value: str, least: int) -> bool:
    """Mixed as no word is: letters with digits, or with signs that no word has inside."""
    # What costs little is asked first.
    if len(value) < least or not _is_mixed(value):
        return False
    return not is_pointer(value) and not is_ordinary(value)


def _is_mixed(value: str) -> bool:
    if not any(map(str.isalpha, value)):
        return False
    if any(map(str.isdigit, value)):
        return True
    inside = value[:-1] if value[-1] in "!?" else value
    # hunTERxY: capitals where no word has them
    is_humped = value.isalpha() and len(value) > 5 and len(_HUMP.findall(value)) > 1
    return not _HARD.isdisjoint(inside) or is_humped


def is_alone(text: str, end: int) -> bool:
    """Whether nothing of the sentence follows: a line's end, a comma, a bracket, a dash."""
    rest = text[end : end + 6].lstrip("\"'`”“»’*_) \t")
    return not rest or rest[0] in "\n\r,;.|/(<[" or rest.startswith(("- ", "-> "))
