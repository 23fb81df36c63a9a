"""OpenDocument spreadsheets (.ods): cells as shown, with the merges that other readers of the format lose."""

from __future__ import annotations

from typing import Final

from lxml import etree

from data.model import Place
from etl.blocks import Block
from etl.readers.archive import Archive
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits, refuse_over
from etl.readers.odt import OFFICE, TABLE, TEXT, read_text, table_rows
from etl.readers.sheets import Sheet, sheet_blocks
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
        found = root.findall(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
        blocks: list[Block] = []
        for number, table in enumerate(found, start=1):
            blocks += sheet_blocks(_sheet(table, number, name, limits), name, limits)
        return tuple(blocks)


def _sheet(table: etree._Element, sheet_number: int, name: str, limits: Limits) -> Sheet:
    sheet = Sheet(sheet_number)
    number = 1
    for row in table_rows(table):
        place = Place(sheet=sheet_number, row=number)
        repeated = max(whole(attribute(row, f"{TABLE}number-rows-repeated"), 1), 1)
        texts = _take_row(sheet, row, number, limits.columns)
        if any(text.strip() for text in texts):
            refuse_over("too_many_rows", number + repeated - 1, limits.rows, name, place)
            refuse_over("too_many_columns", len(texts), limits.columns, name, place)
            sheet.rows += [(number + at, texts) for at in range(repeated)]
        else:
            sheet.rows.append((number, []))
        number += repeated
    return sheet


def _take_row(sheet: Sheet, row: etree._Element, number: int, widest: int) -> list[str]:
    """The texts of a row up to its last filled cell, or one more than may be; its merges go to the sheet."""
    texts: list[str] = []
    last = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        repeated = max(whole(attribute(cell, f"{TABLE}number-columns-repeated"), 1), 1)
        paragraphs = cell.iterchildren(f"{TEXT}p", f"{TEXT}h")
        text = "\n".join(read_text(paragraph) for paragraph in paragraphs)
        across = max(whole(attribute(cell, f"{TABLE}number-columns-spanned"), 1), 1)
        down = max(whole(attribute(cell, f"{TABLE}number-rows-spanned"), 1), 1)
        if across > 1 or down > 1:
            sheet.merges[number, len(texts)] = (across, down)
        texts += [text] * min(repeated, widest + 1)
        # an empty cell counts as far as the merge that covers it
        if text.strip() or cell.tag == f"{TABLE}covered-table-cell":
            last = len(texts)
    return texts[:last]
