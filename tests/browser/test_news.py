"""A load while pages stand open: they say so, and change when the reader asks."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard import create_app
from data.settings import Settings
from tests.support.monitor import ROOT, TODAY

pytestmark = pytest.mark.browser

DOCUMENTS = [
    ROOT / "data" / "documents" / name
    for name in ("luhansk-2013.txt", "chernihiv-2012.txt", "kyiv-2014-2015.md")
]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with one plan."""
    url = f"sqlite:///{tmp_path / 'served.sqlite'}"
    _load(url, DOCUMENTS[0])
    return url


@pytest.fixture
def address(url: str, serve: Callable[..., str]) -> str:
    return serve(create_app(Settings(database_url=url, today=TODAY)).server)


def _later(page: Page, milliseconds: int = 3000) -> None:
    """What the page does after so long, now: its clock is ours, and goes on by itself besides."""
    page.clock.fast_forward(milliseconds)


def _load(url: str, document: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", "load", str(document)],
        cwd=ROOT,
        env={**os.environ, "OGP_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr


def test_a_load_is_announced_and_shown_when_the_reader_asks(
    page: Page, address: str, url: str
) -> None:
    page.goto(f"{address}/dzherela")
    notice = page.locator(".news")
    # the footer comes with the page, after its first screen
    expect(page.locator("footer.foot")).to_contain_text("1 документ")
    before = page.locator("#main").inner_html()
    expect(notice).to_be_hidden()
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(300)
    stood = page.evaluate("window.scrollY")
    _load(url, DOCUMENTS[1])
    loaded = time.monotonic()
    expect(notice).to_be_visible(timeout=5000)
    assert time.monotonic() - loaded < 5
    expect(notice).to_contain_text("Є нові дані")
    assert page.locator("#main").inner_html() == before
    page.get_by_role("button", name="Оновити", exact=True).click()
    expect(page.locator("footer.foot")).to_contain_text("2 документи")
    expect(notice).to_be_hidden()
    assert page.evaluate("window.scrollY") == stood
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_what_is_put_off_comes_back_with_the_next_load_only(
    page: Page, address: str, url: str
) -> None:
    page.clock.install()
    page.goto(f"{address}/vykonavtsi")
    notice = page.locator(".news")
    expect(page.locator("#first")).to_have_count(0)
    _load(url, DOCUMENTS[1])
    _later(page)
    expect(notice).to_be_visible()
    page.get_by_role("button", name="Не зараз").click()
    expect(notice).to_be_hidden()
    with page.expect_response("**/version"):
        _later(page)
    expect(notice).to_be_hidden()
    _load(url, DOCUMENTS[2])
    _later(page)
    expect(notice).to_be_visible()
    # another page comes from the new data by itself
    page.get_by_role("navigation").get_by_role("link", name="Джерела").first.click()
    expect(page.locator("footer.foot")).to_contain_text("3 документи")
    expect(notice).to_be_hidden()


def test_nobody_asks_while_nobody_looks_and_answers_are_short(
    page: Page, address: str, url: str
) -> None:
    page.clock.install()
    page.goto(address)
    expect(page.locator("#first")).to_have_count(0)
    with page.expect_response("**/version") as first:
        _later(page)
    with page.expect_response("**/version") as second:
        _later(page)
    assert first.value.status == 200
    assert len(first.value.body()) < 40
    # over the wire the second was 304, and the browser's own copy answered
    assert second.value.request.all_headers()["if-none-match"] == 'W/"1"'
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(3):
        _later(page, 60_000)
        page.wait_for_timeout(100)
    assert [one for one in asked if one.endswith("/version")] == []
    page.evaluate("delete document.visibilityState")
    with page.expect_response("**/version"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_the_notice_stands_on_a_phone_and_on_the_stage(
    open_page: Callable[..., Page], address: str, url: str
) -> None:
    phone = open_page(viewport={"width": 360, "height": 740})
    stage = open_page()
    for page, path in ((phone, ""), (stage, "/zasidannia")):
        page.clock.install()
        page.goto(f"{address}{path}")
        expect(page.locator("#first")).to_have_count(0)
    _load(url, DOCUMENTS[1])
    for page in (phone, stage):
        _later(page)
        expect(page.locator(".news")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
