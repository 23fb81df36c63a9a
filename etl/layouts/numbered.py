"""Lists of measures without any table: «1. Створити …», the responsible bodies and the deadline with it.

They stand on lines below the title (in any order, labelled «Термін:» or bare), share one line, or close the
paragraph; in a report what was done follows the measure. Numbers may be 1, 1.1, 1), а) under headings that are
numbered themselves, or «Захід:» may open each measure. A line that fits nowhere becomes an issue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from data.issues import make_issue
from data.model import DocumentKind, Fate, Issue
from etl.blocks import Block, Cell, Paragraph, joined_text, span
from etl.layouts.items import Item, read_item
from etl.layouts.lines import Mark, Style, read_bullet, read_label, read_mark
from etl.layouts.rows import Arrangement, Field, Heading, Row, paragraph_row
from etl.layouts.words import is_closing, is_column_word, is_signed, parse_heading
from etl.values.header import heads_order, title_kind
from etl.values.number import number_key
from etl.values.text import clean

NAME: Final = "numbered list"
_DRAWN: Final = "___"
_WORDS: Final[Style] = ("words", 0, False)


@dataclass(slots=True)
class _Entry:
    """An item with the lines up to the next one; `stray` are those that fit nowhere in it."""

    mark: Mark
    lines: list[Paragraph]
    item: Item = field(default_factory=Item)
    heading: Heading | None = None


def arrange_numbered(blocks: Sequence[Block]) -> Arrangement | None:
    """Every row of a list of measures; None when fewer than half of its items say when or what was done."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    if len(lines) < len(blocks):
        return None
    report = _is_report(lines)
    entries = _cut(lines, report=report)
    complete = [i for i, entry in enumerate(entries) if _is_complete(entry)]
    if len(complete) < 2:
        return None
    _find_headings(entries)
    begun = _first_measure(entries, complete[0])
    measures = sum(isinstance(e, _Entry) and e.heading is None for e in entries[begun:])
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


def _cut(lines: Sequence[Paragraph], *, report: bool) -> list[_Entry | Row]:
    marks = [_opening(line.text) for line in lines]
    if not any(marks):  # nothing but bullets
        marks = [read_bullet(line.text) for line in lines]
    last = max((index for index, mark in enumerate(marks) if mark is not None), default=-1)
    entries: list[_Entry | Row] = []
    open_: _Entry | None = None
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        heading = None if mark is not None else parse_heading(line.text, words_only=True)
        if mark is not None:
            open_ = _Entry(mark, [line])
            entries.append(open_)
        elif heading is not None:
            entries.append(Row(line.place, (line.text,), heading.fate, heading=heading))
            open_ = None
        elif open_ is None or (index > last and _closes(open_, line.text, report=report)):
            entries.append(paragraph_row(line, _fate_outside(entries, line.text)))
            open_ = None
        else:
            open_.lines.append(line)
    return _read_items(entries, report=report)


def _opening(text: str) -> Mark | None:
    """The mark of a line that opens an item: a number, or the label «Захід:» where measures have none."""
    mark = read_mark(text)
    if mark is not None:
        return mark
    label = read_label(text)
    if label is not None and label[0] is Field.TITLE and is_column_word(text[: label[1]]):
        return Mark("", ("label", 1, False), label[1])
    return None


def _closes(entry: _Entry, line: str, *, report: bool) -> bool:
    """Whether a line stands below the finished list: a signature or a drawn rule."""
    item = read_item(entry.lines, entry.mark.end, report=report)
    full = {Field.DEADLINE, Field.BODIES} <= set(item.parts) or Field.RESULT in item.parts
    # «Лісова» closes an item that has all it needs; below a bare title it may be a body
    return is_signed(line) or (is_closing(line) and (full or _DRAWN in line))


def _fate_outside(entries: Sequence[_Entry | Row], text: str) -> Fate:
    begun = any(isinstance(entry, _Entry) for entry in entries)
    return Fate.FURNITURE if begun and is_closing(text) else Fate.TEXT


def _read_items(entries: Sequence[_Entry | Row], *, report: bool) -> list[_Entry | Row]:
    """The entries with each item read; a list of parts («а) …; б) …») goes to the item it belongs to."""
    for entry in entries:
        if isinstance(entry, _Entry):
            entry.item = read_item(entry.lines, entry.mark.end, report=report)
    joined: list[_Entry | Row] = []
    index = 0
    while index < len(entries):
        entry = entries[index]
        joined.append(entry)
        index += 1
        if isinstance(entry, _Entry) and (entry.item.is_bare or entry.item.is_told):
            parts = _parts_below(entry, entries[index:])
            if parts and not any(part.item.is_complete for part in parts[:-1]):
                _join(entry, parts)
                index += len(parts)
    return joined


def _join(entry: _Entry, parts: Sequence[_Entry]) -> None:
    """Gives an item the list that stands in its title, or in what a report tells of it."""
    forced = 1
    if entry.item.is_bare:
        forced += len(entry.lines) + sum(len(part.lines) for part in parts[:-1])
    entry.lines += [line for part in parts for line in part.lines]
    entry.item = read_item(entry.lines, entry.mark.end, forced=forced, report=entry.item.report)


def _parts_below(entry: _Entry, following: Sequence[_Entry | Row]) -> list[_Entry]:
    """The lettered or bracketed items right below a numbered one."""
    parts: list[_Entry] = []
    for other in following:
        if not isinstance(other, _Entry):
            break
        of_list = other.mark.style[2] and _is_deeper(entry.mark, other.mark)
        if not of_list or (parts and other.mark.style != parts[0].mark.style):
            break
        parts.append(other)
    return parts if len(parts) > 1 else []


# --- directions and tasks ---------------------------------------------------------------------


def _find_headings(entries: Sequence[_Entry | Row]) -> None:
    """Marks the items that only head others: «1. Участь громадськості» above 1.1 (reading rules 9, 51)."""
    outer: Style | None = None
    for index, entry in enumerate(entries):
        if isinstance(entry, Row):
            if entry.fate is Fate.DIRECTION:
                outer = outer or _WORDS
            continue
        if not entry.item.is_bare or not _heads(entry, entries[index + 1 :], outer):
            continue
        title = clean(entry.item.text(Field.TITLE)).rstrip(": ")
        outer = outer or entry.mark.style
        if entry.mark.style == outer:
            entry.heading = Heading(entry.mark.number, title)
        else:
            entry.heading = Heading(
                entry.mark.number, f"{entry.mark.number}. {title}".lstrip(". "), Fate.TASK
            )


def _heads(entry: _Entry, following: Sequence[_Entry | Row], outer: Style | None) -> bool:
    """Whether a bare item heads the one below: 1 above 1.1, or a style above another that begins anew.

    Numbers that run on through directions (II above 3) head too where that style has headed before.
    """
    below = following[0] if following else None
    if isinstance(below, Row):
        return below.fate is Fate.TASK and entry.mark.style[0] == "roman"
    if below is None or below.mark.style == entry.mark.style:
        return False
    if not any(map(_is_complete, following)):
        return False
    if below.mark.number.startswith(entry.mark.number + "."):
        return True
    begins = below.mark.number.split(".")[-1] in ("1", "а", "a", "")
    return (begins or entry.mark.style == outer) and _is_deeper(entry.mark, below.mark)


def _is_deeper(mark: Mark, below: Mark) -> bool:
    ranks = {"roman": 0, "number": 1, "label": 2, "letter": 3, "bullet": 4}
    return (ranks[below.style[0]], below.style[1:]) > (ranks[mark.style[0]], mark.style[1:])


def _first_measure(entries: Sequence[_Entry | Row], first: int) -> int:
    """Where the list begins: its first item that says when or by whom, with those that count up to it.

    The points of an order («1. Затвердити план, що додається.») stand above the plan's title and are none of
    it, nor is numbered prose («1. Загальні положення»); `first` is the first complete item.
    """
    titled = [index for index in range(first) if _is_title(entries[index])]
    title = max(titled, default=-1)
    above = [
        index
        for index, entry in enumerate(entries[:first])
        if index > title and isinstance(entry, _Entry) and entry.item.names_body
    ]
    start = min([*above, first])
    for index in range(start - 1, title, -1):
        entry = entries[index]
        if isinstance(entry, Row) or entry.heading is not None:
            continue
        if not _counts_up(entry, entries[start]):
            break
        start = index
    while start - 1 > title and _is_heading(entries[start - 1]):
        start -= 1
    return start


def _is_complete(entry: _Entry | Row) -> bool:
    return isinstance(entry, _Entry) and entry.item.is_complete


def _is_title(entry: _Entry | Row) -> bool:
    if not isinstance(entry, Row) or entry.fate is not Fate.TEXT:
        return False
    return title_kind(entry.cells[0]) is not None or heads_order(entry.cells[0])


def _is_heading(entry: _Entry | Row) -> bool:
    return isinstance(entry, _Entry) and entry.heading is not None


def _counts_up(entry: _Entry | Row, following: _Entry | Row) -> bool:
    number, after = _last_part(entry), _last_part(following)
    return number is not None and after is not None and number + 1 == after


def _last_part(entry: _Entry | Row) -> int | None:
    if isinstance(entry, Row) or not entry.mark.number or not entry.mark.number[-1].isdigit():
        return None
    return number_key(entry.mark.number)[-1][1]


# --- items → rows -----------------------------------------------------------------------------


def _rows_of(entry: _Entry) -> list[Row]:
    item, heading = entry.item, entry.heading
    if heading is not None:
        cells = tuple(line.text for line in item.lines)
        return [Row(span(line.place for line in item.lines), cells, heading.fate, heading=heading)]
    values = {
        name: Cell(joined_text(lines), span(line.place for line in lines))
        for name, lines in item.parts.items()
    }
    title = values[Field.TITLE]
    values[Field.NUMBER] = Cell(entry.mark.printed, title.place)
    row = Row(
        span(line.place for line in item.lines),
        item.cells,
        Fate.MEASURE,
        values=values,
    )
    return [row, *(paragraph_row(line, Fate.ISSUE) for line in item.stray)]
