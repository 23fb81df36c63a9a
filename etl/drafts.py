"""Rows → drafts of measures: continuations joined, directions and tasks inherited, repetition marks filled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from data.model import Direction, Fate, Place
from etl.blocks import Cell
from etl.layouts.rows import Field, Heading, Row
from etl.layouts.words import parse_heading
from etl.values.text import clean


@dataclass(slots=True)
class Draft:
    """A measure's cells, raw, before any is read."""

    position: int
    place: Place
    cells: dict[Field, Cell]
    direction: Direction | None = None
    task: str = ""
    joined: list[Place] = field(default_factory=list)

    def text(self, name: Field) -> str:
        """The raw cell, empty when the table has no such column."""
        cell = self.cells.get(name)
        return cell.text if cell is not None else ""

    def place_of(self, name: Field) -> Place:
        """Where the cell stands; the measure's own place when it has none."""
        cell = self.cells.get(name)
        return cell.place if cell is not None else self.place


@dataclass(slots=True)
class Drafts:
    """All measures and directions of a document, and for each row the position of its measure."""

    measures: list[Draft] = field(default_factory=list)
    directions: list[Direction] = field(default_factory=list)
    positions: list[int | None] = field(default_factory=list)
    task: str = ""

    @property
    def direction(self) -> Direction | None:
        """The direction in force."""
        return self.directions[-1] if self.directions else None


def draft_measures(rows: Iterable[Row]) -> Drafts:
    """The drafts of a document's measures in reading order (reading rules 9, 11, 12, 46, 51)."""
    drafts = Drafts()
    for row in rows:
        position: int | None = None
        match row.fate:
            case Fate.DIRECTION if row.heading is not None:
                _open_direction(drafts, row.heading, row.place)
            case Fate.TASK if row.heading is not None:
                drafts.task = row.heading.title
            case Fate.MEASURE:
                drafts.task = "" if row.leaves_task else drafts.task
                drafts.measures.append(_begin(drafts, row))
                position = len(drafts.measures)
            case Fate.CONTINUATION:
                _continue(drafts.measures[-1], row)
                position = len(drafts.measures)
            case _:
                pass
        drafts.positions.append(position)
    return drafts


def _open_direction(drafts: Drafts, heading: Heading, place: Place) -> None:
    """A direction counts once: a header repeated over a page break opens nothing new."""
    current = drafts.direction
    number = heading.number or str(len(drafts.directions) + 1)
    if current is not None and current.title == heading.title:
        return
    if current is not None and heading.number.startswith(current.number + "."):
        drafts.task = f"{heading.number}. {heading.title}"  # a level between direction and measure
        return
    drafts.directions.append(Direction(number, heading.title, place))
    drafts.task = ""


def _begin(drafts: Drafts, row: Row) -> Draft:
    cells = dict(row.values)
    direction = cells.get(Field.DIRECTION)
    if direction is not None and not direction.is_blank:
        heading = parse_heading(direction.text) or Heading("", clean(direction.text).rstrip(": "))
        _open_direction(drafts, heading, direction.place)
    task = cells.get(Field.TASK)
    if task is not None and not task.is_blank:
        drafts.task = clean(task.text).rstrip(": ")
    return Draft(
        position=len(drafts.measures) + 1,
        place=row.place,
        cells=cells,
        direction=drafts.direction,
        task=drafts.task,
    )


def _continue(draft: Draft, row: Row) -> None:
    for name, cell in row.values.items():
        above = draft.cells.get(name)
        if above is None or above.is_blank:
            draft.cells[name] = cell
        elif not cell.is_blank:
            draft.cells[name] = Cell(_join(above.text, cell.text), above.place.to(cell.place))
    draft.place = draft.place.to(row.place)
    draft.joined.append(row.place)


def _join(above: str, below: str) -> str:
    """A cell torn by a page end goes on with a space; a hyphen-led part of a list begins a line."""
    mark = "\n" if below.lstrip().startswith(("-", "–", "—")) else " "
    return above.rstrip() + mark + below.lstrip()
