"""«Хто це вже робив?» in a real browser: from a theme of the comparison to the words of a report that prove it."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_from_a_theme_to_the_proof_of_who_has_done_it(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/porivniannia")
    page.get_by_role("link", name="Хто це вже робив? : Участь громадськості").click()
    expect(page).to_have_url(re.compile(r"/skhozhi\?theme=participation$"))
    first = page.locator(".like li").first
    expect(first).to_contain_text("Виконано")
    first.locator(".proof a").click()
    expect(page).to_have_url(re.compile(r"/dzherela/UA-09-civil-society-report-2017\?.*at="))
    expect(page.get_by_text("Представники ІГС у звітному періоді").first).to_be_visible()


@pytest.mark.parametrize("path", ["/skhozhi", "/porivniannia?group=year"])
def test_nothing_runs_over_a_narrow_screen(page: Page, monitor_address: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{monitor_address}{path}")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
