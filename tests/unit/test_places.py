"""Regions at a glance on frames of a few rows: whose figures stand in a tile and which tile has a shade."""

import pytest

from dashboard.components.tile_map import GRID, REGIONS
from dashboard.metrics.places import count_regions
from data.i18n import words
from tests.support.rows import completed, make_standing, make_standings, overdue, unreported

SIX = [completed(f"a{place}") for place in range(5)] + [overdue("a5")]


def test_a_region_speaks_of_all_its_plans_and_rates_those_with_reports() -> None:
    rows = make_standings(
        *SIX,
        unreported("b", document_key="q", programme="civil-society"),
        completed("c", document_key="kyiv", region_iso="UA-30"),
    )
    places = count_regions(rows)
    assert list(places) == ["UA-09", "UA-30"]
    luhansk = places["UA-09"]
    assert (luhansk.plans, luhansk.told) == (("p", "q"), 1)
    assert luhansk.programmes == ("pvu", "civil-society")
    assert (luhansk.of_told.completed, luhansk.of_told.base) == (5, 6)
    assert (luhansk.total.reported, luhansk.total.base) == (6, 7)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (SIX, "4"),
        (SIX[2:], "thin"),  # four in the base
        ([*SIX, *(unreported(f"b{place}", document_key="q") for place in range(7))], "thin"),
        ([unreported("a")], "no_report"),
        ([make_standing("a")], "no_base"),
    ],
    ids=["shade", "small base", "low coverage", "no report", "nothing due"],
)
def test_a_shade_stands_only_for_what_can_be_compared(rows: list, kind: str) -> None:
    assert count_regions(make_standings(*rows))["UA-09"].kind == kind


def test_plans_not_begun_and_rows_outside_make_no_region() -> None:
    rows = make_standings(
        completed("a", counted=False), completed("b", counted=False, outside=True)
    )
    assert count_regions(rows) == {}


def test_every_region_has_one_tile_and_a_name_in_both_languages() -> None:
    known = {
        f"UA-{number:02}" for number in range(100) if words("uk").has(f"region.UA-{number:02}")
    }
    assert len(REGIONS) == len(set(REGIONS)) == 27
    assert set(REGIONS) == known
    for language in ("uk", "en"):
        codes = [words(language)(f"tile_code.{iso}") for iso in REGIONS]
        assert len(set(codes)) == 27
        assert all(words(language).has(f"tile.{iso}") for iso in REGIONS)


def test_no_two_tiles_share_a_place() -> None:
    for row in GRID:
        assert len(set(row.values())) == len(row)
        assert set(row.values()) <= set(range(1, 10))
