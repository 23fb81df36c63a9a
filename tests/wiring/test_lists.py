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

from tests.support.lists import Table, plain, read_rows, read_tables, words_of
from tests.support.monitor import route, texts, walk

LUHANSK_2013 = "region=UA-09&year=2013&as_of=2013-12-01"
LUHANSK_2017 = "region=UA-09&year=2017&as_of=2018-01-31"
CONDITIONS = "Умови вибірки"


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def headline(client: FlaskClient, address: str) -> str:
    """The page's first sentence."""
    heads = [part for part in walk(route(client, address)["content"]) if part["type"] == "H1"]
    return plain(words_of(heads[0]))


def tables(client: FlaskClient, address: str) -> list[Table]:
    """The tables of measures of a page."""
    return read_tables(route(client, address)["content"])


def shown_ids(client: FlaskClient, address: str) -> list[str]:
    """The measures of a page in the order of its tables."""
    return [row.measure_id for row in read_rows(route(client, address)["content"])]


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
        int(re.findall(r"\d+", plain(words_of(link)))[0]): link["props"]["href"]
        for link in walk(head)
        if link["type"] == "A" and re.search(r"\d", words_of(link))
    }
    assert set(found) == {35, 9, 26}
    for count, address in found.items():
        assert len(shown_ids(client, address)) == count


def test_the_late_are_listed_longest_first(client: FlaskClient) -> None:
    (table,) = tables(client, f"/prostrocheni?{LUHANSK_2013}")
    days = [int(row.cells["days"].split()[0]) for row in table.rows]
    assert days == sorted(days, reverse=True)
    first = table.rows[0]
    assert (first.number, first.cells["days"]) == ("2.8", "304 дні")
    assert first.cells["due"] == "31.01.2013і ще 3 строки до 30.11.2013"
    assert first.cells["bodies"].endswith("та ще 1 виконавець")
    assert "громадська рада" in " ".join(texts(first.parts["bodies"])).casefold()


def test_a_report_speaks_beside_its_measure(client: FlaskClient) -> None:
    (table,) = tables(client, f"/prostrocheni?{LUHANSK_2017}")
    by_number = {row.number: row.cells for row in table.rows}
    assert list(by_number) == ["1.1", "4.2", "4.5"]
    assert "Не проводилось у зв’язку із тим" in by_number["4.2"]["title"]
    assert by_number["4.2"]["state"] == "Не виконано"


def test_numbers_are_sorted_by_their_parts(client: FlaskClient) -> None:
    (table,) = tables(client, f"/zakhody?{LUHANSK_2013}&sort=number")
    numbers = [row.number for row in table.rows]
    places = [numbers.index(number) for number in ("1.2", "1.9", "1.10", "2.1")]
    assert places == sorted(places)


def test_heads_say_the_order_and_lead_to_others(client: FlaskClient) -> None:
    def heads(query: str) -> dict[str, dict[str, Any]]:
        return tables(client, f"/prostrocheni?{LUHANSK_2013}&{query}")[0].heads

    def order(query: str, name: str) -> tuple[str | None, str]:
        head = heads(query)[name]
        (link,) = [part for part in walk(head) if part["props"].get("className") == "sort"]
        asked = link["props"]["href"].partition("as_of=2013-12-01")[2]
        return head["props"].get("aria-sort"), asked

    assert order("", "days") == ("descending", "&sort=days")
    assert order("sort=days", "days") == ("ascending", "&sort=-days")
    assert order("sort=-days", "days") == ("descending", "")
    assert order("sort=-days", "title") == (None, "&sort=title")
    # filters stay, pages begin anew
    assert order("f_title=a&page=2", "title") == (None, "&sort=title&f_title=a")
    assert not [
        part for head in heads("group=body").values() for part in walk(head) if part["type"] == "A"
    ]


def test_a_filter_stands_in_its_form_and_may_be_taken_off(client: FlaskClient) -> None:
    query = f"{LUHANSK_2013}&f_days=91..365&f_due=2013-06-30..&f_title=%22%3E&sort=-title"
    (table,) = tables(client, f"/prostrocheni?{query}")
    assert table.rows == []
    fields = {
        name: [part["props"] for part in walk(head) if part["type"] == "Input"]
        for name, head in table.heads.items()
    }
    assert [one["value"] for one in fields["days"]] == ["91", "365"]
    assert [one["value"] for one in fields["due"]] == ["2013-06-30", True]
    assert fields["title"][0]["value"] == '">'
    on = [name for name, head in table.heads.items() if "col-filter on" in str(walk(head))]
    assert on == ["title", "due", "days"]
    off = [part["props"]["href"] for part in walk(table.heads["days"]) if part["type"] == "A"][-1]
    assert off.endswith("&sort=-title&f_title=%22%3E&f_due=2013-06-30..")


def test_single_and_collective_bodies_stand_apart(client: FlaskClient) -> None:
    single, collective = tables(client, f"/prostrocheni?{LUHANSK_2013}&group=body")
    assert single.groups[0].startswith(
        "Управління комунікацій з громадськістю облдержадміністрації"
    )
    names = [
        "Виконкоми міських рад міст обласного значення",
        "Райдержадміністрації",
        "Структурні підрозділи облдержадміністрації",
    ]
    heads = sorted(collective.groups)
    assert [head.startswith(name) for head, name in zip(heads, names, strict=True)] == [True] * 3
    counts = [int(re.findall(r"(\d+) зах", head)[0]) for head in single.groups]
    assert counts == sorted(counts, reverse=True)


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
