"""Lists of measures without any table: «1. Створити …», the responsible bodies and the deadline with it.

They stand on lines below the title (in any order, labelled «Термін:» or bare), share one line, or close the
paragraph; in a report what was done follows the measure. Numbers may be 1, 1.1, 1), а) under headings that are
numbered themselves, or «Захід:» may open each measure. A line that fits nowhere becomes an issue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.issues import make_issue
from data.model import DocumentKind, Fate, Issue
from etl.blocks import Block, Cell, Paragraph, joined_text, span
from etl.layouts.items import Item, read_item
from etl.layouts.levels import Entry, find_headings, first_measure, is_complete, is_deeper
from etl.layouts.lines import Mark, end_of_label_number, read_bullet, read_label, read_mark
from etl.layouts.rows import Arrangement, Field, Heading, Row, paragraph_row
from etl.layouts.words import is_closing, is_column_word, is_signed, parse_heading
from etl.values.header import title_kind
from etl.values.text import clean

NAME: Final = "numbered list"
_ENOUGH: Final = 40
"""Lines in which an item surely says who and when."""
_DRAWN: Final = "___"
_UNNAMED: Final = "Без назви"


def arrange_numbered(blocks: Sequence[Block]) -> Arrangement | None:
    """Every row of a list of measures; None when fewer than half of its items say when or what was done."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    if len(lines) < len(blocks):
        return None
    report = _is_report(lines)
    entries = _cut(lines, report=report)
    complete = [i for i, entry in enumerate(entries) if is_complete(entry)]
    if len(complete) < 2:
        return None
    find_headings(entries, complete[-1])
    begun = first_measure(entries, complete[0])
    measures = sum(isinstance(e, Entry) and e.heading is None for e in entries[begun:])
    if 2 * len(complete) < measures:
        return None
    rows: list[Row] = []
    issues: list[Issue] = []
    for index, entry in enumerate(entries):
        if isinstance(entry, Row):
            rows.append(entry)
        elif index < begun:  # numbered prose above the list
            rows += [paragraph_row(line) for line in entry.lines]
        else:
            rows += _rows_of(entry)
            if report and entry.heading is None and not entry.item.is_complete:
                text = clean(" ".join(line.text for line in entry.lines))
                issues.append(make_issue("row_not_understood", rows[-1].place, text))
    issues += [
        make_issue("row_not_understood", row.place, " ".join(row.cells))
        for row in rows
        if row.fate is Fate.ISSUE
    ]
    return Arrangement(NAME, tuple(rows), tuple(issues))


def _is_report(lines: Sequence[Paragraph]) -> bool:
    for line in lines:
        if read_mark(line.text) is not None and title_kind(line.text) is None:
            return False
        if title_kind(line.text) is DocumentKind.REPORT:
            return True
    return False


# --- lines → items and what stands between them ----------------------------------------------


def _cut(lines: Sequence[Paragraph], *, report: bool) -> list[Entry | Row]:
    marks = [_opening(line.text) for line in lines]
    shouted = _shouted(lines, marks)
    if not any(marks):  # nothing but bullets
        marks = [read_bullet(line.text) for line in lines]
    marked = [index for index, mark in enumerate(marks) if mark is not None]
    first, last = (marked[0], marked[-1]) if marked else (len(lines), -1)
    entries: list[Entry | Row] = []
    open_: Entry | None = None
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        heading = _heading(line.text) if mark is None else None
        if mark is None and index in shouted:
            heading = Heading("", clean(line.text).rstrip(": "))
        if mark is not None:
            open_ = Entry(mark, [line])
            entries.append(open_)
        elif heading is not None:
            entries.append(Row(line.place, (line.text,), heading.fate, heading=heading))
            open_ = None
        elif _names_heading(entries, line.text):
            entries[-1] = _named(entries[-1], line)
        elif open_ is None or (index > last and _closes(open_, line.text, report=report)):
            entries.append(
                paragraph_row(
                    line, _fate_outside(line.text, begun=index > first, last=index > last)
                )
            )
            open_ = None
        else:
            open_.lines.append(line)
    return _read_items(entries, report=report)


def _heading(text: str) -> Heading | None:
    heading = parse_heading(text, words_only=True)
    if heading is not None or not text.strip():
        return heading
    # «Розділ IV» whose title stands on the next line
    alone = parse_heading(f"{text.rstrip(' .:')}. {_UNNAMED}", words_only=True)
    if alone is None or alone.title != _UNNAMED:
        return None
    return Heading(alone.number, clean(text), alone.fate)


def _names_heading(entries: Sequence[Entry | Row], text: str) -> bool:
    """Whether a line is the title of the heading above it, which is a bare «Розділ IV»."""
    above = entries[-1] if entries else None
    if not isinstance(above, Row) or above.heading is None or len(above.cells) > 1:
        return False
    bare = above.heading.fate is Fate.DIRECTION and above.heading.title == clean(above.cells[0])
    return bare and bool(above.heading.number) and read_label(text) is None


def _named(above: Entry | Row, line: Paragraph) -> Row:
    assert isinstance(above, Row)
    assert above.heading is not None
    heading = Heading(above.heading.number, clean(line.text).rstrip(": "))
    cells = (*above.cells, line.text)
    return Row(span((above.place, line.place)), cells, above.fate, heading=heading)


def _shouted(lines: Sequence[Paragraph], marks: Sequence[Mark | None]) -> set[int]:
    """Lines in capitals right above a number, at least one of them between two items: directions without a word."""
    found = {
        index
        for index in range(len(lines) - 1)
        if marks[index] is None and marks[index + 1] is not None and _is_shouted(lines[index].text)
    }
    first = next((index for index, mark in enumerate(marks) if mark is not None), len(lines))
    return found if any(index > first for index in found) else set()


def _is_shouted(text: str) -> bool:
    shouted = text.isupper() and len(text.split()) > 1
    return shouted and title_kind(text) is None and not is_signed(text)


def _opening(text: str) -> Mark | None:
    """The mark of a line that opens an item: a number, or the label «Захід:» where measures have none."""
    mark = read_mark(text)
    if mark is not None:
        return None if end_of_label_number(text) else mark
    label = read_label(text)
    if label is not None and label[0] is Field.TITLE and is_column_word(text[: label[1]]):
        return Mark("", ("label", 1, False), label[1])
    return None


def _closes(entry: Entry, line: str, *, report: bool) -> bool:
    """Whether a line stands below the finished list: a signature or a drawn rule."""
    if not is_closing(line):
        return False
    if is_signed(line) or _DRAWN in line:
        return True
    # «Лісова» closes an item that has all it needs; below a bare title it may be a body
    item = read_item(entry.lines[:_ENOUGH], entry.mark.end, report=report)
    return {Field.DEADLINE, Field.BODIES} <= set(item.parts) or Field.RESULT in item.parts


def _fate_outside(text: str, *, begun: bool, last: bool) -> Fate:
    closes = is_closing(text) if last else is_signed(text)
    return Fate.FURNITURE if begun and closes else Fate.TEXT


def _read_items(entries: Sequence[Entry | Row], *, report: bool) -> list[Entry | Row]:
    """The entries with each item read; a list of parts («а) …; б) …») goes to the item it belongs to."""
    for entry in entries:
        if isinstance(entry, Entry):
            entry.item = read_item(entry.lines, entry.mark.end, report=report)
    joined: list[Entry | Row] = []
    index = 0
    while index < len(entries):
        entry = entries[index]
        joined.append(entry)
        index += 1
        if isinstance(entry, Entry) and _takes_list(entry.item):
            parts = _parts_below(entry, entries[index:])
            if parts and not any(part.item.is_complete for part in parts[:-1]):
                _join(entry, parts)
                index += len(parts)
    return joined


def _takes_list(item: Item) -> bool:
    return item.is_bare or item.is_told or item.is_open


def _join(entry: Entry, parts: Sequence[Entry]) -> None:
    """Gives an item the list that stands in its title, or in what a report tells of it."""
    forced = 1
    if entry.item.is_bare:
        forced += len(entry.lines) + sum(len(part.lines) for part in parts[:-1])
    entry.lines += [line for part in parts for line in part.lines]
    entry.item = read_item(entry.lines, entry.mark.end, forced=forced, report=entry.item.report)


def _parts_below(entry: Entry, following: Sequence[Entry | Row]) -> list[Entry]:
    """The lettered or bracketed items right below a numbered one."""
    parts: list[Entry] = []
    for other in following:
        if not isinstance(other, Entry):
            break
        of_list = other.mark.style[2] and is_deeper(entry.mark, other.mark)
        if not of_list or (parts and other.mark.style != parts[0].mark.style):
            break
        parts.append(other)
    return parts if len(parts) > 1 else []


# --- items → rows -----------------------------------------------------------------------------


def _rows_of(entry: Entry) -> list[Row]:
    item, heading = entry.item, entry.heading
    if heading is not None:
        cells = tuple(line.text for line in item.lines)
        return [Row(span(line.place for line in item.lines), cells, heading.fate, heading=heading)]
    values = {
        name: Cell(joined_text(lines), span(line.place for line in lines))
        for name, lines in item.parts.items()
    }
    title = values.get(Field.TITLE)
    if title is None:
        return [paragraph_row(line, Fate.ISSUE) for line in entry.lines]
    values[Field.NUMBER] = Cell(entry.mark.printed, title.place)
    row = Row(
        span(line.place for line in item.lines),
        item.cells,
        Fate.MEASURE,
        values=values,
    )
    return [row, *(paragraph_row(line, Fate.ISSUE) for line in item.stray)]
