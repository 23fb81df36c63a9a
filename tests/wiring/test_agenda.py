"""The agenda and the meeting against the five documents: the same rows on the page, on paper and in each file."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import docx
import openpyxl
import pdfplumber
import pytest
from dash import Dash
from docx.oxml.ns import qn
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.lists.agenda import WHOLE_UP_TO
from data.engine import make_engine
from data.settings import Settings
from data.store import store_document
from etl.linking import load_document
from tests.factories import make_assignment, make_document, make_measure
from tests.support import papers
from tests.support.lists import read_rows
from tests.support.monitor import route, texts, walk
from tests.support.reading import read_document

LUHANSK_2013 = "region=UA-09&year=2013&as_of=2013-12-01"
LUHANSK_2017 = "region=UA-09&year=2017&as_of=2018-01-31"
POINTS = [
    ("1. Управління комунікацій з громадськістю облдержадміністрації", 8),
    ("2. Управління інформаційної діяльності облдержадміністрації", 2),
    ("3. Громадська рада при облдержадміністрації (за згодою)", 1),
    ("4. Управління у справах сім’ї, молоді, спорту облдержадміністрації", 1),
    ("5. Луганська обласна універсальна наукова бібліотека ім. О.М.Горького (за згодою)", 1),
    ("6. Луганський обласний центр політичних та соціологічних досліджень «Політсоціум» (за згодою)", 1),
    ("7. Виконкоми міських рад міст обласного значення (за згодою)", 2),
    ("8. Райдержадміністрації", 2),
    ("9. Структурні підрозділи облдержадміністрації", 1),
]  # fmt: skip
HOSTILE = (
    '=HYPERLINK("http://evil.test","x")<script>alert(1)</script></td><img src="http://evil.test/a.png">'
    "<style>@import url(http://evil.test)</style>&amp; {0} %s \x01\x0b\ufffe"
)


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\u2060", "").split())


def said(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(said, part))
    if isinstance(part, dict):
        return said(part["props"].get("children"))
    return str(part) if isinstance(part, str | int) else ""


def page_points(client: FlaskClient, query: str) -> list[tuple[str, list[str]]]:
    """The points of the agenda's page with the texts of their rows."""
    (sheet,) = [
        part
        for part in walk(route(client, f"/poriadok-dennyi?{query}")["content"])
        if part["props"].get("className") == "agenda"
    ]
    found = []
    for section in (part for part in walk(sheet) if part["type"] == "Section"):
        (head,) = [part for part in walk(section) if part["type"] == "H2"]
        rows = [part for part in walk(section) if part["type"] == "Tr"][1:]
        number, name, _ = head["props"]["children"]
        found.append((plain(said([number, name])), [plain(said(row)) for row in rows]))
    return found


def take(client: FlaskClient, kind: str, query: str) -> bytes:
    answer = client.get(f"/download/agenda.{kind}?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.data


def read_docx(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def test_the_points_are_the_bodies_with_what_is_late(client: FlaskClient) -> None:
    points = page_points(client, LUHANSK_2013)
    assert [(name, len(rows)) for name, rows in points] == POINTS
    assert points[0][1][0].startswith("2.8Забезпечення регулярного (не менше 1 разу на квартал)")
    assert points[0][1][0].endswith("31.01.2013304 дніНемає звіту")


def test_a_measure_printed_before_is_cut_with_its_point(client: FlaskClient) -> None:
    (again,) = page_points(client, LUHANSK_2013)[2][1]
    assert again == (
        "2.8Забезпечення регулярного (не менше 1 разу на квартал) інформування… див. п. 1"
        "31.01.2013304 дніНемає звіту"
    )


def test_by_direction_each_measure_stands_once_with_its_bodies(client: FlaskClient) -> None:
    points = page_points(client, f"{LUHANSK_2013}&group=direction")
    assert [len(rows) for _, rows in points] == [4, 3, 1, 1]
    assert "відповідають: Управління комунікацій з громадськістю" in points[0][1][0]


def test_the_last_outcome_is_told_with_its_words_and_report(client: FlaskClient) -> None:
    ((name, rows),) = page_points(client, LUHANSK_2017)
    assert name == "1. Виконавця не названо"
    assert rows[1].endswith(
        "31.12.201731 деньНе виконаноНе проводилось у зв’язку із тим, що не було програм і проектів, "
        "які виконуються ІГС за рахунок бюджетних коштівЗвіт, Луганська область, 2017"
    )


def test_the_heading_tells_day_plan_selection_and_summary(client: FlaskClient) -> None:
    shown = plain(" ".join(texts(route(client, f"/poriadok-dennyi?{LUHANSK_2013}")["content"])))
    for told in (
        "Станом на 01.12.2013",
        "Заходи, строк яких минув без звіту, за виконавцями",
        "План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд» в Луганській області",
        "Регіон: Луганська область · Рік: 2013",
        "Строк минув без звіту за 9 із 35 заходів.",
        "Захід із кількома виконавцями стоїть у кожного з них.",
    ):
        assert told in shown


def test_the_word_file_has_the_same_points_and_waits_for_a_pen(client: FlaskClient) -> None:
    document = read_docx(take(client, "docx", LUHANSK_2013))
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    tables = document.tables[1:]
    assert [(head.partition("   ")[0], len(table.rows) - 1)
            for head, table in zip(heads, tables, strict=True)] == POINTS  # fmt: skip
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        assert {cell.text for row in table.rows[1:] for cell in row.cells[4:]} == {""}
        assert [cell.text for cell in table.rows[0].cells][4:] == ["Рішення", "Новий строк"]
    foot = document.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in foot
    assert 'w:instr="NUMPAGES"' in foot
    assert "Станом на 01.12.2013 · Регіон: Луганська область · Рік: 2013" in foot


def test_the_pdf_prints_the_page(client: FlaskClient) -> None:
    content = take(client, "pdf", LUHANSK_2013)
    with pdfplumber.open(io.BytesIO(content)) as paper:
        pages = [plain(page.extract_text()) for page in paper.pages]
        fonts = {char["fontname"].partition("+")[2] for page in paper.pages for char in page.chars}
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert page.endswith(
            f"Монітор ПВУ · Станом на 01.12.2013 · Регіон: Луганська область · Рік: 2013 с. {number} з 3"
        )
    # the head of a table that goes on over the page is printed again
    assert pages[1].startswith("Останній Новий № Захід Строк, днів результат Рішення строк")
    whole = " ".join(pages)
    for name, _ in POINTS:
        assert name.split(" (")[0][:60] in whole
    assert any(font.startswith("Inter") for font in fonts)


def test_the_workbook_holds_the_rows_with_days_as_days(client: FlaskClient) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(take(client, "xlsx", LUHANSK_2013))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[2], datetime)]
    assert len(rows) == sum(count for _, count in POINTS)
    assert rows[0][0] == "2.8"
    assert (rows[0][2], rows[0][3], rows[0][5:7]) == (datetime(2013, 1, 31), 304, (None, None))
    assert "&P" in sheet.oddFooter.right.text
    assert "&N" in sheet.oddFooter.right.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (LUHANSK_2017, 3),
        ("rows=unreported", 60),
        (f"{LUHANSK_2013}&f_days=91..365", 6),
        (
            f"{LUHANSK_2013}&f_title=%D1%81%D1%82%D0%B2%D0%BE%D1%80%D0%B5%D0%BD%D0%BD%D1%8F&sort=number",
            3,
        ),
    ],
)
def test_every_form_has_the_rows_of_the_list(client: FlaskClient, query: str, count: int) -> None:
    """Each measure of the list once or more, whatever the form; what the table filters stands in all of them."""
    on_page = {row.split("…")[0][:24] for _, rows in page_points(client, query) for row in rows}
    document = read_docx(take(client, "docx", query))
    in_word = {
        plain(row.cells[0].text + row.cells[1].text).split("…")[0][:24]
        for table in document.tables[1:]
        for row in table.rows[1:]
    }
    assert on_page == in_word
    assert len(on_page) == count


def test_the_files_speak_the_language_of_the_address(client: FlaskClient) -> None:
    document = read_docx(take(client, "docx", f"{LUHANSK_2013}&lang=en"))
    assert [cell.text for cell in document.tables[1].rows[0].cells][4:] == [
        "Decision",
        "New deadline",
    ]
    answer = client.get(f"/download/agenda.pdf?{LUHANSK_2013}&lang=en")
    assert "filename*=UTF-8''Agenda_" in answer.headers["Content-Disposition"]
    with pdfplumber.open(io.BytesIO(answer.data)) as paper:
        assert paper.pages[0].extract_text().endswith("p. 1 of 3")


def test_an_empty_agenda_says_what_comes_next(client: FlaskClient) -> None:
    shown = plain(
        " ".join(texts(route(client, f"/poriadok-dennyi?{LUHANSK_2013}&rows=overdue")["content"]))
    )
    assert "Прострочених немає" in shown
    for kind in ("docx", "pdf", "xlsx"):
        assert take(client, kind, f"{LUHANSK_2013}&rows=overdue")


def test_without_the_system_library_the_reader_is_told_and_word_still_works(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    answer = client.get(f"/download/agenda.pdf?{LUHANSK_2013}")
    assert answer.status_code == 503
    assert "бракує системної бібліотеки Pango. Візьміть DOCX" in answer.get_data(as_text=True)
    assert take(client, "docx", LUHANSK_2013)


def make_app(folder: Path, today: date = date(2014, 1, 31)) -> tuple[Dash, Any]:
    url = f"sqlite:///{folder / 'monitor.sqlite'}"
    return create_app(Settings(database_url=url, today=today)), make_engine(url)


def test_an_agenda_too_long_for_paper_says_how_to_narrow_it(tmp_path: Path) -> None:
    app, engine = make_app(tmp_path)
    bodies = [make_assignment(f"управління {place % 3}") for place in range(WHOLE_UP_TO + 1)]
    measures = [make_measure(place + 1, assignments=(body,)) for place, body in enumerate(bodies)]
    store_document(engine, make_document(measures))
    client = app.server.test_client()
    for kind in ("docx", "pdf"):
        answer = client.get(f"/download/agenda.{kind}")
        assert answer.status_code == 422
        assert "Рядків у порядку денному: 301; у DOCX і PDF — до 300." in plain(
            answer.get_data(as_text=True)
        )
    content = route(client, "/poriadok-dennyi")["content"]
    shown = plain(" ".join(texts(content)))
    assert "У порядку денному 301 рядок — забагато для одного засідання." in shown
    assert "101 захід" in shown
    sheet = openpyxl.load_workbook(io.BytesIO(take(client, "xlsx", ""))).active
    assert sum(isinstance(row[2], datetime) for row in sheet.iter_rows(values_only=True)) == 301
    narrow = [
        part["props"]["href"] for part in walk(content) if "body=" in str(part["props"].get("href"))
    ]
    assert take(client, "docx", urlsplit(narrow[0]).query)


def test_hostile_words_stay_words_in_every_file(tmp_path: Path) -> None:
    app, engine = make_app(tmp_path)
    hostile = make_measure(1, number="=1+1", title=HOSTILE, assignments=(make_assignment(HOSTILE),))
    store_document(engine, make_document([hostile]))
    client = app.server.test_client()
    words = HOSTILE.split("\x01")[0].strip()
    document = read_docx(take(client, "docx", ""))
    assert document.tables[1].rows[1].cells[1].text.startswith(words)
    assert not [rel for rel in document.part.rels.values() if rel.is_external]
    book = openpyxl.load_workbook(io.BytesIO(take(client, "xlsx", "")))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    with pdfplumber.open(io.BytesIO(take(client, "pdf", ""))) as paper:
        printed = "".join("".join(page.extract_text().split()) for page in paper.pages)
        links = [link.get("uri") or "" for page in paper.pages for link in page.annots]
        assert not [image for page in paper.pages for image in page.images]
    assert "".join(words.split()) in printed
    assert [link for link in links if not link.startswith("http://localhost/zakhid/")] == []
    for path in ("/poriadok-dennyi", "/zasidannia"):
        content = route(client, path)["content"]
        assert not {part["type"] for part in walk(content)} & {"Script", "Style", "Iframe"}
        assert plain(words) in plain(" ".join(texts(content)))


def test_a_moved_deadline_is_told_with_its_first_date(tmp_path: Path) -> None:
    app, engine = make_app(tmp_path, date(2015, 2, 1))
    for content in (papers.plan_text(), papers.revised_plan_text()):
        load_document(engine, read_document(papers.PLAN_NAME, content))
    client = app.server.test_client()
    moved = "первісний строк — 25.12.2014, перенесено рішенням від 11.08.2014"
    query = "as_of=2015-01-15"
    page = plain(" ".join(texts(route(client, f"/poriadok-dennyi?{query}")["content"])))
    assert page.count(moved) == 1
    on_screen = [plain(" ".join(texts(screen))) for _, screen in walk_through(client, query)]
    assert [moved in screen for screen in on_screen].count(True) == 1
    rows = {
        row.measure_id: row.cells["due"]
        for row in read_rows(route(client, f"/prostrocheni?{query}")["content"])
    }
    assert rows["UA-53-pvu-plan-2014:5"].endswith(moved)
    assert moved not in rows["UA-53-pvu-plan-2014:1"]
    document = read_docx(take(client, "docx", query))
    assert moved in " ".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )


def walk_through(client: FlaskClient, query: str) -> Iterator[tuple[str, Any]]:
    """The screens of a meeting from the first on, each reached by the key of the next measure."""
    address = f"/zasidannia?{query}"
    for _ in range(200):
        content = route(client, address)["content"]
        yield address, content
        following = [
            part["props"]["href"]
            for part in walk(content)
            if part["props"].get("data-key") == "next"
        ]
        if not following:
            return
        (address,) = following
    pytest.fail("the meeting has no end")


def test_the_meeting_goes_through_the_agenda(client: FlaskClient) -> None:
    screens = list(walk_through(client, LUHANSK_2013))
    heads = [
        plain(said(next(part for part in walk(screen) if part["type"] == "H1")))
        for _, screen in screens
    ]
    expected = [name.partition(". ")[2] for name, count in POINTS for _ in range(count)]
    assert heads == expected
    first = plain(" ".join(texts(screens[0][1])))
    for told in ("Виконавець 1 з 9", "8 заходів без звіту", "із 27 заходів", "304 дні", "строк був 31.01.2013",
                 "«січень, березень, серпень, листопад 2013 року»", "Захід 1 з 8", "Немає звіту"):  # fmt: skip
        assert told in first


def test_the_keys_of_bodies_lead_to_the_bodies(client: FlaskClient) -> None:
    content = route(client, f"/zasidannia?{LUHANSK_2013}")["content"]
    keys = {
        part["props"]["data-key"]: part["props"]["href"]
        for part in walk(content)
        if part["props"].get("data-key")
    }
    assert set(keys) == {"next_point", "next", "leave"}
    assert urlsplit(keys["leave"]).path == "/prostrocheni"
    second = route(client, keys["next_point"])["content"]
    assert "Виконавець 2 з 9" in plain(" ".join(texts(second)))
    back = {
        part["props"]["data-key"]: part["props"]["href"]
        for part in walk(second)
        if part["props"].get("data-key")
    }
    # before the first measure of a body stands the last of the body before
    assert parse_qs(urlsplit(back["previous"]).query)["measure"] == ["UA-09-pvu-plan-2013:4.1"]


def test_the_meeting_fills_the_screen(client: FlaskClient) -> None:
    content = route(client, f"/zasidannia?{LUHANSK_2013}")["content"]
    assert not [part for part in walk(content) if part["type"] == "Nav"]
    assert [part["props"]["className"] for part in walk(content) if part["type"] == "Main"] == [
        "stage"
    ]


def test_a_filter_of_the_table_goes_along_into_the_meeting(client: FlaskClient) -> None:
    screens = list(walk_through(client, f"{LUHANSK_2013}&f_days=..1"))
    assert {parse_qs(urlsplit(address).query)["f_days"][0] for address, _ in screens} == {"..1"}
    numbers = {plain(said(part)) for _, screen in screens for part in walk(screen)
               if part["props"].get("className") == "stage-number"}  # fmt: skip
    assert numbers == {"2.9", "4.1"}


def test_unknown_points_and_measures_begin_at_the_first(client: FlaskClient) -> None:
    for asked in ("point=nobody", "measure=x:1", "point=%3Cscript%3E&measure=", "point=a&point=b"):
        shown = plain(
            " ".join(texts(route(client, f"/zasidannia?{LUHANSK_2013}&{asked}")["content"]))
        )
        assert "Виконавець 1 з 9" in shown
        assert "Захід 1 з 8" in shown
