"""A member of a public council: what can be compared, who has done it already, a picture and the data to take away."""

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.support.stories import READERS, Reader, figures, printed

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("screen", "language"), READERS)
def test_from_the_comparison_to_who_has_done_it_and_its_proof(reader: Reader) -> None:
    page, words = reader.page, reader.words
    reader.open("/porivniannia")
    expect(page.locator("h1")).to_contain_text(re.compile("12.+15"))
    page.locator("details.twin summary").click()
    whole = page.locator(
        "details.twin tbody tr",
        has=page.get_by_role("rowheader", name=words("compare.whole"), exact=True),
    )
    expect(whole).to_have_count(4)
    told = [[cell.inner_text() for cell in row.locator("td").all()] for row in whole.all()]
    # plan, programme, measures, base, completed, coverage, rate, mark; every plan stands once
    assert sum(int(row[2]) for row in told) == 16 + 35 + 23 + 15
    unreported = [row for row in told if row[6] == words("figures.no_reports")]
    assert len(unreported) == 3
    # where nothing was reported nothing is said to be done, and never 0 %
    assert all(row[4] == "—" and "%" not in "".join(row) for row in unreported)

    doers = page.locator("a.doers", has_text=words("theme.participation"))
    doers.click()
    expect(page).to_have_url(re.compile("/skhozhi.*theme=participation"))
    expect(page.locator(".like li").first).to_be_visible()
    plans, measures, done = figures(page.locator(".panel h2").first.inner_text())
    items = page.locator(".panel").first.locator(".like li")
    expect(items).to_have_count(measures)
    assert plans <= measures and done == items.locator(".st-completed").count() == 1
    said = " ".join(items.first.locator("q").inner_text().removesuffix("…").split())
    assert said.strip('«»“”"') in printed("luhansk-2017-report.txt")
    items.first.locator(".proof a").click()
    expect(page.locator("tr.here")).to_be_in_viewport()
    assert said.strip('«»“”"')[:60] in " ".join(page.locator("tr.here").inner_text().split())


@pytest.mark.parametrize(("screen", "language"), READERS)
def test_a_picture_and_the_same_figures_from_the_api(reader: Reader) -> None:
    page, words = reader.page, reader.words
    reader.open("/porivniannia?region=UA-09&group=place")
    expect(page.locator(".matrix .barlayer .point")).to_have_count(2)
    note = page.locator("[data-act=panel-picture]").first.get_attribute("data-note") or ""
    drawn = ElementTree.fromstring(
        reader.take(page.locator("[data-act=panel-picture][data-form=svg]")).read_text("utf-8")
    )
    said = _words(drawn)
    for told in (page.locator(".panel h2").first.inner_text(), "2013", "2017", "80", note):
        assert _plain(told) in said, told
    # the picture is a sheet for a report whatever screen it was taken on, and always light
    assert float(drawn.attrib["width"]) >= 1080
    assert drawn.find(f"{SVG}rect").attrib["fill"] == "#FFFFFF"
    pixels = reader.take(page.locator("[data-act=panel-picture][data-form=png]")).read_bytes()
    assert pixels.startswith(b"\x89PNG") and len(pixels) > 20_000

    page.locator("footer").get_by_role("link", name=words("opendata.title")).click()
    expect(page.locator("h1")).to_contain_text("89")
    with page.expect_download() as taken:
        page.locator("a[href^='/data/files/measures.csv']").click()
    assert taken.value.suggested_filename == "measures.csv"
    answer = page.request.get(
        f"{reader.address}/api/v1/metrics/completion?region=UA-09&group=plan"
    ).json()
    found = {row["plan"]: (row["completed"], row["base"]) for row in answer["data"]}
    assert found == {"UA-09-civil-society-report-2017": (12, 15), "UA-09-pvu-plan-2013": (0, 35)}


def _words(drawn: ElementTree.Element) -> str:
    return _plain(" ".join("".join(text.itertext()) for text in drawn.iter(f"{SVG}text")))


def _plain(text: str) -> str:
    return " ".join(text.split())
