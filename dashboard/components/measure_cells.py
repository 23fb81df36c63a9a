"""The rows of a table of measures: what each cell says of its line, and the heads of groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.state import state
from dashboard.components.typography import nbsp
from dashboard.lists.columns import Column, Kind, executors_text, moved_text
from dashboard.lists.lines import Executor, Line
from dashboard.lists.listing import BY_BODY, Listing
from dashboard.lists.sections import Group
from dashboard.metrics.listing import LATE_LISTS

Content: TypeAlias = str | list[str | Component]

LONGEST_QUOTATION: Final = 240


class Cells:
    """Draws the rows of one list; `columns` are those on screen."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.columns = [column for column in listing.columns if column.on_screen]
        self._words = listing.view.words
        drawn: dict[str, Callable[[Line], Content]] = {
            "number": self._number,
            "title": self._title,
            "plan": self._plan,
            "bodies": self._bodies,
            "due": self._due,
            "days": self._days,
            "reason": self._reason,
            "state": self._state,
        }
        self._draw = [(drawn[column.key], self._kept(column)) for column in self.columns]

    def row(self, line: Line) -> html.Tr:
        """The row of a line; on a phone it is a card, where days and dates say what they are."""
        return html.Tr([html.Td(draw(line), **kept) for draw, kept in self._draw])

    def head(self, group: Group) -> html.Tr:
        """The head of a group: its name, its count and the longest delay or the nearest date."""
        listing = self.listing
        name = group.name or self._words(f"lists.nobody_{listing.grouping}")
        if group.is_continued:
            name = self._words("lists.continued", name=name)
        plan = listing.names.plans.get(group.document_key, "") if listing.several_plans else ""
        href = links.body_link(group.body_id, listing.view.filters) if group.body_id else ""
        called = html.A(nbsp(name), href=href, title=name) if href else html.Span(nbsp(name))
        told = [html.B(self._words.number(len(group))), " ", self._told(group)]
        parts = [
            html.Span([called, *_note(plan)], className="name"),
            html.Span(told, className="told"),
        ]
        whole = {"colSpan": len(self.columns), "scope": "rowgroup"}
        return html.Tr(html.Th(html.Div(parts, className="group-head"), **whole), className="group")

    def column_head(self, column: Column) -> str:
        """What a column is called in this list; under the heads of bodies theirs tells the role."""
        if column.key == "bodies" and self.listing.grouping == BY_BODY:
            return self._words("column.role")
        return column.head(self._words, self.listing.name)

    def class_of(self, column: Column) -> str:
        """The class of a column's cells: its width, and figures on the right."""
        is_role = column.key == "bodies" and self.listing.grouping == BY_BODY
        name = "c-role" if is_role else f"c-{column.key}"
        return name if column.kind is Kind.TEXT else f"{name} num"

    def _kept(self, column: Column) -> dict[str, str]:
        label = {"data-label": self.column_head(column)} if column.key == "due" else {}
        return {"className": self.class_of(column), **label}

    def _number(self, line: Line) -> str:
        return line.number

    def _title(self, line: Line) -> Content:
        href = links.measure_link(line.measure_id, self.listing.view.filters)
        title = html.A(nbsp(line.title), href=href, title=line.title, className="clamp2")
        said = html.Span(_shortened(line.quotation), className="said") if line.quotation else None
        return [title] if said is None else [title, said]

    def _plan(self, line: Line) -> str:
        return nbsp(self.listing.names.plans[line.document_key])

    def _bodies(self, line: Line) -> Content:
        """The body that a line shows and how many stand beside it; under a body's head, its role."""
        words, others = self._words, len(line.executors) - 1
        everybody = executors_text(line.executors, words)
        if line.executor is not None:
            together = words.plural("lists.together", others) if others else ""
            role = html.Span(words(f"role.{line.executor.role}"))
            return [role, " ", *self._consent(line.executor), *_note(together, everybody)]
        if not line.executors:
            return [html.Span(words("lists.nobody_body"), className="mut")]
        first = line.executors[0]
        more = words.plural("lists.more_bodies", others) if others else ""
        return [self._body(first), *self._consent(first), *_note(more, everybody)]

    def _body(self, executor: Executor) -> Component:
        named = nbsp(executor.name)
        if not executor.body_id:
            return html.Span(named, className="clamp3 mut")
        href = links.body_link(executor.body_id, self.listing.view.filters)
        return html.A(named, href=href, title=executor.name, className="clamp3")

    def _consent(self, executor: Executor) -> list[Component]:
        if not executor.by_consent:
            return []
        return [html.Span(self._words("role.by_consent"), className="pill")]

    def _due(self, line: Line) -> Content:
        parts: list[Component] = []
        if line.due:
            parts = [html.Span(self._words.day(line.due), className="nowrap")]
        elif line.deadline_text:
            told = _shortened(line.deadline_text)
            parts = [html.Span(told, className="printed-words", title=line.deadline_text)]
        more = [self._more_dates(line)] if len(line.due_dates) > 1 else []
        if moved := self.listing.moved.get(line.measure_id):
            more.append(moved_text(moved, self._words))
        return [*parts, *_note("; ".join(more))]

    def _more_dates(self, line: Line) -> str:
        """What a measure of several dates says under the one shown: «і ще 3 строки до 30.11.2013»."""
        first, last = line.due_dates[0], line.due_dates[-1]
        count, day = len(line.due_dates), self._words.day
        if line.due == first:
            return self._words.plural("lists.more_dates", count - 1, day=day(last))
        return self._words.plural("lists.all_dates", count, first=day(first), last=day(last))

    def _days(self, line: Line) -> Content:
        if line.days is None:
            return []
        is_late = line.overdue == "overdue"
        return [html.Span(self._days_text(line.days), className="late" if is_late else "days")]

    def _days_text(self, days: int) -> str:
        if self.listing.name == "due_soon" and days == 0:
            return self._words("lists.today")
        return self._words.plural("count.days", days)

    def _reason(self, line: Line) -> str:
        return nbsp(self._words(f"left_out.{line.reason}")) if line.reason else ""

    def _state(self, line: Line) -> Content:
        lateness = self._words(f"lateness.{line.lateness}") if line.lateness else ""
        return [state(line.state, self._words), *_note(lateness)]

    def _told(self, group: Group) -> str:
        words = self._words
        what = words.plural("lists.group_measures", len(group))
        if self.listing.name in LATE_LISTS:
            return words("lists.group_late", what=what, days=self._days_text(group.longest))
        if self.listing.name == "due_soon" and group.nearest:
            return words("lists.group_near", what=what, day=words.day(group.nearest))
        return what


def _note(text: str, title: str = "") -> list[Component]:
    """What is said small under the words of a cell; nothing for no text."""
    kept = {"title": title} if title else {}
    return [html.Span(text, className="meta", **kept)] if text else []


def _shortened(text: str) -> str:
    """As much of a text as a cell of the table shows."""
    return text if len(text) <= LONGEST_QUOTATION else text[:LONGEST_QUOTATION].rstrip() + "…"
