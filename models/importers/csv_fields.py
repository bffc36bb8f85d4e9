"""What a column of a table means: field names, headers in several languages, the programs they come from."""

import re
from collections.abc import Collection, Sequence

from models.folding import fold
from models.words import QT_TRANSLATE_NOOP, Sentence, say

EXTRA = "extra"
IGNORE = ""

# Field -> its name on screen, in the order in which a preview offers them.
FIELD_NAMES: dict[str, Sentence] = {
    "title": say(QT_TRANSLATE_NOOP("models", "Title")),
    "notes": say(QT_TRANSLATE_NOOP("models", "Notes")),
    "column": say(QT_TRANSLATE_NOOP("models", "List or column")),
    "tags": say(QT_TRANSLATE_NOOP("models", "Tags")),
    "assistants": say(QT_TRANSLATE_NOOP("models", "People")),
    "due": say(QT_TRANSLATE_NOOP("models", "Due date")),
    "due_time": say(QT_TRANSLATE_NOOP("models", "Due time")),
    "due_zone": say(QT_TRANSLATE_NOOP("models", "Time zone")),
    "repeat": say(QT_TRANSLATE_NOOP("models", "How often")),
    "minutes": say(QT_TRANSLATE_NOOP("models", "Duration")),
    "steps": say(QT_TRANSLATE_NOOP("models", "Steps")),
    "comments": say(QT_TRANSLATE_NOOP("models", "Comments")),
    "links": say(QT_TRANSLATE_NOOP("models", "Links")),
    "done": say(QT_TRANSLATE_NOOP("models", "Finished: yes or no")),
    "done_at": say(QT_TRANSLATE_NOOP("models", "Finished on")),
    "archived": say(QT_TRANSLATE_NOOP("models", "Archived: yes or no")),
    "created": say(QT_TRANSLATE_NOOP("models", "Created")),
    "changed": say(QT_TRANSLATE_NOOP("models", "Changed")),
    "id": say(QT_TRANSLATE_NOOP("models", "ID in the other program")),
    EXTRA: say(QT_TRANSLATE_NOOP("models", "A line in the notes")),
    IGNORE: say(QT_TRANSLATE_NOOP("models", "Leave out")),
}
DATES = ("due", "done_at", "created", "changed")
_SEVERAL = frozenset({"tags", "links", "comments", "steps"})  # every matching column is taken
# Read by a program's own rules only, never offered.
_INNER = {
    "type": "type",
    "indent": "indent",
    "duration_unit": "duration unit",
    "steps_done": "completed checklist items",
}

# Field -> headers, the most telling first. Folded: no capitals, no accents.
_HEADERS = {
    "title": "card name|task name|card title|title|task title|task|name|subject|summary|content|titel|kartentitel"
    "|aufgabe|aufgabenname|aufgabentitel|bezeichnung|betreff|vorgangsname|titre|titre de la carte|tache"
    "|nom de la tache|nom|intitule|titulo|titulo de la tarjeta|tarea|nombre|nombre de la tarea|asunto|titolo"
    "|titolo della scheda|attivita|nome attivita|nome|titulo do cartao|tarefa|nome da tarefa|assunto|taak"
    "|taaknaam|naam|onderwerp|kaarttitel|tytul|zadanie|nazwa|nazwa zadania|nazev|ukol|uppgift|opgave|oppgave"
    "|navn|namn|rubrik|tehtava|otsikko|cim|feladat|titlu|sarcina|baslik|gorev|название|задача|заголовок|имя"
    "|タイトル|タスク|タスク名|件名|标题|任务|任务名称|標題|任務|名称|제목|작업|τιτλος|εργασια|item|to do|todo|was|what",
    "notes": "card description|description|notes|note|details|body|content|text|beschreibung|notizen|notiz"
    "|anmerkungen|bemerkungen|bemerkung|details der aufgabe|descripcion|descrizione|descricao|notas|remarques"
    "|beschrijving|notities|opis|notatki|popis|poznamky|beskrivning|beskrivelse|anteckningar|kuvaus|leiras"
    "|descriere|aciklama|notlar|описание|заметки|примечания|説明|メモ|备注|描述|說明|備註|설명|메모|περιγραφη",
    "column": "list name|bucket name|column name|section/column|section|column|bucket|list|stage|state|board column"
    "|status|spalte|liste|listenname|spaltenname|abschnitt|phase|bucketname|stapel|colonne|nom de la liste|statut"
    "|etape|columna|lista|nombre de la lista|estado|etapa|colonna|nome della lista|stato|fase|coluna|nome da lista"
    "|kolom|lijst|lijstnaam|kolumna|nazwa listy|stan|sloupec|seznam|stav|kolumn|lane|sarake|tila|oszlop|allapot"
    "|coloana|sutun|durum|список|колонка|столбец|статус|リスト|リスト名|列|ステータス|列表|清單|状态|狀態|목록|상태|λιστα",
    "tags": "labels|label|tags|tag|categories|category|category name|etiketten|etikett|schlagworte|schlagworter"
    "|kategorie|kategorien|markierungen|etiquettes|etiquette|mots-cles|categorie|categories|etiquetas|etiqueta"
    "|categoria|categorias|etichette|etichetta|marcadores|trefwoorden|etykiety|stitky|etiketter|taggar|tunnisteet"
    "|cimkek|etichete|etiketler|метки|теги|категория|ラベル|タグ|标签|標籤|标记|라벨|태그|ετικετες",
    "assistants": "members|member|assigned users|assigned to|assignee name|assignee|assignees|responsible|delegated to"
    "|assistant|assistants|mitglieder|mitglied|zugewiesen an|zugewiesene benutzer|zugewiesene personen|zustandig"
    "|zustandiger|verantwortlich|verantwortlicher|bearbeiter|name des zustandigen|wer|who|membres|attribue a"
    "|assigne a|utilisateurs assignes|responsable|personne assignee|miembros|asignado a|responsable|usuarios asignados"
    "|membri|assegnato a|responsabile|utenti assegnati|membros|atribuido a|responsavel|leden|toegewezen aan"
    "|verantwoordelijke|czlonkowie|przypisano do|przypisany|clenove|prirazeno|medlemmar|tilldelad|tildelt|jasenet"
    "|tagok|felelos|membri|uyeler|atanan|участники|исполнитель|ответственный|メンバー|担当者|成员|负责人|成員|負責人"
    "|담당자|멤버|owner|besitzer|person|people|resource names|assignee username|assignee email",
    "due": "due date|due|due on|due at|deadline|date|end date|finish by|falligkeit|falligkeitsdatum|fallig am|fallig"
    "|ablaufdatum|frist|termin|enddatum|datum|echeance|date d'echeance|date limite|fecha de vencimiento|vencimiento"
    "|fecha limite|fecha|scadenza|data di scadenza|data|data de entrega|data de vencimento|prazo|vervaldatum"
    "|einddatum|termin wykonania|data wykonania|termin splneni|forfallodatum|forfaldsdato|forfallsdato|frist|erapaiva"
    "|maarapaiva|hatarido|termen|data limita|son tarih|bitis tarihi|срок|дата выполнения|срок выполнения|дедлайн"
    "|期限|期日|締め切り|截止日期|到期日|마감일|기한|προθεσμια",
    "due_time": "due time|time due|uhrzeit|heure|hora|ora|tijd|godzina|время",
    "due_zone": "timezone|time zone|zeitzone|fuseau horaire|zona horaria|fuso orario|fuso horario|tijdzone",
    "repeat": "repeat|repeats|recurrence|recurring|frequency|how often|wiederholung|haufigkeit|intervall|turnus"
    "|repetition|frequence|recurrence rule|repeticion|frecuencia|ripetizione|frequenza|repeticao|frequencia|herhaling",
    "minutes": "minutes per run|minutes|duration|time estimated|estimated time|estimate|time estimate|effort|dauer"
    "|aufwand|minuten|stunden|hours|geschatzte zeit|geschatzte dauer|duree|temps estime|duracion|tiempo estimado"
    "|durata|tempo stimato|duracao|tempo estimado|duur|geschatte tijd|czas trwania",
    "steps": "steps|checklist items|checklist|checklists|subtasks|sub-tasks|schritte|checkliste|checklistenelemente"
    "|unteraufgaben|teilaufgaben|etapes|sous-taches|pasos|subtareas|passaggi|sottoattivita|passos|subtarefas|stappen"
    "|subtaken|kroki|elementy listy kontrolnej",
    "comments": "comments|comment|kommentare|kommentar|commentaires|comentarios|commenti|opmerkingen|komentarze",
    "links": "attachment links|attachments|attachment|links|link|url|external link|anhange|anhang|pieces jointes"
    "|adjuntos|enlaces|allegati|anexos|bijlagen|zalaczniki",
    "done": "due complete|completed|complete|done|is done|finished|progress|checked|status|erledigt|abgeschlossen"
    "|fortschritt|fertig|termine|avancement|hecho|completado|progreso|fatto|completato|avanzamento|feito|concluido"
    "|progresso|klaar|voltooid|voortgang|gereed|zrobione|ukonczone|postep|hotovo|klar|fardig|готово|выполнено"
    "|完了|已完成|완료",
    "done_at": "completed at|completed date|completion date|completed time|date completed|closed at|done at|erledigt am"
    "|abgeschlossen am|fertigstellungsdatum|date d'achevement|date de fin|fecha de finalizacion|data di completamento"
    "|data de conclusao|voltooid op|datum ukonczenia",
    "archived": "archived|closed|archiviert|archive|archivado|archiviato|arquivado|gearchiveerd|zarchiwizowane",
    "created": "created at|created|created date|creation date|created time|erstellt|erstellt am|erstellungsdatum"
    "|angelegt am|cree|cree le|date de creation|creado|creado el|fecha de creacion|creato|creato il|data di creazione"
    "|criado|criado em|data de criacao|aangemaakt|gemaakt|gemaakt op|utworzono|data utworzenia|vytvoreno|skapad"
    "|oprettet|opprettet|luotu|letrehozva|creat|olusturulma|создано|дата создания|作成日|创建时间|建立時間|생성일",
    "changed": "last activity date|last modified|modified|modification date|updated at|updated|update date|modified at"
    "|changed|last edited time|geandert|geandert am|zuletzt geandert|anderungsdatum|modifie|modifie le"
    "|date de modification|modificado|fecha de modificacion|modificato|data di modifica|data de modificacao|gewijzigd"
    "|zmieniono|zmeneno|andrad|aendret|endret|muokattu|изменено|更新日|修改时间|수정일",
    "id": "card id|task id|taskid|id|uid|uuid|key|aufgaben-id|aufgabennummer|vorgangs-id|kennung|identifiant"
    "|id de la tache|id de tarea|id attivita|id da tarefa|nr|no|nummer|number|numero",
}
# Figures and addresses of the other program that say nothing about the task.
_IDLE = (
    "card url|attachment count|checklist item total count|checklist item completed count|vote count|comment count"
    "|list id|board id|board name|position|color|colour|color name|swimlane id|late|assignee email|creator|creator name"
    "|creator username|created by|completed by|author|date_lang|deadline_lang|duration_unit|is check list|kind"
    "|order|column order|view mode|is all day|parentid|is floating|creator id|board|time spent|complexity|votes"
    "|farbe|erstellt von|ersteller|couleur|createur|cree par|creado por|creato da|criado por|position in liste"
)
_RANKED = {
    field: {name: rank for rank, name in enumerate(names.split("|"))} for field, names in _HEADERS.items()
}
_IDLE_NAMES = frozenset(_IDLE.split("|"))
_BRACKETS = re.compile(r"[\[(].*?[\])]")

TOOLS = {
    "trello": {"card id", "card name", "list name"},
    "asana": {"task id", "section/column"},
    "todoist": {"type", "content", "indent"},
    "planner": {"task name", "bucket name"},
    "kanboard": {"reference", "swimlane", "assignee username"},
    "ticktick": {"folder name", "list name", "is check list"},
    "wekan": {"title", "stage", "members"},
    "own": {"id", "title", "stage", "verdict", "outcome"},
}
_BY_TOOL: dict[str, dict[str, str]] = {
    "trello": {"due complete": "done", "start date": EXTRA},
    "todoist": {
        "content": "title",
        "description": "notes",
        "date": "due",
        "duration": "minutes",
        "deadline": EXTRA,
    }
    | {"type": "type", "indent": "indent", "duration_unit": "duration_unit", "responsible": "assistants"},
    "planner": {"progress": "done", "completed checklist items": "steps_done", "description": "notes"},
    "kanboard": {
        "status": "done",
        "column": "column",
        "title": "title",
        "project": EXTRA,
        "category": "tags",
    },
    "ticktick": {"status": "done", "content": "notes", "title": "title", "taskid": "id", "reminder": IGNORE}
    | {"is check list": IGNORE, "due date": "due", "folder name": IGNORE},
    "wekan": {"owner": IGNORE, "finish date": EXTRA, "start date": EXTRA, "stage": "column"},
}


def plain(header: str) -> str:
    """A header as it is looked up: folded, without brackets, dots, colons and doubled blanks."""
    bare = _BRACKETS.sub(" ", header)
    return " ".join(fold(bare if bare.strip() else header).strip(" .:*\ufeff\"'").split())


def fields_of(header: str) -> list[str]:
    """The fields that a header may mean, [] for an unknown one."""
    name = plain(header)
    return [field for field, ranks in _RANKED.items() if name in ranks]


def is_known(header: str) -> bool:
    """Whether a header of another program is recognised at all."""
    name = plain(header)
    return name in _IDLE_NAMES or bool(fields_of(header))


def tool_of(headers: Sequence[str]) -> str:
    """The program that wrote the file, "" if it is not one of the known ones."""
    names = {plain(header) for header in headers}
    found = [tool for tool, signs in TOOLS.items() if signs <= names]
    return max(found, key=lambda tool: len(TOOLS[tool]), default="")


def guess_mapping(
    headers: Sequence[str], empty: Collection[str], flags: Collection[str], tool: str
) -> dict[str, str]:
    """Header -> field. `empty`: headers without any value; `flags`: those whose values all say done or not."""
    mapping: dict[str, str] = {}
    ruled = _BY_TOOL.get(tool, {})
    for header in headers:
        name = plain(header)
        if name in ruled:
            mapping[header] = ruled[name]
        elif name in _IDLE_NAMES:
            mapping[header] = IGNORE
    taken = {field for field in mapping.values() if field and field != EXTRA}
    wishes = sorted(
        (header in empty, rank, place, field, header)
        for place, header in enumerate(headers)
        if header not in mapping
        for field, rank in _wishes(header, header in flags)
    )
    for _, _, _, field, header in wishes:
        if header in mapping or (field in taken and field not in _SEVERAL):
            continue
        mapping[header] = field
        taken.add(field)
    for header in headers:
        if header not in mapping:
            mapping[header] = IGNORE if "assistants" in fields_of(header) else EXTRA
    return mapping


def _wishes(header: str, is_flag: bool) -> list[tuple[str, int]]:
    """The fields of a header with their ranks; what holds only yes and no is no list of cards."""
    name = plain(header)
    found = [(field, ranks[name]) for field, ranks in _RANKED.items() if name in ranks]
    if is_flag:
        return [(field, rank) for field, rank in found if field in ("done", "archived")] or found
    return [(field, rank) for field, rank in found if field not in ("done", "archived")] or found
