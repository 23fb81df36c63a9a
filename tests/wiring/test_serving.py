"""What an operator and a balancer see: health, readiness, metrics, request ids, limits, news of a load."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from dash import Dash
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from app import create_server
from dashboard import create_app
from dashboard.log import configure_log
from dashboard.serving.news import NewestVersion
from data.engine import make_engine
from data.errors import StoreError
from data.settings import Settings
from data.store import store_document
from tests.factories import make_document, make_report
from tests.support.monitor import CALLBACK, TODAY, route, walk


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


@pytest.fixture
def growing(tmp_path: Path) -> tuple[str, FlaskClient]:
    """An empty database and the app that serves it."""
    url = f"sqlite:///{tmp_path / 'growing.sqlite'}"
    return url, create_app(Settings(database_url=url, today=TODAY)).server.test_client()


@pytest.fixture
def structured_log() -> Iterator[None]:
    """The log as a collector gets it; afterwards as it was."""
    before = structlog.get_config()
    configure_log("json")
    yield
    structlog.configure(**before)


def test_a_sound_server_is_alive_and_ready(client: FlaskClient) -> None:
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.text) == (200, "ok")
        assert answer.cache_control.no_store


def test_a_server_without_its_database_is_alive_but_not_ready(tmp_path: Path) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'gone.sqlite'}", today=TODAY))
    app.server.extensions["ogp"].engine.dispose()
    for part in tmp_path.glob("gone.sqlite*"):
        part.unlink()
    client = app.server.test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "gone.sqlite" in answer.text
    assert str(tmp_path) not in answer.text
    assert client.get("/version").status_code == 204
    assert "ogp_database_up 0.0" in client.get("/metrics").text


def test_a_server_over_another_schema_is_not_ready(growing: tuple[str, FlaskClient]) -> None:
    url, client = growing
    assert client.get("/readyz").status_code == 200
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "0001" in answer.text


def test_metrics_count_by_rule_and_tell_of_loads(growing: tuple[str, FlaskClient]) -> None:
    url, client = growing
    store_document(make_engine(url), make_document())
    route(client, "/vykonavtsi?region=UA-09")
    client.get("/prostrocheni")
    client.get("/no-such-page")
    client.open("/", method="INVENTED")
    client.get("/zakhid/UA-09-pvu-plan-2013:1.1")
    told = client.get("/metrics").text
    for line in (
        f'ogp_requests_total{{method="POST",route="{CALLBACK} /vykonavtsi",status="200"}} 1.0',
        'ogp_requests_total{method="GET",route="/prostrocheni",status="200"} 1.0',
        'ogp_requests_total{method="GET",route="none",status="404"} 1.0',
        'ogp_requests_total{method="GET",route="/zakhid/<measure_id>",status="200"} 1.0',
        f'ogp_request_seconds_count{{route="{CALLBACK} /vykonavtsi"}} 1.0',
        'ogp_requests_total{method="other",route="none",status="405"} 1.0',
        "ogp_data_version 1.0",
        "ogp_snapshot_build_seconds_count 1.0",
        "ogp_loads 1.0",
        "ogp_database_up 1.0",
    ):
        assert line in told.splitlines()
    assert "UA-09" not in told


def test_an_id_is_taken_when_well_formed_and_made_otherwise(client: FlaskClient) -> None:
    def told(given: str | None) -> str:
        headers = {} if given is None else {"X-Request-ID": given}
        return client.get("/healthz", headers=headers).headers["X-Request-ID"]

    assert told("0f3e6e-4242.a_b") == "0f3e6e-4242.a_b"
    made = told(None)
    assert len(made) == 32
    assert made != told(None)
    for strange in ("short", "with space 123", "<script>alert(1)", "x" * 65, "-leading-dash"):
        assert told(strange) != strange


@pytest.mark.parametrize("refused", [{"Origin": "http://evil.example"}, {}])
def test_a_refusal_carries_an_id_too(client: FlaskClient, refused: dict[str, str]) -> None:
    answer = client.post(CALLBACK, json={}, headers=refused)
    assert answer.status_code in {400, 403}
    assert answer.headers["X-Request-ID"]


def test_a_fault_and_its_request_stand_in_one_line(
    bundled_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.exports.routes.Listing", _fail)
    client = create_app(Settings(database_url=bundled_url, today=TODAY)).server.test_client()
    merge = structlog.contextvars.merge_contextvars
    with capture_logs(processors=[merge]) as lines:
        answer = client.get("/download/measures.csv", headers={"X-Request-ID": "from-nginx-1"})
    [line] = [line for line in lines if line["event"] == "request_failed"]
    assert line["request"] == "from-nginx-1" == answer.headers["X-Request-ID"]
    assert line["fault"] in answer.text


def _fail(*_: object) -> None:
    raise ZeroDivisionError("a fault on purpose")


@pytest.mark.usefixtures("structured_log")
def test_a_structured_log_has_a_line_a_request_and_nothing_of_the_reader(
    bundled_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database_url=bundled_url, today=TODAY, log="json")
    client = create_app(settings).server.test_client()
    configure_log("json")
    client.get("/poshuk?q=Тканко", headers={"X-Request-ID": "a-request-id"})
    [line] = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert line["event"] == "request"
    assert line["request"] == "a-request-id"
    assert (line["route"], line["status"], line["level"]) == ("/poshuk", 200, "info")
    assert line["ms"] > 0
    assert "Тканко" not in str(line)
    assert "127.0.0.1" not in str(line)


def test_every_page_carries_its_data_version(growing: tuple[str, FlaskClient]) -> None:
    url, client = growing
    store_document(make_engine(url), make_document())
    assert _shown(client, "/") == "1"
    assert _shown(client, "/zasidannia") == "1"
    store_document(make_engine(url), make_report())
    assert _shown(client, "/") == "2"


def _shown(client: FlaskClient, address: str) -> str:
    content = route(client, address)["content"]
    [version] = [
        part["props"]["data-version"] for part in walk(content) if "data-version" in part["props"]
    ]
    return str(version)


def test_an_answer_is_of_one_version_though_a_load_comes_between(
    growing: tuple[str, FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, client = growing
    store_document(make_engine(url), make_document())
    services = client.application.extensions["ogp"]
    versions = iter([services.snapshots.current()])
    store_document(make_engine(url), make_report())
    newer = services.snapshots.current()
    # the second asking within one request would get the newer one
    holder = type(services.snapshots)
    monkeypatch.setattr(holder, "current", lambda _: next(versions, newer))
    answer = route(client, "/dzherela")
    assert "2017" not in str(answer["content"])


def test_the_version_is_told_shortly_and_known_to_be_unchanged(
    growing: tuple[str, FlaskClient],
) -> None:
    url, client = growing
    store_document(make_engine(url), make_document())
    answer = client.get("/version")
    assert answer.get_json() == {"version": 1}
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get("/version", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    # no page was drawn, so nothing was read but the number
    assert "ogp_snapshot_build_seconds_count 0.0" in client.get("/metrics").text


def test_the_version_is_read_once_a_second_whoever_asks() -> None:
    moments = iter([0.0, 0.0, 0.5, 0.9, 1.1, 1.1, 1.2])
    reads: list[int] = []

    def read() -> int:
        reads.append(1)
        return len(reads)

    newest = NewestVersion(read, seconds=1, clock=lambda: next(moments))
    assert [newest.current() for _ in range(5)] == [1, 1, 1, 1, 2]
    assert len(reads) == 2


def test_a_database_that_is_away_is_asked_again() -> None:
    answers = iter([StoreError("store_unreachable"), 5])

    def read() -> int:
        answer = next(answers)
        if isinstance(answer, StoreError):
            raise answer
        return answer

    newest = NewestVersion(read, seconds=0)
    assert [newest.current(), newest.current()] == [None, 5]


@pytest.fixture
def limited(bundled_url: str) -> FlaskClient:
    settings = Settings(
        database_url=bundled_url, today=TODAY, limit_files="2/minute", limit_api="3/hour"
    )
    return create_app(settings).server.test_client()


def test_too_many_files_are_refused_in_words(limited: FlaskClient) -> None:
    statuses = [limited.get("/download/conditions.csv").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = limited.get("/download/conditions.csv?lang=en")
    assert refused.text.startswith("Too many requests from your address")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    # pages go on, and another address has its own count
    assert limited.get("/").status_code == 200
    other = limited.get("/download/conditions.csv", environ_base={"REMOTE_ADDR": "10.0.0.7"})
    assert other.status_code == 200


def test_too_many_answers_of_the_api_are_a_problem(limited: FlaskClient) -> None:
    statuses = [limited.get("/api/v1/measures").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = limited.get("/api/v1/openapi.json")
    assert refused.content_type == "application/problem+json"
    assert refused.get_json()["type"].endswith("too-many")
    assert int(refused.headers["Retry-After"]) > 60


def test_an_empty_limit_is_none(bundled_url: str) -> None:
    settings = Settings(database_url=bundled_url, today=TODAY, limit_files="", limit_api="")
    client = create_app(settings).server.test_client()
    assert {client.get("/download/conditions.csv").status_code for _ in range(130)} == {200}


def test_without_redis_each_worker_counts_alone_and_says_so(bundled_url: str) -> None:
    # nobody listens on this port
    settings = Settings(
        database_url=bundled_url,
        today=TODAY,
        redis_url="redis://127.0.0.1:1/0",
        limit_files="2/minute",
    )
    client = create_app(settings).server.test_client()
    with capture_logs() as lines:
        statuses = [client.get("/download/conditions.csv").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    # asked once, then left alone for a while
    assert [line["event"] for line in lines] == ["limiter_alone"]


def test_only_the_proxies_of_the_settings_are_believed(bundled_url: str) -> None:
    forwarded = {"X-Forwarded-For": "10.9.9.9, 10.0.0.7", "X-Forwarded-Proto": "https"}

    def roots(proxies: int) -> tuple[str, list[int]]:
        settings = Settings(
            database_url=bundled_url, today=TODAY, proxies=proxies, limit_files="1/minute"
        )
        client = create_app(settings).server.test_client()
        answer = client.get("/api/v1/measures?limit=1", headers=forwarded)
        spoofed = [{**forwarded, "X-Forwarded-For": f"10.9.9.{n}, 10.0.0.7"} for n in (1, 2)]
        asked = [client.get("/download/conditions.csv", headers=one) for one in spoofed]
        return answer.get_json()["links"]["self"], [one.status_code for one in asked]

    assert roots(0) == ("http://localhost/api/v1/measures?limit=1", [200, 429])
    # the address that our proxy saw counts, whatever the reader wrote before it
    assert roots(1) == ("https://localhost/api/v1/measures?limit=1", [200, 429])


@pytest.mark.parametrize("variable", ["FLASK_DEBUG", "DASH_DEBUG"])
def test_no_variable_turns_debugging_on(
    bundled_url: str, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "1")
    monkeypatch.setenv("OGP_DATABASE_URL", bundled_url)
    monkeypatch.setattr("dashboard.exports.routes.Listing", _fail)
    monkeypatch.setattr("app.configure_log", lambda _: None)
    server = create_server()
    assert not server.debug
    with capture_logs():
        answer = server.test_client().get("/download/measures.csv")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert '"ui":false' in server.test_client().get("/").text
