"""What the editions of a plan tell of its measures: which came later, which were dropped, and from which day."""

from __future__ import annotations

from datetime import date

import pytest

from data.editions import Edition, Lifetime, first_approval, trace_measures

FEBRUARY, AUGUST, OCTOBER = date(2014, 2, 3), date(2014, 8, 11), date(2014, 10, 20)


def editions(*given: tuple[date | None, str]) -> list[Edition]:
    return [
        Edition("p", number, approved_on, frozenset(measures))
        for number, (approved_on, measures) in enumerate(given, start=1)
    ]


@pytest.mark.parametrize(
    ("given", "lives"),
    [
        ([(FEBRUARY, "ab")], {"a": Lifetime(), "b": Lifetime()}),
        (
            [(FEBRUARY, "ab"), (AUGUST, "bc")],
            {"a": Lifetime(None, 2, AUGUST), "b": Lifetime(), "c": Lifetime(AUGUST)},
        ),
        # dropped by the second, whatever the third says besides
        (
            [(FEBRUARY, "ab"), (AUGUST, "b"), (OCTOBER, "bd")],
            {"a": Lifetime(None, 2, AUGUST), "b": Lifetime(), "d": Lifetime(OCTOBER)},
        ),
        # came and went
        (
            [(FEBRUARY, "a"), (AUGUST, "ab"), (OCTOBER, "a")],
            {"a": Lifetime(), "b": Lifetime(AUGUST, 3, OCTOBER)},
        ),
        # came back: never away
        ([(FEBRUARY, "ab"), (AUGUST, "a"), (OCTOBER, "ab")], {"a": Lifetime(), "b": Lifetime()}),
        # no day of its own, or the same, or an earlier one: in force from the start
        ([(FEBRUARY, "ab"), (None, "a")], {"a": Lifetime(), "b": Lifetime(None, 2)}),
        ([(FEBRUARY, "ab"), (FEBRUARY, "a")], {"a": Lifetime(), "b": Lifetime(None, 2)}),
        ([(AUGUST, "ab"), (FEBRUARY, "a")], {"a": Lifetime(), "b": Lifetime(None, 2)}),
        # a draft before the first approval does not count
        ([(None, "ab"), (FEBRUARY, "bc")], {"a": Lifetime(None, 2), "b": Lifetime(), "c": Lifetime()}),
    ],
)  # fmt: skip
def test_lifetimes(given: list[tuple[date | None, str]], lives: dict[str, Lifetime]) -> None:
    assert trace_measures(editions(*given)) == lives


def test_a_plan_is_first_approved_on_its_earliest_day() -> None:
    assert first_approval(editions((None, "a"), (AUGUST, "a"), (FEBRUARY, "a"))) == FEBRUARY
    assert first_approval(editions((None, "a"))) is None
    assert first_approval([]) is None
