"""The frame in a real browser: the address is the state, filters, back, reload, keyboard, phone, two readers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.browser import Watch

LUHANSK = "/?region=UA-09&year=2017&as_of=2018-01-31"


def _wait_until(page: Page, condition: str) -> None:
    """Playwright's own waiting needs `eval` inside the page, which the content policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def _chips(page: Page) -> list[str]:
    page.wait_for_load_state("networkidle")
    return [chip.inner_text() for chip in page.locator(".chips .chip .v").all()]


def test_a_filter_is_taken_away_and_back_brings_it_again(page: Page, monitor_address: str) -> None:
    calls: list[str] = []
    page.on("request", lambda r: calls.append(r.url) if "_dash-update" in r.url else None)
    page.goto(monitor_address + LUHANSK)
    # the first screen has given way to the page
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("15 заходів")
    assert _chips(page) == ["Луганська область", "2017"]
    calls.clear()
    page.get_by_role("link", name="Прибрати фільтр «Рік»").click()
    expect(page).to_have_url(monitor_address + "/?region=UA-09&as_of=2018-01-31")
    expect(page.locator("h1")).to_contain_text("1 план із 2")
    assert len(calls) == 1, "one change is one request"
    page.go_back()
    expect(page.locator("h1")).to_contain_text("15 заходів")
    assert _chips(page) == ["Луганська область", "2017"]
    page.reload()
    expect(page.locator("h1")).to_contain_text("15 заходів")


def test_the_day_is_chosen_in_the_bar(page: Page, monitor_address: str) -> None:
    page.goto(monitor_address + "/?region=UA-09&year=2017")
    expect(page.locator(".asof summary")).to_contain_text("закриття плану")
    page.locator(".asof summary").click()
    page.get_by_label("На дату").fill("2017-12-31")
    page.locator(".asof").get_by_role("button", name="Показати").click()
    expect(page).to_have_url(re.compile("as_of=2017-12-31"))
    expect(page.locator(".asof summary")).to_contain_text("31.12.2017")
    expect(page.locator(".asof .pop")).to_be_hidden()
    page.locator(".asof summary").click()
    page.get_by_role("link", name="На закриття кожного плану").click()
    expect(page.locator(".asof summary")).to_contain_text("закриття плану")


def test_filters_are_added_in_the_panel(page: Page, monitor_address: str) -> None:
    page.goto(monitor_address + "/?group=theme")
    page.locator(".add-filter summary").click()
    page.get_by_label("м. Київ", exact=True).check()
    page.get_by_label("Чернігівська область", exact=True).check()
    page.locator(".add-filter").get_by_role("button", name="Показати").click()
    expect(page).to_have_url(re.compile(r"group=theme.*region=UA-30&region=UA-74"))
    expect(page.locator(".chips .chip .v")).to_have_text("м. Київ, Чернігівська область")
    page.locator(".add-filter summary").click()
    expect(page.get_by_label("м. Київ", exact=True)).to_be_checked()
    expect(page.get_by_label("Луганська область", exact=True)).not_to_be_checked()
    page.get_by_label("м. Київ", exact=True).uncheck()
    page.locator(".add-filter").get_by_role("button", name="Показати").click()
    expect(page.locator(".chips .chip .v")).to_have_text("Чернігівська область")


def test_the_empty_selection_is_loosened_by_its_button(page: Page, monitor_address: str) -> None:
    page.goto(monitor_address + "/?region=UA-74&year=2017")
    page.get_by_role("link", name="Прибрати фільтр «Регіон»", exact=True).last.click()
    expect(page.locator("h1")).to_contain_text("15 заходів")


def test_the_scroll_stays_on_a_filter_and_starts_anew_on_another_page(
    page: Page, monitor_address: str
) -> None:
    page.goto(monitor_address + "/")
    expect(page.locator(".squares")).to_be_visible()
    page.evaluate("window.scrollTo(0, 300)")
    page.get_by_role("link", name="За темами").click()
    expect(page).to_have_url(monitor_address + "/?group=theme")
    expect(page.locator(".seg a[aria-current]")).to_have_text("За темами")
    assert page.evaluate("window.scrollY") == 300
    expect(page.get_by_role("link", name="За темами")).to_be_focused()
    page.locator(".rows li a[href^='/zakhid/']").first.click()
    expect(page).to_have_url(re.compile("/zakhid/"))
    _wait_until(page, "window.scrollY === 0")
    assert page.evaluate("document.activeElement.id") == "main"
    page.go_back()
    expect(page).to_have_title("Огляд · Монітор ПВУ")
    _wait_until(page, "window.scrollY > 0")


def test_the_keyboard_is_enough(page: Page, monitor_address: str) -> None:
    page.goto(monitor_address + LUHANSK)
    expect(page.locator("h1")).to_be_visible()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Перейти до змісту")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.locator(".add-filter summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".add-filter .pop")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".add-filter .pop")).to_be_hidden()
    expect(page.locator(".add-filter summary")).to_be_focused()
    remove = page.get_by_role("link", name="Прибрати фільтр «Рік»").first
    remove.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("region=UA-09&as_of"))


def test_the_link_of_the_view_is_copied(
    open_page: Callable[..., Page], monitor_address: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(monitor_address + LUHANSK)
    page.get_by_role("button", name="Посилання").click()
    expect(page.locator("#live")).to_have_text("Посилання на цей вигляд скопійовано")
    assert page.evaluate("navigator.clipboard.readText()") == monitor_address + LUHANSK


def test_two_readers_do_not_meet(open_page: Callable[..., Page], monitor_address: str) -> None:
    first, second = open_page(), open_page()
    first.goto(monitor_address + LUHANSK)
    second.goto(monitor_address + "/?region=UA-74")
    expect(first.locator("h1")).to_contain_text("15 заходів")
    expect(second.locator("h1")).to_contain_text("16 заходів")
    first.get_by_role("link", name="Прибрати фільтр «Рік»").click()
    expect(first.locator("h1")).to_contain_text("1 план із 2")
    expect(second.locator("h1")).to_contain_text("16 заходів")


@pytest.mark.parametrize("width", [360, 640, 991, 1280])
@pytest.mark.parametrize("path", ["/", LUHANSK, "/?region=UA-74&year=2017", "/nothing"])
def test_no_page_scrolls_sideways(
    width: int, path: str, open_page: Callable[..., Page], monitor_address: str, watch: object
) -> None:
    watch.expect("status of 404")  # type: ignore[attr-defined]
    page = open_page(viewport={"width": width, "height": 740})
    page.goto(monitor_address + path)
    expect(page.locator("main")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_on_a_phone_filters_and_menu_fold(
    open_page: Callable[..., Page], monitor_address: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(monitor_address + LUHANSK)
    expect(page.locator(".add-filter summary")).to_contain_text("Фільтри · 2")
    expect(page.locator(".nav-links")).to_be_hidden()
    page.locator(".add-filter summary").click()
    page.locator(".chips-in").get_by_role("link", name="Прибрати фільтр «Рік»").click()
    expect(page.locator(".add-filter summary")).to_contain_text("Фільтри · 1")
    page.locator(".nav-phone summary").click()
    page.locator(".nav-phone").get_by_role("link", name="Прострочені").click()
    expect(page).to_have_title("Прострочені · Монітор ПВУ")
    expect(page.locator(".nav-phone .pop")).to_be_hidden()


def test_an_unknown_address_has_a_way_home(page: Page, monitor_address: str, watch: object) -> None:
    watch.expect("status of 404")  # type: ignore[attr-defined]
    page.goto(monitor_address + "/nothing")
    expect(page.locator("h1")).to_have_text("Такої сторінки немає")
    page.get_by_role("link", name="На огляд").click()
    expect(page).to_have_title("Огляд · Монітор ПВУ")


def test_paper_has_no_buttons_and_names_the_selection(page: Page, monitor_address: str) -> None:
    page.goto(monitor_address + LUHANSK)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".print-head")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".print-head")).to_have_text(
        "Станом на 31.01.2018 · Регіон: Луганська область · Рік: 2017"
    )


def test_the_other_language_keeps_the_view(page: Page, monitor_address: str) -> None:
    page.goto(monitor_address + LUHANSK)
    expect(page.locator("h1")).to_contain_text("15 заходів")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(monitor_address + LUHANSK + "&lang=en")
    expect(page.locator("h1")).to_contain_text("of 15 measures: 12 completed")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Overdue", exact=True).click()
    expect(page.locator("h1")).to_contain_text("overdue")
    page.go_back()
    page.get_by_role("link", name="Українською").click()
    expect(page).to_have_url(monitor_address + LUHANSK)
    expect(page.locator("html")).to_have_attribute("lang", "uk")


def test_the_theme_follows_the_system_until_it_is_chosen(page: Page, monitor_address: str) -> None:
    fill = "getComputedStyle(document.querySelector('.js-plotly-plot .bars path') || document.body).fill"
    bars = {"light": "rgb(0, 131, 108)", "dark": "rgb(47, 179, 152)"}
    page.emulate_media(color_scheme="dark")
    page.goto(monitor_address + LUHANSK)
    expect(page.locator(".js-plotly-plot .bars path").first).to_be_visible()
    _wait_until(page, f"{fill} === '{bars['dark']}'")
    page.emulate_media(color_scheme="light")
    _wait_until(page, f"{fill} === '{bars['light']}'")
    page.get_by_role("button", name="Світла або темна тема").click()
    _wait_until(page, f"{fill} === '{bars['dark']}'")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    _wait_until(page, f"{fill} === '{bars['dark']}'")
    page.get_by_role("link", name="Порівняння").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_answer_stands_there_before_any_script(
    open_page: Callable[..., Page], watch: Watch, monitor_address: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(monitor_address + LUHANSK)
    expect(page.locator("h1")).to_contain_text("із 15 заходів")
    expect(page.locator(".kpi")).to_have_count(5)
    # links lead on without scripts too
    page.get_by_role("link", name="Прострочені", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("прострочено")


def test_the_page_takes_the_place_of_its_first_screen(page: Page, monitor_address: str) -> None:
    held: list[Route] = []
    page.route("**/_dash-layout", lambda route: held.append(route))
    with page.expect_request("**/_dash-layout"):
        page.goto(monitor_address + LUHANSK, wait_until="commit")
    field = page.get_by_role("searchbox", name="Що шукати")
    field.fill("громадськ")
    page.locator(".asof summary").click()
    _wait_until(page, "document.querySelector('#first .asof').open")
    field.focus()
    for route in held:
        route.continue_()
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator(".js-plotly-plot .bars path").first).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(field).to_have_value("громадськ")
    expect(field).to_be_focused()
