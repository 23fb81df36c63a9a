"""The parts of a grouped list: the rows under each body or direction, worked out before any line is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

import numpy as np

from dashboard.lists.lines import Executor, Line
from dashboard.lists.order import ukrainian_order
from dashboard.lists.table import Coded, Places, Table
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
    chosen = frozenset(bodies)
    executors = table.coded("executors")
    held: dict[tuple[str, str, bool], list[tuple[Places, Executor | None]]] = {}
    for code, found in _parted(executors.codes[places]):
        for executor in executors.values[code] or (None,):
            if chosen and (executor is None or executor.body_id not in chosen):
                continue
            key = (executor.body_id, executor.name, executor.collective) if executor else _NOBODY
            held.setdefault(key, []).append((found, executor))
    measured = _Measured(table, places)
    sections = [_of_body(key, parts, places, measured) for key, parts in held.items()]
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
    measured = _Measured(table, places)
    together = documents.codes * len(directions.values) + directions.codes
    found: dict[tuple[str, str], Places] = {}
    for code, rows in _parted(together[places]):
        document, direction = divmod(code, len(directions.values))
        found[documents.values[document], directions.values[direction]] = rows
    sections = []
    for document_key, key in sorted(found, key=lambda pair: (pair[0], number_key(pair[1]))):
        rows = found[document_key, key]
        name = names.values[names.codes[places[rows[0]]]]
        told = measured.of(rows)
        sections.append(
            Section(
                key or document_key,
                name,
                places[rows],
                (None,) * len(rows),
                *told,
                document_key=document_key,
            )
        )
    return sections


_NOBODY: Final = ("", "", False)


class _Measured:
    """The days and dates of the rows at some places."""

    def __init__(self, table: Table, places: Places) -> None:
        self._days = _taken(table.coded("days"), places, 0)
        due = _taken(table.coded("due"), places, None)
        self._due = due.astype("datetime64[D]")

    def of(self, found: Places) -> tuple[int, date | None]:
        """The most days and the first date of some of the rows."""
        due = self._due[found]
        dated = due[~np.isnat(due)]
        return int(self._days[found].max(initial=0)), dated.min().item() if len(dated) else None


def _taken(coded: Coded, places: Places, empty: Any) -> np.ndarray[Any, Any]:
    values = [empty if value is None else value for value in coded.values]
    return np.array(values, dtype=object)[coded.codes[places]]


def _of_body(
    key: tuple[str, str, bool],
    parts: Sequence[tuple[Places, Executor | None]],
    places: Places,
    measured: _Measured,
) -> Section:
    body_id, name, collective = key
    found = np.concatenate([rows for rows, _ in parts])
    order = np.argsort(found, kind="stable")
    named = np.empty(len(found), dtype=object)
    named[:] = [executor for rows, executor in parts for _ in rows]
    return Section(
        body_id or name,
        name,
        places[found[order]],
        named[order],
        *measured.of(found),
        body_id=body_id,
        collective=collective,
    )


def _parted(codes: Places) -> list[tuple[int, Places]]:
    """Each code with the places where it stands, in their order."""
    if not len(codes):
        return []
    order = np.argsort(codes, kind="stable")
    found, begins = np.unique(codes[order], return_index=True)
    return list(zip(found.tolist(), np.split(order, begins[1:]), strict=True))
