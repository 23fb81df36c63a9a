"""Years, periods and approval dates that the head of a document states (reading rules 6 and 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from etl.values.lexicon import alternation, whole_words, words
from etl.values.spans import Span, Unit, Year, read_spans
from etl.values.text import clean, skeleton

_BLANK_DATE: Final = re.compile(r"_{2,}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# the months or quarters of a year stand this near before it
_BEFORE_YEAR: Final = 80
_LONGEST_DATE: Final = 60


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole years or a named period, with where it stands in the title."""

    year_start: int | None
    year_end: int | None
    start: date | None = None
    end: date | None = None


@cache
def _larger() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words('header', 'larger'))}(?!\w)[^.;\n]*$")


@cache
def _carries_out() -> re.Pattern[str]:
    return whole_words("header", "carries_out")


def title_years(title: str, report: bool) -> Period:
    """The years a title states for its document; those of a larger programme are left out (rule 6).

    «План … у 2014 – 2015 роках» has 2014 and 2015; «План з реалізації Програми на 2013-2015 роки» has none.
    A report's named months or quarters are its period.
    """
    folded = skeleton(title)
    first_year = _YEAR.search(folded)
    if first_year is None:
        return Period(None, None)
    spans, years = read_spans(folded, start=max(0, first_year.start() - _BEFORE_YEAR))
    own = [year for year in years if not _is_dated(folded, year.start)]
    own = [year for year in own if not _belongs_to_larger(folded, year)] or (
        own if not _carries_out().search(folded) else []
    )
    if not own:
        return Period(None, None)
    year = _reported(folded, own) if report else own[0]
    if re.search(r"(?<!\w)до\s+$", folded[: year.start]) and not re.search(
        r"(?:19|20)\d\d\D{0,12}до\s+$", folded[: year.start]
    ):
        return Period(None, year.last)
    if not report:
        return Period(year.first, year.last)
    first, last = _period(folded, spans, year)
    return Period(year.first, year.last, first, last)


def _reported(folded: str, years: list[Year]) -> Year:
    """The year a report is on: the one after «за», else the first."""
    for year in years:
        if re.search(r"(?<!\w)за\s+(?:[\w-]+\s+){0,3}$", folded[: year.start]):
            return year
    return years[0]


def _is_dated(folded: str, place: int) -> bool:
    """Whether a year belongs to the date of an act («затвердженої рішенням від 27 жовтня 2011 року»)."""
    before = folded[max(0, place - 40) : place]
    return bool(re.search(r"(?:від|№)\s+(?:\"?\d{1,2}\"?\s+[а-яґєії']+\s*)?$", before))


def _belongs_to_larger(folded: str, year: Year) -> bool:
    """Whether a year is that of the programme or strategy that the plan carries out.

    Programmes run for several years: «на 2013-2015 роки», «до 2020 року»; a single year is the plan's.
    """
    before = folded[: year.start]
    if year.first == year.last and not re.search(r"(?<!\w)до\s+$", before):
        return False
    if re.search(r"(?<!\w)(?:у|в|за|протягом|упродовж)\s+(?:(?!на\s|до\s)[\w-]+\s+){0,2}$", before):
        return False  # «з реалізації Стратегії … у 2017 році»
    larger = _larger().search(before)
    if larger is None:
        return False
    opening = before[: larger.start()]
    return bool(_carries_out().search(opening)) or bool(re.search(r"(?:19|20)\d\d", opening))


def _period(folded: str, spans: list[Span], year: Year) -> tuple[date | None, date | None]:
    """The period a report covers: the quarters or months before its year, else the year itself."""
    named = [
        span
        for span in spans
        if span.unit is not Unit.YEAR
        and span.unit > Unit.DAY
        and not span.own_year
        and span.end <= year.start
        and len(folded[span.end : year.start].strip()) <= 12
    ]
    if named:
        dated = [span.with_years(year.last) for span in named]
        return min(s.begins() for s in dated), max(s.ends() for s in dated)
    return date(year.first, 1, 1), date(year.last, 12, 31)


def stated_date(text: str) -> date | None:
    """The date after «станом на»: «станом на 01.07.2016» is 2016-07-01; None if the text has none."""
    folded = skeleton(text)
    match = re.search(r"станом\s+на", folded)
    if match is None:
        return None
    return first_date(text[match.end() : match.end() + 40])


def first_date(text: str) -> date | None:
    """The first full date (day, month, year) of a text; a blank form date («___» _____ 2015) is none (rule 7)."""
    folded = skeleton(text)
    digit = re.search(r"\d", folded)
    if digit is None:
        return None
    spans, years = read_spans(folded, start=max(0, digit.start() - 2))
    for span in spans:
        if span.unit is not Unit.DAY or span.ranged:
            continue
        year = span.year if span.own_year else _year_after(folded, span, years)
        if year is None:
            continue
        try:
            return span.with_years(year).begins()
        except ValueError:
            continue
    return None


def _year_after(folded: str, span: Span, years: list[Year]) -> int | None:
    for year in years:
        if 0 <= year.start - span.end <= 3 and not _BLANK_DATE.search(
            folded[span.end : year.start]
        ):
            return year.first
    return None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing more: «09.02.18», «10 вересня 2012 року»."""
    if len(line) > _LONGEST_DATE or not re.search(r"\d", line):
        return False
    folded = skeleton(clean(line))
    spans, years = read_spans(folded)
    rest = folded
    places = [(span.start, span.end) for span in spans] + [(y.start, y.end) for y in years]
    for start, end in sorted(places, reverse=True):
        rest = rest[:start] + rest[end:]
    return bool(spans) and first_date(line) is not None and not re.search(r"\w", rest)
