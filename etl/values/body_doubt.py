"""What makes a name of a body doubtful, so that a person looks at it (reading rule 49)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from etl.values.body_cell import Token
from etl.values.body_item import Item
from etl.values.body_owner import unit_lemmas
from etl.values.inflection import read_noun
from etl.values.lexicon import whole_words
from etl.values.text import fold

# the rules of readings that a person should look at: no word for a body begins the name, or its words
# are not those of one name
HEADLESS: Final = "no head word"
DOUBTFUL: Final = "doubtful name"

_QUOTED: Final = re.compile(r'"[^"]*"')
_LONGEST_NAME: Final = 32
# «…, інститутами», «…, громадам»: after a comma no name goes on in these cases
_OTHER_CASE: Final = re.compile(r"[а-яґєії'-]{3,}(?:ами|ями|ам|ям)")
_DASHES: Final = frozenset("-–—")
_UNFINISHED: Final = frozenset(
    ("та", "і", "й", "з", "із", "у", "в", "на", "для", "при", "про", "до")
)


def is_name_doubtful(item: Item, name: str) -> bool:
    """Whether the words of an item are hardly one name: «управління освіти, яке координує РДА»."""
    if _is_list_of_units(item) or any(_is_dash(token) for token in item.tokens):
        return True
    inside = _QUOTED.sub(" ", fold(name))
    if len(inside.split()) > _LONGEST_NAME or _doubtful().search(inside):
        return True
    if name.count("(") != name.count(")") or ":" in inside or ";" in inside:
        return True
    if inside.split()[-1:] and inside.split()[-1] in _UNFINISHED:
        return True
    return any(_goes_astray(item.tokens, place) for place in range(1, len(item.tokens)))


def _is_list_of_units(item: Item) -> bool:
    """«департаментам культури, освіти і науки»: one name of several units, or several of one."""
    if item.phrase is None or item.rule != "whole":
        return False
    nouns = [noun for noun in item.phrase.nouns if noun.form.case == item.case]
    units = bool(nouns) and all(
        noun.form.number == "pl" and noun.lemma in unit_lemmas() for noun in nouns
    )
    return units and any(t.text == "," and not t.inside for t in item.tokens)


def _is_dash(token: Token) -> bool:
    """Whether a dash joins two names: «державні установи – центри зайнятості» may be one body or two."""
    return not token.inside and token.text in _DASHES


def _goes_astray(tokens: list[Token], place: int) -> bool:
    """Whether what stands after a comma begins something else than the rest of the name."""
    token = tokens[place]
    if tokens[place - 1].text != "," or token.inside or not token.is_word:
        return False
    if token.text[:1].isupper() and not tokens[0].text.isupper():
        return True
    unit = any(noun.lemma in unit_lemmas() for noun in read_noun(token.folded))
    return unit or bool(_OTHER_CASE.fullmatch(token.folded))


@cache
def _doubtful() -> re.Pattern[str]:
    return whole_words("bodies", "doubtful")
