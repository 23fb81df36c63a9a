"""Directions and tasks of a table: merged rows, rows led by a number, lines between tables (rules 9, 51)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from data.model import Fate
from etl.blocks import Cell, Paragraph, TableRow
from etl.layouts.rows import Field, Heading
from etl.layouts.table_head import Columns
from etl.layouts.words import is_number_row, is_signed, parse_heading, read_words
from etl.values.number import parse_number
from etl.values.text import clean, fold, skeleton

_ROMAN: Final = re.compile(r"[ivxіх]{1,5}")
_LISTED: Final = re.compile(r"\s*(?:[-–—•]|[а-яґєії0-9]{1,2}\))\s")
_LONGEST: Final = 300


def row_heading(
    row: TableRow, following: Sequence[TableRow], columns: Columns, above: Heading | None
) -> Heading | None:
    """The direction or task that a row announces: its only text, or a number whose rows follow below it.

    `above` is the heading in the row right above, if one stands there: an unnumbered merged row below a
    direction gives its title («Розділ I» / «Доступ до інформації») or a task.
    """
    filled = [cell for cell in row.cells if not cell.is_blank]
    if len({clean(cell.text) for cell in filled}) != 1:
        return _beside_number(row, following, columns)
    text, number_at = filled[0].text, columns.at(Field.NUMBER)
    if is_merged(row, columns.width):
        heading = parse_heading(text)
        return heading or _unnumbered(text, following, columns, above)
    if number_at is not None and row.cells[:1] == (filled[0],):
        return parse_heading(text)
    return parse_heading(text, words_only=True) or _counted(text, following, columns)


def is_merged(row: TableRow, width: int) -> bool:
    """Whether one text fills a row: a cell over all its columns, or the same words in each of them."""
    filled = [cell for cell in row.cells if not cell.is_blank]
    if len({clean(cell.text) for cell in filled}) != 1:
        return False
    alone = len(row.cells) == 1 or len(filled) == len(row.cells)
    return alone or filled[0].wide >= max(width - 1, 2)


def line_headings(
    lines: Sequence[Paragraph], rows: Sequence[TableRow], number_at: int | None
) -> dict[int, Heading]:
    """Headings among the lines right above a table with these rows, by their index.

    Of several directions in a row only the last is the table's: the others are the list in the introduction
    that the table repeats (reading rule 9).
    """
    found: dict[int, Heading] = {}
    index = len(lines) - 1
    while index >= 0:
        text = lines[index].text
        heading = parse_heading(text, words_only=True) or _numbered_line(text, rows, number_at)
        untitled = untitled_direction(lines[index - 1].text) if index else None
        if heading is not None:
            found[index] = heading
        elif untitled is not None and len(text) <= _LONGEST and not is_signed(text):
            index -= 1
            found[index] = found[index + 1] = replace(untitled, title=clean(text).rstrip(": "))
        elif found or not (is_remark(text) or _LISTED.match(text)):
            break
        index -= 1
    return _last_direction(found)


def as_task(heading: Heading, direction: Heading | None) -> Heading:
    """A direction numbered inside the one above it («1.1» under «1») is a level between (rule 51)."""
    inside = direction is not None and direction.number and heading.fate is Fate.DIRECTION
    if direction is None or not inside or not heading.number.startswith(direction.number + "."):
        return heading
    return Heading(heading.number, f"{heading.number}. {heading.title}", Fate.TASK)


def is_beside(task: Heading, number: str) -> bool:
    """Whether a measure's number shows that it is no part of a numbered task: «3» beside «2. Розвивати…»."""
    counted = task.title.startswith(
        f"{task.number}. "
    )  # «Завдання 2» numbers its measures as it likes
    inside = number.startswith(f"{task.number}.") or number.isalpha()
    return bool(task.number) and counted and not inside


def first_number(rows: Sequence[TableRow], columns: Columns) -> str | None:
    """The number of the first measure among rows, None when the first row with a number cell has none."""
    at = columns.at(Field.NUMBER)
    row = next((r for r in rows if len(r.cells) == columns.width and not r.is_blank), None)
    return parse_number(row.cells[at].text) if row is not None and at is not None else None


def is_roman(number: str) -> bool:
    """Whether a number is a Roman numeral in any mixture of alphabets: «II», «ІІ», «ІV»."""
    return _ROMAN.fullmatch(skeleton(number)) is not None


def is_remark(text: str) -> bool:
    """Whether a line describes a direction («Зміст діяльності: …») or is a note («Примітка: …»)."""
    return fold(text[:_LONGEST]).startswith(_remarks())


@cache
def _remarks() -> tuple[str, ...]:
    words = read_words()["headings"]
    return tuple(fold(word) for word in (*words["description"], *words["remark"]))


def _unnumbered(
    text: str, following: Sequence[TableRow], columns: Columns, above: Heading | None
) -> Heading | None:
    title = clean(text).rstrip(": ")
    if not any(map(str.isalpha, title)) or len(title) > _LONGEST:
        return None
    if is_signed(text) or is_remark(text) or _LISTED.match(text):
        return None
    if not any(_begins_measure(row, columns) for row in following):
        return None
    if above is None:
        return Heading("", title)
    if above.fate is Fate.DIRECTION and untitled_direction(above.title) is not None:
        return replace(above, title=title)
    return Heading("", title, Fate.TASK)


def untitled_direction(text: str) -> Heading | None:
    """«Розділ I» whose title stands on the next line; None for other text."""
    heading = parse_heading(text, words_only=True)
    bare = heading is not None and heading.fate is Fate.DIRECTION and heading.number
    return heading if heading is not None and bare and heading.title == clean(text) else None


def _begins_measure(row: TableRow, columns: Columns) -> bool:
    if len(row.cells) != columns.width or is_number_row(row.texts):
        return False
    key = columns.at(Field.NUMBER if columns.numbered else Field.TITLE)
    if key is None:
        return False
    cell = row.cells[key]
    return parse_number(cell.text) is not None if columns.numbered else not cell.is_blank


def _counted(text: str, following: Sequence[TableRow], columns: Columns) -> Heading | None:
    """«1. Електронна демократія» or «I. Доступ» alone in a row: known by its numeral or by the numbers below."""
    heading = parse_heading(text)
    if heading is None:
        return None
    if not columns.numbered:
        roman = is_roman(heading.number) and any(_begins_measure(row, columns) for row in following)
        return heading if roman else None
    below = first_number(following, columns)
    under = below is not None and below.startswith(heading.number + ".")
    return heading if under or (is_roman(heading.number) and below is not None) else None


def _beside_number(
    row: TableRow, following: Sequence[TableRow], columns: Columns
) -> Heading | None:
    """A heading over two cells («1.» | «Участь громадськості»), known by its width or the numbers below it."""
    number_at, title_at = columns.at(Field.NUMBER), columns.at(Field.TITLE)
    filled = [index for index, cell in enumerate(row.cells) if not cell.is_blank]
    if number_at is None or title_at is None or filled != sorted({number_at, title_at}):
        return None
    number = parse_number(row.cells[number_at].text)
    title: Cell = row.cells[title_at]
    below = first_number(following, columns)
    if number is None:
        return None
    text = clean(title.text).rstrip(": ")
    if number.isdigit() and below is not None and below.isalpha() and not is_roman(below):
        return Heading(number, f"{number}. {text}", Fate.TASK)  # «1)» over «а)», «б)»
    over = below is not None and (
        below.startswith(number + ".") or (is_roman(number) and below.isdigit())
    )
    return Heading(number, text) if over or title.wide >= max(columns.width - 1, 2) else None


def _numbered_line(text: str, rows: Sequence[TableRow], number_at: int | None) -> Heading | None:
    """«I. Участь громадськості» above a table, or «1. Участь…» above the measures 1.1, 1.2."""
    heading = parse_heading(text) if len(text) <= _LONGEST else None
    if heading is None or number_at is None:
        return None
    cells = (row.cells[number_at].text for row in rows if len(row.cells) > number_at)
    below = next((n for n in map(parse_number, cells) if n is not None), None)
    if below is None:
        return None
    under = below.startswith(heading.number + ".")
    return heading if under or (is_roman(heading.number) and not is_roman(below)) else None


def _last_direction(found: dict[int, Heading]) -> dict[int, Heading]:
    directions = [index for index, heading in found.items() if heading.fate is Fate.DIRECTION]
    if not directions:
        return found
    last = found[max(directions)]
    start = min(index for index in directions if found[index] == last)
    return {index: heading for index, heading in sorted(found.items()) if index >= start}
