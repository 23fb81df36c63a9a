"""Texts by their words: an inverted index in a few arrays, for questions of forms, beginnings and near spellings.

A place is one word of one text: the text's number, shifted by `POSITION_BITS`, and the word's position in it. So the
places of a text stand together, and words of different texts never stand side by side.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from data.search.word_forms import fold_word, raw_words, stems_of

Places: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Words: TypeAlias = tuple[str, ...]

POSITION_BITS: Final = 20
LONGEST_WORD: Final = 200
"""So many letters of a word are compared: no query has more."""
_LAST: Final = "\U0010ffff"
# some positions are left free at the end of each text, so that no next place is one of the next text
_MOST_WORDS: Final = (1 << POSITION_BITS) - 8
_SHORTEST_MISTYPED: Final = 4
_LONG_WORD: Final = 8


class TextIndex:
    """The words of numbered texts and their places, held in memory."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        """Of texts in the order of their numbers; none of them is kept, they may come from a database."""
        codes, numbers, lengths, raw = _read(texts)
        folded, word_of = _fold_all(raw)
        self.words: Words = tuple(folded)
        """Every word that stands in a text, folded, in order of first appearance."""
        self.lengths = lengths
        """How many words each text has."""
        self._printed = folded
        self._lay_out(word_of[codes] if len(codes) else codes, numbers, lengths)

    def _lay_out(self, words: Any, numbers: Places, lengths: Any) -> None:
        """The places of each word, one word after another."""
        firsts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        positions = np.arange(len(words), dtype=np.int64) - firsts
        places = (np.repeat(numbers, lengths) << POSITION_BITS) + positions
        self._places: Places = places[np.argsort(words, kind="stable")]
        counts = np.bincount(words, minlength=len(self.words))
        self._starts = np.concatenate([[0], np.cumsum(counts)])

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for word in self.words:
            for one in stems_of(word):
                groups.setdefault(one, []).append(word)
        return groups

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self.words)

    def words_of_stem(self, stem: str) -> Iterable[str]:
        """The words that are found by a stem."""
        return self._by_stem.get(stem, ())

    def words_spelled(self, folded: str) -> Iterable[str]:
        """The word itself, or nothing."""
        return (folded,) if folded in self._numbers else ()

    def words_beginning(self, opening: str) -> Iterable[str]:
        """The words that begin with these letters."""
        first, last = (bisect_left(self._in_order, end) for end in (opening, opening + _LAST))
        return self._in_order[first:last]

    def words_near(self, folded: str, slack: int) -> dict[str, float]:
        """The words a few slips from one, they or their stems, each with its number of slips."""
        return near_words(folded, slack, self.words, tuple(self._by_stem), self.words_of_stem)

    def printed(self, word: str) -> str:
        """A word as it is printed where it stands first; "" for an unknown one."""
        return self._printed.get(word, "")

    def places_by_word(self, words: Iterable[str]) -> dict[str, Places]:
        """Where each of these words stands, in order; words that stand nowhere are left out."""
        numbers = ((word, self._numbers.get(word)) for word in words)
        return {word: self._places_of(number) for word, number in numbers if number is not None}

    def each_word(self) -> Iterator[tuple[str, Places]]:
        """All words with their places."""
        return ((word, self._places_of(number)) for number, word in enumerate(self.words))

    def _places_of(self, number: int) -> Places:
        return self._places[self._starts[number] : self._starts[number + 1]]


def in_order(places: Places) -> Places:
    """Places in ascending order; quick where they are stretches that are in order each, as places mostly are."""
    return np.sort(places, kind="stable")


def near_words(
    folded: str,
    slack: int,
    words: Sequence[str],
    stems: Sequence[str],
    words_of_stem: Callable[[str], Iterable[str]],
) -> dict[str, float]:
    """Of known words those a few slips from one: a letter left out, added, changed, or two swapped.

    Stems are compared with the stem too, for the texts may hold another form than the mistyped one. `slack` allows
    so many slips more than `slips_allowed`.
    """
    distances = dict(_near(folded, words, slack))
    for one, distance in _near(stems_of(folded)[0], stems, slack):
        for word in words_of_stem(one):
            distances[word] = min(distance, distances.get(word, distance))
    return distances


def slips_allowed(folded: str) -> int:
    """How many slips a word may have: one, two in a long word, none in a short one or in a number."""
    if len(folded) < _SHORTEST_MISTYPED or folded[0].isdigit():
        return 0
    return 1 if len(folded) < _LONG_WORD else 2


def _near(asked: str, known: Sequence[str], slack: int) -> list[tuple[str, float]]:
    """The known spellings not too far from one, each with its number of slips."""
    allowed = slips_allowed(asked)
    if not allowed:
        return []
    most = allowed + slack
    found = process.extract(asked, known, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [(spelling, distance) for spelling, distance, _ in found]


def _read(texts: Iterable[tuple[int, str]]) -> tuple[Any, Places, Any, list[str]]:
    """The words of all texts as codes, each text's number and how many words it has, the printed word of each code.

    No text is kept: they may come from a database one after another.
    """
    known: dict[str, int] = {}
    codes, numbers, lengths = array("i"), array("q"), array("i")
    for number, text in texts:
        words = _words_of(text)[:_MOST_WORDS]
        numbers.append(number)
        lengths.append(len(words))
        codes.extend([known.setdefault(word, len(known)) for word in words])
    _words_of.cache_clear()
    return (
        np.array(codes, dtype=np.int32),
        np.array(numbers, dtype=np.int64),
        np.array(lengths, dtype=np.int64),
        list(known),
    )


# bodies and places stand in many measures
_words_of = lru_cache(maxsize=4096)(raw_words)


def _fold_all(raw: Sequence[str]) -> tuple[dict[str, str], Any]:
    """The folded words, each with its first printed form, and the number of the one each printed word is."""
    printed: dict[str, str] = {}
    numbers: dict[str, int] = {}
    word_of = []
    for word in raw:
        folded = fold_word(word)[:LONGEST_WORD]
        printed.setdefault(folded, word[:LONGEST_WORD])
        word_of.append(numbers.setdefault(folded, len(numbers)))
    return printed, np.array(word_of, dtype=np.int32)
