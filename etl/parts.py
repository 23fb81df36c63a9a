"""Where one document of a file ends and the next begins: an order with two annexes, a plan of each of two raions.

A new head (an approval block, «Додаток 2», a title of other years or another region) begins a document when
measures follow it. Tables of one plan under headings of directions stay one document, as does an annex
without measures (the members of a working group).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Final

from data.identity import nearly_same_title
from data.model import DocumentKind, Fate, Header
from etl.blocks import Block, Paragraph, Table, TableRow, joined_text
from etl.headers import Order, head_lines
from etl.layouts import Arrangement, arrange
from etl.layouts.rows import Field
from etl.layouts.words import is_header, match_column
from etl.values.header import heads_order, opens_approval, parse_header, title_kind
from etl.values.number import parse_number
from etl.values.text import clean, fold

_ANNEX: Final = re.compile(r"додаток\s*(?:№\s*)?(?P<number>\d{1,2}|[а-яґєіїa-z])?(?!\w)")
_ITEM: Final = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){0,3}\s*[.)]")
_CONTINUED: Final = re.compile(r"продовження\s+додатк")
_MEASURES_ONLY: Final = ("заходи", "перелік заходів")
_LONGEST_TITLE: Final = 400
_TITLED: Final = (DocumentKind.PLAN, DocumentKind.REPORT)


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file: its rows, and the order that adopts it."""

    arrangement: Arrangement
    order: Order = Order()


@dataclass(frozen=True, slots=True)
class _Piece:
    """The blocks from one head to the next; `arrangement` is None where no measures stand."""

    blocks: tuple[Block, ...]
    arrangement: Arrangement | None
    lines: tuple[Paragraph, ...]
    header: Header

    @property
    def is_order(self) -> bool:
        return self.arrangement is None and self.header.kind is DocumentKind.ORDER

    @property
    def annex(self) -> str | None:
        """The number of an annex, "" for an approval block without one, None for a bare title."""
        marks = [line.text for line in self.lines if _opens_annex(line.text)]
        numbers = (_ANNEX.match(fold(text)) for text in marks)
        number = next((found["number"] for found in numbers if found and found["number"]), "")
        return number if marks else None


def split_parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The documents that stand in these blocks one after another; () when no layout finds measures in them."""
    lifted = _lift_titles(blocks)
    pieces = _read_pieces(lifted)
    groups = _group(pieces)
    if len(groups) == 1 and len(lifted) != len(blocks):
        groups = [_read_pieces(blocks)]
    parts = [part for group in groups if (part := _part(group)) is not None]
    # an order that adopts several plans stands above the first of them
    above = Order(parts[0].order.lines) if parts else Order()
    return tuple(part if part.order.lines else replace(part, order=above) for part in parts)


def _part(pieces: Sequence[_Piece]) -> Part | None:
    blocks = tuple(block for piece in pieces for block in piece.blocks)
    arrangement = pieces[0].arrangement if len(pieces) == 1 else arrange(blocks)
    if arrangement is None:
        return None
    above = tuple(takewhile(lambda piece: piece.arrangement is None, pieces))
    own = pieces[len(above)].header if len(above) < len(pieces) else None
    ordered = any(piece.is_order for piece in above)
    if not ordered or own is None or own.kind not in _TITLED:  # the plan has no title of its own
        return Part(arrangement)
    lines = tuple(line for piece in above for line in piece.lines)
    return Part(arrangement, Order(lines, len(lines)))


def _group(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """The pieces of each document; a second order goes with the plan below it."""
    groups: list[list[_Piece]] = [[]]
    begun: _Piece | None = None
    waiting: list[_Piece] = []
    for piece in pieces:
        if begun is not None and piece.is_order:
            waiting.append(piece)
            continue
        new = piece.arrangement is not None and begun is not None and _is_other(piece, begun)
        if new:
            groups.append([])
        groups[-1] += [*waiting, piece]
        waiting = []
        if new or (begun is None and piece.arrangement is not None):
            begun = piece
    groups[-1] += waiting
    return groups


def _is_other(piece: _Piece, begun: _Piece) -> bool:
    """Whether a piece with measures is another document than the one begun above it."""
    header, above = piece.header, begun.header
    if header.kind not in _TITLED:
        return False
    same_title = nearly_same_title(header.title, above.title)
    if piece.annex is not None:
        return not same_title or piece.annex != begun.annex
    if same_title or not _starts_anew(piece):
        return False
    if header.region_iso and above.region_iso and header.region_iso != above.region_iso:
        return True
    if header.year_start is None or fold(header.title).startswith(_MEASURES_ONLY):
        return False
    return not _is_year_of(header, above)


def _is_year_of(header: Header, above: Header) -> bool:
    """Whether a title speaks of one of the years of the plan above it: a heading inside that plan."""
    start, end = above.year_start, above.year_end
    if start is None or end is None or header.year_start is None or header.year_end is None:
        return False
    within = start <= header.year_start and header.year_end <= end
    return within and (start, end) != (header.year_start, header.year_end)


def _starts_anew(piece: _Piece) -> bool:
    """Whether the numbers of its measures begin again, or there are none."""
    rows = piece.arrangement.rows if piece.arrangement is not None else ()
    first = next(row for row in rows if row.fate is Fate.MEASURE)
    cell = first.values.get(Field.NUMBER)
    number = parse_number(cell.text if Field.NUMBER in first.values and cell else "")
    return number is None or not number[0].isdigit() or number.split(".")[0] == "1"


def _read_pieces(blocks: Sequence[Block]) -> list[_Piece]:
    starts = list(_heads(blocks))
    edges = [0, *[start for start in starts if start > 0], len(blocks)]
    cuts = [tuple(blocks[a:b]) for a, b in pairwise(edges)]
    return [_read_piece(cut) for cut in cuts if cut]


def _read_piece(blocks: tuple[Block, ...]) -> _Piece:
    arrangement = arrange(blocks)
    if arrangement is not None:
        lines = head_lines(arrangement.rows)
    else:
        lines = [block for block in blocks if isinstance(block, Paragraph)]
    return _Piece(blocks, arrangement, tuple(lines), parse_header(joined_text(lines)))


def _heads(blocks: Sequence[Block]) -> Iterator[int]:
    """Where heads begin: the first line of each run of lines that opens one, and an annex below its order."""
    within = ordering = False
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or _ITEM.match(block.text):
            within = ordering = False
        elif (not within and _opens(block.text)) or (ordering and _opens_annex(block.text)):
            within, ordering = True, heads_order(block.text)
            yield index


def _opens(text: str) -> bool:
    line = clean(text)
    if len(line) > _LONGEST_TITLE or match_column(line.split(":")[0]) is not None:
        return False
    return _opens_annex(line) or heads_order(line) or title_kind(line) in _TITLED


def _opens_annex(line: str) -> bool:
    folded = fold(clean(line))
    annex = _ANNEX.match(folded)
    short = annex is not None and len(folded.split()) <= 4
    return not _CONTINUED.match(folded) and (short or opens_approval(line))


# --- titles inside a table (a sheet that holds two plans one below the other) -----------------


def _lift_titles(blocks: Sequence[Block]) -> list[Block]:
    lifted: list[Block] = []
    for block in blocks:
        lifted += _lifted(block) if isinstance(block, Table) else [block]
    return lifted


def _lifted(table: Table) -> list[Block]:
    """A table cut where lines of a head stand above a header inside it."""
    rows = table.rows
    headers = [index for index, row in enumerate(rows) if index and is_header(row.texts)]
    blocks: list[Block] = []
    done = 0
    for header in headers:
        start = header
        while start - 1 > done and (rows[start - 1].is_blank or _is_line(rows[start - 1])):
            start -= 1
        opening = next((i for i in range(start, header) if _opens(_line(rows[i]))), None)
        if opening is not None:
            blocks.append(_table(rows[done:opening]))
            blocks += [Paragraph(_line(row), row.place) for row in rows[opening:header]]
            done = header
    return [*blocks, _table(rows[done:])] if blocks else [table]


def _is_line(row: TableRow) -> bool:
    return len({clean(cell.text) for cell in row.cells if not cell.is_blank}) == 1


def _line(row: TableRow) -> str:
    return next((cell.text for cell in row.cells if not cell.is_blank), "")


def _table(rows: Sequence[TableRow]) -> Table:
    return Table(tuple(rows), rows[0].place.to(rows[-1].place))
