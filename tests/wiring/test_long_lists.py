"""Lists longer than a page: pages hold the rows of the files, each once, in their order."""

import csv
import io
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.lists.listing import PAGE_ROWS, WHOLE_UP_TO
from tests.support.lists import plain, read_rows, read_tables, words_of
from tests.support.monitor import route, router_call, texts, walk

ALL = 270
DAY = "as_of=2020-03-01"
FILTER = "f_title=%D0%87%D0%94%D0%90%D0%9B%D0%AC%D0%9D%D0%AF"  # «ЇДАЛЬНЯ»


@pytest.fixture
def client(long_monitor: Dash) -> FlaskClient:
    return long_monitor.server.test_client()


def content(client: FlaskClient, query: str) -> Any:
    return route(client, f"/zakhody?{query}")["content"]


def of_pages(client: FlaskClient, query: str, pages: int) -> list[str]:
    """The measures on the pages of a list, tables of a page one after another."""
    return [
        row.measure_id
        for page in range(1, pages + 1)
        for row in read_rows(content(client, f"{query}&page={page}"))
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


@pytest.mark.parametrize(("group", "rows"), [("body", 359), ("direction", ALL)])
def test_pages_of_groups_hold_the_rows_of_the_file(
    client: FlaskClient, group: str, rows: int
) -> None:
    query = f"{DAY}&group={group}"
    pages = -(-rows // PAGE_ROWS)
    expected = of_file(client, query)
    assert len(expected) == rows
    assert of_pages(client, query, pages) == expected


def test_a_group_over_two_pages_is_continued(client: FlaskClient) -> None:
    heads = [
        [
            head
            for table in read_tables(content(client, f"{DAY}&group=body&page={page}"))
            for head in table.groups
        ]
        for page in (1, 2)
    ]
    # what a head says is of all its rows
    assert heads[0][0].startswith("Відділ преси179 заходів")
    assert heads[1][0].startswith("Відділ преси (продовження)179 заходів")


def test_a_page_says_which_rows_it_shows(client: FlaskClient) -> None:
    def told(query: str) -> str:
        return plain(" ".join(texts(content(client, f"{DAY}&{query}"))))

    assert "Показано рядки 101–200 із 270." in told("page=2")
    assert "Показано рядки 201–270 із 270." in told("page=3")
    assert "Показано рядки 1–90 із 90, відібраних із 270." in told(FILTER)
    assert "Жоден рядок не відповідає фільтрам таблиці." in told("f_title=x")


def test_a_page_leads_to_the_others(client: FlaskClient) -> None:
    page = content(client, f"{DAY}&page=2&sort=-title")
    (pager,) = [part for part in walk(page) if part["props"].get("className") == "pager"]
    steps = [(words_of(part), part["props"]["href"]) for part in walk(pager) if part["type"] == "A"]
    assert steps == [
        ("Попередні", f"/zakhody?{DAY}&sort=-title#riadky"),
        ("Наступні", f"/zakhody?{DAY}&sort=-title&page=3#riadky"),
    ]
    told = "Надруковано рядки 101–200 із 270; усі — у файлах CSV та XLSX."
    assert told in plain(" ".join(texts(page)))


def test_a_short_list_stays_whole(client: FlaskClient) -> None:
    assert (
        len(read_rows(content(client, f"{DAY}&year=2018&page=2&sort=title"))) == 130 <= WHOLE_UP_TO
    )
    page = content(client, f"{DAY}&year=2018&f_title=x")
    assert read_rows(page) == []
    assert "Показано 0 із 130." in plain(" ".join(texts(page)))


def test_a_page_of_a_list_is_small(client: FlaskClient) -> None:
    answer = client.post(
        "/_dash-update-component",
        json=router_call(f"/zakhody?{DAY}"),
        headers={"Accept-Encoding": "br"},
    )
    assert len(answer.data) < 20_000


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
    answer = client.get(f"/zakhody?{query}")
    assert answer.status_code == 200
    assert "fault" not in answer.text
