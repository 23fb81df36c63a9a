"""A reader of one of the three groups: at a desk or on a phone, in Ukrainian or English, words from the catalogues."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from data.i18n import Words, words
from tests.support.lists import ROW
from tests.support.monitor import ROOT

DOCUMENTS = ROOT / "data" / "documents"
DESK = {"width": 1280, "height": 720}
PHONE = {"width": 360, "height": 740}
READERS = [
    pytest.param(screen, language, id=f"{language}-{screen['width']}")
    for screen in (DESK, PHONE)
    for language in ("uk", "en")
]


@dataclass(frozen=True)
class Reader:
    """One reader's page; `words` are those that the page speaks to them."""

    page: Page
    address: str
    words: Words
    is_on_phone: bool

    def open(self, path: str) -> None:
        """Go to a page of the product in the reader's language, as a link that somebody sent."""
        joint = "&" if "?" in path else "?"
        language = "" if self.words.language == "uk" else f"{joint}lang={self.words.language}"
        self.page.goto(f"{self.address}{path}{language}")
        # the first screen comes with the document and gives way to the page
        expect(self.page.locator("#first")).to_have_count(0)
        expect(self.page.locator("h1")).to_be_visible()

    def button(self, key: str) -> Locator:
        """The visible button with the words of a message."""
        return self.page.get_by_role("button", name=self.words(key), exact=True)

    def link(self, key: str, **values: object) -> Locator:
        """The visible link with the words of a message."""
        return self.page.get_by_role("link", name=self.words(key, **values), exact=True)

    def take(self, what: Locator) -> Path:
        """Press what gives a file; the file."""
        with self.page.expect_download() as taken:
            what.click()
        return Path(taken.value.path())

    def copied_address(self) -> str:
        """What the reader can paste after asking for the link: in the bar at a desk, in the menu on a phone."""
        if self.is_on_phone:
            self.page.locator(".nav-phone summary").click()
            self.button("common.copy_link").click()
        else:
            self.page.locator(".filters").get_by_text(self.words("common.link")).click()
        expect(self.page.locator("#live")).to_have_text(self.words("common.link_copied"))
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def rows(self) -> list[tuple[str, str]]:
        """Number and days of each row of a list of measures, from above: a table at a desk, cards on a phone."""
        expect(self.page.locator(ROW).first).to_be_visible()
        script = """(rows) => [...document.querySelectorAll(rows)]
            .map((row) => ["c-number", "c-days"].map((cell) => row.querySelector("." + cell).textContent.trim()))"""
        return [(number, days) for number, days in self.page.evaluate(script, ROW)]

    def fits(self) -> bool:
        """Whether nothing of the page is wider than the screen."""
        wide = self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return bool(wide)


@pytest.fixture
def reader(
    open_page: Callable[..., Page], monitor_address: str, screen: dict[str, int], language: str
) -> Iterator[Reader]:
    """The reader of a story; a page that was wider than their screen at the end fails it."""
    page = open_page(viewport=screen)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=monitor_address)
    # the hints of a first visit have tests of their own
    page.add_init_script("localStorage.setItem('ogp-hints', 'away')")
    told = Reader(page, monitor_address, words(language), screen == PHONE)
    yield told
    assert told.fits(), page.url


def figures(text: str) -> list[int]:
    """The whole numbers of a sentence in its order, dates left out: «із 15 заходів виконано 12» → 15, 12."""
    plain = re.sub(
        r"\d{2}\.\d{2}\.\d{4}|\d{1,2} [A-Z][a-z]{2} \d{4}",
        "",
        text.replace("\N{NO-BREAK SPACE}", " "),
    )
    return [int(number) for number in re.findall(r"\d+", plain)]


def days_between(first: date, last: date) -> int:
    """Days late on `last` of what was due on `first`."""
    return (last - first).days


def printed(name: str) -> str:
    """The words of a bundled document as one line, to look a quotation up in."""
    return " ".join((DOCUMENTS / name).read_text(encoding="utf-8").split())
