"""Огляд in a real browser: numbers and bars lead to their rows, the twin says the same, the picture is saved."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from dashboard import create_app
from data.engine import make_engine
from data.settings import Settings
from etl.linking import load_document
from tests.support import papers
from tests.support.reading import read_document

LUHANSK = "/?region=UA-09&year=2017&as_of=2018-01-31"
BAR = ".barlayer .point path"


@pytest.fixture
def reported_address(tmp_path: Path, serve: Callable[..., str]) -> str:
    """Where a plan of five measures with its half-year and its yearly report is shown."""
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=date(2015, 2, 1)))
    engine = make_engine(url)
    for name, content in (
        (papers.PLAN_NAME, papers.plan_text()),
        (papers.HALF_NAME, papers.half_report_text()),
        (papers.YEAR_NAME, papers.year_report_text()),
    ):
        load_document(engine, read_document(name, content))
    return serve(app.server)


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(BAR).first).to_be_visible()


def test_the_sentence_leads_to_its_rows(page: Page, monitor_address: str) -> None:
    _open(page, monitor_address + LUHANSK)
    links = page.locator("h1 a")
    expect(links).to_have_text(
        [
            re.compile(word)
            for word in ("15.заходів", "виконано.12", "частково.—.2", "не.виконано.1")
        ]
    )
    assert [link.get_attribute("href") for link in links.all()] == [
        "/zakhody?region=UA-09&year=2017&as_of=2018-01-31",
        "/zakhody?region=UA-09&year=2017&state=completed&as_of=2018-01-31",
        "/zakhody?region=UA-09&year=2017&state=partial&as_of=2018-01-31",
        "/zakhody?region=UA-09&year=2017&state=not_done&as_of=2018-01-31",
    ]


def test_a_bar_opens_its_measures(page: Page, monitor_address: str) -> None:
    _open(page, monitor_address + LUHANSK)
    # traces stand in the states' order: six directions with completed ones, two with partial, one with not done
    assert page.locator(BAR).count() == 6 + 2 + 1
    box = page.locator(BAR).last.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    expect(page.locator(".hoverlayer")).to_contain_text("Не виконано: 1")
    page.mouse.click(*middle)
    expect(page).to_have_url(re.compile(r"/zakhody\?.*direction=.*:4&state=not_done"))
    expect(page.locator("main")).to_contain_text("4.2")


def test_the_chart_is_choosable_by_theme_and_its_twin_says_the_same(
    page: Page, monitor_address: str
) -> None:
    _open(page, monitor_address + LUHANSK)
    twin = page.locator("section:has(.bar-rows) details.twin")
    twin.locator("summary").click()
    expect(twin.locator("tbody tr")).to_have_count(6)
    page.get_by_role("link", name="За темами").click()
    expect(page.locator(".seg a[aria-current]")).to_have_text("За темами")
    rows = twin.locator("tbody tr")
    totals = [int(row.locator("td").nth(-2).inner_text()) for row in rows.all()]
    assert sum(totals) == 15
    assert page.locator(".bar-row").count() == rows.count()


def test_the_chart_is_saved_as_a_picture(page: Page, monitor_address: str, tmp_path: Path) -> None:
    _open(page, monitor_address + LUHANSK)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Картинка").first.click()
    download: Download = waiting.value
    assert download.suggested_filename == "completion.png"
    download.save_as(tmp_path / "completion.png")
    assert (tmp_path / "completion.png").read_bytes().startswith(b"\x89PNG")


def test_plotly_is_the_small_local_one_without_a_toolbar(page: Page, monitor_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, monitor_address + LUHANSK)
    scripts = [url for url in asked if "plotly" in url]
    assert [url for url in scripts if "/assets/plotly-basic-" in url]
    assert not [url for url in scripts if "package_data" in url]
    expect(page.locator(".modebar")).to_have_count(0)


def test_a_card_tells_what_it_means(page: Page, monitor_address: str) -> None:
    _open(page, monitor_address + LUHANSK)
    page.get_by_text("Що означає «Виконання»?").locator("xpath=..").click()
    expect(page.get_by_text("Виконані заходи ÷ база.")).to_be_visible()
    page.locator("h1").click(position={"x": 1, "y": 1})
    expect(page.get_by_text("Виконані заходи ÷ база.")).to_be_hidden()


def test_what_needs_attention_leads_to_the_measure(page: Page, monitor_address: str) -> None:
    _open(page, monitor_address + LUHANSK)
    item = page.locator(".rows li").first
    expect(item).to_contain_text(re.compile("31.день після строку 31.12.2017"))
    item.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/zakhid/.*as_of=2018-01-31"))


def test_the_tiles_are_walked_by_keyboard_and_lead_to_their_region(
    page: Page, monitor_address: str
) -> None:
    _open(page, monitor_address + "/")
    tiles = page.locator("a.tile")
    expect(tiles).to_have_count(3)
    tiles.first.focus()
    expect(tiles.first).to_have_attribute("title", re.compile("Чернігівська область: 1 план"))
    page.keyboard.press("Tab")
    expect(tiles.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?region=UA-30$"))
    expect(page.locator("a.tile[aria-current]")).to_have_attribute("title", re.compile("м. Київ"))


def test_nothing_of_the_page_is_wider_than_a_phone(page: Page, monitor_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    for address in ("/", LUHANSK):
        _open(page, monitor_address + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator(".tile .short").first).to_be_visible()
    expect(page.locator(".tile .full").first).to_be_hidden()


def test_a_report_on_the_burn_up_opens_what_was_completed_then(
    page: Page, reported_address: str
) -> None:
    page.goto(reported_address + "/?as_of=2015-01-31")
    dots = page.locator("[id*='burn-up'] .scatterlayer .trace").last.locator(".point")
    expect(dots).to_have_count(2)
    dots.first.scroll_into_view_if_needed()
    box = dots.first.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    expect(page.locator("[id*='burn-up'] .hoverlayer")).to_contain_text(
        re.compile("01.07.2014: виконано 1.захід")
    )
    page.mouse.click(*middle)
    expect(page).to_have_url(re.compile(r"/zakhody\?rows=completed&as_of=2014-07-01"))
    expect(page.locator("h1")).to_contain_text(re.compile("виконано.1.захід.із.2"))
    page.go_back()
    page.get_by_role("link", name="+2").click()
    expect(page.locator("#zakhid-za-zakhodom")).to_be_in_viewport()
