"""The statement of accessibility, and what pages tell of a change."""

import pytest
from dash import Dash

from dashboard import create_app
from dashboard.pages import PAGES
from data.settings import Settings
from tests.support.monitor import TODAY, path_of, route, texts, walk


def _shown(app: Dash, address: str) -> str:
    found = texts(route(app.server.test_client(), address)["content"])
    return " ".join(found).replace("\N{NO-BREAK SPACE}", " ")


def test_the_statement_names_standard_checks_and_limits(monitor: Dash) -> None:
    shown = _shown(monitor, "/dostupnist")
    assert "WCAG 2.2" in shown
    assert "axe-core 4." in shown
    assert "Відомі обмеження" in shown
    assert "WCAG 2.2, level AA" in _shown(monitor, "/dostupnist?lang=en")


def test_nobody_is_invented_to_write_to(monitor: Dash) -> None:
    content = route(monitor.server.test_client(), "/dostupnist")["content"]
    assert "Розпорядник цього сервера адреси для звернень не зазначив." in _shown(
        monitor, "/dostupnist"
    )
    hrefs = [part["props"].get("href", "") for part in walk(content)]
    assert not [href for href in hrefs if href.startswith("mailto:")]


def test_who_answers_is_whom_the_operator_named(bundled_url: str) -> None:
    app = create_app(
        Settings(
            database_url=bundled_url,
            today=TODAY,
            publisher="Луганська обласна державна адміністрація",
            publisher_email="pvu@rada.example",
        )
    )
    shown = _shown(app, "/dostupnist")
    assert "За цей сервер відповідає: Луганська обласна державна адміністрація" in shown
    content = route(app.server.test_client(), "/dostupnist")["content"]
    links = [part["props"] for part in walk(content) if part["type"] == "A"]
    assert [link["children"] for link in links if link["href"] == "mailto:pvu@rada.example"] == [
        "pvu@rada.example"
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_every_page_tells_its_answer_and_leads_to_the_statement(page, monitor: Dash) -> None:
    content = route(monitor.server.test_client(), path_of(page, monitor))["content"]
    parts = walk(content)
    told = [part["props"]["data-say"] for part in parts if part["props"].get("data-say")]
    assert told
    assert told[0].strip()
    if not page.is_stage:
        assert "/dostupnist" in {part["props"].get("href") for part in parts}
