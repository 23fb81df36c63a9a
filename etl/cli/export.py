"""`export`: everything that is loaded, as CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl.cli.talk import Talk, grid

OutOption = Annotated[Path, typer.Option("--out", metavar="etl.meta.folder", help="etl.export.out")]


def export(context: typer.Context, out: OutOption) -> int:
    """Writes one CSV file per kind of record into a folder."""
    # the database's libraries take a second to start: only commands that need them wait for it
    from etl.cli.database import open_database
    from etl.export import export_tables

    talk: Talk = context.obj
    with open_database(talk.database_url) as engine, engine.connect() as connection:
        written = export_tables(connection, out)
    table = grid("left", "right")
    for name, rows in written:
        table.add_row(name, str(rows))
    talk.tell(table)
    talk.tell(talk.words("etl.export.done", files=talk.words.plural("etl.files", len(written))))
    return 0
