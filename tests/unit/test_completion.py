"""Completion and coverage on frames of a few rows: what is in the base, what never is, when there is no rate."""

import pytest

from dashboard.metrics.completion import Completion, count_by, count_completion
from data.model import State
from tests.support.rows import completed, make_standing, make_standings, overdue, unreported

FIVE = make_standings(
    completed("a"),
    overdue("b", theme="budget"),
    unreported("c", document_key="q"),
    make_standing("d", due_soon=True),
    completed("e", in_base=False, early=True, document_key="q"),
)


def test_a_rate_is_completed_of_the_base_and_coverage_reported_of_it() -> None:
    figures = count_completion(FIVE)
    assert (figures.measures, figures.base, figures.completed, figures.reported) == (5, 3, 1, 2)
    assert figures.rate == pytest.approx(1 / 3)
    assert figures.coverage == pytest.approx(2 / 3)


def test_what_is_done_early_stands_apart_and_never_in_the_base() -> None:
    figures = count_completion(FIVE)
    assert (figures.early, figures.left_out) == (1, 2)
    assert figures.states[State.COMPLETED] == 2


def test_the_two_kinds_of_late_are_counted_apart() -> None:
    figures = count_completion(FIVE)
    assert (figures.overdue, figures.unreported, figures.due_soon) == (1, 1, 1)


def test_rows_outside_the_plan_are_counted_alone() -> None:
    rows = make_standings(
        completed("a"),
        completed("b", counted=False, outside=True, document_key="report", plan_key="p"),
        completed("c", counted=False),
    )
    figures = count_completion(rows)
    assert (figures.measures, figures.base, figures.completed) == (1, 1, 1)
    assert (figures.outside, figures.not_begun) == (1, 1)
    assert figures.states[State.COMPLETED] == 1
    assert sum(one.outside for one in count_by(rows, "plan_key").values()) == 1
    assert sum(one.not_begun for one in count_by(rows, "plan_key").values()) == 1


def test_plans_that_had_not_begun_are_left_out_of_every_figure_and_named() -> None:
    figures = count_completion(make_standings(completed("a"), overdue("b", counted=False)))
    assert (figures.measures, figures.base, figures.overdue, figures.not_begun) == (1, 1, 0, 1)


def test_without_reports_there_is_coverage_but_no_rate() -> None:
    figures = count_completion(make_standings(unreported("a"), unreported("b")))
    assert (figures.rate, figures.coverage) == (None, 0)


def test_without_a_base_there_is_neither() -> None:
    figures = count_completion(make_standings(make_standing("a")))
    assert (figures.rate, figures.coverage) == (None, None)
    assert figures.is_thin


@pytest.mark.parametrize(
    ("base", "reported", "small", "thin"),
    [(5, 5, False, False), (4, 4, True, True), (10, 5, False, False), (10, 4, False, True)],
)
def test_a_small_base_or_low_coverage_is_marked(
    base: int, reported: int, small: bool, thin: bool
) -> None:
    figures = Completion(measures=base, base=base, completed=1, reported=reported)
    assert (figures.is_small, figures.is_thin) == (small, thin)


@pytest.mark.parametrize("columns", [("document_key",), ("document_key", "theme"), ("counted",)])
def test_groups_have_the_figures_of_their_rows(columns: tuple[str, ...]) -> None:
    by = columns[0] if len(columns) == 1 else list(columns)
    rows = FIVE.assign(counted=[True, True, True, False, True])
    groups = {key: count_completion(group) for key, group in rows.groupby(by, sort=False)}
    assert count_by(rows, *columns) == groups
    assert list(count_by(rows, *columns)) == list(groups)


def test_no_rows_have_no_groups() -> None:
    assert count_by(make_standings(), "theme") == {}
    assert count_completion(make_standings()).measures == 0
