"""A document written to harm whoever reads it: on every page and in every file its words are only words."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Dialog, Page, expect

from dashboard import create_app
from dashboard.pages import PAGES
from data.engine import make_engine
from data.model import Direction, Place
from data.settings import Settings
from data.store import store_document
from tests.factories import (
    make_assignment,
    make_deadline,
    make_document,
    make_header,
    make_measure,
    make_report,
)
from tests.support.access import visit
from tests.support.monitor import TODAY

pytestmark = pytest.mark.browser

HARM = (
    "<img src=x onerror=window.harmed=1><script>window.harmed=2</script>"
    "<svg onload=window.harmed=3></svg></title></textarea><b>жирно</b>%{y}{{7*7}}&lt;i&gt;"
)
FORMULA = '=HYPERLINK("javascript:alert(1)","x")'
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def harmful_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with a plan and a report whose every text would harm a careless page."""
    url = f"sqlite:///{tmp_path_factory.mktemp('harm') / 'harm.sqlite'}"
    create_app(Settings(database_url=url, today=TODAY))
    measures = [
        make_measure(
            position,
            title=f"{FORMULA if position % 2 else HARM} {position}",
            full_text=f"{HARM} {FORMULA} {position}",
            deadline=make_deadline(date(2013, 6, 30), text=f"{HARM} до 30.06.2013"),
            assignments=(
                make_assignment(
                    HARM, body_id=f"UA-09-{position % 2}", canonical=f"{HARM} {position % 2}"
                ),
            ),
        )
        for position in range(1, 7)
    ]
    header = make_header(title=HARM, approved_by=HARM)
    plan = make_document(
        measures, header=header, directions=(Direction("1", f"Напрям {HARM}", Place(line=4)),)
    )
    store_document(make_engine(url), plan)
    store_document(make_engine(url), make_report())
    return url


@pytest.fixture
def harmful_address(harmful_url: str, serve: Callable[..., str]) -> str:
    return serve(create_app(Settings(database_url=harmful_url, today=TODAY)).server)


def _addresses(page: Page, address: str) -> list[str]:
    """Every page without variables, and one of each kind that names something."""
    fixed = [one.path for one in PAGES if "<" not in one.path]
    page.goto(f"{address}/vykonavtsi")
    expect(page.locator("#main h1")).to_be_visible()
    links = page.locator("#main a[href*='/vykonavtsi/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert links
    named = ["/zakhid/UA-09-pvu-plan-2013:1.1", "/dzherela/UA-09-pvu-plan-2013", links[0]]
    return [*fixed, "/?group=theme", "/kalendar?group=measure", "/poshuk?q=жирно", *named]


def test_words_of_a_document_do_nothing_on_any_page(page: Page, harmful_address: str) -> None:
    dialogs: list[Dialog] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog))
    shown = 0
    for path in _addresses(page, harmful_address):
        visit(page, harmful_address + path)
        assert page.evaluate("window.harmed") is None, path
        assert page.locator("img[src=x], svg[onload], #main b:text('жирно')").count() == 0, path
        # plotly would make a label of it bold
        assert page.locator("svg tspan[style*='bold']:text('жирно')").count() == 0, path
        assert page.locator("a[href^='javascript:']").count() == 0, path
        shown += "<b>жирно</b>" in page.locator("body").inner_text()
    assert dialogs == []
    # it was there to be read, as it stands in the document
    assert shown > 8


def test_labels_and_hints_of_charts_are_words_too(page: Page, harmful_address: str) -> None:
    page.goto(f"{harmful_address}/vykonavtsi")
    expect(page.locator("#first")).to_have_count(0)
    for mark in page.locator(".js-plotly-plot .point").all()[:6]:
        mark.hover(force=True)
        page.wait_for_timeout(100)
        assert page.locator("svg tspan[style*='bold']:text('жирно')").count() == 0
    assert page.evaluate("window.harmed") is None


def test_nothing_in_a_file_is_a_formula(harmful_url: str) -> None:
    client = create_app(Settings(database_url=harmful_url, today=TODAY)).server.test_client()
    tables = ("measures", "bodies", "assignments", "outcomes", "documents", "plans")
    names = [f"/api/v1/{name}?format=csv" for name in tables]
    seen = 0
    for path in (
        "/download/measures.csv",
        "/download/conditions.csv",
        "/download/doubts.csv",
        *names,
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        text = answer.data.decode("utf-8-sig")
        cells = [
            cell
            for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text))
            for cell in row
        ]
        assert [cell for cell in cells if _is_formula(cell)] == [], path
        seen += any("HYPERLINK" in cell for cell in cells)
    for path in ("/download/measures.xlsx", "/download/doubts.xlsx", "/download/agenda.xlsx"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        book = load_workbook(io.BytesIO(answer.data))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds, path
        links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not any(link and str(link.target).startswith("javascript") for link in links)
    assert seen > 1


def _delimiter(text: str) -> str:
    return max(";,", key=text.splitlines()[0].count)


def _is_formula(cell: str) -> bool:
    if not cell.startswith(FORMULAS):
        return False
    # a number may be below zero, a text may not begin as one
    return not cell.lstrip("-").replace(",", "").replace(".", "").isdigit()
