"""The watch itself: if it slept, every browser test would pass."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.support.browser import Watch

pytestmark = pytest.mark.browser

PAGES = {
    "quiet": "<p>тихо</p><script>console.log('хід роботи')</script>",
    "error": "<script>console.error('біда')</script>",
    "warning": "<script>console.warn('обережно')</script>",
    "throw": "<script>throw Error('біда')</script>",
    "foreign": "<img src='https://example.org/picture.png'>",
    "missing": "<script src='/absent.js'></script>",
    "broken": "<script>fetch('/broken-data')</script>",
}


@pytest.fixture
def address(serve: Callable[..., str]) -> str:
    """A server whose pages each do one wrong thing."""
    server = Flask(__name__)
    icon = "<link rel=icon href='data:,'>"
    server.add_url_rule("/<name>", "page", lambda name: icon + PAGES[name])
    server.add_url_rule("/absent.js", "absent", lambda: ("", 404))
    server.add_url_rule("/broken-data", "data", lambda: ("", 500))
    return serve(server)


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("error", "console error: біда"),
        ("warning", "console warning: обережно"),
        ("throw", "page error: біда"),
        ("foreign", "request to another host: https://example.org/picture.png"),
        ("missing", "console error: .*404"),
        ("broken", "answer 500"),
    ],
)
def test_a_fault_is_noticed(page: Page, watch: Watch, address: str, name: str, fault: str) -> None:
    visit(page, f"{address}/{name}")

    assert [line for line in watch.unexpected() if re.search(fault, line)]
    watch.expect(".")


def test_a_quiet_page_passes(page: Page, watch: Watch, address: str) -> None:
    visit(page, f"{address}/quiet")

    assert watch.faults == []


def test_an_announced_fault_passes_and_others_do_not(
    page: Page, watch: Watch, address: str
) -> None:
    watch.expect("console error: біда")
    visit(page, f"{address}/error")
    assert watch.unexpected() == []

    visit(page, f"{address}/warning")
    assert len(watch.unexpected()) == 1
    watch.expect("обережно")


def test_a_second_reader_is_watched_too(
    open_page: Callable[..., Page], watch: Watch, address: str
) -> None:
    open_page()
    visit(open_page(viewport={"width": 360, "height": 740}), f"{address}/error")

    assert len(watch.unexpected()) == 1
    watch.expect("біда")
