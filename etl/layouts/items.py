"""One item of a list of measures: which of its lines are title, bodies, deadline, what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from etl.blocks import Paragraph, joined_text
from etl.layouts.lines import (
    Piece,
    begins_body,
    begins_unit,
    end_of_label_number,
    is_deadline,
    split_closing,
    split_labels,
    split_tail,
    split_told,
    tells_outcome,
)
from etl.layouts.rows import Field

_PART: Final = re.compile(r"\s*(?:[-–—•]\s|(?:[а-яґєії]|\d{1,2})\)\s)")
_ENDS: Final = re.compile(r"[.!?;:,»\"”]\s*$")
_SHORT: Final = 80
_LONGEST: Final = 32_000
"""Characters of an item, as many as a cell of a table may hold."""
_DONE: Final = (Field.RESULT, Field.STATUS)


@dataclass(slots=True)
class Item:
    """The parts of an item in printed order; `lines` are its lines as printed, `stray` those that fit nowhere."""

    parts: dict[Field, list[Paragraph]] = field(default_factory=dict)
    lines: list[Paragraph] = field(default_factory=list)
    stray: list[Paragraph] = field(default_factory=list)
    groups: list[tuple[set[Field], list[Paragraph]]] = field(default_factory=list)
    last: Field = Field.TITLE
    labelled: bool = False
    report: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether more than a title was found: a bare numbered line is no measure by itself."""
        return self.is_told or Field.DEADLINE in self.parts

    @property
    def is_bare(self) -> bool:
        """Whether the item is a title and nothing else."""
        return set(self.parts) == {Field.TITLE} and not self.stray

    @property
    def is_told(self) -> bool:
        """Whether a report says of it what was done."""
        return self.report and any(name in self.parts for name in _DONE)

    @property
    def names_body(self) -> bool:
        """Whether a body answers for it, deadline or not."""
        return begins_body(self.text(Field.BODIES))

    @property
    def is_open(self) -> bool:
        """Whether its last part announces a list («Очікувані результати:»)."""
        return self.text(self.last).rstrip().endswith(":")

    def text(self, name: Field) -> str:
        """The words of a part, "" when the item has none."""
        return joined_text(self.parts.get(name, ()))

    @property
    def cells(self) -> tuple[str, ...]:
        """The item as printed: lines that hold one part together, a line of several parts alone."""
        return tuple(joined_text(lines) for _, lines in self.groups)

    def keep(self, names: Sequence[Field], line: Paragraph) -> None:
        """Notes a line as printed with the parts it holds."""
        self.lines.append(line)
        if self.groups and len(set(names)) == 1 and self.groups[-1][0] == {*names}:
            self.groups[-1][1].append(line)
        else:
            self.groups.append(({*names}, [line]))

    def add(self, piece: Piece, name: Field, line: Paragraph) -> None:
        """Puts a piece of a line into a part."""
        self.parts.setdefault(name, []).append(Paragraph(piece.text, line.place))
        self.last, self.labelled = name, piece.labelled

    def takes(self, name: Field) -> bool:
        """Whether a part can go on here: bodies, deadline, bodies again would be two items."""
        return name not in self.parts or self.last is name


def read_item(
    lines: Sequence[Paragraph], mark_end: int, *, forced: int = 1, report: bool = False
) -> Item:
    """An item from its lines; the words of the first begin at `mark_end`, the first `forced` are all title."""
    item = Item(report=report)
    length = 0
    for index, line in enumerate(lines):
        text = line.text[mark_end if index == 0 else end_of_label_number(line.text) :]
        if not text.strip():  # a number alone on its line
            item.lines.append(line)
            item.groups.append((set(), [line]))
            forced = max(forced, index + 2)
            continue
        pieces = [
            part
            for piece in split_labels(text)
            for part in ([piece] if piece.labelled else _cut(item, piece.text, index < forced))
        ]
        named = [_name(item, piece, first=index < forced) for piece in pieces]
        names = [name for name in named if name is not None and item.takes(name)]
        length += len(text)
        if len(names) < len(pieces) or not names or length > _LONGEST:
            item.stray += lines[index:]
            break
        for piece, name in zip(pieces, names, strict=True):
            item.add(piece, name, line)
        item.keep(names, line)
    return _closed(item)


def _cut(item: Item, text: str, first: bool) -> list[Piece]:
    if first:
        return [Piece(Field.TITLE, text)]
    title = item.parts[Field.TITLE][-1].text if item.last is Field.TITLE and item.parts else "."
    broken = not _ENDS.search(title) and text.lstrip()[:1].islower()
    if item.is_told or (broken and not begins_unit(text)):  # a title goes on over the line's end
        return [Piece(None, text)]
    return split_tail(text)


def _name(item: Item, piece: Piece, *, first: bool) -> Field | None:
    """What a piece holds; None when it fits nowhere."""
    if piece.name is not None:
        return piece.name
    above = item.parts[item.last][-1].text if item.parts else ""
    if first or (not above and item.labelled):  # a label alone on its line
        return item.last
    if item.report and (item.last in _DONE or tells_outcome(piece.text, anywhere=True)):
        return Field.RESULT
    if _PART.match(piece.text) and item.last in (Field.TITLE, Field.EXPECTED, Field.BODIES):
        return item.last
    if is_deadline(piece.text):
        return Field.DEADLINE
    goes_on = not _ENDS.search(above) and piece.text.lstrip()[:1].islower()
    if item.last is Field.TITLE and goes_on and not begins_unit(piece.text):
        return Field.TITLE
    if begins_body(piece.text):
        return Field.BODIES
    if goes_on or (above.rstrip().endswith(",") and item.last is Field.BODIES):
        return item.last
    if item.last is not Field.TITLE:
        return Field.RESULT if item.report else None
    if not _ENDS.search(above) or len(piece.text) > _SHORT:
        return Field.TITLE
    return Field.BODIES


def _closed(item: Item) -> Item:
    """The item with what its paragraph itself says at its end, where no line of its own did."""
    if set(item.parts) != {Field.TITLE} or not item.parts[Field.TITLE]:
        return item
    *above, last = item.parts[Field.TITLE]
    split = split_told if item.report else split_closing
    pieces = split(last.text)
    if len(pieces) > 1:
        item.parts[Field.TITLE] = above
        for piece in pieces:
            item.add(piece, piece.name or Field.TITLE, last)
    return item
