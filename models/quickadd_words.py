"""The words that quick add knows, by language. To teach it a language, add its words to each table.

All languages are understood at once: an owner with a German system may well type "by friday". Words are
compared without regard to case. Phrases may hold pieces of regular expressions; a space matches any blanks.
"""

from collections.abc import Iterable, Sequence

WEEKDAYS = (
    ("monday", "montag"),
    ("tuesday", "dienstag"),
    ("wednesday", "mittwoch"),
    ("thursday", "donnerstag"),
    ("friday", "freitag"),
    ("saturday", "samstag", "sonnabend"),
    ("sunday", "sonntag"),
)
SHORT_WEEKDAYS = (("mon",), ("tue", "tues"), (), ("thu", "thur", "thurs"), ("fri",), (), ())
# Also ordinary words ("wed", "so"): a day only after "by", "on", "every" and the like.
MARKED_WEEKDAYS = (("mo",), ("di",), ("wed", "mi"), ("do",), ("fr",), ("sat", "sa"), ("sun", "so"))

MONTHS = (
    ("january", "jan", "januar", "jänner"),
    ("february", "feb", "februar"),
    ("march", "mar", "märz", "mär"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "jun", "juni"),
    ("july", "jul", "juli"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct", "oktober", "okt"),
    ("november", "nov"),
    ("december", "dec", "dezember", "dez"),
)
RELATIVE_DAYS = {
    "today": 0,
    "heute": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "morgen": 1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "übermorgen": 2,
}
UNITS = {
    "day": ("day", "days", "tag", "tage", "tagen"),
    "week": ("week", "weeks", "woche", "wochen"),
    "month": ("month", "months", "monat", "monate", "monaten", "monats"),
    "quarter": ("quarter", "quarters", "quartal", "quartale", "quartalen", "quartals"),
    "year": ("year", "years", "jahr", "jahre", "jahren", "jahres"),
}
WORKDAYS = ("weekday", "workday", "working day", "business day", "werktag", "arbeitstag")
ADVERBS = {
    "day": ("daily", "täglich", "werktäglich"),
    "week": ("weekly", "wöchentlich"),
    "month": ("monthly", "monatlich"),
    "quarter": ("quarterly", "vierteljährlich", "quartalsweise"),
    "year": ("yearly", "annually", "jährlich"),
}
NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "ein", "eine", "einem", "einen", "einer", "einmal", "once"), 1),
    **dict.fromkeys(("two", "twice", "zwei", "zweimal"), 2),
    **dict.fromkeys(("three", "thrice", "drei", "dreimal"), 3),
    **dict.fromkeys(("four", "vier", "viermal"), 4),
    **dict.fromkeys(("five", "fünf"), 5),
    **dict.fromkeys(("six", "sechs"), 6),
}
SECOND = ("other", "second", "2nd", "zweite", "zweiten", "zweiter", "zweites", "2[.]")

# By which of its days a month is named, the last one last.
NTHS = (
    ("first", "1st", "ersten", "erster", "1[.]"),
    ("second", "2nd", "zweiten", "zweiter", "2[.]"),
    ("third", "3rd", "dritten", "dritter", "3[.]"),
    ("fourth", "4th", "vierten", "vierter", "4[.]"),
    ("last", "letzten", "letzter"),
)
ON = ("on", "am", "an")
OF = ("of", "in", "des", "im")
THE = ("the", "each", "every", "dem", "den", "der", "jeden", "jedes")

EVERY = ("every", "each", "jede", "jeden", "jeder", "jedes", "alle")
TIMES = ("x", "times", "mal")
A = ("a", "an", "per", "each", "every", "pro", "im", "in der", "am", "die", "jede", "jeden", "jedes")
IN = ("in", "within", "innerhalb von")
NEXT = ("next", "nächste", "nächsten", "nächster", "nächstes", "kommenden", "kommende")
THIS = ("this", "diese", "diesen", "dieser", "dieses")
END_OF = ("end of", "end of the", "end of this", "ende", "ende des", "ende der", "ende dieses", "ende dieser")

# A date after one of these is the due date wherever it stands between words that go on with the sentence …
STRONG_MARKERS = (
    "by", "due", "due:", "due by", "due on", "until", "till", "no later than",
    "bis", "bis zum", "bis spätestens", "bis am", "spätestens", "spätestens am",
    "fällig", "fällig am", "fällig:",
)  # fmt: skip
# … after one of these only where the line begins or ends.
WEAK_MARKERS = ("on", "am")
TIME_MARKERS = ("at", "um", "@")
DURATION_MARKERS = ("for", "takes", "about", "ca[.]?", "für", "dauert", "etwa")
HOURS = ("hours?", "hrs?", "std[.]?", "stunden?")
MINUTES = ("mins?", "minutes?", "minuten?")
HALF_HOURS = ("half an hour", "eine halbe stunde")

# A bare date or frequency behind one of these belongs to it: "report to Monday", "since 3 Dec".
# The same words behind "every month" or "by Friday" show that the sentence goes on.
FUNCTION_WORDS = frozenset(
    """
    a an the this that these those my your our his her its their every each any no
    to of for from since at on in into with without within and or but as than then per via vs versus
    before after about around over under between during through
    is are was were be been being has have had not last past previous please if when while because
    der die das den dem des ein eine einen einem einer mein dein unser ihr kein keine jede jeden jeder jedes
    alle zu zum zur von vom für mit ohne und oder aber als pro nach vor seit ab aus bei beim im am an auf
    über unter ist sind war wird letzte letzten letzter letztes vorige vorigen bitte wenn weil während
    """.split()  # noqa: SIM905
)
# "Good Friday" and "USA Today" are names.
NAMED_DAYS = frozenset("black cyber easter good palm ash holy happy super usa guten".split())  # noqa: SIM905


def any_of(choices: Iterable[str]) -> str:
    """A pattern of any of these phrases, the longest first."""
    ordered = sorted(choices, key=len, reverse=True)
    return "(?:" + "|".join(choice.replace(" ", r"\s+") for choice in ordered) + ")"


def table(rows: Iterable[Sequence[str]]) -> dict[str, int]:
    """The row in which each word stands."""
    return {word: index for index, row in enumerate(rows) for word in row}


def spelled(text: str) -> str:
    """As the tables spell it. Patterns that ignore case take the Turkish letters for an i."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def count(text: str | None) -> int:
    """A number in figures or words; none is one, "other" and "second" are two."""
    if text is None:
        return 1
    return int(text) if text.isdecimal() else NUMBERS.get(spelled(text), 2)
