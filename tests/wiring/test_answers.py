"""Answers from memory: the same bytes for the same question, never those of another day, version, host or reader."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from time import sleep

import pandas as pd
import pytest
from flask.testing import FlaskClient
from lxml.html import fromstring

from dashboard import create_app
from dashboard.ids import CONTENT
from dashboard.memo import Memo
from dashboard.metrics import history
from data.engine import make_engine
from data.settings import Settings
from data.snapshot import Snapshot
from data.store import store_document
from tests.factories import make_document
from tests.support.monitor import CALLBACK, TODAY, route, router_call, texts

ADDRESS = "/?region=UA-09&year=2017"


def count(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every time that Огляд is worked out."""
    drawn: list[object] = []

    def days(snapshot: Snapshot, rows: pd.DataFrame) -> dict[str, tuple[date, ...]]:
        drawn.append(rows)
        return history.report_days(snapshot, rows)

    monkeypatch.setattr("dashboard.pages.overview.report_days", days)
    return drawn


@pytest.fixture
def client(bundled_url: str) -> FlaskClient:
    return create_app(Settings(database_url=bundled_url, today=TODAY)).server.test_client()


def test_a_page_is_worked_out_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = count(monkeypatch)
    client.get(ADDRESS)
    once = len(drawn)
    first = route(client, ADDRESS)
    again = route(client, ADDRESS)
    document = client.get(ADDRESS)

    assert once > 0
    assert len(drawn) == once, "the call after the document and all that ask again"
    assert again == first
    assert document.headers["Content-Security-Policy"]
    assert document.status_code == 200


def test_a_move_brings_what_its_document_holds(client: FlaskClient) -> None:
    answer = client.post(CALLBACK, json=router_call(ADDRESS))
    assert answer.mimetype == "application/json"
    assert b"</" in answer.data, "markup travels as it is, not letter by letter"
    content = answer.get_json()["response"][CONTENT]["children"]
    document = fromstring(client.get(ADDRESS).text)
    assert json.loads(document.get_element_by_id("page").text)["children"] == content


def test_another_address_or_host_is_another_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = count(monkeypatch)
    client.get(ADDRESS)
    seen = len(drawn)
    client.get(ADDRESS + "&lang=en")
    assert len(drawn) > seen
    seen = len(drawn)
    client.get(ADDRESS, headers={"Host": "monitor.example"})
    assert len(drawn) > seen


def test_packed_answers_go_only_to_those_who_read_them(client: FlaskClient) -> None:
    for _ in range(2):
        for accepted, packed in (("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)):
            answer = client.get(ADDRESS, headers={"Accept-Encoding": accepted})
            assert answer.headers.get("Content-Encoding") == packed
            assert (packed is None) == answer.data.startswith(b"<!DOCTYPE html>")


def test_a_browser_that_has_a_document_is_told_so(bundled_url: str) -> None:
    client = create_app(Settings(database_url=bundled_url, today=TODAY)).server.test_client()
    other = create_app(
        Settings(database_url=bundled_url, today=date(2020, 1, 1))
    ).server.test_client()
    for address in (ADDRESS, "/_dash-layout", "/_dash-dependencies"):
        first = client.get(address)
        assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-cache")
        known = {"If-None-Match": first.headers["ETag"]}
        again = client.get(address, headers=known)
        assert (again.status_code, again.data) == (304, b"")
        assert client.get(address, headers={"If-None-Match": '"another"'}).data == first.data
    # the first answer of another process too, but not that of another day
    assert other.get(ADDRESS, headers=known).status_code == 200
    known = {"If-None-Match": client.get(ADDRESS).headers["ETag"]}
    assert other.get(ADDRESS, headers=known).status_code == 200
    fresh = create_app(Settings(database_url=bundled_url, today=TODAY)).server.test_client()
    assert fresh.get(ADDRESS, headers=known).status_code == 304


def test_what_may_change_without_a_new_version_is_told_anew(client: FlaskClient) -> None:
    assert "ETag" not in client.get("/dzherela").headers
    assert "ETag" not in client.get("/nothing").headers


def test_a_new_day_is_another_page(bundled_url: str) -> None:
    day = [date(2026, 11, 21)]
    app = create_app(Settings(database_url=bundled_url))
    object.__setattr__(app.server.extensions["ogp"], "today", lambda: day[0])
    client = app.server.test_client()
    asked = 'value="2026-11-{}"'
    pages = []
    for number in (21, 22):
        day[0] = date(2026, 11, number)
        pages.append(str(route(client, "/")["content"]))
    assert asked.format(21) in pages[0]
    assert asked.format(22) in pages[1]


def test_a_load_makes_the_kept_answers_old(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'growing.sqlite'}"
    client = create_app(Settings(database_url=url, today=TODAY)).server.test_client()
    for _ in range(2):
        assert "python -m etl load" in client.get("/").text
    store_document(make_engine(url), make_document())
    assert "python -m etl load" not in client.get("/").text


def test_what_failed_is_not_kept(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("dashboard.pages.overview.report_days", _fail)
        document = client.get(ADDRESS)
        told = " ".join(texts(route(client, ADDRESS)["content"]))
    assert document.status_code == 500
    assert 'id="react-entry-point"' in document.text, "the frame of the page tells what failed"
    assert "помилка сервера, а не ваша" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert client.get(ADDRESS).status_code == 200
    assert "помилка сервера" not in " ".join(texts(route(client, ADDRESS)["content"]))


def test_a_stranger_gets_nothing_from_memory(client: FlaskClient) -> None:
    asked = router_call(ADDRESS)
    assert client.post(CALLBACK, json=asked).status_code == 200
    strange = client.post(CALLBACK, json=asked, headers={"Origin": "http://evil.example"})
    assert strange.status_code == 403


def test_a_memo_keeps_what_was_asked_for_last() -> None:
    memo: Memo[bytes] = Memo(10, len)
    memo.keep("a", b"aaaa")
    memo.keep("b", b"bbbb")
    assert memo.find("a") == b"aaaa"
    memo.keep("c", b"cccc")
    assert (memo.find("a"), memo.find("b"), memo.find("c")) == (b"aaaa", None, b"cccc")
    memo.keep("huge", b"h" * 11)
    assert memo.find("huge") is None


def _fail(*_: object) -> None:
    raise ZeroDivisionError("a fault on purpose")


def test_of_those_who_ask_at_once_one_works() -> None:
    memo: Memo[str] = Memo(10)
    begun, made = Barrier(8), []

    def make() -> str:
        made.append(1)
        sleep(0.05)
        return memo.make_once("part", lambda: "b")

    def ask(_: int) -> str:
        begun.wait()
        return memo.make_once("whole", make)

    with ThreadPoolExecutor(8) as readers:
        assert set(readers.map(ask, range(8))) == {"b"}
    assert len(made) == 1


def test_after_a_fault_the_next_in_turn_tries_again() -> None:
    memo: Memo[str] = Memo(10)
    with pytest.raises(ZeroDivisionError):
        memo.make_once("page", lambda: str(1 / 0))
    assert memo.make_once("page", lambda: "a") == "a"
    assert memo.make_once("page", lambda: str(1 / 0)) == "a"
