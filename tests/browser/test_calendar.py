"""The calendar and the first visit in a real browser: a month opens its dates, a phone lists them, hints stay away."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
# a busy machine draws these long pages slowly
SLOW = 30_000

LUHANSK_2013 = "/kalendar?region=UA-09&year=2013&as_of=2013-12-01"


def test_a_column_opens_its_month_and_a_square_its_measure(
    page: Page, monitor_address: str
) -> None:
    page.goto(monitor_address + LUHANSK_2013)
    columns = page.locator(".calendar-density .barlayer .point path")
    expect(columns).to_have_count(7, timeout=SLOW)
    page.wait_for_timeout(300)
    box = columns.last.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(
        re.compile(r"due_from=2013-12-01&due_to=2013-12-31.*date_state=due_soon")
    )
    expect(page.locator(".calendar-density h2")).to_have_text(
        "Грудень 2013: 26 строків", timeout=SLOW
    )
    expect(page.locator(".due-mark")).to_have_count(26, timeout=SLOW)
    page.locator(".due-mark").first.click()
    expect(page).to_have_url(re.compile(r"/zakhid/UA-09-pvu-plan-2013:1\.4"))
    page.go_back()
    expect(page.locator(".due-mark")).to_have_count(26, timeout=SLOW)


def test_squares_stand_at_their_dates_and_the_day_is_one_line(
    page: Page, monitor_address: str
) -> None:
    page.goto(monitor_address + LUHANSK_2013)
    expect(page.locator(".due-mark")).to_have_count(38, timeout=SLOW)
    ends, days = page.evaluate(
        """() => {
            const share = (one) => {
              const track = one.parentElement.getBoundingClientRect();
              return (one.getBoundingClientRect().right - track.left) / track.width;
            };
            return [[...document.querySelectorAll(".due-mark")].map(share),
                    [...document.querySelectorAll(".track .now")].map(share)];
        }"""
    )
    assert ends[0] == pytest.approx(6 / 12, abs=0.005)  # 30.06.2013
    assert max(ends) == pytest.approx(1, abs=0.005)
    assert len(days) == 35
    assert max(days) - min(days) < 0.001


def test_the_key_narrows_by_keyboard_and_lets_go(page: Page, monitor_address: str) -> None:
    page.goto(monitor_address + LUHANSK_2013)
    page.locator(".calendar-key a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".due-mark")).to_have_count(12, timeout=SLOW)
    page.get_by_role("link", name="Усі строки").click()
    expect(page.locator(".due-mark")).to_have_count(38, timeout=SLOW)


@pytest.mark.parametrize(
    "path", ["/kalendar", LUHANSK_2013, "/kalendar?region=UA-30&as_of=2014-06-01"]
)
@pytest.mark.parametrize("width", [360, 768])
def test_nothing_runs_over_a_narrow_screen(
    open_page: Callable[..., Page], monitor_address: str, path: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 740})
    page.goto(monitor_address + path)
    expect(page.locator("h1")).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    expect(page.locator(".lines")).to_be_visible(visible=width > 640)
    expect(page.locator(".calendar-bars")).to_be_visible(visible=width <= 640)


def test_hints_move_nothing_go_away_for_good_and_come_back(
    open_page: Callable[..., Page], monitor_address: str
) -> None:
    page = open_page()
    page.goto(monitor_address + "/")
    # the first screen has given way to the page
    expect(page.locator("#first")).to_have_count(0, timeout=SLOW)
    hints = page.locator("#hints")
    expect(hints).to_be_visible()
    hints.get_by_role("button", name="Зрозуміло").focus()
    page.keyboard.press("Enter")
    expect(hints).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator(".nav-links").get_by_role("link", name="Календар").click()
    expect(page.locator("h1")).to_contain_text("попереду строків немає", timeout=SLOW)
    expect(hints).to_be_hidden()
    page.reload()
    expect(page.locator("h1")).to_be_visible(timeout=SLOW)
    expect(hints).to_be_hidden()
    page.get_by_role("button", name="Підказки").click()
    expect(hints).to_be_visible()
    page.keyboard.press("Escape")
    expect(hints).to_be_hidden()


def test_hints_are_not_printed(page: Page, monitor_address: str) -> None:
    page.goto(monitor_address + "/")
    expect(page.locator("#hints")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#hints")).to_be_hidden()
