"""CSV files of cells as people make them: any usual encoding, comma, semicolon or tab, cells of many lines."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from data.errors import ConfigError, UnreadableDocument
from etl.cli.files import read_file
from etl.readers.encoding import decode_text

TEXT: Final = "text"
_DELIMITERS: Final = (",", ";", "\t")
# a file of one column has no delimiter: its commas are text (control characters never get this far)
_NONE: Final = "\x1f"
_STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a CSV file and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellFile:
    """A CSV file: its name, its columns in order and its rows, each as long as the header."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, name: str) -> int | None:
        """Where a column stands, None when the file has none of that name."""
        return self.columns.index(name) if name in self.columns else None


def read_cells(path: str) -> CellFile:
    """The rows of a CSV file with a column `text` (`-`: of standard input).

    Raises SourceError for a file that cannot be opened, UnreadableDocument for a broken table, ConfigError
    when the column is missing.
    """
    if path == _STDIN:
        name, content = "stdin", sys.stdin.buffer.read()
    else:
        name, content = Path(path).name, read_file(Path(path))
    if not content.strip():
        raise UnreadableDocument("empty_file", file=name)
    lines = decode_text(content, name).splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=_find_delimiter(lines, name), strict=True)
    try:
        header, *rows = _numbered(reader)
    except csv.Error as error:
        place = f"L{max(reader.line_num, 1)}"
        raise UnreadableDocument("csv_broken", file=name, place=place) from error
    columns = tuple(cell.strip() for cell in header.cells)
    return CellFile(name, columns, tuple(_as_wide(row, len(columns), name) for row in rows))


def write_rows(stream: IO[str], columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Rows as CSV with a header; a line end inside a cell stays, a row ends with `\\n`."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _find_delimiter(lines: list[str], name: str) -> str:
    found: list[str] = []
    for delimiter in _DELIMITERS:
        try:
            header = next(_numbered(csv.reader(lines, delimiter=delimiter)))
        except csv.Error:
            continue
        columns = [cell.strip() for cell in header.cells]
        if TEXT in columns:
            return delimiter if len(columns) > 1 else _NONE
        found = max(found, columns, key=len)
    raise ConfigError("csv_no_text", file=name, found=", ".join(found) or "—")


def _numbered(reader: Any) -> Iterator[Row]:
    before = 0
    for cells in reader:
        first, before = before + 1, reader.line_num
        if any(cells):
            yield Row(first, tuple(cells))


def _as_wide(row: Row, width: int, name: str) -> Row:
    if len(row.cells) > width:
        raise UnreadableDocument(
            "csv_row", file=name, place=f"L{row.line}", found=len(row.cells), width=width
        )
    return Row(row.line, row.cells + ("",) * (width - len(row.cells)))
