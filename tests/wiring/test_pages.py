"""Every page answers every address: empty, bad and surplus parameters, both languages, no raw keys."""

import re
from typing import Any

import plotly.graph_objects as go
import pytest
from dash import Dash

from dashboard.context import Page
from dashboard.look import GRAPH_CONFIG
from dashboard.pages import PAGES
from tests.support.monitor import path_of, route, texts, walk

RAW_KEY = re.compile(r"^[a-z_]+\.[a-z_.]+$")
QUERIES = (
    "",
    "?region=UA-09&year=2017&as_of=2018-01-31",
    "?as_of=close&state=completed&rows=base&group=theme",
    "?region=UA-99&plan=nobody&direction=x&body=y&theme=budget",
    "?region=&year=abc&as_of=31.12.2018&due_from=2013-13-40&state=done&rows=all&group=%00",
    "?utm=1&page=2&self=3&view=4&query=5&kwargs=6&measure_id=7&document_key=8",
    "?region=UA-09&region=UA-74&year=2012&year=2013&due_from=2012-12-01&due_to=2012-01-01",
    "?as_of=1991-01-01",
    "?as_of=2100-12-31",
    "?region=%3Cscript%3Ealert(1)%3C/script%3E&body=%D0%BA%D0%B8%D1%97%D0%B2",
)
NOT_KEYS = re.compile(r"\.(txt|md|csv|json|xlsx|docx|html)$")


def _assert_is_whole(content: Any, address: str) -> None:
    shown = texts(content)
    raw = [text for text in shown if RAW_KEY.match(text.strip()) and not NOT_KEYS.search(text)]
    assert raw == [], address
    assert [part for part in walk(content) if part["type"] == "Main"], address
    assert not [text for text in shown if "{" in text and "}" in text], address
    assert not [text for text in shown if re.search(r"\b(nan|NaT)\b|^None$", text)], address


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_answers_every_address(page: Page, query: str, monitor: Dash) -> None:
    address = path_of(page, monitor) + query
    answer = route(monitor.server.test_client(), address)
    _assert_is_whole(answer["content"], address)
    assert "Сторінка не відкрилася" not in answer["title"], address


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_speaks_english(page: Page, english_monitor: Dash) -> None:
    address = path_of(page, english_monitor) + "?region=UA-09"
    answer = route(english_monitor.server.test_client(), address)
    _assert_is_whole(answer["content"], address)
    assert answer["title"].endswith("OGP Monitor")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_the_language_of_the_address_goes_along(page: Page, monitor: Dash) -> None:
    address = path_of(page, monitor) + "?region=UA-09&lang=en"
    answer = route(monitor.server.test_client(), address)
    _assert_is_whole(answer["content"], address)
    assert answer["title"].endswith("OGP Monitor")
    links = [part["props"] for part in walk(answer["content"]) if part["props"].get("href")]
    own = [link for link in links if link["href"][0] == "/" and "data-lang" not in link]
    lost = {link["href"] for link in own if "lang=en" not in link["href"]}
    assert {href for href in lost if not href.startswith("/download/source")} == set()


def test_the_first_byte_is_in_the_language_of_the_address(monitor: Dash) -> None:
    client = monitor.server.test_client()
    for address, language, title in (
        ("/prostrocheni?lang=en", "en", "Overdue · OGP Monitor"),
        ("/prostrocheni?lang=uk", "uk", "Прострочені · Монітор ПВУ"),
        ("/prostrocheni?lang=xx", "uk", "Прострочені · Монітор ПВУ"),
        ("/nowhere?lang=en", "en", "· OGP Monitor"),
    ):
        page = client.get(address).get_data(as_text=True)
        assert f'<html lang="{language}"' in page
        assert re.search(f"<title>.*{title}</title>", page), address


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_over_an_empty_database_tells_how_to_load(page: Page, empty_monitor: Dash) -> None:
    path = re.sub(r"<\w+>", "nothing", page.path)
    answer = route(empty_monitor.server.test_client(), path)
    _assert_is_whole(answer["content"], path)
    if page.needs_data and page.exists is None:
        assert "python -m etl load" in texts(answer["content"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_every_chart_is_one_of_plotly_and_keeps_its_data_here(page: Page, monitor: Dash) -> None:
    content = route(monitor.server.test_client(), path_of(page, monitor))["content"]
    for graph in (part for part in walk(content) if part["type"] == "Graph"):
        config = graph["props"]["config"]
        assert config | GRAPH_CONFIG == config, graph["props"]["id"]
        # raises for what Plotly would not draw
        go.Figure(graph["props"]["figure"])


def _asked(href: str) -> str:
    """What of an address decides whether something is there: a file needs its conditions, a page does not."""
    address = href.partition("#")[0]
    path = address.partition("?")[0]
    return address if "." in path.rpartition("/")[2] else path


@pytest.fixture(scope="module")
def statuses() -> dict[str, int]:
    """What addresses answered: pages link to the same measures, and each is asked for once."""
    return {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_links_inside_the_product_lead_somewhere(
    page: Page, monitor: Dash, statuses: dict[str, int]
) -> None:
    client = monitor.server.test_client()
    content = route(client, path_of(page, monitor))["content"]
    hrefs = {part["props"]["href"] for part in walk(content) if part["props"].get("href")}
    own = sorted({_asked(href) for href in hrefs if href[0] == "/"})
    assert own
    statuses.update({path: client.get(path).status_code for path in own if path not in statuses})
    assert [path for path in own if statuses[path] != 200] == []


def test_the_overview_of_luhansk_2017_says_what_its_report_says(monitor: Dash) -> None:
    address = "/?region=UA-09&year=2017&as_of=2018-01-31"
    content = route(monitor.server.test_client(), address)["content"]
    assert _heading(content) == (
        "Станом на 31.01.2018 із 15 заходів виконано 12, частково — 2, не виконано 1."
    )
    shown = " ".join(texts(content)).replace("\N{NO-BREAK SPACE}", " ")
    assert "80 %" in shown
    assert "Потребують уваги: прострочено 3" in shown
    assert "найдовше 31 день" in shown
    assert "з 01.01.2018: дати в ньому не зазначено" in shown


def test_the_unfiltered_overview_says_first_that_one_plan_has_a_report(monitor: Dash) -> None:
    content = route(monitor.server.test_client(), "/")["content"]
    assert _heading(content) == (
        "На закриття кожного плану звіти є про 1 план із 4: виконано 12 із 15; "
        "про 3 плани (74 заходи) звітів не завантажено."
    )
    shown = [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts(content)]
    assert not [text for text in shown if re.search(r"(?<!\d)0 %", text)]


def test_a_plan_without_reports_shows_deadlines_and_no_rate(monitor: Dash) -> None:
    address = "/?region=UA-09&year=2013&as_of=2013-12-01"
    content = route(monitor.server.test_client(), address)["content"]
    assert _heading(content).endswith("звітів немає.")
    shown = [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts(content)]
    assert "звітів немає" in shown
    assert not [text for text in shown if text.endswith("%)") or text == "0 %"]


def test_an_empty_selection_says_which_filter_to_loosen(monitor: Dash) -> None:
    content = route(monitor.server.test_client(), "/?region=UA-74&year=2017")["content"]
    shown = " ".join(texts(content)).replace("\N{NO-BREAK SPACE}", " ")
    assert "Заважає фільтр «Регіон: Чернігівська область». Без нього — 15 заходів." in shown
    assert "Прибрати фільтр «Регіон»" in shown


def _heading(content: Any) -> str:
    [heading] = [part for part in walk(content) if part["type"] == "H1"]
    return " ".join(_joined(heading["props"]["children"]).split())


def _joined(part: Any) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(_joined(one) for one in part)
    return _joined(part["props"].get("children")) if isinstance(part, dict) else ""
