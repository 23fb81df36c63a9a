"""What a layout gives: every row of the document with its fate, and measure rows by meaning of their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.model import Fate, Issue, Place
from etl.blocks import Cell, Paragraph, TableRow


class Field(StrEnum):
    """What a column of a table of measures holds."""

    NUMBER = "number"
    DIRECTION = "direction"
    TASK = "task"
    TITLE = "title"
    DEADLINE = "deadline"
    BODIES = "bodies"
    CO_EXECUTORS = "co_executors"
    EXPECTED = "expected"
    RESULT = "result"
    STATUS = "status"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A direction or task row read: `1`, «Залучення громадськості…»."""

    number: str
    title: str
    fate: Fate = Fate.DIRECTION


@dataclass(frozen=True, slots=True)
class Row:
    """One source row with its fate (reading rule 49); `values` name the cells of a measure or continuation.

    `leaves_task` marks a measure that stands beside the task above it and not in it: «3» after «2», «2.а».
    """

    place: Place
    cells: tuple[str, ...]
    fate: Fate
    headings: tuple[str, ...] = ()
    values: Mapping[Field, Cell] = field(default_factory=dict)
    heading: Heading | None = None
    leaves_task: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All rows of a document in reading order, as one layout understood them."""

    layout: str
    rows: tuple[Row, ...]
    issues: tuple[Issue, ...] = ()


def paragraph_row(paragraph: Paragraph, fate: Fate = Fate.TEXT) -> Row:
    """A line outside tables as a row."""
    return Row(paragraph.place, (paragraph.text,), fate)


def plain_row(row: TableRow, fate: Fate, headings: tuple[str, ...] = ()) -> Row:
    """A table row that is no measure."""
    return Row(row.place, row.texts, fate, headings)
