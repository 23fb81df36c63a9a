"""What the scoring of readings counts, on readings that are right, wrong, and wrong without an issue."""

import json

import pytest

from etl.judging import FORMS, find_form
from etl.scoring import Example, Score, figures, score

BY_NAME = {form.name: form for form in FORMS}


def scored(name: str, *rows: dict[str, str], years: tuple[int, int] | None = None) -> Score:
    return score(BY_NAME[name], [Example("t.csv", n, row, years) for n, row in enumerate(rows, 2)])


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        (["text", "plan_years", "kind", "due_dates", "origin"], "deadlines"),
        (["text", "bodies"], "bodies"),
        (["origin", "status", "text"], "results"),
        (
            ["text", "region_iso", "year_start", "year_end", "doc_kind", "approved_on"],
            "headers",
        ),
        (["text", "direction", "theme", "also"], "themes"),
    ],
)
def test_a_table_is_known_by_its_columns(columns: list[str], name: str) -> None:
    form = find_form(columns)
    assert form is not None and form.name == name
    assert find_form(column for column in columns if column != "text") is None


def test_a_deadline_is_right_when_kind_and_dates_are() -> None:
    row = {"text": "II квартал 2013 року", "kind": "period", "due_dates": "2013-06-30"}
    result = scored("deadlines", row, {**row, "kind": "fixed"}, {**row, "due_dates": "2013-06-29"})
    assert (result.rows_right, result.figure) == (1, 1 / 3)
    assert result.right == {"kind": 2, "due_dates": 2}
    assert result.confidently_wrong == 2
    period = result.classes["period"]
    assert (period.hits, period.false, period.missed) == (2, 1, 0)


def test_a_wrong_reading_that_raises_an_issue_is_not_a_confident_mistake() -> None:
    row = {"text": "якнайкраще", "kind": "fixed", "due_dates": "2013-06-30"}
    result = scored("deadlines", row)
    assert (len(result.wrong), result.confidently_wrong) == (1, 0)


def test_bodies_are_counted_one_by_one_and_consent_apart() -> None:
    result = scored(
        "bodies",
        {
            "text": "РДА, ОТГ (за згодою), Управління культури",
            "bodies": "ОТГ; управління культури; РДА*; відділ преси",
        },
    )
    bodies, consent = result.classes["bodies"], result.classes["consent"]
    assert (bodies.hits, bodies.false, bodies.missed) == (3, 0, 1)
    assert (bodies.precision, bodies.recall) == (1, 0.75)
    assert (consent.hits, consent.false, consent.missed) == (0, 1, 1)
    assert result.figure == pytest.approx(6 / 7)
    assert result.rows_right == 0


def test_order_and_case_of_bodies_do_not_matter() -> None:
    row = {"text": "РДА, ОТГ (за згодою)", "bodies": "отг*; рда"}
    assert scored("bodies", row).figure == 1


def test_statuses_have_precision_and_recall_by_class() -> None:
    result = scored(
        "results",
        {"text": "Виконано", "status": "completed"},
        {"text": "Виконано", "status": "partial"},
        {"text": "Не виконано", "status": "not_done"},
        {"text": "Взято до відома", "status": "not_done"},
    )
    assert result.figure == 0.5
    assert result.classes["completed"].precision == 0.5
    assert result.classes["not_done"].recall == 0.5
    assert result.classes["partial"].f1 == 0
    assert result.classes["postponed"].f1 is None
    # «Взято до відома» is unclear, which a person is shown anyway
    assert result.confidently_wrong == 1


def test_headers_count_the_fields_that_the_label_states() -> None:
    row = {
        "text": "План заходів на 2013 рік у Луганській області",
        "region_iso": "UA-09",
        "year_start": "2013",
        "year_end": "2014",
        "doc_kind": "plan",
        "approved_on": "",
    }
    result = scored("headers", row)
    assert result.stated.total() == 4
    assert result.figure == 3 / 4
    assert result.confidently_wrong == 1


def test_a_region_not_found_is_asked_about() -> None:
    row = dict.fromkeys(("year_start", "year_end", "approved_on"), "")
    row |= {"text": "План заходів", "region_iso": "UA-09", "doc_kind": "plan"}
    result = scored("headers", row)
    assert (len(result.wrong), result.confidently_wrong) == (1, 0)


def test_a_theme_may_be_one_of_several() -> None:
    row = {"text": "Проведення семінарів для державних службовців", "theme": "participation"}
    assert scored("themes", row).figure == 0
    assert scored("themes", {**row, "also": "budget;training"}).figure == 1


def test_figures_for_programs_name_the_wrong_rows() -> None:
    result = scored("results", {"text": "Виконано", "status": "partial"})
    told = json.loads(json.dumps(figures([result])))["results"]
    assert (told["rows"], told["right"], told["confidently_wrong"]) == (1, 0, 1)
    assert told["wrong"][0]["expected"] == {"status": "partial"}
    assert told["wrong"][0]["read"] == {"status": "completed"}
