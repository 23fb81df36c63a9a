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

MANAGED: Final = re.compile(r".*(?:ом|ем|єм|ами|ями|ою|єю|стю|ним|ними)")
_LONGEST: Final = 9
# a noun that can be nothing but a nominative, and one that only looks like an adjective
_NOMINATIVE_NOUN: Final = re.compile(r"[а-яґєії'-]{3,}(?:ерія|орія|ація|[сц]тво)")
_VERBAL_NOUN: Final = re.compile(r".*(?:ння|ття)")
_NOMINATIVE_ENDS: Final = {
    "m": tuple("бвгґджзйклмнпрстфхцчшщь"), "f": ("а", "я", "ь"), "n": ("о", "е", "я"),
    "pl": ("и", "і", "ї", "а", "я"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """The opening of a name: adjectives and the head noun, token places `start` to `head` inclusive."""

    start: int
    head: int
    nouns: tuple[Noun, ...]
    abbreviation: bool = False
    shared: tuple[tuple[int, int], ...] = ()
    unlisted: bool = False

    def cases(self) -> set[str]:
        """The cases in which it can stand."""
        return {noun.form.case for noun in self.nouns}


def read_phrase(tokens: list[Token], start: int) -> Phrase | None:
    """The opening of a body's name at a token, None if no name can begin there.

    «районні в місті Києві державні адміністрації» opens with adjectives, an inserted place, and the head.
    """
    adjectives: list[tuple[Form, ...]] = []
    place = start + _adverb(tokens, start)
    while place < len(tokens) and place - start < _LONGEST:
        if adjectives and not tokens[start].inside:
            place += _bracketed(tokens, place)
        token = tokens[min(place, len(tokens) - 1)]
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
        skip = (_inserted_place(tokens, place) or _joins(tokens, place)) if adjectives else 0
        if not skip:
            return None
        place += skip
    return None


def read_unlisted(tokens: list[Token], place: int) -> Phrase | None:
    """A head no list holds, told by its nominative alone: «студентське самоврядування», «бухгалтерія».

    What goes on with a name after a comma stands in another case, so a nominative begins a new one.
    """
    start = place
    forms: set[Form] = set()
    while place < len(tokens) and tokens[place].is_word and not tokens[place].inside:
        folded = tokens[place].folded
        if _NOMINATIVE_NOUN.fullmatch(folded) and place == start:
            return Phrase(start, place, (_nominative(folded, "sg", "f"),), unlisted=True)
        adjective = set() if _VERBAL_NOUN.fullmatch(folded) else set(read_adjective(folded))
        forms = (forms & adjective if forms else adjective) or forms
        if not adjective:
            break
        place += 1
    if place == start or place >= len(tokens) or {f.case for f in forms} - {"nom", "acc"}:
        return None
    word = tokens[place]
    agreed = [f for f in forms if f.case == "nom" and _ends_as(word.folded, f)]
    if not agreed or not word.is_word or word.inside:
        return None
    return Phrase(start, place, (_nominative(word.folded, *agreed[0][1:]),), unlisted=True)


def _nominative(folded: str, number: str, gender: str) -> Noun:
    return Noun(Form("nom", number, gender or "f"), folded, folded)


def _ends_as(folded: str, form: Form) -> bool:
    """Whether a noun's ending may be that of a nominative of this number and gender."""
    ends = _NOMINATIVE_ENDS["pl" if form.number == "pl" else form.gender]
    return len(folded) > 3 and folded.endswith(ends)


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
    return bool(MANAGED.fullmatch(following))


def _adverb(tokens: list[Token], place: int) -> int:
    """Whether an adverb opens the name: «постійно діюча робоча група»."""
    if place + 1 >= len(tokens) or not tokens[place].folded.endswith("о"):
        return 0
    return (
        1 if read_adjective(tokens[place + 1].folded) and not read_noun(tokens[place].folded) else 0
    )


def _bracketed(tokens: list[Token], place: int) -> int:
    """The length of a bracket between adjective and noun: «районні державні (військові) адміністрації»,
    «міські (міст обласного значення) ради»."""
    if tokens[place].text != "(":
        return 0
    end = next((i for i in range(place, len(tokens)) if tokens[i].text == ")"), len(tokens))
    if end - place > _LONGEST or end + 1 >= len(tokens):
        return 0
    after = tokens[end + 1].folded
    return end + 1 - place if read_noun(after) or read_adjective(after) else 0


def _joins(tokens: list[Token], place: int) -> int:
    """Whether «та» only joins two adjectives of one noun: «центральні та місцеві органи»."""
    if tokens[place].folded not in ("та", "і", "й") or place + 2 >= len(tokens):
        return 0
    one, other = read_adjective(tokens[place - 1].folded), read_adjective(tokens[place + 1].folded)
    alike = {form[:2] for form in one} & {form[:2] for form in other}
    return 1 if alike and read_noun(tokens[place + 2].folded) else 0


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
