"""Tables of a PDF page that have no lines: columns that only stand under the words of a header.

Words part into segments by wide gaps; a header is found by its words, the gutters between its columns by
what stands below it, and rows by their numbers or by the gaps between them. Where these signs contradict each
other nothing is made: lines that nobody understood are better than rows put together wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any, Final

from etl.blocks import Cell, TableRow
from etl.layouts.rows import Field
from etl.layouts.table_head import holds_measures
from etl.layouts.words import is_header, is_number_row, match_columns
from etl.readers.pdf_strips import (
    ROW_GAP,
    SLACK,
    Segment,
    Strip,
    clear_gap,
    fills_twice,
    find_gaps,
    read_strips,
    split_runs,
)
from etl.values.number import parse_number

_HEADER_LINES: Final = 3
_MOST_DOUBLED: Final = 0.2


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table found on a page: where it stands, its gutters and number column, and its rows.

    It is `open` when nothing stands below it on its page; the table of the next page `goes_on` with it. A row
    has a text for each column, one text when it runs over all of them, and a text too many when nobody can
    see where its cells end.
    """

    box: tuple[float, float, float, float]
    gutters: tuple[float, ...]
    number_at: int | None
    open: bool = False
    goes_on: bool = False
    rows: list[list[str]] = field(default_factory=list)


def find_aligned(words: Sequence[dict[str, Any]], above: Aligned | None) -> Aligned | None:
    """The table without lines on a page, None when there is none; `above` is the one of the page before.

    A table goes on over pages without its header as long as its gutters hold.
    """
    strips = list(read_strips(words))
    for end in range(1, len(strips) + 1):  # the narrowest header: lines above it are the title's
        for start in range(end - 1, max(end - _HEADER_LINES, 0) - 1, -1):
            if _header_of(strips[start:end]) is not None:
                start, end = _beside(strips, start, end)
                header = _header_of(strips[start:end])
                return _with_header(strips, start, end, header) if header is not None else None
    if above is None or not above.open or not strips:
        return None
    body = strips[: _end(strips, 0, above.gutters)]
    inside = sum(not one.crosses(above.gutters) for one in body)
    if 2 * inside <= len(body):
        return None
    return replace(_made(body, [], above, len(strips)), goes_on=True)


def _header_of(strips: Sequence[Strip]) -> list[Segment] | None:
    """The columns of a header over these lines, with the words of all of them; None when it is none."""
    columns: list[Segment] = []
    for strip in strips:
        for one in strip.segments:
            over = [at for at, c in enumerate(columns) if c.left < one.right and one.left < c.right]
            if len(over) > 1:
                return None
            if over:
                old = columns[over[0]]
                text = f"{old.text} {one.text}"
                columns[over[0]] = Segment(text, min(old.left, one.left), max(old.right, one.right))
            else:
                columns.append(one)
    columns.sort(key=lambda column: column.left)
    texts = [column.text for column in columns]
    known = len(columns) > 2 and is_header(texts) and holds_measures(_row(texts))
    return columns if known else None


def _row(texts: Sequence[str]) -> TableRow:
    return TableRow(tuple(Cell(text) for text in texts))


def _beside(strips: Sequence[Strip], start: int, end: int) -> tuple[int, int]:
    """The lines of a header with those half a line above or below it: words set in the middle of their cell."""
    while start and strips[start].top - strips[start - 1].bottom < -SLACK:
        start -= 1
    while end < len(strips) and strips[end].top - strips[end - 1].bottom < -SLACK:
        end += 1
    return start, end


def _with_header(
    strips: list[Strip], start: int, behind: int, header: list[Segment]
) -> Aligned | None:
    below = strips[start:]
    gutters = tuple(
        _gutter(below, left, right) for left, right in zip(header, header[1:], strict=False)
    )
    number_at = match_columns([column.text for column in header]).get(Field.NUMBER)
    shape = Aligned((0, 0, 0, 0), gutters, number_at)
    end = _end(strips, start, gutters)
    first = _header_end(strips[behind - 1 : end], shape) + behind - 1
    if first - start > 2 * _HEADER_LINES:
        return None
    return _made(strips[first:end], strips[start:first], shape, len(strips) - start)


def _header_end(strips: Sequence[Strip], shape: Aligned) -> int:
    """Behind the last line of the header that the first of these lines begins.

    It goes on until a clear gap, a line over all columns, a number, or a line beside the first number's.
    """
    height = median(strip.bottom - strip.top for strip in strips)
    gaps = find_gaps(strips)
    for at, gap in enumerate(gaps, start=1):
        below = gaps[at] if at < len(gaps) else 0.0
        numbered = _number(strips[at], shape) is not None
        if gap > ROW_GAP * height or numbered or below < -SLACK:
            return at
        if strips[at].crosses(shape.gutters) or shape.number_at is None:
            return at
    return len(strips)


def _gutter(strips: Sequence[Strip], left: Segment, right: Segment) -> float:
    """The middle of the widest gap that the fewest lines run over between two columns of the header."""
    start, end = (left.left + left.right) / 2, (right.left + right.right) / 2
    edges = {start, end}
    for strip in strips:
        edges |= {e for one in strip.segments for e in (one.left, one.right) if start < e < end}
    places = sorted(edges)
    spans = [
        (_crossed(strips, (low + high) / 2), low - high, (low + high) / 2)
        for low, high in zip(places, places[1:], strict=False)
    ]
    return min(spans)[2]


def _crossed(strips: Sequence[Strip], x: float) -> int:
    return sum(any(one.left < x < one.right for one in strip.segments) for strip in strips)


def _end(strips: Sequence[Strip], start: int, gutters: Sequence[float]) -> int:
    """Behind the last line that stands in the columns."""
    inside = [at for at in range(start, len(strips)) if not strips[at].crosses(gutters)]
    return max(inside, default=start) + 1


def _number(strip: Strip, shape: Aligned) -> str | None:
    if shape.number_at is None or strip.crosses(shape.gutters):
        return None
    cells = strip.cells(shape.gutters)
    return None if is_number_row(cells) else parse_number(cells[shape.number_at])


def _made(body: list[Strip], header: list[Strip], shape: Aligned, lines: int) -> Aligned:
    """The table of these lines; `lines` is how many there are from its first to the end of the page."""
    groups = _group(body, shape)
    rows = [_cells(header, shape)] if header else []
    if (
        groups is None
    ):  # where rows end is not to be seen: lines that the layout names as not understood
        spare = [""] * (len(shape.gutters) + 1)
        rows += [[" ".join(one.text for one in strip.segments), *spare] for strip in body]
    else:
        rows += [_cells(group, shape) for group in groups]
    strips = [*header, *body]
    left = min(one.left for strip in strips for one in strip.segments)
    right = max(one.right for strip in strips for one in strip.segments)
    box = (left - 1, strips[0].top - 1, right + 1, strips[-1].bottom + 1)
    return replace(shape, box=box, rows=rows, open=lines == len(strips))


def _cells(group: Sequence[Strip], shape: Aligned) -> list[str]:
    if group[0].crosses(shape.gutters):
        return [" ".join(one.text for strip in group for one in strip.segments)]
    columns = zip(*(strip.cells(shape.gutters) for strip in group), strict=True)
    return ["\n".join(text for text in column if text) for column in columns]


def _group(body: list[Strip], shape: Aligned) -> list[list[Strip]] | None:
    """Lines by rows; None where numbers and gaps tell different things."""
    doubled = sum(fills_twice(strip, shape.gutters) for strip in body)
    if doubled > _MOST_DOUBLED * len(body):  # the header lacks a column that the rows have
        return None
    groups: list[list[Strip]] = []
    for run in split_runs(body, shape.gutters):
        if run[0].crosses(shape.gutters):
            groups.append(run)
            continue
        rows = _by_numbers(run, shape) or _by_gaps(run, shape)
        if rows is None:
            return None
        groups += rows
    return groups


def _by_numbers(run: list[Strip], shape: Aligned) -> list[list[Strip]] | None:
    """Rows that begin with the line of their number; None when gaps say that numbers stand elsewhere."""
    starts = {at for at, strip in enumerate(run) if _number(strip, shape) is not None}
    starts |= {at for at, strip in enumerate(run) if is_number_row(strip.cells(shape.gutters))}
    if not starts:
        return None
    gaps = find_gaps(run)
    before = [gap for at, gap in enumerate(gaps, 1) if at in starts]
    within = [gap for at, gap in enumerate(gaps, 1) if at not in starts]
    if before and within and max(within) > min(before) + SLACK:
        return None
    if min(gaps, default=0.0) < -SLACK:  # cells set in the middle of their rows
        return None
    return _cut(run, starts)


def _by_gaps(run: list[Strip], shape: Aligned) -> list[list[Strip]] | None:
    """Rows parted by clear gaps, each with one number where rows have numbers; None without clear gaps."""
    gaps = find_gaps(run)
    if not gaps:
        return [run]
    height = median(strip.bottom - strip.top for strip in run)
    least = clear_gap([gap for gap in gaps if gap > -SLACK], height)
    if least is None:
        return None
    rows = _cut(run, {at for at, gap in enumerate(gaps, 1) if gap > least})
    if shape.number_at is not None and any(_numbers_in(row, shape) > 1 for row in rows):
        return None
    if shape.number_at is not None and any(_numbers_in(row, shape) == 0 for row in rows[1:]):
        return None
    return rows


def _numbers_in(row: list[Strip], shape: Aligned) -> int:
    return sum(_number(strip, shape) is not None for strip in row)


def _cut(run: list[Strip], starts: set[int]) -> list[list[Strip]]:
    rows: list[list[Strip]] = []
    for at, strip in enumerate(run):
        if at in starts or not rows:
            rows.append([])
        rows[-1].append(strip)
    return rows
