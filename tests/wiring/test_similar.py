"""«Хто це вже робив?» over the five documents: from a measure, from a theme, with state and proof."""

import pytest
from dash import Dash

from dashboard.pages import doers
from tests.support.monitor import route, texts, walk


def _content(monitor: Dash, address: str) -> object:
    return route(monitor.server.test_client(), address)["content"]


def _said(content: object) -> str:
    return " ".join(texts(content)).replace("\N{NO-BREAK SPACE}", " ")


def _hrefs(content: object) -> list[str]:
    return [part["props"]["href"] for part in walk(content) if part["props"].get("href")]


def _id_of(monitor: Dash, opening: str) -> str:
    measures = monitor.server.extensions["ogp"].snapshots.current().measures
    return str(
        measures.loc[measures["title"].astype("str").str.startswith(opening), "measure_id"].iloc[0]
    )


def test_a_measure_shows_what_others_did_with_the_proof(monitor: Dash) -> None:
    own = _id_of(
        monitor,
        "Залучення ІГС до роботи у складі оргкомітетів, експертних та робочих груп, "
        "консультативно-дорадчих органів облдержадміністрації",
    )
    content = _content(monitor, f"/zakhid/{own}")
    said = _said(content)
    assert "Схожі заходи" in said
    # the report of Luhansk 2017 on its measure 4.3
    assert "Представники ІГС у звітному періоді активно долучалися" in said
    proofs = [href for href in _hrefs(content) if href.endswith("#L59-62")]
    assert proofs == ["/dzherela/UA-09-civil-society-report-2017?at=L59-62#L59-62"]


def test_nothing_is_shown_where_nothing_is_like(monitor: Dash) -> None:
    own = _id_of(monitor, "Створення та забезпечення щорічного видання «Довідника")
    assert "Схожі заходи" not in _said(_content(monitor, f"/zakhid/{own}"))
    said = _said(_content(monitor, f"/skhozhi/{own}"))
    assert "Схожих заходів в інших регіонах і роках не знайдено." in said


def test_a_measure_that_is_not_there_is_a_page_that_is_not_there(monitor: Dash) -> None:
    assert "Такої сторінки немає" in _said(_content(monitor, "/skhozhi/nobody"))


def test_a_theme_of_the_comparison_leads_to_who_has_done_it(monitor: Dash) -> None:
    content = _content(monitor, "/porivniannia")
    [href] = [href for href in _hrefs(content) if href == "/skhozhi?theme=participation"]
    said = _said(_content(monitor, href))
    assert "Майже однаково сформульовано" in said
    assert "3 плани, 3 заходи, виконано 1" in said
    # a theme of one plan has nobody else to ask
    assert "/skhozhi?theme=services" not in _hrefs(content)


def test_many_wordings_ask_for_a_theme_first(
    monitor: Dash, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doers, "MOST_WORDINGS", 10)
    # a day that no other test asks for: a page worked out before would be answered from memory
    said = _said(_content(monitor, "/skhozhi?as_of=2021-03-04"))
    assert "оберіть тему" in said
    assert "виконано 1" not in said


def test_regions_over_years_say_that_there_is_nothing_to_compare_yet(monitor: Dash) -> None:
    content = _content(monitor, "/porivniannia?group=year")
    said = _said(content)
    assert "Порівнювати в часі поки нема чого" in said
    # the plans still stand in a table with base and coverage
    assert "15 із 15" in said
    assert "/zakhody?plan=UA-74-pvu-plan-2012-2013" in _hrefs(content)
