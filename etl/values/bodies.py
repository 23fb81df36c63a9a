"""The bodies that a cell names (reading rules 23-29, 47, 52, 56, 57)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from data.model import Assignment, Role
from etl.values.body_cell import prepare, tokenize
from etl.values.body_doubt import DOUBTFUL, HEADLESS, is_name_doubtful
from etl.values.body_item import Item
from etl.values.body_name import compose, is_collective
from etl.values.body_owner import propagate_owner
from etl.values.body_split import Splitter
from etl.values.lexicon import words
from etl.values.text import clean, fold

DITTO: Final = "<ditto>"
_DITTO_MARK: Final = re.compile(
    r'[\s\-./\\–—«»„“”"\',]*(?:["«»„“”]|//|\'\'|,,)[\s\-./\\–—«»„“”"\',]*'
)
_NONE: Final = re.compile(r"[\s\-–—_.*]*")


def parse_bodies(text: str, role: Role = Role.RESPONSIBLE) -> tuple[Assignment, ...]:
    """The bodies named in a cell, each with its nominative name, role and consent.

    «управління: А облдержадміністрації, Б облдержадміністрації, представники ІГС (за згодою)» gives three, the
    last by consent. A repetition mark gives one body `<ditto>` (rule 57), a dash none (rule 52).
    """
    return _read(text, role)


@lru_cache(maxsize=4096)
def _read(text: str, role: Role) -> tuple[Assignment, ...]:
    printed = clean(text)
    if _NONE.fullmatch(printed):
        return ()
    if _is_ditto(printed):
        return (Assignment(DITTO, role, rule="ditto", used=printed),)
    cell = prepare(text)
    tokens = tokenize(cell)
    items = Splitter(tokens, role).items()
    propagate_owner(items)
    assignments = [_assignment(item, cell) for item in items]
    unique: dict[tuple[str, Role], Assignment] = {}
    for assignment in assignments:
        if assignment.body:
            unique.setdefault((fold(assignment.body), assignment.role), assignment)
    return tuple(unique.values())


def is_doubtful(assignment: Assignment) -> bool:
    """Whether a person should look: no head word begins the name, or its words are hardly those of one name.

    «управління освіти, яке координує РДА» is one.
    """
    return assignment.rule in (HEADLESS, DOUBTFUL)


@cache
def _ditto_words() -> frozenset[str]:
    return frozenset(fold(word) for word in words("ditto", "words"))


def _is_ditto(printed: str) -> bool:
    return bool(_DITTO_MARK.fullmatch(printed)) or fold(printed).strip(' .-"') in _ditto_words()


def _assignment(item: Item, cell: str) -> Assignment:
    start, end = min(t.start for t in item.tokens), max(t.end for t in item.tokens)
    used = clean(cell[start:end])
    name = compose(item)
    collective = is_collective(item, name)
    rule = DOUBTFUL if item.rule != HEADLESS and is_name_doubtful(item, name) else item.rule
    return Assignment(name, item.role, item.consent, collective=collective, rule=rule, used=used)
