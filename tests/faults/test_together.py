"""Eight loads of one folder at once: the same content as one load, each document stored once."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.loads import STORED, Contents, Limits, Load, contents_of

LOADS = 8


def test_eight_loads_at_once(
    database_url: str, papers: Path, undisturbed: Contents, tmp_path: Path
) -> None:
    limits = Limits(wait_seconds=60)
    loads = [Load(database_url, papers, tmp_path / str(number), limits) for number in range(LOADS)]
    assert [load.wait() for load in loads] == [0] * LOADS, [load.err for load in loads]
    fates = [
        fate for load in loads for fate in re.findall(r"^звіти/\S+( — .+)$", load.out, re.MULTILINE)
    ]
    documents = len(undisturbed.documents)
    assert len(fates) == documents * LOADS
    assert fates.count(STORED) == documents
    assert fates.count(" — без змін") == documents * (LOADS - 1)
    assert contents_of(database_url, tmp_path / "export") == undisturbed
