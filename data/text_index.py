"""Texts by their words: an inverted index in a few arrays, for questions of forms, beginnings and near spellings.

A place is the running number of a word over all texts; between two texts one place is left free, so words of
different texts never stand side by side.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from data.word_forms import fold_word, raw_words, stems_of

Ints: TypeAlias = np.ndarray[Any, np.dtype[np.int32]]
WordIds: TypeAlias = Ints

_LAST: Final = "\U0010ffff"
_GAP: Final = -1
_NEAREST: Final = 8
_SHORTEST_MISTYPED: Final = 4
_LONG_WORD: Final = 8


class TextIndex:
    """The words of texts and their places; texts are named by their position in what it was built of."""

    def __init__(self, texts: Iterable[str]) -> None:
        codes, lengths, raw = _read(texts)
        folded, word_of = _fold_all(raw)
        self.words: tuple[str, ...] = tuple(folded)
        """Every word that stands in a text, folded, in order of first appearance."""
        self.printed: tuple[str, ...] = tuple(folded.values())
        """The same words as they are printed where they stand first."""
        self.lengths: Ints = lengths
        """How many words each text has."""
        self._lay_out(word_of[codes] if len(codes) else codes, lengths)
        self._by_stem = _group_by_stem(self.words)
        self._stems = tuple(self._by_stem)
        self._sorted = sorted(range(len(self.words)), key=self.words.__getitem__)
        self._in_order = [self.words[word] for word in self._sorted]

    def _lay_out(self, words: Ints, lengths: Ints) -> None:
        """The texts one after another with a free place after each, and the places of each word."""
        total = len(words) + len(lengths)
        of_text = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths + 1)
        at = np.full(total, _GAP, dtype=np.int32)
        free = np.cumsum(lengths + 1) - 1
        is_word = np.ones(total, dtype=bool)
        is_word[free] = False
        at[is_word] = words
        self._text_at = of_text
        self._places = np.argsort(at, kind="stable").astype(np.int32)[len(lengths) :]
        counts = np.bincount(words, minlength=len(self.words))
        self._starts = np.concatenate([[0], np.cumsum(counts)])

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def last_place(self) -> int:
        """The greatest place there is."""
        return len(self._text_at) - 1

    @property
    def size(self) -> int:
        """Bytes that the arrays take."""
        return int(self._text_at.nbytes + self._places.nbytes + self.lengths.nbytes)

    def same_stem(self, folded: str) -> WordIds:
        """The words that share a stem with a word: all its forms that stand in the texts."""
        found = {word for one in stems_of(folded)[:1] for word in self._by_stem.get(one, ())}
        return _ids(found)

    def spelled(self, folded: str) -> WordIds:
        """The word itself, or nothing."""
        at = bisect_left(self._in_order, folded)
        found = at < len(self._in_order) and self._in_order[at] == folded
        return _ids([self._sorted[at]] if found else [])

    def beginning_with(self, opening: str) -> WordIds:
        """The words that begin with these letters."""
        first, last = (bisect_left(self._in_order, end) for end in (opening, opening + _LAST))
        return _ids(self._sorted[first:last])

    def near(self, folded: str, slack: int = 0) -> WordIds:
        """The words one slip away (two in a long word): a letter left out, added, changed, or two swapped.

        Their stems are compared too, for the texts may hold another form than the mistyped one. `slack` allows so
        many slips more. Of several distances only the nearest words are given, common ones first.
        """
        distances: dict[int, float] = {}
        for word, distance in _near(folded, self.words, slack):
            distances[word] = distance
        for at, distance in _near(stems_of(folded)[0], self._stems, slack):
            for word in self._by_stem[self._stems[at]]:
                distances[word] = min(distance, distances.get(word, distance))
        nearest = min(distances.values(), default=0)
        words = [word for word, distance in distances.items() if distance == nearest]
        return _ids(sorted(words, key=self.count_of, reverse=True))

    def count_of(self, word: int) -> int:
        """How many times a word stands in the texts."""
        return int(self._starts[word + 1] - self._starts[word])

    def places_of(self, words: WordIds) -> Ints:
        """Where any of these words stands, in order."""
        parts = [self._places[self._starts[word] : self._starts[word + 1]] for word in words]
        return np.sort(np.concatenate(parts)) if parts else _ids([])

    def places_of_phrase(self, parts: Sequence[WordIds]) -> Ints:
        """Where words stand side by side in this order: the places of the first."""
        places = self.places_of(parts[0])
        for step, words in enumerate(parts[1:], start=1):
            places = places[np.isin(places + step, self.places_of(words))]
        return places

    def texts_at(self, places: Ints) -> Ints:
        """The texts in which places are."""
        return self._text_at[places]


def _near(asked: str, known: Sequence[str], slack: int) -> list[tuple[int, float]]:
    """The nearest of known spellings, by their numbers, each with its number of slips."""
    if len(asked) < _SHORTEST_MISTYPED or asked[0].isdigit():
        return []
    most = (1 if len(asked) < _LONG_WORD else 2) + slack
    found = process.extract(asked, known, scorer=OSA.distance, score_cutoff=most, limit=_NEAREST)
    return [(at, distance) for _, distance, at in found]


def _read(texts: Iterable[str]) -> tuple[Ints, Ints, list[str]]:
    """The words of all texts as numbers, how many each text has, and the printed word of each number.

    No text is kept: they may come from a database one after another.
    """
    numbers: dict[str, int] = {}
    codes, lengths = array("i"), array("i")
    for text in texts:
        words = _words_of(text)
        lengths.append(len(words))
        codes.extend([numbers.setdefault(word, len(numbers)) for word in words])
    _words_of.cache_clear()
    return np.array(codes, dtype=np.int32), np.array(lengths, dtype=np.int32), list(numbers)


# bodies and places stand in many measures
_words_of = lru_cache(maxsize=4096)(raw_words)


def _fold_all(raw: Sequence[str]) -> tuple[dict[str, str], Ints]:
    """The folded words, each with its first printed form, and the number of the one each printed word is."""
    printed: dict[str, str] = {}
    numbers: dict[str, int] = {}
    word_of = []
    for word in raw:
        folded = fold_word(word)
        printed.setdefault(folded, word)
        word_of.append(numbers.setdefault(folded, len(numbers)))
    return printed, _ids(word_of)


def _group_by_stem(words: Sequence[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        for one in stems_of(word):
            groups.setdefault(one, []).append(number)
    return groups


def _ids(words: Iterable[int]) -> WordIds:
    return np.array(sorted(words) if isinstance(words, set) else list(words), dtype=np.int32)
