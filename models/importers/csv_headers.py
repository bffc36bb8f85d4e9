"""Header names of tables in several languages, as other programs write them. Data only; read by csv_fields.

Names are folded (no capitals, no accents) and stand from the most to the least telling.
"""

HEADERS = {
    "title": """
        card name | task name | card title | title | task title | task | name | subject | summary |
        content | titel | kartentitel | aufgabe | aufgabenname | aufgabentitel | bezeichnung | betreff |
        vorgangsname | titre | titre de la carte | tache | nom de la tache | nom | intitule | titulo |
        titulo de la tarjeta | tarea | nombre | nombre de la tarea | asunto | titolo |
        titolo della scheda | attivita | nome attivita | nome | titulo do cartao | tarefa |
        nome da tarefa | assunto | taak | taaknaam | naam | onderwerp | kaarttitel | tytul | zadanie |
        nazwa | nazwa zadania | nazev | ukol | uppgift | opgave | oppgave | navn | namn | rubrik |
        tehtava | otsikko | cim | feladat | titlu | sarcina | baslik | gorev | название | задача |
        заголовок | имя | タイトル | タスク | タスク名 | 件名 | 标题 | 任务 | 任务名称 | 標題 | 任務 |
        名称 | 제목 | 작업 | τιτλος | εργασια | item | to do | todo | was | what
    """,
    "notes": """
        card description | description | notes | note | details | body | content | text | beschreibung |
        notizen | notiz | anmerkungen | bemerkungen | bemerkung | details der aufgabe | descripcion |
        descrizione | descricao | notas | remarques | beschrijving | notities | opis | notatki | popis |
        poznamky | beskrivning | beskrivelse | anteckningar | kuvaus | leiras | descriere | aciklama |
        notlar | описание | заметки | примечания | 説明 | メモ | 备注 | 描述 | 說明 | 備註 | 설명 |
        메모 | περιγραφη
    """,
    "column": """
        list name | bucket name | column name | section/column | section | column | bucket | list |
        stage | state | board column | status | spalte | liste | listenname | spaltenname | abschnitt |
        phase | bucketname | stapel | colonne | nom de la liste | statut | etape | columna | lista |
        nombre de la lista | estado | etapa | colonna | nome della lista | stato | fase | coluna |
        nome da lista | kolom | lijst | lijstnaam | kolumna | nazwa listy | stan | sloupec | seznam |
        stav | kolumn | lane | sarake | tila | oszlop | allapot | coloana | sutun | durum | список |
        колонка | столбец | статус | リスト | リスト名 | 列 | ステータス | 列表 | 清單 | 状态 | 狀態 |
        목록 | 상태 | λιστα
    """,
    "tags": """
        labels | label | tags | tag | categories | category | category name | etiketten | etikett |
        schlagworte | schlagworter | kategorie | kategorien | markierungen | etiquettes | etiquette |
        mots-cles | categorie | etiquetas | etiqueta | categoria | categorias | etichette | etichetta |
        marcadores | trefwoorden | etykiety | stitky | etiketter | taggar | tunnisteet | cimkek |
        etichete | etiketler | метки | теги | категория | ラベル | タグ | 标签 | 標籤 | 标记 | 라벨 |
        태그 | ετικετες
    """,
    "assistants": """
        members | member | assigned users | assigned to | assignee name | assignee | assignees |
        responsible | delegated to | assistant | assistants | mitglieder | mitglied | zugewiesen an |
        zugewiesene benutzer | zugewiesene personen | zustandig | zustandiger | verantwortlich |
        verantwortlicher | bearbeiter | name des zustandigen | wer | who | membres | attribue a |
        assigne a | utilisateurs assignes | responsable | personne assignee | miembros | asignado a |
        usuarios asignados | membri | assegnato a | responsabile | utenti assegnati | membros |
        atribuido a | responsavel | leden | toegewezen aan | verantwoordelijke | czlonkowie |
        przypisano do | przypisany | clenove | prirazeno | medlemmar | tilldelad | tildelt | jasenet |
        tagok | felelos | uyeler | atanan | участники | исполнитель | ответственный | メンバー | 担当者 |
        成员 | 负责人 | 成員 | 負責人 | 담당자 | 멤버 | owner | besitzer | person | people |
        resource names | assignee username | assignee email
    """,
    "due": """
        due date | due | due on | due at | deadline | date | end date | finish by | falligkeit |
        falligkeitsdatum | fallig am | fallig | ablaufdatum | frist | termin | enddatum | datum |
        echeance | date d'echeance | date limite | fecha de vencimiento | vencimiento | fecha limite |
        fecha | scadenza | data di scadenza | data | data de entrega | data de vencimento | prazo |
        vervaldatum | einddatum | termin wykonania | data wykonania | termin splneni | forfallodatum |
        forfaldsdato | forfallsdato | erapaiva | maarapaiva | hatarido | termen | data limita |
        son tarih | bitis tarihi | срок | дата выполнения | срок выполнения | дедлайн | 期限 | 期日 |
        締め切り | 截止日期 | 到期日 | 마감일 | 기한 | προθεσμια
    """,
    "due_time": """
        due time | time due | uhrzeit | heure | hora | ora | tijd | godzina | время
    """,
    "due_zone": """
        timezone | time zone | zeitzone | fuseau horaire | zona horaria | fuso orario | fuso horario |
        tijdzone
    """,
    "repeat": """
        repeat | repeats | recurrence | recurring | frequency | how often | wiederholung | haufigkeit |
        intervall | turnus | repetition | frequence | recurrence rule | repeticion | frecuencia |
        ripetizione | frequenza | repeticao | frequencia | herhaling
    """,
    "minutes": """
        minutes per run | minutes | duration | time estimated | estimated time | estimate |
        time estimate | effort | dauer | aufwand | minuten | stunden | hours | geschatzte zeit |
        geschatzte dauer | duree | temps estime | duracion | tiempo estimado | durata | tempo stimato |
        duracao | tempo estimado | duur | geschatte tijd | czas trwania
    """,
    "steps": """
        steps | checklist items | checklist | checklists | subtasks | sub-tasks | schritte | checkliste |
        checklistenelemente | unteraufgaben | teilaufgaben | etapes | sous-taches | pasos | subtareas |
        passaggi | sottoattivita | passos | subtarefas | stappen | subtaken | kroki |
        elementy listy kontrolnej
    """,
    "comments": """
        comments | comment | kommentare | kommentar | commentaires | comentarios | commenti |
        opmerkingen | komentarze
    """,
    "links": """
        attachment links | attachments | attachment | links | link | url | external link | anhange |
        anhang | pieces jointes | adjuntos | enlaces | allegati | anexos | bijlagen | zalaczniki
    """,
    "done": """
        due complete | completed | complete | done | is done | finished | progress | checked | status |
        erledigt | abgeschlossen | fortschritt | fertig | termine | avancement | hecho | completado |
        progreso | fatto | completato | avanzamento | feito | concluido | progresso | klaar | voltooid |
        voortgang | gereed | zrobione | ukonczone | postep | hotovo | klar | fardig | готово |
        выполнено | 完了 | 已完成 | 완료 |
        completed at | completed date | completion date | completed time | date completed | closed at |
        done at | erledigt am | abgeschlossen am | fertigstellungsdatum | date d'achevement |
        date de fin | fecha de finalizacion | data di completamento | data de conclusao | voltooid op |
        datum ukonczenia
    """,
    "verdict": """
        verdict | decision | entscheidung
    """,
    "outcome": """
        outcome | ergebnis
    """,
    "archived": """
        archived | closed | archiviert | archive | archivado | archiviato | arquivado | gearchiveerd |
        zarchiwizowane
    """,
    "created": """
        created at | created | created date | creation date | created time | erstellt | erstellt am |
        erstellungsdatum | angelegt am | cree | cree le | date de creation | creado | creado el |
        fecha de creacion | creato | creato il | data di creazione | criado | criado em |
        data de criacao | aangemaakt | gemaakt | gemaakt op | utworzono | data utworzenia | vytvoreno |
        skapad | oprettet | opprettet | luotu | letrehozva | creat | olusturulma | создано |
        дата создания | 作成日 | 创建时间 | 建立時間 | 생성일
    """,
    "changed": """
        last activity date | last modified | modified | modification date | updated at | updated |
        update date | modified at | changed | last edited time | geandert | geandert am |
        zuletzt geandert | anderungsdatum | modifie | modifie le | date de modification | modificado |
        fecha de modificacion | modificato | data di modifica | data de modificacao | gewijzigd |
        zmieniono | zmeneno | andrad | aendret | endret | muokattu | изменено | 更新日 | 修改时间 |
        수정일
    """,
    "id": """
        card id | task id | taskid | id | uid | uuid | key | aufgaben-id | aufgabennummer | vorgangs-id |
        kennung | identifiant | id de la tache | id de tarea | id attivita | id da tarefa | nr | no |
        nummer | number | numero
    """,
}

# Figures and addresses of the other program that say nothing about the task.
IDLE = """
        card url | attachment count | checklist item total count | checklist item completed count |
        vote count | comment count | list id | board id | board name | position | color | colour |
        color name | swimlane id | late | assignee email | creator | creator name | creator username |
        created by | completed by | author | date_lang | deadline_lang | duration_unit | is check list |
        kind | order | column order | view mode | is all day | parentid | is floating | creator id |
        board | time spent | complexity | votes | farbe | erstellt von | ersteller | couleur | createur |
        cree par | creado por | creato da | criado por | position in liste
"""
