"""Lists longer than a page: pages and `/rows.json` hold the rows of the files, each once, in their order."""

import csv
import io
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.lists.listing import PAGE_ROWS, WHOLE_UP_TO
from tests.support.monitor import route, texts, walk

ALL = 270
DAY = "as_of=2020-03-01"
FILTER = "f_title=%D0%87%D0%94%D0%90%D0%9B%D0%AC%D0%9D%D0%AF"  # «ЇДАЛЬНЯ»


@pytest.fixture
def client(long_monitor: Dash) -> FlaskClient:
    return long_monitor.server.test_client()


def grids(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    parts = walk(route(client, address)["content"])
    return [part["props"] for part in parts if part["type"] == "AgGrid"]


def of_pages(client: FlaskClient, query: str, pages: int) -> list[str]:
    """The measures on the pages of a list, tables of a page one after another."""
    return [
        record["id"]
        for page in range(1, pages + 1)
        for props in grids(client, f"/zakhody?{query}&page={page}")
        for record in props["rowData"]
        if "id" in record
    ]


def of_data(client: FlaskClient, query: str, pages: int) -> list[str]:
    """The measures that the table of a long list is given page by page."""
    return [
        record["id"]
        for page in range(1, pages + 1)
        for record in client.get(f"/rows.json?{query}&page={page}").get_json()["rows"]
        if "id" in record
    ]


def of_file(client: FlaskClient, query: str) -> list[str]:
    text = client.get(f"/download/measures.csv?{query}").data.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return [row["Код заходу"] for row in rows]


@pytest.mark.parametrize(
    ("arrangement", "rows"),
    [
        ("", ALL),
        ("&sort=title", ALL),
        ("&sort=-number", ALL),
        ("&sort=bodies&sort=-due", ALL),
        ("&rows=unreported", ALL),
        ("&rows=unreported&sort=days&f_due=2019-01-01..", 140),
        (f"&{FILTER}&sort=-title", 90),
        ("&f_plan=2018", 130),
        ("&f_days=1..9", 0),
    ],
)
def test_pages_hold_the_rows_of_the_file(client: FlaskClient, arrangement: str, rows: int) -> None:
    query = DAY + arrangement
    pages = max(-(-rows // PAGE_ROWS), 1)
    expected = of_file(client, query)
    assert len(expected) == len(set(expected)) == rows
    assert of_pages(client, query, pages) == expected
    assert of_data(client, query, pages) == expected


@pytest.mark.parametrize(("group", "rows"), [("body", 359), ("direction", ALL)])
def test_pages_of_groups_hold_the_rows_of_the_file(
    client: FlaskClient, group: str, rows: int
) -> None:
    query = f"{DAY}&group={group}"
    pages = -(-rows // PAGE_ROWS)
    expected = of_file(client, query)
    assert len(expected) == rows
    assert of_pages(client, query, pages) == expected
    assert of_data(client, query, pages) == expected


def test_a_group_over_two_pages_is_continued(client: FlaskClient) -> None:
    heads = [
        [record for record in props["rowData"] if "group" in record]
        for page in (1, 2)
        for props in grids(client, f"/zakhody?{DAY}&group=body&page={page}")
    ]
    assert heads[0][0]["name"] == "Відділ преси"
    assert heads[1][0]["name"] == "Відділ преси (продовження)"
    # what a head says is of all its rows
    assert heads[0][0]["count"] == heads[1][0]["count"] == "179"


def test_a_page_says_which_rows_it_shows(client: FlaskClient) -> None:
    def told(query: str) -> str:
        sheet: dict[str, Any] = client.get(f"/rows.json?{DAY}&{query}").get_json()["sheet"]
        return str(sheet["told"])

    assert told("page=2") == "Показано рядки 101–200 із 270."
    assert told(FILTER) == "Показано рядки 1–90 із 90, відібраних із 270."
    assert told("f_title=x") == "Жоден рядок не відповідає фільтрам таблиці."
    page = " ".join(texts(route(client, f"/zakhody?{DAY}&page=3")["content"]))
    assert "Показано рядки 201–270 із 270." in page


def test_a_page_leads_to_the_others(client: FlaskClient) -> None:
    [props] = grids(client, f"/zakhody?{DAY}&page=2")
    sheet = props["dashGridOptions"]["context"]["sheet"]
    assert [(step["text"], step["page"]) for step in sheet["steps"]] == [
        ("Попередні", 1),
        ("Наступні", 3),
    ]
    assert sheet["printed"] == "Надруковано рядки 101–200 із 270; усі — у файлах CSV та XLSX."


def test_a_short_list_stays_whole(client: FlaskClient) -> None:
    [props] = grids(client, f"/zakhody?{DAY}&year=2018&page=2&sort=title&f_title=x")
    assert len(props["rowData"]) == 130 <= WHOLE_UP_TO
    assert props["dashGridOptions"]["context"]["sheet"] is None
    assert len(props["rowData"][0]["ranks"]) == len(props["dashGridOptions"]["context"]["columns"])


def test_rows_name_the_version_they_are_of(client: FlaskClient) -> None:
    answer = client.get(f"/rows.json?{DAY}")
    [props] = grids(client, f"/zakhody?{DAY}")
    assert answer.get_json()["version"] == props["dashGridOptions"]["context"]["version"] == 2
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_of_a_list_is_small(client: FlaskClient) -> None:
    assert len(client.get(f"/rows.json?{DAY}").data) < 100_000


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=" + "9" * 3000,
        "page=%D9%A3&page=2",
        "sort=nothing&f_days=x..y&f_due=2013-02-31..",
        "f_title=" + "%D0%B0" * 500,
        "f_title=%00%FF&group=%27",
        "region=UA-99",
        "as_of=1991-01-01&rows=overdue",
        "&".join(f"sort=title&f_title={n}" for n in range(200)),
    ],
)
def test_rows_are_given_whatever_the_address(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/rows.json?{query}")
    assert answer.status_code == 200
    assert answer.get_json()["sheet"]["page"] >= 1


def test_an_empty_database_has_no_rows(empty_monitor: Dash) -> None:
    answer = empty_monitor.server.test_client().get("/rows.json")
    assert answer.get_json()["rows"] == []
