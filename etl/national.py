"""The national page: one plan per approving order, and dated or counted facts (reading rules 39, 40).

Sentences are read by their grammar, not by their lines: «Третій План дій … затверджений розпорядженням
Кабінету Міністрів від 30 листопада 2016 р. № 909» is a plan wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import takewhile
from typing import Final

from data.model import NationalFact, NationalPlan
from etl.blocks import Paragraph, span
from etl.sentences import split_sentences
from etl.values.deadline import parse_deadline
from etl.values.lexicon import read_toml
from etl.values.text import clean, fold, skeleton

_DAY: Final = r"\d{1,2}\s+[а-яґєії]+\s+(?:19|20)\d\d\s*(?:року|р\.?)"
_ORDER: Final = re.compile(
    rf"(?P<act>розпоряджен\w+|постанов\w+|указ\w*)\s[^().]*?від\s+(?P<day>{_DAY})\s*№\s*(?P<number>[\d-]+)"
)
_DATE: Final = re.compile(_DAY)
_YEARS: Final = re.compile(
    r"\b(?:у|в|на)\s+(?P<start>(?:19|20)\d\d)(?:\s*[-–]\s*(?P<end>(?:19|20)\d\d))?\s+ро(?:ці|ках|ки|ків)\b"
)
_PLAN: Final = re.compile(r"^(?P<ordinal>[а-яґєії']+)\s+план\s+(?:дій|заходів)\b")
_APPROVED: Final = re.compile(r"\s*(?:[(,]|\s(?:був\s+|було\s+)?(?:затвердж|схвал|ухвал|прийнят))")
_TASKS: Final = re.compile(
    r"\bплан\w*\s+(?:дій\s+)?(?:увійшл\w*|включено|містить|входить)\s+(?P<tasks>\d+)\s+(?:завдан|заход)"
)
_LONG: Final = 200
_BRACKETED: Final = re.compile(r"\s*\([^()№]*\)")  # an order's number stays
_LEADING_DATE: Final = re.compile(rf"^(?:станом на\s+)?{_DAY}\s*,?\s*")
# the approved plan is what the sentence is about: «До плану увійшло…», «Планом дій передбачено…»
_OF_PLAN: Final = re.compile(r"^(?:(?:до|у|в|цим|цей)\s+)?план(?:у|ом|і)?\b")


@dataclass(frozen=True, slots=True)
class NationalPage:
    """The plans and facts of the page."""

    plans: tuple[NationalPlan, ...]
    facts: tuple[NationalFact, ...]
    title: Paragraph


@dataclass(frozen=True, slots=True)
class _Passage:
    """Lines that belong together, as one text."""

    lines: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        return clean("\n".join(line.text for line in self.lines))

    @property
    def is_heading(self) -> bool:
        return len(self.text) < 80 and self.text[-1:] not in ".:;!?"


def read_national(paragraphs: Iterable[Paragraph]) -> NationalPage | None:
    """The national plans and facts of a page; None when no sentence approves a numbered plan."""
    lines = tuple(paragraphs)
    plans: list[NationalPlan] = []
    facts: list[NationalFact] = []
    current: NationalPlan | None = None
    for passage in _passages(lines):
        plan = read_plan(passage.text)
        place = span(line.place for line in passage.lines)
        if plan is not None:
            current = replace(plan, place=place)
            plans.append(current)
        elif passage.is_heading or _has_own_date(passage.text):
            current = None
        facts += (
            replace(fact, place=place)
            for fact in read_facts(passage.text, current, plan is not None)
        )
    return NationalPage(tuple(plans), tuple(facts), _page_title(lines)) if plans else None


def _page_title(lines: Sequence[Paragraph]) -> Paragraph:
    """The last line above the first sentence; lines before it are the menu of a saved page."""
    headings = list(takewhile(lambda line: not line.text.rstrip().endswith((".", ":", ";")), lines))
    title = headings[-1] if headings else lines[0]
    return Paragraph(clean(title.text).lstrip("•·▪*-– "), title.place)


def read_plan(passage: str) -> NationalPlan | None:
    """The plan that a passage says was approved, without its place (reading rule 39).

    «Другий План дій … у 2014 – 2015 роках затверджений розпорядженням … від 26 листопада 2014 р. № 1176»:
    number 2, years 2014–2015, approved 2014-11-26, order 1176. Years of anything else are not the plan's.
    """
    for sentence in split_sentences(passage):
        normal = skeleton(sentence)
        match = _PLAN.match(normal)
        order = _ORDER.search(normal)
        number = _ordinals().get(match["ordinal"]) if match is not None else None
        if number is None or order is None:
            continue
        end = _APPROVED.search(normal)
        title = sentence[: end.start()] if end is not None else sentence
        years = _YEARS.search(skeleton(title))
        tasks = _TASKS.search(skeleton(passage))
        start = int(years["start"]) if years is not None else None
        return NationalPlan(
            number=number,
            title=title.strip(),
            place=Paragraph("").place,
            year_start=start,
            year_end=int(years["end"]) if years is not None and years["end"] else start,
            approved_on=_day(order["day"]),
            order_number=order["number"],
            tasks=int(tasks["tasks"]) if tasks is not None else None,
            snippet=sentence,
        )
    return None


def read_facts(passage: str, plan: NationalPlan | None, approves: bool) -> Iterator[NationalFact]:
    """The dated or counted statements of a passage, without their place (reading rule 40).

    `plan` is the plan the passage belongs to, `approves` whether it states that plan's approval. A sentence
    without a date takes the plan's day where it tells what the approved plan holds («До плану увійшло 14
    завдань»), else the bare year of the plan, marked inferred; without a plan the date stays empty.
    """
    for sentence in split_sentences(passage):
        stated = _stated_date(sentence)
        figures = list(_figures(sentence))
        if stated is None and not figures:
            continue
        is_approval = _PLAN.match(skeleton(sentence)) is not None and _ORDER.search(
            skeleton(sentence)
        )
        if is_approval and not figures:  # said by the plan itself
            continue
        day, inferred = (
            (stated, False) if stated is not None else _inferred(sentence, plan, approves)
        )
        if not figures:
            yield NationalFact(day, _statement(sentence, None), Paragraph("").place)
        for figure, start in figures:
            yield NationalFact(
                day, _statement(sentence, start), Paragraph("").place, figure, inferred
            )


def _inferred(sentence: str, plan: NationalPlan | None, approves: bool) -> tuple[str, bool]:
    if plan is None or plan.approved_on is None:
        return "", False
    if approves and _OF_PLAN.search(skeleton(sentence)):
        return plan.approved_on.isoformat(), False
    return str(plan.approved_on.year), True


def _stated_date(sentence: str) -> str | None:
    """The day, the year or the span of years that a sentence states."""
    normal = skeleton(sentence)
    match = _DATE.search(normal)
    day = _day(match.group()) if match is not None else None
    if day is not None:
        return day.isoformat()
    years = _YEARS.search(normal)
    if years is None:
        return None
    return f"{years['start']}/{years['end']}" if years["end"] else years["start"]


def _has_own_date(passage: str) -> bool:
    return _DATE.search(skeleton(passage)) is not None


def _day(text: str) -> date | None:
    due = parse_deadline(text).due_dates
    return due[0] if len(due) == 1 else None


def _passages(paragraphs: Iterable[Paragraph]) -> Iterator[_Passage]:
    """Lines that follow each other without a blank one, cut where a new plan begins."""
    gathered: list[Paragraph] = []
    for line in paragraphs:
        if gathered and not _goes_on(gathered[-1], line):
            yield _Passage(tuple(gathered))
            gathered = []
        gathered.append(line)
    if gathered:
        yield _Passage(tuple(gathered))


def _goes_on(above: Paragraph, line: Paragraph) -> bool:
    last, next_line = above.place.line_end or above.place.line, line.place.line
    adjacent = last is not None and next_line is not None and next_line == last + 1
    return adjacent and above.text.rstrip()[-1:] not in ".:;!?"


@lru_cache(maxsize=1)
def _ordinals() -> dict[str, int]:
    return {fold(word): number for word, number in read_toml("national.toml")["ordinals"].items()}


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    return {fold(word): number for word, number in read_toml("national.toml")["numbers"].items()}


@lru_cache(maxsize=1)
def _figure_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _numbers())
    return re.compile(
        rf"(?P<each>\bпо\s+)?(?<![\d№.-])(?P<figure>\b\d{{1,3}}(?:\s\d{{3}})*(?![\d.])|\b(?:{words})\b)"
        r"(?:-?(?:х|ти|ма|ми|ох)\b)?(?P<percent>\s*%)?"
    )


def _figures(sentence: str) -> Iterator[tuple[str, int]]:
    """The figures a sentence counts things by, and where each begins; dates, years, orders are none."""
    normal = _without_dates(skeleton(sentence))
    numbers = _numbers()
    end = 0
    for match in _figure_pattern().finditer(normal):
        if match.start() < end:
            continue
        value = numbers.get(match["figure"], match["figure"])
        rest = re.match(r"[^,.;()]*", normal[match.end() :])
        phrase = rest.group() if rest is not None else ""
        if not match["percent"] and not re.match(r"\s+[а-яґєії]", phrase):
            continue
        if match["each"]:
            value, end = _each(str(value), phrase), match.end() + len(phrase)
        yield (f"{value} %" if match["percent"] else str(value)), match.start("figure")


def _each(value: str, phrase: str) -> str:
    """«по 7 представників від органів виконавчої влади і громадськості» counts seven for each of two."""
    shared = re.search(r"\bвід\s.*\s(?:і|й|та)\s", phrase) and "кожн" not in phrase
    return f"{value} + {value}" if shared else value


def _without_dates(normal: str) -> str:
    """The text with dates, spans of years and order numbers blanked, letter for letter."""
    for pattern in (_ORDER, _DATE, _YEARS):
        normal = pattern.sub(lambda match: "_" * len(match.group()), normal)
    return re.sub(r"№\s*[\d-]+", lambda match: "_" * len(match.group()), normal)


def _statement(sentence: str, start: int | None) -> str:
    """A sentence short enough for a list: without asides and the date that leads it.

    A long one is cut to the clause of its figure, a figure in brackets stands for itself.
    """
    if start is not None:
        aside = next(
            (m for m in _BRACKETED.finditer(sentence) if m.start() < start < m.end()), None
        )
        if aside is not None:
            return aside.group().strip(" ()")
        if len(_BRACKETED.sub("", sentence)) > _LONG:
            sentence = _clause(sentence, start)
    match = _LEADING_DATE.match(skeleton(sentence))
    text = _BRACKETED.sub("", sentence[match.end() :] if match is not None else sentence)
    return text.strip(" ,;:–-").removesuffix(".")


def _clause(sentence: str, start: int) -> str:
    cuts = [0, *_cuts(sentence), len(sentence)]
    begin = max(cut for cut in cuts if cut <= start)
    end = min(cut for cut in cuts if cut > start)
    return sentence[begin:end]


def _cuts(sentence: str) -> Sequence[int]:
    """Where clauses end: commas, semicolons and colons outside brackets and quotes."""
    depth, cuts = 0, []
    for index, letter in enumerate(sentence):
        if letter in "(«“„":
            depth += 1
        elif letter in ")»”ˮ":
            depth = max(0, depth - 1)
        elif letter in ",;:" and depth == 0:
            cuts.append(index + 1)
    return cuts
