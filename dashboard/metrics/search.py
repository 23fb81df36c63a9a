"""What answers a query, best first: measures, bodies and documents that hold all its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from dashboard.metrics.query import (
    Answer,
    Query,
    Reach,
    Term,
    answer_term,
    by_other_keyboard,
    near_words,
    parse_query,
)
from data.search.corpus import Corpus
from data.search.text_index import in_order
from data.search.text_kinds import Field
from data.search.word_index import stand_among

Array: TypeAlias = np.ndarray[Any, Any]

# what a word weighs by where it stands, and by how near it is to the word asked for
_FIELD_WEIGHT: Final = np.array([12.0, 4.0, 2.5, 2.0, 1.5, 0.3])
_REACH_WEIGHT: Final = {Reach.FORMS: 1.0, Reach.RELATED: 0.5, Reach.NEAR: 0.5}
_AS_TYPED: Final = 1.1
_SIDE_BY_SIDE: Final = ((1, 0.6), (2, 0.3), (3, 0.2))
_FINDS: Final = [field for field in Field if field is not Field.PLACE]
_MOST_DROPPED: Final = 5


@dataclass(frozen=True)
class Found:
    """What a query found: `owner` numbers of the corpus best first, and in which field each was found mostly."""

    corpus: Corpus
    answers: tuple[Answer, ...]
    owner: Array
    where: Array

    @cached_property
    def phrases(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """What is to be marked in texts: phrases of sets of folded words, most are of one."""
        return tuple(
            tuple(map(frozenset, name)) for answer in self.answers for name, _ in answer.phrases
        )

    def measures(self) -> Found:
        """The measures among what was found."""
        return self._between(0, self.corpus.measures)

    def bodies(self) -> Array:
        """The rows of `snapshot.bodies` among what was found."""
        start = self.corpus.measures
        return self._between(start, start + self.corpus.bodies).owner - start

    def documents(self) -> Array:
        """The rows of `snapshot.documents` among what was found."""
        start = self.corpus.measures + self.corpus.bodies
        return self._between(start, self.corpus.owners).owner - start

    def within(self, rows: pd.Index[Any]) -> Found:
        """Those that are among these rows."""
        return self._where(np.isin(self.owner, rows.to_numpy()))

    def found_in(self, fields: Sequence[Field]) -> Found:
        """Those found mostly in one of these fields; all of them if none is named."""
        return self._where(np.isin(self.where, list(fields))) if fields else self

    def __len__(self) -> int:
        return len(self.owner)

    def _between(self, first: int, last: int) -> Found:
        return self._where((self.owner >= first) & (self.owner < last))

    def _where(self, mask: Array) -> Found:
        return Found(self.corpus, self.answers, self.owner[mask], self.where[mask])


def find(corpus: Corpus, query: Query, as_of: pd.Series[Any], *, related: bool = False) -> Found:
    """What holds every term of a query, in any form; `related` takes words of the same root too.

    A term that stands in no document is answered by words of its root, else by the words it is nearest to, as
    after a slip of the hand. `as_of` is the day each measure is looked at: a result counts from the day it is known.
    """
    answers = answer_query(corpus, query, related=related)
    if not answers or not all(answer.phrases for answer in answers):
        empty = np.array([], dtype=np.int64)
        return Found(corpus, answers, empty, empty)
    days = as_of.to_numpy().astype("datetime64[D]").astype(np.int64)
    score, where = _score(corpus, answers, days)
    owner = np.flatnonzero(score > 0)
    owner = owner[np.argsort(-score[owner], kind="stable")]
    return Found(corpus, answers, owner, where[owner])


def answer_query(corpus: Corpus, query: Query, *, related: bool = False) -> tuple[Answer, ...]:
    """The words of the documents that answer each term of a query."""
    return tuple(_nearest_answer(corpus, term, related=related) for term in query.terms)


def count_without_each(
    corpus: Corpus, query: Query, as_of: pd.Series[Any]
) -> list[tuple[Term, Query, int]]:
    """For each term of a query that found nothing: the query without it and how many it finds; those that find."""
    counted = []
    for dropped in query.terms[:_MOST_DROPPED] if len(query.terms) > 1 else ():
        rest = tuple(term for term in query.terms if term is not dropped)
        shorter = Query(" ".join(_as_typed(term) for term in rest), rest)
        if count := len(find(corpus, shorter, as_of)):
            counted.append((dropped, shorter, count))
    return counted


def suggest(corpus: Corpus, query: Query) -> str:
    """What may have been meant: the same keys of the Ukrainian keyboard, or the nearest words, farther than a slip.

    "" if there is neither.
    """
    index = corpus.index
    meant = by_other_keyboard(query.text)
    terms = parse_query(meant).terms
    if terms and all(answer_term(index, term, Reach.FORMS).phrases for term in terms):
        return meant
    words, changed = [], False
    for term in query.terms:
        if answer_term(index, term, Reach.NEAR).phrases or term.exact:
            words.append(_as_typed(term))
            continue
        near = near_words(index, term.names[0][0], slack=1)
        if not len(near):
            return ""
        words.append(index.printed(max(near, key=index.count_of)).lower())
        changed = True
    return " ".join(words) if changed else ""


def _as_typed(term: Term) -> str:
    return f"«{term.said}»" if term.exact else term.said


def _nearest_answer(corpus: Corpus, term: Term, *, related: bool) -> Answer:
    for reach in (Reach.RELATED if related else Reach.FORMS, Reach.RELATED, Reach.NEAR):
        answer = answer_term(corpus.index, term, reach)
        if answer.phrases:
            break
    return answer


def _score(corpus: Corpus, answers: Sequence[Answer], days: Array) -> tuple[Array, Array]:
    """How well each owner answers (0: not all terms, or only by its place), and its field with most terms."""
    total = np.zeros(corpus.owners)
    holds_all = np.ones(corpus.owners, dtype=bool)
    terms_in = np.zeros((corpus.owners, len(Field)), dtype=np.int8)
    before: tuple[Array, Array] | None = None
    for answer in answers:
        starts, ends, weights = _places(corpus, answer, days)
        owners, fields = corpus.owners_at(starts), corpus.fields_at(starts)
        best = np.zeros(corpus.owners)
        np.maximum.at(best, owners, weights * _FIELD_WEIGHT[fields])
        rarity = np.log1p(corpus.owners / (1 + np.count_nonzero(best)))
        total += best * rarity
        holds_all &= best > 0
        is_in = np.zeros_like(terms_in)
        is_in[owners, fields] = 1
        terms_in += is_in
        if before is not None:
            total += _nearness(corpus, before[1], in_order(starts)) * rarity
        before = starts, ends
    finds = terms_in[:, _FINDS]
    holds_all &= finds.any(axis=1)
    return np.where(holds_all, total * _tightness(corpus, len(answers)), 0), finds.argmax(axis=1)


def _places(corpus: Corpus, answer: Answer, days: Array) -> tuple[Array, Array, Array]:
    """Where a term is answered: the first and the last place of each, and what it weighs there."""
    index = corpus.index
    typed = index.places_of(index.spelled(answer.term.names[0][0]))
    starts, ends, weights = [], [], []
    for name, reach in answer.phrases:
        places = index.places_of_phrase(name)
        places = places[corpus.known_at(places, days)]
        starts.append(places)
        ends.append(places + len(name) - 1)
        as_typed = stand_among(places, typed)
        weights.append(_REACH_WEIGHT[reach] * np.where(as_typed, _AS_TYPED, 1))
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(weights)


def _nearness(corpus: Corpus, ends: Array, starts: Array) -> Array:
    """What an owner gains where two terms follow one another closely: «громадська рада» above «рада … громадська».

    `starts` are in order.
    """
    gain = np.zeros(corpus.owners)
    for step, worth in _SIDE_BY_SIDE:
        beside = ends[stand_among(ends + step, starts)]
        weights = worth * _FIELD_WEIGHT[corpus.fields_at(beside)]
        np.maximum.at(gain, corpus.owners_at(beside), weights)
    return gain


def _tightness(corpus: Corpus, terms: int) -> Array:
    """Bodies and documents whose whole name was asked for come before those that only hold the words."""
    factor = np.ones(corpus.owners)
    share = np.minimum(terms / np.maximum(corpus.name_lengths, 1), 1)
    factor[corpus.measures :] = 0.5 + 0.5 * share
    return factor
