"""Pages over a plan and its reports: joined rows, rows outside the plan, what a new version changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dash import Dash

from dashboard import create_app
from data.engine import make_engine
from data.settings import Settings
from etl.linking import load_document
from tests.support import papers
from tests.support.monitor import route, texts, walk
from tests.support.reading import read_document

PLAN = "UA-53-pvu-plan-2014"
YEAR = "UA-53-pvu-report-2014"
PAGES = (
    *("/", "/prostrocheni", "/vykonavtsi", "/porivniannia", "/zakhody", "/dzherela"),
    *("/zakhody?rows=outside", "/zakhody?rows=left_out", "/vykonavtsi?rows=outside"),
    f"/zakhody?rows=outside&group=body&plan={PLAN}",
    f"/zakhody?rows=outside&group=direction&plan={PLAN}",
    f"/?plan={PLAN}&as_of=2014-09-01",
)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """A dashboard of a plan in two versions, the report on its half year and the one on its year."""
    return make_reported(tmp_path_factory.mktemp("reported"))


def make_reported(folder: Path) -> Dash:
    url = f"sqlite:///{folder / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=date(2015, 2, 1)))
    engine = make_engine(url)
    for name, content in (
        (papers.YEAR_NAME, papers.year_report_text()),
        (papers.PLAN_NAME, papers.plan_text()),
        (papers.HALF_NAME, papers.half_report_text()),
    ):
        load_document(engine, read_document(name, content))
    return app


def shown(app: Dash, address: str) -> str:
    """The texts of a page with plain blanks."""
    joined = " ".join(texts(route(app.server.test_client(), address)["content"]))
    return " ".join(joined.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens(reported: Dash, address: str) -> None:
    assert "Сторінка не відкрилася" not in route(reported.server.test_client(), address)["title"]
    assert "Сталася помилка" not in shown(reported, address)


def test_the_overview_names_rows_outside_the_plan(reported: Dash) -> None:
    page = shown(reported, "/?as_of=2015-01-31")
    assert "5 заходів" in page
    assert "Поза планом: 2" in page
    assert "Усі заходи плану ввійшли до бази" in page
    assert "3 документи · 5 заходів" in page
    content = route(reported.server.test_client(), "/?as_of=2015-01-31")["content"]
    hrefs = {part["props"].get("href", "") for part in walk(content)}
    assert "/zakhody?rows=outside&as_of=2015-01-31" in hrefs


def test_the_list_of_rows_outside_the_plan(reported: Dash) -> None:
    page = shown(reported, "/zakhody?rows=outside&as_of=2015-01-31")
    assert "поза планом —" in page
    assert "2 заходи" in page
    assert "Жоден показник їх не враховує" in page
    file = reported.server.test_client().get("/download/measures.csv?rows=outside&as_of=2015-01-31")
    assert file.status_code == 200
    assert "Проведення обласного конкурсу соціальних проектів" in file.data.decode("utf-8")


def test_the_measure_tells_both_reports(reported: Dash) -> None:
    page = shown(reported, f"/zakhid/{PLAN}:4?as_of=2015-01-31")
    assert "Навчання не проводилося" in page
    assert "навчання проведено 20 листопада 2014 року" in page
    joined = shown(reported, f"/zakhid/{YEAR}:4?as_of=2015-01-31")
    assert "Це рядок звіту про захід плану" in joined
    content = route(reported.server.test_client(), f"/zakhid/{YEAR}:4")["content"]
    assert f"/zakhody?plan={PLAN}" in {part["props"].get("href", "") for part in walk(content)}
    alone = shown(reported, f"/zakhid/{YEAR}:5?as_of=2015-01-31")
    assert "не знайдено заходу в плані" in alone


def test_a_version_tells_what_it_changed(tmp_path: Path) -> None:
    app = make_reported(tmp_path)
    assert "Що змінила версія" not in shown(app, f"/dzherela/{PLAN}")
    engine = make_engine(f"sqlite:///{tmp_path / 'monitor.sqlite'}")
    load_document(engine, read_document(papers.PLAN_NAME, papers.revised_plan_text()))
    page = shown(app, f"/dzherela/{PLAN}")
    assert "Що змінила версія 2 проти версії 1" in page
    assert "знято 1 захід" in page
    assert {"03.02.2014", "11.08.2014"} <= set(page.split())
    assert "до 25 грудня 2014 року" in page
    assert "до 31 грудня 2014 року" in page
    before = shown(app, f"/dzherela/{PLAN}?version=1")
    assert "Показано попередню версію 1" in before
    assert "Що змінила версія" not in before


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """The same dashboard after the revision of August 2014, which dropped measure 3 and moved measure 5."""
    folder = tmp_path_factory.mktemp("revised")
    app = make_reported(folder)
    engine = make_engine(f"sqlite:///{folder / 'monitor.sqlite'}")
    load_document(engine, read_document(papers.PLAN_NAME, papers.revised_plan_text()))
    return app


@pytest.mark.parametrize("address", [*PAGES, "/?as_of=2014-08-10", "/zakhody?state=withdrawn"])
def test_every_page_of_a_revised_plan_opens(revised: Dash, address: str) -> None:
    assert "Сталася помилка" not in shown(revised, address)


def test_the_overview_counts_a_dropped_measure_apart(revised: Dash) -> None:
    page = shown(revised, "/?as_of=2015-01-31")
    assert "знято 1" in page
    assert "знято чинною редакцією плану" in page
    assert "3 документи · 4 заходи" in page
    assert "знято 1" not in shown(revised, "/?as_of=2014-08-10")


def test_a_dropped_measure_tells_who_dropped_it_and_when(revised: Dash) -> None:
    page = shown(revised, f"/zakhid/{PLAN}:3?as_of=2015-01-31")
    assert "версія 2 плану, затверджена 11.08.2014" in page
    assert "Знято: версія 2 · затверджено 11.08.2014" in page
    content = route(revised.server.test_client(), f"/zakhid/{PLAN}:3")["content"]
    hrefs = {part["props"].get("href", "") for part in walk(content)}
    # its words stand in the file of version 1, its neighbours in printed order beside it
    assert f"/dzherela/{PLAN}?version=1&at=L12#L12" in hrefs
    assert {f"/zakhid/{PLAN}:2", f"/zakhid/{PLAN}:4"} <= hrefs
    before = shown(revised, f"/zakhid/{PLAN}:3?as_of=2014-08-10")
    assert "Строк ще не настав" in before


def test_a_measure_tells_what_a_revision_changed(revised: Dash) -> None:
    page = shown(revised, f"/zakhid/{PLAN}:5")
    assert "Що змінювали версії документа Змінено: версія 2" in page
    assert "до 25 грудня 2014 року → до 31 грудня 2014 року" in page
    assert "Що змінювали версії" not in shown(revised, f"/zakhid/{PLAN}:1")


def test_an_old_version_tells_its_own_approval(revised: Dash) -> None:
    page = shown(revised, f"/dzherela/{PLAN}?version=1")
    assert "Затверджено 03.02.2014" in page
    assert "Версія 2, затверджено 11.08.2014" in page
    # counts and remarks speak of the version in force
    assert "Зауваження:" not in page
    assert "Зауваження:" in shown(revised, f"/dzherela/{PLAN}")
    assert f"/zakhid/{PLAN}:3" in {
        part["props"].get("href", "")
        for part in walk(
            route(revised.server.test_client(), f"/dzherela/{PLAN}?version=1")["content"]
        )
    }


def test_lists_and_files_have_the_dropped_measure_by_its_state(revised: Dash) -> None:
    assert "1 захід" in shown(revised, "/zakhody?state=withdrawn")
    client = revised.server.test_client()
    file = client.get("/download/measures.csv?state=withdrawn").data.decode("utf-8")
    assert "Утворення центрів надання адміністративних послуг" in file
    assert "Знято" in file
    late = client.get("/download/measures.csv?rows=unreported").data.decode("utf-8")
    assert "Утворення центрів" not in late
