"""The words that the database holds ready, as a search asks for them: places of its rows as places of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sqlalchemy import BindParameter, ColumnElement, Engine, Select, bindparam, func, select

from data.schema import search_places, search_segments, search_stems, search_words
from data.search.packing import Array, unpack
from data.search.segments import find_segments
from data.search.text_index import POSITION_BITS, Places, in_order, near_words, slips_allowed
from data.search.text_kinds import KIND_BITS, Kind
from data.search.word_forms import stems_of

_AT_ONCE: Final = 500
# numbers stand in the question itself: a name for each takes longer than its answer
_SEGMENTS: Final[BindParameter[Any]] = bindparam("segments", expanding=True, literal_execute=True)
_NUMBERS: Final[BindParameter[Any]] = bindparam("numbers", expanding=True, literal_execute=True)
_LAST: Final = "\U0010ffff"
_SHIFT: Final = KIND_BITS + POSITION_BITS
_KINDS: Final = (1 << KIND_BITS) - 1
_BELOW: Final = (1 << _SHIFT) - 1


@dataclass(frozen=True)
class StoredIndex:
    """The index that a database has now: its segments, and the rows whose texts and whose results are in them."""

    engine: Engine
    segments: tuple[int, ...]
    own: Array
    results: Array


def find_stored_segments(engine: Engine) -> tuple[int, ...]:
    """The segments that a search reads now, as the mark of what is indexed."""
    with engine.connect() as connection:
        return tuple(segment.id for segment in find_segments(connection))


def open_stored_index(engine: Engine, segments: Sequence[int]) -> StoredIndex:
    """The index of these segments."""
    columns = search_segments.c
    query = select(columns.own, columns.results).where(columns.id.in_(segments))
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    own, results = (
        np.concatenate([np.array([], dtype=np.int64), *map(unpack, packed)])
        for packed in ([row.own for row in rows], [row.results for row in rows])
    )
    return StoredIndex(engine, tuple(segments), own, results)


class StoredWords:
    """The words of a stored index, for one snapshot: `measures` and `outcomes` are the ids of its rows, in its order.

    Rows that are not in the snapshot have no places: those of superseded versions, and of withdrawn documents.
    """

    def __init__(self, index: StoredIndex, measures: Array, outcomes: Array) -> None:
        self._engine = index.engine
        self._segments = index.segments
        last = max((int(ids.max(initial=0)) for ids in (index.own, index.results)), default=0)
        self._measure_of, self.unindexed_measures = _numbered(measures, index.own, last)
        self._outcome_of, self.unindexed_outcomes = _numbered(outcomes, index.results, last)

    def words_of_stem(self, stem: str) -> Iterable[str]:
        """The words that are found by a stem."""
        by_stem = search_stems.join(search_words, search_words.c.id == search_stems.c.word_id)
        query = select(search_words.c.word).select_from(by_stem)
        return self._words(query.where(search_stems.c.stem == stem))

    def words_spelled(self, folded: str) -> Iterable[str]:
        """The word itself, or nothing."""
        return self._words(_all_words().where(search_words.c.word == folded))

    def words_beginning(self, opening: str) -> Iterable[str]:
        """The words that begin with these letters."""
        word = search_words.c.word
        return self._words(_all_words().where(word >= opening, word < opening + _LAST))

    def words_near(self, folded: str, slack: int) -> dict[str, float]:
        """The words a few slips from one, they or their stems, each with its number of slips."""
        word, stem = search_words.c.word, search_stems.c.stem
        words = self._words(_all_words().where(_as_long(word, folded, slack)))
        stems = select(stem).distinct().where(_as_long(stem, stems_of(folded)[0], slack))
        return near_words(folded, slack, words, self._words(stems), self.words_of_stem)

    def printed(self, word: str) -> str:
        """A word as it is printed; "" for an unknown one."""
        found = self._words(select(search_words.c.printed).where(search_words.c.word == word))
        return found[0] if found else ""

    def places_by_word(self, words: Iterable[str]) -> dict[str, Places]:
        """Where each of these words stands in the snapshot, in order."""
        packed: dict[str, list[bytes]] = {}
        for word, places in self._packed(list(words)):
            packed.setdefault(word, []).append(places)
        return {
            word: self._in_snapshot(np.concatenate([unpack(one) for one in parts]))
            for word, parts in packed.items()
        }

    def _packed(self, words: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        known, own = search_words.c, search_places.c
        numbers = select(known.id, known.word)
        places = select(own.word_id, own.places).where(
            own.segment_id.in_(_SEGMENTS), own.word_id.in_(_NUMBERS)
        )
        with self._engine.connect() as connection:
            for first in range(0, len(words), _AT_ONCE):
                some = words[first : first + _AT_ONCE]
                found = connection.execute(numbers.where(known.word.in_(some)))
                by_number = {number: word for number, word in found}
                wanted = {"segments": self._segments, "numbers": sorted(by_number)}
                for number, packed in connection.execute(places, wanted):
                    yield by_number[number], packed

    def _in_snapshot(self, places: Places) -> Places:
        """Places of rows as places of the measures and outcomes that the rows are in the snapshot."""
        rows = places >> _SHIFT
        told = ((places >> POSITION_BITS) & _KINDS) == Kind.RESULT
        of = np.where(told, self._outcome_of[rows], self._measure_of[rows]).astype(np.int64)
        here = of >= 0
        return in_order((of[here] << _SHIFT) + (places[here] & _BELOW))

    def _words(self, query: Select[Any]) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())


def _all_words() -> Select[Any]:
    return select(search_words.c.word)


def _as_long(column: ColumnElement[str], spelling: str, slack: int) -> ColumnElement[bool]:
    """Whether a spelling is so nearly as long as another that a few slips may lie between them."""
    most = slips_allowed(spelling) + slack
    return func.length(column).between(len(spelling) - most, len(spelling) + most)


def _numbered(ids: Array, indexed: Array, last: int) -> tuple[Array, Array]:
    """The number in the snapshot of each indexed row by its id (-1 for none), and the numbers that are not indexed."""
    in_index = np.zeros(last + 1, dtype=bool)
    in_index[indexed] = True
    reached = ids <= last
    held = np.zeros(len(ids), dtype=bool)
    held[reached] = in_index[ids[reached]]
    number_of = np.full(last + 1, -1, dtype=np.int32)
    number_of[ids[held]] = np.flatnonzero(held)
    return number_of, np.flatnonzero(~held)
