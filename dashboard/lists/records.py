"""The lines of a list as the records a table in the browser draws: every text ready to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from dashboard import links
from dashboard.lists.columns import Column, executors_text
from dashboard.lists.lines import Executor, Group, Line
from dashboard.lists.listing import Listing
from dashboard.lists.order import dense_ranks
from dashboard.metrics.listing import LATE_LISTS

Record = dict[str, Any]

COLLECTIVE_ROLES: Final = ("co_executor", "coordinator")


def line_records(listing: Listing, lines: Sequence[Line]) -> list[Record]:
    """One record a line, with the place of each of its cells in the order of its column (`ranks`)."""
    shown = [column for column in listing.columns if column.on_screen]
    ranks = [_ranks(listing, column, lines) for column in shown]
    keys = [column.key for column in shown]
    teller = _Teller(listing)
    return [
        {**teller.record(line), "ranks": dict(zip(keys, places, strict=True))}
        for line, places in zip(lines, zip(*ranks, strict=True), strict=True)
    ]


def group_records(listing: Listing, groups: Iterable[Group]) -> list[Record]:
    """A head for each group, followed by the records of its lines."""
    teller = _Teller(listing)
    records: list[Record] = []
    for group in groups:
        records.append(teller.head(group))
        records.extend(teller.record(line) for line in group.lines)
    return records


def _ranks(listing: Listing, column: Column, lines: Sequence[Line]) -> list[int]:
    return dense_ranks([column.order(line, listing.names) for line in lines])


class _Teller:
    """Puts lines into words; equal dates, days and bodies are worded once."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.words = listing.view.words
        filters = listing.view.filters
        self.measure_link = cache(lambda key: links.measure_link(key, filters))
        self.body_link = cache(lambda key: links.body_link(key, filters) if key else "")
        self.day = cache(self.words.day)
        self.days = cache(self._days)
        self.plural = cache(self.words.plural)
        self.bodies = cache(lambda line: executors_text(line, self.words))

    def record(self, line: Line) -> Record:
        """The record of a line; what it lacks is left out of it."""
        words = self.words
        told = {
            "id": line.measure_id,
            "href": self.measure_link(line.measure_id),
            "number": line.number,
            "title": line.title,
            "quotation": line.quotation,
            "plan": self.listing.names.plans[line.document_key],
            "due": line.due.isoformat() if line.due else None,
            "dueText": self.day(line.due) if line.due else "",
            "dueMore": self._more_dates(line),
            "deadline": "" if line.due else line.deadline_text,
            "days": line.days,
            "daysText": "" if line.days is None else self.days(line.days),
            "state": line.state,
            "stateWord": words(f"state.{line.state}"),
            "overdue": line.overdue,
            "latenessText": words(f"lateness.{line.lateness}") if line.lateness else "",
            "reason": words(f"left_out.{line.reason}") if line.reason else "",
            "bodies": executors_text(line, words),
            **self._who(line),
        }
        return {name: value for name, value in told.items() if value not in ("", None)}

    def head(self, group: Group) -> Record:
        """The record of a group's head: name, count and the longest delay or the nearest date."""
        words, listing = self.words, self.listing
        several = len({line.document_key for line in listing.lines}) > 1
        name = group.name or words(f"lists.nobody_{listing.grouping}")
        plan = listing.names.plans.get(group.document_key, "")
        told = {
            "group": group.key,
            "name": name,
            "href": self.body_link(group.body_id),
            "note": plan if several and plan else "",
            "count": str(len(group.lines)),
            "told": self._told(group),
        }
        return {name: value for name, value in told.items() if value}

    def _told(self, group: Group) -> str:
        count = len(group.lines)
        what = self.plural("lists.group_measures", count)
        if self.listing.name in LATE_LISTS:
            return self.words("lists.group_late", what=what, days=self.days(group.longest))
        if self.listing.name == "due_soon" and group.nearest:
            return self.words("lists.group_near", what=what, day=self.day(group.nearest))
        return what

    def _days(self, days: int) -> str:
        if self.listing.name == "due_soon" and days == 0:
            return self.words("lists.today")
        return self.words.plural("count.days", days)

    def _more_dates(self, line: Line) -> str:
        """What a measure of several dates says under the one shown: «і ще 3 строки до 30.11.2013»."""
        if len(line.due_dates) < 2:
            return ""
        last: date = line.due_dates[-1]
        if line.due == line.due_dates[0]:
            return str(self.plural("lists.more_dates", len(line.due_dates) - 1, day=self.day(last)))
        first = self.day(line.due_dates[0])
        return str(
            self.plural("lists.all_dates", len(line.due_dates), first=first, last=self.day(last))
        )

    def _who(self, line: Line) -> Record:
        """The body that the line shows and how many stand beside it."""
        others = len(line.executors) - 1
        if line.executor is not None:
            told = self.plural("lists.together", others) if others else ""
            return {
                "role": self.words(f"role.{line.executor.role}"),
                "consent": self._consent(line.executor),
                "others": told,
            }
        if not line.executors:
            return {"body": self.words("lists.nobody_body")}
        first = line.executors[0]
        return {
            "body": first.name,
            "bodyHref": self.body_link(first.body_id),
            "consent": self._consent(first),
            "others": self.plural("lists.more_bodies", others) if others else "",
        }

    def _consent(self, executor: Executor) -> str:
        return self.words("role.by_consent") if executor.by_consent else ""
