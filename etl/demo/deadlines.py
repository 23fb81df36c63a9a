"""Deadlines as demo plans word them."""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

_QUARTERS: Final = ("I", "II", "III", "IV")
_MONTHS: Final = (
    *("січень", "лютий", "березень", "квітень", "травень", "червень"),
    *("липень", "серпень", "вересень", "жовтень", "листопад", "грудень"),
)
_OF_MONTHS: Final = (
    *("січня", "лютого", "березня", "квітня", "травня", "червня"),
    *("липня", "серпня", "вересня", "жовтня", "листопада", "грудня"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A deadline in words («II квартал 2015 року») and its last due date; None where it has none."""

    text: str
    due: date | None


def draw_term(year: int, chance: random.Random) -> Term:
    """A deadline of a plan of one year, of a kind drawn by how often plans use it."""
    kinds = list(_KINDS)
    return chance.choices(kinds, [_KINDS[kind] for kind in kinds])[0](year, chance)


def _quarter(year: int, chance: random.Random) -> Term:
    number = chance.randint(1, 4)
    return Term(f"{_QUARTERS[number - 1]} квартал {year} року", _month_end(year, 3 * number))


def _month(year: int, chance: random.Random) -> Term:
    number = chance.randint(2, 12)
    return Term(f"{_MONTHS[number - 1]} {year} року", _month_end(year, number))


def _day(year: int, chance: random.Random) -> Term:
    due = date(year, chance.randint(3, 12), chance.choice((1, 10, 15, 20, 25)))
    return Term(f"до {due.day} {_OF_MONTHS[due.month - 1]} {year} року", due)


def _half_year(year: int, chance: random.Random) -> Term:
    number = chance.randint(1, 2)
    return Term(f"{_QUARTERS[number - 1]} півріччя {year} року", _month_end(year, 6 * number))


def _whole_year(year: int, _: random.Random) -> Term:
    return Term(f"протягом {year} року", date(year, 12, 31))


def _always(_: int, __: random.Random) -> Term:
    return Term("постійно", None)


def _quarterly(year: int, _: random.Random) -> Term:
    return Term("щокварталу до 10 числа місяця, наступного за звітним", date(year + 1, 1, 10))


def _several(year: int, chance: random.Random) -> Term:
    first, last = sorted(chance.sample(range(1, 13), 2))
    text = f"{_MONTHS[first - 1]}, {_MONTHS[last - 1]} {year} року"
    return Term(text, _month_end(year, last))


_KINDS: Final[dict[Callable[[int, random.Random], Term], int]] = {
    _quarter: 30, _month: 15, _day: 12, _half_year: 8,
    _whole_year: 15, _always: 10, _quarterly: 5, _several: 5,
}  # fmt: skip


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
