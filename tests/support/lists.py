"""Lists of measures as tests read them: from the parts of an answered page, and in a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from tests.support.monitor import walk

ROW: Final = ".measure-rows tbody tr:not(.group)"
NUMBERS: Final = f"""() => [...document.querySelectorAll("{ROW} td.c-number")].map((cell) => cell.textContent.trim())"""


@dataclass(frozen=True)
class Row:
    """A row of a table: the measure it is of and the words of its cells by their columns."""

    measure_id: str
    cells: dict[str, str]
    parts: dict[str, Any]

    @property
    def number(self) -> str:
        """The printed number of the measure."""
        return self.cells["number"]


@dataclass(frozen=True)
class Table:
    """A table of a page: its heads by column with the rest of what they are, those of groups, and its rows."""

    heads: dict[str, dict[str, Any]]
    groups: list[str]
    rows: list[Row]


def read_tables(content: Any) -> list[Table]:
    """The tables of measures of an answered page, from above."""
    return [_table(part) for part in walk(content) if _is(part, "Table", "measure-rows")]


def read_rows(content: Any) -> list[Row]:
    """The rows of all tables of an answered page."""
    return [row for table in read_tables(content) for row in table.rows]


def words_of(part: Any) -> str:
    """Every word that stands in a part of a page."""
    if isinstance(part, list):
        return "".join(map(words_of, part))
    if isinstance(part, dict):
        return words_of(part["props"].get("children"))
    return part if isinstance(part, str) else ""


def plain(text: str) -> str:
    """A text as it is typed: no letters that only keep lines together."""
    return re.sub(r"\s+", " ", text.replace("\u2060", "")).strip()


def _is(part: dict[str, Any], kind: str, name: str = "") -> bool:
    classes = str(part["props"].get("className", "")).split()
    return part["type"] == kind and (not name or name in classes)


def _table(part: dict[str, Any]) -> Table:
    rows = [one for one in walk(part) if _is(one, "Tr")]
    heads = {_column(one): one for one in walk(rows[0]) if _is(one, "Th")}
    groups = [plain(words_of(one)) for one in rows if _is(one, "Tr", "group")]
    lines = [_row(one) for one in rows[1:] if not _is(one, "Tr", "group")]
    return Table(heads, groups, [line for line in lines if line.measure_id])


def _row(part: dict[str, Any]) -> Row:
    parts = {_column(one): one for one in walk(part) if _is(one, "Td")}
    title = next((one for one in walk(parts.get("title")) if _is(one, "A")), None)
    path = title["props"]["href"].partition("?")[0] if title else ""
    cells = {name: plain(words_of(one)) for name, one in parts.items()}
    return Row(unquote(path.removeprefix("/zakhid/")), cells, parts)


def _column(part: dict[str, Any]) -> str:
    first = str(part["props"].get("className", "")).split(" ")[0]
    return first.removeprefix("c-")
