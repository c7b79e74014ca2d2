"""The store's schema as it is now: every table and column, with what it holds. SQLAlchemy tables, no database.

The document for whoever opens the database. On PostgreSQL the comments stand beside the tables; SQLite has none, so
there (and, to be the same, on PostgreSQL) they can be read in the table `schema_comments`.
How a database gets here, and its history, is in migrations.py; a test compares the two.

Nothing is lost: an answer that a corrected copy replaced is moved to `superseded`. What a participant changes in the
form on the web is replaced in place, since the form saves while one writes. Nothing tells who answered: no address,
no device, and times to the minute.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

METADATA = MetaData()

_CASCADE = "CASCADE"

schema_history = Table(
    "schema_history",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False, comment="Number of the migration, from 1"),
    Column("title", Text, nullable=False, comment="What the migration did"),
    Column("program", Text, nullable=False, comment="Version of the program that ran it"),
    comment="Which migrations have been run; the largest version is the schema's",
)

schema_comments = Table(
    "schema_comments",
    METADATA,
    Column("table_name", Text, primary_key=True, comment="A table"),
    Column("column_name", Text, primary_key=True, comment="A column of it, or empty for the table itself"),
    Column("comment", Text, nullable=False, comment="What it holds"),
    comment="What every table and column holds, for databases without comments of their own",
)

takes = Table(
    "takes",
    METADATA,
    Column("take", Integer, primary_key=True, comment="Running number"),
    Column("file", Text, nullable=False, comment="Name of the file as it was handed in, without its folder"),
    Column("sha256", Text, nullable=False, comment="SHA-256 of the file's bytes, to know it again"),
    Column("taken_at", Text, nullable=False, comment="When, as ISO 8601 to the minute"),
    Column("new_responses", Integer, nullable=False, comment="Responses that were not in the store"),
    Column("changed_responses", Integer, nullable=False, comment="Responses of which something was changed"),
    Column("unchanged_responses", Integer, nullable=False, comment="Responses that were in the store as they are"),
    Column("new_answers", Integer, nullable=False, comment="Answers of the new responses"),
    Column("changed_answers", Integer, nullable=False, comment="Answers added, replaced or taken away"),
    Column("unchanged_answers", Integer, nullable=False, comment="Answers that were in the store as they are"),
    Column("kind", Text, comment="archive, coding (an edited summary) or undo; empty for a file of answers"),
    Column("undoes", Integer, ForeignKey("takes.take"), comment="The take that this one, an undo, took back"),
    Column("aside", Boolean, comment="Whether what belongs to it stands in set_aside now; empty for no"),
    Index("takes_by_sha256", "sha256"),
    comment="One row a file that was taken in, and one an undo",
)

take_counts = Table(
    "take_counts",
    METADATA,
    Column(
        "take",
        Integer,
        ForeignKey("takes.take"),
        primary_key=True,
        autoincrement=False,
        comment="The take that is counted",
    ),
    Column("workshop", Text, primary_key=True, comment="Id of the workshop"),
    Column("new", Integer, nullable=False, comment="Responses of it that were not in the store"),
    Column("changed", Integer, nullable=False, comment="Responses of it that were changed; for coding, answers"),
    Column("unchanged", Integer, nullable=False, comment="Responses of it that were in the store as they are"),
    comment="What a take brought, workshop by workshop",
    sqlite_with_rowid=False,
)

responses = Table(
    "responses",
    METADATA,
    Column("key", Integer, primary_key=True, comment="Running number, only to join the tables"),
    Column("workshop", Text, nullable=False, comment="Id of the workshop it answers"),
    Column("id", Text, nullable=False, comment="Id of the response, unique in its workshop"),
    Column("instrument", Text, nullable=False, comment="Version of the instrument it answers"),
    Column("channel", Text, nullable=False, comment="How it came: xlsx, csv, paper or web"),
    Column("language", Text, nullable=False, comment="Language of the sheet or form: sv or en"),
    Column("label", Text, nullable=False, comment="What the row was called (a table, never a person), or empty"),
    Column("submitted", Text, nullable=False, comment="When it was handed in, ISO 8601 to the minute, or empty"),
    Column("hidden", Boolean, nullable=False, server_default=false(), comment="Kept, but left out of every result"),
    Column("take", Integer, ForeignKey("takes.take"), comment="The take that brought it; empty for the web"),
    UniqueConstraint("workshop", "id"),
    comment="One row a returned sheet: one participant or table, one instrument, one time",
)

answers = Table(
    "answers",
    METADATA,
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        primary_key=True,
        autoincrement=False,
        comment="The response it belongs to (responses.key)",
    ),
    Column("item", Text, primary_key=True, comment="The item it answers, as in the instrument"),
    Column("value_text", Text, comment="The answer to an open item, or the id of a choice"),
    Column("value_number", Integer, comment="The answer to a numeric item"),
    Column("take", Integer, ForeignKey("takes.take"), comment="The take that brought this value; empty for the web"),
    CheckConstraint("(value_text IS NULL) <> (value_number IS NULL)", name="answers_one_value"),
    comment="One row an answer as it stands now: the value of one item in one response",
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True, comment="Running number; of several for one answer the last one holds"),
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        nullable=False,
        comment="The response whose answer it is about (responses.key)",
    ),
    Column("item", Text, nullable=False, comment="The item whose answer it is about"),
    Column("digest", Text, nullable=False, comment="Digest of the answer it was made on: it holds for that text only"),
    Column(
        "handling", Text, nullable=False, comment="How to publish it: mask, show, leave-out, or empty for undecided"
    ),
    Column("quotable", Boolean, comment="Whether it may be quoted word for word; empty where nothing was said"),
    Column("decided_at", Text, nullable=False, comment="When it was taken in, as ISO 8601 to the minute"),
    Column("take", Integer, ForeignKey("takes.take"), comment="The edited summary that brought it, where one did"),
    Index("decisions_by_response", "response"),
    comment="What facilitators decided about publishing single answers; nothing is overwritten",
)

codings = Table(
    "codings",
    METADATA,
    Column("number", Integer, primary_key=True, comment="Running number; of several for one answer the last one holds"),
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        nullable=False,
        comment="The response whose answer it is about (responses.key)",
    ),
    Column("item", Text, nullable=False, comment="The item whose answer it is about"),
    Column("themes", Text, nullable=False, comment="Ids of all the themes it is about, spaces between; empty for none"),
    Column("digest", Text, nullable=False, comment="Digest of the answer as it was coded, to tell if it was corrected"),
    Column(
        "released",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="Whether the person gave the answer back, to be coded by the program again",
    ),
    Column("coded_at", Text, nullable=False, comment="When it was taken in, as ISO 8601 to the minute"),
    Column("take", Integer, ForeignKey("takes.take"), comment="The edited summary that brought it, where one did"),
    Index("codings_by_response", "response"),
    comment="What people said that single answers are about, before whatever the program finds; nothing is overwritten",
)

next_steps = Table(
    "next_steps",
    METADATA,
    Column("number", Integer, primary_key=True, comment="Running number; of several for one answer the last one holds"),
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        nullable=False,
        comment="The response whose answer is the step (responses.key)",
    ),
    Column("item", Text, nullable=False, comment="The item whose answer is the step"),
    Column("digest", Text, nullable=False, comment="Digest of the answer as it read then, to tell if it was corrected"),
    Column("owner", Text, nullable=False, comment="Who takes the step, or empty"),
    Column("due", Text, nullable=False, comment="Until when, as ISO 8601, or empty"),
    Column("status", Text, nullable=False, comment="not-begun, going-on, done, dropped, or empty for not said"),
    Column("set_at", Text, nullable=False, comment="When it was said, as ISO 8601 to the minute"),
    Column("take", Integer, ForeignKey("takes.take"), comment="The edited summary that brought it, where one did"),
    Index("next_steps_by_response", "response"),
    comment="Who takes the next steps that people answered, and how they stand; nothing is overwritten",
)

own_steps = Table(
    "own_steps",
    METADATA,
    Column("id", Text, primary_key=True, comment="Id of the step, made from its first words"),
    Column(
        "version",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="Counts what was said of the step from 1; the last one holds",
    ),
    Column("workshop", Text, nullable=False, comment="Id of the workshop it follows from, or empty for all"),
    Column("text", Text, nullable=False, comment="What is to be done"),
    Column("owner", Text, nullable=False, comment="Who takes the step, or empty"),
    Column("due", Text, nullable=False, comment="Until when, as ISO 8601, or empty"),
    Column("status", Text, nullable=False, comment="not-begun, going-on, done, dropped, or empty for not said"),
    Column("set_at", Text, nullable=False, comment="When it was said, as ISO 8601 to the minute"),
    Column("take", Integer, ForeignKey("takes.take"), comment="The edited summary that brought it, where one did"),
    comment="Next steps that facilitators added and nobody answered; nothing is overwritten",
    sqlite_with_rowid=False,
)

superseded = Table(
    "superseded",
    METADATA,
    Column("number", Integer, primary_key=True, comment="Running number, in the order they were superseded"),
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        nullable=False,
        comment="The response it belonged to (responses.key)",
    ),
    Column("item", Text, nullable=False, comment="The item it answered, or _label for the response's label"),
    Column("value_text", Text, comment="The text it was"),
    Column("value_number", Integer, comment="The number it was"),
    Column("take", Integer, ForeignKey("takes.take"), comment="The take that had brought it; empty for the web"),
    Column(
        "superseded_by",
        Integer,
        ForeignKey("takes.take"),
        comment="The take that replaced it or took it away; empty where a phone did",
    ),
    Index("superseded_by_response", "response"),
    comment="Answers as they were before a corrected copy replaced them; nothing is lost",
)

set_aside = Table(
    "set_aside",
    METADATA,
    Column("number", Integer, primary_key=True, comment="Running number, in the order they were set aside"),
    Column("intake", Integer, ForeignKey("takes.take"), nullable=False, comment="The take whose undoing set it aside"),
    Column("of_table", Text, nullable=False, comment="The table that it stood in"),
    Column("of_workshop", Text, nullable=False, comment="The workshop of the response that it belongs to"),
    Column("of_response", Text, nullable=False, comment="The id of the response that it belongs to"),
    Column("take", Integer, ForeignKey("takes.take"), comment="The take that it names there"),
    Column("superseded_by", Integer, ForeignKey("takes.take"), comment="The take that it names there as replacing it"),
    Column("facts", Text, nullable=False, comment="Its other columns, as JSON; responses as [workshop, id]"),
    Index("set_aside_by_intake", "intake"),
    Index("set_aside_by_response", "of_workshop", "of_response"),
    comment="Rows that an undo took out of their tables: kept, in no result, and put back where it is undone itself",
)

arrivals = Table(
    "arrivals",
    METADATA,
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        primary_key=True,
        autoincrement=False,
        comment="The response (responses.key)",
    ),
    Column("take", Integer, ForeignKey("takes.take"), nullable=False, comment="The archive's take"),
    comment="Which archive brought a response into this store",
)

erased = Table(
    "erased",
    METADATA,
    Column("digest", Text, primary_key=True, comment="HMAC-SHA256 over workshop and response id, keyed with the salt"),
    Column("salt", Text, nullable=False, comment="The key of the digest, random"),
    comment="Responses that were erased and are not to come back; tells nothing of them but to who has the id already",
    sqlite_with_rowid=False,
)

upkeep = Table(
    "upkeep",
    METADATA,
    Column("task", Text, primary_key=True, comment="What is still to be done to the database's files: pack"),
    comment="What was begun and could not be finished because another program was using the store",
)

changes = Table(
    "changes",
    METADATA,
    Column("workshop", Text, primary_key=True, comment="Id of the workshop"),
    Column("number", Integer, nullable=False, comment="Grows whenever a command changes the workshop's answers"),
    comment="How a running site on SQLite hears of what the command line takes in, undoes and erases",
)

stages = Table(
    "stages",
    METADATA,
    Column("workshop", Text, primary_key=True, comment="Id of the workshop"),
    Column("open", Boolean, nullable=False, comment="Whether its form takes answers"),
    Column("pace", Text, nullable=False, comment="own: everyone at their own pace; led: one question at a time"),
    Column("focus", Text, nullable=False, comment="Id of the question in focus, or empty"),
    Column("version", Integer, nullable=False, comment="Grows with every change"),
    comment="How a workshop's form stands; one without a row is open, at everyone's own pace",
)

saved_items = Table(
    "saved_items",
    METADATA,
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        primary_key=True,
        autoincrement=False,
        comment="The response from a phone (responses.key)",
    ),
    Column("item", Text, primary_key=True, comment="An item that the phone has saved or taken away"),
    Column("sequence", Integer, nullable=False, comment="Number of the phone's save that last spoke for it: no time"),
    comment="Which of a phone's saves holds for each item, so that one that arrives late undoes nothing",
    sqlite_with_rowid=False,
)

shows = Table(
    "shows",
    METADATA,
    Column("workshop", Text, primary_key=True, comment="Id of the workshop"),
    Column("question", Text, primary_key=True, comment="Id of the question"),
    Column("results", Boolean, nullable=False, comment="Whether the room may see its answers"),
    Column("agreeing", Boolean, nullable=False, comment="Whether participants may agree with others' answers"),
    comment="What the facilitator shows the room; a question without a row is not shown",
)

hidden_answers = Table(
    "hidden_answers",
    METADATA,
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        primary_key=True,
        autoincrement=False,
        comment="The response whose answer is hidden (responses.key)",
    ),
    Column("item", Text, primary_key=True, comment="The item whose answer is hidden"),
    comment="Answers that a facilitator has hidden: kept, but left out of every result",
    sqlite_with_rowid=False,
)

agreements = Table(
    "agreements",
    METADATA,
    Column(
        "response",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        primary_key=True,
        autoincrement=False,
        comment="The response that agrees (responses.key)",
    ),
    Column(
        "agreed",
        Integer,
        ForeignKey("responses.key", ondelete=_CASCADE),
        primary_key=True,
        autoincrement=False,
        comment="The response whose answer it agrees with (responses.key)",
    ),
    Column("item", Text, primary_key=True, comment="The item whose answer it agrees with"),
    Index("agreements_by_agreed", "agreed", "item"),
    comment="Which responses agree with which answers of others, where the facilitator allows it",
    sqlite_with_rowid=False,
)

instruments = Table(
    "instruments",
    METADATA,
    Column("version", Text, primary_key=True, comment="Version of the questions, as in responses.instrument"),
    Column("questions", Text, nullable=False, comment="The questions as they were asked, as JSON; empty where unknown"),
    Column("asked", Text, nullable=False, comment="Names of the items asked, spaces between"),
    Column("noted_at", Text, nullable=False, comment="When it was first met, ISO 8601 to the minute"),
    comment="What each version of the questions asked; a version of an earlier program's responses may be missing",
)

held_workshops = Table(
    "held_workshops",
    METADATA,
    Column("workshop", Text, primary_key=True, comment="Id of the workshop"),
    Column("group_id", Text, nullable=False, comment="Id of its group"),
    Column("name", Text, nullable=False, comment="Name of its group"),
    Column("kind", Text, nullable=False, comment="Kind of its group"),
    Column("language", Text, nullable=False, comment="Language it was held in"),
    Column("date", Text, nullable=False, comment="The day, ISO 8601, or empty"),
    Column("place", Text, nullable=False, comment="Where, or empty"),
    Column("expected", Integer, comment="Participants who were expected; empty where unknown"),
    Column("areas", Text, nullable=False, comment="Ids of its focus areas, spaces between"),
    comment="Workshops as the programme last had them, so that one that leaves it keeps its name",
)

facilitator_links = Table(
    "facilitator_links",
    METADATA,
    Column("id", Text, primary_key=True, comment="Random id; the link's address holds it with a signature"),
    Column("made_at", Text, nullable=False, comment="When it was made, ISO 8601 to the minute"),
    Column("revoked_at", Text, comment="When it was revoked, or empty while it holds"),
    comment="Links to the facilitators' console; what is kept here opens nothing without the programme's secret",
)
