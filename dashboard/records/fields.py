"""The fields of a record: one declaration for answers of the API, columns of files, schemas and descriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final, TypeAlias

import pandas as pd

from dashboard.context import View
from data.i18n import Words

Value: TypeAlias = str | int | float | bool | date | datetime | tuple[Any, ...] | None


class Kind(StrEnum):
    """What the values of a field are: decides their form in JSON, CSV and XLSX."""

    TEXT = "text"
    ADDRESS = "address"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"
    TEXTS = "texts"
    DAYS = "days"


_JSON: Final[Mapping[Kind, Mapping[str, Any]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.DAYS: {"type": "array", "items": {"type": "string", "format": "date"}},
}
_TABLE: Final[Mapping[Kind, Mapping[str, Any]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime"},
    Kind.TEXTS: {"type": "string"},
    Kind.DAYS: {"type": "string"},
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `codes` are all the values it may have; an `optional` one is null where nothing is known."""

    name: str
    kind: Kind = Kind.TEXT
    codes: tuple[str, ...] = ()
    optional: bool = False

    def description(self, record: str, words: Words) -> str:
        """What the field holds; a record may say it in words of its own."""
        own = f"fields.{record}_{self.name}"
        return words(own if words.has(own) else f"fields.{self.name}")

    def json_schema(self) -> dict[str, Any]:
        """The field's JSON Schema (draft 2020-12)."""
        schema = dict(_JSON[self.kind])
        if self.codes:
            schema["enum"] = [*self.codes, *([None] if self.optional else [])]
        if self.optional:
            schema["type"] = [schema["type"], "null"]
        return schema

    def table_schema(self) -> dict[str, Any]:
        """The field in a Frictionless table schema."""
        limits: dict[str, Any] = {} if self.optional or self._may_be_empty else {"required": True}
        if self.codes:
            limits["enum"] = list(self.codes)
        return {
            "name": self.name,
            **_TABLE[self.kind],
            **({"constraints": limits} if limits else {}),
        }

    @property
    def _may_be_empty(self) -> bool:
        return self.kind in (Kind.TEXTS, Kind.DAYS)


@dataclass(frozen=True, slots=True)
class Record:
    """A kind of record: which fields make its `key`, which filters choose its rows, and how they are got.

    `select` gives all the chosen rows in a stable order, cheaply; `describe` turns some of them into a frame
    with a column for each field. `refers` names the field and the record that it points to.
    """

    name: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    filters: tuple[str, ...]
    select: Callable[[View], pd.DataFrame]
    describe: Callable[[View, pd.DataFrame, str], pd.DataFrame]
    refers: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields in their order."""
        return tuple(field.name for field in self.fields)

    def read(self, view: View, rows: pd.DataFrame, root: str) -> list[list[Value]]:
        """The values of some selected rows, field by field; `root` begins the addresses of pages."""
        frame = self.describe(view, rows, root)
        columns = [_values(frame[field.name], field) for field in self.fields]
        return [list(row) for row in zip(*columns, strict=True)]


def as_json(value: Value) -> Any:
    """A value as JSON has it: days as 2013-06-30, moments in UTC."""
    if isinstance(value, tuple):
        return [as_json(one) for one in value]
    return _iso(value) if isinstance(value, date) else value


def as_text(value: Value) -> str:
    """A value as CSV has it: lists joined by semicolons, nothing for what is not known."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ";".join(as_text(one) for one in value)
    if value is None:
        return ""
    return _iso(value) if isinstance(value, date) else str(value)


def _iso(value: date) -> str:
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return value.isoformat()


def _values(column: pd.Series[Any], field: Field) -> Sequence[Value]:
    """The cells of a column as plain values of the field's kind."""
    if field.kind in (Kind.TEXT, Kind.ADDRESS):
        texts = column.astype("object").to_numpy()
        return [str(text) if text or not field.optional else None for text in texts]
    if field.kind in (Kind.TEXTS, Kind.DAYS):
        return [tuple(cell) for cell in column]
    plain = {
        Kind.INTEGER: int,
        Kind.NUMBER: float,
        Kind.FLAG: bool,
        Kind.DAY: lambda cell: cell.date() if isinstance(cell, datetime) else cell,
        Kind.MOMENT: lambda cell: cell.to_pydatetime().replace(tzinfo=UTC),
    }[field.kind]
    cells = column.astype("object").to_numpy()
    return [None if cell is None or pd.isna(cell) else plain(cell) for cell in cells]
