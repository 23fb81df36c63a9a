"""The parts of a grouped list: the rows under each body or direction, worked out before any line is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np

from dashboard.lists.lines import Executor, Line
from dashboard.lists.order import ukrainian_order
from dashboard.lists.table import Places, Table
from dashboard.metrics.listing import number_key

_PLACE_BYTES: Final = 16


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Rows under one head, by their places: those of a body (`executors`: as what it stands in each) or direction.

    An empty `name` says that none is named; `longest` is the most days among its rows, `nearest` their first date.
    """

    key: str
    name: str
    places: Places
    executors: Sequence[Executor | None]
    longest: int
    nearest: date | None
    document_key: str = ""
    body_id: str = ""
    collective: bool = False

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True, eq=False)
class Group(Section):
    """A section with lines of its rows: with some of them on a page of a long list, where it may be continued."""

    lines: tuple[Line, ...] = ()
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows of a section that stand on one page: from its row `since` up to, not with, `until`."""

    section: Section
    since: int
    until: int

    @property
    def places(self) -> Places:
        """Where the rows stand in the list."""
        return self.section.places[self.since : self.until]

    def group(self, lines: Mapping[int, Line]) -> Group:
        """The rows as lines, each with the body as it stands there; `lines` are found by their places."""
        whole = {part.name: getattr(self.section, part.name) for part in fields(Section)}
        executors = self.section.executors[self.since : self.until]
        found = tuple(
            lines[place] if executor is None else replace(lines[place], executor=executor)
            for place, executor in zip(self.places.tolist(), executors, strict=True)
        )
        return Group(**whole, lines=found, is_continued=self.since > 0)


def cut_sections(sections: Iterable[Section], first: int, last: int) -> list[Cut]:
    """The cuts that stand between two places of a grouped list, where sections follow each other."""
    cuts = []
    begin = 0
    for section in sections:
        since, until = max(first - begin, 0), min(last - begin, len(section))
        if since < until:
            cuts.append(Cut(section, since, until))
        begin += len(section)
    return cuts


def size_of(sections: Iterable[Section]) -> int:
    """About how many bytes sections take."""
    return sum(200 + _PLACE_BYTES * len(section) for section in sections)


def group_by_body(table: Table, places: Places, bodies: Iterable[str] = ()) -> list[Section]:
    """The rows at these places under each body that answers, single bodies before collective, most rows first.

    With `bodies` chosen only theirs are given; rows that name no body stand under an empty name, last.
    """
    rows, named, numbers, keys = _named_bodies(table, places, frozenset(bodies))
    parts = _Parts(table, numbers, rows, places)
    executors = named[parts.order]
    sections = [
        Section(
            body_id or name,
            name,
            part.places,
            executors[part.since : part.until],
            part.longest,
            part.nearest,
            body_id=body_id,
            collective=collective,
        )
        for part, (body_id, name, collective) in zip(parts, keys, strict=True)
    ]
    return sorted(
        sections,
        key=lambda section: (
            not section.name,
            section.collective,
            -len(section),
            -section.longest,
            ukrainian_order(section.name),
        ),
    )


def group_by_direction(table: Table, places: Places) -> list[Section]:
    """The rows at these places under each direction of each plan, plans by their keys, directions by numbers."""
    documents, directions = table.coded("document_key"), table.coded("direction_key")
    names = table.coded("direction")
    together = documents.codes * len(directions.values) + directions.codes
    found, numbers = np.unique(together[places], return_inverse=True)
    parts = _Parts(table, numbers, np.arange(len(places)), places)
    held = {}
    for code, part in zip(found.tolist(), parts, strict=True):
        document, direction = divmod(code, len(directions.values))
        document_key, key = documents.values[document], directions.values[direction]
        held[document_key, key] = Section(
            key or document_key,
            names.values[names.codes[part.places[0]]],
            part.places,
            (None,) * len(part.places),
            part.longest,
            part.nearest,
            document_key=document_key,
        )
    return [held[pair] for pair in sorted(held, key=lambda pair: (pair[0], number_key(pair[1])))]


_Key: TypeAlias = tuple[str, str, bool]
_NOBODY: Final[_Key] = ("", "", False)
# later than any date
_NEVER: Final = 1_000_000


def _named_bodies(
    table: Table, places: Places, chosen: frozenset[str]
) -> tuple[Places, np.ndarray[Any, Any], Places, list[_Key]]:
    """Each row as often as it names a body (or none), in the order of the rows.

    Which row it is, the executor that stands there, the number of its key, and the keys by number.
    """
    executors = table.coded("executors")
    codes = executors.codes[places]
    known: dict[_Key, int] = {}
    named: list[Executor | None] = []
    numbers: list[int] = []
    counts = np.zeros(len(executors.values), dtype=np.int64)
    for code in np.unique(codes).tolist():
        told: Sequence[Executor | None] = executors.values[code] or (None,)
        if chosen:
            told = [one for one in told if one is not None and one.body_id in chosen]
        counts[code] = len(told)
        named.extend(told)
        for one in told:
            key = (one.body_id, one.name, one.collective) if one else _NOBODY
            numbers.append(known.setdefault(key, len(known)))
    several = counts[codes]
    row = np.repeat(np.arange(len(places)), several)
    # the executors of each code stand together: from where they begin, as many as the row has
    begins = np.cumsum(counts) - counts
    within = np.arange(len(row)) - np.repeat(np.cumsum(several) - several, several)
    at = np.repeat(begins[codes], several) + within
    held = np.empty(len(named), dtype=object)
    held[:] = named
    return row, held[at], np.array(numbers, dtype=np.int64)[at], list(known)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a section shows of its rows, which are those from `since` up to `until` in the order of all parts."""

    places: Places
    since: int
    until: int
    longest: int
    nearest: date | None


class _Parts:
    """Rows parted by a number from 0 on, each with its most days and first date; rows keep their order in a part."""

    def __init__(self, table: Table, numbers: Places, rows: Places, places: Places) -> None:
        self.order = np.argsort(numbers, kind="stable")
        self._places = places[rows[self.order]]
        self._begins = np.flatnonzero(np.diff(numbers[self.order], prepend=-1))
        days, due = table.coded("days"), table.coded("due")
        self._days = np.array([one or 0 for one in days.values], dtype=np.int64)[
            days.codes[self._places]
        ]
        dates = np.array(due.values, dtype="datetime64[D]")[due.codes[self._places]]
        self._due = np.where(np.isnat(dates), _NEVER, dates.astype(np.int64))

    def __iter__(self) -> Iterator[_Part]:
        if not len(self._places):
            return
        begins = self._begins
        longest = np.maximum(np.maximum.reduceat(self._days, begins), 0).tolist()
        nearest = np.minimum.reduceat(self._due, begins)
        days = nearest.astype("datetime64[D]").tolist()
        ends = [*begins[1:].tolist(), len(self._places)]
        for since, until, most, first, is_dated in zip(
            begins.tolist(), ends, longest, days, (nearest != _NEVER).tolist(), strict=True
        ):
            yield _Part(self._places[since:until], since, until, most, first if is_dated else None)
