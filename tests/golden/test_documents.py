"""Each bundled document → all its records and issues as JSON that a person reads beside the document.

`pytest tests/golden --snapshot-update` rewrites the files; the difference is read before it is committed.
"""

import json
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

import data
from data.model import Document, Fate, Place, Severity, Status
from etl.manifest import check_counts, read_manifest
from tests.support.reading import read_document

FOLDER = Path(data.__file__).parent / "documents"
NAMES = [entry.file for entry in read_manifest(FOLDER)]


def read(name: str) -> Document:
    return read_document(name, (FOLDER / name).read_bytes())


def plain(value: object) -> object:
    """Records as JSON values: places as codes, empty fields left out, the file's bytes never."""
    if isinstance(value, Place):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        named = {
            f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "content"
        }
        return {name: item for name, item in named.items() if item not in (None, "", [], False)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


class ReadableJson(JSONSnapshotExtension):
    """JSON in the order of the records' own fields."""

    def serialize(self, data: object, **_: object) -> str:
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_records(name: str, snapshot: SnapshotAssertion) -> None:
    """Every record is as it was read by eye."""
    assert plain(read(name)) == snapshot(extension_class=ReadableJson)


@pytest.mark.parametrize("name", NAMES)
def test_counts_are_right_and_no_value_is_lost(name: str) -> None:
    document = read(name)
    assert check_counts(document) == ()
    assert [issue for issue in document.issues if issue.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_printed_line_has_one_fate(name: str) -> None:
    document = read(name)
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    told: Counter[int] = Counter()
    for row in document.rows:
        assert row.place.line is not None
        told.update(range(row.place.line, (row.place.line_end or row.place.line) + 1))
    assert {number for number, line in enumerate(lines, 1) if line.strip()} <= set(told)
    assert max(told.values()) == 1
    fates = Counter(row.fate for row in document.rows)
    assert sum(fates.values()) == len(document.rows)
    assert fates[Fate.MEASURE] == len(document.measures)
    assert fates[Fate.ISSUE] == fates[Fate.LEFT_OUT] == 0


def test_the_plans_together_name_132_bodies() -> None:
    plans = [read(name) for name in NAMES]
    assert sum(len(m.assignments) for plan in plans for m in plan.measures) == 132


def test_the_report_says_12_done_2_in_part_1_not() -> None:
    measures = read("luhansk-2017-report.txt").measures
    states = {measure.number: measure.outcome.status for measure in measures if measure.outcome}
    assert Counter(states.values()) == {
        Status.COMPLETED: 12, Status.PARTIAL: 2, Status.NOT_DONE: 1,
    }  # fmt: skip
    assert (states["1.1"], states["4.5"], states["4.2"]) == (
        Status.PARTIAL, Status.PARTIAL, Status.NOT_DONE,
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_places_and_quotations_lead_back_to_the_document(name: str) -> None:
    """What a place names is what stands there: words of each title and quotation are on its lines."""
    document = read(name)
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    for measure in document.measures:
        place = measure.place
        assert place.line is not None
        printed = "\n".join(lines[place.line - 1 : place.line_end or place.line])
        assert all(word in printed for word in measure.full_text.split())
        if measure.outcome is not None:
            assert measure.outcome.quotation in measure.outcome.result_text
            assert all(word in printed for word in measure.outcome.quotation.split())
        for evidence in measure.outcome.evidence if measure.outcome else ():
            assert evidence.snippet in measure.outcome.result_text if measure.outcome else False
