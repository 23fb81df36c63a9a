"""Tables of many shapes from many offices: each gives what a person wrote down beside it, row for row."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from data.model import Assignment, Deadline, Document, Measure, Role, Severity
from etl.sandbox import read_apart
from etl.values.text import clean
from tests.support.reading import read_document

FOLDER = Path(__file__).parents[1] / "fixtures" / "shapes"
EXPECTED = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.toml"))
}
ROLES = {
    Role.RESPONSIBLE: "",
    Role.CO_EXECUTOR: "співвиконавець: ",
    Role.COORDINATOR: "координатор: ",
}


def read(name: str) -> Document:
    file = EXPECTED[name]["file"]
    return read_document(file, (FOLDER / file).read_bytes(), read_by=read_apart)


def told_deadline(deadline: Deadline) -> str:
    """«fixed 2016-06-30» as the expectations write it."""
    return " ".join([deadline.kind.value, *(str(due) for due in deadline.due_dates)])


def told_body(body: Assignment) -> str:
    """«співвиконавець: центр перепідготовки кадрів (за згодою)» as the expectations write it."""
    return f"{ROLES[body.role]}{body.body}{' (за згодою)' if body.by_consent else ''}"


def told_measure(measure: Measure) -> dict[str, Any]:
    """A measure with those of its parts that say something."""
    outcome = measure.outcome
    told = {
        "number": measure.number,
        "direction": measure.direction_number,
        "task": measure.task,
        "title": measure.title,
        "subtasks": list(measure.subtasks),
        "deadline": told_deadline(measure.deadline),
        "bodies": [told_body(body) for body in measure.assignments],
        "expected": measure.expected_result,
        "status": outcome.status.value if outcome else "",
        "result": clean(outcome.result_text) if outcome else "",
    }
    return {name: value for name, value in told.items() if value}


def told_issues(document: Document) -> list[str]:
    """Every value or row that was not understood, with its place and words."""
    return [
        f"{issue.code} {issue.place.code}: {issue.raw}"
        for issue in document.issues
        if issue.severity is Severity.ERROR
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_table_is_read_as_a_person_reads_it(name: str) -> None:
    expected, document = EXPECTED[name], read(name)
    assert [told_measure(measure) for measure in document.measures] == expected["measures"]
    assert [[d.number, d.title] for d in document.directions] == expected.get("directions", [])
    assert told_issues(document) == expected.get("errors", [])


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_of_a_shape_has_the_fate_that_a_person_gives_it(name: str) -> None:
    expected, document = EXPECTED[name], read(name)
    left_out = [issue.raw for issue in document.issues if issue.code == "table_left_out"]
    assert Counter(row.fate.value for row in document.rows) == expected["rows"]
    assert left_out == expected.get("left_out", [])


@pytest.mark.parametrize("name", EXPECTED)
def test_the_head_of_a_shape_is_read(name: str) -> None:
    expected, header = EXPECTED[name], read(name).header
    assert (header.kind, header.region_iso) == (expected["kind"], expected["region"])
    assert [header.year_start, header.year_end] == expected["years"]
    assert header.report_date == expected.get("report_date")
    if "approved_on" in expected:
        assert header.approved_on == expected["approved_on"]


def test_every_document_of_the_folder_has_its_expectation() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.suffix not in (".toml", ".py", "")}
    assert files == {expected["file"] for expected in EXPECTED.values()}
    assert len(files) >= 13
