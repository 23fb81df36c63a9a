"""Values of fields that differ are said as people say them."""

import pytest

from data.differences import value_words
from data.i18n import words


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("approved_on", "2014-08-11", "11.08.2014"),
        ("approved_on", "", ""),
        ("region_iso", "UA-53", "Полтавська область"),
        ("region_iso", "UA-99", "UA-99"),
        ("status", "partial", "Виконано частково"),
        ("kind", "plan", "план"),
        ("kind", "", ""),
        ("year_start", "2014", "2014"),
        ("full_text", "state.partial", "state.partial"),
    ],
)
def test_a_value_is_said_in_words(name: str, value: str, said: str) -> None:
    assert value_words(words("uk"), name, value) == said
