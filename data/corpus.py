"""Everything a search looks through, of one data version: measures with their reports, bodies, documents.

An owner is what is found: the rows of the three frames numbered through, measures first, then bodies, then documents.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from data.columns import Array, number_days
from data.i18n import LANGUAGES, words
from data.stored_text import read_once
from data.text_index import TextIndex
from data.tuples import cells, each_row

ALWAYS_KNOWN: Final = np.iinfo(np.int64).min
_AT_ONCE: Final = 5_000


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
    """The index of all texts, and of each text whose it is, what it is of it and since when it is known.

    Days count from 1970. The texts themselves stay where they are: `texts_of` reads those of some measures.
    """

    index: TextIndex
    texts_of: Callable[[Sequence[int]], dict[int, list[Text]]]
    owner: Array
    field: Array
    known_from: Array
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
    places: Array,
) -> Corpus:
    """The corpus of a snapshot's frames; withdrawn documents are not in it (their rows keep their numbers).

    Of the measures those at `places`, which are in order, have texts in it; the others keep their numbers too.
    """
    owner, field, known_from = array("i"), array("b"), array("q")

    def told() -> Iterator[str]:
        for text in _all_texts(measures, outcomes, assignments, bodies, documents, places):
            owner.append(text.owner)
            field.append(text.field)
            known_from.append(text.known_from)
            yield text.text

    def texts_of(several: Sequence[int]) -> dict[int, list[Text]]:
        found: dict[int, list[Text]] = {one: [] for one in several}
        own = np.flatnonzero(np.isin(outcomes["measure"].to_numpy(), several))
        named = np.flatnonzero(np.isin(assignments["measure"].to_numpy(), several))
        rows = measures.iloc[list(several)]
        for text in (
            *_of_measures(rows, assignments.iloc[named], several, cells),
            *_of_outcomes(outcomes.iloc[own], cells),
        ):
            if text.text:
                found[text.owner].append(text)
        return found

    return Corpus(
        index=TextIndex(told()),
        texts_of=texts_of,
        owner=np.array(owner, dtype=np.int32),
        field=np.array(field, dtype=np.int8),
        known_from=np.array(known_from, dtype=np.int64),
        measures=len(measures),
        bodies=len(bodies),
        documents=len(documents),
    )


def _all_texts(
    measures: pd.DataFrame,
    outcomes: pd.DataFrame,
    assignments: pd.DataFrame,
    bodies: pd.DataFrame,
    documents: pd.DataFrame,
    places: Array,
) -> Iterator[Text]:
    body_start, document_start = len(measures), len(measures) + len(bodies)
    own = np.flatnonzero(np.isin(outcomes["measure"].to_numpy(), places))
    texts = chain(
        *(
            _of_measures(measures.iloc[some], _of_some(assignments, some), some.tolist())
            for some in _parts(places)
        ),
        *(_of_outcomes(outcomes.iloc[some]) for some in _parts(own)),
        (Text(body_start + at, Field.TITLE, name) for at, name in enumerate(bodies["name"])),
        (
            Text(body_start + at, Field.PLACE, _region_names(iso))
            for at, iso in enumerate(bodies["region_iso"])
        ),
        _of_documents(documents, document_start),
    )
    return (text for text in texts if text.text)


def _parts(places: Array) -> Iterator[Array]:
    return (places[at : at + _AT_ONCE] for at in range(0, len(places), _AT_ONCE))


def _of_some(assignments: pd.DataFrame, measures: Array) -> pd.DataFrame:
    """The assignments of some measures; all are in the order of their measures, as these are."""
    measure = assignments["measure"].to_numpy()
    first, last = np.searchsorted(measure, [measures[0], measures[-1] + 1])
    return assignments.iloc[first:last][np.isin(measure[first:last], measures)]


def _of_measures(
    measures: pd.DataFrame,
    assignments: pd.DataFrame,
    owners: Sequence[int],
    read: Callable[[pd.Series[Any]], list[Any]] = read_once,
) -> Iterator[Text]:
    """The texts of some measures, by their places, and of the bodies that answer for them."""
    names: dict[int, list[str]] = {}
    for place, name in zip(assignments["measure"], assignments["name"], strict=True):
        names.setdefault(place, []).append(name)
    columns = ["number", "title", "full_text", "expected_result", "bodies_text"]
    texts = (read(measures[name]) for name in columns)
    rows = zip(owners, *texts, _places(measures), strict=True)
    for owner, number, title, full_text, expected, printed, place in rows:
        yield Text(owner, Field.NUMBER, number)
        yield Text(owner, Field.TITLE, title)
        # the title leads the full text: what follows it is the rest
        yield Text(owner, Field.TEXT, full_text.removeprefix(title).strip())
        yield Text(owner, Field.TEXT, expected)
        yield Text(owner, Field.BODY, printed)
        yield Text(owner, Field.BODY, _other_names(printed, names.get(owner, ())))
        yield Text(owner, Field.PLACE, place)


def _other_names(printed: str, names: Sequence[str]) -> str:
    """The names of bodies that are printed otherwise: «облдержадміністрація» where «ОДА» stands."""
    if not names:
        return ""
    folded = printed.casefold()
    return "; ".join(dict.fromkeys(name for name in names if name.casefold() not in folded))


def _places(measures: pd.DataFrame) -> list[str]:
    """The region, years and direction of each measure, put together once for a plan."""
    columns = ["region_iso", "year_start", "year_end", "direction_title"]
    place: dict[tuple[str, Any, Any], str] = {}
    told = []
    for region, first, last, title in each_row(measures, columns):
        plan = (region, first, last)
        if plan not in place:
            place[plan] = _place(*plan)
        told.append(f"{place[plan]} | {title}")
    return told


def _of_outcomes(
    outcomes: pd.DataFrame, read: Callable[[pd.Series[Any]], list[Any]] = read_once
) -> Iterator[Text]:
    texts = read(outcomes["result_text"])
    days = number_days(outcomes["known_from"]).tolist()
    for owner, text, day in zip(outcomes["measure"].tolist(), texts, days, strict=True):
        yield Text(owner, Field.RESULT, text, day)


def _of_documents(documents: pd.DataFrame, start: int) -> Iterator[Text]:
    for owner, row in enumerate(each_row(documents), start=start):
        if row.withdrawn:
            continue
        yield Text(owner, Field.TITLE, row.title)
        yield Text(owner, Field.TEXT, row.approved_by)
        yield Text(owner, Field.BODY, row.document)
        yield Text(owner, Field.PLACE, _place(row.region_iso, row.year_start, row.year_end))


def _place(region_iso: str, first: Any, last: Any) -> str:
    """Where and when, in both languages: «Луганська область Luhansk oblast 2014 2015»."""
    known = [int(year) for year in (first, last) if not pd.isna(year)]
    years = range(min(known), max(known) + 1) if known else ()
    return " ".join([_region_names(region_iso), *map(str, years)])


def _region_names(region_iso: str) -> str:
    key = f"region.{region_iso}"
    return " ".join(words(name)(key) for name in LANGUAGES if words(name).has(key))
