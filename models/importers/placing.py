"""Where a card of another program belongs: list names in several languages, people, finished work."""

from collections.abc import Mapping

from models.drafts import TaskDraft
from models.folding import fold
from models.importers.base import Problems
from models.words import QT_TRANSLATE_NOOP, say

KINDS = ("unsorted", "core", "setup", "training", "handed_over", "review", "done")
NEED_A_PERSON = frozenset({"training", "handed_over", "review"})
VERDICTS = {
    "core": "core",
    "setup": "delegable",
    "training": "delegable",
    "handed_over": "delegable",
    "review": "delegable",
}

# Names that mean one of our columns. "To do", "Doing" and the like are not here on purpose:
# they say nothing about who should do the work, so their cards are for sorting.
_NAMES = {
    "unsorted": "unsorted|unsortiert|non trie|a trier|sin clasificar|da smistare|por ordenar|ongesorteerd",
    "core": "core|core work|kern|kernarbeit|kerngeschaft",
    "setup": "to set up|set up|setup|to delegate|delegable|vorbereiten|zu delegieren|a deleguer|por delegar"
    "|da delegare|a delegar|te delegeren",
    "training": "in training|training|in einarbeitung|einarbeitung|en formation|en formacion"
    "|in formazione|em treinamento|in opleiding",
    "handed_over": "handed over|delegated|ubergeben|delegiert|delegue|delegues|delegado|delegados|delegato"
    "|delegati|overgedragen|gedelegeerd",
    "review": "to review|review|in review|zu prufen|prufen|a verifier|a relire|por revisar|a revisar"
    "|da rivedere|te beoordelen",
    "done": "done|complete|completed|finished|closed|archive|archived|erledigt|fertig|abgeschlossen|archiv"
    "|archiviert|termine|terminee|terminees|termines|fait|faits|fini|acheve|hecho|hechos|terminado"
    "|terminados|completado|completados|finalizado|fatto|fatti|completato|completati|finito|feito|feitos"
    "|concluido|concluidos|concluida|klaar|gereed|afgerond|voltooid|gedaan|zrobione|ukonczone|gotowe"
    "|hotovo|kesz|klart|fardig|avslutad|ferdig|faerdig|fullfort|valmis|tehty|готово|сделано|выполнено"
    "|завершено|完了|完成|已完成|完成済み|완료|tamamlandi|bitti|done!|all done|ολοκληρωθηκε|הושלם|تم",
}
_KIND_OF = {fold(name): kind for kind, names in _NAMES.items() for name in names.split("|")}


def kind_of_name(name: str) -> str | None:
    """The stage kind that a list name means, None if it is none of ours: `✅ Erledigt (3)` is "done"."""
    folded = fold(name)
    found = _KIND_OF.get(folded.strip())
    if found is None:
        bare = "".join(c if c.isalnum() or c in " _'-" else " " for c in folded)
        words = [word for word in bare.replace("_", " ").split() if not word.isdigit()]
        found = _KIND_OF.get(" ".join(words))
    return found


def target_of(column: str, targets: Mapping[str, str] | None, key: str = "") -> str:
    """Where a list goes: the owner's answer, else what its name means, else unsorted; "" = left out.

    An answer for its `key` goes before one for its name.
    """
    if targets is not None:
        answer = targets.get(key, targets.get(column)) if key else targets.get(column)
        if answer is not None and (answer == "" or answer in KINDS):
            return answer
    return kind_of_name(column) or "unsorted"


def place(
    draft: TaskDraft,
    targets: Mapping[str, str] | None,
    problems: Problems,
    archived: bool,
    finished: bool,
    key: str = "",
) -> bool:
    """Set kind, verdict, outcome and the tag of the list; False if the owner leaves the list (`key`) out.

    An archived card is done. A finished one is done too, unless its list is named like one of our
    columns: then the column is followed and the row listed.
    """
    column = draft.column or ""
    target = target_of(column, targets, key)
    if not target:
        return False
    meaning = kind_of_name(column)
    if column.strip() and meaning != target and column not in draft.tags:
        draft.tags.insert(0, column)
    kind = target
    if archived or (finished and kind == "unsorted"):
        kind = "done"
    elif finished and kind != "done":
        said = say(
            QT_TRANSLATE_NOOP("models", "It is marked as finished but lies in “{name}”; it stays there."),
            name=column,
        )
        problems.add(draft.row, draft.title, said)
    if kind in NEED_A_PERSON and not draft.assistants:
        kind = "setup"
        said = say(
            QT_TRANSLATE_NOOP("models", "Nobody is on this card of “{name}”; it goes to To set up."),
            name=column,
        )
        problems.add(draft.row, draft.title, said)
    settle(draft, kind)
    return True


def settle(draft: TaskDraft, kind: str) -> None:
    """Make verdict, outcome and done time agree with the kind."""
    draft.kind = kind
    draft.verdict = draft.verdict or "undecided"
    if kind == "done":
        draft.outcome = draft.outcome or "done"
        draft.done = draft.done or draft.changed
        return
    draft.outcome = None
    draft.done = None
    draft.verdict = VERDICTS.get(kind, "split" if draft.verdict == "split" else "undecided")
