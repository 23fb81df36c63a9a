"""Stretches of time given their years, joined to ranges and freed of vague doubles (reading rules 19, 21, 45)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Final

from etl.values.lexicon import alternation, whole_words, words
from etl.values.spans import Span, Unit, Year

_YEAR_BETWEEN: Final = re.compile(r'^[\s."]*(?:(?:19|20)\d\d)?\s*(?:року|рік|роки|р\b\.?)?')
_LISTED: Final = re.compile(r"\s*(?:[,;]|,?\s*(?:та|і|й))\s*")


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


@cache
def _next_year() -> re.Pattern[str]:
    return whole_words("deadline", "next_year")


def date_spans(
    folded: str, spans: list[Span], years: list[Year], document: tuple[int, int]
) -> Dated:
    """The stretches with their years: said after them, else before, else the last year of the document.

    «січень, … листопад 2013 року» are all of 2013; «протягом року» beside «2013» says nothing more; a year that
    no stretch takes is a stretch itself. Raises ValueError for a day that no calendar has.
    """
    taken: set[int] = set()
    ambiguous = False
    following = _next_year().search(folded)
    if following:
        spans = [s for s in spans if s.end <= following.start() or s.start >= following.end()]
    dated: list[
        tuple[int, Span]
    ] = []  # with its turn: each year said has its own list of stretches
    sources = _sources(folded, spans, years)
    for span in spans:
        source = _source(span, sources)
        if following and not span.own_year and not folded[span.end : following.start()].strip(" ,"):
            dated.append((0, span.with_years(document[1] + 1)))
        elif source is None and not span.own_year:
            ambiguous |= document[0] != document[1]
            dated.append((0, span.with_years(document[1])))
        else:
            dated.extend(enumerate(_in_years(span, source)))
            taken |= source.indexes if source else set()
    dated += [(0, _whole_year(year)) for index, year in enumerate(years) if index not in taken]
    dated.sort(key=lambda turn: (turn[0], turn[1].start))
    items = drop_vague(_join_ranges(folded, [item for _, item in dated]))
    places = [(item.start, item.end) for item in items]
    places += [(years[index].start, years[index].end) for index in taken]
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


@dataclass(frozen=True, slots=True, order=True)
class _Source:
    """Where years are said: the place, the years themselves, and which of the years said they are."""

    start: int
    said: tuple[int, ...]
    indexes: frozenset[int] = field(default=frozenset(), compare=False)


def _sources(folded: str, spans: list[Span], years: list[Year]) -> list[_Source]:
    """Every place that says years; a list («2016, 2017 років») is one place."""
    sources: list[_Source] = []
    for index, year in enumerate(years):
        said = tuple(range(year.first, year.last + 1))
        if (
            index
            and _LISTED.fullmatch(folded[years[index - 1].end : year.start])
            and not (folded[year.start : year.end].endswith("рік"))
        ):
            before = sources.pop()
            sources.append(_Source(before.start, before.said + said, before.indexes | {index}))
        else:
            sources.append(_Source(year.start, said, frozenset({index})))
    for other in spans:
        if other.own_year and other.year is not None:
            last = other.last_year or other.year
            sources.append(_Source(other.start, tuple(range(other.year, last + 1))))
    return sources


def _source(span: Span, sources: list[_Source]) -> _Source | None:
    """Where a stretch takes its year from: what is said next after it, else the last before it."""
    if span.own_year:
        return None
    after = min((s for s in sources if s.start >= span.end), default=None)
    return after or max((s for s in sources if s.start < span.start), default=None)


def _in_years(span: Span, source: _Source | None) -> list[Span]:
    if source is None:
        return [span]
    if span.unit is Unit.YEAR:
        return []
    return [span.with_years(year) for year in source.said]


def _whole_year(year: Year) -> Span:
    ranged = year.last > year.first
    return Span(
        Unit.YEAR, (1, 1), (12, 31), year.start, year.end, year.first, year.last,
        ranged=ranged, own_year=True,
    )  # fmt: skip


def _join_ranges(folded: str, items: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for item in items:
        if joined and _same_day(joined[-1], item):
            continue  # «до 9 грудня – Міжнародного дня боротьби з корупцією»
        if joined and _is_range(folded, joined[-1], item):
            joined[-1] = _joined(joined[-1], item)
        else:
            joined.append(item)
    return joined


def _same_day(head: Span, item: Span) -> bool:
    if item.unit is not Unit.DAY or head.unit is not Unit.DAY:
        return False
    return (head.begins(), head.ends()) == (item.begins(), item.ends())


def _joined(head: Span, item: Span) -> Span:
    """One stretch from the head's first day to the item's last; «листопад - лютий 2014» begins in 2013."""
    year = head.year
    if not head.own_year and head.year == item.year and head.first > item.first and item.year:
        year = item.year - 1
    unit = max(head.unit, item.unit)
    return replace(item, unit=unit, first=head.first, year=year, start=head.start, ranged=True)


def opens(folded: str, span: Span, spans: list[Span]) -> bool:
    """Whether a stretch only says when something begins: «починаючи з ІІ кварталу», not «з травня по липень»."""
    if span.ranged or not opening_words().search(folded[: span.start]):
        return False
    return not any(_is_range(folded, span, other) for other in spans if other.start >= span.end)


def _is_range(folded: str, head: Span, item: Span) -> bool:
    gap = _YEAR_BETWEEN.sub("", folded[head.end : item.start]).strip(' "')
    if _range().fullmatch(gap):
        return True
    return bool(opening_words().search(folded[: head.start]) and _range_to().fullmatch(gap))
