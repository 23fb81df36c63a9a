"""Values of options: what a user may state, and what is wrong use."""

from datetime import date

import pytest

from data.errors import ConfigError
from data.model import DocumentKind
from etl.cli.options import parse_day, parse_kind, parse_region, parse_years, read_stated
from etl.headers import Stated


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2013", (2013, 2013)),
        ("2014-2015", (2014, 2015)),
        ("2014 – 2015", (2014, 2015)),
        (" 2018—2020 ", (2018, 2020)),
        (None, None),
        ("", None),
    ],
)
def test_years(text: str | None, years: tuple[int, int] | None) -> None:
    assert parse_years(text) == years


@pytest.mark.parametrize("text", ["13", "2015-2014", "2013,2014", "20133", "1013", "сей рік"])
def test_no_years(text: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse_years(text)
    assert (error.value.code, error.value.values["value"]) == ("option_years", text)


@pytest.mark.parametrize("text", ["2018-01-31", "31.01.2018", " 31.1.2018 "])
def test_a_day(text: str) -> None:
    assert parse_day(text) == date(2018, 1, 31)


@pytest.mark.parametrize("text", ["", "31.02.2018", "2018-13-01", "січень 2018", "01.31.2018"])
def test_no_day(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_day(text)


@pytest.mark.parametrize(("text", "code"), [("UA-09", "UA-09"), ("ua-30 ", "UA-30"), ("UA", "UA")])
def test_a_region(text: str, code: str) -> None:
    assert parse_region(text) == code


@pytest.mark.parametrize("text", ["UA-99", "Луганська область", "", "none"])
def test_no_region(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_region(text)


def test_a_kind_is_one_of_four() -> None:
    assert parse_kind("report") is DocumentKind.REPORT
    with pytest.raises(ConfigError) as error:
        parse_kind("звіт")
    assert error.value.values["known"] == "plan, report, order, other"


def test_nothing_stated_is_nothing() -> None:
    assert read_stated(None, None, None, None) == Stated()
