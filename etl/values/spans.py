"""Stretches of time named in words: days, months, quarters, half-years, years (reading rules 16-19, 41).

Shared by deadlines, evidence and headers. What a text leaves unsaid (a year) stays unsaid here:
the caller knows the document and decides.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import cache
from typing import Final

from etl.values.lexicon import alternation, lexicon, whole_words, words
from etl.values.text import skeleton as _skeleton

# «Ш» and «П» are typed for III and II
_ROMAN: Final = {"ш": 3, "п": 2, "і": 1, "i": 1, "ii": 2, "iii": 3, "iv": 4, "11": 2, "111": 3}


class Unit(IntEnum):
    """How precisely a stretch is named; the finer unit decides when two overlap."""

    DAY = 1
    PART = 2  # a third or half of a month
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    HALF = 6
    YEAR = 7


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time as (month, day) to (month, day); the years are None while the text says none.

    `start`, `end` are places in the skeleton it was read from.
    """

    unit: Unit
    first: tuple[int, int]
    last: tuple[int, int]
    start: int
    end: int
    year: int | None = None
    last_year: int | None = None
    ranged: bool = False
    own_year: bool = False

    def with_years(self, first: int, last: int | None = None) -> Span:
        """The same stretch in these years; a winter's one (листопад-лютий) begins a year earlier."""
        last = first if last is None else last
        if first == last and self.first > (self.last[0], self.last[1] or 31):
            first -= 1
        return replace(self, year=first, last_year=last)

    def begins(self) -> date:
        """The first day; raises ValueError if the calendar has no such day or the year is unknown."""
        return _day(self.year, self.first)

    def ends(self) -> date:
        """The last day; day 0 means the month's last. Raises ValueError as `begins` does."""
        return _day(self.last_year, self.last)

    def day_before(self) -> date:
        """The day before the stretch begins: what «до липня» allows (reading rule 18)."""
        return self.begins() - timedelta(days=1)


def _day(year: int | None, month_day: tuple[int, int]) -> date:
    if year is None:
        raise ValueError("the year of the stretch is not known")
    month, day = month_day
    return date(year, month, day or monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Year:
    """A year or a range of years said in the text, with its place."""

    first: int
    last: int
    start: int
    end: int


@cache
def _month_numbers() -> dict[str, int]:
    return {word: int(n) for n, forms in lexicon()["months"].items() for word in forms}


@cache
def _grammar(abbreviations: bool) -> re.Pattern[str]:
    months = alternation([word for word in _month_numbers() if abbreviations or _is_full(word)])
    month = rf"(?:{months})(?![^\W\d_])\.?"
    ordinal = alternation([word for forms in lexicon()["ordinals"].values() for word in forms])
    number = (
        rf"(?:i{{1,3}}|iv|і|ш|п|11|111|[1-4]|{ordinal})(?:-?(?:[гйіяо]|ій|ий|ої|го|му|ому|ім))?"
    )
    listed = rf"{number}(?:\s*(?:,|-|і|та|й|по|до)\s*{number})*"
    days = r"\d{1,2}(?:-?го)?(?:\s*(?:,|-|/|і|та|й|по|до)\s*\d{1,2}(?:-?го)?)*"
    unit = {
        key: alternation(words("units", key)) for key in ("quarter", "half", "decade", "month_half")
    }
    seasons = alternation([word for forms in lexicon()["seasons"].values() for word in forms])
    named = alternation(list(lexicon()["days"]))
    year = r"(?:19|20)\d\d"
    years = alternation(words("units", "year"))
    return re.compile(
        rf"""
        (?P<iso>(?<!\d)(?P<iso_y>{year})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?!\d))
      | (?P<dmy>(?<![\d.])(?P<dmy_d>\d{{1,2}})\s?(?P<dmy_s>[./-])\s?(?P<dmy_m>\d{{1,2}})\s?(?P=dmy_s)\s?
          (?P<dmy_y>{year}|\d\d)(?![\d]))
      | (?P<ddmy>(?<![\d.])(?P<ddmy_a>\d{{1,2}})\s?-\s?(?P<ddmy_b>\d{{1,2}})
          \.(?P<ddmy_m>\d\d)\.(?P<ddmy_y>{year})(?!\d))
      | (?P<my>(?<![\d.])(?P<my_m>0?[1-9]|1[0-2])\.(?P<my_y>{year})(?!\d))
      | (?P<dm>(?<![\d.])(?P<dm_d>[0-3]?\d)\.(?P<dm_m>0[1-9]|1[0-2])(?![\d]|\.\d))
      | (?P<days>(?<![\d.])"?\s?(?P<day_list>{days})\s*"?\s*(?P<day_month>{month}))
      | (?P<part>(?<!\w)(?P<part_n>{ordinal}|i{{1,3}}|і)\s+
          (?P<part_unit>{unit["decade"]}|{unit["month_half"]})\s+(?P<part_month>{month}))
      | (?P<first_months>(?<![\w.])(?P<first_n>3|6|9|11|три|шість|дев'ять)\s+місяц\w+(?=\s+{year}))
      | (?P<quarter>(?<!\w)(?P<quarter_n>{listed})\s*(?:{unit["quarter"]})(?!\w))
      | (?P<half>(?<!\w)(?P<half_n>{listed})\s*(?:{unit["half"]})(?!\w))
      | (?P<named>(?<!\w)(?:{named})(?!\w))
      | (?P<month>(?<!\w)(?P<month_name>{month}))
      | (?P<season>(?<!\w)(?P<season_name>{seasons})(?!\w))
      | (?P<years>(?<!\d)(?P<years_a>{year})\s*(?:[-/]|по|до|та|і|й)\s*
          (?P<years_b>{year}|\d\d(?=\s*(?:{years}))|\d(?=\s*(?:навч|н\.)))(?!\d)
          (?:-?го|-?х)?\s*(?:навч\w*\s*|н\.\s*)?(?:(?:{years})(?!\w)\.?)?)
      | (?P<year>(?<![\d/№])(?P<year_y>{year})(?!\d)(?:-?(?:го|й|му))?\s*(?:(?:{years})(?!\w)\.?)?)
      | (?P<this_year>(?<!\w)(?<!навчального\s)(?:{alternation(words("units", "year_word"))})(?!\w))
        """,
        re.X,
    )


def is_month(word: str) -> bool:
    """Whether a word is the name of a month, in any form."""
    return _skeleton(word).rstrip(".") in _month_numbers()


def _is_full(month: str) -> bool:
    """Whether a form of a month is written out: «лист» may be November, or a letter."""
    return not any(
        forms[0] != month and forms[0].startswith(month) for forms in lexicon()["months"].values()
    )


def read_spans(
    skeleton: str, *, abbreviations: bool = True, start: int = 0
) -> tuple[list[Span], list[Year]]:
    """All stretches of time in a skeleton in their order, and the years said in it.

    «січень, березень 2013 року» gives two months and the year 2013, not yet joined.
    Prose is read without `abbreviations` of months; `start` skips what a caller knows to hold none.
    """
    spans: list[Span] = []
    years: list[Year] = []
    for match in _grammar(abbreviations).finditer(skeleton, start):
        kind = match.lastgroup and next(k for k in _READERS if match[k] is not None)
        if kind in ("years", "year"):
            years.append(_read_year(match))
        elif kind:
            spans.extend(_READERS[kind](match))
    return spans, years


def _read_year(match: re.Match[str]) -> Year:
    if match["year"]:
        return Year(int(match["year_y"]), int(match["year_y"]), match.start(), match.end())
    first, tail = int(match["years_a"]), match["years_b"]
    last = int(str(first)[: 4 - len(tail)] + tail)
    return Year(first, max(first, last), match.start(), match.end())


def _read_iso(match: re.Match[str]) -> list[Span]:
    day = (int(match["iso_m"]), int(match["iso_d"]))
    return _own_year(match, Unit.DAY, day, int(match["iso_y"]))


def _read_dmy(match: re.Match[str]) -> list[Span]:
    day, month, year = int(match["dmy_d"]), int(match["dmy_m"]), int(match["dmy_y"])
    if month > 12 >= day:  # 10/16/2020, as American software prints it
        day, month = month, day
    return _own_year(match, Unit.DAY, (month, day), year if year > 99 else 2000 + year)


def _read_days_figures(match: re.Match[str]) -> list[Span]:
    """«21-25.03.2016»: the days of one month in figures."""
    month, year = int(match["ddmy_m"]), int(match["ddmy_y"])
    [span] = _own_year(match, Unit.DAY, (month, int(match["ddmy_a"])), year)
    return [replace(span, last=(month, int(match["ddmy_b"])), ranged=True)]


def _read_month_year(match: re.Match[str]) -> list[Span]:
    month = int(match["my_m"])
    [span] = _own_year(match, Unit.MONTH, (month, 1), int(match["my_y"]))
    return [replace(span, last=(month, 0))]


def _own_year(match: re.Match[str], unit: Unit, day: tuple[int, int], year: int) -> list[Span]:
    return [Span(unit, day, day, match.start(), match.end(), year, year, own_year=True)]


def _read_day_month(match: re.Match[str]) -> list[Span]:
    day = (int(match["dm_m"]), int(match["dm_d"]))
    return [Span(Unit.DAY, day, day, match.start(), match.end())]


def _read_days(match: re.Match[str]) -> list[Span]:
    month = _month(match["day_month"])
    spans: list[Span] = []
    for group in re.split(r",|/|(?<![^\W\d_])(?:і|та|й)(?![^\W\d_])", match["day_list"]):
        numbers = [int(n) for n in re.findall(r"\d+", group)]
        if numbers:
            first, last = numbers[0], numbers[-1]
            spans.append(
                Span(
                    Unit.DAY, (month, first), (month, last), match.start(), match.end(),
                    ranged=len(numbers) > 1,
                )
            )  # fmt: skip
    return spans


def _read_part(match: re.Match[str]) -> list[Span]:
    month, number = _month(match["part_month"]), _number(match["part_n"])
    tens = bool(re.match(alternation(words("units", "decade")), match["part_unit"]))
    length, parts = (10, 3) if tens else (15, 2)
    last = 0 if number == parts else number * length
    first = (number - 1) * length + 1
    return [Span(Unit.PART, (month, first), (month, last), match.start(), match.end())]


def _read_quarter(match: re.Match[str]) -> list[Span]:
    return _numbered(match, match["quarter_n"], Unit.QUARTER, 3)


def _read_first_months(match: re.Match[str]) -> list[Span]:
    """«за 9 місяців 2016 року»: from January on."""
    said = match["first_n"]
    months = int(said) if said.isdigit() else {"три": 3, "шість": 6, "дев'ять": 9}[said]
    return [Span(Unit.HALF, (1, 1), (months, 0), match.start(), match.end())]


def _read_half(match: re.Match[str]) -> list[Span]:
    return _numbered(match, match["half_n"], Unit.HALF, 6)


def _numbered(match: re.Match[str], text: str, unit: Unit, months: int) -> list[Span]:
    """Quarters or half-years said as «ІІ», «ІІ-ІV» or «І, ІІІ»."""
    spans: list[Span] = []
    for group in re.split(r",|(?<=[^,\s])\s+(?:і|та|й)\s+|,\s*", text):
        parts = re.split(r"-(?!г|й|я|му|ї|о|ій|ий|ім)|\b(?:по|до)\b", group)
        numbers = [_number(part) for part in parts if part.strip()]
        if not numbers or any(n * months > 12 for n in numbers):
            continue
        first = ((numbers[0] - 1) * months + 1, 1)
        last = (numbers[-1] * months, 0)
        spans.append(Span(unit, first, last, match.start(), match.end(), ranged=len(numbers) > 1))
    return spans


def _read_named(match: re.Match[str]) -> list[Span]:
    name = " ".join(match["named"].split())
    month, day = map(int, lexicon()["days"][name].split("-"))
    return [Span(Unit.DAY, (month, day), (month, day), match.start(), match.end())]


def _read_month(match: re.Match[str]) -> list[Span]:
    month = _month(match["month_name"])
    return [Span(Unit.MONTH, (month, 1), (month, 0), match.start(), match.end())]


def _read_season(match: re.Match[str]) -> list[Span]:
    name = next(n for n, forms in lexicon()["seasons"].items() if match["season_name"] in forms)
    first, last = lexicon()["season_months"][name]
    return [Span(Unit.SEASON, (first, 1), (last, 0), match.start(), match.end())]


def _read_this_year(match: re.Match[str]) -> list[Span]:
    return [Span(Unit.YEAR, (1, 1), (12, 31), match.start(), match.end())]


_READERS: Final = {
    "iso": _read_iso,
    "dmy": _read_dmy,
    "ddmy": _read_days_figures,
    "my": _read_month_year,
    "dm": _read_day_month,
    "days": _read_days,
    "part": _read_part,
    "first_months": _read_first_months,
    "quarter": _read_quarter,
    "half": _read_half,
    "named": _read_named,
    "month": _read_month,
    "season": _read_season,
    "years": lambda _: [],
    "year": lambda _: [],
    "this_year": _read_this_year,
}


@cache
def _ordinals() -> list[tuple[re.Pattern[str], int]]:
    return [(whole_words("ordinals", key), int(key)) for key in lexicon()["ordinals"]]


def _number(text: str) -> int:
    text = text.strip()
    bare = re.sub(r"(?<=[\di])-?(?:[гйяо]|ій|ий|ої|го|му|ому|ім|ї)$", "", text)
    if bare in _ROMAN:
        return _ROMAN[bare]
    if bare.isdigit():
        return int(bare)
    return next((n for pattern, n in _ordinals() if pattern.fullmatch(text)), 9)


def _month(text: str) -> int:
    return _month_numbers()[text.rstrip(".")]
