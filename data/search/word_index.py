"""The words of everything a search looks through, wherever their places are held: in memory, in the database, both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

import numpy as np
from cachetools import LRUCache

from data.search.text_index import POSITION_BITS, Places, TextIndex, Words, in_order
from data.search.text_kinds import KIND_BITS, Array, Kind
from data.search.word_forms import stems_of

_MOST_NEAR: Final = 8
# places of the words asked for last: those of a few frequent words among a million measures
_HELD_BYTES: Final = 48 * 1024 * 1024
_NOWHERE: Final[Places] = np.array([], dtype=np.int64)


class WordSource(Protocol):
    """Words with the places where they stand; a word may be known that stands nowhere any more."""

    def words_of_stem(self, stem: str) -> Iterable[str]:
        """The words that are found by a stem."""

    def words_spelled(self, folded: str) -> Iterable[str]:
        """The word itself, or nothing."""

    def words_beginning(self, opening: str) -> Iterable[str]:
        """The words that begin with these letters."""

    def words_near(self, folded: str, slack: int) -> dict[str, float]:
        """The words a few slips from one, each with its number of slips."""

    def printed(self, word: str) -> str:
        """A word as it is printed; "" for an unknown one."""

    def places_by_word(self, words: Iterable[str]) -> dict[str, Places]:
        """Where each of these words stands, in order; words that stand nowhere may be left out."""


class RepeatedTexts:
    """Texts that many things have, each read once: the names of bodies, the titles of directions.

    `text_of` says for each thing, numbered from 0, which of the texts it has (-1 for none); as places its texts are
    of one kind.
    """

    def __init__(self, texts: Sequence[str], text_of: Array, kind: Kind) -> None:
        self._index = TextIndex(enumerate(texts))
        self._kind = kind
        order = np.argsort(text_of, kind="stable")
        self._starts = np.searchsorted(text_of[order], np.arange(len(texts) + 1))
        self._things = order.astype(np.int32)
        self.words_of_stem = self._index.words_of_stem
        self.words_spelled = self._index.words_spelled
        self.words_beginning = self._index.words_beginning
        self.words_near = self._index.words_near
        self.printed = self._index.printed

    def lengths(self) -> Array:
        """How many words the text of each thing has; 0 where it has none."""
        lengths = np.zeros(len(self._things), dtype=np.int64)
        without = self._starts[0]
        lengths[self._things[without:]] = np.repeat(self._index.lengths, np.diff(self._starts))
        return lengths

    def places_by_word(self, words: Iterable[str]) -> dict[str, Places]:
        """Where each of these words stands: in the text of each thing that has it."""
        found = self._index.places_by_word(words)
        return {word: self._repeat(places) for word, places in found.items()}

    def _repeat(self, places: Places) -> Places:
        texts = places >> POSITION_BITS
        positions = places - (texts << POSITION_BITS)
        firsts = self._starts[texts]
        counts = self._starts[texts + 1] - firsts
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        things = self._things[np.repeat(firsts, counts) + steps].astype(np.int64)
        numbers = (things << KIND_BITS) + self._kind
        return in_order((numbers << POSITION_BITS) + np.repeat(positions, counts))


class WordIndex:
    """The words of several sources as one: questions of forms, beginnings and near spellings, and their places.

    A word counts where it stands somewhere: the database may know words that only earlier versions have.
    """

    def __init__(self, sources: Sequence[WordSource]) -> None:
        self._sources = tuple(sources)
        self._held: LRUCache[str, Places] = LRUCache(_HELD_BYTES, lambda one: one.nbytes + 1)
        self._lock = threading.Lock()

    def same_stem(self, folded: str) -> Words:
        """The words that share a stem with a word: all its forms that stand in the texts."""
        stem = stems_of(folded)[0]
        return self._standing(lambda source: source.words_of_stem(stem))

    def spelled(self, folded: str) -> Words:
        """The word itself, or nothing."""
        return self._standing(lambda source: source.words_spelled(folded))

    def beginning_with(self, opening: str) -> Words:
        """The words that begin with these letters."""
        return self._standing(lambda source: source.words_beginning(opening))

    def near(self, folded: str, slack: int = 0) -> Words:
        """The words one slip away (two in a long word): a letter left out, added, changed, or two swapped.

        Their stems are compared too, for the texts may hold another form than the mistyped one. `slack` allows so
        many slips more. Of several distances only the nearest words are given, the commonest few, common ones first.
        """
        distances: dict[str, float] = {}
        for source in self._sources:
            for word, slips in source.words_near(folded, slack).items():
                distances[word] = min(slips, distances.get(word, slips))
        for nearest in sorted(set(distances.values())):
            words = [word for word, slips in distances.items() if slips == nearest]
            places = self._places(words)
            standing = [word for word in words if len(places[word])]
            if standing:
                standing.sort(key=lambda word: (-len(places[word]), word))
                return tuple(standing[:_MOST_NEAR])
        return ()

    def count_of(self, word: str) -> int:
        """How many times a word stands in the texts."""
        return len(self._places([word])[word])

    def printed(self, word: str) -> str:
        """A word as it is printed, where it stands first."""
        return next((told for one in self._sources if (told := one.printed(word))), word)

    def places_of(self, words: Words) -> Places:
        """Where any of these words stands, in order."""
        parts = list(self._places(words).values())
        return _merged(parts)

    def places_of_phrase(self, parts: Sequence[Words]) -> Places:
        """Where words stand side by side in this order: the places of the first."""
        places = self.places_of(parts[0])
        for step, words in enumerate(parts[1:], start=1):
            places = places[stand_among(places + step, self.places_of(words))]
        return places

    def _standing(self, known: Callable[[WordSource], Iterable[str]]) -> Words:
        words = {word for source in self._sources for word in known(source)}
        return tuple(sorted(word for word, places in self._places(words).items() if len(places)))

    def _places(self, words: Iterable[str]) -> dict[str, Places]:
        """The places of each of these words, those held from the last questions first."""
        with self._lock:
            found = {word: held for word in words if (held := self._held.get(word)) is not None}
        missing = [word for word in dict.fromkeys(words) if word not in found]
        if not missing:
            return found
        told = [source.places_by_word(missing) for source in self._sources]
        for word in missing:
            found[word] = _merged([places[word] for places in told if word in places])
        with self._lock:
            for word in missing:
                if found[word].nbytes < _HELD_BYTES:
                    self._held[word] = found[word]
        return found


def stand_among(places: Places, known: Places) -> Array:
    """Which of these places are among known ones, which are in order."""
    if not len(known):
        return np.zeros(len(places), dtype=bool)
    at = np.minimum(np.searchsorted(known, places), len(known) - 1)
    found: Array = known[at] == places
    return found


def _merged(parts: Sequence[Places]) -> Places:
    """Places of several words or sources in one order."""
    if len(parts) == 1:
        return parts[0]
    return in_order(np.concatenate(parts)) if parts else _NOWHERE
