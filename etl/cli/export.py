"""`export`: everything that is loaded as CSV files, or documents as forms that a person corrects."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from etl.cli.talk import Talk, grid


class Format(StrEnum):
    """What `--format` may be: tables for programs, or a form for each document."""

    TABLES = "tables"
    XLSX = "xlsx"
    CSV = "csv"


class Empty(StrEnum):
    """What `--empty` may be: the document that a person is going to write into the form."""

    PLAN = "plan"
    REPORT = "report"


OutOption = Annotated[Path, typer.Option("--out", metavar="etl.meta.folder", help="etl.export.out")]
FormatOption = Annotated[Format, typer.Option("--format", help="etl.export.format")]
DocumentOption = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="etl.meta.document", help="etl.export.document"),
]

EmptyOption = Annotated[Empty | None, typer.Option("--empty", help="etl.export.empty")]


def export(
    context: typer.Context,
    out: OutOption,
    file_format: FormatOption = Format.TABLES,
    document: DocumentOption = None,
    empty: EmptyOption = None,
) -> int:
    """Writes one CSV file per kind of record into a folder, one exchange form per document, or an empty form."""
    # the database's libraries take a second to start: only commands that need them wait for it
    from data.errors import ConfigError
    from data.model import DocumentKind
    from etl.cli.database import open_database
    from etl.exchange.export import export_empty, export_forms
    from etl.export import export_tables

    talk: Talk = context.obj
    if empty is not None:
        if document:
            raise ConfigError("export_empty_alone")
        suffix = Format.XLSX if file_format is Format.TABLES else file_format
        name = export_empty(DocumentKind(empty.value), out, suffix.value)
        talk.tell(talk.words("etl.export.empty_done", file=name))
        return 0
    if document and file_format is Format.TABLES:
        raise ConfigError("export_document_without_format")
    with open_database(talk.database_url) as engine, engine.connect() as connection:
        if file_format is Format.TABLES:
            written = export_tables(connection, out)
        else:
            written = export_forms(connection, out, file_format.value, document or ())
    table = grid("left", "right")
    for name, rows in written:
        table.add_row(name, str(rows))
    talk.tell(table)
    talk.tell(talk.words("etl.export.done", files=talk.words.plural("etl.files", len(written))))
    return 0
