"""Stretches of time given their years, joined to ranges and freed of vague doubles (reading rules 19, 21, 45)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from etl.values.lexicon import alternation, words
from etl.values.spans import Span, Unit, Year

_YEAR_BETWEEN: Final = re.compile(r'^[\s."]*(?:(?:19|20)\d\d)?\s*(?:року|рік|роки|р\b\.?)?')


@dataclass(frozen=True, slots=True)
class Dated:
    """The dated stretches of a cell; `ambiguous` if a year had to be chosen; `start`, `end` where they stand."""

    items: tuple[Span, ...]
    ambiguous: bool = False
    start: int = 0
    end: int = 0


@cache
def opening_words() -> re.Pattern[str]:
    """«з», «починаючи з» at the end of what stands before a date."""
    return re.compile(rf"(?<!\w){alternation(words('deadline', 'from'))}[\s\"]*$")


@cache
def _range() -> re.Pattern[str]:
    return re.compile(alternation(words("deadline", "range")))


@cache
def _range_to() -> re.Pattern[str]:
    return re.compile(alternation(words("deadline", "range_to")))


def date_spans(
    folded: str, spans: list[Span], years: list[Year], document: tuple[int, int]
) -> Dated:
    """The stretches with their years: said after them, else before, else the last year of the document.

    «січень, … листопад 2013 року» are all of 2013; «протягом року» beside «2013» says nothing more; a year that
    no stretch takes is a stretch itself. Raises ValueError for a day that no calendar has.
    """
    taken: set[int] = set()
    ambiguous = False
    dated: list[Span] = []
    for span in spans:
        source = _source(span, spans, years)
        if source is None and not span.own_year:
            ambiguous |= document[0] != document[1]
            dated.append(span.with_years(document[1]))
        else:
            dated.extend(_in_years(span, source))
            taken.add(source[1] if source else -1)
    dated += [_whole_year(year) for index, year in enumerate(years) if index not in taken]
    dated.sort(key=lambda item: item.start)
    items = drop_vague(_join_ranges(folded, dated))
    places = [(item.start, item.end) for item in items]
    places += [(years[index].start, years[index].end) for index in taken if index >= 0]
    start = min((begin for begin, _ in places), default=0)
    return Dated(tuple(items), ambiguous, start, max((end for _, end in places), default=0))


def drop_vague(items: list[Span]) -> list[Span]:
    """Without the stretches that hold a more precise one: «IV квартал (грудень)» is December."""
    kept = [
        item
        for item in items
        if not any(
            other is not item
            and other.unit < item.unit
            and item.begins() <= other.begins()
            and other.ends() <= item.ends()
            for other in items
        )
    ]
    seen: dict[tuple[date, date], Span] = {}
    for item in kept:
        seen.setdefault((item.begins(), item.ends()), item)
    return list(seen.values())


_Source = tuple[int, int, int, int]  # place, index of the year said or -1, first and last year


def _source(span: Span, spans: list[Span], years: list[Year]) -> _Source | None:
    """Where a stretch takes its year from: what is said next after it, else the last before it."""
    if span.own_year:
        return None
    sources = [(year.start, i, year.first, year.last) for i, year in enumerate(years)]
    sources += [
        (other.start, -1, other.year, other.last_year or other.year)
        for other in spans
        if other.own_year and other.year is not None
    ]
    after = min((s for s in sources if s[0] >= span.end), default=None)
    return after or max((s for s in sources if s[0] < span.start), default=None)


def _in_years(span: Span, source: _Source | None) -> list[Span]:
    if source is None:
        return [span]
    if span.unit is Unit.YEAR:
        return []
    return [span.with_years(year) for year in range(source[2], source[3] + 1)]


def _whole_year(year: Year) -> Span:
    ranged = year.last > year.first
    return Span(
        Unit.YEAR, (1, 1), (12, 31), year.start, year.end, year.first, year.last,
        ranged=ranged, own_year=True,
    )  # fmt: skip


def _join_ranges(folded: str, items: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for item in items:
        if joined and _is_range(folded, joined[-1], item):
            joined[-1] = _joined(joined[-1], item)
        else:
            joined.append(item)
    return joined


def _joined(head: Span, item: Span) -> Span:
    """One stretch from the head's first day to the item's last; «листопад - лютий 2014» begins in 2013."""
    year = head.year
    if not head.own_year and head.year == item.year and head.first > item.first and item.year:
        year = item.year - 1
    unit = max(head.unit, item.unit)
    return replace(item, unit=unit, first=head.first, year=year, start=head.start, ranged=True)


def _is_range(folded: str, head: Span, item: Span) -> bool:
    gap = _YEAR_BETWEEN.sub("", folded[head.end : item.start]).strip(' "')
    if _range().fullmatch(gap):
        return True
    return bool(opening_words().search(folded[: head.start]) and _range_to().fullmatch(gap))
