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
from etl.readers.limits import Limits, refuse_over
from etl.readers.sheets import Sheet, sheet_blocks, write_value
from etl.readers.xml import has_declarations

BROKEN: Final = (CalamineError, ValueError, OSError, KeyError)
# how the first stream of an .xls begins, and the record after it when a password is needed ([MS-XLS] 2.4.117)
_BEGIN: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_BEGIN_BYTES: Final = 20
_LOCKED: Final = b"\x2f\x00"
_WRITE_PROTECTED: Final = b"\x86\x00\x00\x00"


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
            check_archive(content, name, limits)
        blocks: list[Block] = []
        try:
            book = load_workbook(io.BytesIO(content))
            for number, sheet_name in enumerate(book.sheet_names, start=1):
                found = book.get_sheet_by_name(sheet_name)
                blocks += sheet_blocks(_sheet(found, number, name, limits), name, limits)
        except BROKEN as error:
            code = "file_encrypted" if _is_locked(content) else "file_broken"
            raise UnreadableDocument(code, file=name) from error
        return tuple(blocks)


def check_archive(content: bytes, name: str, limits: Limits) -> None:
    """Raises UnreadableDocument for a zip archive over a limit or with a DOCTYPE in it."""
    archive = Archive(content, name, limits)
    if any(has_declarations(archive.read(member)) for member in archive.xml_members()):
        raise UnreadableDocument("doctype", file=name)


def _is_locked(content: bytes) -> bool:
    """Whether an .xls says, before its first sheet, that the rest is locked by a password."""
    begin = content.find(_BEGIN)
    after = content[begin + _BEGIN_BYTES :][:16].removeprefix(_WRITE_PROTECTED)
    return begin >= 0 and after.startswith(_LOCKED)


def _sheet(found: CalamineSheet, number: int, name: str, limits: Limits) -> Sheet:
    place = Place(sheet=number)
    refuse_over("too_many_rows", found.total_height, limits.rows, name, place)
    refuse_over("too_many_columns", found.total_width, limits.columns, name, place)
    sheet = Sheet(number)
    for (top, left), (bottom, right) in found.merged_cell_ranges or ():
        sheet.merges[top + 1, left] = (right - left + 1, bottom - top + 1)
    for row, values in enumerate(found.to_python(skip_empty_area=False), start=1):
        sheet.rows.append((row, [write_value(value) for value in values]))
    return sheet
