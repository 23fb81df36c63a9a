"""The app as a server: wiring of callbacks, statuses, headers, malformed calls, two apps in one process."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import brotli
import pytest
from dash import Dash
from flask.testing import FlaskClient
from lxml.html import HtmlElement, document_fromstring
from structlog.testing import capture_logs

from dashboard import create_app, ids
from data.engine import make_engine
from data.errors import ConfigError
from data.settings import Settings
from data.store import store_document
from tests.factories import make_document, make_report
from tests.support.monitor import CALLBACK, TODAY, route, router_call, texts, walk


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def _ports(callback: dict[str, Any]) -> Iterator[Any]:
    for kind in ("inputs", "state"):
        yield from (port["id"] for port in callback[kind])
    for output in callback["output"].strip(".").split("..."):
        if "." in output:
            yield output.rpartition(".")[0]


def test_every_id_of_the_callbacks_stands_in_shell_or_pages(client: FlaskClient) -> None:
    layout = client.get("/_dash-layout").get_json()
    content = route(client, "/")["content"]
    known = {
        part["props"]["id"] for part in walk(layout) if isinstance(part["props"].get("id"), str)
    }
    graphs = [part["props"]["id"] for part in walk(content) if part["type"] == "Graph"]
    known |= {json.dumps({"name": ["ALL"], "type": graph["type"]}) for graph in graphs}
    called = [
        name
        for callback in client.get("/_dash-dependencies").get_json()
        for name in _ports(callback)
    ]
    assert len(called) > 4
    plain = [
        name if not name.startswith("{") else json.dumps(json.loads(name), sort_keys=True)
        for name in called
    ]
    assert [name for name in plain if name not in known] == []


def test_ids_on_a_page_are_unique(client: FlaskClient) -> None:
    page = walk(route(client, "/")["content"])
    found = [
        json.dumps(part["props"]["id"], sort_keys=True) for part in page if "id" in part["props"]
    ]
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/nothing", 404),
        ("/zakhid", 404),
        ("/404", 404),
        ("/%00", 404),
        ("/a/b/c/d", 404),
    ],
)
def test_an_unknown_path_is_a_404_with_a_page(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert b"react-entry-point" in answer.data
    assert b'<html lang="uk"' in answer.data


def test_the_title_stands_in_the_first_byte_on(client: FlaskClient) -> None:
    assert "<title>Огляд · Монітор ПВУ</title>" in client.get("/").text
    assert "<title>Такої сторінки немає · Монітор ПВУ</title>" in client.get("/nothing").text
    assert route(client, "/")["title"] == "Огляд · Монітор ПВУ"
    assert route(client, "/nothing")["title"] == "Такої сторінки немає · Монітор ПВУ"


def first_screen(client: FlaskClient, address: str) -> HtmlElement:
    return document_fromstring(client.get(address).text).get_element_by_id("first")


def test_the_first_screen_comes_with_the_document(client: FlaskClient) -> None:
    first = first_screen(client, "/?region=UA-09&year=2017&as_of=2018-01-31")
    (answer,) = first.xpath(".//h1")
    assert "із 15 заходів" in " ".join(answer.text_content().split())
    assert len(first.find_class("kpi")) == 5
    # what scripts draw, what does not fit and what opens over the page come later
    assert not first.find_class("over")
    assert not first.xpath(".//footer")
    assert len(first.find_class("bones")) == 1


@pytest.mark.parametrize("address", ["/nothing", "/zakhid/nothing"])
def test_the_first_screen_of_an_unknown_address_says_so(client: FlaskClient, address: str) -> None:
    (title,) = first_screen(client, address).xpath(".//h1|.//h2")
    assert "немає" in title.text_content()


def page_beside(client: FlaskClient, address: str) -> dict[str, Any]:
    """The page that stands in a document for Dash, as `route` tells it."""
    told = json.loads(document_fromstring(client.get(address).text).get_element_by_id("page").text)
    return {"content": told["children"], "title": told["data"]["title"]}


@pytest.mark.parametrize("address", ["/?region=UA-09&group=theme", "/dzherela", "/nothing"])
def test_the_page_comes_with_the_document(client: FlaskClient, address: str) -> None:
    assert page_beside(client, address) == route(client, address)


def test_words_of_a_reader_are_words_in_the_document(client: FlaskClient) -> None:
    hostile = "</title></script><!--<script>{%scripts%}"
    address = "/poshuk?" + urlencode({"q": hostile})
    document = client.get(address)
    head, _, told = document.text.partition('<script type="application/json" id="page">')
    assert "<script>{%" not in head
    assert "&lt;/title&gt;&lt;/script&gt;&lt;!--&lt;script&gt;{%scripts%}" in head
    assert "<!--" not in told.partition("</script>")[0]
    assert page_beside(client, address) == route(client, address)
    assert hostile in route(client, address)["title"]


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/assets/tokens.css", "/_dash-layout", "/assets/no"]
)
def test_every_answer_carries_the_guards(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "'sha256-" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_files_are_compressed_by_brotli_and_kept(client: FlaskClient) -> None:
    answer = client.get(
        "/assets/components.css", headers={"Accept-Encoding": "br, gzip"}, buffered=True
    )
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.cache_control.max_age == 3600
    page = client.post(CALLBACK, json=router_call("/"), headers={"Accept-Encoding": "br, gzip"})
    assert page.headers["Content-Encoding"] == "br"
    # escaped letters would be a third more
    assert "Виконання".encode() in brotli.decompress(page.data)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "[]",
        "null",
        "5",
        "\xff",
        '{"output": [], "inputs": [], "outputs": {}}',
        '{"output": "a.", "inputs": [], "outputs": {"id": "a", "property": ""}}',
        '{"output": "..", "inputs": {}, "outputs": 5}',
    ],
)
def test_a_malformed_call_is_a_400(client: FlaskClient, body: str) -> None:
    client.get("/")
    answer = client.post(CALLBACK, data=body.encode("latin-1"), content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"inputs": []},
        {"inputs": "x"},
        {"inputs": [5, 6]},
        {"inputs": [{"id": ids.LOCATION, "property": "pathname", "value": 5}] * 2},
        {"inputs": [{"id": ids.LOCATION, "property": "pathname", "value": None}] * 2},
        {"outputs": None},
        {"outputs": [{"id": 5}]},
        {"state": [{"id": "x", "property": "y"}]},
        {"changedPropIds": 5},
    ],
)
def test_a_call_of_the_wrong_shape_is_a_400(client: FlaskClient, change: dict[str, Any]) -> None:
    client.get("/")
    assert client.post(CALLBACK, json=router_call("/")).status_code == 200
    assert client.post(CALLBACK, json=router_call("/") | change).status_code == 400


def test_a_call_from_another_origin_is_refused(client: FlaskClient) -> None:
    own = client.post(CALLBACK, json=router_call("/"), headers={"Origin": "http://localhost"})
    strange = client.post(
        CALLBACK, json=router_call("/"), headers={"Origin": "http://localhost.evil"}
    )
    assert (own.status_code, strange.status_code) == (200, 403)


def test_a_huge_call_is_refused(client: FlaskClient) -> None:
    answer = client.post(CALLBACK, data=b"[" * 2_000_000, content_type="application/json")
    assert answer.status_code in {400, 413}


def test_two_apps_in_a_process_show_their_own_databases(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / name}.sqlite" for name in ("first", "second")]
    apps = [create_app(Settings(database_url=url, today=TODAY)) for url in urls]
    for url, document in zip(urls, (make_document(), make_report()), strict=True):
        store_document(make_engine(url), document)
    clients = [app.server.test_client() for app in apps]
    shown = [" ".join(texts(route(one, "/")["content"])) for one in (*clients, clients[0])]
    assert "Луганська область, 2013" in shown[0]
    assert "Луганська область, 2017" not in shown[0]
    assert "Луганська область, 2017" in shown[1]
    assert shown[2] == shown[0]


def test_a_page_moves_to_the_new_data_version(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'growing.sqlite'}"
    client = create_app(Settings(database_url=url, today=TODAY)).server.test_client()
    assert "python -m etl load" in texts(route(client, "/")["content"])
    store_document(make_engine(url), make_document())
    assert "1 документ · 2 заходи" in [
        text.replace("\N{NO-BREAK SPACE}", " ") for text in texts(route(client, "/")["content"])
    ]


def test_pages_never_write(tmp_path: Path) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'kept.sqlite'}", today=TODAY))
    engine = app.server.extensions["ogp"].engine
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA query_only").scalar() == 1


def test_a_database_of_no_kind_is_a_setting_that_makes_no_sense() -> None:
    with pytest.raises(ConfigError):
        create_app(Settings(database_url="mysql://localhost/x"))


def test_a_damaged_database_under_a_running_app_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "broken.sqlite"
    app = create_app(Settings(database_url=f"sqlite:///{file}", today=TODAY))
    app.server.extensions["ogp"].engine.dispose()
    for part in tmp_path.glob("broken.sqlite*"):
        part.write_bytes(b"no database at all, only text" * 400)
    answer = route(app.server.test_client(), "/")
    shown = " ".join(texts(answer["content"]))
    assert "Сторінка не відкрилася" in shown
    assert str(tmp_path) not in shown


def test_a_fault_of_the_program_is_a_page_with_a_code(
    bundled_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.pages.overview.report_days", _fail)
    app = create_app(Settings(database_url=bundled_url, today=TODAY))
    answer = route(app.server.test_client(), "/")
    shown = " ".join(texts(answer["content"]))
    assert "помилка сервера, а не ваша" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "on purpose" not in shown


def test_every_code_on_a_page_stands_in_the_log(
    bundled_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dashboard.pages.overview.report_days", _fail)
    failing = create_app(Settings(database_url=bundled_url, today=TODAY))
    broken = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'b.sqlite'}", today=TODAY))
    broken.server.extensions["ogp"].engine.dispose()
    for part in tmp_path.glob("b.sqlite*"):
        part.write_bytes(b"no database at all, only text" * 400)
    for app in (failing, broken):
        with capture_logs() as lines:
            answer = route(app.server.test_client(), "/")
        [code] = [line["fault"] for line in lines if "fault" in line]
        assert code in " ".join(texts(answer["content"]))


def test_a_fault_outside_the_pages_is_told_in_words_with_its_code(
    bundled_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.exports.routes.Listing", _fail)
    server = create_app(Settings(database_url=bundled_url, today=TODAY)).server
    with capture_logs() as lines:
        answer = server.test_client().get("/download/measures.csv")
    [line] = [line for line in lines if line["event"] == "request_failed"]
    assert answer.status_code == 500
    assert answer.mimetype == "text/plain"
    told = answer.get_data(as_text=True)
    assert line["fault"] in told
    assert "Це помилка сервера, а не ваша" in told
    assert "on purpose" not in told
    assert isinstance(line["exc_info"], ZeroDivisionError)


def test_a_missing_file_is_told_in_the_language_of_the_address(client: FlaskClient) -> None:
    answer = client.get("/download/nothing.csv?lang=en")
    assert answer.status_code == 404
    assert answer.get_data(as_text=True).startswith("There is no such file")
    assert "Такого файла немає" in client.get("/download/source/nobody").get_data(as_text=True)


def test_an_unknown_page_names_the_others(client: FlaskClient) -> None:
    shown = texts(route(client, "/nothing?lang=en")["content"])
    assert {"There is no such page", "Overdue", "Calendar", "Sources"} <= set(shown)


def _fail(*_: object) -> None:
    raise ZeroDivisionError("a fault on purpose")


def test_the_first_request_of_a_thread_is_answered(bundled_url: str) -> None:
    """A server's thread has seen no callback: nothing of an earlier answer may be counted on."""
    server = create_app(Settings(database_url=bundled_url, today=TODAY)).server
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(lambda: server.test_client().get("/")).result()
    assert answer.status_code == 200
