"""The figures of every reading over the labelled tables: what a change of the rules may not make worse."""

import csv

import pytest

from etl.cli.options import parse_years
from etl.judging import FORMS, find_form
from etl.scoring import Example, Score, score
from tests.support.tables import TABLES

# main figure and share of confident mistakes that must be kept
KEPT = {
    "deadlines": (0.98, 0.02),
    "bodies": (0.98, 0.005),
    "results": (0.97, 0.005),
    "headers": (0.93, 0.02),
    "themes": (0.95, 0.02),
}
LEAST_ROWS = 10
LEAST_F1 = 0.85


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    found = {}
    for path in sorted(TABLES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        form = find_form(rows[0])
        assert form is not None, path.name
        examples = [
            Example(path.name, number, row, parse_years(row.get("plan_years")))
            for number, row in enumerate(rows, 2)
        ]
        found[form.name] = score(form, examples)
    return found


def test_every_reading_has_labelled_rows(scores: dict[str, Score]) -> None:
    assert set(scores) == {form.name for form in FORMS} == set(KEPT)


@pytest.mark.parametrize("name", KEPT)
def test_figures_are_kept(scores: dict[str, Score], name: str) -> None:
    result = scores[name]
    least, confident = KEPT[name]
    assert result.figure >= least, [verdict.example.text for verdict in result.wrong]
    assert result.confidently_wrong <= confident * len(result.verdicts)


@pytest.mark.parametrize("name", ["results", "themes"])
def test_no_class_is_read_badly(scores: dict[str, Score], name: str) -> None:
    classes = scores[name].classes
    large = {key: t for key, t in classes.items() if t.hits + t.missed >= LEAST_ROWS}
    assert len(large) >= 5
    assert {key: t.f1 for key, t in large.items() if (t.f1 or 0) < LEAST_F1} == {}
