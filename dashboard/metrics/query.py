"""What a reader asks for: the words of a query, and the words of the documents that answer each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final, TypeAlias

from data.search.text_index import Words
from data.search.word_forms import each_word, root, search_words, stems_of
from data.search.word_index import WordIndex

LONGEST: Final = 200
MOST_TERMS: Final = 12

Phrase: TypeAlias = tuple[str, ...]

_QUOTED: Final = re.compile(r"[\"«“„]([^\"«»“”„]+)[\"»”“]")
# Ukrainian words typed while the keyboard was English: «ghjtrn» for «проект»
_KEYS: Final = str.maketrans(
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхїфівапролджєячсмитьбю'"
)
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_SHORTEST_OPENING: Final = 3


class Reach(IntEnum):
    """How far a word of a text may be from the word asked for."""

    FORMS = 0
    RELATED = 1
    NEAR = 2


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that must be found; `names` are what it may be called, each a phrase of folded words.

    An exact term takes its words as they are spelled, any other takes all their forms.
    """

    said: str
    names: tuple[Phrase, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """The terms of a query; `left_out` are its words beyond the first `MOST_TERMS`."""

    text: str
    terms: tuple[Term, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of the documents that answer a term: phrases of sets of words, each with how near it is."""

    term: Term
    phrases: tuple[tuple[tuple[Words, ...], Reach], ...]

    @property
    def reach(self) -> Reach:
        """How far the nearest words are."""
        return min((reach for _, reach in self.phrases), default=Reach.FORMS)


def parse_query(text: str) -> Query:
    """The terms of what was typed: quoted words are one exact phrase, «і», «про» and the like are not required.

    «громадська рада "відкриті дані"» has three terms; «ОДА» is «облдержадміністрація» too.
    """
    text = " ".join(text.split())[:LONGEST].strip()
    terms: list[Term] = []
    at = 0
    for match in _QUOTED.finditer(text):
        terms += _plain(text[at : match.start()])
        words = tuple(word.folded for word in each_word(match[1]))
        terms += [Term(match[1].strip(), (words,), exact=True)] if words else []
        at = match.end()
    terms += _plain(text[at:])
    required = [term for term in terms if term.exact or not _is_stop_word(term)] or terms
    distinct = list(dict.fromkeys(required))
    return Query(text, tuple(distinct[:MOST_TERMS]), max(len(distinct) - MOST_TERMS, 0))


def answer_term(index: WordIndex, term: Term, reach: Reach) -> Answer:
    """The words of the texts that answer a term, as far as `reach` lets them be."""
    phrases = [
        (tuple(_forms(index, word, term.exact) for word in name), Reach.FORMS)
        for name in term.names
    ]
    if not term.exact and len(term.names[0]) == 1:
        (word,) = term.names[0]
        known = {form for name, _ in phrases for words in name for form in words}
        if reach >= Reach.RELATED:
            others = tuple(one for one in related_words(index, word) if one not in known)
            phrases.append(((others,), Reach.RELATED))
        if reach >= Reach.NEAR:
            phrases.append(((near_words(index, word),), Reach.NEAR))
    found = [(name, how) for name, how in phrases if all(len(words) for words in name)]
    return Answer(term, tuple(found))


def related_words(index: WordIndex, word: str) -> Words:
    """Words that begin as a word's root does: «звітування» and «звітність» for «звіт»; a half-typed word's wholes."""
    opening = root(word) or (word if len(word) >= _SHORTEST_OPENING else "")
    if not opening or opening[0].isdigit():
        return ()
    return index.beginning_with(opening)


def by_other_keyboard(text: str) -> str:
    """What the same keys give on the Ukrainian keyboard: «,.l;tn» is «бюджет»; "" if it was on."""
    return "" if _CYRILLIC.search(text) else text.lower().translate(_KEYS)


def near_words(index: WordIndex, word: str, slack: int = 0) -> Words:
    """All forms of the words that a mistyped one is nearest to."""
    nearest = (index.same_stem(one) for one in index.near(word, slack))
    return tuple(sorted({form for forms in nearest for form in forms}))


def _forms(index: WordIndex, word: str, exact: bool) -> Words:
    return index.spelled(word) if exact else index.same_stem(word)


def _plain(text: str) -> list[Term]:
    """Words outside quotes; those that together are a known name («обласна державна адміністрація») are one term."""
    words = list(each_word(text))
    terms = []
    at = 0
    while at < len(words):
        taken, names = _known_name([word.folded for word in words[at:]])
        said = text[words[at].start : words[at + taken - 1].end]
        terms.append(Term(said, names))
        at += taken
    return terms


def _known_name(words: Sequence[str]) -> tuple[int, tuple[Phrase, ...]]:
    """How many words of the beginning are one name, and all names of what it is."""
    for name, names in _names():
        if len(name) <= len(words) and all(
            stems_of(one)[0] == stems_of(other)[0] for one, other in zip(name, words, strict=False)
        ):
            own = tuple(words[: len(name)])
            return len(name), (own, *(other for other in names if other != name))
    return 1, ((words[0],),)


@cache
def _names() -> tuple[tuple[Phrase, tuple[Phrase, ...]], ...]:
    """Names of one thing, the longest first: «обласна державна адміністрація», «облдержадміністрація», «ОДА»."""
    known = []
    for group in search_words()["same"]:
        names = tuple(tuple(word.folded for word in each_word(name)) for name in group)
        known += [(name, names) for name in names]
    return tuple(sorted(known, key=lambda pair: -len(pair[0])))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(
        word.folded for text in search_words()["stop_words"] for word in each_word(text)
    )


def _is_stop_word(term: Term) -> bool:
    return len(term.names) == 1 and all(word in _stop_words() for word in term.names[0])
