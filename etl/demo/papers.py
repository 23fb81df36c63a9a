"""Demo plans and the reports on them: all regions, many years, every kind of deadline and outcome.

The same seed gives the same papers. Each paper's first line is «Демонстраційні дані», by which the reading,
the database and every page know it.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count, product
from pathlib import Path
from typing import Any, Final

from etl.demo.deadlines import Term, draw_term
from etl.headers import DEMO_MARK
from etl.values.region import regions

FIRST_YEAR: Final = 2012
LAST_YEAR: Final = 2026
_WARNING: Final = f"{DEMO_MARK}: складено програмою для випробувань, не є документом жодного органу"
_PROGRAMMES: Final = (
    "з реалізації Ініціативи «Партнерство «Відкритий Уряд»",
    "щодо реалізації Національної стратегії сприяння розвитку громадянського суспільства",
)
_RAIONS: Final = (
    "Північному",
    "Південному",
    "Східному",
    "Західному",
    "Центральному",
    "Приміському",
)
_PLAN_COLUMNS: Final = ("№ з/п", "Зміст заходу", "Строк виконання", "Відповідальні за виконання")
_REPORT_COLUMNS: Final = ("№ з/п", "Зміст заходу", "Строк виконання", "Інформація про виконання")
# counts that all take one form of the noun: «25 осіб», «25 карток»
_COUNTS: Final = (*range(5, 21), *range(25, 31), *range(35, 41))
# of a report on a whole year, and of one in the middle of it
_AT_THE_END: Final = {
    "completed": 66, "partial": 11, "not_done": 9, "in_progress": 5, "postponed": 5, "unclear": 4,
}  # fmt: skip
_BEFORE: Final = {"completed": 12, "in_progress": 28, "not_due": 60}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document before it has a format: lines of its head, columns, and directions with their rows."""

    name: str
    head: tuple[str, ...]
    columns: tuple[str, ...]
    sections: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan, not a report."""
        return self.columns == _PLAN_COLUMNS

    @property
    def rows(self) -> int:
        """How many measures stand in it."""
        return sum(len(rows) for _, rows in self.sections)


@dataclass(frozen=True, slots=True)
class _Measure:
    number: str
    title: str
    told: str
    term: Term
    bodies: str


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a plan is about, and the names of its papers."""

    stem: str
    where: str
    programme: str
    year: int
    oda: str


def make_papers(seed: int = 1, measures: int | None = None) -> Iterator[Paper]:
    """Papers without end: each plan, then the reports on it; `measures` in each plan, from 8 to 40 by default."""
    for subject in _subjects(seed):
        chance = random.Random(f"{seed}/{subject.stem}")
        planned = _plan_measures(subject, measures or chance.randint(8, 40), chance)
        yield _plan(subject, planned, chance)
        # some regions report twice a year, some once, some never
        halfway, yearly = chance.random() < 0.6, chance.random() < 0.75
        if halfway:
            yield _report(subject, planned, date(subject.year, 7, 1), chance)
        if yearly and subject.year < LAST_YEAR:
            yield _report(subject, planned, date(subject.year + 1, 1, 31), chance)


def _subjects(seed: int) -> Iterator[_Subject]:
    """Every region in every year for each programme, then the same for raions, in an order of the seed's."""
    for cycle in count():
        pairs = list(product(regions(), range(FIRST_YEAR, LAST_YEAR + 1)))
        random.Random(f"{seed}/{cycle}").shuffle(pairs)
        programme = _PROGRAMMES[cycle % len(_PROGRAMMES)]
        level = cycle // len(_PROGRAMMES)
        for region, year in pairs:
            where, oda = _locative(region.name)
            stem = f"demo-{region.iso}-{year}-{'ogp' if cycle % 2 == 0 else 'civil'}"
            if level:
                raion = _RAIONS[(level - 1) % len(_RAIONS)]
                where, oda = (
                    f"у {raion} районі № {level} {_genitive(region.name)}",
                    "райдержадміністрації",
                )
                stem = f"{stem}-{level}"
            yield _Subject(stem, where, programme, year, oda)


def _plan_measures(subject: _Subject, wanted: int, chance: random.Random) -> list[list[_Measure]]:
    words = _words()
    used = chance.randint(2, len(words["directions"]))
    pools = []
    for told in words["measures"][:used]:
        pool = list(product(told, words["topics"]))
        chance.shuffle(pool)
        pools.append(pool)
    planned: list[list[_Measure]] = [[] for _ in pools]
    for index in range(wanted):
        section = index * used // wanted
        (title, told), topic = pools[section].pop()
        term = draw_term(subject.year, chance)
        filled = told.format(topic=topic, n=chance.choice(_COUNTS), day="{day}")
        number = f"{section + 1}.{len(planned[section]) + 1}"
        bodies = _bodies(subject.oda, chance)
        planned[section].append(_Measure(number, title.format(topic=topic), filled, term, bodies))
    return planned


def _bodies(oda: str, chance: random.Random) -> str:
    words = _words()
    named = chance.sample(words["bodies"], chance.choice((1, 1, 2)))
    if chance.random() < 0.35:
        named.append(chance.choice(words["collective"]))
    if chance.random() < 0.3:
        named.append(chance.choice(words["by_consent"]))
    return ", ".join(named).format(oda=oda)


def _plan(subject: _Subject, planned: list[list[_Measure]], chance: random.Random) -> Paper:
    approved = date(subject.year, chance.randint(1, 3), chance.randint(1, 28))
    head = (
        _WARNING,
        "ЗАТВЕРДЖЕНО",
        f"Розпорядження голови {subject.oda}",
        f"{approved:%d.%m.%Y} № {chance.randint(10, 900)}",
        f"План заходів {subject.programme} {subject.where} на {subject.year} рік",
    )
    rows = [
        [(one.number, one.title, one.term.text, one.bodies) for one in part] for part in planned
    ]
    return Paper(f"{subject.stem}-plan", head, _PLAN_COLUMNS, _sections(rows))


def _report(
    subject: _Subject, planned: list[list[_Measure]], told_on: date, chance: random.Random
) -> Paper:
    is_last = told_on.year > subject.year
    period = f"за {subject.year} рік" if is_last else f"за I півріччя {subject.year} року"
    head = (
        _WARNING,
        f"Звіт про виконання Плану заходів {subject.programme} {subject.where} {period}",
        f"станом на {told_on:%d.%m.%Y}",
    )
    rows = [
        # a report leaves out a measure now and then
        [
            (one.number, one.title, one.term.text, _result(one, subject.year, told_on, chance))
            for one in part
            if chance.random() > 0.03
        ]
        for part in planned
    ]
    name = f"{subject.stem}-report-{told_on:%Y-%m}"
    return Paper(name, head, _REPORT_COLUMNS, _sections(rows))


def _result(measure: _Measure, year: int, told_on: date, chance: random.Random) -> str:
    due = measure.term.due
    shares = _AT_THE_END if due is None or due < told_on else _BEFORE
    status = chance.choices(list(shares), list(shares.values()))[0]
    last_month = min(told_on, date(year, 12, 31)).month - (told_on.year == year)
    day = f"{chance.randint(1, 28):02}.{chance.randint(1, last_month):02}.{year}"
    told = measure.told.format(day=day)
    if status == "completed":
        return told
    said = chance.choice(_words()["said"][status])
    return str(said.format(told=told, next=year + 1))


def _sections(
    rows: Sequence[Sequence[tuple[str, ...]]],
) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    titles = _words()["directions"]
    return tuple(
        (f"Напрям діяльності {number}: {title}", tuple(part))
        for number, (title, part) in enumerate(zip(titles, rows, strict=False), start=1)
        if part
    )


def _locative(name: str) -> tuple[str, str]:
    """Where a plan holds and who answers for it: «у Сумській області», «облдержадміністрації»."""
    if name.startswith("місто "):
        city = name.removeprefix("місто ")
        return f"у місті {_IN_CITY[city]}", f"{_OF_CITY[city]} міської державної адміністрації"
    if name.endswith(" область"):
        return f"у {name.removesuffix('ка область')}кій області", "облдержадміністрації"
    return "в Автономній Республіці Крим", "Ради міністрів Автономної Республіки Крим"


def _genitive(name: str) -> str:
    if name.startswith("місто "):
        return f"міста {_CITY_OF[name.removeprefix('місто ')]}"
    if name.endswith(" область"):
        return f"{name.removesuffix('ка область')}кої області"
    return "Автономної Республіки Крим"


_IN_CITY: Final = {"Київ": "Києві", "Севастополь": "Севастополі"}
_OF_CITY: Final = {"Київ": "Київської", "Севастополь": "Севастопольської"}
_CITY_OF: Final = {"Київ": "Києва", "Севастополь": "Севастополя"}


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
