"""Damaged and hostile copies of every sample: each is read whole or refused whole, and the parent lives.

`pytest tests/golden/test_mutations.py --copies 3000` tries more of them.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from time import process_time

import pytest
from sqlalchemy import Connection, Engine, func, select

from data.engine import make_engine
from data.errors import SourceError
from data.i18n import words
from data.migrating import upgrade
from data.model import Document
from data.schema import assignments, documents, loads, measures, source_rows, sources, versions
from data.store import StoreOutcome, store_document
from etl.pipeline import read_documents
from etl.readers.office import find_office
from etl.sandbox import read_apart
from tests.support.mutations import mutated

SAMPLES = Path(__file__).parents[1] / "fixtures" / "samples"
SECONDS = 30
# the slow ones come less often: a PDF costs as much as twenty texts, a .doc a start of LibreOffice
TURNS = {".pdf": 4, ".doc": 1}
MOST_TURNS = 14
# what a copy may not leave anything in when it is refused
STORED = (documents, versions, loads, sources, source_rows, measures, assignments)

OF_THE_SERVER = ("Traceback", "Error(", f"{Path(__file__).parents[2]}/", f"{gettempdir()}/")


def turns() -> list[str]:
    """The samples in the order in which copies of them are made; 289 copies are one round."""
    names = sorted(file.name for file in SAMPLES.iterdir())
    if find_office() is None:
        names = [name for name in names if not name.endswith(".doc")]
    return [
        name
        for turn in range(MOST_TURNS)
        for name in names
        if turn < TURNS.get(Path(name).suffix, MOST_TURNS)
    ]


TURN = turns()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each copy asked for."""
    if "number" in metafunc.fixturenames:
        metafunc.parametrize("number", range(metafunc.config.getoption("--copies")))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One database for all copies, as a folder of documents has."""
    made = make_engine(f"sqlite:///{tmp_path_factory.mktemp('copies') / 'monitor.sqlite'}")
    upgrade(made)
    yield made
    made.dispose()


def test_a_damaged_copy_is_read_whole_or_refused_whole(number: int, engine: Engine) -> None:
    name = TURN[number % len(TURN)]
    content = mutated((SAMPLES / name).read_bytes(), random.Random(number))
    start = process_time()
    try:
        documents = read_documents(name, content, read_by=read_apart)
    except SourceError as refused:
        says_what_is_wrong(refused, name)
        return
    finally:
        # the child's time is the system's to limit, the parent's nobody else's
        assert process_time() - start < SECONDS
    for document in documents:
        is_stored_whole(engine, document)


def says_what_is_wrong(refused: SourceError, name: str) -> None:
    """A refusal has words in both languages that name the file and the limit, and nothing of the server."""
    for language in ("uk", "en"):
        said = words(language)(f"error.{refused.code}", **refused.values)
        assert name in said
        assert "{" not in said
        assert not any(part in said for part in OF_THE_SERVER)
        if "limit" in refused.values:
            assert str(refused.values["limit"]) in said


def is_stored_whole(engine: Engine, document: Document) -> None:
    """Every row, measure and body of the document is in the database, or nothing has changed."""
    before = counts(engine)
    result = store_document(engine, document)
    after = counts(engine)
    grown = {table: after[table] - before[table] for table in after}
    if result.outcome is StoreOutcome.UNCHANGED:
        assert not any(grown.values())
        return
    assert document.rows
    assert (grown["loads"], grown["source_rows"]) == (1, len(document.rows))
    assert grown["measures"] == len(document.measures)
    assert grown["assignments"] == sum(len(one.assignments) for one in document.measures)


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {table.name: _count(connection, table) for table in STORED}


def _count(connection: Connection, table: object) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
