"""A list of measures as a page shows it and a file holds it: its set, lines, columns, groups and order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dashboard.context import View
from dashboard.lists.arrange import Arrangement, arrange, read_arrangement
from dashboard.lists.columns import Column, Names, columns_of, group_columns
from dashboard.lists.lines import Group, Line, group_by_body, group_by_direction, read_lines
from dashboard.metrics.listing import LATE_LISTS
from dashboard.names import plan_names
from data.deadlines import MovedDeadline, fetch_moved_deadlines

BY_BODY: Final = "body"
BY_DIRECTION: Final = "direction"
GROUPINGS: Final = (BY_BODY, BY_DIRECTION)


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
        return Names(self.view.words, plan_names(self.view.words, self.view.snapshot.plans))

    @cached_property
    def lines(self) -> list[Line]:
        """Every line once, in the list's own order."""
        view = self.view
        return read_lines(view.snapshot, view.rows, self.name, view.filters.body)

    @cached_property
    def moved(self) -> dict[str, MovedDeadline]:
        """The deadlines that a later edition of a plan moved, by measure."""
        with self.view.services.engine.connect() as connection:
            return fetch_moved_deadlines(connection)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list, those of files only among them."""
        return columns_of(self.name, self.lines)

    @property
    def file_columns(self) -> tuple[Column, ...]:
        """The columns of a file: those of the groups go before."""
        return (group_columns() if self.grouping == BY_BODY else ()) + self.columns

    @cached_property
    def groups(self) -> list[Group]:
        """The lines in their groups; empty where the list is not grouped."""
        if self.grouping == BY_BODY:
            return group_by_body(self.lines, self.view.filters.body)
        return group_by_direction(self.lines) if self.grouping == BY_DIRECTION else []

    @cached_property
    def file_lines(self) -> list[Line]:
        """The lines as they follow each other on the page before anybody sorts or filters the table."""
        if not self.grouping:
            return self.lines
        return [line for group in self.groups for line in group.lines]

    def arrangement(self, query: Mapping[str, object]) -> Arrangement:
        """What the address says of the table; a grouped list keeps its own order."""
        return Arrangement() if self.grouping else read_arrangement(query, self.columns)

    def arranged(self, query: Mapping[str, object]) -> list[Line]:
        """The lines as the table of this address shows them."""
        return arrange(self.file_lines, self.columns, self.names, self.arrangement(query))


def usual_order(name: str | None) -> str:
    """The order a named list has of itself, as the address would say it: «-days»; empty where as printed."""
    if name in LATE_LISTS:
        return "-days"
    return "days" if name == "due_soon" else ""
