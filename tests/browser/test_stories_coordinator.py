"""The coordinator's day: how far the plan is, what is late, the words that prove it, the link and the file to send."""

import csv
import io
import re
from datetime import date

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.support.stories import READERS, Reader, days_between, figures, printed

pytestmark = pytest.mark.browser

DAY = date(2018, 1, 31)
LUHANSK = f"region=UA-09&year=2017&as_of={DAY}"
DUE = date(2017, 12, 31)


@pytest.mark.parametrize(("screen", "language"), READERS)
def test_from_the_answer_to_the_proof_and_away_with_the_file(reader: Reader) -> None:
    page = reader.page
    reader.open(f"/?{LUHANSK}")
    measures, completed, partial, not_done = figures(page.locator("h1").inner_text())
    # each measure has one state, and every deadline of the year has passed: the base is the whole plan
    assert completed + partial + not_done == measures == 15
    card = page.locator(".kpi").first
    assert figures(card.inner_text())[:3] == [
        round(100 * completed / measures),
        completed,
        measures,
    ]

    # overdue is what a report says is not completed
    late = page.locator(".kpi a[href*='rows=overdue']")
    assert int(late.inner_text()) == partial + not_done
    late.click()
    expect(page).to_have_url(re.compile("/prostrocheni.*rows=overdue"))
    rows = reader.rows()
    assert [number for number, _ in rows] == ["1.1", "4.2", "4.5"]
    assert {figures(days)[0] for _, days in rows} == {days_between(DUE, DAY)}

    page.locator(".measure-rows a[href*=':4.2']").first.click()
    expect(page.locator(".verdict .vw")).to_have_text(reader.words("state.not_done"))
    quoted = page.locator(".verdict blockquote")
    expect(quoted).to_have_attribute("lang", "uk")
    said = " ".join(quoted.inner_text().split())
    assert said in printed("luhansk-2017-report.txt")
    assert reader.copied_address() == page.url
    if reader.is_on_phone:
        page.locator(".nav-phone summary").click()
    page.locator(".verdict .source a").last.click()
    expect(page.locator("tr.here")).to_be_in_viewport()
    assert said in " ".join(page.locator("tr.here").inner_text().split())

    page.go_back()
    page.go_back()
    reader.rows()
    book = CalamineWorkbook.from_path(
        reader.take(page.locator(".toolbar a[data-file]", has_text="XLSX"))
    )
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert [row[0].removeprefix("№ ") for row in sheets[0] if re.match(r"№? ?\d", str(row[0]))] == [
        number for number, _ in rows
    ]
    told = " ".join(str(cell) for row in sheets[-1] for cell in row)
    assert reader.words.day(DAY) in told


@pytest.mark.parametrize(("screen", "language"), READERS)
def test_who_has_not_reported_is_told_and_reminded(reader: Reader) -> None:
    page = reader.page
    reader.open("/ne-zvituvaly?region=UA-09&year=2013&as_of=2013-12-01")
    bodies, measures = figures(page.locator("h1").inner_text())
    lines = page.locator("table.silent tbody tr")
    expect(lines).to_have_count(bodies)
    # nobody reported, so each owes all of its measures that fell due
    owed = [figures(line.locator("td").first.inner_text())[-2:] for line in lines.all()]
    assert all(unreported == due for unreported, due in owed)
    assert max(due for _, due in owed) <= measures == 9
    page.locator("table.silent a[href*='nahaduvannia']").first.click()
    letter = page.locator("pre.letter")
    expect(letter).to_be_in_viewport()
    taken = reader.take(page.locator(".send a[href^='/calendar.ics']"))
    assert taken.read_text(encoding="utf-8").count("BEGIN:VEVENT") > 0
    page.go_back()
    expect(lines).to_have_count(bodies)


@pytest.mark.parametrize(("screen", "language"), READERS[:1])
def test_the_file_of_a_list_is_its_rows(reader: Reader) -> None:
    reader.open("/zakhody?region=UA-09&year=2013&as_of=2013-12-01&rows=due_soon")
    shown = [number for number, _ in reader.rows()]
    text = reader.take(reader.page.locator(".toolbar a[data-file]", has_text="CSV")).read_text(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    taken = [row["№"].removeprefix("№ ") for row in rows]
    # the 26 deadlines of 31.12.2013 lie 30 days ahead; the table draws only the rows in view
    assert len(taken) == 26
    assert taken[: len(shown)] == shown
