"""A folder of small documents, and what an undisturbed load of it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.loads import Contents, Load, contents_of, write_papers


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of plans and the reports on them."""
    return write_papers(tmp_path_factory.mktemp("papers") / "звіти")


@pytest.fixture(scope="session")
def undisturbed(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """What one load of the papers leaves in an empty database."""
    place = tmp_path_factory.mktemp("undisturbed")
    url = f"sqlite:///{place / 'monitor.sqlite'}"
    load = Load(url, papers, place)
    assert load.wait() == 0, load.err
    return contents_of(url, place / "export")
