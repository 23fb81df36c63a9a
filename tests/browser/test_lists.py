"""Tables of measures in a real browser: order and filters live in the address, files and paper follow the screen."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from dash import Dash
from playwright.sync_api import Locator, Page, expect

from tests.support.lists import NUMBERS, ROW

pytestmark = pytest.mark.browser

LUHANSK_2013 = "region=UA-09&year=2013&as_of=2013-12-01"
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 800}
# the height of the bar of filters once the head of the list stands right below it; 0 if it never does
HEAD_BELOW_BAR = """() => new Promise((done) => {
  const box = (part) => document.querySelector(part).getBoundingClientRect();
  const until = performance.now() + 5000;
  const look = () => {
    window.scrollTo(0, 400);
    const bar = box(".filters"), head = box(".measure-rows thead th");
    if (bar.top === 0 && Math.abs(head.top - bar.bottom) <= 1) done(bar.height);
    else if (performance.now() > until) done(0);
    else requestAnimationFrame(look);
  };
  look();
})"""
IS_CARD = "row => getComputedStyle(row).display === 'grid'"


def open_list(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(ROW).first).to_be_visible()


def shown_numbers(page: Page) -> list[str]:
    """The numbers of the measures in the table, from above."""
    found: list[str] = page.evaluate(NUMBERS)
    return found


def sort_by(page: Page, column: str) -> None:
    page.locator(f".measure-rows th.c-{column} a.sort").click()


def open_filter(page: Page, column: str) -> Locator:
    """The form of a column's filter, opened."""
    head = page.locator(f".measure-rows th.c-{column}")
    head.locator("summary").click()
    return head.locator(".pop")


def taken_numbers(page: Page) -> list[str]:
    """The numbers in the CSV that the page gives now."""
    with page.expect_download() as taken:
        page.locator(".toolbar a[data-file]", has_text="CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return [row["№"].removeprefix("№ ") for row in rows]


def test_order_and_filters_stand_in_the_address(page: Page, monitor_address: str) -> None:
    open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    assert shown_numbers(page)[0] == "2.8"
    sort_by(page, "number")
    page.wait_for_url("**sort=number")
    first = ["1.1", "1.2", "1.3", "1.8", "2.4", "2.8", "2.9", "3.4", "4.1"]
    expect(page.locator("th.c-number")).to_have_attribute("aria-sort", "ascending")
    assert shown_numbers(page) == first
    form = open_filter(page, "title")
    form.locator("input").fill("СТВОРЕННЯ")
    form.get_by_role("button", name="Показати").click()
    expect(page.locator(".list-foot")).to_contain_text("Показано 3 із 9")
    assert shown_numbers(page) == taken_numbers(page) == ["1.1", "1.2", "1.8"]
    page.reload()
    expect(page.locator(".list-foot")).to_contain_text("Показано 3 із 9")
    assert shown_numbers(page) == ["1.1", "1.2", "1.8"]
    page.get_by_role("link", name="Зняти фільтри таблиці").click()
    expect(page.locator(".list-foot")).to_contain_text("Показано 9 із 9")
    assert "f_title" not in page.url
    assert "sort=number" in page.url
    page.go_back()
    expect(page.locator(".list-foot")).to_contain_text("Показано 3 із 9")


def test_a_range_may_have_one_end(page: Page, monitor_address: str) -> None:
    open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    form = open_filter(page, "days")
    form.get_by_label("від").fill("154")
    form.get_by_role("button", name="Показати").click()
    page.wait_for_url("**f_days=154..")
    expect(page.locator(".list-foot")).to_contain_text("Показано 6 із 9")
    form = open_filter(page, "days")
    expect(form.get_by_label("від")).to_have_value("154")
    form.get_by_label("до").fill("154")
    form.get_by_label("до").press("Enter")
    page.wait_for_url("**f_days=154..154")
    expect(page.locator(".list-foot")).not_to_contain_text("Показано 6")
    open_filter(page, "days").get_by_role("link", name="Зняти").click()
    expect(page.locator(".list-foot")).to_contain_text("Показано 9 із 9")


ARRANGED = (
    "sort=-title",
    "sort=title",
    "sort=bodies&sort=-number",
    "sort=-due",
    "sort=state&sort=-plan",
    "f_days=91..365",
    "f_days=154..154",
    "f_days=..62",
    "f_due=2013-06-30..2013-09-30",
    "f_due=2013-07-01..",
    "f_due=..2013-06-29",
    "f_bodies=%D0%B7%D0%B0%20%D0%B7%D0%B3%D0%BE%D0%B4%D0%BE%D1%8E",
    "f_number=1.1&sort=-number",
    "f_state=%D0%B7%D0%92%D0%86%D0%A2%D0%A3",
    "sort=nonsense&f_days=abc&f_due=2013-02-31..&f_what=x",
)


def test_a_file_holds_what_the_table_shows(page: Page, monitor_address: str) -> None:
    for query in ARRANGED:
        open_list(page, f"{monitor_address}/zakhody?{LUHANSK_2013}&rows=unreported&{query}")
        shown = shown_numbers(page)
        assert shown, query
        assert taken_numbers(page) == shown, query


def test_a_band_opens_its_rows(page: Page, monitor_address: str) -> None:
    open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    band = page.locator("a.band", has_text="91–365")
    count = int(band.locator(".n").inner_text())
    band.click()
    expect(page.locator(".list-foot")).to_contain_text(f"Показано {count} із 9")
    assert len(shown_numbers(page)) == count == 6


def test_another_list_begins_in_its_own_order(page: Page, monitor_address: str) -> None:
    open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}&f_days=91..365&sort=number")
    page.locator(".seg a", has_text="Спливає").click()
    expect(page.locator(".list-foot")).to_contain_text("Показано 26 із 26")
    assert "f_days" not in page.url
    assert "sort" not in page.url


def test_the_head_stays_below_the_bar_however_many_lines_it_takes(
    open_page: Callable[..., Page], monitor_address: str
) -> None:
    page = open_page(viewport={"width": 1000, "height": 600})
    filters = f"{LUHANSK_2013}&due_from=2012-01-01&due_to=2014-12-31&rows=base&f_title=%D0%B0"
    for query, is_tall in (("region=UA-09", False), (filters, True)):
        open_list(page, f"{monitor_address}/zakhody?{query}")
        height = page.evaluate(HEAD_BELOW_BAR)
        assert height and (height > 80) is is_tall


def test_a_phone_shows_cards(open_page: Callable[..., Page], monitor_address: str) -> None:
    page = open_page(viewport=PHONE)
    for query in ("", "&group=body", "&rows=due_soon&group=direction"):
        open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}{query}")
        assert page.locator(ROW).first.evaluate(IS_CARD)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    expect(page.locator(".measure-rows thead")).to_be_hidden()
    page.locator(".order select").select_option("-number")
    page.wait_for_url("**sort=-number**")
    expect(page.locator(f"{ROW} td.c-number").first).to_have_text("4.1")
    expect(page.locator(".order select")).to_have_value("-number")


def test_a_card_table_becomes_wide_again(page: Page, monitor_address: str) -> None:
    open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    shapes = []
    for size in (WIDE, PHONE, WIDE):
        page.set_viewport_size(size)
        shapes.append(page.locator(ROW).first.evaluate(IS_CARD))
    assert shapes == [False, True, False]
    expect(page.locator("th.c-title")).to_be_visible()


def printed(page: Page) -> list[list[str]]:
    """The rows that would be put on paper now."""
    page.emulate_media(media="print")
    script = """() => [...document.querySelectorAll(".measure-rows tbody tr")]
        .map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"""
    rows: list[list[str]] = page.evaluate(script)
    return rows


def test_paper_has_the_rows_on_screen(page: Page, monitor_address: str) -> None:
    open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}&sort=number&f_days=154..304")
    numbers = shown_numbers(page)
    rows = printed(page)
    assert [row[0] for row in rows] == numbers == ["1.1", "1.2", "1.3", "1.8", "2.8", "3.4"]
    assert rows[4][4] == "304 дні"
    assert page.locator(ROW).first.evaluate("row => getComputedStyle(row).display") == "table-row"
    expect(page.locator(".col-filter").first).to_be_hidden()
    expect(page.locator(".print-head")).to_contain_text("Станом на 01.12.2013")
    expect(page.locator(".print-title").first).to_have_text("Строк минув, звіту немає")
    expect(page.locator(".measures")).to_contain_text("Фільтр таблиці: Минуло — 154..304")


def test_paper_keeps_groups(page: Page, monitor_address: str) -> None:
    open_list(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}&group=body")
    rows = printed(page)
    heads = [row[0] for row in rows if len(row) == 1]
    first = " ".join(heads[0].split())
    assert first.startswith("Управління комунікацій з громадськістю облдержадміністрації 8 заходів")
    assert len(heads) == 9


@pytest.fixture
def long_address(long_monitor: Dash, serve: Callable[..., str]) -> str:
    """The address of a dashboard whose lists take several pages."""
    return serve(long_monitor.server)


def test_a_long_list_is_arranged_by_the_server(page: Page, long_address: str) -> None:
    pager = page.locator(".pager")
    open_list(page, f"{long_address}/zakhody?as_of=2020-03-01")
    expect(pager).to_contain_text("Показано рядки 1–100 із 270")
    # all rows of the page stand in it: they are found, read out and printed
    expect(page.locator(ROW)).to_have_count(100)
    page.locator(".pager a", has_text="У кінець").click()
    expect(pager).to_contain_text("Показано рядки 201–270 із 270")
    assert "page=3" in page.url
    expect(page.locator(".measure-rows")).to_be_in_viewport()
    sort_by(page, "title")
    expect(pager).to_contain_text("Показано рядки 1–100 із 270")
    assert page.url.endswith("as_of=2020-03-01&sort=title")
    assert shown_numbers(page) == taken_numbers(page)[:100]
    form = open_filter(page, "title")
    form.locator("input").fill("їдальня")
    form.locator("input").press("Enter")
    foot = page.locator(".list-foot")
    expect(foot).to_contain_text("Показано рядки 1–90 із 90, відібраних із 270")
    assert shown_numbers(page) == taken_numbers(page)
    page.reload()
    expect(foot).to_contain_text("Показано рядки 1–90 із 90, відібраних із 270")
    page.get_by_role("link", name="Зняти фільтри таблиці").click()
    expect(pager).to_contain_text("Показано рядки 1–100 із 270")


def test_back_arranges_a_long_list_again(page: Page, long_address: str) -> None:
    foot = page.locator(".pager")
    open_list(page, f"{long_address}/zakhody?as_of=2020-03-01&sort=-number")
    expect(foot).to_contain_text("1–100")
    first = shown_numbers(page)
    page.locator(".pager a", has_text="Наступні").click()
    expect(foot).to_contain_text("101–200")
    assert shown_numbers(page) != first
    page.go_back()
    expect(foot).to_contain_text("1–100")
    assert shown_numbers(page) == first
    page.go_forward()
    expect(foot).to_contain_text("101–200")


def test_paper_says_that_it_is_a_part(page: Page, long_address: str) -> None:
    open_list(page, f"{long_address}/zakhody?as_of=2020-03-01&page=2")
    assert len(printed(page)) == 100
    expect(page.locator(".measures")).to_contain_text("Надруковано рядки 101–200 із 270")
