"""Every page for those who hear it, walk it by keyboard, enlarge it or set colours of their own.

What the page «Доступність» claims is checked here, page by page in one browser; a new page comes in by itself.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dash import Dash
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from dashboard.pages import PAGES
from dashboard.pages.access import AXE_VERSION
from tests.support.access import (
    AXE,
    COLOURS,
    find_barriers,
    find_cut,
    find_lost_focus,
    find_unsigned,
    set_size,
    space_out,
    visit,
)
from tests.support.browser import Watch
from tests.support.monitor import path_of

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
PARTS = 4
LATE = "/prostrocheni?region=UA-09&year=2013&as_of=2013-12-01"
# nothing fits, nothing found, nothing late
EMPTY = (
    "/?region=UA-74&year=2017",
    "/prostrocheni?region=UA-74&year=2017",
    "/prostrocheni?region=UA-09&year=2017&as_of=2017-02-01",
    "/zasidannia?region=UA-74&year=2017",
    "/poshuk?q=%D1%8A%D1%8A%D1%8A",
)


@pytest.fixture
def still(open_page: Callable[..., Tab]) -> Tab:
    """The page of a reader whose system asks for no motion: nothing fades while it is looked at."""
    return open_page(reduced_motion="reduce")


def _barriers(page: Tab, address: str, place: int) -> Iterator[str]:
    """What axe finds on a page, in English at one width and in Ukrainian at the other, in both themes.

    The place among other pages decides which: so each page is looked at in both languages and at both widths, and
    what pages share in every pair of the two. Of the second theme only colours differ. What does not fit is told too.
    """
    english = f"{address}{'&' if '?' in address else '?'}lang=en"
    for width, spoken in zip(WIDTHS[:: 1 if place % 2 else -1], (english, address), strict=True):
        page.emulate_media(color_scheme="light")
        set_size(page, width)
        visit(page, spoken)
        page.evaluate(
            "document.querySelectorAll('details.twin').forEach((twin) => { twin.open = true })"
        )
        yield from (f"{spoken} at {width}: {one}" for one in find_cut(page))
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
            for fault in find_barriers(page, *(COLOURS if theme == "dark" else ())):
                yield f"{spoken} at {width}, {theme}: {fault}"


def _lost(page: Tab, address: str) -> Iterator[str]:
    """What of the page that is open is lost to those who walk it by keyboard, see no colours or enlarge it.

    1280 × 1024 at 200 % and at 400 % (WCAG 1.4.4, 1.4.10), there with wider letters and lines too (1.4.12); a ring
    around whatever has the focus, never behind the bar that stays (2.4.7, 2.4.11).
    """
    set_size(page, WIDTHS[0])
    yield from (f"{address}, by colour alone: {one}" for one in find_unsigned(page))
    yield from (f"{address}, by keyboard: {one}" for one in find_lost_focus(page))
    for width, height in ((640, 512), (320, 256)):
        set_size(page, width, height)
        yield from (f"{address} at {width}: {one}" for one in find_cut(page))
    space_out(page)
    yield from (f"{address}, spaced out: {one}" for one in find_cut(page))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_stands_in_the_way(
    part: int, still: Tab, monitor: Dash, monitor_address: str
) -> None:
    """In parts, so that workers share them."""
    faults: list[str] = []
    for place, page in enumerate(PAGES[part::PARTS]):
        address = monitor_address + path_of(page, monitor)
        faults += [*_barriers(still, address, place), *_lost(still, address)]
    assert faults == []


def test_nothing_stands_in_the_way_where_nothing_is(
    still: Tab,
    monitor_address: str,
    empty_monitor: Dash,
    serve: Callable[..., str],
    watch: Watch,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An empty selection, an empty database, an unknown address, a fault of the program."""
    watch.expect("status of 404|status of 500|answer 500")
    empty = serve(empty_monitor.server)
    addresses = [f"{monitor_address}{path}" for path in (*EMPTY, "/nothing")]
    addresses += [f"{empty}{path}" for path in ("/", "/pro-initsiatyvu")]
    faults = [
        fault
        for place, address in enumerate(addresses)
        for fault in _barriers(still, address, place)
    ]

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a fault on purpose")

    monkeypatch.setattr("dashboard.pages.overview.report_days", fail)
    faults += _barriers(still, f"{monitor_address}/", len(addresses))
    expect(still.locator("h1")).to_have_text("Сторінка не відкрилася")
    assert faults == []


def test_nothing_stands_in_the_way_of_what_opens(still: Tab, monitor_address: str) -> None:
    """Menus, the panel of filters, meanings of figures, the filter of a column: each open alone."""
    visit(still, monitor_address + LATE)
    faults = []
    for width in WIDTHS:
        set_size(still, width)
        opened = still.locator("details.drop > summary, details.help > summary")
        for summary in [one for one in opened.all() if one.is_visible()]:
            summary.press("Enter")
            # what it half covers is hit after it is closed
            faults += [one for one in find_barriers(still) if "partially obscured" not in one]
            summary.press("Enter")
    assert faults == []


def test_the_statement_names_the_version_that_looks() -> None:
    assert f"axe v{AXE_VERSION}\n" in AXE.read_text(encoding="utf-8")[:80]
    assert AXE_VERSION in (Path(AXE).parent / "README.md").read_text(encoding="utf-8")


def test_axe_sees_what_is_wrong(still: Tab, monitor_address: str) -> None:
    """If it slept, every test above would pass."""
    visit(still, monitor_address + LATE)
    assert find_barriers(still) == []
    still.evaluate("document.querySelector('h1 a').style.color = '#ccd'")
    still.evaluate("document.querySelector('.logo img').removeAttribute('alt')")
    found = {fault.split(" ")[0] for fault in find_barriers(still)}
    assert found == {"color-contrast", "image-alt"}


def test_what_is_cut_is_found(page: Tab, monitor_address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    visit(page, f"{monitor_address}/dostupnist")
    assert find_cut(page) == []
    page.evaluate("document.querySelector('.sub').style.whiteSpace = 'nowrap'")
    page.evaluate(
        "Object.assign(document.querySelector('.told').style, {height: '40px', overflow: 'hidden'})"
    )
    assert len(find_cut(page)) == 2


def test_a_lost_focus_is_found(page: Tab, monitor_address: str) -> None:
    visit(page, f"{monitor_address}/dostupnist")
    assert find_lost_focus(page) == []
    page.evaluate("document.querySelector('.skip').style.outline = 'none'")
    assert len(find_lost_focus(page)) == 1


def test_a_change_is_told(page: Tab, monitor_address: str) -> None:
    heard = page.locator("#heard")
    visit(page, monitor_address + LATE)
    expect(heard).to_have_text("Строк минув, звіту немає. Показано 9 заходів.")
    page.locator(".seg a", has_text="Спливає").click()
    expect(heard).to_have_text(re.compile(r"Показано 26 заходів\.$"))
    visit(page, f"{monitor_address}/?region=UA-09&year=2017&as_of=2018-01-31")
    page.get_by_role("link", name="Прибрати фільтр «Рік»").first.click()
    expect(heard).to_contain_text("звіти є про 1 план із 2")
    expect(heard).to_have_attribute("role", "status")


def test_nothing_moves_for_those_who_ask(still: Tab, monitor_address: str) -> None:
    visit(still, monitor_address + "/")
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
        const { transitionDuration, animationName } = getComputedStyle(one);
        return animationName !== "none" || transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
    }).map((one) => one.className)"""
    assert still.evaluate(moving) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_signs_stay_in_colours_of_the_reader(
    theme: str, open_page: Callable[..., Tab], monitor_address: str
) -> None:
    page = open_page(forced_colors="active", color_scheme=theme)
    visit(page, f"{monitor_address}/pro-initsiatyvu")
    seen = """() => [...document.querySelectorAll(".states .sw")].map((sign) => {
        const own = getComputedStyle(sign), ink = getComputedStyle(sign.querySelector(".i"));
        const canvas = getComputedStyle(document.body).backgroundColor;
        return [
            own.borderTopStyle !== "none" && own.borderTopColor !== canvas,
            ink.backgroundColor !== own.backgroundColor,
        ];
    })"""
    signs = page.evaluate(seen)
    assert len(signs) >= 10
    assert all(edge and ink for edge, ink in signs)
    current = page.locator(".nav-links a[aria-current]")
    other = page.locator(".nav-links a:not([aria-current])").first
    edge = "one => getComputedStyle(one).borderBottomColor"
    assert current.evaluate(edge) != other.evaluate(edge)
