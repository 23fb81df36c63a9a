"""Пошук in a real browser: from any page by the keyboard, narrowed, paged, back again, on the phone."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_search_is_reached_and_narrowed_by_the_keyboard(
    page: Page, monitor_address: str
) -> None:
    page.goto(f"{monitor_address}/prostrocheni?region=UA-09")
    # the first page of a process waits for its snapshot
    expect(page.locator("h1")).to_be_visible(timeout=30_000)
    page.keyboard.press("/")
    field = page.locator(".top input[type=search]")
    expect(field).to_be_focused()
    page.keyboard.type("громадська рада")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/poshuk\?region=UA-09&q="))
    expect(page.locator("h1")).to_contain_text("10 заходів у 2 планах")
    expect(page.locator("#heard")).to_contain_text("знайдено 10 заходів")
    expect(page.locator("#main input[type=search]")).to_have_value("громадська рада")
    page.locator(".facets a", has_text="2017").press("Enter")
    expect(page.locator("h1")).to_contain_text("1 захід в 1 плані")
    without = page.get_by_role("link", name="Прибрати фільтр «Регіон»")
    without.first.click()
    # the sentence is the same without the region: only the chip tells that the page has come
    expect(without).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("1 захід в 1 плані")
    page.keyboard.press("/")
    expect(page.locator("#main input[type=search]")).to_be_focused()
    page.keyboard.type("1/10")
    expect(page.locator("#main input[type=search]")).to_have_value("1/10")
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("10 заходів у 2 планах")
    page.locator(".hits a.t").first.click()
    expect(page).to_have_url(re.compile("/zakhid/"))


def test_the_phone_searches_by_its_icon(page: Page, monitor_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{monitor_address}/?lang=en")
    # the first screen has given way to the page
    expect(page.locator("#first")).to_have_count(0)
    page.locator("a.to-search").click()
    field = page.locator("#main input[type=search]")
    expect(field).to_be_focused()
    field.fill("громадьска рада")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("h1")).to_contain_text("23 measures in 4 plans")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".hits > li")).to_have_count(3)
    field = page.locator("#main input[type=search]")
    field.fill("<img src=x onerror=alert(1)>")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("#main img").count() == 0
