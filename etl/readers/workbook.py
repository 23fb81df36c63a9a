"""Excel workbooks (.xlsx, .xls): every sheet, merged cells, numbers that are text («1.10») kept as text."""

from __future__ import annotations

import io
from typing import Final

from python_calamine import CalamineError, CalamineSheet, load_workbook

from data.errors import UnreadableDocument
from data.model import Place
from etl.blocks import Block
from etl.readers.archive import Archive
from etl.readers.formats import recognise_format
from etl.readers.grid import Spanned
from etl.readers.limits import Limits, refuse_over
from etl.readers.sheets import NumberedRow, sheet_blocks, write_value

_BROKEN: Final = (CalamineError, ValueError, OSError, KeyError)
_MAX_GRID: Final = 2_000_000


class WorkbookReader:
    """A workbook of any Excel since 1997."""

    name = "workbook"
    formats = frozenset({"XLSX", "XLS"})

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the signature and the directory are those of a workbook."""
        return recognise_format(content) in self.formats

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The sheets in order; raises UnreadableDocument for a broken, dangerous or endless workbook."""
        limits = limits or Limits()
        if content.startswith(b"PK"):
            _check_archive(content, name, limits)
        blocks: list[Block] = []
        try:
            book = load_workbook(io.BytesIO(content))
            for number, sheet_name in enumerate(book.sheet_names, start=1):
                sheet = book.get_sheet_by_name(sheet_name)
                blocks += sheet_blocks(_rows(sheet, number, name, limits), number, name, limits)
        except _BROKEN as error:
            raise UnreadableDocument("file_broken", file=name) from error
        return tuple(blocks)


def _check_archive(content: bytes, name: str, limits: Limits) -> None:
    archive = Archive(content, name, limits)
    if any(b"<!DOCTYPE" in archive.read(member) for member in archive.xml_members()):
        raise UnreadableDocument("doctype", file=name)


def _rows(sheet: CalamineSheet, number: int, name: str, limits: Limits) -> list[NumberedRow]:
    place = Place(sheet=number).code
    refuse_over("too_many_rows", sheet.total_height, limits.rows, name, place)
    refuse_over("too_many_columns", sheet.width, limits.columns, name, place)
    refuse_over("too_many_rows", sheet.height * sheet.width, _MAX_GRID, name, place)
    spans = {}
    covered = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        spans[top, left] = (right - left + 1, bottom - top + 1)
        covered |= _inside(top, left, min(bottom, sheet.total_height), min(right, sheet.width))
    rows: list[NumberedRow] = []
    for at, values in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = []
        for column, value in enumerate(values):
            if (at, column) in covered:
                continue
            across, down = spans.get((at, column), (1, 1))
            cells.append(Spanned(write_value(value), across, down))
        rows.append((at + 1, cells))
    return rows


def _inside(top: int, left: int, bottom: int, right: int) -> set[tuple[int, int]]:
    """The cells of a merged range that the first one fills."""
    return {
        (row, column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
