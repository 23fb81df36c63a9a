"""Bodies and comparison against the five documents: sentences, figures, and that each number opens its rows."""

import re
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from tests.support.lists import read_rows
from tests.support.monitor import route, texts, walk

LUHANSK_2013 = "region=UA-09&year=2013&as_of=2013-12-01"
COMMUNICATIONS = "ua-09-upravlinnia-komunikatsii-z-hromadskistiu-oblderzhadministratsii"


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2060", "").replace("\N{NO-BREAK SPACE}", " "))


def said(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(said, part))
    if isinstance(part, dict):
        return said(part["props"].get("children"))
    return plain(part) if isinstance(part, str) else ""


def content(client: FlaskClient, address: str) -> Any:
    return route(client, address)["content"]


def shown(client: FlaskClient, address: str) -> str:
    return plain(" ".join(texts(content(client, address))))


def parts(page: Any, kind: str, class_name: str = "") -> list[dict[str, Any]]:
    """The parts of a page of a type, with a class among theirs if one is given."""
    return [
        part
        for part in walk(page)
        if part["type"] == kind
        and (not class_name or class_name in str(part["props"].get("className")).split())
    ]


def heading(client: FlaskClient, address: str) -> str:
    return said(parts(content(client, address), "H1")[0])


def counted(client: FlaskClient, address: str) -> int:
    """How many measures the list behind a number holds."""
    assert address.startswith("/zakhody?"), address
    return len(read_rows(content(client, address)))


def test_the_heaviest_body_and_what_of_it_is_late(client: FlaskClient) -> None:
    assert heading(client, f"/vykonavtsi?{LUHANSK_2013}") == (
        "Станом на 01.12.2013 найбільше заходів — 27 із 35 — веде Управління комунікацій "
        "з громадськістю облдержадміністрації; строк минув за 8 без звіту, спливають 19."
    )


def test_single_and_collective_bodies_stand_apart(client: FlaskClient) -> None:
    page = content(client, f"/vykonavtsi?{LUHANSK_2013}")
    rows = [said(row) for row in parts(page, "Tr")[1:]]
    apart = next(place for place, row in enumerate(rows) if row.startswith("Колективні"))
    assert (len(rows[:apart]), len(rows[apart + 1 :])) == (11, 3)
    assert any(row.startswith("Райдержадміністрації") for row in rows[apart + 1 :])
    assert "медіана окремих — 2 заходи" in plain(" ".join(texts(page)))


def test_a_panel_a_region_so_that_bodies_of_two_never_merge(client: FlaskClient) -> None:
    page = content(client, "/vykonavtsi")
    panels = parts(page, "Table", "load")
    assert len(panels) == 3
    holding = [panel for panel in panels if "Райдержадміністрації" in said(panel)]
    assert len(holding) == 2


@pytest.mark.parametrize(
    "query", [LUHANSK_2013, "region=UA-30", f"{LUHANSK_2013}&due_from=2013-11-01&due_to=2013-12-15"]
)
def test_every_number_of_the_load_opens_its_rows(client: FlaskClient, query: str) -> None:
    page = content(client, f"/vykonavtsi?{query}")
    links = [
        link
        for table in parts(page, "Table", "load")
        for link in parts(table, "A")
        if said(link).isdecimal()
    ]
    assert len(links) > 20
    for link in links[::7]:
        href = link["props"]["href"]
        assert counted(client, href) == int(said(link)), href


def test_two_years_have_a_set_of_quarters_each(client: FlaskClient) -> None:
    page = content(client, "/vykonavtsi?region=UA-30")
    heads = [said(head) for head in parts(parts(page, "Thead")[0], "Th")]
    assert heads[4:] == [f"{name} кв. {year}" for year in (2014, 2015) for name in QUARTERS]


QUARTERS = ("I", "II", "III", "IV")


def test_order_follows_the_address(client: FlaskClient) -> None:
    page = content(client, f"/vykonavtsi?{LUHANSK_2013}&group=name")
    names = [said(row["props"]["children"][0]) for row in parts(page, "Tr")[1:6]]
    assert [name[:9] for name in names] == [
        "Громадськ",
        "Департаме",
        "КУ «Луган",
        "Луганська",
        "Луганськи",
    ]


def test_documents_that_name_no_body_say_so_and_which_filter_to_loosen(client: FlaskClient) -> None:
    words = shown(client, "/vykonavtsi?region=UA-09&year=2017")
    assert "виконавців не названо (15 заходів)" in words
    assert "Без фільтра «Рік: 2017» — 14 виконавців" in words
    whole = shown(client, "/vykonavtsi")
    assert "Виконавців не названо:" in whole
    assert "Луганська область, 2017 — 15 заходів" in whole


def test_one_body_has_its_lists_and_roles(client: FlaskClient) -> None:
    page = content(client, f"/vykonavtsi/{COMMUNICATIONS}?as_of=2013-12-01")
    words = plain(" ".join(texts(page)))
    assert said(parts(page, "P", "lead")[0]) == (
        "Станом на 01.12.2013 із 27 заходів строк минув за 8 без звіту, спливають 19. Звітів немає."
    )
    assert "22 із 27 заходів мають строк у IV кварталі 2013 року" in words
    assert "У 13,5 раза більше за типового виконавця" in words
    assert "Відповідальний за 26 із 27 заходів" in words
    assert "Строк минув, звіту немає: 8" in words
    assert "Спливають за 30 днів: 19" in words
    assert "координація · разом із 1 іншим" in words
    tables = parts(page, "Table", "body-list")
    assert [len(parts(table, "Tr")) - 1 for table in tables] == [8, 19]


def test_a_role_narrows_the_lists(client: FlaskClient) -> None:
    address = f"/vykonavtsi/{COMMUNICATIONS}?as_of=2013-12-01&group=coordinator"
    tables = parts(content(client, address), "Table", "body-list")
    assert [len(parts(table, "Tr")) - 1 for table in tables] == [1]


def test_the_quarters_of_a_body_open_their_rows(client: FlaskClient) -> None:
    page = content(client, f"/vykonavtsi/{COMMUNICATIONS}?as_of=2013-12-01")
    [graph] = parts(page, "Graph")
    marks = [
        (trace["y"][place], trace["customdata"][place])
        for trace in graph["props"]["figure"]["data"]
        for place in range(len(trace["y"]))
    ]
    assert sum(count for count, _ in marks) == 29
    for count, href in marks:
        assert counted(client, href) == count, href


def test_collective_bodies_are_not_compared_with_single_ones(client: FlaskClient) -> None:
    words = shown(client, "/vykonavtsi/ua-09-raiderzhadministratsii")
    assert "Колективного виконавця з окремими не порівнюємо" in words
    assert "більше за типового" not in words


@pytest.mark.parametrize("body", ["nobody", "<script>", "ua-09-", "%20"])
def test_an_unknown_body_is_a_friendly_404(client: FlaskClient, body: str) -> None:
    assert client.get(f"/vykonavtsi/{body}").status_code == 404
    assert "Такої сторінки немає" in shown(client, f"/vykonavtsi/{body}")


def test_a_body_without_measures_in_the_selection_says_what_to_loosen(client: FlaskClient) -> None:
    words = shown(client, f"/vykonavtsi/{COMMUNICATIONS}?year=2017")
    assert "Заважає фільтр «Рік: 2017». Без нього — 27 заходів." in words


def test_comparison_says_first_for_how_many_plans_results_are_known(client: FlaskClient) -> None:
    assert heading(client, "/porivniannia") == (
        "Результати відомі за одним планом із чотирьох: Луганська область, 2017 — 12 із 15 (80 %)."
    )
    alone = heading(client, "/porivniannia?region=UA-30")
    assert alone == (
        "У вибірці один план без звіту — м. Київ, 2014–2015; порівняти його немає з чим."
    )


def test_a_plan_without_reports_is_never_at_zero(client: FlaskClient) -> None:
    for view in ("", "?group=place"):
        page = content(client, f"/porivniannia{view}")
        rows = [said(row) for row in parts(page, "Tr") if "Київ" in said(row)]
        assert rows
        assert all("звітів немає" in row or "немає даних" in row for row in rows)
        assert not [row for row in rows if re.search(r"\b0 %", row)]


def test_small_bases_are_marked_and_the_table_has_the_same_numbers(client: FlaskClient) -> None:
    page = content(client, "/porivniannia?region=UA-09&year=2017")
    told = [said(cell) for cell in parts(page, "Div", "told")]
    rates = [re.match(r"(\d+) із (\d+) \((\d+ %)\)(.*)", cell) for cell in told]
    shown_rates = [rate.groups() for rate in rates if rate]
    assert shown_rates[0][:3] == ("12", "15", "80 %")
    assert sum(int(base) for _, base, *_ in shown_rates[1:]) == 15
    assert {("мала база" in mark) == (int(base) < 5) for _, base, _, mark in shown_rates} == {True}
    rows = [[said(cell) for cell in row["props"]["children"]] for row in parts(page, "Tr")[1:]]
    table = [(row[5], row[4], row[7], "мала база" in row[8]) for row in rows]
    assert table == [
        (done, base, rate, "мала база" in mark) for done, base, rate, mark in shown_rates
    ]


def test_a_plan_of_two_years_stands_once_in_its_last_year(client: FlaskClient) -> None:
    page = content(client, "/porivniannia?group=place")
    years = [said(head) for head in parts(parts(page, "Div", "years")[0], "Span")]
    assert years == ["2013", "2015", "2017"]
    [graph] = parts(page, "Graph")
    assert sum(len(trace["customdata"]) for trace in graph["props"]["figure"]["data"]) == 4
    assert (
        sum(
            "2014–2015" in note["text"]
            for note in graph["props"]["figure"]["layout"]["annotations"]
        )
        == 1
    )
    names = [said(place) for place in parts(parts(page, "Ul", "places")[0], "Li")]
    assert names == [
        "Луганська область Стратегія ГС",
        "Луганська область ПВУ",
        "м. Київ ПВУ",
        "Чернігівська область ПВУ",
    ]


def test_every_bar_of_the_comparison_opens_its_rows(client: FlaskClient) -> None:
    page = content(client, "/porivniannia")
    bars = [link for side in parts(page, "Div", "side") for link in parts(side, "A")]
    numbered = [link for link in bars if said(link).isdecimal()]
    assert len(numbered) > 20
    for link in numbered[::6]:
        href = link["props"]["href"]
        assert counted(client, href) == int(said(link)), href


def test_comparison_on_a_common_day_leaves_out_plans_not_begun(client: FlaskClient) -> None:
    words = shown(client, "/porivniannia?as_of=2013-06-01")
    assert "Усі плани показано станом на 01.06.2013." in words
    assert "2 плани на цей день ще не діяли" in words
    # the panel of filters offers it all the same
    assert "м. Київ" not in words.split("Довжина смуги")[1]
