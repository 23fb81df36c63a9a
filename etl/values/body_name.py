"""The name of a body as it is stored: nominative, full, standing alone (reading rules 28, 29, 47)."""

from __future__ import annotations

import re
from functools import cache

from etl.values.body_cell import Token
from etl.values.body_item import SHARED_HEAD, SHARED_NOUN, Item
from etl.values.body_owner import owner_words
from etl.values.body_phrase import Phrase, read_phrase
from etl.values.inflection import (
    Form,
    Noun,
    adjective_nominative,
    agrees,
    read_adjective,
    read_noun,
)
from etl.values.lexicon import alternation, words
from etl.values.text import fold, strip_final_stop


def compose(item: Item) -> str:
    """The nominative of an item, without the stray comma after its head (reading rules 28, 47)."""
    words_ = [token.text for token in item.tokens]
    phrase = item.phrase
    if phrase is not None and not phrase.abbreviation:
        head = phrase.head - phrase.start
        noun = _reading(item, phrase)
        if noun is not None:
            _to_nominative(item, words_, head, noun)
        if len(words_) > head + 1 and words_[head + 1] == "," and item.rule != SHARED_NOUN:
            following = item.tokens[head + 2] if head + 2 < len(item.tokens) else None
            if following is not None and _is_governed(following) and not _goes_on(following, noun):
                del words_[head + 1]  # a stray comma after the head (reading rule 28)
                item.rule = "stray comma"
                item.tokens = [*item.tokens[: head + 1], *item.tokens[head + 2 :]]
    return _join(item.tokens, words_)


def _is_governed(token: Token) -> bool:
    """Whether a word can only belong to the noun before it: «підрозділи[,] виконавчого органу»."""
    genitive = any(form.case == "gen" for form in read_adjective(token.folded))
    return genitive or token.folded in owner_words()


def _goes_on(token: Token, noun: Noun | None) -> bool:
    """Whether a word after the head's comma stands beside it: «органи, відповідальні за…», «підприємства, установи»."""
    if noun is None:
        return False
    if any(
        other.form == noun.form._replace(gender=other.form.gender)
        for other in read_noun(token.folded)
    ):
        return True
    adjective = read_adjective(token.folded)
    return bool(adjective) and (
        agrees(adjective, noun.form) or any(form.case == noun.form.case for form in adjective)
    )


def _reading(item: Item, phrase: Phrase) -> Noun | None:
    """The one reading of the head noun that the cell's case and the name's tail allow."""
    nouns = [noun for noun in phrase.nouns if noun.form.case == item.case] or list(phrase.nouns)
    if item.number:
        nouns = [noun for noun in nouns if noun.form.number == item.number] or nouns
    if item.case == "nom" and phrase.head == phrase.start:
        lemmas = {noun.lemma for noun in nouns}
        if lemmas & set(words("bodies", "genitive_units")) and nouns[0].form.number == "pl":
            genitive = [n for n in phrase.nouns if n.form[:2] == ("gen", "sg")]
            plural_owner = item.tokens[-1].folded.endswith(("й", "рад", "ів"))
            if genitive and len(item.tokens) > 1 and not plural_owner:
                return genitive[0]
    return nouns[0] if nouns else None


def _to_nominative(item: Item, words_: list[str], head: int, noun: Noun) -> None:
    form = noun.form
    if item.rule == SHARED_HEAD and form.number == "pl":
        for index in range(head):
            words_[index] = adjective_nominative(words_[index], "sg", form.gender)
        words_[head] = _like(words_[head], noun.lemma)  # «відділи: освіти, …» -> «відділ освіти»
        return
    if form.case == "nom" and item.rule != SHARED_NOUN:
        return
    for index in range(head):
        forms = read_adjective(item.tokens[index].folded)
        inside = item.tokens[index].inside
        if forms and (not inside or any(f.case == form.case for f in forms)):
            words_[index] = adjective_nominative(words_[index], form.number, form.gender)
    words_[head] = _like(words_[head], noun.nominative)
    for index in range(head + 1, len(words_)):
        token = item.tokens[index]
        if token.text == "(" or words_[index - 1] == ",":
            place = index + 1 if token.text == "(" else index
            _agree_after(item, words_, place, form)


def _agree_after(item: Item, words_: list[str], place: int, form: Form) -> None:
    """Puts a bracketed second name or a participle after a comma in the nominative too."""
    if place >= len(item.tokens):
        return
    phrase = read_phrase(item.tokens, place)
    adjective = read_adjective(item.tokens[place].folded)
    if phrase is not None and item.case in phrase.cases() and item.tokens[place].inside:
        wanted = form.number
        noun = next(n for n in phrase.nouns if n.form.case == item.case)
        for index in range(place, phrase.head):
            words_[index] = adjective_nominative(words_[index], wanted, noun.form.gender)
        nominative = noun.lemma if wanted == "sg" else noun.nominative
        words_[phrase.head] = _like(words_[phrase.head], nominative)
    elif (
        adjective and any(f.case == item.case for f in adjective) and not item.tokens[place].inside
    ):
        words_[place] = adjective_nominative(words_[place], form.number, form.gender)


def _like(printed: str, nominative: str) -> str:
    apostrophe = next((mark for mark in "’ʼ`" if mark in printed), "'")
    nominative = nominative.replace("'", apostrophe)
    return nominative[:1].upper() + nominative[1:] if printed[:1].isupper() else nominative


def _join(tokens: list[Token], words_: list[str]) -> str:
    """The words of a name with the spacing they were printed with."""
    parts: list[str] = []
    for index, (token, word) in enumerate(zip(tokens, words_, strict=True)):
        if index:
            previous = tokens[index - 1]
            adjacent = previous.end == token.start
            parts.append("" if adjacent else " ")
        parts.append(word)
    name = "".join(parts)
    name = re.sub(r"\s+([,.)»”])", r"\1", name)
    name = re.sub(r"([(«„])\s+", r"\1", name)
    return strip_final_stop(name.strip(" ,;:–—-"))


def is_collective(item: Item, name: str) -> bool:
    """Whether a name stands for many bodies: a plural, or one of the listed names (reading rule 30).

    «представники ІГС» are people who take part, not bodies of a kind: they count as one.
    """
    folded = fold(name)
    if _collective().match(folded):
        return True
    if folded.startswith(tuple(words("bodies", "participants"))):
        return False
    if item.phrase is None or item.phrase.abbreviation:
        return False
    noun = _reading(item, item.phrase)
    return noun is not None and noun.form.number == "pl"


@cache
def _collective() -> re.Pattern[str]:
    """Names listed as collective: «структурні підрозділи …», «РДА» alone."""
    return re.compile(rf"{alternation(words('bodies', 'collective'))}(?!\w)(?!\s*\")")
