"""Flat numbered list: «1. Створити …», the responsible bodies below it, the deadline on a line of its own.

Lines below a title may carry a label («Термін:», «Відповідальні:»); without one the line that reads as a
deadline is the deadline and the others name the bodies, in whichever order they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from data.issues import make_issue
from data.model import DeadlineKind, Fate
from etl.blocks import Block, Cell, Paragraph, joined_text, span
from etl.layouts.rows import Arrangement, Field, Row, paragraph_row
from etl.layouts.words import is_closing, is_signed, match_column, parse_heading
from etl.values.deadline import parse_deadline

NAME: Final = "numbered list"
_ITEM: Final = re.compile(r"\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\s*[.)]\s*(?=[^\W\d_]|[«\"„])")
_LABEL: Final = re.compile(r"\s*(?P<label>[^:«»\d]{4,40}):\s*")
_PART: Final = re.compile(r"\s*(?:[-–—•]\s|[а-яґєії]\)\s)")
_ENDS: Final = re.compile(r"[.!?;:,]\s*$")
_MAX_DEADLINE: Final = 140
_LABELS: Final = frozenset(
    {Field.DEADLINE, Field.BODIES, Field.CO_EXECUTORS, Field.EXPECTED, Field.RESULT, Field.STATUS}
)


@dataclass(slots=True)
class _Item:
    """One numbered item: its lines by what they hold, in printed order."""

    number: str
    parts: dict[Field, list[Paragraph]] = field(default_factory=dict)
    order: list[Field] = field(default_factory=list)
    last: Field | None = None

    def add(self, name: Field, line: Paragraph) -> None:
        if name not in self.parts:
            self.order.append(name)
        self.parts.setdefault(name, []).append(line)
        self.last = name

    def takes(self, name: Field) -> bool:
        """Whether a line of this kind can stand here: bodies, deadline, bodies again would be two items."""
        return name not in self.parts or self.last is name

    @property
    def complete(self) -> bool:
        """Whether more than a title was found: a bare numbered line is no measure by itself."""
        return Field.DEADLINE in self.parts

    @property
    def lines(self) -> list[Paragraph]:
        return [line for name in self.order for line in self.parts[name]]


def arrange_numbered(blocks: Sequence[Block]) -> Arrangement | None:
    """Every row of a numbered list of measures; None when fewer than half of its items have a deadline."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if len(paragraphs) < len(blocks):
        return None
    entries = _read_entries(paragraphs)
    items = [entry for entry in entries if isinstance(entry, _Item)]
    complete = sum(item.complete for item in items)
    if complete < 2 or 2 * complete < len(items):
        return None
    rows = tuple(_rows_of(entries))
    issues = tuple(
        make_issue("row_not_understood", row.place, " ".join(row.cells))
        for row in rows
        if row.fate is Fate.ISSUE
    )
    return Arrangement(NAME, rows, issues)


def _read_entries(paragraphs: Sequence[Paragraph]) -> list[_Item | Row]:
    entries: list[_Item | Row] = []
    item: _Item | None = None
    last_item = max((i for i, line in enumerate(paragraphs) if _ITEM.match(line.text)), default=-1)
    stray = False  # between an item that is full and the next number nothing belongs to anybody
    for position, line in enumerate(paragraphs):
        begun = _ITEM.match(line.text)
        heading = None if begun else parse_heading(line.text, words_only=True)
        if begun is not None:
            item, stray = _Item(begun["number"]), False
            item.add(Field.TITLE, line)
            entries.append(item)
        elif heading is not None:
            entries.append(Row(line.place, (line.text,), heading.fate, heading=heading))
            item, stray = None, False
        elif item is not None and not _closes(item, line.text, last=position > last_item):
            name, text = _classify(item, line)
            if item.takes(name):
                item.add(name, text)
            else:
                entries.append(paragraph_row(line, Fate.ISSUE))
                item, stray = None, True
        else:
            item = None
            entries.append(paragraph_row(line, _fate_between(entries, line, stray=stray)))
    return entries


def _closes(item: _Item, line: str, *, last: bool) -> bool:
    """Whether a line stands below the finished list: a signature or a drawn rule."""
    if not last or _is_deadline(line):
        return False
    # «Лісова» closes an item that has all it needs; below a bare title it may be a body
    full = {Field.DEADLINE, Field.BODIES} <= set(item.parts)
    return is_signed(line) or (full and is_closing(line))


def _fate_between(entries: Sequence[_Item | Row], line: Paragraph, *, stray: bool) -> Fate:
    """The fate of a line that belongs to no item: prose, a signature, or what nobody understands."""
    begun = any(isinstance(entry, _Item) for entry in entries)
    if begun and (is_signed(line.text) or (not stray and is_closing(line.text))):
        return Fate.FURNITURE
    return Fate.ISSUE if stray else Fate.TEXT


def _classify(item: _Item, line: Paragraph) -> tuple[Field, Paragraph]:
    """What a line below a title holds, and the line without its label."""
    label = _LABEL.match(line.text)
    named = match_column(label["label"]) if label else None
    if label is not None and named in _LABELS:
        return named, Paragraph(line.text[label.end() :], line.place)
    if _continues_title(item, line):
        return Field.TITLE, line
    return (Field.DEADLINE if _is_deadline(line.text) else Field.BODIES), line


def _continues_title(item: _Item, line: Paragraph) -> bool:
    if item.order != [Field.TITLE]:
        return False
    if _PART.match(line.text):
        return True
    above = item.parts[Field.TITLE][-1].text
    return not _ENDS.search(above) and line.text.lstrip()[:1].islower()


def _is_deadline(text: str) -> bool:
    if len(text) > _MAX_DEADLINE:
        return False
    return parse_deadline(text, (2000, 2000)).kind is not DeadlineKind.NONE


def _rows_of(entries: Sequence[_Item | Row]) -> list[Row]:
    rows: list[Row] = []
    begun = False
    for entry in entries:
        if isinstance(entry, Row):
            rows.append(entry)
        elif not begun and not entry.complete:  # numbered prose above the list
            rows.extend(paragraph_row(line) for line in entry.lines)
        else:
            begun = True
            rows.append(_measure_row(entry))
    return rows


def _measure_row(item: _Item) -> Row:
    values = {
        name: Cell(joined_text(lines), span(line.place for line in lines))
        for name, lines in item.parts.items()
    }
    printed = tuple(values[name].text for name in item.order)
    title = values[Field.TITLE]
    number = _ITEM.match(title.text)
    assert number is not None
    values[Field.TITLE] = Cell(title.text[number.end() :], title.place)
    values[Field.NUMBER] = Cell(item.number, title.place)
    return Row(span(line.place for line in item.lines), printed, Fate.MEASURE, values=values)
