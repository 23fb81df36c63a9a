"""The bundled documents as offices keep them, in every format: each gives the records of its plain original."""

import re
from functools import cache
from pathlib import Path

import pytest

import data
from data.errors import MissingReader, UnreadableDocument
from data.i18n import words
from data.model import Document, Severity
from etl.headers import Stated
from etl.readers.office import find_office
from etl.sandbox import read_apart
from tests.support.reading import read_document

SAMPLES = Path(__file__).parents[1] / "fixtures" / "samples"
ORIGINALS = Path(data.__file__).parent / "documents"
SCAN = "luhansk-2017-report-scan.pdf"
# the longest beginning that fits a sample's name is its original
NAMED = {
    "chernihiv-2012": "chernihiv-2012.txt",
    "kyiv-2014-2015": "kyiv-2014-2015.md",
    "luhansk-2013": "luhansk-2013.txt",
    "luhansk-2017-report": "luhansk-2017-report.txt",
    "ogp-ukraine-about": "ogp-ukraine-about.txt",
}
FILES = sorted(file.name for file in SAMPLES.iterdir() if file.name != SCAN)


def original_of(name: str) -> Document:
    return plain_original(next(NAMED[stem] for stem in NAMED if name.startswith(stem)))


@cache
def plain_original(name: str) -> Document:
    return read_document(name, (ORIGINALS / name).read_bytes())


@cache
def sample(name: str) -> Document:
    """As a load reads it: what is not plain text in a child."""
    return read_document(name, (SAMPLES / name).read_bytes(), read_by=read_apart)


def squeezed(text: str) -> str:
    """White space is where formats differ and documents do not."""
    return re.sub(r"\s+", "", text)


def records(document: Document) -> dict[str, object]:
    """Everything that the figures are made of."""
    return {
        "kind": document.header.kind,
        "region": document.header.region_iso,
        "years": (document.header.year_start, document.header.year_end),
        "approved": document.header.approved_on,
        "period": (document.header.period_start, document.header.period_end),
        "directions": [(d.number, squeezed(d.title)) for d in document.directions],
        "national": [(p.number, squeezed(p.title)) for p in document.national_plans],
        "measures": [
            (
                m.number,
                squeezed(m.title),
                squeezed(m.full_text),
                tuple(squeezed(part) for part in m.subtasks),
                m.direction_number,
                m.theme,
                (m.deadline.kind, m.deadline.start, m.deadline.due_dates),
                [(squeezed(a.body), a.role, a.by_consent, a.body_id) for a in m.assignments],
                m.outcome and (m.outcome.status, squeezed(m.outcome.result_text)),
            )
            for m in document.measures
        ],
    }


def test_the_folder_holds_every_format() -> None:
    assert len(FILES) == 25
    kinds = {Path(name).suffix for name in FILES}
    assert kinds == {
        ".docx", ".doc", ".odt", ".rtf", ".pdf", ".html", ".xlsx", ".xls", ".ods", ".csv", ".md",
        ".txt",
    }  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_sample_gives_the_records_of_its_plain_original(name: str) -> None:
    if name.endswith(".doc") and find_office() is None:
        with pytest.raises(MissingReader) as refused:
            read_document(name, (SAMPLES / name).read_bytes())
        assert refused.value.code == "doc_needs_office"
        return
    document = sample(name)
    assert records(document) == records(original_of(name))
    assert [i for i in document.issues if i.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", FILES)
def test_the_name_does_not_decide(name: str) -> None:
    if name.endswith(".doc") and find_office() is None:
        return
    content = (SAMPLES / name).read_bytes()
    assert sample(name).reader == read_document("файл.bin", content).reader


@pytest.mark.parametrize("name", [n for n in FILES if not n.endswith((".doc", ".txt", ".md"))])
def test_every_row_has_a_place_that_people_can_find(name: str) -> None:
    document = sample(name)
    places = [row.place for row in document.rows]
    assert all(place.code and type(place).from_code(place.code) == place for place in places)
    named = {
        ".docx": "t1r", ".odt": "t1r", ".rtf": "t1r", ".html": "t1r", ".pdf": "p", ".csv": "L",
        ".xlsx": "s1r", ".xls": "s1r", ".ods": "s1r",
    }  # fmt: skip
    measures = [measure.place.code for measure in document.measures]
    start = "a" if name == "chernihiv-2012.docx" else named[Path(name).suffix]
    assert all(code.startswith(start) or code.startswith("t") for code in measures)


def test_a_scan_is_refused_as_a_scan() -> None:
    content = (SAMPLES / SCAN).read_bytes()
    with pytest.raises(UnreadableDocument) as refused:
        read_document(SCAN, content, read_by=read_apart)
    assert refused.value.code == "scan"
    said = words("uk")(f"error.{refused.value.code}", **refused.value.values)
    assert "скан без тексту" in said
    assert SCAN in said


def test_what_a_user_states_outweighs_a_format_too() -> None:
    name = "luhansk-2013.csv"
    document = read_document(name, (SAMPLES / name).read_bytes(), Stated(years=(2014, 2014)))
    assert document.header.year_start == 2014
