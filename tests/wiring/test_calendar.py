"""The calendar over the five documents: its sentence, its figures, and that each number opens its rows."""

import re
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from tests.support.monitor import route, walk

LUHANSK_2013 = "/kalendar?region=UA-09&year=2013&as_of=2013-12-01"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def said(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(said, part))
    if isinstance(part, dict):
        return said(part["props"].get("children"))
    return part.replace(NBSP, " ") if isinstance(part, str) else ""


def parts_of(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    return walk(route(client, address)["content"])


def heading(parts: list[dict[str, Any]]) -> str:
    return next(said(part) for part in parts if part["type"] == "H1")


def classed(parts: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [part for part in parts if name in str(part["props"].get("className", "")).split()]


def test_the_first_sentence_says_what_falls_due_next(client: FlaskClient) -> None:
    parts = parts_of(client, LUHANSK_2013)
    assert heading(parts) == (
        "Станом на 01.12.2013 наступний строк — 31.12.2013: 26 заходів із 35; "
        "строк минув без звіту за 9."
    )
    # 2.8 is due in January, March, August and November, so 35 measures have 38 due dates
    shown = " ".join(said(part) for part in classed(parts, "sub"))
    assert "У календарі 38 строків 35 заходів. 1 захід має кілька строків." in shown
    assert said(classed(parts, "calendar-key")) == (
        " Строк минув, звіту немає 12 Спливає 26станом на 01.12.2013"
    )


def test_with_every_plan_closed_nothing_lies_ahead(client: FlaskClient) -> None:
    parts = parts_of(client, "/kalendar")
    assert heading(parts) == (
        "На закриття кожного плану попереду строків немає: останній був 31.12.2017, "
        "прострочено 3, строк минув без звіту за 60."
    )
    assert "14 заходів строку за датою не мають" in " ".join(map(said, classed(parts, "sub")))


def test_months_with_nothing_are_named(client: FlaskClient) -> None:
    shown = " ".join(map(said, classed(parts_of(client, LUHANSK_2013), "meta")))
    assert "Місяці без строків: лютий, квітень – травень, липень, жовтень." in shown


def _key(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [part for part in walk(classed(parts, "calendar-key")) if part["type"] == "A"]


def test_each_column_opens_exactly_its_dates(client: FlaskClient) -> None:
    figure = next(p for p in parts_of(client, LUHANSK_2013) if p["type"] == "Graph")["props"]
    bars = [
        (count, href)
        for trace in figure["figure"]["data"]
        for count, href in zip(trace["y"], trace["customdata"], strict=True)
    ]
    assert sum(count for count, _ in bars) == 38
    for count, href in bars:
        opened = parts_of(client, href)
        assert len(classed(opened, "due-mark")) == count, href
        assert [said(part) for part in _key(opened)][-1] == "Усі строки"


def test_each_row_has_a_square_for_every_date(client: FlaskClient) -> None:
    parts = parts_of(client, LUHANSK_2013)
    rows = classed(parts, "label")
    assert len(rows) == 35
    assert len(classed(parts, "due-mark")) == 38
    regular = next(row for row in rows if said(row).startswith("2.8"))
    assert said(regular).endswith(
        ": 31.01.2013 — Строк минув, звіту немає; 31.03.2013 — Строк минув, звіту немає; "
        "31.08.2013 — Строк минув, звіту немає; 30.11.2013 — Строк минув, звіту немає"
    )
    assert regular["props"]["href"] == "/zakhid/UA-09-pvu-plan-2013:2.8?as_of=2013-12-01"


def test_many_measures_fold_and_the_nearest_stands_open(client: FlaskClient) -> None:
    parts = parts_of(client, "/kalendar?as_of=2013-12-01")
    lines = walk(classed(parts, "lines"))
    folded = [part for part in lines if part["type"] == "Details"]
    assert [part["props"].get("open") for part in folded].count(True) == 1
    opened = next(part for part in folded if part["props"].get("open"))
    # Chernihiv, 16: «До 15 грудня 2012 року, 15 червня 2013 року, 15 грудня 2013 року»
    assert "15.12.2013 — Спливає" in said(opened)


def test_by_body_a_measure_stands_under_each_of_its_bodies(client: FlaskClient) -> None:
    parts = parts_of(client, f"{LUHANSK_2013}&group=body")
    heads = [said(part) for part in walk(classed(parts, "lines")) if part["type"] == "H3"]
    assert heads[0] == ("Управління комунікацій з громадськістю облдержадміністрації · 27 заходів")
    assert len(classed(parts, "label")) > 35


def test_measures_without_dates_are_no_dead_end(client: FlaskClient) -> None:
    parts = parts_of(client, "/kalendar?region=UA-30&rows=undated&as_of=2014-06-01")
    shown = [said(part) for part in classed(parts, "empty")]
    assert shown and "Строків за датою тут немає" in shown[0]
    rows = parts_of(client, "/zakhody?region=UA-30&rows=undated&as_of=2014-06-01")
    assert "без строку за датою — 4 заходи із 23" in heading(rows)


@pytest.mark.parametrize("value", ["overdue", "nothing", "%00"])
def test_a_way_of_standing_without_dates_is_said_and_an_unknown_one_dropped(
    client: FlaskClient, value: str
) -> None:
    parts = parts_of(client, f"{LUHANSK_2013}&date_state={value}")
    is_empty = any("Таких строків немає" in said(part) for part in classed(parts, "empty"))
    assert is_empty == (value == "overdue")


def test_the_phone_has_the_same_dates_by_month(client: FlaskClient) -> None:
    months = [
        part
        for part in walk(classed(parts_of(client, LUHANSK_2013), "calendar-months"))
        if part["type"] == "Details"
    ]
    assert [said(month["props"]["children"][0]) for month in months][-2:] == [
        "Листопад 2013 3 ",
        "Грудень 2013 26 ",
    ]
    assert [month["props"].get("open") for month in months].count(True) == 1
    dates = [part for part in walk(months) if part["type"] == "Li"]
    assert len(dates) == 38
    assert all(re.search(r"\d\d\.\d\d\.2013", said(part)) for part in dates)


def test_a_column_never_opens_more_than_the_page_is_narrowed_to(client: FlaskClient) -> None:
    narrowed = "/kalendar?region=UA-09&year=2013&as_of=2013-12-01&due_from=2013-06-15"
    bars = classed(parts_of(client, f"{narrowed}&due_to=2013-11-15"), "calendar-bars")
    hrefs = [part["props"]["href"] for part in walk(bars) if part["type"] == "A"]
    assert any("due_from=2013-06-15&due_to=2013-06-30" in href for href in hrefs)
    assert not [href for href in hrefs if "due_to=2013-11-30" in href]
    whole = classed(parts_of(client, f"{narrowed}&due_to=2013-12-15"), "calendar-bars")
    hrefs = [part["props"]["href"] for part in walk(whole) if part["type"] == "A"]
    assert any("due_from=2013-11-01&due_to=2013-11-30" in href for href in hrefs)
    single = parts_of(client, f"{narrowed}&due_to=2013-06-30")
    assert "Червень 2013: 5 строків" in [said(part) for part in single if part["type"] == "H2"]


def test_the_chosen_kind_of_dates_stays_when_a_filter_goes(client: FlaskClient) -> None:
    parts = parts_of(client, f"{LUHANSK_2013}&date_state=due_soon")
    chips = [
        part["props"]["href"]
        for chip in classed(parts, "chip")
        for part in walk(chip)
        if part["type"] == "A"
    ]
    assert chips == [
        "/kalendar?year=2013&as_of=2013-12-01&date_state=due_soon",
        "/kalendar?region=UA-09&as_of=2013-12-01&date_state=due_soon",
    ] * (len(chips) // 2)
    # the chosen kind in the key is the way back to all dates
    [chosen] = [
        part for part in walk(classed(parts, "calendar-key")) if part["props"].get("aria-current")
    ]
    assert chosen["props"]["href"] == LUHANSK_2013


def test_the_same_dates_go_into_a_calendar_of_ones_own(client: FlaskClient) -> None:
    [offer] = classed(parts_of(client, LUHANSK_2013), "to-own")
    file, subscription = sorted(
        part["props"]["href"] for part in walk(offer) if part["type"] == "A"
    )
    assert file == (
        "/calendar.ics?region=UA-09&plan=UA-09-pvu-plan-2013&year=2013&as_of=2013-12-01"
    )
    assert subscription.startswith("webcal://") and "as_of" not in subscription
    taken = client.get(file)
    assert taken.status_code == 200
    # each due date of the page is an event
    assert taken.text.count("BEGIN:VEVENT") == 38
