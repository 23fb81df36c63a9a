"""Lists without any table from many offices: each gives what a person wrote down beside it, line for line."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from data.model import Document
from etl.pipeline import read_documents
from etl.sandbox import read_apart
from tests.support.told import told_issues, told_measure

FOLDER = Path(__file__).parents[1] / "fixtures" / "lists"
EXPECTED = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.toml"))
}
# a file of one document tells of it at the top, a file of several in [[documents]]
CASES = [
    (name, index) for name in EXPECTED for index in range(len(EXPECTED[name].get("documents", [0])))
]


def read(name: str, index: int) -> tuple[dict[str, Any], Document]:
    expected = EXPECTED[name]
    content = (FOLDER / expected["file"]).read_bytes()
    documents = read_documents(expected["file"], content, read_by=read_apart)
    wanted = expected.get("documents", [expected])
    assert len(documents) == len(wanted)
    return wanted[index], documents[index]


@pytest.mark.parametrize(("name", "index"), CASES)
def test_a_list_is_read_as_a_person_reads_it(name: str, index: int) -> None:
    expected, document = read(name, index)
    assert [told_measure(measure) for measure in document.measures] == expected["measures"]
    assert [[d.number, d.title] for d in document.directions] == expected.get("directions", [])
    assert told_issues(document) == expected.get("errors", [])
    if "warnings" in expected:
        assert told_issues(document, "deadline_missing") == expected["warnings"]


@pytest.mark.parametrize(("name", "index"), CASES)
def test_every_line_has_the_fate_that_a_person_gives_it(name: str, index: int) -> None:
    expected, document = read(name, index)
    assert Counter(row.fate.value for row in document.rows) == expected["rows"]


@pytest.mark.parametrize(("name", "index"), CASES)
def test_the_head_of_a_list_is_read(name: str, index: int) -> None:
    expected, document = read(name, index)
    header = document.header
    assert (header.kind, header.region_iso) == (expected["kind"], expected["region"])
    assert [header.year_start, header.year_end] == expected["years"]
    assert header.report_date == expected.get("report_date")
    assert header.approved_on == expected.get("approved_on")
    assert document.part == (index + 1 if "documents" in EXPECTED[name] else 0)


def test_every_document_of_the_folder_has_its_expectation() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.suffix not in (".toml", ".py", "")}
    assert files == {expected["file"] for expected in EXPECTED.values()}
    assert len(files) >= 9
