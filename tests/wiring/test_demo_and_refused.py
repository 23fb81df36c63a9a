"""Pages over real, made-up and refused files: what is made up is named, what was not read stands on Sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dash import Dash

from dashboard import create_app
from data.engine import make_engine
from data.errors import UnreadableDocument
from data.readings import keep_refusal
from data.settings import Settings
from etl.cli.demo import papers_with
from etl.demo.formats import write_markdown
from etl.linking import load_document
from tests.support import papers
from tests.support.monitor import route, texts
from tests.support.reading import read_document

PAGES = ("/", "/prostrocheni", "/vykonavtsi", "/porivniannia", "/zakhody", "/dzherela")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """A real report without its plan, one demo plan, and a scan that was refused."""
    url = f"sqlite:///{tmp_path_factory.mktemp('mixed') / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=date(2026, 11, 22)))
    engine = make_engine(url)
    demo = papers_with(8, 1)[0]
    for name, content in (
        (papers.YEAR_NAME, papers.year_report_text()),
        ("demo.md", write_markdown(demo)),
    ):
        load_document(engine, read_document(name, content))
    scan = UnreadableDocument("scan", file="скан.pdf", place="p2")
    keep_refusal(engine, "звіти/скан.pdf", "0" * 64, scan)
    return app


def shown(app: Dash, address: str) -> str:
    joined = " ".join(texts(route(app.server.test_client(), address)["content"]))
    return " ".join(joined.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_with_made_up_documents_says_so(mixed: Dash, path: str) -> None:
    assert "серед вибраних документів (2) складених програмою" in shown(mixed, path)
    # of the region of the real report nothing is made up
    assert "складених програмою" not in shown(mixed, f"{path}?region=UA-53")


def test_the_page_of_a_real_document_has_no_banner(mixed: Dash) -> None:
    assert "складен" not in shown(mixed, "/dzherela/UA-53-pvu-report-2014")


def test_sources_names_what_was_not_read_and_plans_that_lack(mixed: Dash) -> None:
    page = shown(mixed, "/dzherela")
    assert "Не прочитано 1 файл" in page
    assert "звіти/скан.pdf" in page
    assert "с. 2: Файл «скан.pdf» — скан без тексту" in page
    assert page.count("план, за яким звітують, не завантажено") == 1


def test_a_file_that_was_refused_just_now_stands_on_sources(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=date(2026, 11, 22)))
    engine = make_engine(url)
    load_document(engine, read_document(papers.YEAR_NAME, papers.year_report_text()))
    assert "Не прочитано" not in shown(app, "/dzherela")
    scan = UnreadableDocument("scan", file="скан.pdf", place="p2")
    keep_refusal(engine, "скан.pdf", "0" * 64, scan)
    assert "Не прочитано 1 файл" in shown(app, "/dzherela")
