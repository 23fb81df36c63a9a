"""The meeting in a real browser: from the list to the projector by keys alone, and the agenda on paper."""

import io
from collections import Counter
from collections.abc import Callable

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from tests.support.lists import ROW

pytestmark = pytest.mark.browser

LUHANSK_2013 = "region=UA-09&year=2013&as_of=2013-12-01"
NUMBER = ".stage-number"
FITS = """() => document.documentElement.scrollHeight <= innerHeight
    && document.documentElement.scrollWidth <= innerWidth
    && [...document.querySelectorAll(".stage-head, .stage-foot, .stage-measure, .stage aside")]
        .every((part) => part.scrollWidth <= part.clientWidth + 1)"""


def test_a_working_group_runs_its_meeting_by_keys(page: Page, monitor_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    page.get_by_role("link", name="Режим засідання").click()
    expect(page.locator(NUMBER)).to_have_text("2.8")
    assert page.evaluate(FITS)
    page.keyboard.press("ArrowRight")
    expect(page.locator(NUMBER)).to_have_text("1.1")
    assert "measure=UA-09-pvu-plan-2013:1.1" in page.url
    expect(page.locator("aside [aria-current]")).to_contain_text("Створення робочої групи")
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Управління інформаційної")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(NUMBER)).to_have_text("4.1")
    expect(page.locator(".stage-foot .count")).to_have_text("Захід 8 з 8")
    page.reload()
    expect(page.locator(NUMBER)).to_have_text("4.1")
    assert page.evaluate(FITS)
    page.keyboard.press("PageUp")
    expect(page.locator(NUMBER)).to_have_text("4.1")
    page.keyboard.press("Escape")
    page.wait_for_url("**/prostrocheni?**")
    expect(page.locator(ROW).first).to_be_visible()
    assert "as_of=2013-12-01" in page.url


def test_the_order_of_the_table_goes_into_the_meeting(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/prostrocheni?{LUHANSK_2013}&f_days=..1")
    expect(page.locator(".list-foot")).to_contain_text("Показано 2 із 9")
    page.get_by_role("link", name="Режим засідання").click()
    expect(page.locator(NUMBER)).to_have_text("2.9")
    assert "f_days=..1" in page.url


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_meeting_fits_a_phone(
    open_page: Callable[..., Page], monitor_address: str, theme: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, color_scheme=theme)
    page.goto(f"{monitor_address}/zasidannia?{LUHANSK_2013}")
    expect(page.locator(NUMBER)).to_have_text("2.8")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("[data-key=next]").click()
    expect(page.locator(NUMBER)).to_have_text("1.1")


def test_the_printer_gives_what_the_pdf_has(page: Page, monitor_address: str) -> None:
    page.goto(f"{monitor_address}/poriadok-dennyi?{LUHANSK_2013}")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Порядок денний засідання робочої групи"
    )
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF", exact=True).click()
    printed = pages_of(page.pdf(prefer_css_page_size=True))
    filed = pages_of(taken.value.path().read_bytes())
    for number, text in enumerate(printed, start=1):
        assert text.endswith(
            f"Монітор ПВУ · Станом на 01.12.2013 · Регіон: Луганська область · Рік: 2013 с. {number} з {len(printed)}"
        )
    assert len(printed) == len(filed)
    # the same signs, wherever a line ends; Inter draws two apostrophes alike, and Chromium tells one of them
    one, other = ("".join("".join(pages).split()).replace("ʼ", "’") for pages in (printed, filed))
    assert Counter(one) == Counter(other)


def pages_of(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [" ".join((page.extract_text() or "").split()) for page in paper.pages]


def test_the_agenda_fits_a_phone(open_page: Callable[..., Page], monitor_address: str) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(f"{monitor_address}/poriadok-dennyi?{LUHANSK_2013}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto(f"{monitor_address}/prostrocheni?{LUHANSK_2013}")
    expect(page.get_by_role("link", name="Порядок денний")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
