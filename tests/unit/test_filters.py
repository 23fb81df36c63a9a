"""The address and the view it names: each way and back, bad values dropped, never an error."""

from dataclasses import fields
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import MANY, Filters, href
from dashboard.metrics.selection import ROWS
from data.model import Programme, State, Theme

DAYS = st.dates(date(1991, 1, 1), date(2100, 12, 31))
KEYS = st.text(min_size=1, max_size=40).filter(
    lambda text: text.isprintable() and text == text.strip()
)


def several(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some different values in any order."""
    return st.lists(values, max_size=4, unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    programme=several(st.sampled_from([each.value for each in Programme])),
    region=several(st.from_regex(r"UA-[0-9]{2}", fullmatch=True)),
    plan=several(KEYS),
    year=several(st.integers(1991, 2100)),
    direction=several(KEYS),
    theme=several(st.sampled_from([each.value for each in Theme])),
    body=several(KEYS),
    state=several(st.sampled_from([each.value for each in State])),
    due_from=st.none() | DAYS,
    due_to=st.none() | DAYS,
    rows=st.none() | st.sampled_from(ROWS),
    as_of=st.none() | st.just("close") | DAYS,
    group=st.none() | st.sampled_from(["theme", "body"]),
)


def _read(query: str) -> Filters:
    """As Dash gives the parameters to a page: one value as a text, several as a list."""
    given_values = parse_qs(query, keep_blank_values=True)
    return Filters.from_query(
        {name: values[0] if len(values) == 1 else values for name, values in given_values.items()}
    )


@given(FILTERS)
def test_a_view_survives_its_address(filters: Filters) -> None:
    assert _read(filters.to_query()) == filters


@given(FILTERS)
def test_an_address_is_stable(filters: Filters) -> None:
    assert _read(filters.to_query()).to_query() == filters.to_query()


@given(
    st.dictionaries(
        st.sampled_from([*(field.name for field in fields(Filters)), "utm"]),
        st.text() | st.lists(st.text()) | st.none() | st.integers(),
    )
)
def test_any_parameters_make_a_view(query: dict[str, Any]) -> None:
    filters = Filters.from_query(query)
    assert _read(filters.to_query()) == filters


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("region", "UA-9"),
        ("region", "Луганська"),
        ("year", "20l3"),
        ("year", "1066"),
        ("year", "٢٠١٣"),
        ("theme", "gardening"),
        ("state", "done"),
        ("programme", "ПВУ"),
        ("due_from", "31.12.2013"),
        ("due_to", "2013-02-30"),
        ("as_of", "tomorrow"),
        ("as_of", "0001-01-01"),
        ("rows", "all"),
        ("group", "drop table"),
        ("plan", ""),
        ("plan", "a\x00b"),
        ("plan", "x" * 201),
    ],
)
def test_a_bad_value_is_dropped(name: str, bad: str) -> None:
    assert Filters.from_query({name: bad}) == Filters()


def test_a_good_value_beside_a_bad_one_stays() -> None:
    filters = Filters.from_query({"region": ["UA-9", "UA-09"], "year": ["2013", "x"]})
    assert filters == Filters(region=("UA-09",), year=(2013,))


def test_the_address_is_readable() -> None:
    filters = Filters(
        region=("UA-09", "UA-74"),
        direction=("UA-09-pvu-plan-2013:1",),
        as_of=date(2018, 1, 31),
        rows="overdue",
    )
    assert href("/zakhody", filters) == (
        "/zakhody?region=UA-09&region=UA-74&direction=UA-09-pvu-plan-2013:1"
        "&rows=overdue&as_of=2018-01-31"
    )
    assert href("/", Filters()) == "/"


def test_changing_and_opening_fields() -> None:
    filters = Filters(region=("UA-09",), year=(2017,), as_of="close")
    assert filters.with_(region="UA-74").region == ("UA-74",)
    assert filters.without("region", "year") == Filters(as_of="close")
    assert filters.only(["year"]) == Filters(year=(2017,))
    assert filters.active == ("region", "year")
    assert all(getattr(Filters(), name) == () for name in MANY)
    for change in (filters.with_, filters.to_query):
        with pytest.raises(TypeError, match="rayon"):
            change(rayon="UA-09")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"region": "UA-74", "rows": "overdue", "group": None},
        {"region": (), "as_of": date(2018, 1, 31), "state": ("completed", "partial")},
    ],
)
def test_the_query_of_a_change_is_that_of_the_changed_view(changes: dict[str, Any]) -> None:
    filters = Filters(region=("UA-09",), year=(2017,), as_of="close", group="body")
    assert filters.to_query(**changes) == filters.with_(**changes).to_query()
    assert filters == Filters(region=("UA-09",), year=(2017,), as_of="close", group="body")
