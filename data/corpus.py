"""Everything a search looks through, of one data version: measures with their reports, bodies, documents.

An owner is what is found: the rows of the three frames numbered through, measures first, then bodies, then documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from data.i18n import LANGUAGES, words
from data.text_index import TextIndex
from data.tuples import each_row

ALWAYS_KNOWN: Final = np.iinfo(np.int64).min


class Field(IntEnum):
    """What a text is of its owner, in the order in which a find is told.

    `PLACE` helps to find (region, years, direction) but is no find by itself.
    """

    NUMBER = 0
    TITLE = 1
    TEXT = 2
    BODY = 3
    RESULT = 4
    PLACE = 5


class Text(NamedTuple):
    """One text: whose it is, what it is of it, and for a result the day it is known from, counted from 1970."""

    owner: int
    field: Field
    text: str
    known_from: int = ALWAYS_KNOWN


@dataclass(frozen=True)
class Corpus:
    """The texts and their index; the columns are as long as `texts`, known days counted from 1970."""

    texts: tuple[Text, ...]
    index: TextIndex
    owner: np.ndarray[Any, Any]
    field: np.ndarray[Any, Any]
    known_from: np.ndarray[Any, Any]
    measures: int
    bodies: int
    documents: int

    @property
    def owners(self) -> int:
        """How many things can be found."""
        return self.measures + self.bodies + self.documents


def collect_corpus(
    measures: pd.DataFrame,
    outcomes: pd.DataFrame,
    assignments: pd.DataFrame,
    bodies: pd.DataFrame,
    documents: pd.DataFrame,
) -> Corpus:
    """The corpus of a snapshot's frames; withdrawn documents are not in it (their rows keep their numbers)."""
    body_start, document_start = len(measures), len(measures) + len(bodies)
    texts = tuple(
        text
        for text in (
            *_of_measures(measures, assignments),
            *_of_outcomes(measures, outcomes),
            *(Text(body_start + at, Field.TITLE, name) for at, name in enumerate(bodies["name"])),
            *(
                Text(body_start + at, Field.PLACE, _region_names(iso))
                for at, iso in enumerate(bodies["region_iso"])
            ),
            *_of_documents(documents, document_start),
        )
        if text.text
    )
    return Corpus(
        texts=texts,
        index=TextIndex([text.text for text in texts]),
        owner=np.array([text.owner for text in texts], dtype=np.int64),
        field=np.array([text.field for text in texts], dtype=np.int8),
        known_from=np.array([text.known_from for text in texts], dtype=np.int64),
        measures=len(measures),
        bodies=len(bodies),
        documents=len(documents),
    )


def _of_measures(measures: pd.DataFrame, assignments: pd.DataFrame) -> Iterator[Text]:
    names: dict[str, list[str]] = {}
    for key, name in zip(assignments["measure_id"], assignments["name"], strict=True):
        names.setdefault(key, []).append(name)
    columns = ["measure_id", "number", "title", "full_text", "expected_result", "bodies_text"]
    read = zip(*(measures[name].tolist() for name in columns), _places(measures), strict=True)
    for owner, (key, number, title, full_text, expected, printed, place) in enumerate(read):
        yield Text(owner, Field.NUMBER, number)
        yield Text(owner, Field.TITLE, title)
        # the title leads the full text: what follows it is the rest
        yield Text(owner, Field.TEXT, full_text.removeprefix(title).strip())
        yield Text(owner, Field.TEXT, expected)
        yield Text(owner, Field.BODY, printed)
        yield Text(owner, Field.BODY, _other_names(printed, names.get(key, ())))
        yield Text(owner, Field.PLACE, place)


def _other_names(printed: str, names: Sequence[str]) -> str:
    """The names of bodies that are printed otherwise: «облдержадміністрація» where «ОДА» stands."""
    if not names:
        return ""
    folded = printed.casefold()
    return "; ".join(dict.fromkeys(name for name in names if name.casefold() not in folded))


def _places(measures: pd.DataFrame) -> list[str]:
    """The region, years and direction of each measure, put together once for a plan."""
    about = measures[["region_iso", "year_start", "year_end"]].drop_duplicates()
    place = {tuple(row): _place(row) for row in each_row(about)}
    columns = ["region_iso", "year_start", "year_end", "direction_title"]
    read = zip(*(measures[name].tolist() for name in columns), strict=True)
    return [f"{place[region, first, last]} | {title}" for region, first, last, title in read]


def _of_outcomes(measures: pd.DataFrame, outcomes: pd.DataFrame) -> Iterator[Text]:
    owner_of = {key: owner for owner, key in enumerate(measures["measure_id"])}
    told = zip(outcomes["measure_id"], outcomes["result_text"], outcomes["known_from"], strict=True)
    for key, text, day in told:
        known = int(np.datetime64(day, "D").astype(np.int64))
        yield Text(owner_of[key], Field.RESULT, text, known)


def _of_documents(documents: pd.DataFrame, start: int) -> Iterator[Text]:
    for owner, row in enumerate(each_row(documents), start=start):
        if row.withdrawn:
            continue
        yield Text(owner, Field.TITLE, row.title)
        yield Text(owner, Field.TEXT, row.approved_by)
        yield Text(owner, Field.BODY, row.document)
        yield Text(owner, Field.PLACE, _place(row))


def _place(row: Any) -> str:
    """Where and when, in both languages: «Луганська область Luhansk oblast 2014 2015»."""
    known = [int(year) for year in (row.year_start, row.year_end) if not pd.isna(year)]
    years = range(min(known), max(known) + 1) if known else ()
    return " ".join([_region_names(row.region_iso), *map(str, years)])


def _region_names(region_iso: str) -> str:
    key = f"region.{region_iso}"
    return " ".join(words(name)(key) for name in LANGUAGES if words(name).has(key))
