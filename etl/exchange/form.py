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
from data.records import CORRECTED, FROM_FORM
from etl.blocks import Cell

DOCUMENT: Final = "document"
DIRECTIONS: Final = "directions"
MEASURES: Final = "measures"
READER: Final = CORRECTED
NEWCOMER: Final = FROM_FORM

_REFERENCE: Final = Path(data.__file__).parent / "reference" / "exchange.toml"


@dataclass(frozen=True, slots=True)
class Column:
    """A column (of the document's sheet: a field); a `reading` shows what the program read and is not edited.

    What has `asked` False stands in forms of stored documents, not in one to be filled in; an `optional` one may be
    missing from any.
    """

    key: str
    name: str
    width: int = 0
    note: str = ""
    example: str = ""
    reading: bool = False
    report_only: bool = False
    asked: bool = True
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of the form; `sheets` are the names of its three sheets, `guide` is that of the explanations."""

    mark: str
    form: str
    guide: str
    guide_lines: tuple[str, ...]
    guide_head: tuple[str, ...]
    sheets: Mapping[str, str]
    columns: Mapping[str, tuple[Column, ...]]

    def name_of(self, sheet: str, key: str) -> str:
        """How a column or field is called."""
        return next(column.name for column in self.columns[sheet] if column.key == key)

    def measure_columns(self, is_report: bool) -> tuple[Column, ...]:
        """The columns of measures; only a report tells results."""
        return tuple(one for one in self.columns[MEASURES] if is_report or not one.report_only)

    def asked_of(self, sheet: str, *, is_report: bool = False) -> tuple[Column, ...]:
        """What stands in an empty form to be filled in."""
        return tuple(
            one
            for one in self.columns[sheet]
            if one.asked and not one.reading and (is_report or not one.report_only)
        )


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
class Claim:
    """What a form says of its document: its key, the version it was written from, the address of each measure.

    `faults` are those of a form that brings a document of its own.
    """

    key: str
    version: str
    version_place: Place
    fingerprint: str
    addresses: tuple[str | None, ...]
    faults: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedDocument(Document):
    """A form as it reads by itself, before it is known whether it corrects a stored version or brings a document.

    `faults` are those that it has as a document of its own. `form` are its cells, None where another process read
    them: few are asked for again.
    """

    claim: Claim | None = None
    form: Form | None = None
    faults: tuple[Issue, ...] = ()


@cache
def layout() -> Layout:
    """The names of the form, from `data/reference/exchange.toml`."""
    told: dict[str, Any] = tomllib.loads(_REFERENCE.read_text(encoding="utf-8"))
    sheets = (DOCUMENT, DIRECTIONS, MEASURES)
    columns = {sheet: tuple(Column(**column) for column in told[sheet]) for sheet in sheets}
    guide = told["guide"]
    return Layout(
        mark=told["mark"],
        form=told["form"],
        guide=guide["name"],
        guide_lines=tuple(guide["lines"]),
        guide_head=tuple(guide["head"]),
        sheets=told["sheets"],
        columns=columns,
    )
