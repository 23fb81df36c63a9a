"""The five main tasks by keyboard alone: no test here touches a mouse or asks an element to be pressed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.access import visit

pytestmark = pytest.mark.browser

LUHANSK_2013 = "region=UA-09&year=2013&as_of=2013-12-01"
LUHANSK_2017 = "region=UA-09&year=2017&as_of=2018-01-31"
MOST_STOPS = 120
_FOCUSED = """() => {
  const one = document.activeElement;
  const label = one.labels && one.labels[0];
  const words = one.getAttribute("aria-label") || (label && label.innerText) || one.innerText || "";
  return [one.tagName, one.getAttribute("role"), words.replace(/\\s+/g, " ").trim()];
}"""


def reach(page: Page, words: str, key: str = "Tab") -> None:
    """Goes from stop to stop until one says these words, as a reader who hears them does."""
    heard = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        tag, role, said = page.evaluate(_FOCUSED)
        # a row of a table is read as a whole, then come its links
        if tag != "BODY" and role != "row" and words in said:
            return
        heard.append(said[:40])
    pytest.fail(f"«{words}» is not among the stops: {heard}")


def open_by_name(page: Page, words: str) -> None:
    """Goes to a stop and presses Enter on it."""
    reach(page, words)
    page.keyboard.press("Enter")


def skip_to_content(page: Page) -> None:
    """The first stop of a page just opened leads past menu and filters."""
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)[2] == "Перейти до змісту"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_what_is_overdue_for_a_body_is_found(page: Page, monitor_address: str) -> None:
    visit(page, f"{monitor_address}/?{LUHANSK_2013}")
    open_by_name(page, "Прострочені")
    expect(page).to_have_title("Прострочені · Монітор ПВУ")
    expect(page.locator("main")).to_be_focused()
    open_by_name(page, "Управління інформаційної діяльності")
    expect(page).to_have_url(re.compile("body=.*upravlinnia-informatsiinoi"))
    expect(page.locator(".list-foot")).to_contain_text("Показано 2 із 2")
    expect(page.locator("#heard")).to_contain_text("Показано 2 заходи.")


def test_its_proof_is_opened(page: Page, monitor_address: str) -> None:
    visit(page, f"{monitor_address}/prostrocheni?{LUHANSK_2017}")
    skip_to_content(page)
    open_by_name(page, "Запровадження обов’язкового моніторингу")
    expect(page).to_have_url(re.compile("/zakhid/UA-09-.*:4.2"))
    expect(page.locator(".verdict")).to_contain_text("Не виконано")
    open_by_name(page, "рядок")
    expect(page).to_have_url(re.compile("/dzherela/UA-09-civil-society-report-2017.*#L"))
    expect(page.locator("tr.here")).to_contain_text("моніторингу")
    expect(page.locator("tr.here")).to_be_in_viewport()
    page.go_back()  # Alt+← belongs to the browser
    expect(page.locator(".verdict")).to_contain_text("Не виконано")


def test_the_day_is_changed(page: Page, monitor_address: str) -> None:
    visit(page, f"{monitor_address}/?{LUHANSK_2017}")
    expect(page.locator("h1")).to_contain_text("31.01.2018")
    open_by_name(page, "Станом на")
    reach(page, "На дату")
    # a date is typed part by part; arrows are the same in every order of parts
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("as_of=201[78]-"))
    expect(page).not_to_have_url(re.compile("as_of=2018-01-31"))
    expect(page.locator("h1")).not_to_contain_text("31.01.2018")
    expect(page.locator(".asof .pop")).to_be_hidden()


def test_the_rows_are_taken_away(open_page: Callable[..., Page], monitor_address: str) -> None:
    page = open_page(accept_downloads=True)
    visit(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    skip_to_content(page)
    reach(page, "XLSX")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".xlsx")
    reach(page, "CSV", "Shift+Tab")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".csv")


def test_two_years_are_compared(page: Page, monitor_address: str) -> None:
    visit(page, f"{monitor_address}/?region=UA-09")
    open_by_name(page, "Порівняння")
    expect(page).to_have_title("Порівняння · Монітор ПВУ")
    reach(page, "Додати фільтр", "Shift+Tab")
    page.keyboard.press("Enter")
    for year in ("2017", "2013"):
        reach(page, year)
        page.keyboard.press("Space")
    open_by_name(page, "Показати")
    expect(page).to_have_url(re.compile("year=2017&year=2013|year=2013&year=2017"))
    expect(page.locator(".side-head")).to_have_count(2)
    open_by_name(page, "Регіони × роки")
    expect(page.locator(".seg a[aria-current]").last).to_have_text("Регіони × роки")
    open_by_name(page, "Показати ці самі дані таблицею")
    expect(page.locator(".twin table")).to_be_visible()
    expect(page.locator(".twin table")).to_contain_text("Стратегія ГС")


def test_a_table_is_sorted_and_left(page: Page, monitor_address: str) -> None:
    visit(page, f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    skip_to_content(page)
    reach(page, "№")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort=number"))
    expect(page.locator("th.c-number")).to_have_attribute("aria-sort", "ascending")
    # the head is the same one, and the reader goes on from it
    expect(page.locator("th.c-number a.sort")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("1.1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort=number&f_number=1.1"))
    open_by_name(page, "Зняти фільтри таблиці")
    # from the heads through every row to the foot of the page: nothing holds a reader (WCAG 2.1.2)
    for title in ("Створення робочої групи", "Дослідження за темою"):
        reach(page, title)
    reach(page, "Як рахуємо")
    reach(page, "Умови", "Shift+Tab")
