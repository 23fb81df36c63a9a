"""The table of measures: the server arranges it as the address says, so screen, paper and files have the same rows.

A phone shows its rows as cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.measure_cells import Cells
from dashboard.components.measure_heads import Heads, filters_told, table_address
from dashboard.components.pager import pager
from dashboard.components.panel import section
from dashboard.components.typography import nbsp
from dashboard.lists.listing import BY_BODY, PAGE, Listing, Sheet
from dashboard.lists.sections import Group

ANCHOR: Final = "riadky"


def measure_table(listing: Listing) -> list[Component]:
    """The rows of a list, of a long one a page: one table, or one of single and one of collective bodies."""
    words = listing.view.words
    sheet = listing.sheet(listing.view.asked)
    drawn = _Tables(listing)
    said = words.plural("lists.said", len(listing.view.rows), list=listing.title.rstrip("."))
    title = html.H2(listing.title, className="print-title", **{"data-say": said})
    tables = drawn.grouped(sheet.groups) if listing.grouping else [drawn.of_lines(sheet)]
    around = html.Div([title, *drawn.on_paper(sheet), *tables], id=ANCHOR, className="measures")
    return [around, *_pages(listing, sheet), _foot(listing, sheet)]


class _Tables:
    """The tables of one list."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self._words = listing.view.words
        self._cells = Cells(listing)
        self._heads = Heads(self._cells)

    def of_lines(self, sheet: Sheet) -> Component:
        """The lines of a page, or that none passes the filters of the table."""
        rows = [self._cells.row(line) for line in sheet.lines]
        return self._table([html.Tbody(rows or [self._nothing()])])

    def grouped(self, groups: Sequence[Group]) -> list[Component]:
        """The groups of a page under their heads; collective bodies stand apart from single ones."""
        words = self._words
        if self.listing.grouping != BY_BODY:
            return [self._table(self._of_groups(groups))]
        single = [group for group in groups if not group.collective]
        collective = [group for group in groups if group.collective]
        tables: list[Component] = [self._table(self._of_groups(single))] if single else []
        if collective:
            drawn = self._table(self._of_groups(collective))
            why = words("lists.collective_why")
            tables.append(section(words("lists.collective"), drawn, subtitle=why))
        return tables

    def on_paper(self, sheet: Sheet) -> list[Component]:
        """What only paper has to say: the filters of the table, which rows of many were printed."""
        words, listing = self._words, self.listing
        now = listing.arrangement(listing.view.asked)
        told = []
        if now.filters:
            told.append(words("lists.print_filtered", filters=filters_told(listing, now)))
        if sheet.page.pages > 1:
            told.append(words("lists.sheet_printed", **_numbers(listing, sheet)))
        return [html.P(text, className="on-paper small") for text in told]

    def _of_groups(self, groups: Sequence[Group]) -> list[html.Tbody]:
        return [
            html.Tbody([self._cells.head(group), *map(self._cells.row, group.lines)])
            for group in groups
        ]

    def _nothing(self) -> html.Tr:
        told = self._words("lists.sheet_none")
        return html.Tr(html.Td(told, colSpan=len(self._cells.columns), className="nothing"))

    def _table(self, bodies: list[html.Tbody]) -> html.Table:
        caption = html.Caption(self.listing.title, className="vh")
        return html.Table([caption, self._heads.draw(), *bodies], className="measure-rows")


def _pages(listing: Listing, sheet: Sheet) -> list[Component]:
    """The steps to other pages of a long list; each is an address of its own."""
    words, page = listing.view.words, sheet.page
    if page.pages == 1:
        return []
    arranged = listing.arrangement(listing.view.asked).parameters

    def address(number: int) -> str:
        asked = [*arranged, (PAGE, str(number))] if number > 1 else arranged
        return f"{table_address(listing, asked)}#{ANCHOR}"

    label = words("lists.pages", page=words.number(page.number), pages=words.number(page.pages))
    return [pager(words, page, _told(listing, sheet), label, address)]


def _foot(listing: Listing, sheet: Sheet) -> html.Div:
    """How many rows are shown where no pager says it, the way back to all, and what the list leaves unsaid."""
    words = listing.view.words
    is_told = sheet.page.pages > 1
    parts: list[str | Component] = [] if is_told else [html.Span(_told(listing, sheet))]
    now = listing.arrangement(listing.view.asked)
    if now.filters:
        without = [pair for pair in now.parameters if pair[0] == "sort"]
        clear = html.A(words("lists.clear"), href=table_address(listing, without))
        parts += [" ", clear]
    explained = f"lists.explained_{listing.name}"
    if words.has(explained):
        parts += [" ", nbsp(words(explained))]
    return html.Div(parts, className="meta list-foot")


def _told(listing: Listing, sheet: Sheet) -> str:
    words, page = listing.view.words, sheet.page
    if listing.is_whole:
        whole = len(listing.rows)
        shown = whole if listing.grouping else page.rows
        return words("lists.shown", shown=words.number(shown), all=words.number(whole))
    if not page.rows:
        # the table says it itself
        return ""
    is_filtered = not listing.grouping and page.rows < len(listing.rows)
    key = "lists.sheet_filtered" if is_filtered else "lists.sheet"
    return words(key, **_numbers(listing, sheet))


def _numbers(listing: Listing, sheet: Sheet) -> dict[str, str]:
    number, page = listing.view.words.number, sheet.page
    return {
        "first": number(page.first + 1),
        "last": number(page.last),
        "all": number(page.rows),
        "whole": number(len(listing.rows)),
    }
