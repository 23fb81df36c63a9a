"""Deadlines as offices write them: words, years of the plan, what they mean."""

from datetime import date

import pytest

from data.model import DeadlineKind
from etl.values.deadline import parse_deadline, parse_due_dates_text
from tests.support.tables import rows_of


@pytest.mark.parametrize(
    ("words", "years", "kind", "due"),
    rows_of("deadlines", "text", "plan_years", "kind", "due_dates"),
)
def test_reads_kind_and_due_dates(words: str, years: str, kind: str, due: str) -> None:
    plan = (int(years[:4]), int(years[-4:])) if years else None
    deadline, shown = parse_due_dates_text(words, plan)
    assert (deadline.kind.value, ";".join(shown)) == (kind, due)


@pytest.mark.parametrize(
    ("words", "kind", "due"),
    [
        ("ІV квартал", "period", "YYYY-12-31"),
        ("до 15 лютого", "fixed", "YYYY-02-15"),
        ("щокварталу", "recurring", "YYYY-03-31;YYYY-06-30;YYYY-09-30;YYYY-12-31"),
        ("лютий", "period", "YYYY-02-28"),
    ],
)
def test_without_any_year_shows_yyyy_and_keeps_no_date(words: str, kind: str, due: str) -> None:
    deadline, shown = parse_due_dates_text(words)
    assert (deadline.kind.value, ";".join(shown)) == (kind, due)
    assert deadline.due_dates == ()
    assert deadline.start is None
    assert deadline.issues == ("deadline_no_year",)


def test_cell_without_year_takes_the_year_of_its_plan() -> None:
    deadline = parse_deadline("ІV квартал", (2017, 2017))
    assert deadline.due_dates == (date(2017, 12, 31),)
    assert deadline.issues == ()


def test_cell_without_year_in_a_plan_of_two_years_reads_the_last_and_says_so() -> None:
    deadline = parse_deadline("IV квартал", (2014, 2015))
    assert deadline.due_dates == (date(2015, 12, 31),)
    assert deadline.issues == ("deadline_year_ambiguous",)
    assert parse_deadline("IV квартал 2014 року", (2014, 2015)).issues == ()


def test_start_of_a_period() -> None:
    assert parse_deadline("червень-листопад 2013 року").start == date(2013, 6, 1)
    assert parse_deadline("До 1 березня 2013 року").start is None


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("II квартал\n2013 року", "II квартал 2013 року"),
        ("До 1 березня 2013 року", "До 1 березня 2013 року"),
        ("Постійно", "Постійно"),
        ("постійно, звіт – щокварталу", "щокварталу"),
        ("січень,\nберезень 2013 року.", "січень, березень 2013 року"),
    ],
)
def test_shows_the_words_that_decided(words: str, used: str) -> None:
    assert parse_deadline(words, (2013, 2013)).used == used


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("", "deadline_missing"),
        ("–", "deadline_missing"),
        ("якнайкраще", "deadline_unread"),
        ("31 червня 2015 року", "deadline_unread"),
    ],
)
def test_what_cannot_be_read_is_none_with_an_issue(words: str, issue: str) -> None:
    deadline = parse_deadline(words, (2015, 2015))
    assert deadline.kind is DeadlineKind.NONE
    assert deadline.issues == (issue,)


def test_text_is_kept_as_printed() -> None:
    assert parse_deadline("потягом 2013 року").text == "потягом 2013 року"


def test_leap_year() -> None:
    assert parse_deadline("лютий 2016 року").due_dates == (date(2016, 2, 29),)
