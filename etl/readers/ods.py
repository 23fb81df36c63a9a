"""OpenDocument spreadsheets (.ods): cells as shown, with the merges that other readers of the format lose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from data.model import Place
from etl.blocks import Block
from etl.readers.archive import Archive
from etl.readers.formats import recognise_format
from etl.readers.grid import Spanned
from etl.readers.limits import Limits, refuse_over
from etl.readers.odt import OFFICE, TABLE, TEXT, read_text, table_rows
from etl.readers.sheets import NumberedRow, sheet_blocks
from etl.readers.xml import attribute, parse_xml, whole

_CELLS: Final = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})


class OdsReader:
    """A workbook of LibreOffice and its kin."""

    name = "ods"
    formats = frozenset({"ODS"})

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the archive says that it is an OpenDocument spreadsheet."""
        return recognise_format(content) in self.formats

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The sheets in order; raises UnreadableDocument for a broken, dangerous or endless workbook."""
        limits = limits or Limits()
        root = parse_xml(Archive(content, name, limits).read("content.xml"), name)
        sheets = root.findall(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
        blocks: list[Block] = []
        for number, sheet in enumerate(sheets, start=1):
            blocks += sheet_blocks(list(_rows(sheet, number, name, limits)), number, name, limits)
        return tuple(blocks)


def _rows(
    sheet: etree._Element, sheet_number: int, name: str, limits: Limits
) -> Iterator[NumberedRow]:
    number = 1
    for row in table_rows(sheet):
        repeated = max(whole(attribute(row, f"{TABLE}number-rows-repeated"), 1), 1)
        place = Place(sheet=sheet_number, row=number).code
        cells = list(_cells(row, name, limits, place))
        if any(cell.text.strip() for cell in cells):
            refuse_over("too_many_rows", number + repeated - 1, limits.rows, name, place)
            yield from ((number + at, cells) for at in range(repeated))
        else:
            yield number, []
        number += repeated


def _cells(row: etree._Element, name: str, limits: Limits, place: str) -> Iterator[Spanned]:
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        repeated = max(whole(attribute(cell, f"{TABLE}number-columns-repeated"), 1), 1)
        paragraphs = cell.iterchildren(f"{TEXT}p", f"{TEXT}h")
        text = "\n".join(read_text(paragraph) for paragraph in paragraphs)
        column += repeated
        if text.strip():
            refuse_over("too_many_columns", column, limits.columns, name, place)
        if cell.tag == f"{TABLE}covered-table-cell":
            continue  # the merged cell above or beside it fills its place
        spanned = Spanned(
            text,
            max(whole(attribute(cell, f"{TABLE}number-columns-spanned"), 1), 1),
            max(whole(attribute(cell, f"{TABLE}number-rows-spanned"), 1), 1),
        )
        yield from [spanned] * min(repeated, limits.columns)
