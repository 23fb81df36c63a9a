"""CSV tables as people save them: comma, semicolon or tab, cells of many lines in quotation marks."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Final

from data.errors import UnreadableDocument
from data.model import Place
from etl.blocks import Block, Cell, TableRow
from etl.readers.encoding import decode_text
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits, refuse_over
from etl.readers.sheets import split_titles

_DELIMITERS: Final = (";", ",", "\t")
_MIN_WIDTH: Final = 3
_MIN_ROWS: Final = 2
_REGULAR: Final = 0.9
_SAMPLE: Final = 400
_TOO_LONG: Final = "field limit"  # how the csv module begins to say that a cell does not end


@dataclass(frozen=True, slots=True)
class _Line:
    """A record and the lines of the file over which it stands."""

    cells: tuple[str, ...]
    first: int
    last: int


class CsvReader:
    """Text whose lines part into the same number of cells by one of three delimiters."""

    name = "csv"

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether nine lines of ten have one width, three cells or more, by some delimiter."""
        if recognise_format(content) is not None:
            return False
        if not any(mark.encode() in content for mark in _DELIMITERS):
            return False
        try:
            return _find_delimiter(decode_text(content, name)) is not None
        except UnreadableDocument:
            return False  # the text reader says what is wrong with it

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """Title lines and one table; raises UnreadableDocument when quotation marks do not match."""
        limits = limits or Limits()
        text = decode_text(content, name)
        lines = _read(text, _find_delimiter(text) or _DELIMITERS[0], name, limits)
        for line in lines:
            place = Place(line=line.first)
            refuse_over("too_many_columns", len(line.cells), limits.columns, name, place)
        width = max((len(line.cells) for line in lines), default=0)
        rows = [_row(line, width) for line in lines]
        while rows and rows[-1].is_blank:
            rows.pop()
        return split_titles(rows)


def _row(line: _Line, width: int) -> TableRow:
    place = Place(line=line.first, line_end=line.last if line.last > line.first else None)
    texts = (*line.cells, *[""] * (width - len(line.cells)))
    return TableRow(tuple(Cell(text, place) for text in texts), place)


def _find_delimiter(text: str) -> str | None:
    """The delimiter that makes the widest regular table, None when none makes any."""
    best: tuple[int, str] | None = None
    lines = text.splitlines(keepends=True)
    for delimiter in _DELIMITERS:
        width = _regular_width(lines, delimiter)
        if width and (best is None or width > best[0]):
            best = (width, delimiter)
    return best[1] if best is not None else None


def _regular_width(lines: list[str], delimiter: str) -> int:
    """How many cells nearly all lines have; 0 for prose and for copies of Word tables led by tabs."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        widths = [
            len(cells) for cells in islice(reader, _SAMPLE) if any(cell.strip() for cell in cells)
        ]
    except csv.Error:
        return 0
    wide = [width for width in widths if width >= _MIN_WIDTH]
    if len(wide) < _MIN_ROWS:
        return 0
    width, times = Counter(wide).most_common(1)[0]
    start = widths.index(width)  # title lines above the header may be of one cell
    regular = times >= _REGULAR * (len(widths) - start)
    return width if regular and start <= len(widths) / 2 else 0


def _read(text: str, delimiter: str, name: str, limits: Limits) -> list[_Line]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    lines: list[_Line] = []
    before = 0
    try:
        for cells in reader:
            lines.append(_Line(tuple(cells), before + 1, reader.line_num))
            before = reader.line_num
    except csv.Error as error:
        place = f"L{max(reader.line_num, 1)}"
        if _TOO_LONG in str(error):
            found, limit = csv.field_size_limit(), limits.cell_characters
            raise UnreadableDocument(
                "cell_too_long", file=name, found=found, limit=limit, place=place
            ) from error
        raise UnreadableDocument("csv_broken", file=name, place=place) from error
    return lines
