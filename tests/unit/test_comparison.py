"""Plans side by side on frames of a few rows: once each, by years, themes that all share, what is not compared."""

from typing import Any

import pytest

from dashboard.metrics.comparison import (
    add_completions,
    cell_kind,
    compare_plans,
    compare_regions,
    count_themes,
    follow_regions,
    shared_themes,
)
from dashboard.metrics.completion import Completion, count_completion
from tests.support.rows import completed, make_standing, make_standings, overdue, unreported

ROWS = make_standings(
    unreported("a", document_key="kyiv", region_iso="UA-30", year_start=2014, year_end=2015),
    completed("b"),
    overdue("c", theme="budget"),
    completed("d", document_key="strategy", programme="civil-society"),
    completed("e", document_key="strategy", programme="civil-society", theme="budget"),
)


def test_a_plan_stands_once_in_the_order_of_its_last_year() -> None:
    plans = compare_plans(ROWS)
    assert [(plan.document_key, plan.year_start, plan.year_end) for plan in plans] == [
        ("p", 2013, 2013),
        ("strategy", 2013, 2013),
        ("kyiv", 2014, 2015),
    ]


def test_a_plan_has_its_figures_in_total_and_by_theme() -> None:
    plans = [plan for plan in compare_plans(ROWS) if plan.document_key == "p"]
    assert (plans[0].total.completed, plans[0].total.base) == (1, 2)
    themes = count_themes(ROWS, plans, "document_key")
    assert {name: (one.completed, one.base) for name, one in themes.pop("p").items()} == {
        "participation": (1, 1),
        "budget": (0, 1),
    }
    assert not themes, "those of other plans are not asked for"


def test_themes_of_a_region_are_those_of_its_plans_together() -> None:
    plans = compare_plans(ROWS)
    of_regions = count_themes(ROWS, plans, "programme", "region_iso")
    assert set(of_regions) == {("pvu", "UA-30"), ("pvu", "UA-09"), ("civil-society", "UA-09")}
    of_plans = count_themes(ROWS, plans, "document_key")
    assert of_regions["pvu", "UA-09"] == of_plans["p"]


def test_programmes_of_one_region_and_year_never_share_a_cell() -> None:
    cells = compare_regions(compare_plans(ROWS))
    assert set(cells) == {
        ("pvu", "UA-09", 2013),
        ("civil-society", "UA-09", 2013),
        ("pvu", "UA-30", 2015),
    }


def test_a_plan_without_years_stands_apart() -> None:
    plans = compare_plans(make_standings(make_standing(year_start=None, year_end=None)))
    assert (plans[0].year_start, plans[0].year_end) == (None, None)
    assert list(compare_regions(plans)) == [("pvu", "UA-09", 0)]


def test_shared_themes_stand_in_every_plan() -> None:
    assert shared_themes(ROWS, compare_plans(ROWS)) == ["participation"]
    others = compare_plans(ROWS[ROWS["document_key"] != "kyiv"])
    assert shared_themes(ROWS, others) == ["participation", "budget"]
    assert shared_themes(ROWS, []) == []


def test_figures_of_parts_add_up_to_those_of_the_whole() -> None:
    parts = [plan.total for plan in compare_plans(ROWS)]
    assert add_completions(parts) == count_completion(ROWS)
    assert add_completions([]).measures == 0


@pytest.mark.parametrize(
    ("completed_of_base", "reported", "kind"),
    [
        ((0, 0), 0, "no_base"),
        ((0, 9), 0, "no_report"),
        ((4, 4), 4, "thin"),
        ((4, 10), 4, "thin"),
        ((0, 10), 10, "1"),
        ((24, 100), 100, "1"),
        ((25, 100), 100, "2"),
        ((50, 100), 100, "3"),
        ((75, 100), 100, "4"),
        ((10, 10), 10, "4"),
    ],
)
def test_only_what_can_be_compared_has_a_shade(
    completed_of_base: tuple[int, int], reported: int, kind: str
) -> None:
    done, base = completed_of_base
    figures = Completion(measures=base, base=base, completed=done, reported=reported)
    assert cell_kind(figures) == kind


def _years(
    region: str, *rates: tuple[int, int, int], programme: str = "pvu"
) -> list[dict[str, Any]]:
    """The rows of a plan for each (year, completed, base) of a region."""
    return [
        make(
            f"{region}{programme}{year}-{place}", document_key=f"{region}{programme}{year}", **parts
        )
        for year, done, base in rates
        for parts in [{"region_iso": region, "year_start": year, "programme": programme}]
        for place in range(base)
        for make in [completed if place < done else overdue]
    ]


def test_a_region_is_followed_from_its_first_to_its_last_fair_year() -> None:
    rows = make_standings(*_years("UA-09", (2013, 3, 5), (2015, 1, 1), (2017, 4, 5)))
    [course] = follow_regions(compare_plans(rows))
    assert list(course.years) == [2013, 2015, 2017]
    # 2015 has a base of one: it stands in the course and is never what is compared
    assert course.change == (2013, 2017)
    assert course.points == 20


def test_years_of_different_programmes_are_never_joined() -> None:
    rows = make_standings(
        *_years("UA-09", (2013, 3, 5)),
        *_years("UA-09", (2017, 4, 5), programme="civil-society"),
    )
    assert follow_regions(compare_plans(rows)) == []


def test_nothing_is_said_of_years_that_may_not_be_compared() -> None:
    rows = make_standings(*_years("UA-09", (2013, 1, 2), (2017, 4, 5)))
    [course] = follow_regions(compare_plans(rows))
    assert (course.change, course.points) == (None, None)


def test_a_change_is_the_difference_of_the_percents_shown() -> None:
    rows = make_standings(*_years("UA-09", (2013, 5, 6), (2017, 3, 7)))
    [course] = follow_regions(compare_plans(rows))
    assert course.points == 43 - 83
