"""What is said of many measures in the same words, and the names of bodies and documents: each text read once.

These are said anew in each data version: how a body is called, in what direction a measure stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from data.i18n import LANGUAGES, words
from data.search.text_kinds import Array, Kind
from data.search.word_index import RepeatedTexts

_YEAR_BITS: Final = 16


@dataclass(frozen=True)
class SaidTexts:
    """The words of these texts; `name_lengths` is how many the names of bodies and then of documents have."""

    sources: tuple[RepeatedTexts, ...]
    name_lengths: Array
    bodies: int
    documents: int


def collect_said(
    measures: pd.DataFrame,
    assignments: pd.DataFrame,
    bodies: pd.DataFrame,
    documents: pd.DataFrame,
    places: Array,
) -> SaidTexts:
    """What is said of the measures at `places`, and of all bodies and documents that are not withdrawn."""
    of_bodies = tuple(_said_of_bodies(bodies))
    of_documents = tuple(_said_of_documents(documents))
    return SaidTexts(
        sources=(*_said_of_measures(measures, assignments, places), *of_bodies, *of_documents),
        name_lengths=np.concatenate([of_bodies[0].lengths(), of_documents[0].lengths()]),
        bodies=len(bodies),
        documents=len(documents),
    )


def _said_of_measures(
    measures: pd.DataFrame, assignments: pd.DataFrame, places: Array
) -> Iterator[RepeatedTexts]:
    """What is said of many measures in the same words: where and when, in what direction, who answers."""
    chosen = np.zeros(len(measures), dtype=bool)
    chosen[places] = True
    yield _repeated(Kind.PLACE, *_places(measures), chosen)
    yield _repeated(Kind.DIRECTION, *_distinct(measures["direction_title"]), chosen)
    answering = chosen[assignments["measure"].to_numpy()]
    yield _repeated(Kind.NAME, *_distinct(assignments["name"]), answering)


def _said_of_bodies(bodies: pd.DataFrame) -> Iterator[RepeatedTexts]:
    yield _repeated(Kind.BODY, *_distinct(bodies["name"]))
    regions, of_body = _distinct(bodies["region_iso"])
    yield _repeated(Kind.BODY_PLACE, [_region_names(iso) for iso in regions], of_body)


def _said_of_documents(documents: pd.DataFrame) -> Iterator[RepeatedTexts]:
    live = ~documents["withdrawn"].to_numpy(dtype=bool)
    for kind, column in (
        (Kind.DOCUMENT, "title"),
        (Kind.APPROVED, "approved_by"),
        (Kind.FILE, "document"),
    ):
        yield _repeated(kind, *_distinct(documents[column]), live)
    yield _repeated(Kind.DOCUMENT_PLACE, *_places(documents), live)


def _repeated(
    kind: Kind, texts: Sequence[str], text_of: Array, chosen: Array | None = None
) -> RepeatedTexts:
    return RepeatedTexts(texts, text_of if chosen is None else np.where(chosen, text_of, -1), kind)


def _distinct(column: pd.Series[Any]) -> tuple[list[str], Array]:
    """The texts of a column, each once, and which of them each row has."""
    codes, texts = pd.factorize(column)
    return texts.tolist(), codes


def _places(rows: pd.DataFrame) -> tuple[list[str], Array]:
    """Where and when, in both languages, each text once, and which of them each row has."""
    regions = pd.Categorical(rows["region_iso"])
    key = regions.codes.astype(np.int64)
    for name in ("year_start", "year_end"):
        key = (key << _YEAR_BITS) + rows[name].to_numpy(dtype=np.int64, na_value=0)
    codes, known = pd.factorize(key)
    return [_place_of(regions.categories, one) for one in known.tolist()], codes


def _place_of(regions: pd.Index[Any], key: int) -> str:
    rest, last = divmod(key, 1 << _YEAR_BITS)
    region, first = divmod(rest, 1 << _YEAR_BITS)
    return _place(regions[region], first, last)


def _place(region_iso: str, first: int, last: int) -> str:
    """«Луганська область Luhansk oblast 2014 2015»; a year that is not known is 0."""
    known = [year for year in (first, last) if year]
    years = range(min(known), max(known) + 1) if known else ()
    return " ".join([_region_names(region_iso), *map(str, years)])


def _region_names(region_iso: str) -> str:
    key = f"region.{region_iso}"
    return " ".join(words(name)(key) for name in LANGUAGES if words(name).has(key))
