"""The agenda of a meeting: what is late, point by point for each body or direction.

One structure for the page, the print, the files and the meeting on the projector: none of them can differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from dashboard.context import View
from dashboard.lists.arrange import PARAMETERS
from dashboard.lists.lines import Executor, Line
from dashboard.lists.listing import BY_BODY, BY_DIRECTION, Listing
from dashboard.lists.sections import Group, Section
from dashboard.lists.table import Places
from dashboard.metrics.listing import LATE_LISTS
from dashboard.names import document_name
from data.deadlines import MovedDeadline
from data.tuples import each_row

WHOLE_UP_TO: Final = 300
_CUT_WORDS: Final = 9


@dataclass(frozen=True, slots=True)
class Item:
    """A measure under a point; `seen_in` is the number of the point that printed it in full, None where here.

    `source` names the report whose words `line.quotation` are, `moved` how the deadline was moved.
    """

    line: Line
    plan: str = ""
    source: str = ""
    moved: MovedDeadline | None = None
    seen_in: int | None = None

    @property
    def title(self) -> str:
        """The title in full, or as much as names a measure that was printed before: «Проведення… »."""
        words = self.line.title.split()
        if self.seen_in is None or len(words) <= _CUT_WORDS:
            return self.line.title
        return " ".join(words[:_CUT_WORDS]).rstrip(",;:") + "…"

    @property
    def beside(self) -> tuple[Executor, ...]:
        """The bodies that answer together with the point's own; all of them under a direction."""
        own = self.line.executor
        return tuple(
            one
            for one in self.line.executors
            if own is None or (one.body_id, one.name) != (own.body_id, own.name)
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda: a body or a direction with its measures; empty `name`: none is named."""

    number: int
    group: Group
    items: tuple[Item, ...] = field(repr=False)

    @property
    def key(self) -> str:
        """What an address calls the point."""
        return self.group.key or "-"

    @property
    def by_consent(self) -> bool:
        """Whether the body answers «за згодою» in all its measures here."""
        return all(item.line.executor and item.line.executor.by_consent for item in self.items)


@dataclass(frozen=True)
class Agenda:
    """The agenda of a listing: of the rows its table shows in the address `query`."""

    listing: Listing
    query: Mapping[str, object] = field(default_factory=dict)

    @property
    def view(self) -> View:
        """The view whose rows these are."""
        return self.listing.view

    @property
    def grouping(self) -> str:
        """By direction where the reader groups so, else by body, which is how meetings go."""
        return BY_DIRECTION if self.listing.grouping == BY_DIRECTION else BY_BODY

    @cached_property
    def arranged(self) -> dict[str, str]:
        """What the reader filtered and sorted in the table, as the address says it."""
        given = {} if self.listing.grouping else self.query
        return {name: str(given[name]) for name in PARAMETERS if given.get(name)}

    @property
    def counts_days(self) -> bool:
        """Whether its days are days late; else they are days left."""
        return self.listing.name in LATE_LISTS

    @cached_property
    def lines(self) -> list[Line]:
        """Every measure once."""
        return self.listing.lines_at(self._places)

    @cached_property
    def sections(self) -> list[Section]:
        """The bodies or directions in the order of the points."""
        return self.listing.sections(self.grouping, self._places)

    @cached_property
    def _places(self) -> Places | None:
        """Where its measures stand in the list; None for all of them as they follow."""
        return self.listing.places(self.query) if self.arranged else None

    @cached_property
    def rows(self) -> int:
        """How many rows it prints: a measure of several bodies stands under each of them."""
        return sum(map(len, self.sections))

    @property
    def is_whole(self) -> bool:
        """Whether it is short enough for paper."""
        return self.rows <= WHOLE_UP_TO

    def points(self) -> Iterator[Point]:
        """All points; a measure met before is marked with the point that has it in full."""
        seen: dict[str, int] = {}
        groups = self.listing.groups_of(self.sections)
        for number, group in enumerate(groups, start=1):
            items = tuple(self._item(line, seen.get(line.measure_id)) for line in group.lines)
            seen.update(
                {line.measure_id: number for line in group.lines if line.measure_id not in seen}
            )
            yield Point(number, group, items)

    def point(self, key: str) -> Point | None:
        """The point of an address, else the first; None for an agenda without rows. Its measures stand in full."""
        if not self.sections:
            return None
        place = self.keys.index(key) if key in self.keys else 0
        [group] = self.listing.groups_of([self.sections[place]])
        return Point(place + 1, group, tuple(self._item(line, None) for line in group.lines))

    @cached_property
    def keys(self) -> list[str]:
        """What an address calls each point, in their order."""
        return [section.key or "-" for section in self.sections]

    def last_of(self, place: int) -> str:
        """The last measure of the point at a place, counted from 0."""
        ids = self.listing.rows["measure_id"]
        return str(ids.iloc[int(self.sections[place].places[-1])])

    @cached_property
    def is_demo(self) -> bool:
        """Whether any of its rows stands in demo data, which has to be said on screen and on paper."""
        documents = self.view.snapshot.documents
        own = documents["document_key"].isin(self._plans)
        return bool(documents.loc[own, "is_demo"].any())

    @cached_property
    def several_plans(self) -> bool:
        """Whether the rows are of several plans, which then have to be named."""
        return len(self._plans) > 1

    @cached_property
    def _plans(self) -> frozenset[str]:
        """The plans of its rows."""
        plans, places = self.listing.rows["plan_key"].array, self._places
        return frozenset(plans.unique() if places is None else plans.take(places).unique())

    def _item(self, line: Line, seen_in: int | None) -> Item:
        return Item(
            line=line,
            plan=self.listing.names.plans[line.document_key] if self.several_plans else "",
            source=self._source_of(line.outcome) if line.quotation and line.outcome >= 0 else "",
            moved=self.listing.moved.get(line.measure_id),
            seen_in=seen_in,
        )

    def _source_of(self, outcome: int) -> str:
        """The report that tells an outcome: «Звіт, Луганська область, 2017»."""
        told = self.view.snapshot.outcomes["document_key"].array
        return self._reports.get(str(told[outcome]), "")

    @cached_property
    def _reports(self) -> dict[str, str]:
        documents = self.view.snapshot.documents
        reports = documents[documents["kind"] == "report"]
        return {row.document_key: document_name(self.view.words, row) for row in each_row(reports)}
