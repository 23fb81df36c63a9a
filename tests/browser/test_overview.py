"""Огляд in a real browser: numbers and bars lead to their rows, the twin says the same, the picture is saved."""

import re
from pathlib import Path

from playwright.sync_api import Download, Page, expect

LUHANSK = "/?region=UA-09&year=2017&as_of=2018-01-31"
BAR = ".barlayer .point path"


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(BAR).first).to_be_visible()


def test_the_sentence_leads_to_its_rows(page: Page, monitor_address: str) -> None:
    _open(page, monitor_address + LUHANSK)
    links = page.locator("h1 a")
    expect(links).to_have_text(
        [
            re.compile(word)
            for word in ("15.заходів", "виконано.12", "частково.—.2", "не.виконано.1")
        ]
    )
    assert [link.get_attribute("href") for link in links.all()] == [
        "/zakhody?region=UA-09&year=2017&as_of=2018-01-31",
        "/zakhody?region=UA-09&year=2017&state=completed&as_of=2018-01-31",
        "/zakhody?region=UA-09&year=2017&state=partial&as_of=2018-01-31",
        "/zakhody?region=UA-09&year=2017&state=not_done&as_of=2018-01-31",
    ]


def test_a_bar_opens_its_measures(page: Page, monitor_address: str) -> None:
    _open(page, monitor_address + LUHANSK)
    # traces stand in the states' order: six directions with completed ones, two with partial, one with not done
    assert page.locator(BAR).count() == 6 + 2 + 1
    box = page.locator(BAR).last.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    expect(page.locator(".hoverlayer")).to_contain_text("Не виконано: 1")
    page.mouse.click(*middle)
    expect(page).to_have_url(re.compile(r"/zakhody\?.*direction=.*:4&state=not_done"))
    expect(page.locator("main")).to_contain_text("4.2")


def test_the_chart_is_choosable_by_theme_and_its_twin_says_the_same(
    page: Page, monitor_address: str
) -> None:
    _open(page, monitor_address + LUHANSK)
    twin = page.locator("details.twin")
    twin.locator("summary").click()
    expect(twin.locator("tbody tr")).to_have_count(6)
    page.get_by_role("link", name="За темами").click()
    expect(page.locator(".seg a[aria-current]")).to_have_text("За темами")
    rows = twin.locator("tbody tr")
    totals = [int(row.locator("td").nth(-2).inner_text()) for row in rows.all()]
    assert sum(totals) == 15
    assert page.locator(".bar-row").count() == rows.count()


def test_the_chart_is_saved_as_a_picture(page: Page, monitor_address: str, tmp_path: Path) -> None:
    _open(page, monitor_address + LUHANSK)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Картинка").click()
    download: Download = waiting.value
    assert download.suggested_filename == "completion.png"
    download.save_as(tmp_path / "completion.png")
    assert (tmp_path / "completion.png").read_bytes().startswith(b"\x89PNG")


def test_plotly_is_the_small_local_one_without_a_toolbar(page: Page, monitor_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, monitor_address + LUHANSK)
    scripts = [url for url in asked if "plotly" in url]
    assert [url for url in scripts if "/assets/plotly-cartesian.min.js" in url]
    assert not [url for url in scripts if "package_data" in url]
    expect(page.locator(".modebar")).to_have_count(0)


def test_a_card_tells_what_it_means(page: Page, monitor_address: str) -> None:
    _open(page, monitor_address + LUHANSK)
    page.get_by_text("Що означає «Виконання»?").locator("xpath=..").click()
    expect(page.get_by_text("Виконані заходи ÷ база.")).to_be_visible()
    page.locator("h1").click(position={"x": 1, "y": 1})
    expect(page.get_by_text("Виконані заходи ÷ база.")).to_be_hidden()


def test_what_needs_attention_leads_to_the_measure(page: Page, monitor_address: str) -> None:
    _open(page, monitor_address + LUHANSK)
    item = page.locator(".rows li").first
    expect(item).to_contain_text(re.compile("31.день після строку 31.12.2017"))
    item.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/zakhid/.*as_of=2018-01-31"))
