"""A list of measures as a page shows it and a file holds it: its set, lines, columns, groups, order and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from dashboard.context import View
from dashboard.lists.arrange import PARAMETERS, Arrangement, arrange, read_arrangement
from dashboard.lists.columns import Column, Names, columns_of, group_columns
from dashboard.lists.lines import Line, make_lines
from dashboard.lists.sections import (
    Group,
    Section,
    cut_sections,
    group_by_body,
    group_by_direction,
    size_of,
)
from dashboard.lists.table import Places, RowTable
from dashboard.metrics.listing import LATE_LISTS, order_rows
from dashboard.names import plan_names
from dashboard.paging import PageCut, cut_page
from data.deadlines import MovedDeadline, fetch_moved_deadlines

BY_BODY: Final = "body"
BY_DIRECTION: Final = "direction"
GROUPINGS: Final = (BY_BODY, BY_DIRECTION)
WHOLE_UP_TO: Final = 200
PAGE_ROWS: Final = 100
PAGE: Final = "page"
TABLE_PARAMETERS: Final = (PAGE, *PARAMETERS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that one page of a list shows: `lines`, or in a grouped list `groups` with their lines."""

    page: PageCut
    lines: Sequence[Line] = ()
    groups: Sequence[Group] = ()


@dataclass(frozen=True)
class Listing:
    """The rows that a view selects; its page, its files and its print all answer from this one."""

    view: View

    @property
    def name(self) -> str | None:
        """Which named number the rows are of (`overdue`, `base`, …); None for any measures."""
        return self.view.filters.rows

    @property
    def title(self) -> str:
        """What the rows are, in words: «Прострочені заходи»."""
        return self.view.words(f"lists.title_{self.name or 'all'}")

    @property
    def grouping(self) -> str:
        """How the lines are grouped: by body, by direction, or not (empty)."""
        group = self.view.filters.group
        return group if group in GROUPINGS else ""

    @cached_property
    def names(self) -> Names:
        """The words and the names of the plans."""
        return Names(self.view.words, plan_names(self.view))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows of the view in the list's own order."""
        return order_rows(self.view.rows, self.name)

    @cached_property
    def table(self) -> RowTable:
        """The rows column by column."""
        return RowTable(self.view.snapshot, self.rows, self.name, self.view.filters.body)

    @cached_property
    def lines(self) -> list[Line]:
        """Every line once, in the list's own order."""
        return self.lines_at(None)

    @cached_property
    def moved(self) -> dict[str, MovedDeadline]:
        """The deadlines that a later edition of a plan moved, by measure."""
        return self.view.of_version("moved", self._fetch_moved)

    @cached_property
    def several_plans(self) -> bool:
        """Whether the rows are of several plans, which then have to be named."""
        return self.rows["plan_key"].nunique() > 1

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list, those of files only among them."""
        return columns_of(
            self.name,
            several_plans=self.several_plans,
            counts_days=bool((self.rows["overdue"] != "").any()),
            names_bodies=self.table.names_bodies,
        )

    @property
    def file_columns(self) -> tuple[Column, ...]:
        """The columns of a file: those of the groups go before."""
        return (group_columns() if self.grouping == BY_BODY else ()) + self.columns

    def lines_at(self, places: Places | None) -> list[Line]:
        """The lines at some places of the list, in their order; all of them for None."""
        rows = self.rows if places is None else self.rows.iloc[places]
        return make_lines(self.view.snapshot, rows, self.name, self.view.filters.body)

    def sections(self, grouping: str, places: Places | None = None) -> list[Section]:
        """The rows at some places (all for None) by body or direction, whatever the list's own grouping is."""
        if places is not None:
            return self._group(grouping, places)
        return self.view.remembered(
            grouping, lambda: self._group(grouping, np.arange(len(self.rows))), size_of
        )

    def groups_of(self, sections: Sequence[Section]) -> list[Group]:
        """Sections with all their lines."""
        return self._cut(sections, 0, sum(map(len, sections)))

    @cached_property
    def groups(self) -> list[Group]:
        """The lines in their groups; empty where the list is not grouped."""
        return self.groups_of(self.sections(self.grouping)) if self.grouping else []

    def arrangement(self, query: Mapping[str, object]) -> Arrangement:
        """What the address says of the table; a grouped list keeps its own order."""
        return Arrangement() if self.grouping else read_arrangement(query, self.columns)

    def places(self, query: Mapping[str, object]) -> Places:
        """The places of the rows as the table of this address shows them, those of an ungrouped list."""
        arrangement = self.arrangement(query)
        return self.view.remembered(
            arrangement,
            lambda: arrange(self.table, self.columns, self.names, arrangement),
            lambda places: places.nbytes,
        )

    def arranged(self, query: Mapping[str, object]) -> list[Line]:
        """The lines as the table of this address shows them, on all its pages."""
        if not self.grouping:
            return self.lines_at(self.places(query))
        return [line for group in self.groups for line in group.lines]

    @cached_property
    def is_whole(self) -> bool:
        """Whether the list is short enough to stand on one page."""
        return self._all_rows <= WHOLE_UP_TO

    def sheet(self, query: Mapping[str, object]) -> Sheet:
        """The page of the list that an address asks for, the last where there are fewer."""
        if self.grouping:
            return self._grouped_sheet(query)
        places = self.places(query)
        page = cut_page(query.get(PAGE), len(places), self._page_rows)
        return Sheet(page, self.lines_at(places[page.first : page.last]))

    def _grouped_sheet(self, query: Mapping[str, object]) -> Sheet:
        rows = self._all_rows
        page = cut_page(query.get(PAGE), rows, self._page_rows)
        groups = self._cut(self.sections(self.grouping), page.first, page.last)
        return Sheet(page, groups=groups)

    @property
    def _page_rows(self) -> int:
        return WHOLE_UP_TO if self.is_whole else PAGE_ROWS

    @cached_property
    def _all_rows(self) -> int:
        """How many rows all pages show: a measure of several bodies stands under each of them."""
        if not self.grouping:
            return len(self.rows)
        return sum(map(len, self.sections(self.grouping)))

    def _cut(self, sections: Sequence[Section], first: int, last: int) -> list[Group]:
        """The groups whose rows stand between two places of a grouped list, with those of their lines."""
        cuts = cut_sections(sections, first, last)
        if not cuts:
            return []
        places = np.unique(np.concatenate([cut.places for cut in cuts]))
        lines = dict(zip(places.tolist(), self.lines_at(places), strict=True))
        return [cut.group(lines) for cut in cuts]

    def _fetch_moved(self) -> dict[str, MovedDeadline]:
        with self.view.services.engine.connect() as connection:
            return fetch_moved_deadlines(connection)

    def _group(self, grouping: str, places: Places) -> list[Section]:
        if grouping == BY_BODY:
            return group_by_body(self.table, places, self.view.filters.body)
        return group_by_direction(self.table, places)


def usual_order(name: str | None) -> str:
    """The order a named list has of itself, as the address would say it: «-days»; empty where as printed."""
    if name in LATE_LISTS:
        return "-days"
    return "days" if name == "due_soon" else ""
