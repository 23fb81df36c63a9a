"""From a figure to the printed line and back, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.monitor import ROOT

pytestmark = pytest.mark.browser

REPORT = "UA-09-civil-society-report-2017"
PHONE = {"width": 360, "height": 740}


def test_a_link_to_a_place_shows_the_printed_row(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/zakhid/{REPORT}:4.5?as_of=2018-01-31")
    expect(page.locator(".verdict mark.neg").first).to_be_visible()
    page.locator(".verdict .source a", has_text="рядки 70–74").click()
    expect(page.locator("tr.here")).to_contain_text("Видання не здійснювалося")
    expect(page.locator("tr.here")).to_be_in_viewport()
    page.locator("tr.here td.fate a").click()
    expect(page.locator("h1")).to_contain_text("Довідника громадського активіста")
    expect(page.locator("h1")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0


def test_a_sent_link_opens_at_its_place(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/dzherela/{REPORT}?at=L73#L73")
    expect(page.locator("tr.here")).to_be_visible()
    expect(page.locator("tr.here")).to_be_in_viewport()


def test_the_original_file_can_be_taken(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/dzherela/{REPORT}")
    with page.expect_download() as taken:
        page.locator(".about-document a[href^='/download/source']").first.click()
    assert taken.value.suggested_filename == "luhansk-2017-report.txt"
    original = ROOT / "data" / "documents" / "luhansk-2017-report.txt"
    assert Path(taken.value.path()).read_bytes() == original.read_bytes()


def test_a_dot_of_the_timeline_opens_its_line(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/pro-initsiatyvu")
    dots = page.locator(".chart .scatterlayer .trace").last.locator(".point")
    expect(dots).to_have_count(5)
    box = dots.nth(4).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("tr.here")).to_contain_text("П’ятий план дій")


@pytest.mark.parametrize(
    "path",
    [
        f"/zakhid/{REPORT}:5.2",
        "/zakhid/UA-74-pvu-plan-2012-2013:10",
        "/dzherela",
        "/dzherela/UA-30-pvu-plan-2014-2015",
        "/pro-initsiatyvu",
    ],
)
def test_nothing_overflows_a_phone(
    open_page: Callable[..., Page], monitor_address: str, path: str
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{monitor_address}{path}")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_phone_has_the_plans_as_a_list(
    open_page: Callable[..., Page], monitor_address: str
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{monitor_address}/pro-initsiatyvu")
    expect(page.locator(".timeline-list li")).to_have_count(9)
    expect(page.locator(".timeline-list")).to_be_visible()
    expect(page.locator(".chart")).to_be_hidden()
