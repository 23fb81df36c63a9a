"""Which measures say nearly the same: texts by the stems they share, the rare ones weighing most.

Texts are few-word sentences of officials, so the measure is the cosine of their stems weighed by rarity (tf-idf
without tf). Words that every plan has are left out by name, for few documents cannot tell that they are common.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from data.search.word_forms import fold_word, raw_words, search_words, stem

Array: TypeAlias = np.ndarray[Any, Any]

_REFERENCE: Final = Path(__file__).resolve().parent / "reference" / "likeness_uk.toml"
LEAST: Final = 0.34
_LEAST_SHARED: Final = 2
_SHORTEST_WORD: Final = 2


class LikenessIndex:
    """The texts of measures for the question which are like a given one; a text is named by its position."""

    def __init__(self, texts: Sequence[str]) -> None:
        codes, distinct = pd.factorize(np.array(list(texts), dtype=object))
        self.wording: Array = codes.astype(np.int64)
        """The number of each text's wording: equal texts have one."""
        self._positions = np.argsort(codes, kind="stable")
        self._firsts = np.searchsorted(codes[self._positions], np.arange(len(distinct) + 1))
        terms: dict[str, int] = {}
        self._terms = [
            np.array([terms.setdefault(one, len(terms)) for one in telling_stems(text)], dtype=int)
            for text in distinct
        ]
        self._lay_out(len(terms))

    def _lay_out(self, terms: int) -> None:
        """For each stem the wordings that hold it, one stem after another, and what it weighs."""
        lengths = np.array([len(own) for own in self._terms], dtype=np.int64)
        flat = np.concatenate([np.array([], dtype=np.int64), *self._terms])
        held_by = np.bincount(flat, minlength=terms)
        self._weights = np.log((len(lengths) + 1) / (held_by + 0.5)) ** 2
        wordings = np.repeat(np.arange(len(lengths)), lengths)
        self._holders = wordings[np.argsort(flat, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(held_by)])
        self._norms = np.sqrt(np.bincount(wordings, self._weights[flat], minlength=len(lengths)))

    def __len__(self) -> int:
        return len(self.wording)

    def like(self, position: int) -> tuple[Array, Array]:
        """The positions of texts like one, itself left out, and their likeness in (0, 1]; the likest first.

        Equal texts have 1; a text that shares fewer than two telling stems is like its equals only.
        """
        wordings, scores = self.wordings_like(int(self.wording[position]))
        held = [self._positions[self._firsts[one] : self._firsts[one + 1]] for one in wordings]
        positions = np.concatenate(held)
        likeness = np.repeat(scores, [len(some) for some in held])
        others = positions != position
        return positions[others], likeness[others]

    def wordings_like(self, wording: int) -> tuple[Array, Array]:
        """The wordings like one, itself first with 1, and their likeness."""
        score = np.zeros(len(self._norms))
        shared = np.zeros(len(self._norms), dtype=np.int16)
        for term in self._terms[wording]:
            holders = self._holders[self._starts[term] : self._starts[term + 1]]
            score[holders] += self._weights[term]
            shared[holders] += 1
        score /= np.maximum(self._norms * self._norms[wording], np.finfo(float).tiny)
        score = np.where(shared < _LEAST_SHARED, 0, np.minimum(score, 1))
        score[wording] = 1
        found = np.flatnonzero(score >= LEAST)
        found = found[np.lexsort((found, found != wording, -score[found]))]
        return found, score[found]


def telling_stems(text: str) -> tuple[str, ...]:
    """The stems that tell what a measure does: «Проведення громадських слухань» -> («громадськ», «слухан»).

    Abbreviations stand for their words («ІГС» for «інститути громадянського суспільства»), a word with a hyphen for
    its parts, «веб-сайт» and «вебсайт» for «сайт»; numbers tell nothing.
    """
    return tuple(dict.fromkeys(one for word in raw_words(text) for one in _stems_of_word(word)))


@lru_cache(maxsize=65536)
def _stems_of_word(word: str) -> tuple[str, ...]:
    folded = fold_word(word)
    if folded[0].isdigit():
        return ()
    stems = (stem(part) for part in _parts(folded) if len(part) > _SHORTEST_WORD)
    return tuple(one for one in stems if one not in _silent())


def _parts(folded: str) -> Iterator[str]:
    for part in _abbreviations().get(folded) or folded.split("-"):
        bare = part.removeprefix("веб")
        if bare:
            yield bare


@cache
def _silent() -> frozenset[str]:
    """The stems of words that tell nothing."""
    with _REFERENCE.open("rb") as file:
        groups = tomllib.load(file)
    words = [word for group in groups.values() for word in group] + search_words()["stop_words"]
    return frozenset(stem(fold_word(word)) for word in words)


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Short names of one word and the words of their long name, from what a search takes as the same."""
    return {
        fold_word(short): tuple(fold_word(word) for word in raw_words(names[-1]))
        for names in search_words()["same"]
        for short in names[:-1]
        if len(raw_words(short)) == 1
    }
