"""What is late on frames of a few rows: four bands, two kinds apart, and who answers for it."""

import pytest

from dashboard.metrics.overdue import count_age_bands, count_late_by_body
from tests.support.rows import (
    completed,
    make_assignments,
    make_standing,
    make_standings,
    overdue,
    unreported,
)


def test_bands_are_four_also_without_rows() -> None:
    bands = count_age_bands(make_standings())
    assert [(band.first, band.last) for band in bands] == [
        (1, 30),
        (31, 90),
        (91, 365),
        (366, None),
    ]
    assert {(band.overdue, band.unreported) for band in bands} == {(0, 0)}


@pytest.mark.parametrize(
    ("days", "band"), [(1, 0), (30, 0), (31, 1), (90, 1), (91, 2), (365, 2), (366, 3), (4000, 3)]
)
def test_days_fall_into_one_band(days: int, band: int) -> None:
    bands = count_age_bands(make_standings(overdue("a", days), make_standing("b")))
    assert [one.overdue for one in bands] == [int(place == band) for place in range(4)]


def test_bands_keep_the_two_kinds_apart() -> None:
    bands = count_age_bands(make_standings(overdue("a", 5), unreported("b", 6), unreported("c", 7)))
    assert (bands[0].overdue, bands[0].unreported) == (1, 2)


def test_the_late_count_for_each_body_and_the_unnamed_stand_under_none() -> None:
    rows = make_standings(
        overdue("a", 10), unreported("b", 300), unreported("c", 5), completed("d")
    )
    pairs = make_assignments(
        ("a", "x"), ("b", "x"), ("b", "y"), ("b", "y", "coordinator"), ("d", "z")
    )
    late = count_late_by_body(rows, pairs)
    columns = ["body_id", "overdue", "unreported", "late", "longest"]
    assert late[columns].to_numpy().tolist() == [
        ["x", 1, 1, 2, 300],
        ["y", 0, 1, 1, 300],
        ["", 0, 1, 1, 5],
    ]
