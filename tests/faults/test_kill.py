"""A load that is killed or interrupted: the database opens, each document is whole or absent, the next load ends it."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from data.schema import metadata
from tests.support.loads import (
    STORED,
    Contents,
    Limits,
    Load,
    contents_of,
    opened,
    stored_documents,
)

SEED = 20130630
KILLED = -9
INTERRUPTED = 130


def test_a_load_killed_at_any_moment_loses_nothing(
    papers: Path, undisturbed: Contents, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    count = pytestconfig.getoption("moments")
    chance = random.Random(SEED)
    # from the making of the database to the last batch, each of which takes some 0.05 s
    files = len(list(papers.iterdir())) - Limits().together
    moments = [(one * files // count, chance.uniform(0, 0.05)) for one in range(count)]

    def survive(number: int) -> int:
        place = tmp_path / f"moment {number}, {moments[number]}"
        return _kill_and_go_on(papers, undisturbed, place, *moments[number])

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(survive, range(count)))
    # on a fast machine some are over before their moment comes
    assert codes.count(KILLED) >= count * 2 // 3


def test_ctrl_c_is_told_in_one_line_and_leaves_nothing_half_stored(
    papers: Path, undisturbed: Contents, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    load = Load(url, papers, tmp_path)
    assert load.interrupt_after(2) == INTERRUPTED, load.err
    told, all_of = load.out.count(STORED), len(undisturbed.documents)
    assert "Traceback" not in load.err
    assert load.err.splitlines()[0].startswith(f"Опрацьовано {told} із {all_of};")
    assert load.err.splitlines()[-1] == "Перервано. Те, що збережено до цього, лишилося."
    whole = _whole_documents(tmp_path / "monitor.sqlite")
    assert told <= len(whole) < all_of
    assert whole == {key: undisturbed.documents[key] for key in whole}
    following = Load(url, papers, tmp_path / "following")
    assert following.wait() == 0, following.err
    assert contents_of(url, tmp_path / "export") == undisturbed


def _kill_and_go_on(
    papers: Path, undisturbed: Contents, place: Path, stored: int, seconds: float
) -> int:
    url = f"sqlite:///{place / 'monitor.sqlite'}"
    killed = Load(url, papers, place)
    code = killed.kill_after(stored, seconds)
    assert code in {KILLED, 0}, (place.name, killed.err)
    whole = _whole_documents(place / "monitor.sqlite")
    assert len(whole) >= stored, place.name
    assert whole == {key: undisturbed.documents[key] for key in whole}, place.name
    following = Load(url, papers, place / "following")
    assert following.wait() == 0, (place.name, following.err)
    assert contents_of(url, place / "export") == undisturbed, place.name
    return code


def _whole_documents(file: Path) -> dict[str, object]:
    """The documents that a killed load left; none where it had not come to making the tables."""
    if not file.exists():
        return {}
    url = f"sqlite:///{file}"
    with opened(url) as engine, engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok", file
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == [], file
        tables = set(inspect(connection).get_table_names())
    # the schema is made whole or not at all
    assert not tables & set(metadata.tables) or tables >= set(metadata.tables), file
    return dict(stored_documents(url)) if tables else {}
