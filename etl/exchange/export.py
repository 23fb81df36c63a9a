"""Documents of the database as exchange forms, a file for each; an empty form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection

from data.model import DocumentKind
from data.restore import fetch_document_keys, fetch_version
from data.store import find_document
from etl.exchange.filling import Filled, empty_form, fill_form
from etl.exchange.writing import write_csv, write_workbook
from etl.export import write_together


def export_forms(
    connection: Connection, folder: Path, suffix: str, wanted: Iterable[str] = ()
) -> tuple[tuple[str, int], ...]:
    """Writes a form for each document in the figures, or for those `wanted` by key or file name.

    Gives the names of the files with their measures; the files are put in place together at the end. Raises
    UnknownDocument, ConfigError when the folder is a file, OgpError when nothing can be written there.
    """
    keys = [find_document(connection, one).key for one in wanted]
    files: list[tuple[str, bytes, int]] = []
    for key in keys or fetch_document_keys(connection):
        filled = fill_form(fetch_version(connection, key))
        name = f"{key}.{suffix}"
        files.append((name, _written(filled, name), len(filled.measures)))
    write_together(folder, ((name, content) for name, content, _ in files))
    return tuple((name, rows) for name, _, rows in files)


def export_empty(kind: DocumentKind, folder: Path, suffix: str) -> str:
    """Writes the form of a plan or a report that a person fills in, and gives the file's name; errors as above."""
    name = f"form-{kind}.{suffix}"
    write_together(folder, [(name, _written(empty_form(kind), name))])
    return name


def _written(filled: Filled, name: str) -> bytes:
    return write_workbook(filled, name) if name.endswith(".xlsx") else write_csv(filled)
