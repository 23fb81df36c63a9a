"""Measure, sources, printed document and about pages against the five documents, line by line."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboard import create_app
from data.engine import make_engine
from data.issues import make_issue
from data.model import Fate, Place, SourceRow, Status
from data.settings import Settings
from data.store import store_document, withdraw_document
from tests.factories import (
    make_deadline,
    make_document,
    make_header,
    make_measure,
    make_outcome,
    make_report,
)
from tests.support.monitor import ROOT, TODAY, route, texts, walk

REPORT = "UA-09-civil-society-report-2017"
LUHANSK = "UA-09-pvu-plan-2013"
KYIV = "UA-30-pvu-plan-2014-2015"
CHERNIHIV = "UA-74-pvu-plan-2012-2013"
NATION = "ogp-ukraine-about.txt"


def shown(app: Dash, address: str) -> str:
    """The words of a page, spaces made plain."""
    content = route(app.server.test_client(), address)["content"]
    return " ".join(" ".join(texts(content)).split())


def parts(app: Dash, address: str, kind: str, class_name: str = "") -> list[dict[str, Any]]:
    """The components of a kind on a page."""
    content = route(app.server.test_client(), address)["content"]
    return [
        part
        for part in walk(content)
        if part["type"] == kind
        and (not class_name or class_name in (part["props"].get("className") or "").split())
    ]


def joined(part: Any) -> str:
    """The text of a component and everything in it."""
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(joined(one) for one in part)
    if not isinstance(part, dict):
        return ""
    return "\n" if part["type"] == "Br" else joined(part["props"].get("children"))


# --- a measure -----------------------------------------------------------------------------------


def test_the_measure_says_what_was_done_and_where_it_is_written(monitor: Dash) -> None:
    address = f"/zakhid/{REPORT}:4.5?as_of=2018-01-31"
    page = shown(monitor, address)
    assert "Виконано частково" in page
    assert "прострочено 31 день" in page
    assert "строк 31.12.2017" in page
    assert "рядки 70–74" in page
    assert "частину зроблено, іншу прямо заперечено → «частково»" in page
    assert "прочитано автоматично, людина ще не перевіряла" in page
    assert "відомий з 01.01.2018" in page
    assert "у звіті немає графи виконавців" in page


def test_the_quotation_is_marked_in_the_printed_cell(monitor: Dash) -> None:
    [printed] = parts(monitor, f"/zakhid/{REPORT}:4.5", "Table", "printed")
    cells = [part for part in walk(printed) if part["type"] == "Td"]
    assert [cell["props"].get("data-label") for cell in cells] == [
        "№ з/п",
        "Найменування заходу",
        "Строк виконання",
        "Результат виконання",
    ]
    marks = [[joined(p) for p in walk(cell) if p["type"] == "Mark"] for cell in cells]
    assert marks[:3] == [[], [], []]
    proof, denied = marks[3]
    assert proof.startswith("Довідник створено")
    assert denied == "Видання не здійснювалося у зв’язку з відсутністю фінансування."


def test_every_outcome_of_the_report_is_marked_in_its_row(monitor: Dash) -> None:
    snapshot = monitor.server.extensions["ogp"].snapshots.current()
    addresses = [f"/zakhid/{key}" for key in snapshot.outcomes["measure_id"]]
    assert len(addresses) == 15
    unmarked = []
    for address in addresses:
        [printed] = parts(monitor, address, "Table", "printed")
        if not [part for part in walk(printed) if part["type"] == "Mark"]:
            unmarked.append(address)
    assert unmarked == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/zakhid/{LUHANSK}:1.1?as_of=2013-12-01", "Строк минув, звіту немає"),
        (f"/zakhid/{LUHANSK}:1.1?as_of=2013-12-01", "«Немає звіту» не означає «не виконано»"),
        (f"/zakhid/{LUHANSK}:1.1?as_of=2012-12-01", "план ще не діяв: він рахується з 01.01.2013"),
        (f"/zakhid/{CHERNIHIV}:2", "Захід постійний"),
        (f"/zakhid/{CHERNIHIV}:2", "переліку не розкрито"),
        (f"/zakhid/{CHERNIHIV}:14?as_of=2012-12-02", "до строку 30 днів"),
        (f"/zakhid/{CHERNIHIV}:14?as_of=2012-12-01", "Строк ще не настав"),
        (f"/zakhid/{KYIV}:2", "рядки 20–24"),
        (f"/zakhid/{REPORT}:1.1?as_of=close", "На закриття плану, 31.01.2018"),
        (f"/zakhid/{REPORT}:1.1", "Виконано"),
    ],
)
def test_a_measure_stands_as_its_day_has_it(monitor: Dash, address: str, said: str) -> None:
    assert said in shown(monitor, address)


def test_a_torn_row_is_printed_with_its_continuation(monitor: Dash) -> None:
    [printed] = parts(monitor, f"/zakhid/{KYIV}:2", "Table", "printed")
    [body] = [part for part in walk(printed) if part["type"] == "Tbody"]
    assert len([part for part in walk(body) if part["type"] == "Tr"]) == 2


def test_a_measure_leads_to_its_neighbours_and_bodies(monitor: Dash) -> None:
    links = parts(monitor, f"/zakhid/{LUHANSK}:1.2?as_of=2013-12-01", "A")
    hrefs = [link["props"]["href"] for link in links]
    assert f"/zakhid/{LUHANSK}:1.1?as_of=2013-12-01" in hrefs
    assert f"/zakhid/{LUHANSK}:1.3?as_of=2013-12-01" in hrefs
    assert any(href.startswith("/vykonavtsi/ua-09-") for href in hrefs)
    there = f"/dzherela/{LUHANSK}?as_of=2013-12-01&at="
    assert any(href.startswith(there) and "#" in href for href in hrefs)


def test_numbers_of_parts_are_in_printed_order(monitor: Dash) -> None:
    measures = monitor.server.extensions["ogp"].snapshots.current().measures
    first = measures[measures["document_key"] == LUHANSK].sort_values("position")
    numbers = first["number"].tolist()
    at = numbers.index("1.10")
    page = shown(monitor, f"/zakhid/{LUHANSK}:1.10")
    assert f"Попередній захід {numbers[at - 1]}" in page
    assert f"Наступний захід {numbers[at + 1]}" in page


@pytest.mark.parametrize("address", ["/zakhid/nobody", "/zakhid/%D0%B0%00", "/dzherela/nothing"])
def test_what_is_not_there_is_a_friendly_404(monitor: Dash, address: str) -> None:
    client = monitor.server.test_client()
    assert client.get(address).status_code == 404
    assert "Такої сторінки немає" in shown(monitor, address)


# --- sources -------------------------------------------------------------------------------------


def test_sources_account_for_every_row(monitor: Dash) -> None:
    page = shown(monitor, "/dzherela")
    assert "Із 5 документів" in page
    assert "89 заходів" in page
    assert "рядків не втрачено" in page
    [flow] = parts(monitor, "/dzherela", "Div", "flow")
    numbers = [int(joined(part)) for part in walk(flow) if part["type"] == "B"]
    assert numbers[0] == sum(numbers[1:])
    assert numbers[1] == 89


def test_documents_of_one_region_are_counted_alone(monitor: Dash) -> None:
    page = shown(monitor, "/dzherela?region=UA-74")
    assert "З 1 документа" in page
    assert "16 заходів" in page
    assert "luhansk-2013.txt" not in page
    assert "План заходів з підвищення" in page.replace("ПЛАН", "План")


def test_no_document_fits_and_the_page_says_so(monitor: Dash) -> None:
    assert "За цими умовами документів немає" in shown(monitor, "/dzherela?year=1999")


def test_issues_are_said_in_words_with_their_places(monitor: Dash) -> None:
    page = shown(monitor, "/dzherela")
    assert "Дату затвердження не заповнено: «„___“ _____ 2015 р.»" in page
    assert "«потягом» прочитано як «протягом»" in page
    assert "регіон Чернігівська область узято з тексту" in page
    assert not re.search(r"stems:|tie broken|first listed", page)
    links = [link["props"]["href"] for link in parts(monitor, "/dzherela", "A")]
    assert f"/dzherela/{KYIV}?at=L11#L11" in links


def test_a_document_is_printed_whole_with_what_became_of_its_rows(monitor: Dash) -> None:
    rows = parts(monitor, f"/dzherela/{REPORT}", "Tr")
    fates = [row["props"]["className"].split()[0] for row in rows]
    assert len(rows) == 25
    assert fates.count("fate-measure") == 15
    assert fates.count("fate-direction") == 6
    assert "протягом\nроку" in joined(rows)
    ids = [row["props"]["id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert "L70-74" in ids


def test_a_place_inside_a_row_marks_the_row(monitor: Dash) -> None:
    [here] = parts(monitor, f"/dzherela/{REPORT}?at=L73", "Tr", "here")
    assert here["props"]["id"] == "L73"
    assert "Створення та забезпечення щорічного видання" in joined(here)
    assert parts(monitor, f"/dzherela/{REPORT}?at=L9999", "Tr", "here") == []


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (LUHANSK, "luhansk-2013.txt"),
        (KYIV, "kyiv-2014-2015.md"),
        (REPORT, "luhansk-2017-report.txt"),
    ],
)
def test_the_file_is_given_byte_for_byte(monitor: Dash, key: str, name: str) -> None:
    answer = monitor.server.test_client().get(f"/download/source/{key}")
    assert answer.status_code == 200
    assert answer.data == (ROOT / "data" / "documents" / name).read_bytes()
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert name in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["nothing", f"{LUHANSK}?version=7", f"{LUHANSK}?version=%00", "%00"]
)
def test_a_file_that_is_not_there_is_a_404(monitor: Dash, path: str) -> None:
    assert monitor.server.test_client().get(f"/download/source/{path}").status_code == 404


# --- about ---------------------------------------------------------------------------------------


def test_about_tells_the_five_national_plans(monitor: Dash) -> None:
    page = shown(monitor, "/pro-initsiatyvu")
    assert "п’ять національних планів" in page
    assert "із 14 завдань" in page
    assert "24.02.2021" in page
    for order in ("№ 220", "№ 1176", "№ 909", "№ 1088", "№ 149"):
        assert order in page
    assert "2016, рік виведено з плану" in page
    assert "7 + 7" in page


def test_the_timeline_and_its_table_say_the_same(monitor: Dash) -> None:
    [graph] = parts(monitor, "/pro-initsiatyvu", "Graph")
    _, events, plans = graph["props"]["figure"]["data"]
    assert plans["x"] == ["2012-04-05", "2014-11-26", "2016-11-30", "2018-12-18", "2021-02-24"]
    [twin] = parts(monitor, "/pro-initsiatyvu", "Details", "twin")
    heads = [
        joined(p) for p in walk(twin) if p["type"] == "Th" and p["props"].get("scope") == "row"
    ]
    days = sorted(plans["x"] + events["x"])
    assert heads == [f"{date.fromisoformat(day):%d.%m.%Y}" for day in days]
    assert all(href.startswith("/dzherela/") for href in plans["customdata"] + events["customdata"])


def test_every_figure_of_the_product_is_defined_at_its_own_address(monitor: Dash) -> None:
    terms = [part["props"].get("id") for part in parts(monitor, "/pro-initsiatyvu", "Dt")]
    assert {"vykonannia", "okhoplennia", "prostrocheno", "zvitu-nemaie", "stanom-na"} <= set(terms)
    assert parts(monitor, "/pro-initsiatyvu", "Div", "how")[0]["props"]["id"] == "yak-rakhuiemo"


def test_definitions_stand_without_any_data(empty_monitor: Dash) -> None:
    page = shown(empty_monitor, "/pro-initsiatyvu")
    assert "Національної сторінки не завантажено" in page
    assert "Виконані ÷ база" in page


# --- what documents may hold ---------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script> %{x} =1+1 <b>жирно</b> &amp; {raw} {0} «лапки»"


@pytest.fixture
def hostile(tmp_path: Path) -> Dash:
    """A dashboard of a document whose every word is hostile, withdrawn and changed ones beside it."""
    url = f"sqlite:///{tmp_path / 'hostile.sqlite'}"
    app = create_app(Settings(database_url=url, today=TODAY))
    engine = make_engine(url)
    outcome = make_outcome(Status.PARTIAL, result_text=HOSTILE, quotation=HOSTILE, rule=HOSTILE)
    measure = make_measure(
        1,
        title=HOSTILE,
        number="а",
        deadline=make_deadline(date(2013, 6, 30), text=HOSTILE, used=HOSTILE, rule=HOSTILE),
        outcome=outcome,
        theme_rule=HOSTILE,
        expected_result=HOSTILE,
        subtasks=(HOSTILE,),
        task=HOSTILE,
    )
    long_row = SourceRow(Place(line=90), ("ж" * 5000, HOSTILE), Fate.ISSUE)
    document = make_document(
        [measure, make_measure(2)],
        name=f"{HOSTILE.replace('/', '')}.txt",
        header=make_header(title=HOSTILE, approved_by=HOSTILE),
        issues=(make_issue("row_not_understood", Place(line=90), HOSTILE, HOSTILE),),
    )
    document = document.__class__(
        **{name: getattr(document, name) for name in document.__dataclass_fields__}
        | {"rows": (*document.rows, long_row)}
    )
    store_document(engine, document)
    store_document(engine, make_report())
    withdraw_document(engine, "luhansk-2017-report.txt")
    first = make_document(name="kyiv.txt", header=make_header(region_iso="UA-30"), content=b"one")
    second = make_document(
        [make_measure(1, title="Новий захід")],
        name="kyiv.txt",
        header=make_header(region_iso="UA-30"),
        content=b"two",
    )
    store_document(engine, first)
    store_document(engine, second)
    return app


def test_hostile_words_stay_words(hostile: Dash) -> None:
    for address in (
        "/zakhid/UA-09-pvu-plan-2013:%D0%B0?as_of=2014-01-01",
        "/dzherela",
        "/dzherela/UA-09-pvu-plan-2013",
        "/pro-initsiatyvu",
    ):
        answer = route(hostile.server.test_client(), address)
        assert "Сторінка не відкрилася" not in answer["title"], address
        hrefs = [p["props"].get("href", "") for p in walk(answer["content"]) if p["type"] == "A"]
        assert [href for href in hrefs if not re.match(r"/|#", href)] == [], address
    page = shown(hostile, "/zakhid/UA-09-pvu-plan-2013:%D0%B0?as_of=2014-01-01")
    assert "<script>alert(1)</script> %{x} =1+1" in page
    assert hostile.server.test_client().get("/zakhid/UA-09-pvu-plan-2013:%D0%B0").status_code == 200


def test_a_hostile_file_name_stays_a_name(hostile: Dash) -> None:
    answer = hostile.server.test_client().get("/download/source/UA-09-pvu-plan-2013")
    assert answer.status_code == 200
    named = answer.headers["Content-Disposition"]
    assert named.isascii()
    assert named.startswith("attachment")
    assert "\n" not in named
    assert "filename*=UTF-8''" in named


def test_a_withdrawn_document_stands_apart_and_is_still_read(hostile: Dash) -> None:
    page = shown(hostile, "/dzherela")
    assert "Вилучено 1 документ" in page
    assert "Із 2 документів" in page
    printed = shown(hostile, "/dzherela/UA-09-pvu-report-2017")
    assert "Документ вилучено" in printed
    assert "Документ вилучено, тому жоден показник" in shown(
        hostile, "/zakhid/UA-09-pvu-report-2017:1.1"
    )


def test_earlier_versions_stay_readable(hostile: Dash) -> None:
    key = "UA-30-pvu-plan-2013"
    now, before = (shown(hostile, f"/dzherela/{key}{query}") for query in ("", "?version=1"))
    assert "Новий захід" in now
    assert "Провести захід 2." in before
    assert "Показано попередню версію 1" in before
    client = hostile.server.test_client()
    assert client.get(f"/download/source/{key}").data == b"two"
    assert client.get(f"/download/source/{key}?version=1").data == b"one"
    assert "версія 2 плану його вже не містить" in shown(hostile, f"/zakhid/{key}:1.2")
