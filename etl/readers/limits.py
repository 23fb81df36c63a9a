"""Limits of one document: a file over any of them is refused by the limit's name, never cut in silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.errors import UnreadableDocument
from data.model import Place
from etl.blocks import Block, CellRun, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest document that is read, and what its reading may cost."""

    file_bytes: int = 20 * 1024 * 1024
    rows: int = 20_000
    columns: int = 50
    cell_characters: int = 32_000
    text_characters: int = 10_000_000
    unpacked_bytes: int = 100 * 1024 * 1024
    unpacked_ratio: int = 100
    archive_members: int = 2_000
    pages: int = 300
    cpu_seconds: int = 30
    wall_seconds: int = 60
    memory_bytes: int = 512 * 1024 * 1024


def check_size(content: bytes, name: str, limits: Limits) -> None:
    """Raise UnreadableDocument when the file is larger than the limit."""
    if len(content) > limits.file_bytes:
        raise UnreadableDocument(
            "too_large", file=name, found=len(content), limit=limits.file_bytes
        )


def check_blocks(blocks: Iterable[Block], name: str, limits: Limits) -> None:
    """Raise UnreadableDocument when the document has too many rows, columns, or too much text."""
    rows = characters = 0
    for block in blocks:
        match block:
            case Paragraph(text=text, place=place):
                rows += 1
                cells = [(text, place)]
            case Table(rows=table_rows):
                rows += len(table_rows)
                for row in table_rows:
                    refuse_over("too_many_columns", len(row.cells), limits.columns, name, row.place)
                cells = [(cell.text, cell.place) for row in table_rows for cell in row.cells]
            case CellRun(cells=run):
                rows += len(run)
                cells = [(cell.text, cell.place) for cell in run]
        refuse_over("too_many_rows", rows, limits.rows, name, block.place)
        longest = limits.cell_characters
        for text, place in cells:
            if len(text) > longest:
                refuse_over("cell_too_long", len(text), longest, name, place)
            characters += len(text)
        refuse_over("too_much_text", characters, limits.text_characters, name)


def refuse_over(code: str, found: int, limit: int, name: str, place: Place | None = None) -> None:
    """Raise UnreadableDocument `code` when `found` is more than `limit`."""
    if found > limit:
        where = place.code if place is not None else ""
        raise UnreadableDocument(code, file=name, found=found, limit=limit, place=where)
