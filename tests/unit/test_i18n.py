"""Words of the interface: plurals, dates, numbers, Kyiv's clock and the order of Ukrainian letters."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data.clock import to_kyiv
from data.i18n import NBSP, ukrainian_key, words


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "1 захід"), (2, "2 заходи"), (5, "5 заходів"), (11, "11 заходів"), (21, "21 захід")],
)
def test_measures_take_the_form_their_number_asks(count: int, text: str) -> None:
    assert words("uk").plural("count.measures", count).replace(NBSP, " ") == text


def test_a_stored_moment_late_in_the_evening_is_the_next_day_in_kyiv() -> None:
    stored = datetime(2026, 11, 21, 23, 57)
    assert to_kyiv(stored).date() == date(2026, 11, 22)
    assert words("uk").moment(stored) == "22.11.2026, 01:57"


def test_summer_time_is_kept() -> None:
    assert words("uk").moment(datetime(2026, 7, 1, 12, 0)) == "01.07.2026, 15:00"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(12, 15, "80 %"), (199, 200, "99 %"), (1, 300, "1 %"), (0, 3, "0 %"), (3, 3, "100 %")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: int, whole: int, text: str) -> None:
    assert words("uk").percent(part, whole).replace(NBSP, " ") == text


def test_letters_stand_in_their_places() -> None:
    names = ["Яр", "Ґанок", "Гора", "Іва", "Їжак", "Єва", "Дім", "Ель", "Йод", "Ива"]
    expected = ["Гора", "Ґанок", "Дім", "Ель", "Єва", "Ива", "Іва", "Їжак", "Йод", "Яр"]
    assert sorted(names, key=ukrainian_key) == expected


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="catalogue"):
        words("de")
