"""What a document says of itself, with what its user states and what its measures tell (rules 5-8, 58)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Final

from data.issues import make_issue
from data.model import DocumentKind, Fate, Header, Issue, Place, Programme, SourceRow
from etl.blocks import Paragraph, joined_text, span
from etl.layouts.rows import Row
from etl.national import NationalPage
from etl.values.deadline import parse_deadline
from etl.values.header import parse_header
from etl.values.region import find_region
from etl.values.text import clean, fold

NATION: Final = "UA"
DEMO_MARK: Final = "Демонстраційні дані"


@dataclass(frozen=True, slots=True)
class Stated:
    """What the user says of a document; it outweighs what the document says."""

    region_iso: str = ""
    years: tuple[int, int] | None = None
    report_date: date | None = None
    kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The lines of the order that adopts a plan; `before` of them stand among the plan's own first lines."""

    lines: tuple[Paragraph, ...] = ()
    before: int = 0


NO_ORDER: Final = Order()


def head_lines(rows: Iterable[Row | SourceRow]) -> list[Paragraph]:
    """The lines before the first table or measure."""
    head = takewhile(lambda row: row.fate is Fate.TEXT, rows)
    return [Paragraph(text, row.place) for row in head for text in row.cells]


def says_demo(rows: Iterable[Row | SourceRow]) -> bool:
    """Whether a line of the head begins with «Демонстраційні дані»: the document says that it is made up."""
    mark = fold(DEMO_MARK)
    return any(fold(line.text).startswith(mark) for line in head_lines(rows))


def read_header(
    rows: Sequence[Row], deadlines: Sequence[str], stated: Stated, order: Order = NO_ORDER
) -> tuple[Header, list[Issue]]:
    """The header of a document and how region and years were found when the title names none.

    What the document does not say of itself the order that adopts it does.
    """
    lines = head_lines(rows)[order.before :]
    body = "\n".join(text for row in rows for text in row.cells)
    text = joined_text(lines)
    said = parse_header(text, body)
    if order.lines:
        said = _with_order(said, parse_header(text), joined_text(order.lines))
        text = "\n".join((joined_text(order.lines), text))
    header = with_stated(said, stated)
    header = replace(header, place=title_place(header.title, lines))
    issues = []
    if header.region_iso and not stated.region_iso and not find_region(text):
        place, raw = _region_place(rows, header.region_iso)
        issues.append(make_issue("region_from_text", place, raw, header.region_iso))
    if header.year_start is None:
        years = years_of_deadlines(deadlines)
        if years is not None:
            header = replace(header, year_start=years[0], year_end=years[1])
            hint = "–".join(str(year) for year in sorted(set(years)))
            issues.append(make_issue("years_from_deadlines", header.place, header.title, hint))
    return header, issues


def years_of_deadlines(texts: Iterable[str]) -> tuple[int, int] | None:
    """The years from the first to the last stated deadline (reading rule 6), None when none names a year."""
    years: set[int] = set()
    for text in texts:
        deadline = parse_deadline(text)
        years |= {due.year for due in deadline.due_dates}
        if deadline.start is not None:
            years.add(deadline.start.year)
    return (min(years), max(years)) if years else None


def title_place(title: str, lines: Sequence[Paragraph]) -> Place:
    """The lines over which a title stands, joined («ПЛАН» / «заходів з …»); all lines when it is not found."""
    wanted = fold(title)
    if not lines:
        return Place()
    for start in range(len(lines)):
        words = ""
        for end in range(start, len(lines)):
            words = fold(f"{words} {lines[end].text}")
            if words == wanted:
                return span(line.place for line in lines[start : end + 1])
            if not wanted.startswith(words):
                break
    holding = [line.place for line in lines if wanted and wanted in fold(line.text)]
    return holding[-1] if holding else span(line.place for line in lines)


def page_header(page: NationalPage) -> Header:
    """The header of the national page; what it says of plans is said of them, not of the page."""
    subject = parse_header("\n".join(plan.title for plan in page.plans))
    return Header(
        kind=DocumentKind.OTHER,
        title=page.title.text,
        programme=subject.programme,
        region_iso=NATION,
        place=page.title.place,
    )


def with_stated(header: Header, stated: Stated) -> Header:
    """The header with everything that a user states put over what was read."""
    if stated.region_iso:
        header = replace(header, region_iso=stated.region_iso)
    if stated.years is not None:
        header = replace(header, year_start=stated.years[0], year_end=stated.years[1])
    if stated.report_date is not None:
        header = replace(header, report_date=stated.report_date)
    if stated.kind is not None:
        header = replace(header, kind=stated.kind)
    return header


def _with_order(header: Header, own: Header, order_text: str) -> Header:
    """The header with what the adopting order says where the plan's own lines (`own`) are silent."""
    order = parse_header(order_text)
    header = replace(header, region_iso=own.region_iso or order.region_iso or header.region_iso)
    if header.approved_on is None and not header.approved_by:
        header = replace(header, approved_on=order.approved_on, approved_by=order.approved_by)
    if header.year_start is None:
        header = replace(header, year_start=order.year_start, year_end=order.year_end)
    if header.programme is Programme.OTHER:
        header = replace(header, programme=order.programme)
    return header


def _region_place(rows: Sequence[Row], region_iso: str) -> tuple[Place, str]:
    """The first row whose own words name the region, and the part of a sentence that does."""
    for row in rows:
        for part in re.split(r"[,;\n]", "\n".join(row.cells)):
            if find_region(part) == region_iso:
                return row.place, clean(part)
    return rows[0].place, ""
