"""Who answers for each measure, as numbers: measures with the very same bodies in the same roles have one code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.columns import Array

_WHO = ("name", "role", "by_consent", "collective")


@dataclass(frozen=True, slots=True)
class Answering:
    """The code of each measure, and for each code the assignments of the first measure that has it, by their places.

    A body named twice for one measure stands as it is named first. `who` numbers the assignments: those of one body
    in one role and manner have one number, and `first_of_who` is the place of the first of each. `body` are the numbers
    of their bodies among `bodies`, which are ids.
    """

    codes: Array
    places: tuple[Array, ...]
    who: Array
    first_of_who: Array
    body: Array
    bodies: Array


def collect_answering(assignments: pd.DataFrame, measures: int) -> Answering:
    """Who answers for so many measures; assignments are in the order of their measures."""
    ids, bodies = pd.factorize(assignments["body_id"].array)
    columns = [ids, *(pd.factorize(assignments[name].array)[0] for name in _WHO)]
    who = _numbers(*columns)
    # a body without an id is known by its name
    unnamed = (assignments["body_id"] == "").to_numpy(dtype=bool)
    body = _numbers(unnamed.astype(np.int64), np.where(unnamed, columns[1], columns[0]))
    measure = assignments["measure"].to_numpy(dtype=np.int64)
    _, first = np.unique(measure * (body.max(initial=0) + 1) + body, return_index=True)
    kept = np.sort(first)
    ends = np.searchsorted(measure[kept], np.arange(measures + 1))
    told, starts = who[kept].tolist(), ends.tolist()
    known: dict[tuple[int, ...], int] = {}
    places: list[Array] = []
    codes = np.empty(measures, dtype=np.int32)
    for at in range(measures):
        own = tuple(told[starts[at] : starts[at + 1]])
        code = known.get(own)
        if code is None:
            code = known[own] = len(known)
            places.append(kept[starts[at] : starts[at + 1]])
        codes[at] = code
    return Answering(
        codes=codes,
        places=tuple(places),
        who=who,
        first_of_who=np.unique(who, return_index=True)[1],
        body=ids,
        bodies=np.asarray(bodies, dtype=object),
    )


def _numbers(*columns: Array) -> Array:
    """One number for each different row of some columns of numbers."""
    numbers = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        numbers = pd.factorize(numbers * (column.max(initial=0) + 1) + column)[0].astype(np.int64)
    return numbers
