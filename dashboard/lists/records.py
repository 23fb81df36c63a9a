"""The lines of a list as records for a table in the browser, and what their codes are called there.

Twenty thousand lines repeat few dates, bodies and states, so a record names those by codes and the words of
every code in use are given once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias
from urllib.parse import quote

import numpy as np

from dashboard import links
from dashboard.lists.arrange import column_ranks
from dashboard.lists.columns import executors_text, moved_text
from dashboard.lists.lines import Executor, Line
from dashboard.lists.listing import Listing, Sheet
from dashboard.lists.sections import Group
from dashboard.look import STATES
from dashboard.metrics.listing import LATE_LISTS

Record: TypeAlias = dict[str, Any]

LONGEST_QUOTATION: Final = 240


class Records:
    """Makes the records of one table; `words` holds the words of all codes that they name."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self._words = listing.view.words
        self._shown = [column for column in listing.columns if column.on_screen]
        self._who: dict[tuple[Any, ...], int] = {}
        self._plans: dict[str, int] = {}
        self.words: dict[str, Any] = {
            "who": [],
            "plans": [],
            "dates": {},
            "days": {},
            "states": {str(name): _look(listing, str(name)) for name in STATES},
            "lateness": {},
            "reasons": {},
            # the address of a measure before and after its code
            "measure": _around(links.measure_link("@", listing.view.filters)),
        }

    def of_lines(self, lines: Sequence[Line]) -> list[Record]:
        """One record a line."""
        return [self._record(line) for line in lines]

    def of_all(self) -> list[Record]:
        """One record a line of a whole list; `ranks` are the places of its cells in the orders of their columns."""
        listing = self.listing
        ranks = [column_ranks(listing.table, column, listing.names) for column in self._shown]
        places = np.array(ranks).T.tolist()
        records = self.of_lines(listing.lines)
        return [{**record, "ranks": own} for record, own in zip(records, places, strict=True)]

    def of_groups(self, groups: Iterable[Group]) -> list[Record]:
        """A head for each group, followed by the records of its lines."""
        records: list[Record] = []
        for group in groups:
            records.append(self._head(group))
            records.extend(self._record(line) for line in group.lines)
        return records

    def _record(self, line: Line) -> Record:
        record: Record = {
            "id": line.measure_id,
            "number": line.number,
            "title": line.title,
            "plan": self._plan(line.document_key),
            "who": self._who_of(line),
            "state": line.state,
        }
        if line.quotation:
            record["quotation"] = _shortened(line.quotation)
        if line.due:
            record["due"] = self._date(line)
        elif line.deadline_text:
            record["deadline"] = _shortened(line.deadline_text)
        if len(line.due_dates) > 1:
            record["more"] = self._more_dates(line)
        if moved := self.listing.moved.get(line.measure_id):
            told = moved_text(moved, self._words)
            record["more"] = f"{record['more']}; {told}" if "more" in record else told
        if line.days is not None:
            record["days"] = line.days
            if line.days not in self.words["days"]:
                self.words["days"][line.days] = self._days(line.days)
        if line.overdue:
            record["overdue"] = line.overdue
        for name, value in (("lateness", line.lateness), ("reason", line.reason)):
            if value:
                record[name] = value
        if line.lateness:
            self.words["lateness"][line.lateness] = self._words(f"lateness.{line.lateness}")
        if line.reason:
            self.words["reasons"][line.reason] = self._words(f"left_out.{line.reason}")
        return record

    def _head(self, group: Group) -> Record:
        """The head of a group: name, count and the longest delay or the nearest date."""
        listing = self.listing
        name = group.name or self._words(f"lists.nobody_{listing.grouping}")
        told = {
            "group": group.key,
            "name": self._words("lists.continued", name=name) if group.is_continued else name,
            "href": links.body_link(group.body_id, listing.view.filters) if group.body_id else "",
            "note": listing.names.plans.get(group.document_key, "")
            if listing.several_plans
            else "",
            "count": self._words.number(len(group)),
            "told": self._told(group),
        }
        return {name: value for name, value in told.items() if value}

    def _told(self, group: Group) -> str:
        words = self._words
        what = words.plural("lists.group_measures", len(group))
        if self.listing.name in LATE_LISTS:
            return words("lists.group_late", what=what, days=self._days(group.longest))
        if self.listing.name == "due_soon" and group.nearest:
            return words("lists.group_near", what=what, day=words.day(group.nearest))
        return what

    def _days(self, days: int) -> str:
        if self.listing.name == "due_soon" and days == 0:
            return self._words("lists.today")
        return self._words.plural("count.days", days)

    def _date(self, line: Line) -> str:
        assert line.due is not None
        code = line.due.isoformat()
        if code not in self.words["dates"]:
            self.words["dates"][code] = self._words.day(line.due)
        return code

    def _more_dates(self, line: Line) -> str:
        """What a measure of several dates says under the one shown: «і ще 3 строки до 30.11.2013»."""
        first, last = line.due_dates[0], line.due_dates[-1]
        count, day = len(line.due_dates), self._words.day
        if line.due == first:
            return self._words.plural("lists.more_dates", count - 1, day=day(last))
        return self._words.plural("lists.all_dates", count, first=day(first), last=day(last))

    def _plan(self, key: str) -> int:
        if key not in self._plans:
            self._plans[key] = len(self._plans)
            self.words["plans"].append(self.listing.names.plans[key])
        return self._plans[key]

    def _who_of(self, line: Line) -> int:
        # equal executors are one object, so their addresses tell them apart
        key = (id(line.executor), *map(id, line.executors))
        if key not in self._who:
            self._who[key] = len(self._who)
            told = {**self._who_words(line), "all": executors_text(line.executors, self._words)}
            self.words["who"].append({name: value for name, value in told.items() if value})
        return self._who[key]

    def _who_words(self, line: Line) -> Record:
        """The body that a line shows and how many stand beside it; under a body's head, its role."""
        words, others = self._words, len(line.executors) - 1
        if line.executor is not None:
            return {
                "role": words(f"role.{line.executor.role}"),
                "consent": self._consent(line.executor),
                "others": words.plural("lists.together", others) if others else "",
            }
        if not line.executors:
            return {"body": words("lists.nobody_body")}
        first = line.executors[0]
        filters = self.listing.view.filters
        return {
            "body": first.name,
            "href": links.body_link(first.body_id, filters) if first.body_id else "",
            "consent": self._consent(first),
            "others": words.plural("lists.more_bodies", others) if others else "",
        }

    def _consent(self, executor: Executor) -> str:
        return self._words("role.by_consent") if executor.by_consent else ""


def tell_sheet(listing: Listing, sheet: Sheet) -> Record:
    """What stands beside a page of a long list, ready to read: which rows these are, the ways to other pages."""
    words, page = listing.view.words, sheet.page
    number, whole = words.number, len(listing.rows)
    rows = {
        "first": number(page.first + 1),
        "last": number(page.last),
        "all": number(page.rows),
        "whole": number(whole),
    }
    is_filtered = not listing.grouping and page.rows < whole
    told = words("lists.sheet_filtered" if is_filtered else "lists.sheet", **rows)
    return {
        "page": page.number,
        "told": told if page.rows else words("lists.sheet_none"),
        "printed": words("lists.sheet_printed", **rows) if page.pages > 1 else "",
        "steps": [{"text": words(key), "page": step} for key, step in page.steps()],
        "label": words("lists.pages", page=number(page.number), pages=number(page.pages)),
    }


def _look(listing: Listing, name: str) -> Record:
    look = STATES[name]
    return {"css": look.css, "icon": look.icon, "word": listing.view.words(look.word)}


def _around(link: str) -> list[str]:
    return list(link.split(quote("@", safe=links.SAFE)))


def _shortened(text: str) -> str:
    """As much of a text as a cell of the table shows."""
    return text if len(text) <= LONGEST_QUOTATION else text[:LONGEST_QUOTATION].rstrip() + "…"
