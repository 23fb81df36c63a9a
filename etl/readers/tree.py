"""A word processor's document as a tree of paragraphs and tables → blocks; .docx, .odt, .rtf and .html share it.

Tables that only lay out a page (a menu beside a plan, a letterhead) are taken apart; a table inside a cell of a
plan belongs to the text of that cell (reading rule 54).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from data.errors import UnreadableDocument
from data.model import Place
from etl.blocks import Block, Paragraph, Table
from etl.layouts.words import is_header
from etl.readers.grid import Spanned, make_rows
from etl.readers.limits import Limits

_LETTERHEAD_ROWS: Final = 3
_LETTERHEAD_CELLS: Final = 2
_MAX_NESTING: Final = 20
_MARK: Final = re.compile(r"\s*(?:\d{1,2}|\*{1,3})\)?\s*")
_MARKED: Final = re.compile(r"(?:[^\W\d_]{4}|[»\"”).,;:])\s*$")


@dataclass(slots=True)
class TreeCell:
    """A true cell: its paragraphs and tables, over how many grid columns and rows it stretches.

    `held` marks a cell that a vertical merge above fills (the file still lists it: .docx, .rtf).
    """

    items: list[Item] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    held: bool = False


@dataclass(slots=True)
class TreeTable:
    """A table as the file lists it: rows of true cells."""

    rows: list[list[TreeCell]] = field(default_factory=list)


Item: TypeAlias = str | TreeTable


@dataclass(slots=True)
class _Numbering:
    """Paragraphs and tables are counted through the document, so that a person finds them."""

    paragraphs: int = 0
    tables: int = 0


def is_footnote_mark(raised: str, before: str) -> bool:
    """Whether raised letters are a footnote's mark and no text (rule 54): «молоді¹», but not «100 м²»."""
    return _MARK.fullmatch(raised) is not None and _MARKED.search(before) is not None


def assemble(items: list[Item], name: str, limits: Limits) -> tuple[Block, ...]:
    """The blocks of a document in reading order; raises UnreadableDocument for tables too deep or too wide."""
    return tuple(_blocks(items, _Numbering(), name, limits, 0))


def _blocks(
    items: list[Item], numbering: _Numbering, name: str, limits: Limits, depth: int
) -> Iterator[Block]:
    _check_depth(depth, name)
    for item in items:
        if isinstance(item, str):
            numbering.paragraphs += 1
            place = Place(paragraph=numbering.paragraphs)
            yield from (Paragraph(line, place) for line in item.split("\n") if line.strip())
        elif _lays_out(item):
            for row in item.rows:
                for cell in row:
                    yield from _blocks(cell.items, numbering, name, limits, depth + 1)
        else:
            yield from _table(item, numbering, name, limits)


def _table(table: TreeTable, numbering: _Numbering, name: str, limits: Limits) -> Iterator[Table]:
    numbering.tables += 1
    number = numbering.tables
    spanned = [
        [Spanned(cell_text(cell, name), cell.columns, cell.rows, cell.held) for cell in row]
        for row in table.rows
    ]
    rows = make_rows(spanned, Place(table=number), name, limits)
    if any(not row.is_blank for row in rows):
        yield Table(rows, Place(table=number))


def cell_text(cell: TreeCell, name: str, depth: int = 0) -> str:
    """The lines of a cell; of a table inside it a line a row. Raises UnreadableDocument for endless nesting."""
    _check_depth(depth, name)
    lines: list[str] = []
    for item in cell.items:
        if isinstance(item, str):
            lines.append(item)
            continue
        for row in item.rows:
            texts = (cell_text(inner, name, depth + 1).strip() for inner in row)
            lines.append(" ".join(text for text in texts if text))
    return "\n".join(lines).strip("\n").rstrip()


def _check_depth(depth: int, name: str) -> None:
    if depth > _MAX_NESTING:
        raise UnreadableDocument("nested_too_deep", file=name, limit=_MAX_NESTING)


def _lays_out(table: TreeTable, depth: int = 0) -> bool:
    """Whether a table arranges a page and holds no rows of its own: a letterhead, or a frame around a plan."""
    if depth > _MAX_NESTING or any(is_header(_own_texts(row)) for row in table.rows):
        return False
    inner = [item for row in table.rows for cell in row for item in cell.items]
    nested = [item for item in inner if isinstance(item, TreeTable)]
    if any(_holds_header(one, depth + 1) for one in nested):
        return True
    small = len(table.rows) <= _LETTERHEAD_ROWS
    return small and all(len(row) <= _LETTERHEAD_CELLS for row in table.rows)


def _holds_header(table: TreeTable, depth: int) -> bool:
    if any(is_header(_own_texts(row)) for row in table.rows):
        return True
    if depth > _MAX_NESTING:
        return False
    inner = [item for row in table.rows for cell in row for item in cell.items]
    return any(_holds_header(one, depth + 1) for one in inner if isinstance(one, TreeTable))


def _own_texts(row: list[TreeCell]) -> list[str]:
    return ["\n".join(item for item in cell.items if isinstance(item, str)) for cell in row]
