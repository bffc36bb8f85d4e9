"""What single cells of other programs' tables say: lists of names, flags, checklists, frequencies, links."""

import re
from collections.abc import Iterable

from models.drafts import StepDraft
from models.errors import Refused
from models.folding import fold
from models.repeats import Repeat, parse_repeat


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES = _words("""
    true yes y x 1 2 done complete completed finished closed archived resolved ja wahr erledigt
    fertig abgeschlossen geschlossen oui vrai fait termine terminee ferme si verdadero hecho
    terminado completado cerrado vero fatto completato chiuso sim verdadeiro feito concluido fechado
    waar voltooid klaar gesloten tak prawda zrobione zamkniete ano hotovo ✓ ✔ ✅ ☑ [x] да готово
    закрыто завершено выполнено 是 完成 已完成 はい 完了 예 완료
""")
_NO = _words("""
    false no n 0 - open opened todo active pending incomplete nein falsch offen aktiv non faux
    ouvert falso abierto aperto nao aberto nee onwaar nie falsz otwarte ne ☐ ⬜ [] нет открыто 否
    未完成 いいえ 未完了 아니요 none null
""") | {
    "not started",
    "in progress",
    "to do",
    "nicht begonnen",
    "nicht gestartet",
    "in bearbeitung",
    "non commence",
}
_NO = _NO | {
    "en cours",
    "no iniciado",
    "en curso",
    "non iniziato",
    "in corso",
    "nao iniciado",
    "em andamento",
    "",
}
_DROPPED = _words("""
    cancelled canceled dropped abandoned wontfix rejected abgebrochen verworfen storniert annule
    abandonne cancelado annullato geannuleerd anulowane zruseno -1
""") | {"won't do", "wont do", "will not do"}

COLOURS = _words("""
    green yellow orange red purple blue sky lime pink black white silver gray grey brown saddlebrown
    darkgreen gold mediumgray peachpuff paleturquoise crimson slateblue magenta navy indigo plum
    mistyrose teal none
""")
_LABEL_COLOUR = re.compile(r"\s*\(([a-z]+)(?:[_ -](?:dark|light))?\)$")
_WEKAN_COLOUR = re.compile(r"-([a-z]+)$")
_BRACKETED = re.compile(r"\s*[(<\[](?:\d+|[^()<>\[\]\s]+@[^()<>\[\]\s]+)[)>\]]$")
_STEP_MARK = re.compile(r"(?:[-*•]\s*)?(\[[ xX]?\]|[☐☑☒✓✔✅▪▫])\s*")
_DONE_MARKS = frozenset({"[x]", "[X]", "☑", "☒", "✓", "✔", "✅", "▪"})
_URL = re.compile(r"(?:https?://|mailto:)[^\s,;|\"<>]+", re.IGNORECASE)
_EVERY = re.compile(
    r"(?:every|jeden|jede|jedes|alle|chaque|tous les|toutes les|cada|todos los|ogni|elke)!?\s+(.+)"
)
_UNITS = {
    "day": "day days tag tage jour jours dia dias giorno giorni dag weekday workday",
    "week": "week weeks woche wochen semaine semaines semana semanas settimana settimane"
    " monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonntag"
    " lundi mardi mercredi jeudi vendredi samedi dimanche",
    "month": "month months monat monate mois mes meses mese mesi mes maand",
    "quarter": "quarter quarters quartal quartale trimestre trimestres kwartaal",
    "year": "year years jahr jahre an ans annee ano anos anno anni jaar",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_ADVERBS = {
    "day": "daily taglich quotidien tous les jours diario giornaliero dagelijks",
    "week": "weekly wochentlich hebdomadaire semanal settimanale wekelijks",
    "month": "monthly monatlich mensuel mensual mensile mensal maandelijks",
    "quarter": "quarterly vierteljahrlich quartalsweise trimestriel trimestral trimestrale",
    "year": "yearly annually jahrlich annuel anual annuale jaarlijks",
}
_ADVERB_OF = {word: unit for unit, words in _ADVERBS.items() for word in words.split()}


def flag_of(text: str) -> str | None:
    """ "done", "dropped" or "open"; None where the text is neither yes nor no."""
    word = fold(text.strip())
    if word in _YES:
        return "done"
    if word in _DROPPED:
        return "dropped"
    if word in _NO:
        return "open"
    share = word.removesuffix("%").strip()
    if word.endswith("%") and share.replace(".", "").isdigit():
        return "done" if float(share.replace("..", ".")) >= 100 else "open"
    return None


def all_flags(values: Iterable[str]) -> bool:
    """Whether these values (at least one not empty) only say done or not."""
    filled = [value for value in values if value.strip()]
    return bool(filled) and all(flag_of(value) is not None for value in filled)


def split_names(text: str, by_blanks: bool = False) -> list[str]:
    """Names or tags in one cell, parted by lines, `;`, `|` or else commas; each once."""
    if by_blanks:
        parts = text.split()
    else:
        parting = next((sign for sign in ("\n", ";", "|", ",") if sign in text), "\n")
        parts = text.split(parting)
    names: dict[str, None] = {}
    for part in parts:
        name = " ".join(part.split())
        if name:
            names.setdefault(name)
    return list(names)


def tag_names(text: str, tool: str) -> list[str]:
    """Tags without the colour that some programs write behind them: `Urgent (red)`, WeKan's `Urgent-red`."""
    names: dict[str, None] = {}
    for name in split_names(text, by_blanks=tool == "wekan"):
        match = (_WEKAN_COLOUR if tool == "wekan" else _LABEL_COLOUR).search(name)
        if match is not None and match[1] in COLOURS:
            name = name[: match.start()] or match[1]
        name = name.removeprefix("#") if tool != "trello" and not name[1:2].isdigit() else name
        if name:
            names.setdefault(name)
    return list(names)


def people(text: str, tool: str) -> list[str]:
    """Names without the number or address behind them: `Maya (1234)`, `Maya <maya@example.org>`."""
    names: dict[str, None] = {}
    for name in split_names(text, by_blanks=tool == "wekan"):
        if name := _BRACKETED.sub("", name).strip().removeprefix("@"):
            names.setdefault(name)
    return list(names)


def steps_of(text: str) -> list[StepDraft]:
    """A checklist in one cell: a line each, or parted by `;`; `[x]`, ☑ and the like mark what is done."""
    parts = text.split("\n") if "\n" in text.strip() else text.split(";")
    steps = []
    for part in parts:
        line = " ".join(part.split())
        match = _STEP_MARK.match(line)
        name = line[match.end() :] if match is not None else line.removeprefix("- ")
        if name:
            steps.append(StepDraft(name, match is not None and match[1] in _DONE_MARKS))
    return steps


def links_of(text: str) -> tuple[list[str], str]:
    """The web addresses in a cell, and what is left of it."""
    found = _URL.findall(text)
    rest = " ".join(_URL.sub(" ", text).replace(";", " ").replace(",", " ").split())
    return list(dict.fromkeys(found)), rest


def repeat_of(text: str) -> Repeat | None:
    """How often, from our own words, an RRULE, or `every week` in a few languages; None if not understood."""
    text = text.strip().removeprefix("RRULE:")
    try:
        return parse_repeat(text)
    except Refused:
        pass
    word = fold(text)
    unit = _ADVERB_OF.get(word)
    if unit is not None:
        return Repeat(1, unit)
    match = _EVERY.match(word)
    if match is None:
        return None
    words = match[1].split()
    if words and words[0].isdigit() and len(words) > 1:
        unit = _UNIT_OF.get(words[1].strip(",."))
        return _spaced(int(words[0]), unit) if unit is not None and len(words[0]) < 3 else None
    unit = _UNIT_OF.get(words[0].strip(",.")) if words else None
    return Repeat(1, unit) if unit is not None else None


def _spaced(count: int, unit: str) -> Repeat | None:
    """Every `count` units, as a rule."""
    if count <= 1:
        return Repeat(1, unit)
    months = unit == "quarter"
    frequency = {"day": "DAILY", "week": "WEEKLY", "year": "YEARLY"}.get(unit, "MONTHLY")
    try:
        return parse_repeat(f"FREQ={frequency};INTERVAL={count * 3 if months else count}")
    except Refused:
        return None
