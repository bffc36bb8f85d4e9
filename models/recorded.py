"""Which tables the journal covers, in which order, and which of them a card answers for."""

from models import schema, schema_handover
from models.schema import Row, Timer

# In this order: parents before children.
RECORDED: tuple[type[Row], ...] = (
    schema.Board,
    schema.Stage,
    schema.Assistant,
    schema.Task,
    schema.Tag,
    schema.Step,
    schema.TaskTag,
    schema.TaskAssistant,
    schema.Comment,
    schema.Attachment,
    schema.Link,
    schema.Triage,
    schema.Setting,
    schema.TimeEntry,
    Timer,
    schema_handover.Rate,
    schema_handover.Absence,
    schema_handover.Deputy,
    schema_handover.Training,
    schema_handover.TrainingStep,
    schema_handover.Handover,
    schema_handover.Run,
    schema_handover.Brief,
    schema_handover.BriefVersion,
    schema_handover.BriefTemplate,
    schema_handover.Access,
    schema_handover.Enclosure,
    schema_handover.Packet,
    schema_handover.Reply,
)
# In the journal for who watches, but no undo starts or stops a timer.
NEVER_REVERTED: frozenset[str] = frozenset({Timer._meta.table_name})
# A timer's beat is no change of its card.
NOT_OF_A_CARD: frozenset[str] = frozenset({Timer._meta.table_name})
TABLES: tuple[type[Row], ...] = (
    schema.Clock,
    *RECORDED,
    schema.Journal,
    schema.JournalRow,
    schema.SearchText,
    schema_handover.Content,
)
BY_NAME: dict[str, type[Row]] = {model._meta.table_name: model for model in RECORDED}
