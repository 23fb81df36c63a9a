"""Tables of many shapes from many offices: each gives what a person wrote down beside it, row for row."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from data.model import Document
from etl.sandbox import read_apart
from tests.support.reading import read_document
from tests.support.told import told_issues, told_measure

FOLDER = Path(__file__).parents[1] / "fixtures" / "shapes"
EXPECTED = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.toml"))
}


def read(name: str) -> Document:
    file = EXPECTED[name]["file"]
    return read_document(file, (FOLDER / file).read_bytes(), read_by=read_apart)


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
