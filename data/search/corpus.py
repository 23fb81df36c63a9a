"""Everything a search looks through, of one data version: measures with their reports, bodies, documents.

An owner is what is found: the rows of the three frames numbered through, measures first, then bodies, then documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.columns import NO_DAY, number_days
from data.search.row_texts import OF_ROW, rest, texts_of_row
from data.search.said_texts import SaidTexts
from data.search.stored_words import StoredWords
from data.search.text_index import POSITION_BITS, Places, TextIndex
from data.search.text_kinds import (
    FIELDS,
    KIND_BITS,
    Array,
    Field,
    Kind,
    Text,
    text_number,
)
from data.search.word_forms import each_word
from data.search.word_index import WordIndex, WordSource
from data.stored_text import read_once
from data.tuples import cells

_AT_ONCE: Final = 5_000
_KINDS: Final = (1 << KIND_BITS) - 1


@dataclass(frozen=True)
class Corpus:
    """The index of all texts, and of each text whose it is and since when it is known (days count from 1970).

    `told_of` is the measure of each outcome, `answered_by` that of each assignment; `name_lengths` is how many words
    the names of bodies and documents have, `left_out` how many measures are not in the index. The texts themselves
    stay where they are: `texts_of` reads those of some measures.
    """

    index: WordIndex
    texts_of: Callable[[Sequence[int]], dict[int, list[Text]]]
    told_of: Array
    known_from: Array
    answered_by: Array
    name_lengths: Array
    measures: int
    bodies: int
    documents: int
    left_out: int = 0

    @property
    def owners(self) -> int:
        """How many things can be found."""
        return self.measures + self.bodies + self.documents

    def fields_at(self, places: Places) -> Array:
        """What the texts at these places are of their owners: numbers of `Field`."""
        fields: Array = FIELDS[(places >> POSITION_BITS) & _KINDS]
        return fields

    def owners_at(self, places: Places) -> Array:
        """Whose the texts at these places are."""
        kinds = (places >> POSITION_BITS) & _KINDS
        of = places >> (POSITION_BITS + KIND_BITS)
        for kind, owner_of in ((Kind.RESULT, self.told_of), (Kind.NAME, self.answered_by)):
            own = np.flatnonzero(kinds == kind)
            of[own] = owner_of[of[own]]
        owners: Array = of + self._first_owner[kinds]
        return owners

    def known_at(self, places: Places, days: Array) -> Array:
        """Which texts are known on the day that their measure is looked at; `days` has one for each measure."""
        known = np.ones(len(places), dtype=bool)
        own = np.flatnonzero(((places >> POSITION_BITS) & _KINDS) == Kind.RESULT)
        outcomes = places[own] >> (POSITION_BITS + KIND_BITS)
        known[own] = self.known_from[outcomes] <= days[self.told_of[outcomes]]
        return known

    @property
    def _first_owner(self) -> Array:
        """For each kind the first owner that has texts of it."""
        first = np.zeros(len(Kind), dtype=np.int64)
        first[Kind.BODY : Kind.BODY_PLACE + 1] = self.measures
        first[Kind.DOCUMENT : Kind.DOCUMENT_PLACE + 1] = self.measures + self.bodies
        return first


@dataclass(frozen=True)
class RowTexts:
    """Where the words of rows are had: those of `own` measures and `told` outcomes, by their places, from their texts,
    all others from `stored` words; `left_out` measures from nowhere.
    """

    own: Array
    told: Array
    stored: StoredWords | None = None
    left_out: int = 0


def rows_of(outcomes: pd.DataFrame, places: Array) -> RowTexts:
    """The texts of some measures, by their places in order, and of what was told of them."""
    return RowTexts(places, np.flatnonzero(np.isin(outcomes["measure"].to_numpy(), places)))


def rows_beside(outcomes: pd.DataFrame, stored: StoredWords, most: int) -> RowTexts:
    """The texts that stored words do not hold yet; none of them where they are of more than so many measures."""
    own, told = stored.unindexed_measures, stored.unindexed_outcomes
    measures = len(np.union1d(own, outcomes["measure"].to_numpy()[told]))
    if measures > most:
        return RowTexts(own[:0], told[:0], stored, measures)
    return RowTexts(own, told, stored)


def collect_corpus(
    measures: pd.DataFrame,
    outcomes: pd.DataFrame,
    assignments: pd.DataFrame,
    rows: RowTexts,
    said: SaidTexts,
) -> Corpus:
    """The corpus of a snapshot's frames: the texts of its rows, and what is said of measures, bodies and documents."""
    told_of = outcomes["measure"].to_numpy()
    answered_by = assignments["measure"].to_numpy()
    sources: list[WordSource] = [
        TextIndex(_of_measures(measures, rows.own)),
        TextIndex(_of_outcomes(outcomes, rows.told)),
        *said.sources,
        *([] if rows.stored is None else [rows.stored]),
    ]

    def texts_of(several: Sequence[int]) -> dict[int, list[Text]]:
        found: dict[int, list[Text]] = {one: [] for one in several}
        own = np.flatnonzero(np.isin(told_of, several))
        answering = np.flatnonzero(np.isin(answered_by, several))
        for text in (
            *_texts_of_measures(measures.iloc[list(several)], assignments.iloc[answering], several),
            *_texts_of_outcomes(outcomes.iloc[own]),
        ):
            if text.text:
                found[text.owner].append(text)
        return found

    return Corpus(
        index=WordIndex(sources),
        texts_of=texts_of,
        told_of=told_of,
        known_from=_known_from(outcomes),
        answered_by=answered_by,
        name_lengths=said.name_lengths,
        measures=len(measures),
        bodies=said.bodies,
        documents=said.documents,
        left_out=rows.left_out,
    )


def _of_measures(measures: pd.DataFrame, places: Array) -> Iterator[tuple[int, str]]:
    for some in _parts(places):
        texts = (read_once(measures[name].iloc[some]) for name in OF_ROW)
        for row in zip(some.tolist(), *texts, strict=True):
            yield from texts_of_row(*row)


def _of_outcomes(outcomes: pd.DataFrame, places: Array) -> Iterator[tuple[int, str]]:
    for some in _parts(places):
        texts = read_once(outcomes["result_text"].iloc[some])
        for of, text in zip(some.tolist(), texts, strict=True):
            yield text_number(of, Kind.RESULT), text


def _parts(places: Array) -> Iterator[Array]:
    return (places[at : at + _AT_ONCE] for at in range(0, len(places), _AT_ONCE))


def _known_from(outcomes: pd.DataFrame) -> Array:
    """The day of each outcome; a report's outcomes share theirs."""
    codes, days = pd.factorize(outcomes["known_from"])
    known: Array = np.append(number_days(days), NO_DAY)[codes]
    return known


def _texts_of_measures(
    measures: pd.DataFrame, assignments: pd.DataFrame, owners: Sequence[int]
) -> Iterator[Text]:
    """The texts of a few measures that a page shows, by their places."""
    names: dict[int, list[str]] = {}
    for place, name in zip(assignments["measure"], assignments["name"], strict=True):
        names.setdefault(place, []).append(name)
    texts = (cells(measures[name]) for name in OF_ROW)
    for owner, number, title, full_text, expected, printed in zip(owners, *texts, strict=True):
        yield Text(owner, Field.NUMBER, number)
        yield Text(owner, Field.TITLE, title)
        yield Text(owner, Field.TEXT, rest(title, full_text))
        yield Text(owner, Field.TEXT, expected)
        yield Text(owner, Field.BODY, printed)
        yield Text(owner, Field.BODY, _other_names(printed, names.get(owner, ())))


def _other_names(printed: str, names: Sequence[str]) -> str:
    """The names of bodies that are printed otherwise: «облдержадміністрація» where «ОДА» stands."""
    told = _spelled(printed)
    return "; ".join(dict.fromkeys(name for name in names if _spelled(name) not in told))


def _spelled(text: str) -> str:
    """The words of a text, for the question whether another holds them side by side."""
    return "".join(f" {word.folded} " for word in each_word(text))


def _texts_of_outcomes(outcomes: pd.DataFrame) -> Iterator[Text]:
    """The results of some outcomes, each known from its day."""
    texts = cells(outcomes["result_text"])
    days = number_days(outcomes["known_from"]).tolist()
    for owner, text, day in zip(outcomes["measure"].tolist(), texts, days, strict=True):
        yield Text(owner, Field.RESULT, text, day)
