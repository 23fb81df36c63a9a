"""Greater bodies that own units, and what closes a list and governs it (reading rule 56)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from etl.values.body_cell import Token
from etl.values.body_item import SHARED_HEAD, Item
from etl.values.inflection import read_adjective, read_noun
from etl.values.lexicon import alternation, words
from etl.values.text import fold

_STAFF: Final = "апарату"
_SUBDIVISION: Final = "підрозділ"


@cache
def level() -> re.Pattern[str]:
    """Adjectives of administrative level: «обласна», «районні», «міським»."""
    return re.compile(alternation(words("bodies", "levels")))


@cache
def owner_lemmas() -> frozenset[str]:
    """The nominatives of bodies that own units."""
    return frozenset(fold(word) for word in words("bodies", "owners"))


@cache
def owner_words() -> frozenset[str]:
    """The forms in which an owner closes a name: «…облдержадміністрації», «…міської ради», «…ОДА»."""
    owned = set(map(fold, words("bodies", "owner_abbreviations") + words("bodies", "owner_places")))
    for lemma in words("bodies", "owners"):
        folded = fold(lemma)
        if folded.endswith("ія"):
            owned |= {folded[:-1] + "ї", folded[:-1] + "й"}
        elif folded.endswith("а"):
            owned |= {folded[:-1] + "и", folded[:-1]}
        else:
            owned |= {folded + "у", folded + "ів"}
    return frozenset(owned)


@cache
def _owner_parts() -> frozenset[str]:
    """What stands between a unit and its owner and belongs to the owner: «апарату», «виконкому»."""
    return frozenset(fold(word) for word in words("bodies", "owner_parts"))


@cache
def unit_lemmas() -> frozenset[str]:
    """The nominatives of bodies that a greater one owns: «відділ», «управління»."""
    return frozenset(fold(word) for word in words("bodies", "units"))


def ends_with_owner(tokens: list[Token]) -> bool:
    """Whether a name says at its end whose unit it is: «…облдержадміністрації», «відділ контролю апарату»."""
    return bool(tokens) and (tokens[-1].folded in owner_words() or tokens[-1].folded == _STAFF)


def propagate_owner(items: list[Item]) -> None:
    """Gives the owner that closes a list to each unit of it that names none (reading rule 56)."""
    owner: list[Token] = []
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        listed = item.rule == SHARED_HEAD  # «департаменти: А; Б облдержадміністрації»
        if item.closed and not listed:
            owner = []
        found = _owner_of(item)
        if found:
            owner = found if _is_unit(item) or _is_rest_of_units(items, index) else []
        elif owner and _takes_owner(item) and (_is_plural(item) or not _of_many(owner)):
            item.tokens = item.tokens + owner
        else:
            owner = []
        if item.apart:
            owner = []


def _is_rest_of_units(items: list[Item], index: int) -> bool:
    """«управлінням, відділам, іншим структурним підрозділам райдержадміністрації»: bare plurals lead up to it."""
    phrase = items[index].phrase
    return (
        index > 0
        and len(items[index - 1].tokens) == 1
        and phrase is not None
        and any(noun.lemma == _SUBDIVISION for noun in phrase.nouns)
    )


def _is_plural(item: Item) -> bool:
    return (
        item.rule != SHARED_HEAD
        and item.phrase is not None
        and any(
            noun.form.number == "pl" for noun in item.phrase.nouns if noun.form.case == item.case
        )
    )


def _of_many(owner: list[Token]) -> bool:
    """Whether the owner is a plural («відділи культури райдержадміністрацій»): one unit is not of many."""
    return owner[-1].folded.endswith(("й", "рад", "ів"))


def _is_unit(item: Item) -> bool:
    return item.phrase is not None and any(
        noun.lemma in unit_lemmas() for noun in item.phrase.nouns
    )


def _takes_owner(item: Item) -> bool:
    if not _is_unit(item) or item.consent:
        return False
    head = item.phrase.head - item.phrase.start if item.phrase else 0
    return not any(
        level().fullmatch(token.folded) or (index > head and _is_proper(item.tokens, index))
        for index, token in enumerate(item.tokens)
    )


def _is_proper(tokens: list[Token], place: int) -> bool:
    """Whether a capital begins the name of another body: «Державної казначейської служби», no «Державного реєстру»."""
    if not tokens[place].text[:1].isupper():
        return False
    if not read_adjective(tokens[place].folded):
        return True
    while place < len(tokens) and read_adjective(tokens[place].folded):
        place += 1
    if place >= len(tokens):
        return True
    return tokens[place].folded in owner_words() or bool(read_noun(tokens[place].folded))


def _owner_of(item: Item) -> list[Token]:
    """The tokens of the owner at the end of a name: «…відділ освіти [міської ради]»."""
    tokens = item.tokens
    end = len(tokens)
    if end < 2 or not ends_with_owner(tokens) or tokens[end - 1].inside:
        return []
    start = end - 1
    while start > 1 and read_adjective(tokens[start - 1].folded):
        start -= 1
    while start > 2 and tokens[start - 1].folded in _owner_parts():
        start -= 1
        while start > 1 and read_adjective(tokens[start - 1].folded):
            start -= 1
    if tokens[start - 1].folded in ("при", "про", "в", "у"):
        return []
    return tokens[start:end]
