"""Parts of pages that grow with the country: documents, remarks, regions and bodies come a page at a time."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.components.document_table import PAGE_DOCUMENTS
from dashboard.components.workload import PAGE_REGIONS
from data.engine import make_engine
from data.settings import Settings
from etl.linking import load_document
from tests.support.monitor import TODAY, route, texts, walk
from tests.support.reading import read_document

REGIONS = (
    "Вінницькій", "Волинській", "Донецькій", "Житомирській", "Запорізькій", "Київській",
    "Луганській", "Львівській", "Одеській", "Полтавській", "Сумській",
)  # fmt: skip
YEARS = (2016, 2017, 2018)


def plan(region: str, year: int, bodies: int) -> bytes:
    """A plan whose every measure has a body of its own and no readable deadline word beside it."""
    rows = "\n".join(
        f"| {place} | Створити сайт {place} | травень {year} року | Відділ {name} {region} громади |"
        for place, name in enumerate(
            ("освіти", "преси", "культури", "спорту", "молоді")[:bodies], 1
        )
    )
    title = f"# План заходів «Партнерство «Відкритий Уряд» у {region} області на {year} рік"
    head = "| № | Захід | Строк виконання | Відповідальні |\n|---|---|---|---|"
    return f"{title}\n\n{head}\n{rows}\n".encode()


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """33 plans of 11 regions, none reported on: 55 bodies that owe a report."""
    url = f"sqlite:///{tmp_path_factory.mktemp('country') / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=TODAY))
    engine = make_engine(url)
    for number, (region, year) in enumerate((r, y) for r in REGIONS for y in YEARS):
        document = read_document(f"plan-{number}.md", plan(region, year, 5))
        load_document(engine, document)
    return app


@pytest.fixture
def client(country: Dash) -> FlaskClient:
    return country.server.test_client()


def parts_of(client: FlaskClient, address: str, kind: str, css: str) -> Iterator[Any]:
    for part in walk(route(client, address)["content"]):
        if part["type"] == kind and css in str(part["props"].get("className", "")).split():
            yield part


def said(part: Any) -> str:
    return re.sub(r"\s+", " ", " ".join(texts(part)))


def rows_of(client: FlaskClient, address: str, css: str) -> list[str]:
    """The first cells of the rows of a table."""
    return [
        said(row["props"]["children"][0])
        for table in parts_of(client, address, "Table", css)
        for body in walk(table)
        if body["type"] == "Tbody"
        for row in walk(body)
        if row["type"] == "Tr" and "tot" not in str(row["props"].get("className", "")).split()
    ]


def test_every_document_stands_on_one_page(client: FlaskClient) -> None:
    pages = [rows_of(client, f"/dzherela?documents={number}", "docs") for number in (1, 2)]
    assert [len(rows) for rows in pages] == [PAGE_DOCUMENTS, 33 - PAGE_DOCUMENTS]
    assert len({row for rows in pages for row in rows}) == 33
    # the line of totals is of all documents, whatever the page
    for number in (1, 2):
        [table] = parts_of(client, f"/dzherela?documents={number}", "Table", "docs")
        [total] = [one for one in walk(table) if one["props"].get("className") == "tot"]
        assert "165" in said(total)


def test_documents_lead_to_each_other_and_keep_filters(client: FlaskClient) -> None:
    [pager] = [
        one
        for one in parts_of(client, "/dzherela?year=2017&year=2018&year=2016", "Nav", "pager")
        if "Документи 1–30 із 33" in said(one)
    ]
    links = [one["props"]["href"] for one in walk(pager) if one["type"] == "A"]
    assert links == ["/dzherela?year=2017&year=2018&year=2016&documents=2#documents"]


def test_few_documents_have_no_pager(client: FlaskClient) -> None:
    assert not list(parts_of(client, "/dzherela?year=2016", "Nav", "pager"))


def test_every_region_has_its_panel_on_one_page(client: FlaskClient) -> None:
    def regions(address: str) -> list[str]:
        tables = list(parts_of(client, address, "Table", "load"))
        return [said(table) for table in tables]

    pages = [regions(f"/vykonavtsi?page={number}") for number in (1, 2)]
    assert [len(page) for page in pages] == [PAGE_REGIONS, len(REGIONS) - PAGE_REGIONS]
    assert len({panel for page in pages for panel in page}) == len(REGIONS)


def test_every_silent_body_stands_on_one_page(client: FlaskClient) -> None:
    pages = [rows_of(client, f"/ne-zvituvaly?page={number}", "silent") for number in (1, 2)]
    assert [len(page) for page in pages] == [50, 5]
    assert len({row for page in pages for row in page}) == 55
    letter = said(route(client, "/ne-zvituvaly?page=2")["content"])
    assert " 51. Відділ" in letter


@pytest.mark.parametrize(
    "address",
    ["/dzherela?documents=x&issues=-1&page=9999999&withdrawn=%00", "/vykonavtsi?page=0",
     "/porivniannia?page=%D9%A3", "/ne-zvituvaly?page=99", "/zakhody?page=5e3"],
)  # fmt: skip
def test_nonsense_is_a_page_too(client: FlaskClient, address: str) -> None:
    assert "H1" in {part["type"] for part in walk(route(client, address)["content"])}
