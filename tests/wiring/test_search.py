"""Пошук over the five documents: what is found, marked, narrowed, suggested; nothing typed can break it."""

import json
import re
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd
import pytest
from dash import Dash

from dashboard import create_app
from dashboard.context import EXTENSION, Services
from dashboard.metrics.listing import count_of_bodies
from data.engine import make_engine
from data.search.indexing import refresh_index
from data.settings import Settings
from etl.linking import load_document
from tests.support import papers
from tests.support.monitor import TODAY, route, texts, walk
from tests.support.reading import read_document


def ask(monitor: Dash, query: str, **parameters: str) -> Any:
    asked = urlencode({"q": query, **parameters})
    return route(monitor.server.test_client(), f"/poshuk?{asked}")["content"]


def said(part: Any) -> str:
    if isinstance(part, str):
        return part.replace("\N{NO-BREAK SPACE}", " ")
    if isinstance(part, list):
        return "".join(said(one) for one in part)
    return said(part["props"].get("children")) if isinstance(part, dict) else ""


def of_type(content: Any, name: str) -> list[Any]:
    return [part for part in walk(content) if part["type"] == name]


def with_class(content: Any, name: str) -> list[Any]:
    return [
        part for part in walk(content) if name in (part["props"].get("className") or "").split()
    ]


def heading(content: Any) -> str:
    [found] = of_type(content, "H1")
    return " ".join(said(found).split())


def hits(content: Any) -> list[str]:
    [listed] = with_class(content, "hits")
    return [said(item) for item in listed["props"]["children"]]


def test_the_answer_says_how_many_and_where(monitor: Dash) -> None:
    content = ask(monitor, "громадська рада")
    assert heading(content) == (
        "«громадська рада» — 23 заходи у 4 планах: у назві — 15, у повному тексті — 1, "
        "серед виконавців — 6, у звіті — 1."
    )
    first = hits(content)[0]
    assert first.startswith("2.9 …")
    assert "Немає звітуЛуганська область, 2013 · ПВУ" in first
    marks = {said(mark).lower() for mark in of_type(content, "Mark")}
    assert {"громадських рад", "громадської ради", "громадська рада"} <= marks


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("Громадської Ради", 23),
        ("громадьска рада", 23),
        ("«громадська рада»", 7),
        ("1.10", 1),
        ("№ 1.10.", 1),
        ("проєкт", 11),
        ("сім’ї молоді", 1),
        ("сім'ї молоді", 1),
        ("райoнні", 12),
    ],
)
def test_measures_are_found(monitor: Dash, query: str, count: int) -> None:
    assert re.search(rf"» — {count} зах", heading(ask(monitor, query)))


def test_filters_narrow_what_is_found(monitor: Dash) -> None:
    assert "7 заходів в 1 плані" in heading(ask(monitor, "громадська рада", region="UA-74"))
    assert "6 заходів" in heading(ask(monitor, "громадська рада", state="ongoing"))
    in_report = ask(monitor, "громадська рада", **{"in": "result"})
    assert len(hits(in_report)) == 1
    assert "У звіті: " in hits(in_report)[0]


def test_a_report_is_not_known_before_its_day(monitor: Dash) -> None:
    known = ask(monitor, "громадська рада", **{"in": "result", "as_of": "2018-01-31"})
    assert len(hits(known)) == 1
    before = ask(monitor, "громадська рада", year="2017", as_of="2017-06-30")
    assert "нічого не знайдено" in heading(before)


def test_every_facet_leads_to_as_many_measures_as_it_says(monitor: Dash) -> None:
    client = monitor.server.test_client()
    [facets] = with_class(ask(monitor, "громадська рада"), "facets")
    links = of_type(facets, "A")
    assert len(links) == 11
    for link in links:
        assert "q=" in link["props"]["href"]
        count = int(said(with_class(link, "num")))
        [pager] = with_class(route(client, link["props"]["href"])["content"], "pager")
        assert re.search(rf"із {count}\b", said(pager)), link["props"]["href"]


def test_bodies_and_documents_have_lists_of_their_own(monitor: Dash) -> None:
    bodies = ask(monitor, "громадська рада", what="bodies")
    assert heading(bodies) == "«громадська рада» — 2 виконавці"
    assert "Громадська рада при облдержадміністрації" in hits(bodies)[0]
    documents = ask(monitor, "звіт", what="documents")
    assert "Звіт, Луганська область, 2017" in hits(documents)[0]


def test_pages_stand_in_the_address(monitor: Dash) -> None:
    first, second = (ask(monitor, "громадська рада", page=page) for page in ("1", "2"))
    assert len(hits(first)) == 20 and len(hits(second)) == 3
    assert not set(hits(first)) & set(hits(second))
    assert hits(ask(monitor, "громадська рада", page="99")) == hits(second)
    assert hits(ask(monitor, "громадська рада", page="-1")) == hits(first)


def test_a_slip_and_a_derived_word_are_said(monitor: Dash) -> None:
    slip = " ".join(said(part) for part in with_class(ask(monitor, "громадьска"), "sub"))
    assert "Слова «громадьска» в документах немає; знайдено за найближчим:" in slip
    derived = " ".join(said(part) for part in with_class(ask(monitor, "звітність"), "sub"))
    assert "знайдено за словами з тим самим початком: " in derived


def test_nothing_found_says_what_would_find_something(monitor: Dash) -> None:
    dropped = ask(monitor, "тваринництво рада")
    assert heading(dropped) == "За запитом «тваринництво рада» нічого не знайдено"
    assert "Без слова «тваринництво» — " in said(with_class(dropped, "nothing"))
    other_keys = ask(monitor, "ghjtrn")
    assert "Можливо, ви шукали: проект" in said(with_class(other_keys, "nothing"))
    filtered = said(with_class(ask(monitor, "тренінг", region="UA-74"), "nothing"))
    assert "Заважає фільтр «Регіон: Чернігівська область»" in filtered


def test_filters_keep_the_query(monitor: Dash) -> None:
    content = ask(monitor, "рада", region="UA-09", related="1", page="2")
    chip, *_ = [part for part in with_class(content, "chip") if "Регіон" in said(part)]
    [remove] = of_type(chip, "A")
    address = remove["props"]["href"]
    assert f"q={quote('рада')}" in address and "related=1" in address
    assert "page=" not in address and "region=" not in address


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "%00\x00",
        "(((((",
        "«",
        "javascript:alert(1)",
        "{q}",
        "рада " * 400,
        "а" * 5000,
        "і та про",
        "😀 рада",
        "\u202eрада",
    ],
)
def test_a_hostile_query_is_only_text(monitor: Dash, query: str) -> None:
    content = ask(monitor, query)
    assert of_type(content, "H1")
    hrefs = [part["props"]["href"] for part in walk(content) if part["props"].get("href")]
    assert all(href.startswith(("/", "#")) for href in hrefs)
    assert max(map(len, hrefs)) < 4000


def test_every_page_has_the_field_with_its_filters(monitor: Dash) -> None:
    address = "/prostrocheni?region=UA-09&state=no_report&lang=en"
    content = route(monitor.server.test_client(), address)["content"]
    [form] = with_class(content, "find")
    assert form["props"]["action"] == "/poshuk?region=UA-09&lang=en"
    assert "Search for" in texts(form)


QUERIES = ["громадська рада", "рада", "2.9", "«громадська рада»", "Луганська"]


def whole_text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "place", [{"region": "UA-09"}, {"year": "2017"}, {"region": "UA-09", "state": "completed"}]
)
def test_of_too_many_measures_the_chosen_place_is_searched_as_all_are(
    monitor: Dash, monkeypatch: pytest.MonkeyPatch, place: dict[str, str]
) -> None:
    whole = [ask(monitor, query, **place) for query in QUERIES]
    monkeypatch.setattr("dashboard.looked_through.MOST_MEASURES", 1)
    # the answer of an address is kept: another one asks for the same
    part = [ask(monitor, query, **place, page="1") for query in QUERIES]
    assert [heading(one) for one in part] == [heading(one) for one in whole]
    assert any(with_class(one, "hits") for one in whole)
    found = [
        [re.findall(r"/zakhid/[^\"?\\]+", whole_text(one)) for one in asked]
        for asked in (part, whole)
    ]
    assert any(found[0]) and [*map(sorted, found[0])] == [*map(sorted, found[1])]


@pytest.mark.parametrize("shown", [slice(None), slice(5, 60, 3), slice(0)])
def test_measures_of_bodies_are_counted_as_pandas_counts_them(monitor: Dash, shown: slice) -> None:
    snapshot = monitor.server.extensions[EXTENSION].snapshots.current()
    rows, named = snapshot.measures.iloc[shown], snapshot.assignments
    of_rows = named[named["measure_id"].isin(rows["measure_id"])]
    counts = of_rows.drop_duplicates(["body_id", "measure_id"])["body_id"].value_counts()
    asked = pd.Series([*snapshot.bodies["body_id"][::2], "nobody"])
    expected = asked.map(counts).fillna(0).astype(int).tolist()
    assert count_of_bodies(snapshot, asked, rows.index).tolist() == expected
    assert any(expected) == bool(len(rows))


@pytest.fixture(scope="module")
def indexed_url(bundled_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLAlchemy address of a copy of the bundled documents whose database holds the index of a search."""
    path = tmp_path_factory.mktemp("indexed") / "monitor.sqlite"
    with closing(sqlite3.connect(bundled_url.removeprefix("sqlite:///"))) as bundled:
        bundled.execute("VACUUM INTO ?", (str(path),))
    engine = make_engine(f"sqlite:///{path}")
    assert refresh_index(engine, least=0, together=20) > 3
    engine.dispose()
    return f"sqlite:///{path}"


@pytest.mark.parametrize("asked", [{}, {"region": "UA-09", "in": "title"}, {"what": "documents"}])
def test_of_very_many_measures_all_are_searched_by_the_index_of_the_database(
    monitor: Dash, indexed_url: str, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    queries = [*QUERIES, "громадьска слуханя", "слухання тренінг", "ghjtrn", "xyzzyqq"]
    whole = [ask(monitor, query, **asked) for query in queries]
    monkeypatch.setattr("dashboard.looked_through.MOST_MEASURES", 1)
    monkeypatch.setattr("dashboard.looked_through.MOST_SEARCHED", 1)
    many = create_app(Settings(database_url=indexed_url, today=TODAY))
    assert [ask(many, query, **asked) for query in queries] == whole
    assert "corpus" not in vars(many.server.extensions[EXTENSION].snapshots.current())


def count_corpora(services: Services, version: int) -> int:
    """How many corpora of a version are held; looked at as what is to be let go, and nothing is."""
    found: list[int] = []
    services.corpora.forget(lambda key: bool(found.append(key[0])))
    return found.count(version)


def test_a_page_says_how_many_measures_the_index_does_not_have_yet(
    indexed_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "monitor.sqlite"
    shutil.copy(indexed_url.removeprefix("sqlite:///"), copy)
    engine = make_engine(f"sqlite:///{copy}")
    load_document(engine, read_document(papers.PLAN_NAME, papers.plan_text()))
    engine.dispose()
    for name, value in {"MOST_MEASURES": 1, "MOST_SEARCHED": 6, "MOST_UNINDEXED": 4}.items():
        monkeypatch.setattr(f"dashboard.looked_through.{name}", value)
        monkeypatch.setattr(f"dashboard.finding.{name}", value, raising=False)
    many = create_app(Settings(database_url=f"sqlite:///{copy}", today=TODAY))
    told = "Ще не переглянуто 5 заходів: їх щойно завантажено"
    found = ask(many, "громадська рада")
    assert told in whole_text(found) and with_class(found, "hits")
    assert told in whole_text(ask(many, "запобігання корупції бюджету"))
    # the place that the note advises to choose is searched whole
    chosen = ask(many, "консультації", region="UA-53")
    assert told not in whole_text(chosen) and with_class(chosen, "hits")

    # a version before is held no more
    services: Services = many.server.extensions[EXTENSION]
    before, engine = services.snapshots.current(), make_engine(f"sqlite:///{copy}")
    assert count_corpora(services, before.version) == 2
    load_document(engine, read_document(papers.HALF_NAME, papers.half_report_text()))
    refresh_index(engine, least=0)
    engine.dispose()
    # a reader goes on with the last version while a busy machine reads the next one
    services.snapshots.current()
    for reading in [one for one in threading.enumerate() if one.name == "snapshot"]:
        reading.join()
    newest = services.snapshots.current()
    assert newest.version > before.version
    assert told not in whole_text(ask(many, "громадська рада", page="1"))
    assert count_corpora(services, before.version) == 0
    assert count_corpora(services, newest.version) == 1


def test_a_page_says_that_too_many_measures_were_not_searched(
    monitor: Dash, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.looked_through.MOST_MEASURES", 1)
    monkeypatch.setattr("dashboard.finding.MOST_SEARCHED", 1)
    told = "Серед заходів не шукали: за фільтрами їх 89, а за раз можна переглянути щонайбільше"
    found = whole_text(ask(monitor, "Луганська", page="2"))
    assert told in found and "<mark>Луганська</mark> обласна" in found
    nothing = whole_text(ask(monitor, "слухання бюджету", page="3"))
    assert told in nothing and "«слухання бюджету» нічого не знайдено" in nothing
