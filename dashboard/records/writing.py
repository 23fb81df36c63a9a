"""Records as CSV for programs: UTF-8 without a mark, commas, RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from dashboard.records.fields import Record, Value, as_text
from data.file_cells import disarmed, writable


def write_records(record: Record, rows: Iterable[Sequence[Value]]) -> bytes:
    """The rows under the names of the fields; a text that would begin a formula gets an apostrophe before it."""
    return write_table(record.names, rows)


def write_table(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Any table in the same form."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8")


def _cell(value: Value) -> str:
    if isinstance(value, str | tuple):
        return disarmed(writable(as_text(value)))
    return as_text(value)
