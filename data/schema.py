"""The tables, declared once for SQLite and PostgreSQL.

A *load* is a change of what the database says; its id is the data version. A *document* is the logical one
(«plan of Luhansk oblast for 2013»), a *version* one reading of it; records belong to a version and are never
changed afterwards. Moments are UTC without a zone, lists are JSON text.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

SCHEMA_VERSION: Final = "0007"
"""The newest migration; a database at a revision unknown here was made by a newer product."""

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


KEY: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Keys sort by their characters on every engine, whatever language the database was made for."""


def _words(name: str) -> Column[str]:
    """Text that is always there and may be empty: an empty cell is "", never NULL."""
    return Column(name, Text, nullable=False)


def _code(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, String(64), nullable=nullable)


def _number(name: str, *of: ForeignKey) -> Column[int]:
    return Column(name, Integer, *of, primary_key=True, autoincrement=False)


def _position() -> Column[int]:
    """The order within the parent, from 1; with the parent's id it is the key."""
    return _number("position")


def _version() -> Column[int]:
    return _number("version_id", ForeignKey("versions.id"))


def _measure() -> Column[int]:
    return _number("measure_row_id", ForeignKey("measures.id"))


loads = Table(
    "loads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    _code("kind"),
    Column("document_key", KEY, nullable=False),
    _words("note"),
)

sources = Table(
    "sources",
    metadata,
    Column("sha256", String(64), primary_key=True),
    _words("name"),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", KEY, nullable=False, unique=True),
    _words("name"),
    Column("withdrawn_load_id", ForeignKey("loads.id")),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("load_id", ForeignKey("loads.id"), nullable=False),
    Column("sha256", ForeignKey("sources.sha256"), nullable=False, index=True),
    _words("name"),
    # which document of a file that holds several, from 1; 0 for the whole file
    Column("part", Integer, nullable=False, server_default=text("0")),
    _code("content_hash"),
    # of the corrections it was stored under; "" for none
    Column("overrides_hash", String(64), nullable=False, server_default=""),
    Column("is_current", Boolean, nullable=False),
    _code("kind"),
    _words("title"),
    _code("programme"),
    _code("region_iso"),
    Column("year_start", Integer),
    Column("year_end", Integer),
    Column("approved_on", Date),
    _words("approved_by"),
    Column("period_start", Date),
    Column("period_end", Date),
    Column("report_date", Date),
    _code("place"),
    _code("reader"),
    _code("layout"),
    _words("fates"),
    Column("is_demo", Boolean, nullable=False, server_default=false()),
    # the file's name without its format, letter case aside
    Column("stem", Text, nullable=False, server_default="", index=True),
    UniqueConstraint("document_id", "number"),
    # a document has one current version, whoever writes
    Index(
        "uq_versions_current",
        "document_id",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
    Index("ix_versions_near", "region_iso", "programme", "kind", "year_start"),
)

# a file may hold several documents, and other bytes may say just what a version says already
readings = Table(
    "readings",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("version_id", ForeignKey("versions.id"), primary_key=True, autoincrement=False),
    _code("mark"),
)

# a file that could not be opened has no fingerprint: ""
refusals = Table(
    "refusals",
    metadata,
    Column("name", KEY, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("at", DateTime, nullable=False),
    _code("code"),
    _words("told"),
)

directions = Table(
    "directions",
    metadata,
    _version(),
    _position(),
    _words("number"),
    _words("title"),
    _code("place"),
)

measures = Table(
    "measures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("measure_id", KEY, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    _words("number"),
    _words("direction_number"),
    _words("task"),
    _words("title"),
    _words("full_text"),
    # SQLite's lower() and LIKE know no Cyrillic case
    _words("title_folded"),
    _words("deadline_text"),
    _code("deadline_kind"),
    Column("deadline_start", Date),
    _words("deadline_rule"),
    _words("deadline_used"),
    _words("deadline_issues"),
    _words("expected_result"),
    _words("bodies_text"),
    _code("theme"),
    _words("theme_rule"),
    _code("place"),
    _code("content_hash"),
    UniqueConstraint("version_id", "measure_id"),
    UniqueConstraint("version_id", "position"),
)

due_dates = Table(
    "due_dates",
    metadata,
    _measure(),
    _position(),
    Column("due", Date, nullable=False, index=True),
)

subtasks = Table("subtasks", metadata, _measure(), _position(), _words("text"))

bodies = Table(
    "bodies",
    metadata,
    Column("body_id", KEY, primary_key=True),
    _code("region_iso"),
    _words("name"),
    Column("collective", Boolean, nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    _measure(),
    _position(),
    Column("body_id", KEY, ForeignKey("bodies.body_id"), index=True),
    _words("body"),
    _words("canonical"),
    _code("role"),
    Column("by_consent", Boolean, nullable=False),
    Column("collective", Boolean, nullable=False),
    _words("rule"),
    _words("used"),
)

outcomes = Table(
    "outcomes",
    metadata,
    _measure(),
    _code("status"),
    _words("result_text"),
    _words("quotation"),
    _words("rule"),
    Column("confidence", Float, nullable=False),
    _words("denied"),
    Column("independent", Boolean, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    _number("measure_row_id", ForeignKey("outcomes.measure_row_id")),
    _position(),
    _code("kind"),
    _words("value"),
    _words("snippet"),
)

# a reading that a person corrected; `was` is what the rules read, as JSON
overrides = Table(
    "overrides",
    metadata,
    _measure(),
    Column("field", String(64), primary_key=True),
    _words("words"),
    _words("reason"),
    _words("author"),
    Column("day", Date, nullable=False),
    _words("was"),
)

# by addresses, not by rows: a link outlives the versions of both documents
links = Table(
    "links",
    metadata,
    Column("report_measure_id", KEY, primary_key=True),
    # "" for a row that stands in no measure of its plan
    Column("plan_measure_id", KEY, primary_key=True, index=True),
    Column("report_key", KEY, nullable=False, index=True),
    Column("plan_key", KEY, nullable=False, index=True),
    Column("score", Float, nullable=False),
    _code("rule"),
    _code("decision"),
    _words("decided_by"),
    Column("decided_at", DateTime, nullable=False),
    Index(
        "uq_links_measure",
        "report_key",
        "plan_measure_id",
        unique=True,
        sqlite_where=text("decision = 'automatic'"),
        postgresql_where=text("decision = 'automatic'"),
    ),
    Index(
        "uq_links_row",
        "report_measure_id",
        unique=True,
        sqlite_where=text("decision IN ('automatic', 'proposed', 'outside')"),
        postgresql_where=text("decision IN ('automatic', 'proposed', 'outside')"),
    ),
)

national_plans = Table(
    "national_plans",
    metadata,
    _version(),
    _position(),
    Column("number", Integer, nullable=False),
    _words("title"),
    Column("year_start", Integer),
    Column("year_end", Integer),
    Column("approved_on", Date),
    _words("order_number"),
    Column("tasks", Integer),
    _code("place"),
    _words("snippet"),
)

national_facts = Table(
    "national_facts",
    metadata,
    _version(),
    _position(),
    _code("date"),
    _words("fact"),
    _words("figure"),
    Column("inferred", Boolean, nullable=False),
    _code("place"),
)

source_rows = Table(
    "source_rows",
    metadata,
    _version(),
    _position(),
    _code("place"),
    _words("cells"),
    _words("headings"),
    _code("fate"),
    Column("measure_position", Integer),
    Index("ix_source_rows_measure", "version_id", "measure_position"),
)

issues = Table(
    "issues",
    metadata,
    _version(),
    _position(),
    _code("code"),
    _code("severity"),
    _code("place"),
    _words("raw"),
    _words("hint"),
)

# the index of a search, made of the texts again at any time; a segment is of the rows with ids after `since` up to
# `until`, and `own` and `results` are the ids of those whose own texts and whose results are in it
search_segments = Table(
    "search_segments",
    metadata,
    Column("id", Integer, primary_key=True),
    _code("rules"),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("replaced_at", DateTime),
    Column("own", LargeBinary, nullable=False),
    Column("results", LargeBinary, nullable=False),
)

search_words = Table(
    "search_words",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("word", KEY, nullable=False, unique=True),
    _words("printed"),
)

search_stems = Table(
    "search_stems", metadata, Column("stem", KEY, primary_key=True), _number("word_id")
)

search_places = Table(
    "search_places",
    metadata,
    _number("segment_id"),
    _number("word_id"),
    Column("places", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
