"""Misprinted words of time: what was meant is read, other forms and other words are left alone."""

from datetime import date

import pytest

from etl.values.deadline import parse_deadline
from etl.values.spelling import find_misprints, respell
from etl.values.text import fold


@pytest.mark.parametrize(
    ("text", "misprints"),
    [
        ("потягом 2014 року", [("потягом", "протягом")]),
        ("Листопод 2016", [("листопод", "листопад")]),
        ("серпень, верессень 2017", [("верессень", "вересень")]),
        ("протягом лситопада", [("лситопада", "листопада")]),
        ("щоквартально", []),
        ("щорічної", []),
        ("у кварталах", []),
        ("проведення серпневої наради", []),
    ],
)
def test_finds_the_word_that_was_meant(text: str, misprints: list[tuple[str, str]]) -> None:
    assert [(match.group(), meant) for match, meant in find_misprints(fold(text))] == misprints


def test_places_lead_back_to_what_is_printed() -> None:
    printed = "до листпада, верессень"
    text, places = respell(printed)
    assert text == "до листопада, вересень"
    assert places is not None and len(places) == len(text) + 1
    assert printed[places[text.index(",")]] == ","


def test_used_words_are_shown_as_printed() -> None:
    deadline = parse_deadline("звіт – Листопод 2016 року.", (2016, 2016))
    assert deadline.due_dates == (date(2016, 11, 30),)
    assert deadline.used == "Листопод 2016 року"
