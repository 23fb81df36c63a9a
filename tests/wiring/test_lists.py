"""Lists of measures against the five documents: what the page says, what its table holds, what its files hold."""

import csv
import io
import re
from collections import Counter
from typing import Any
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
from dash import Dash
from flask.testing import FlaskClient

from tests.support.monitor import route, texts, walk

LUHANSK_2013 = "region=UA-09&year=2013&as_of=2013-12-01"
LUHANSK_2017 = "region=UA-09&year=2017&as_of=2018-01-31"
CONDITIONS = "Умови вибірки"


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2060", ""))


def headline(client: FlaskClient, address: str) -> str:
    """The page's first sentence."""
    heads = [part for part in walk(route(client, address)["content"]) if part["type"] == "H1"]
    return plain(_text(heads[0]))


def _text(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(_text, part))
    if isinstance(part, dict):
        return _text(part["props"].get("children"))
    return part if isinstance(part, str) else ""


def tables(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    """The properties of the sortable tables of a page."""
    parts = walk(route(client, address)["content"])
    return [part["props"] for part in parts if part["type"] == "AgGrid"]


def shown_ids(client: FlaskClient, address: str) -> list[str]:
    """The measures of a page in the order of its tables."""
    return [
        record["id"]
        for props in tables(client, address)
        for record in props["rowData"]
        if "id" in record
    ]


def read_csv(client: FlaskClient, query: str, name: str = "measures.csv") -> list[dict[str, str]]:
    answer = client.get(f"/download/{name}?{query}")
    assert answer.status_code == 200
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def read_xlsx(client: FlaskClient, query: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    answer = client.get(f"/download/measures.xlsx?{query}")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    conditions = {name: value for name, value in book[CONDITIONS].iter_rows(values_only=True)}
    return [dict(zip(head, row, strict=True)) for row in rows], conditions


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (
            f"/prostrocheni?{LUHANSK_2013}",
            "Станом на 01.12.2013 із 35 заходів строк минув за 9, спливають 26; звітів немає.",
        ),
        (f"/prostrocheni?{LUHANSK_2017}", "Станом на 31.01.2018 із 15 заходів прострочено 3."),
        (
            "/prostrocheni",
            "На закриття кожного плану із 89 заходів прострочено 3, строк минув без звіту за 60.",
        ),
        (
            "/prostrocheni?region=UA-74&as_of=2012-12-10",
            "Станом на 10.12.2012 із 16 заходів прострочених немає, спливають 4.",
        ),
        (
            f"/zakhody?{LUHANSK_2017}&rows=completed",
            "Станом на 31.01.2018 виконано 12 заходів із 15 бази.",
        ),
        (
            f"/zakhody?{LUHANSK_2017}&state=partial",
            "Станом на 31.01.2018 — 2 заходи із 15.",
        ),
        (
            f"/zakhody?{LUHANSK_2013}&rows=left_out",
            "Станом на 01.12.2013 поза базою — 26 заходів із 35.",
        ),
    ],
)
def test_the_first_sentence_answers(client: FlaskClient, address: str, sentence: str) -> None:
    assert headline(client, address) == sentence


def test_each_number_of_the_sentence_opens_as_many_rows(client: FlaskClient) -> None:
    content = route(client, f"/prostrocheni?{LUHANSK_2013}")["content"]
    (head,) = [part for part in walk(content) if part["type"] == "H1"]
    found = {
        int(re.findall(r"\d+", plain(_text(link)))[0]): link["props"]["href"]
        for link in walk(head)
        if link["type"] == "A" and re.search(r"\d", _text(link))
    }
    assert set(found) == {35, 9, 26}
    for count, address in found.items():
        assert len(shown_ids(client, address)) == count


def test_the_late_are_listed_longest_first(client: FlaskClient) -> None:
    (props,) = tables(client, f"/prostrocheni?{LUHANSK_2013}")
    days = [record["days"] for record in props["rowData"]]
    assert days == sorted(days, reverse=True)
    assert (days[0], props["rowData"][0]["number"]) == (304, "2.8")
    first = props["rowData"][0]
    context = props["dashGridOptions"]["context"]
    assert context["days"]["304"] == "304 дні"
    assert context["dates"][first["due"]] == "31.01.2013"
    assert first["more"] == "і ще 3 строки до 30.11.2013"
    who = context["who"][first["who"]]
    assert who["others"] == "та ще 1 виконавець"
    assert "громадська рада" in who["all"].casefold()


def test_a_report_speaks_beside_its_measure(client: FlaskClient) -> None:
    (props,) = tables(client, f"/prostrocheni?{LUHANSK_2017}")
    by_number = {record["number"]: record for record in props["rowData"]}
    assert list(by_number) == ["1.1", "4.2", "4.5"]
    assert by_number["4.2"]["quotation"].startswith("Не проводилось у зв’язку із тим")
    assert by_number["4.2"]["state"] == "not_done"


def test_the_number_column_is_ranked_by_parts(client: FlaskClient) -> None:
    (props,) = tables(client, f"/zakhody?{LUHANSK_2013}")
    ranks = {record["number"]: record["ranks"][0] for record in props["rowData"]}
    assert ranks["1.2"] < ranks["1.9"] < ranks["1.10"] < ranks["2.1"]


def test_single_and_collective_bodies_stand_apart(client: FlaskClient) -> None:
    single, collective = tables(client, f"/prostrocheni?{LUHANSK_2013}&group=body")
    heads = [
        [one["name"] for one in props["rowData"] if "group" in one]
        for props in (single, collective)
    ]
    assert heads[0][0] == "Управління комунікацій з громадськістю облдержадміністрації"
    assert sorted(heads[1]) == [
        "Виконкоми міських рад міст обласного значення",
        "Райдержадміністрації",
        "Структурні підрозділи облдержадміністрації",
    ]
    counts = [one["count"] for one in single["rowData"] if "group" in one]
    assert counts == sorted(counts, key=int, reverse=True)
    assert not single["defaultColDef"]["sortable"]


def test_left_out_measures_say_why(client: FlaskClient) -> None:
    address = "/zakhody?rows=left_out&year=2012&as_of=2013-01-31"
    rows = read_csv(client, urlsplit(address).query)
    page = plain(" ".join(texts(route(client, address)["content"])))
    reasons = Counter(row["Чому поза базою"] for row in rows)
    # measures 4 (31.03.2013) and 13 (01.03.2013), and the ten continuous ones
    assert reasons == {"строк не настав": 2, "постійний, без результату": 10}
    for reason, count in reasons.items():
        assert f"{reason} — {count}" in page


def test_plans_not_begun_are_named(client: FlaskClient) -> None:
    page = plain(
        " ".join(texts(route(client, "/zakhody?as_of=2013-07-01&rows=left_out")["content"]))
    )
    assert "Ще не діяли на цю дату: " in page
    assert "м. Київ, 2014–2015" in page


def test_nothing_late_names_what_comes_next(client: FlaskClient) -> None:
    page = plain(
        " ".join(
            texts(
                route(client, "/prostrocheni?region=UA-74&as_of=2012-12-01&rows=overdue")["content"]
            )
        )
    )
    assert "Прострочених немає" in page
    assert "Наступний строк — 15.12.2012, захід 16." in page


@pytest.mark.parametrize(
    "query",
    [
        LUHANSK_2013 + "&rows=unreported",
        LUHANSK_2013 + "&rows=due_soon",
        LUHANSK_2017 + "&rows=overdue",
        "rows=left_out",
        "rows=base&theme=participation",
        "",
        LUHANSK_2013 + "&rows=unreported&group=body",
        LUHANSK_2013 + "&rows=unreported&group=direction",
    ],
)
def test_files_hold_the_rows_of_the_page(client: FlaskClient, query: str) -> None:
    expected = shown_ids(client, f"/zakhody?{query}")
    assert expected
    rows = read_csv(client, query)
    assert [row["Код заходу"] for row in rows] == expected
    sheet, conditions = read_xlsx(client, query)
    assert [row["Код заходу"] for row in sheet] == expected
    assert conditions["Рядків"] == str(len(expected))
    for line, record in zip(rows, sheet, strict=True):
        assert line["№"] == f"№ {record['№']}"
        assert line["Захід"] == record["Захід"]
        assert line["Стан"] == record["Стан"]
        day = next(head for head in record if head in {"Строк", "Наступний строк"})
        assert line[day] == (record[day].date().isoformat() if record[day] else "")


def test_the_page_offers_its_own_files(client: FlaskClient) -> None:
    content = route(client, f"/prostrocheni?{LUHANSK_2013}")["content"]
    offered = [
        part["props"]["href"]
        for part in walk(content)
        if str(part["props"].get("href", "")).startswith("/download/measures")
    ]
    assert len(offered) == 2
    (csv_address,) = [address for address in offered if ".csv" in address]
    # the list that the page chose by itself is named for the file
    assert [
        row["Код заходу"] for row in read_csv(client, urlsplit(csv_address).query)
    ] == shown_ids(client, f"/prostrocheni?{LUHANSK_2013}")


def test_a_file_obeys_the_order_and_filters_of_the_table(client: FlaskClient) -> None:
    query = (
        LUHANSK_2013
        + "&rows=unreported&sort=-number&f_days=154..304&f_title=%D1%81%D1%82%D0%B2%D0%BE%D1%80"
    )
    rows, conditions = read_xlsx(client, query)
    assert [row["№"] for row in rows] == ["1.8", "1.2", "1.1"]
    assert conditions["Фільтр таблиці"]
    assert conditions["Порядок таблиці"] == "№ за спаданням"


def test_conditions_say_by_what_the_rows_were_selected(client: FlaskClient) -> None:
    query = LUHANSK_2013 + "&rows=unreported&f_days=154.."
    told = {row["Умова"]: row["Значення"] for row in read_csv(client, query, "conditions.csv")}
    assert told["Що у файлі"] == "Строк минув, звіту немає"
    assert told["Станом на"] == "Станом на 01.12.2013"
    assert told["Регіон"] == "Луганська область"
    assert told["Рік"] == "2013"
    assert told["Фільтр таблиці"] == "Минуло: від 154"
    assert told["Рядків"] == "6"
    assert told["Версія даних"] == "5"
    assert told["Адреса цього вигляду"].endswith(f"/zakhody?{query}")
    assert {"Прострочено", "База", "Спливає", "Поза базою"} <= set(told)


def test_a_file_is_named_by_what_it_holds(client: FlaskClient) -> None:
    answer = client.get(f"/download/measures.xlsx?{LUHANSK_2013}&rows=unreported")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=measures_unreported_2013-12-01_5.xlsx;")
    name = unquote(disposition.partition("UTF-8''")[2])
    assert name == "Строк-минув,-звіту-немає_станом-на-2013-12-01_дані-5.xlsx"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["measures.csv", "measures.xlsx", "conditions.csv"])
@pytest.mark.parametrize(
    "query",
    [
        "region=UA-99",
        "region=%00&year=abc&rows=nothing&group=x",
        "sort=nonsense&f_days=x..y&f_due=..&f_title=%F0%9F",
        "as_of=1991-01-01",
        "as_of=2100-12-31&rows=due_soon",
        "a=" + "x" * 4000,
        "%FF%FE=%80",
    ],
)
def test_a_file_is_made_whatever_the_address(client: FlaskClient, name: str, query: str) -> None:
    assert client.get(f"/download/{name}?{query}").status_code == 200


@pytest.mark.parametrize("name", ["measures.pdf", "conditions.xlsx", "..%2Fmonitor.sqlite"])
def test_no_other_file_is_given(client: FlaskClient, name: str) -> None:
    assert client.get(f"/download/{name}").status_code == 404


def test_an_empty_database_gives_a_head_alone(empty_monitor: Dash) -> None:
    client = empty_monitor.server.test_client()
    assert read_csv(client, "") == []
    rows, conditions = read_xlsx(client, "")
    assert rows == []
    assert conditions["Рядків"] == "0"


def test_an_english_file_speaks_english(english_monitor: Dash) -> None:
    client = english_monitor.server.test_client()
    answer = client.get(f"/download/measures.csv?{LUHANSK_2017}&rows=overdue")
    head = answer.data.decode("utf-8-sig").splitlines()[0]
    assert head.startswith("No.;Measure;")
