"""What one process hands over to another arrives whole."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

from data.model import Fate
from etl.batch import read_content
from etl.headers import Stated
from etl.packing import pack

SAMPLES = Path(__file__).parents[2] / "data" / "documents"


@dataclass(frozen=True, slots=True)
class One:
    """A record of one field."""

    value: object


def test_documents_arrive_as_they_were_read() -> None:
    for path in sorted(SAMPLES.glob("luhansk-*.txt")):
        told = read_content(path.read_bytes(), path.name, Stated())
        assert pickle.loads(pack(told)) == told


def test_records_of_one_field_and_words_of_a_list_arrive_as_they_are() -> None:
    told = (One(One(None)), One((Fate.MEASURE, "захід", 1.5)), [One, {}])
    assert pickle.loads(pack(told)) == told
    assert pickle.loads(pack(Fate.MEASURE)) is Fate.MEASURE
