"""A listing as files: CSV, XLSX and the conditions alone, each with its name and type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from dashboard import links
from dashboard.context import View
from dashboard.exports.conditions import list_conditions
from dashboard.exports.csv_file import write_csv
from dashboard.exports.xlsx_file import Sheet, write_xlsx
from dashboard.lists.columns import Cell
from dashboard.lists.lines import Line
from dashboard.lists.listing import Listing

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NOT_IN_NAMES: Final = re.compile(r'[\s<>:"/\\|?*\x00-\x1f]+')
_ADDRESS_WIDTH: Final = 48


@dataclass(frozen=True, slots=True)
class File:
    """A file to be taken away: its name, the same in plain letters, its media type, its bytes."""

    name: str
    plain_name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Selection:
    """What is written: a listing as its table stands in the address `query`; `page` is the page's full address."""

    listing: Listing
    query: Mapping[str, object]
    page: str

    def lines(self) -> list[Line]:
        """The lines in the order of the table, without what its column filters hide."""
        return self.listing.arranged(self.query)


def make_csv(selection: Selection) -> File:
    """The rows alone, a head first: nothing in the file is not of the table."""
    lines = selection.lines()
    rows = [_with_sign(selection, row) for row in _rows(selection, lines)]
    mark = selection.listing.view.words("exports.cut")
    return File(*_names(selection, "csv"), CSV_TYPE, write_csv(_head(selection), rows, mark))


def make_xlsx(selection: Selection) -> File:
    """The rows, and «Умови вибірки» on a second sheet."""
    listing = selection.listing
    words = listing.view.words
    lines = selection.lines()
    widths = [column.width for column in listing.file_columns]
    sheet = Sheet(
        name=words("exports.sheet"),
        head=_head(selection),
        widths=[*widths, _ADDRESS_WIDTH],
        rows=[row[:-1] for row in _rows(selection, lines)],
        links=_addresses(selection, lines),
        printed=1 + _last_on_screen(listing),
    )
    conditions = list_conditions(listing, selection.query, len(lines), selection.page)
    content = write_xlsx(sheet, words("exports.conditions"), conditions, words("exports.cut"))
    return File(*_names(selection, "xlsx"), XLSX_TYPE, content)


def make_conditions(selection: Selection) -> File:
    """The conditions beside a CSV: a file of two columns."""
    words = selection.listing.view.words
    conditions = list_conditions(
        selection.listing, selection.query, len(selection.lines()), selection.page
    )
    head = [words("exports.condition"), words("exports.value")]
    content = write_csv(head, conditions, words("exports.cut"))
    return File(*_names(selection, "csv", words("exports.conditions")), CSV_TYPE, content)


def _head(selection: Selection) -> list[str]:
    listing = selection.listing
    words = listing.view.words
    heads = [column.head(words, listing.name) for column in listing.file_columns]
    return [*heads, words("column.address")]


def _rows(selection: Selection, lines: Sequence[Line]) -> list[list[Cell]]:
    names = selection.listing.names
    columns = selection.listing.file_columns
    addresses = _addresses(selection, lines)
    return [
        [*(column.value(line, names) for column in columns), address]
        for line, address in zip(lines, addresses, strict=True)
    ]


def _last_on_screen(listing: Listing) -> int:
    return max(place for place, column in enumerate(listing.file_columns) if column.on_screen)


def _with_sign(selection: Selection, row: list[Cell]) -> list[Cell]:
    """A row whose number no spreadsheet takes for a day: «1.10» would open as 1 October, «№ 1.10» does not."""
    keys = [column.key for column in selection.listing.file_columns]
    place = keys.index("number")
    return [*row[:place], f"№ {row[place]}" if row[place] else "", *row[place + 1 :]]


def _addresses(selection: Selection, lines: Sequence[Line]) -> list[str]:
    filters = selection.listing.view.filters
    return [urljoin(selection.page, links.measure_link(line.measure_id, filters)) for line in lines]


def _names(selection: Selection, extension: str, what: str = "") -> tuple[str, str]:
    """«Прострочені-заходи_станом-на-2018-01-31_дані-5.xlsx», and the same in plain letters."""
    listing = selection.listing
    kind = "conditions" if what else "measures"
    title = f"{what}_{listing.title}" if what else listing.title
    return file_names(listing.view, title, f"{kind}_{listing.name or 'all'}", extension)


def file_names(view: View, title: str, plain: str, extension: str) -> tuple[str, str]:
    """The name of a file with the day and the data version in it, and the same in plain letters."""
    words, version = view.words, view.snapshot.version
    day = words("exports.name_close") if view.is_at_close else str(view.as_of)
    parts = [
        title,
        words("exports.name_as_of", day=day),
        words("exports.name_version", version=version),
    ]
    name = "_".join(_NOT_IN_NAMES.sub("-", part) for part in parts)
    return f"{name}.{extension}", f"{plain}_{view.as_of}_{version}.{extension}"
