"""A change of filters changes what differs: charts and fields stay where they are, and the last answer counts."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

LUHANSK = "/?region=UA-09"
PARTS = "[...document.querySelectorAll('.js-plotly-plot, main, #main > .wrap')]"
MARKED = f"() => {PARTS}.filter((one) => one.ogpMark).length"
PATHS = "[...document.querySelectorAll('.js-plotly-plot .bars .point path')].map((bar) => bar.getAttribute('d')).join()"


def open_marked(page: Page, address: str) -> None:
    """Opens a page whose chart and frame can be told from others drawn in their place."""
    page.goto(address)
    expect(page.locator(".js-plotly-plot .bars path").first).to_be_visible()
    expect(page.locator("#first")).to_have_count(0)
    page.evaluate(f"() => {PARTS}.forEach((one) => {{ one.ogpMark = 1; }})")
    assert page.evaluate(MARKED) == 3


def hold(page: Page, mark: str) -> list[Route]:
    """Keeps back the answers to what is asked for by a mark in the address."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        if mark in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/_dash-update-component", keep)
    return held


def test_a_chart_stays_and_shows_other_figures(page: Page, monitor_address: str) -> None:
    open_marked(page, monitor_address + LUHANSK)
    before = page.evaluate(PATHS)
    page.get_by_role("link", name="За темами").click()
    expect(page.locator(".seg a[aria-current]").first).to_have_text("За темами")
    expect(page).to_have_url(re.compile("group=theme"))
    assert page.evaluate(MARKED) == 3
    page.wait_for_function(f"(before) => {PATHS} !== before", arg=before)
    # the numbers over the bars, the words beside them and the table under them are of the same answer
    expect(page.locator(".bar-rows .lab").first).to_have_text(
        page.locator(".twin tbody th").first.text_content() or "", use_inner_text=False
    )


def test_another_page_comes_with_its_title(page: Page, monitor_address: str) -> None:
    open_marked(page, monitor_address + LUHANSK)
    page.get_by_role("link", name="Прострочені", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("прострочено")
    expect(page).to_have_title("Прострочені · Монітор ПВУ")
    page.go_back()
    expect(page).to_have_title("Огляд · Монітор ПВУ")
    expect(page.locator(".js-plotly-plot .bars path").first).to_be_visible()


def test_of_two_changes_the_last_counts(page: Page, monitor_address: str) -> None:
    open_marked(page, monitor_address + "/")
    held = hold(page, "UA-74")
    page.evaluate("window.dash_clientside.ogp.go('/?region=UA-74')")
    page.wait_for_timeout(100)
    page.evaluate("window.dash_clientside.ogp.go('/?region=UA-09')")
    expect(page.locator("h1")).to_contain_text(re.compile(r"1\sплан із\s2:"))
    said = page.locator("h1").inner_text()
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(400)
    assert page.locator("h1").inner_text() == said
    assert page.locator(".chip").first.inner_text().startswith("Регіон")


def test_what_was_not_sent_is_forgotten(page: Page, monitor_address: str) -> None:
    page.goto(
        f"{monitor_address}/prostrocheni?region=UA-09&year=2013&as_of=2013-12-01&rows=unreported"
    )
    expect(page.locator("#first")).to_have_count(0)
    page.locator(".add-filter > summary").click()
    box = page.locator(".add-filter input[name=year]").first
    was = box.is_checked()
    box.set_checked(not was)
    page.keyboard.press("Escape")
    page.locator("th.c-number a.sort").click()
    expect(page.locator("th.c-number")).to_have_attribute("aria-sort", "ascending")
    assert box.is_checked() == was


def test_the_same_mark_may_be_pressed_again(page: Page, monitor_address: str) -> None:
    open_marked(page, f"{monitor_address}/kalendar?region=UA-09&year=2013&as_of=2013-12-01")
    hold(page, "due_from")
    for _ in range(2):
        box = page.locator(".js-plotly-plot .bars .point path").last.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page).to_have_url(re.compile("due_from=2013"))
        page.go_back()
        expect(page).not_to_have_url(re.compile("due_from"))
    assert page.evaluate(MARKED) == 3
