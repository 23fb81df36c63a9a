"""Bodies and comparison in a real browser: from a number to its rows, from a bar to its rows, nothing runs over."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.lists import ROW

pytestmark = pytest.mark.browser

BODY = "ua-09-upravlinnia-komunikatsii-z-hromadskistiu-oblderzhadministratsii"
PAGES = (
    "/vykonavtsi",
    "/vykonavtsi?region=UA-30",
    f"/vykonavtsi/{BODY}?as_of=2013-12-01",
    "/ne-zvituvaly",
    "/porivniannia",
    "/porivniannia?group=place",
)


def test_a_body_opens_from_its_name_and_a_quarter_from_its_cell(
    page: Page, monitor_address: str
) -> None:
    page.goto(f"{monitor_address}/vykonavtsi?region=UA-09&year=2013&as_of=2013-12-01")
    page.locator("table.load tbody th a").first.click()
    expect(page.locator("h1")).to_contain_text("Управління комунікацій")
    page.go_back()
    page.locator("table.load td.due-4 a").first.click()
    expect(page).to_have_url(re.compile(r"/zakhody\?.*due_from=2013-10-01&due_to=2013-12-31"))
    expect(page.locator(ROW).first).to_be_visible()


def test_from_the_silent_to_a_letter_in_the_clipboard(page: Page, monitor_address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=monitor_address)
    page.goto(f"{monitor_address}/vykonavtsi?region=UA-09&year=2013&as_of=2013-12-01")
    page.get_by_role("link", name="Хто не відзвітував").click()
    page.get_by_role("link", name="Текст готовий — Управління комунікацій").click()
    page.get_by_role("button", name="Копіювати текст").click()
    expect(page.locator("#live")).to_have_text("Текст скопійовано")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Доброго дня!")
    assert "– 2.8. Забезпечення регулярного" in text
    with page.expect_download() as taken:
        page.get_by_role("link", name="Файл .ics").click()
    assert taken.value.suggested_filename.endswith(".ics")


def test_a_column_of_a_body_opens_its_rows(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/vykonavtsi/{BODY}?as_of=2013-12-01")
    column = page.locator(".chart .barlayer .point path").first
    box = column.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/zakhody\?.*state="))
    expect(page.locator(ROW).first).to_be_visible()


def test_a_cell_of_the_matrix_opens_its_rows(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/porivniannia?group=place")
    cells = page.locator(".matrix .barlayer .point path")
    expect(cells).to_have_count(4)
    box = cells.last.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.click(box["x"] + 8, box["y"] + 8)
    expect(page).to_have_url(re.compile(r"/zakhody\?.*plan="))
    expect(page.locator(ROW).first).to_be_visible()


def test_the_choice_of_a_common_day_stays_in_the_address(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/porivniannia")
    page.get_by_role("link", name="На спільну дату").click()
    expect(page.get_by_role("link", name="На спільну дату: 21.11.2026")).to_be_visible()
    assert "as_of=2026-11-21" in page.url


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_over_a_narrow_screen(page: Page, monitor_address: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{monitor_address}{path}")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
