"""Random edits of a form: exactly what was edited differs, in a workbook as in CSV."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import Fate, Measure, Place
from etl.exchange.cells import same_words
from etl.exchange.filling import Filled, fill_form
from etl.exchange.form import EditedDocument
from etl.exchange.newcomer import settle_newcomer
from etl.exchange.settling import settle_form
from etl.exchange.writing import write_csv, write_workbook
from tests.support.exchange import as_stored, bundled
from tests.support.reading import read_document

PLAN = bundled()["kyiv-2014-2015.md"]
STORED = as_stored(PLAN)
FILLED = fill_form(STORED)
# which parts of a measure are read from which column
READ_FROM = {
    "task": {"task"},
    "deadline": {"deadline"},
    "bodies": {"bodies_text", "assignments"},
    "expected": {"expected_result"},
    "title": {"title", "full_text", "subtasks", "theme", "theme_rule"},
}
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="[]<>&_|"),
    min_size=1,
    max_size=40,
).map(lambda text: f"Слово {text} кінець")
edits = st.dictionaries(
    st.tuples(st.integers(0, len(PLAN.measures) - 1), st.sampled_from(sorted(READ_FROM))),
    words,
    max_size=6,
)


def edit(changes: dict[tuple[int, str], str], dropped: frozenset[int]) -> Filled:
    rows = [
        {**row, **{key: text for (at, key), text in changes.items() if at == number}}
        for number, row in enumerate(FILLED.measures)
    ]
    return replace(FILLED, measures=tuple(r for n, r in enumerate(rows) if n not in dropped))


@settings(max_examples=25, deadline=None)
@given(
    edits,
    st.frozensets(st.integers(0, len(PLAN.measures) - 1), max_size=3),
    st.booleans(),
)
def test_what_was_edited_differs_and_nothing_else(
    changes: dict[tuple[int, str], str], dropped: frozenset[int], as_csv: bool
) -> None:
    filled = edit(changes, dropped)
    content = write_csv(filled) if as_csv else write_workbook(filled, "")
    form = read_document("правки", content)
    assert isinstance(form, EditedDocument) and form.form is not None
    document, notes = settle_form(form, form.form, STORED)
    assert notes == ()
    assert document.revision is not None
    left = [number for number in range(len(PLAN.measures)) if number not in dropped]
    assert document.revision.measure_ids == tuple(STORED.measure_ids[n] for n in left)
    for number, measure in zip(left, document.measures, strict=True):
        before = PLAN.measures[number]
        touched = [key for at, key in changes if at == number]
        may = {"position"}.union(*(READ_FROM[key] for key in touched))
        for one in fields(Measure):
            if one.name not in may:
                assert getattr(measure, one.name) == getattr(before, one.name), one.name
        for key in touched:
            name = {"title": "full_text", "bodies": "bodies_text", "expected": "expected_result"}
            if key != "deadline":
                said = getattr(measure, name.get(key, key))
                assert said.startswith("Слово") and said.endswith("кінець")
        edited_rows = [r for r in document.rows if r.place.edit and r.position == measure.position]
        assert len(edited_rows) == bool(touched)
        assert sum(len(row.cells) for row in edited_rows) == len(touched)


@settings(max_examples=25, deadline=None)
@given(
    edits,
    st.frozensets(st.integers(0, len(PLAN.measures) - 1), max_size=3),
    st.booleans(),
)
def test_a_document_of_any_words_comes_through_its_form_whole(
    changes: dict[tuple[int, str], str], dropped: frozenset[int], as_csv: bool
) -> None:
    filled = edit(changes, dropped)
    content = write_csv(filled) if as_csv else write_workbook(filled, "")
    form = read_document("форма", content)
    assert isinstance(form, EditedDocument) and form.claim is not None
    document, notes = settle_newcomer(form, form.claim, is_held=False)
    assert notes == ()
    assert document.origin is not None
    assert document.origin.measure_ids == tuple(row["address"] for row in filled.measures)
    assert sum(row.fate is Fate.MEASURE for row in document.rows) == len(filled.measures)
    again = fill_form(replace(as_stored(document), measure_ids=document.origin.measure_ids))
    for given_row, row in zip(filled.measures, again.measures, strict=True):
        for key in ("address", "number", "direction", *READ_FROM):
            assert same_words(given_row[key], row[key]), key
    second = read_document("форма", write_csv(again))
    assert isinstance(second, EditedDocument)
    told = [[replace(one, place=Place()) for one in read.measures] for read in (document, second)]
    assert told[0] == told[1]
