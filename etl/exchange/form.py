"""The exchange form: which sheets, fields and columns it has, and what a filled-in one holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import data
from data.model import Document, Issue, Place
from data.revisions import CORRECTED
from etl.blocks import Cell

DOCUMENT: Final = "document"
DIRECTIONS: Final = "directions"
MEASURES: Final = "measures"
READER: Final = CORRECTED

_REFERENCE: Final = Path(data.__file__).parent / "reference" / "exchange.toml"


@dataclass(frozen=True, slots=True)
class Column:
    """A column (of the document's sheet: a field); a `reading` shows what the program read and is not edited."""

    key: str
    name: str
    width: int = 0
    note: str = ""
    reading: bool = False
    report_only: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of the form; `sheets` are the names of its three sheets."""

    mark: str
    form: str
    sheets: Mapping[str, str]
    columns: Mapping[str, tuple[Column, ...]]

    def name_of(self, sheet: str, key: str) -> str:
        """How a column or field is called."""
        return next(column.name for column in self.columns[sheet] if column.key == key)

    def measure_columns(self, is_report: bool) -> tuple[Column, ...]:
        """The columns of measures; only a report tells results."""
        return tuple(one for one in self.columns[MEASURES] if is_report or not one.report_only)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a sheet: its cells by the keys of their columns, and where it stands."""

    place: Place
    cells: Mapping[str, Cell]

    def text(self, key: str) -> str:
        """A cell as it was given, "" when the sheet has no such column."""
        cell = self.cells.get(key)
        return cell.text if cell is not None else ""


@dataclass(frozen=True, slots=True)
class Form:
    """A filled-in form: the fields of the document, its directions and measures, and what is wrong with it."""

    fields: FormRow
    directions: tuple[FormRow, ...]
    measures: tuple[FormRow, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedDocument(Document):
    """A form as it reads by itself, before it is set against the version that it corrects."""

    form: Form | None = None


@cache
def layout() -> Layout:
    """The names of the form, from `data/reference/exchange.toml`."""
    told: dict[str, Any] = tomllib.loads(_REFERENCE.read_text(encoding="utf-8"))
    sheets = (DOCUMENT, DIRECTIONS, MEASURES)
    columns = {sheet: tuple(Column(**column) for column in told[sheet]) for sheet in sheets}
    return Layout(told["mark"], told["form"], told["sheets"], columns)
