"""Where the name of a body begins: adjectives and a head noun that agree (reading rule 47)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from etl.values.body_cell import Token
from etl.values.inflection import (
    Form,
    Noun,
    abbreviated,
    abbreviations,
    agrees,
    read_adjective,
    read_noun,
)

_MANAGEMENT: Final = re.compile(r".*(?:ом|ем|єм|ами|ями|ою|єю|ним|ними)")
_LONGEST: Final = 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """The opening of a name: adjectives and the head noun, token places `start` to `head` inclusive."""

    start: int
    head: int
    nouns: tuple[Noun, ...]
    abbreviation: bool = False
    shared: tuple[tuple[int, int], ...] = ()

    def cases(self) -> set[str]:
        """The cases in which it can stand."""
        return {noun.form.case for noun in self.nouns}


def read_phrase(tokens: list[Token], start: int) -> Phrase | None:
    """The opening of a body's name at a token, None if no name can begin there.

    «районні в місті Києві державні адміністрації» opens with adjectives, an inserted place, and the head.
    """
    adjectives: list[tuple[Form, ...]] = []
    place = start
    while place < len(tokens) and place - start < 9:
        token = tokens[place]
        if not token.is_word or (token.inside and not tokens[start].inside):
            return None
        if is_abbreviation(token):
            form = Form("nom", "sg", "f")
            return Phrase(start, place, (Noun(form, token.text, token.folded),), abbreviation=True)
        nouns = tuple(
            noun
            for noun in read_noun(token.folded)
            if all(agrees(adjective, noun.form) for adjective in adjectives)
        )
        if nouns and not _is_managing(tokens, place, start):
            return Phrase(start, place, nouns)
        adjective = read_adjective(token.folded)
        if adjective:
            adjectives.append(adjective)
            place += 1
            continue
        skip = _inserted_place(tokens, place) if adjectives else 0
        if not skip:
            return None
        place += skip
    return None


def is_abbreviation(token: Token) -> bool:
    """Whether a token is a body's abbreviation («РДА», «Мінекономіки»), told by its capitals."""
    if abbreviated().fullmatch(token.text):
        return True
    return token.folded in abbreviations() and (
        token.text[:2].isupper() or (token.text[:1].isupper() and len(token.text) > 4)
    )


def _is_managing(tokens: list[Token], place: int, start: int) -> bool:
    """Whether «управління» means managing something: «управління майном» inside a name."""
    if not tokens[place].folded.startswith("управлінн") or start == 0 or place != start:
        return False
    following = tokens[place + 1].folded if place + 1 < len(tokens) else ""
    return bool(_MANAGEMENT.fullmatch(following))


def _inserted_place(tokens: list[Token], place: int) -> int:
    """The length of «в місті Києві», «у м. Києві» between an adjective and its noun."""
    folded = [token.folded for token in tokens[place : place + 4]]
    if folded[:1] not in (["в"], ["у"]) or len(folded) < 3:
        return 0
    if folded[1] == "місті" and read_noun(folded[2]):
        return 2  # «районні у місті ради»
    if folded[1] in ("місті", "м"):
        return 4 if folded[2] == "." else 3
    return 0
