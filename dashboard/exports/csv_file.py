"""A list as CSV that Ukrainian Excel opens right and every parser reads.

Semicolons and a byte order mark are what Excel with Ukrainian settings expects; lines end by CR LF and cells
are quoted as RFC 4180 says. The file holds a head and rows and nothing else: remarks above or below the table
are rows to every parser, so the conditions of the selection are a file of their own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from dashboard.lists.columns import Cell
from data.file_cells import cut, disarmed, writable

BOM: Final = "\ufeff"
DELIMITER: Final = ";"


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]], cut_mark: str) -> bytes:
    """The file's bytes: UTF-8, days as 2013-06-30, empty cells for what is absent, formulas disarmed."""
    buffer = io.StringIO(newline="")
    buffer.write(BOM)
    writer = csv.writer(buffer, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow([disarmed(writable(text)) for text in head])
    writer.writerows([_text(cell, cut_mark) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8")


def _text(cell: Cell, cut_mark: str) -> str | int:
    match cell:
        case None:
            return ""
        case int():
            return cell
        case date():
            return cell.isoformat()
        case str():
            return cut(disarmed(writable(cell)), cut_mark)
