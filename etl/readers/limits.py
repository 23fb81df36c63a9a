"""Limits of one document: a file over any of them is refused by the limit's name, never cut in silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.errors import UnreadableDocument
from etl.blocks import Block, CellRun, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest document that is read."""

    file_bytes: int = 20 * 1024 * 1024
    rows: int = 20_000
    columns: int = 50
    cell_characters: int = 32_000


def check_size(content: bytes, name: str, limits: Limits) -> None:
    """Raise UnreadableDocument when the file is larger than the limit."""
    if len(content) > limits.file_bytes:
        raise UnreadableDocument(
            "too_large", file=name, found=len(content), limit=limits.file_bytes
        )


def check_blocks(blocks: Iterable[Block], name: str, limits: Limits) -> None:
    """Raise UnreadableDocument when the document has too many rows, columns, or too long a cell."""
    rows = 0
    for block in blocks:
        match block:
            case Paragraph(text=text, place=place):
                rows += 1
                cells = [(text, place)]
            case Table(rows=table_rows):
                rows += len(table_rows)
                for row in table_rows:
                    _refuse_over(
                        "too_many_columns", len(row.cells), limits.columns, name, row.place.code
                    )
                cells = [(cell.text, cell.place) for row in table_rows for cell in row.cells]
            case CellRun(cells=run):
                rows += len(run)
                cells = [(cell.text, cell.place) for cell in run]
        _refuse_over("too_many_rows", rows, limits.rows, name, block.place.code)
        for text, place in cells:
            _refuse_over("cell_too_long", len(text), limits.cell_characters, name, place.code)


def _refuse_over(code: str, found: int, limit: int, name: str, place: str) -> None:
    if found > limit:
        raise UnreadableDocument(code, file=name, found=found, limit=limit, place=place)
