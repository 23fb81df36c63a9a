"""The working group: what is late body by body, on the projector by keys, on paper with room for decisions."""

import io
import re
from datetime import date

import pdfplumber
import pytest
from docx import Document
from playwright.sync_api import expect

from tests.support.stories import READERS, Reader, days_between, figures

pytestmark = pytest.mark.browser

DAY = date(2013, 12, 1)
LUHANSK = f"region=UA-09&year=2013&as_of={DAY}"
# the deadlines of the plan that had passed, by their measures; 2.8 is late since the first of its four
DUE = {
    "2.8": date(2013, 1, 31),
    **dict.fromkeys(("1.1", "1.2", "1.3", "1.8", "3.4"), date(2013, 6, 30)),
    "2.4": date(2013, 9, 30),
    **dict.fromkeys(("2.9", "4.1"), date(2013, 11, 30)),
}


@pytest.mark.parametrize(("screen", "language"), READERS)
def test_from_the_list_to_the_meeting_and_its_paper(reader: Reader) -> None:
    page, words = reader.page, reader.words
    reader.open(f"/prostrocheni?{LUHANSK}")
    rows = dict(reader.rows())
    # the grid draws what is in view: all nine at a desk, the first cards on a phone
    assert {number: figures(days)[0] for number, days in rows.items()} == {
        number: days_between(due, DAY) for number, due in DUE.items() if number in rows
    }
    bands = [int(band.inner_text()) for band in page.locator(".band .n").all()]
    assert sum(bands) == len(DUE)
    assert len(rows) == len(DUE) or reader.is_on_phone

    reader.link("meeting.title").click()
    stage = page.locator(".stage-number")
    expect(stage).to_have_text("2.8")
    seen = ["2.8"]
    count = figures(page.locator(".stage-foot .count").inner_text())[-1]
    for _ in range(count - 1):
        page.keyboard.press("ArrowRight")
        expect(stage).not_to_have_text(seen[-1])
        seen.append(stage.inner_text())
    assert len(set(seen)) == count and set(seen) <= set(DUE)
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("громадськістю")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/prostrocheni"))

    reader.link("agenda.title").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("agenda.heading"))
    paper = Document(io.BytesIO(reader.take(reader.link("agenda.docx")).read_bytes()))
    first = [cell.text for cell in paper.tables[-1].rows[0].cells]
    assert words("agenda.column_decision") in first
    on_paper = {row.cells[0].text.strip() for table in paper.tables for row in table.rows}
    assert set(DUE) <= on_paper
    decision = first.index(words("agenda.column_decision"))
    assert all(not row.cells[decision].text for row in paper.tables[-1].rows[1:])


@pytest.mark.parametrize(("screen", "language"), READERS[1:2])
def test_the_pdf_and_the_printer_give_the_same_measures(reader: Reader) -> None:
    page, words = reader.page, reader.words
    reader.open(f"/poriadok-dennyi?{LUHANSK}")
    filed = _pages(reader.take(reader.link("agenda.pdf")).read_bytes())
    printed = _pages(page.pdf(prefer_css_page_size=True))
    day = words("filters.as_of_day", day=words.day(DAY))
    for number, (one, other) in enumerate(zip(filed, printed, strict=True), start=1):
        assert day in one and day in other
        said = words("agenda.page", page=number, pages=len(filed))
        assert one.endswith(said) and other.endswith(said)
    for number in DUE:
        alone = re.compile(rf"(?<![\d.]){re.escape(number)}(?![\d.])")
        assert alone.search(" ".join(filed)) and alone.search(" ".join(printed)), number


def _pages(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [" ".join((page.extract_text() or "").split()) for page in paper.pages]
