"""The deadline of a measure from its words (reading rules 16-21, 41-46, 54)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final

from data.model import Deadline, DeadlineKind
from etl.values.dated import Dated, date_spans, drop_vague, opening_words, opens
from etl.values.lexicon import alternation, whole_words, words
from etl.values.rhythm import Rhythm, find_rhythm, rhythm_dates
from etl.values.spans import Span, Unit, Year, is_month, read_spans
from etl.values.spelling import respell
from etl.values.text import clean, skeleton, strip_final_stop

# A document without any year is read in a year that no document can name; it is printed as YYYY.
_NO_YEAR: Final = 4001

_TIME: Final = re.compile(
    r"(?<!\w)об?\s+\d{1,2}(?:[.:-]\d\d)?(?:\s*год\w*\.?)?(?!\s*\w)"
    r"|(?<!\w)об?\s+\d{1,2}[.:]\d\d(?:\s*год\w*\.?)?|(?<![\d.])\d{1,2}[.:]00(?![.\d])(?:\s*год\w*\.?)?"
    r"|(?<!\w)\d{1,2}:\d\d"
)
_DASHES: Final = re.compile(r'[\s"/\\|.,;:()\-_*=]*')
_DITTO_MARK: Final = re.compile(r'[\s\-./\\]*(?:"|//|,,|\'\')[\s\-./\\"\',]*')
_BROKEN: Final = re.compile(r"([^\W\d_]{2,})-\s+([^\W\d_]{2,})")
_FOOTNOTE: Final = re.compile(r"(?<=\w)\s*\*+$|\[\d+\]$")


def parse_deadline(text: str, years: tuple[int, int] | None = None) -> Deadline:
    """The deadline that a cell names, read in the plan's `years` (first, last) where it says none itself.

    «II квартал 2013 року» is a period due on 2013-06-30. Without any year the due dates stay empty and
    the issue `deadline_no_year` is set (reading rule 21); in a plan of several years the last is read and
    `deadline_year_ambiguous` set (rule 45). Words that no rule reads give kind none (rule 49).
    """
    return _parse(text, years)


def parse_due_dates_text(
    text: str, years: tuple[int, int] | None = None
) -> tuple[Deadline, list[str]]:
    """The deadline and its due dates as text, `YYYY-12-31` where no year is known (reading rule 21)."""
    return _parse(text, years), [_show(due) for due in _read(text, years).due_dates]


def _show(due: date) -> str:
    return f"YYYY-{due:%m-%d}" if due.year >= _NO_YEAR - 1 else due.isoformat()


def _unbroken(text: str) -> str:
    """«серп- ень» as «серпень»; «січень- березень» stays two months."""
    return _BROKEN.sub(lambda m: m.group() if is_month(m[2]) else m[1] + m[2], text)


# the same deadlines stand in measure after measure
@lru_cache(maxsize=8192)
def _parse(text: str, years: tuple[int, int] | None) -> Deadline:
    deadline = _read(text, years)
    if any(due.year >= _NO_YEAR - 1 for due in deadline.due_dates):
        issues = (*deadline.issues, "deadline_no_year")
        deadline = replace(deadline, start=None, due_dates=(), issues=issues)
    return deadline


@lru_cache(maxsize=8192)
def _read(text: str, years: tuple[int, int] | None) -> Deadline:
    printed = _FOOTNOTE.sub("", strip_final_stop(_unbroken(clean(text))))
    folded = _TIME.sub(lambda m: " " * len(m.group()), skeleton(printed))
    reading = _Reading(clean(text), printed, folded, years)
    empty = reading.empty()
    if empty is not None:
        return empty
    try:
        return reading.read()
    except ValueError:  # a day that no calendar has («31 червня»)
        return reading.none("no such day", "deadline_unread")


@dataclass(frozen=True)
class _Words:
    limit: re.Pattern[str]
    limit_end: re.Pattern[str]
    latest: re.Pattern[str]
    limit_middle: re.Pattern[str]
    limit_begin: re.Pattern[str]
    continuous: re.Pattern[str]
    conditional: re.Pattern[str]
    relative: re.Pattern[str]
    whole: re.Pattern[str]
    ditto: re.Pattern[str]
    inclusive: re.Pattern[str]
    onwards: re.Pattern[str]


@cache
def _words() -> _Words:
    def before(*keys: str) -> re.Pattern[str]:
        listed = [word for key in keys for word in words("deadline", key)]
        return re.compile(rf"(?<!\w){alternation(listed)}[\s\"]*$")

    limit = alternation(words("deadline", "limit"))
    counted = alternation(words("deadline", "relative"))
    number = rf"(?:\d+|{alternation(words('deadline', 'relative_numbers'))})"
    return _Words(
        limit=re.compile(rf"(?<!\w){limit}[\s\"]*(?:[а-яґєії']+\s+){{0,4}}[\"(\s]*$"),
        limit_end=before("limit_end"),
        latest=before("latest"),
        limit_middle=before("limit_middle"),
        limit_begin=before("limit_begin"),
        continuous=whole_words("deadline", "continuous"),
        conditional=whole_words("deadline", "conditional"),
        relative=re.compile(
            rf"(?<!\w){number}(?:[-\s]+[а-яґєії']+)?[-\s]*(?<!\w){counted}(?!\w)|(?<!\w)\w+денн\w*\s+стро"
        ),
        whole=whole_words("deadline", "whole"),
        ditto=whole_words("ditto", "words"),
        inclusive=whole_words("deadline", "inclusive"),
        onwards=whole_words("deadline", "onwards"),
    )


class _Reading:
    """One cell being read; each method answers for one family of wordings."""

    def __init__(self, text: str, printed: str, folded: str, years: tuple[int, int] | None) -> None:
        self.text = text
        self.printed = printed
        self.folded, self.places = respell(folded)
        self.years = years or (_NO_YEAR, _NO_YEAR)
        self.words = _words()

    def empty(self) -> Deadline | None:
        """The reading of a cell without words: nothing, a dash, a repetition mark."""
        bare = self.folded.strip()
        if _DITTO_MARK.fullmatch(bare) and bare or self.words.ditto.fullmatch(bare.strip(" .\"'")):
            return self.none("ditto", used=self.printed)
        if _DASHES.fullmatch(bare):
            return self.none("empty", "deadline_missing")
        return None

    def none(self, rule: str, *issues: str, used: str = "") -> Deadline:
        return Deadline(self.text, DeadlineKind.NONE, rule=rule, used=used, issues=issues)

    def read(self) -> Deadline:
        spans, years = read_spans(self.folded)
        rhythm = find_rhythm(self.folded)
        conditional = self._condition(spans, years)
        if conditional is not None and rhythm is None:
            return conditional
        if rhythm is not None:
            return self._recurring(rhythm, spans, years)
        if match := self.words.continuous.search(self.folded):
            return Deadline(
                self.text, DeadlineKind.CONTINUOUS, rule="continuous", used=self._used(match)
            )
        dated = date_spans(self.folded, spans, years, self.years)
        if dated.items:
            return self._dated(dated)
        if match := self.words.whole.search(self.folded):
            return self._whole_plan(match)
        return self.none("unread", "deadline_unread")

    def _condition(self, spans: list[Span], years: list[Year]) -> Deadline | None:
        """A deadline that hangs on an event has no date (reading rule 43)."""
        if self.words.whole.search(self.folded):
            return None
        found = [
            match
            for pattern in (self.words.relative, self.words.conditional)
            for match in [pattern.search(self.folded)]
            if match
        ]
        if not found:
            return None
        match = min(found, key=lambda m: m.start())
        continuous = self.words.continuous.search(self.folded)
        if continuous and continuous.start() < match.start():
            return None  # «постійно, за окремим планом»
        dated = [span.start for span in spans if span.unit < Unit.YEAR or span.own_year]
        dated += [year.start for year in years]
        first = min(dated, default=len(self.folded))
        loose = [s.start for s in spans if s.unit is Unit.YEAR]
        if first <= match.start() or min(loose, default=len(self.folded)) < match.start():
            return None
        if any(
            self.words.latest.search(self.folded[: s.start]) for s in spans if s.unit is Unit.DAY
        ):
            return None  # «за окремим графіком, але не пізніше 1 грудня»
        return self.none("no computable date", used=self._used(match))

    def _used(self, match: re.Match[str]) -> str:
        return self._printed(match.start(), match.end())

    def _printed(self, start: int, end: int) -> str:
        """What stands printed where a stretch was read, misprints and all."""
        if self.places is not None:
            start, end = self.places[start], self.places[end - 1] + 1
        return self.printed[start:end].strip(" ,;")

    # --- dates ---------------------------------------------------------------------------------

    def _dated(self, dated: Dated) -> Deadline:
        """The deadline of dated stretches: one or several, with or without a limit (rules 17-19)."""
        item, last = dated.items[0], dated.items[-1]
        opening = self.folded[: item.start]
        issues = ("deadline_year_ambiguous",) if dated.ambiguous else ()
        limit, rule, start = self._limit(item)
        used = self._printed(min(start, dated.start), dated.end)

        def deadline(
            kind: DeadlineKind, rule: str, due: list[date], start: date | None = None
        ) -> Deadline:
            return Deadline(self.text, kind, start, tuple(due), rule, used, issues)

        if len(dated.items) == 1 and not item.ranged and opening_words().search(opening):
            return deadline(DeadlineKind.CONTINUOUS, "open start", [], item.begins())
        due = sorted({self._due(each, limit and not each.ranged) for each in dated.items})
        if len(due) > 1:
            return deadline(DeadlineKind.MULTIPLE, "several dates", due)
        if limit and not last.ranged:
            return deadline(DeadlineKind.FIXED, rule, due)
        if last.unit is Unit.DAY and not last.ranged:
            return deadline(DeadlineKind.FIXED, "day", due)
        return deadline(DeadlineKind.PERIOD, last.unit.name.lower(), due, item.begins())

    def _limit(self, item: Span) -> tuple[bool, str, int]:
        opening = self.folded[: item.start]
        match = self.words.limit.search(opening)
        if match is None:
            for pattern in (self.words.limit_end, self.words.limit_middle):
                if end := pattern.search(opening):
                    return True, "end of period", end.start()
            return False, "", item.start
        if self.words.limit_end.search(opening):
            return True, "until the end", match.start()
        return True, "until", match.start()

    def _due(self, item: Span, limit: bool) -> date:
        """The due date of one item: «до липня» is the day before July, «до кінця липня» its end (rule 18)."""
        opening = self.folded[: item.start]
        if self.words.limit_middle.search(opening) and item.unit is Unit.MONTH:
            return item.begins() + timedelta(days=14)
        if limit and self.words.limit_begin.search(opening):
            return item.day_before()
        before = limit and Unit.DAY < item.unit < Unit.YEAR
        if self.words.inclusive.search(self.folded[item.end :]):
            before = False
        if before and not self.words.limit_end.search(opening):
            return item.day_before()
        return item.ends()

    def _whole_plan(self, match: re.Match[str]) -> Deadline:
        first, last = self.years
        return Deadline(
            self.text, DeadlineKind.PERIOD, date(first, 1, 1), (date(last, 12, 31),),
            "the plan's whole term", self._used(match),
        )  # fmt: skip

    # --- rhythms -------------------------------------------------------------------------------

    def _recurring(self, rhythm: Rhythm, spans: list[Span], years: list[Year]) -> Deadline:
        first, last = self.years
        issues: tuple[str, ...] = ()
        if years:
            first, last = min(y.first for y in years), max(y.last for y in years)
            onwards = self.words.onwards.search(self.folded, years[0].end)
            opened = opening_words().search(self.folded[: years[0].start])
            if (opened or onwards) and len(years) == 1:
                last = max(last, self.years[1]) if self.years[1] < _NO_YEAR else last
        opening = [s for s in spans if s.unit is not Unit.YEAR and opens(self.folded, s, spans)]
        begins = (
            max((s if s.own_year else s.with_years(first)).begins() for s in opening)
            if opening
            else date.min
        )
        named = [
            s for s in spans if s.unit is not Unit.YEAR and not s.own_year and s not in opening
        ]
        items = drop_vague([s.with_years(first) for s in named])
        due: list[date] = []
        for year in range(first, last + 1):
            due.extend(
                rhythm_dates(
                    rhythm,
                    year,
                    [
                        self._due(item.with_years(year), bool(self._limit(item)[0]))
                        for item in items
                    ],
                )
            )
        return Deadline(
            self.text, DeadlineKind.RECURRING, None, tuple(sorted({day for day in due if day >= begins})),
            f"rhythm: {rhythm.name}", self._printed(rhythm.start, rhythm.end), issues,
        )  # fmt: skip
