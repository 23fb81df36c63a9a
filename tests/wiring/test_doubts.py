"""Doubtful readings and corrections on pages and in files: over the real documents, and over many rows."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from dash import Dash
from hypothesis import given
from hypothesis import strategies as st

from dashboard import create_app
from dashboard.components.doubt_list import PAGE_DOUBTS
from dashboard.doubt_index import DoubtKind, kind_of
from dashboard.doubts import Doubt, read_doubts
from dashboard.place_index import PlaceIndex
from data.engine import make_engine
from data.i18n import words
from data.issues import SEVERITY, make_issue
from data.model import DeadlineKind, Place, Status, Theme
from data.overrides import Override, OverrideBook, OverrideField, StatusReading, ThemeReading
from data.settings import Settings
from data.store import store_document
from etl.overrides import parse_overrides
from etl.values.registry import identify
from tests.factories import make_assignment, make_document, make_measure, make_outcome, make_report
from tests.support.monitor import route, texts, walk
from tests.wiring.test_linked_reports import make_reported

TODAY = date(2026, 11, 22)
REPORT = "UA-09-pvu-report-2017"
PLAN = "UA-09-pvu-plan-2013"
RESULT = "Розпочато відбір. Угоди ще не підписано."


def doubts_of(app: Dash) -> list[Doubt]:
    snapshot = app.server.extensions["ogp"].snapshots.current()
    return read_doubts(snapshot, words("uk"), snapshot.documents["document_key"])


def shown(app: Dash, address: str) -> str:
    joined = " ".join(texts(route(app.server.test_client(), address)["content"]))
    return " ".join(joined.replace("\N{NO-BREAK SPACE}", " ").replace("\u2060", "").split())


def items(app: Dash, address: str) -> list[str]:
    """The doubts that a page shows."""
    parts = walk(route(app.server.test_client(), address)["content"])
    lists = [part for part in parts if "doubts" in str(part["props"].get("className"))]
    return [" ".join(texts(item)) for one in lists[:1] for item in one["props"]["children"]]


def override(field: OverrideField, measure_id: str, printed: str) -> Override:
    readings = {
        OverrideField.STATUS: StatusReading(Status.IN_PROGRESS, rule="override.status"),
        OverrideField.THEME: ThemeReading(Theme.BUDGET, "override.theme"),
    }
    return Override(
        measure_id, field, printed, readings[field], "видно з додатка", "координатор", TODAY
    )


def make_doubtful(folder: Path, *overrides: Override) -> Dash:
    """A dashboard of a plan with many close themes and of a report that is read with little confidence."""
    url = f"sqlite:///{folder / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=TODAY))
    engine = make_engine(url)
    long = "Дуже довгий захід про консультації та бюджет. " * 60
    measures = [
        make_measure(
            number,
            title=f"Захід {number}. {long if number == 1 else ''}",
            theme_rule="stems: консульт*",
            assignments=(
                make_assignment("щось незнане", rule="no head word" if number == 2 else "whole"),
            ),
            bodies_text="щось незнане",
        )
        for number in range(1, 41)
    ]
    issues = [make_issue("theme_close", one.place, one.title, one.theme_rule) for one in measures]
    # the cell of one deadline stands inside the lines of its row
    at = measures[2].place.line
    issues.append(make_issue("deadline_no_year", Place(line=at, table=1, row=3), "у грудні", "1.3"))
    issues.append(make_issue("region_unknown", Place(line=1), "План"))
    book = OverrideBook(overrides, identify)
    store_document(engine, make_document(measures, issues=tuple(issues)), overrides=book)
    weak = make_outcome(
        Status.PARTIAL,
        result_text=RESULT,
        quotation="Розпочато відбір.",
        rule="done and unfinished",
        confidence=0.7,
    )
    rows = [make_measure(1, outcome=weak), make_measure(2, outcome=make_outcome())]
    report = make_report()
    report = make_document(rows, name=report.name, header=report.header)
    store_document(engine, report, overrides=book)
    engine.dispose()
    return app


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    return make_doubtful(tmp_path_factory.mktemp("doubtful"))


def test_each_kind_has_its_words_reading_and_rule(doubtful: Dash) -> None:
    found = doubts_of(doubtful)
    kinds = [one.kind for one in found]
    assert kinds == sorted(kinds, key=list(DoubtKind).index)
    by_kind = {one.kind: one for one in found}
    status = by_kind[DoubtKind.STATUS]
    assert (status.measure_id, status.printed, status.confidence) == (
        f"{REPORT}:1.1",
        RESULT,
        0.7,
    )
    assert isinstance(status.reading, StatusReading)
    assert status.rule == "частину зроблено, іншу ще не завершено"
    deadline = by_kind[DoubtKind.DEADLINE]
    assert (deadline.measure_id, deadline.number) == (f"{PLAN}:1.3", "1.3")
    bodies = by_kind[DoubtKind.BODIES]
    assert (bodies.measure_id, bodies.printed) == (f"{PLAN}:1.2", "щось незнане")
    assert by_kind[DoubtKind.HEADER].measure_id == ""
    assert kinds.count(DoubtKind.THEME) == 40


def test_every_issue_of_a_reading_is_of_a_kind() -> None:
    names = ("deadline", "bodies", "status", "theme", "region", "years")
    assert all(kind_of(code) for code in SEVERITY if code.startswith(names))
    assert kind_of("number_gap") is None
    assert kind_of("one_off_continuous") is DoubtKind.DEADLINE


def test_many_doubts_stand_on_pages(doubtful: Dash) -> None:
    count = len(doubts_of(doubtful))
    pages = -(-count // PAGE_DOUBTS)
    told = [item for n in range(1, pages + 1) for item in items(doubtful, f"/dzherela?page={n}")]
    assert len(told) == count
    assert len(items(doubtful, "/dzherela?page=2")) == PAGE_DOUBTS
    for page in ("0", "-1", "999", "²", "x" * 300):
        assert items(doubtful, f"/dzherela?page={page}")


def test_a_kind_is_chosen_and_filters_are_kept(doubtful: Dash) -> None:
    assert len(items(doubtful, "/dzherela?doubt=status")) == 1
    assert len(items(doubtful, "/dzherela?doubt=nonsense")) == PAGE_DOUBTS
    content = route(doubtful.server.test_client(), "/dzherela?region=UA-09&doubt=theme&page=2")
    hrefs = {part["props"].get("href", "") for part in walk(content["content"])}
    assert "/dzherela?region=UA-09&doubt=theme&page=3#sumnivni" in hrefs
    assert "/dzherela?region=UA-09&doubt=status#sumnivni" in hrefs
    assert "/download/doubts.csv?region=UA-09&doubt=theme" in hrefs
    assert f"/zakhid/{PLAN}:1.11" in hrefs


def test_lines_that_correct_it_are_ready_to_copy(doubtful: Dash) -> None:
    content = route(doubtful.server.test_client(), "/dzherela?doubt=status")["content"]
    (code,) = [part["props"]["children"] for part in walk(content) if part["type"] == "Code"]
    filled = code.replace('reason = ""', 'reason = "а"').replace('by = ""', 'by = "б"')
    (one,) = parse_overrides(filled, "overrides.toml")
    assert (one.measure_id, one.words, one.day) == (f"{REPORT}:1.1", RESULT, TODAY)


def test_long_words_are_cut_on_the_page_and_whole_in_the_lines(doubtful: Dash) -> None:
    first = items(doubtful, "/dzherela?doubt=theme")[0]
    assert "…" in first
    assert first.count("Дуже довгий захід") > 60


def test_the_real_documents_have_doubts_with_places(monitor: Dash) -> None:
    found = doubts_of(monitor)
    assert found
    assert {one.kind for one in found} >= {DoubtKind.DEADLINE, DoubtKind.HEADER, DoubtKind.THEME}
    for one in found:
        assert one.place, one
        assert one.why, one
        assert one.kind is DoubtKind.HEADER or one.measure_id, one
    page = shown(monitor, "/dzherela")
    assert f"Сумнівні прочитання: {len(found)}" in page


def test_an_english_page_speaks_english(monitor: Dash) -> None:
    page = shown(monitor, "/dzherela?doubt=theme&lang=en")
    files = monitor.server.test_client().get("/download/doubts.csv?lang=en").text
    assert "Why doubtful" in files.split("\n")[0]
    assert "Doubtful readings" in page
    assert "How to put it right" in page


def test_rows_that_wait_for_a_link_are_doubtful(tmp_path: Path) -> None:
    app = make_reported(tmp_path)
    links = [one for one in doubts_of(app) if one.kind is DoubtKind.LINK]
    assert links
    page = shown(app, "/dzherela?doubt=link")
    assert "python -m etl links accept UA-53-pvu-report-2014:" in page
    snapshot = app.server.extensions["ogp"].snapshots.current()
    assert len(links) == len(snapshot.waiting_links)
    assert all(one.place for one in links)


def test_nothing_doubtful_is_said(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=TODAY))
    store_document(make_engine(url), make_document())
    assert "Сумнівних прочитань немає" in shown(app, "/dzherela")


def csv_rows(app: Dash, address: str) -> list[dict[str, str]]:
    answer = app.server.test_client().get(address)
    assert answer.status_code == 200
    return list(
        csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"), newline=""), delimiter=";")
    )


def test_files_hold_the_doubts_of_the_page(doubtful: Dash) -> None:
    rows = csv_rows(doubtful, "/download/doubts.csv?region=UA-09")
    assert len(rows) == len(doubts_of(doubtful))
    (status,) = csv_rows(doubtful, "/download/doubts.csv?doubt=status")
    assert status["Слова документа"] == RESULT
    assert status["Захід"] == "№ 1.1"
    assert status["Упевненість, %"] == "70"
    assert status["Адреса"] == f"http://localhost/zakhid/{REPORT}:1.1"
    assert csv_rows(doubtful, "/download/doubts.csv?region=UA-74") == []
    assert len(csv_rows(doubtful, "/download/doubts.csv?doubt=%00&region=x")) == len(rows)


def test_the_workbook_says_what_was_chosen(doubtful: Dash) -> None:
    answer = doubtful.server.test_client().get("/download/doubts.xlsx?region=UA-09&doubt=theme")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    rows, conditions = book.worksheets
    assert rows.max_row == 41
    told = {row[0].value: row[1].value for row in conditions.iter_rows()}
    assert (told["Вид"], told["Регіон"]) == ("Тема", "Луганська область")
    assert re.search(r"filename\*=UTF-8''%D0", answer.headers["Content-Disposition"])


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    title = "Захід 3. "
    return make_doubtful(
        tmp_path_factory.mktemp("corrected"),
        override(OverrideField.STATUS, f"{REPORT}:1.1", RESULT),
        override(OverrideField.THEME, f"{PLAN}:1.3", title),
    )


def test_what_a_person_corrected_is_doubtful_no_more(doubtful: Dash, corrected: Dash) -> None:
    before, after = (
        {(one.kind, one.measure_id) for one in doubts_of(app)} for app in (doubtful, corrected)
    )
    assert before - after == {
        (DoubtKind.STATUS, f"{REPORT}:1.1"),
        (DoubtKind.THEME, f"{PLAN}:1.3"),
    }


def test_a_corrected_reading_says_so_on_its_page(corrected: Dash) -> None:
    page = shown(corrected, f"/zakhid/{REPORT}:1.1")
    assert "Виконується" in page
    assert "виправлено вручну" in page
    assert "причина: видно з додатка (координатор, 22.11.2026)" in page
    assert "було прочитано: Виконано частково" in page
    assert "прочитано автоматично" not in page
    theme = shown(corrected, f"/zakhid/{PLAN}:1.3")
    assert "Бюджет і закупівлі" in theme
    assert "було прочитано: Участь громадськості" in theme
    assert "виправлено вручну" not in shown(corrected, f"/zakhid/{PLAN}:1.4")


def test_files_of_measures_say_what_was_corrected(corrected: Dash) -> None:
    rows = csv_rows(corrected, "/download/measures.csv")
    told = {row["Код заходу"]: row["Виправлено вручну"] for row in rows}
    assert told[f"{PLAN}:1.3"] == "тема: видно з додатка"
    assert told[f"{REPORT}:1.1"] == "стан: видно з додатка"
    assert told[f"{PLAN}:1.4"] == ""


def test_the_deciding_words_are_marked(monitor: Dash) -> None:
    content = route(monitor.server.test_client(), f"/zakhid/{PLAN}:1.4")["content"]
    marks = {" ".join(texts(part)) for part in walk(content) if part["type"] == "Mark"}
    assert "управління комунікацій з громадськістю облдержадміністрації" in marks
    assert any("2013 року" in mark for mark in marks)


SPOTS = st.lists(st.integers(1, 9), min_size=1, max_size=20)


@given(SPOTS)
def test_every_line_is_found_in_its_row(lengths: list[int]) -> None:
    rows, first = [], 1
    for number, length in enumerate(lengths):
        rows.append(("a", Place(line=first, line_end=first + length - 1).code, str(number)))
        first += length + 1
    index = PlaceIndex(rows)
    for key, code, number in rows:
        place = Place.from_code(code)
        assert place.line is not None
        for line in range(place.line, (place.line_end or place.line) + 1):
            assert index.find(key, Place(line=line, table=7).code) == number
        assert index.find(key, Place(line=(place.line_end or place.line) + 1).code) == ""
        assert index.find("b", code) == ""


def test_rows_without_lines_are_found_by_their_table() -> None:
    index = PlaceIndex([("a", "t1r2", "one"), ("a", "p3t1r2", "two")])
    assert [index.find("a", code) for code in ("t1r2", "p3t1r2", "t1r3", "")] == [
        "one",
        "two",
        "",
        "",
    ]


def test_kinds_of_deadlines_keep_their_dates(doubtful: Dash) -> None:
    (one,) = [one for one in doubts_of(doubtful) if one.kind is DoubtKind.DEADLINE]
    assert one.reading is not None
    assert getattr(one.reading, "kind", None) is DeadlineKind.PERIOD
    assert getattr(one.reading, "due_dates", ()) == (date(2013, 6, 30),)
