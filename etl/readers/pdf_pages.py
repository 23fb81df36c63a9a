"""Pages of a PDF: tables, ruled or only aligned, and the lines around them; rows go on over pages."""

from __future__ import annotations

import io
import math
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from data.errors import UnreadableDocument
from data.model import Place
from etl.blocks import Block, Cell, Paragraph, Table, TableRow
from etl.layouts.words import is_header, is_number_row, parse_heading
from etl.readers.grid import Spanned, make_rows
from etl.readers.limits import Limits, refuse_over
from etl.readers.pdf_aligned import Aligned, find_aligned
from etl.readers.pdf_letters import letter_page
from etl.readers.pdf_lines import Line, group_lines, join_wrapped, without_page_number

_ENCRYPTED: Final = (PDFEncryptionError, PDFPasswordIncorrect)
# what the parser is known to raise for damaged files: it checks little before it computes
_BROKEN: Final = (
    PSException,
    PdfminerException,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    OSError,
    EOFError,
    struct.error,
    zlib.error,
)
_PICTURE_SHARE: Final = 0.5
_SNAP: Final = 2.0


def read_pages(content: bytes, name: str, limits: Limits) -> tuple[Block, ...]:
    """Lines and tables of all pages; raises UnreadableDocument for scans, passwords and damage."""
    try:
        return _read(content, name, limits)
    except UnreadableDocument:
        raise
    except PdfminerException as error:
        locked = any(isinstance(part, _ENCRYPTED) for part in error.args)
        code = "file_encrypted" if locked else "file_broken"
        raise UnreadableDocument(code, file=name) from error
    except _ENCRYPTED as error:
        raise UnreadableDocument("file_encrypted", file=name) from error
    except _BROKEN as error:
        raise UnreadableDocument("file_broken", file=name) from error


@dataclass(slots=True)
class _Reading:
    """Blocks so far; `tables` counts them over the pages."""

    name: str
    limits: Limits
    blocks: list[Block]
    aligned: Aligned | None = None
    tables: int = 0
    letters: int = 0
    margin: float = math.inf


def _read(content: bytes, name: str, limits: Limits) -> tuple[Block, ...]:
    reading = _Reading(name, limits, [])
    with pdfplumber.open(io.BytesIO(content)) as document:
        refuse_over("too_many_pages", len(document.pages), limits.pages, name)
        scanned = []
        for number, found in enumerate(document.pages, start=1):
            page = letter_page(document, found)
            if _is_picture(page):
                scanned.append(number)
            else:
                reading.letters += len(page.chars)
                _read_page(reading, page, number)
            page.close()
    if scanned:
        code = "scan_page" if reading.letters else "scan"
        raise UnreadableDocument(code, file=name, place=Place(page=scanned[0]).code)
    return tuple(reading.blocks)


def _is_picture(page: Page) -> bool:
    """Whether a page holds a picture over half of it and not one letter."""
    if page.chars:
        return False
    area = float(page.width) * float(page.height)
    covered = sum(float(image["width"]) * float(image["height"]) for image in page.images)
    return covered > _PICTURE_SHARE * area


def _read_page(reading: _Reading, page: Page, number: int) -> None:
    words = page.extract_words(x_tolerance=2, y_tolerance=3, keep_blank_chars=False)
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    tables.sort(key=lambda table: table.bbox[1])
    outside = [word for word in words if not any(_in(word, table.bbox) for table in tables)]
    aligned = find_aligned(outside, None if tables else reading.aligned)
    reading.aligned = aligned
    if aligned is not None:
        outside = [word for word in outside if not _in(word, aligned.box)]
    lines = without_page_number(group_lines(outside), number)
    reading.margin = min([reading.margin, *(line.left for line in lines)])
    pieces: list[tuple[float, Line | Any]] = [(line.top, line) for line in lines]
    pieces += [(aligned.box[1], aligned)] if aligned is not None else []
    pieces += [(table.bbox[1], table) for table in tables]
    waiting: list[Line] = []
    counted = 0
    for _, piece in sorted(pieces, key=lambda piece: piece[0]):
        if isinstance(piece, Line):
            waiting.append(piece)
            continue
        counted += _add_lines(reading, waiting, number, counted)
        waiting = []
        if isinstance(piece, Aligned):
            _add_aligned(reading, piece, number)
        else:
            _add_table(reading, piece, words, number)
    _add_lines(reading, waiting, number, counted)


def _add_lines(reading: _Reading, lines: list[Line], page: int, counted: int) -> int:
    """The paragraphs that lines make; how many lines they were."""
    at = counted
    for joined in join_wrapped(lines, reading.margin):
        end = at + len(joined)
        place = Place(page=page, line=at + 1, line_end=end if end > at + 1 else None)
        reading.blocks.append(Paragraph(" ".join(line.text for line in joined), place))
        at = end
    return len(lines)


def _add_aligned(reading: _Reading, aligned: Aligned, page: int) -> None:
    """A table without lines; what goes on from the page before is one table with it."""
    above = reading.blocks[-1] if reading.blocks else None
    goes_on = aligned.goes_on and isinstance(above, Table)
    reading.tables += not goes_on
    place = Place(page=page, table=reading.tables)
    rows = []
    for number, texts in enumerate(aligned.rows, start=1):
        at = replace(place, row=number)
        refuse_over("too_many_columns", len(texts), reading.limits.columns, reading.name, at)
        rows.append(TableRow(tuple(Cell(text, at) for text in texts), at))
    if goes_on and isinstance(above, Table):
        reading.blocks[-1] = replace(above, rows=(*above.rows, *rows))
    else:
        reading.blocks.append(Table(tuple(rows), place))


def _add_table(reading: _Reading, table: Any, words: list[dict[str, Any]], page: int) -> None:
    place = Place(page=page, table=reading.tables + 1)
    rows = make_rows(list(_spanned(table, words)), place, reading.name, reading.limits)
    rows = tuple(row for row in rows if not row.is_blank)
    if not rows:
        return
    reading.tables += 1
    rows = _join_heading(reading, rows)
    if rows:
        reading.blocks.append(Table(rows, place))


def _spanned(table: Any, words: list[dict[str, Any]]) -> Iterator[list[Spanned]]:
    """The cells of each row with their words, from the lines drawn around them."""
    cells = sorted(table.cells, key=lambda cell: (cell[1], cell[0]))
    lefts = _edges([cell[0] for cell in cells])
    tops = _edges([cell[1] for cell in cells])
    rows: list[list[Spanned]] = [[] for _ in tops]
    inside = [word for word in words if _in(word, table.bbox)]
    for left, top, right, bottom in cells:
        own = [word for word in inside if _in(word, (left, top, right, bottom))]
        text = "\n".join(line.text for line in group_lines(own))
        across = sum(left - _SNAP <= edge < right - _SNAP for edge in lefts)
        down = sum(top - _SNAP <= edge < bottom - _SNAP for edge in tops)
        at = max(index for index, edge in enumerate(tops) if edge <= top + _SNAP)
        rows[at].append(Spanned(text, max(across, 1), max(down, 1)))
    yield from rows


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _in(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a word stands inside a box."""
    across = (word["x0"] + word["x1"]) / 2
    down = (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _join_heading(reading: _Reading, rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """A direction row cut by the page's end: its second half goes to the first one on the page before."""
    above = reading.blocks[-1] if reading.blocks else None
    at = next((index for index, row in enumerate(rows) if not _is_repeated(row)), None)
    if not isinstance(above, Table) or at is None or len(rows[at].cells) > 1:
        return rows
    first, second = above.rows[-1], rows[at]
    whole = len(first.cells) == 1 and parse_heading(first.cells[0].text) is not None
    if not whole or parse_heading(second.cells[0].text) is not None:
        return rows
    text = f"{first.cells[0].text}\n{second.cells[0].text}"
    joined = TableRow((Cell(text, first.place),), first.place)
    reading.blocks[-1] = replace(above, rows=(*above.rows[:-1], joined))
    return rows[:at] + rows[at + 1 :]


def _is_repeated(row: TableRow) -> bool:
    return is_header(row.texts) or is_number_row(row.texts)
