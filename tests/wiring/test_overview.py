"""Огляд over a plan with two reports, over the five documents, and over a plan of many measures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboard import create_app
from data.engine import make_engine
from data.settings import Settings
from etl.linking import load_document
from tests.support import papers
from tests.support.monitor import route, texts, walk
from tests.support.reading import read_document

CLOSED = "/?as_of=2015-01-31"
FIVE = "/?region=UA-09&year=2017&as_of=2018-01-31"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """A plan of five measures with the report on its half year and the one on its year."""
    return _dashboard(
        tmp_path_factory.mktemp("reported"),
        papers.plan_text(),
        papers.half_report_text(),
        papers.year_report_text(),
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """A plan of 124 measures with two reports: too many for a table of squares."""
    return _dashboard(tmp_path_factory.mktemp("many"), *papers.long_plan(124))


def _dashboard(folder: Path, plan: bytes, half: bytes, year: bytes) -> Dash:
    url = f"sqlite:///{folder / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=date(2015, 2, 1)))
    engine = make_engine(url)
    names = (papers.PLAN_NAME, papers.HALF_NAME, papers.YEAR_NAME)
    for name, content in zip(names, (plan, half, year), strict=True):
        load_document(engine, read_document(name, content))
    return app


def _content(app: Dash, address: str) -> Any:
    return route(app.server.test_client(), address)["content"]


def _shown(part: Any) -> str:
    return " ".join(" ".join(texts(part)).replace("\N{NO-BREAK SPACE}", " ").split())


def _of_class(part: Any, name: str) -> list[dict[str, Any]]:
    return [one for one in walk(part) if name in str(one["props"].get("className") or "").split()]


def test_the_cards_say_what_changed_since_the_report_before(reported: Dash) -> None:
    cards = [_shown(card) for card in _of_class(_content(reported, CLOSED), "kpi")]
    assert len(cards) == 5
    assert "60 % 3 із 5" in cards[0]
    assert "на 01.07.2014 було 50 %" in cards[0]
    assert "на 01.07.2014 було 1" in cards[1]
    assert "охоплення 60 %" in cards[2]
    assert "результат є про 3 із 5; найдовше 47 днів" in cards[2]
    assert "Зміна від попереднього звіту" in cards[4]
    assert "+2 виконані" in cards[4]
    assert "на 01.07.2014 було 1" in cards[4]


def test_a_first_report_is_compared_with_nothing(monitor: Dash, reported: Dash) -> None:
    for app, address in ((monitor, FIVE), (reported, "/?as_of=2014-12-01")):
        card = _shown(_of_class(_content(app, address), "kpi")[4])
        assert "— це перший звіт, порівняти ні з чим" in card
        assert "було" not in card
    card = _shown(_of_class(_content(reported, "/?as_of=2014-06-01"), "kpi")[4])
    assert "звітів немає, порівняти ні з чим" in card


def test_a_burn_up_is_drawn_for_one_plan_with_two_reports_only(
    reported: Dash, monitor: Dash
) -> None:
    content = _content(reported, CLOSED)
    assert "На 20.01.2015 виконано 3 із 5 заходів, за якими вже можна судити" in _shown(content)
    hrefs = {part["props"].get("href") for part in walk(content)}
    assert "/zakhody?rows=completed&as_of=2014-07-01" in hrefs
    assert "/zakhody?rows=base&as_of=2014-07-01" in hrefs
    names = [part["props"]["id"]["name"] for part in walk(content) if part["type"] == "Graph"]
    assert names == ["completion", "burn-up"]
    for app, address in ((monitor, FIVE), (monitor, "/"), (reported, "/?as_of=2014-12-01")):
        graphs = [part for part in walk(_content(app, address)) if part["type"] == "Graph"]
        assert [graph["props"]["id"]["name"] for graph in graphs] == ["completion"]


def test_the_matrix_has_a_square_for_each_measure_and_report(reported: Dash) -> None:
    content = _content(reported, CLOSED)
    told = [
        (part["props"]["aria-label"], part["props"]["href"]) for part in _of_class(content, "unit")
    ]
    assert len(told) == 5 * 2
    label, href = told[6]
    assert label == "4, 01.07.2014: Не виконано"
    assert href == "/zakhid/UA-53-pvu-plan-2014:4?as_of=2014-07-01"
    assert told[7][0] == "4, 20.01.2015: Виконано"


def test_the_day_of_the_view_has_its_own_column_where_something_changed(reported: Dash) -> None:
    # on 02.10.2014 measure 2 is past due and no report speaks of it; the report was that of 01.07.2014
    content = _content(reported, "/?as_of=2014-10-02")
    assert len(_of_class(content, "unit")) == 5 * 2
    assert "станом на" in _shown(_of_class(content, "matrix-table"))


def test_many_measures_are_thin_cells_with_a_table_of_counts(many: Dash) -> None:
    content = _content(many, CLOSED)
    assert _of_class(content, "unit") == []
    [graph] = [
        part
        for part in walk(content)
        if part["type"] == "Graph" and part["props"]["id"]["name"] == "by-report"
    ]
    traces = graph["props"]["figure"]["data"]
    assert sum(len(trace["y"]) for trace in traces) == 124 * 2
    strip = _of_class(content, "strip")
    counts = [part["props"]["children"] for part in walk(strip) if part["type"] == "A"]
    assert sum(map(int, counts)) == 124 * 2


def test_a_tile_leads_to_its_region_and_its_twin_says_the_same(monitor: Dash) -> None:
    content = _content(monitor, FIVE)
    tiles = _of_class(content, "tile")
    assert len(tiles) == 27
    linked = {part["props"]["title"]: part["props"] for part in tiles if part["type"] == "A"}
    luhansk = next(props for label, props in linked.items() if label.startswith("Луганська"))
    assert "2 плани" in luhansk["title"]
    assert "звіти є про 1: 12 із 15 (80" in luhansk["title"]
    assert luhansk["aria-current"] == "true"
    assert "thin" in luhansk["className"]  # 15 of 50 measures are reported
    assert {props["href"] for props in linked.values()} == {
        "/?region=UA-09&as_of=2018-01-31",
        "/?region=UA-30&as_of=2018-01-31",
        "/?region=UA-74&as_of=2018-01-31",
    }
    [row] = [part for part in walk(content) if part["type"] == "Tr" and "80 %" in _shown(part)]
    assert "Луганська область" in _shown(row)


def test_a_plan_with_reports_alone_in_its_region_has_a_shade(reported: Dash) -> None:
    [tile] = [part for part in _of_class(_content(reported, CLOSED), "tile") if part["type"] == "A"]
    assert tile["props"]["className"] == "tile tile-3"


def test_the_map_and_its_plans_are_open_in_place(monitor: Dash) -> None:
    content = _content(monitor, FIVE)
    plans = [part for part in walk(_of_class(content, "plans")) if part["type"] == "A"]
    hrefs = [part["props"]["href"] for part in plans]
    assert "/?plan=UA-30-pvu-plan-2014-2015&as_of=2018-01-31" in hrefs
    assert not [href for href in hrefs if "region=" in href]
