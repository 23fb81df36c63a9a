"""Numbers of measures stay text."""

import pytest

from etl.values.number import number_key, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.10.", "1.10"),
        ("1.1", "1.1"),
        ("12.", "12"),
        ("1)", "1"),
        ("а)", "а"),
        (" 2 . 3 ", "2.3"),
        ("IV.", "IV"),
        ("№ 5", "5"),
        ("3.2.1.", "3.2.1"),
        ("а", None),
        ("", None),
        ("2015", None),
        ("10 вересня", None),
        ("№ з/п", None),
    ],
)
def test_parse_number(text: str, number: str | None) -> None:
    assert parse_number(text) == number


def test_numbers_sort_part_by_part() -> None:
    numbers = ["1.10", "2.1", "1.9", "1.1", "10", "9", "а", "1"]
    expected = ["1", "1.1", "1.9", "1.10", "2.1", "9", "10", "а"]
    assert sorted(numbers, key=number_key) == expected
