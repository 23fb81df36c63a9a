"""The read API: its figures are those of the pages, its answers those of its description, its refusals plain."""

import csv
import io
from datetime import date
from typing import Any

import pytest
import schemathesis
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dashboard import create_app
from dashboard.context import View
from dashboard.filters import Filters
from dashboard.metrics.completion import count_completion
from dashboard.pages import measures
from dashboard.records import METRICS, TABLES
from data.settings import Settings
from tests.support.monitor import TODAY

DESCRIPTION = "/api/v1/openapi.json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    positive_data_acceptance,
    negative_data_rejection,
]
ADDRESSES = [f"/api/v1/{record.name}" for record in TABLES]
ADDRESSES += [f"/api/v1/metrics/{record.name}" for record in METRICS]


@pytest.fixture(scope="module")
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def _data(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["data"])


@pytest.fixture(scope="module")
def described(monitor: Dash) -> Any:
    # the description gives the years 1991-2100 in words: a schema of days has no bounds
    days = st.dates(date(1991, 1, 1), date(2100, 12, 31)).map(date.isoformat)
    schemathesis.openapi.format("date", days)
    return schemathesis.openapi.from_wsgi(DESCRIPTION, monitor.server)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("address", [*ADDRESSES, DESCRIPTION])
def test_any_request_is_answered_as_described(
    address: str, mode: GenerationMode, described: Any
) -> None:
    operation = described[address]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=12,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def exercise(case: Any) -> None:
        # the test client does not unpack what the server packs
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    exercise()


def test_the_description_names_every_field_and_every_parameter(client: FlaskClient) -> None:
    told = client.get(DESCRIPTION).get_json()
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {*ADDRESSES, DESCRIPTION}
    for record in (*TABLES, *METRICS):
        properties = told["components"]["schemas"][record.name]["properties"]
        assert tuple(properties) == record.names
        raw = [name for name, one in properties.items() if one["description"].startswith("fields.")]
        assert raw == []
    used = {
        parameter["$ref"].rpartition("/")[2]
        for path in told["paths"].values()
        for parameter in path["get"]["parameters"]
    }
    assert used == set(told["components"]["parameters"])


def test_completion_of_luhansk_2017_is_what_its_report_says(client: FlaskClient) -> None:
    [total] = _data(client, "metrics/completion?region=UA-09&year=2017&as_of=2018-01-31")
    figures = {name: total[name] for name in ("measures", "base", "completed", "rate", "coverage")}
    assert figures == {"measures": 15, "base": 15, "completed": 12, "rate": 0.8, "coverage": 1.0}
    assert (total["state_partial"], total["state_not_done"], total["overdue"]) == (2, 1, 3)
    assert not total["thin"]


@pytest.mark.parametrize(
    "query",
    ["", "region=UA-09", "year=2013&as_of=2013-12-01", "theme=open-data", "as_of=1991-01-01"],
)
def test_figures_are_those_of_the_pages(query: str, monitor: Dash, client: FlaskClient) -> None:
    services = monitor.server.extensions["ogp"]
    asked = dict(part.split("=") for part in query.split("&") if part)
    view = View(services, measures.PAGE, Filters.from_query(asked), services.snapshots.current())
    figures = count_completion(view.population)
    [total] = _data(client, f"metrics/completion?{query}")
    assert total["rate"] == figures.rate
    assert {name: total[name] for name in ("base", "completed", "left_out", "not_begun")} == {
        "base": figures.base,
        "completed": figures.completed,
        "left_out": figures.left_out,
        "not_begun": figures.not_begun,
    }
    for group in ("plan", "direction", "theme", "region", "programme"):
        parts = _data(client, f"metrics/completion?group={group}&{query}")
        assert sum(part["base"] for part in parts) == figures.base
    bands = _data(client, f"metrics/overdue?{query}")
    late = sum(band["measures"] for band in bands if band["kind"] == "unreported")
    assert late == figures.unreported
    rows = client.get(f"/api/v1/measures?rows=base&{query}").get_json()
    assert rows["total"] == figures.base


def test_the_rows_are_the_same_whatever_the_page(client: FlaskClient) -> None:
    whole = [row["measure_id"] for row in _data(client, "measures?limit=1000")]
    assert len(whole) == len(set(whole)) == 89
    paged: list[str] = []
    address = "/api/v1/measures?limit=40"
    while address:
        answer = client.get(address).get_json()
        paged += [row["measure_id"] for row in answer["data"]]
        address = answer["links"].get("next", "").removeprefix("http://localhost")
    assert paged == whole
    beyond = client.get("/api/v1/measures?limit=40&page=9").get_json()
    assert (beyond["data"], beyond["total"]) == ([], 89)
    assert beyond["links"]["prev"].endswith("limit=40&page=3")


def test_csv_says_what_json_says(client: FlaskClient) -> None:
    query = "measures?region=UA-09&year=2013&limit=1000"
    answer = client.get(f"/api/v1/{query}&format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert not answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    told = _data(client, query)
    assert len(rows) == len(told) == int(answer.headers["X-Total-Count"])
    assert [row["title"] for row in rows] == [one["title"] for one in told]
    assert [row["due_dates"] for row in rows] == [";".join(one["due_dates"]) for one in told]
    assert {row["in_base"] for row in rows} <= {"true", "false"}


def test_an_outcome_not_yet_known_is_not_told(client: FlaskClient) -> None:
    plan = "plan=UA-09-civil-society-report-2017"
    assert _data(client, f"outcomes?{plan}&as_of=2017-12-31") == []
    known = _data(client, f"outcomes?{plan}&as_of=2018-01-31")
    assert len(known) == 15
    assert all(one["rules"] and one["quotation"] in one["result_text"] for one in known)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("regoin=UA-09", "regoin"),
        ("region=UA-9", "region"),
        ("region=", "region"),
        ("as_of=31.01.2018", "as_of"),
        ("as_of=1990-12-31", "as_of"),
        ("year=2013&year=abc", "year"),
        ("year=２０１３", "year"),
        ("limit=1001", "limit"),
        ("limit=0", "limit"),
        ("page=-1", "page"),
        ("due_from=2013-02-30", "due_from"),
        ("rows=all", "rows"),
        ("group=theme", "group"),
        ("lang=xx", "lang"),
        ("lang=uk&lang=en", "lang"),
        ("plan=%00", "plan"),
        ("state=completed%0A", "state"),
        ("&".join(["plan=x"] * 201), "plan"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    query: str, parameter: str, client: FlaskClient
) -> None:
    answer = client.get(f"/api/v1/measures?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    told = answer.get_json()
    assert [fault["parameter"] for fault in told["errors"]] == [parameter]
    assert told["status"] == 400 and told["type"] == "/data#problem-bad-parameter"


def test_refusals_are_in_the_language_of_the_request(client: FlaskClient) -> None:
    ours = client.get("/api/v1/measures?x=1").get_json()
    theirs = client.get("/api/v1/measures?x=1&lang=en").get_json()
    assert (ours["title"], theirs["title"]) == (
        "Параметр не зрозуміло",
        "A parameter makes no sense",
    )


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(method: str, client: FlaskClient) -> None:
    answer = getattr(client, method)("/api/v1/measures")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.mimetype == "application/problem+json"


def test_an_unknown_address_is_told_which_are_known(client: FlaskClient) -> None:
    answer = client.get("/api/v1/measure")
    assert answer.status_code == 404
    assert "/api/v1/measures" in answer.get_json()["detail"]


def test_a_reader_with_the_answer_gets_304_until_the_address_or_the_day_changes(
    monitor: Dash, bundled_url: str
) -> None:
    client = monitor.server.test_client()
    tag = client.get("/api/v1/measures").headers["ETag"]
    same = client.get("/api/v1/measures", headers={"If-None-Match": tag})
    assert (same.status_code, same.data) == (304, b"")
    assert same.headers["ETag"] == tag
    for address in ("/api/v1/measures?lang=en", "/api/v1/plans", "/api/v1/measures?page=2"):
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
    tomorrow = create_app(Settings(database_url=bundled_url, today=date(2026, 11, 22)))
    assert tomorrow.server.test_client().get("/api/v1/measures").headers["ETag"] != tag
    again = create_app(Settings(database_url=bundled_url, today=TODAY)).server.test_client()
    assert again.get("/api/v1/measures").headers["ETag"] == tag


def test_a_script_of_any_site_may_read_but_not_call_the_pages(client: FlaskClient) -> None:
    origin = {"Origin": "https://example.org"}
    answer = client.get("/api/v1/plans", headers=origin)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/plans", headers=origin)
    assert asked.status_code == 200
    assert asked.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert "Access-Control-Allow-Origin" not in client.get("/", headers=origin).headers
    assert client.post("/_dash-update-component", json={}, headers=origin).status_code == 403


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_empty_database_has_no_rows(address: str, empty_monitor: Dash) -> None:
    answer = empty_monitor.server.test_client().get(address)
    assert answer.status_code == 200, answer.text
    rows = answer.get_json()["data"]
    assert all(not row.get("base", 0) and not row["measures"] for row in rows)
    assert answer.get_json()["loaded_at"] is None


def test_a_hostile_text_stays_a_text_in_csv() -> None:
    from dashboard.records.writing import write_table

    told = write_table(["a"], [["=1+1"], ["- оприлюднення"], [("@x", "y")], [-5], [True], [None]])
    assert told.decode().split("\r\n")[1:-1] == [
        "'=1+1",
        "'- оприлюднення",
        "'@x;y",
        "-5",
        "true",
        '""',
    ]
