"""One document in every format: whichever file comes first, the others say «без змін»; a changed word does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from data import queries
from data.model import Document, Measure
from data.store import StoreOutcome
from etl.readers.office import find_office
from tests.database.conftest import Store
from tests.factories import make_assignment, make_deadline, make_document, make_header, make_measure
from tests.support.reading import read_document

SAMPLES = Path(__file__).parents[1] / "fixtures" / "samples"
FILES = sorted(
    file.name
    for file in SAMPLES.iterdir()
    if not file.stem.endswith("-scan") and (file.suffix != ".doc" or find_office())
)
GROUPS = ("chernihiv-2012", "kyiv-2014-2015", "luhansk-2013", "luhansk-2017-report", "ogp-ukraine")
PLAN = "UA-09-pvu-plan-2013"


@cache
def read_sample(name: str) -> Document:
    return read_document(name, (SAMPLES / name).read_bytes())


def others_of(name: str) -> list[str]:
    (group,) = (group for group in GROUPS if name.startswith(group))
    return [one for one in FILES if one.startswith(group) and one != name]


def test_the_samples_are_of_five_documents() -> None:
    assert sorted(len(others_of(next(n for n in FILES if n.startswith(g)))) for g in GROUPS) in (
        [0, 2, 3, 4, 11],  # of 25 files
        [0, 2, 2, 3, 10],  # without LibreOffice .doc is not read
    )


@pytest.mark.parametrize("first", FILES)
def test_the_same_in_another_format_changes_nothing(store: Store, first: str) -> None:
    (stored,) = store.load(read_sample(first))
    before = store.counts()
    results = store.load(*map(read_sample, others_of(first)))
    assert [one.outcome for one in results] == [StoreOutcome.UNCHANGED] * len(results)
    assert {one.document_key for one in (stored, *results)} == {stored.document_key}
    assert store.counts() == before
    with store.pages.connect() as connection:
        name, content = queries.fetch_source_content(connection, stored.document_key)
    # the places that prove a figure stay those of the file that is kept
    assert (name, content) == (first, (SAMPLES / first).read_bytes())


def saved_as_table(document: Document, *measures: Measure) -> Document:
    """What is left when someone saves the table alone as .csv under another name."""
    header = make_header(title="", approved_on=None, approved_by="")
    return make_document(
        measures or document.measures, name="таблиця.csv", header=header, reader="csv"
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"full_text": "Провести захід 1 двічі."},
        {"deadline": make_deadline(date(2013, 7, 31))},
        {"assignments": (make_assignment("відділ преси"),)},
        {"assignments": (replace(make_assignment(), by_consent=True),)},
        {"number": "1.10"},
        {"task": "Завдання 2"},
        {"expected_result": "Проведено 50 % заходів"},
    ],
)
def test_one_changed_thing_is_a_new_version(store: Store, parts: dict[str, object]) -> None:
    document = make_document([make_measure(1, expected_result="Проведено 50 заходів"), *(
        make_measure(position) for position in range(2, 7)
    )])  # fmt: skip
    store.load(document)
    changed = replace(document.measures[0], **parts)  # type: ignore[arg-type]
    (result,) = store.load(saved_as_table(document, changed, *document.measures[1:]))
    assert (result.outcome, result.document_key) == (StoreOutcome.UPDATED, PLAN)
    assert (result.added, result.removed, result.changed) == (0, 0, 1)


def test_a_table_alone_keeps_the_day_of_approval(store: Store) -> None:
    document = make_document()
    store.load(document)
    (result,) = store.load(saved_as_table(document))
    assert result.outcome is StoreOutcome.UNCHANGED
    with store.pages.connect() as connection:
        (plan,) = queries.fetch_plans_frame(connection).to_dict("records")
    assert plan["approved_on"].date() == date(2013, 2, 1)


def test_the_day_of_approval_learnt_later_is_a_new_version(store: Store) -> None:
    document = make_document()
    store.load(saved_as_table(document))
    (result,) = store.load(document)
    assert (result.outcome, result.changed) == (StoreOutcome.UPDATED, 0)


def test_a_table_without_title_and_with_other_measures_is_another_document(store: Store) -> None:
    document = make_document()
    store.load(document)
    others = [
        make_measure(1, title="Купити сервер для вебсайту адміністрації."),
        make_measure(2, title="Навчити службовців роботи із запитами."),
    ]
    (result,) = store.load(saved_as_table(document, *others))
    assert (result.outcome, result.document_key) == (StoreOutcome.INSERTED, f"{PLAN}-2")


def test_prose_counts_where_it_is_all_there_is(store: Store) -> None:
    order = make_document([], directions=(), name="rozporiadzhennia.docx")
    store.load(order)
    said = [replace(row, cells=("План   заходів.",)) for row in order.rows[:1]]
    again = replace(order, rows=(*said, *order.rows[1:]), sha256="1" * 64)
    assert store.load(again)[0].outcome is StoreOutcome.UNCHANGED
    changed = replace(
        again, rows=(replace(said[0], cells=("Інший план",)), *order.rows[1:]), sha256="2" * 64
    )
    assert store.load(changed)[0].outcome is StoreOutcome.UPDATED
