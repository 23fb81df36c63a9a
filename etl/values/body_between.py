"""What stands between the names of a cell: separators, and prefixes that give a role (reading rules 23, 26, 52)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from data.model import Role
from etl.values.body_cell import Token
from etl.values.body_shared import AND
from etl.values.lexicon import alternation, words
from etl.values.text import fold

_MARKS: Final = frozenset(",.")


def role_prefix(tokens: list[Token], place: int) -> tuple[Role, int] | None:
    """The role that a prefix gives to what follows, with the number of its tokens: «співвиконавці –»."""
    if place >= len(tokens) or tokens[place].folded not in _role_openings():
        return None
    rest = " ".join(token.folded for token in tokens[place : place + 5])
    for role, pattern in _role_prefixes():
        match = pattern.match(rest.replace(" :", ":"))
        if match:
            return role, len(re.findall(r"[^\W_]+|[^\w\s]", match.group()))
    return None


@cache
def _role_prefixes() -> list[tuple[Role, re.Pattern[str]]]:
    keys = (
        (Role.COORDINATOR, "coordinator"),
        (Role.CO_EXECUTOR, "co_executor"),
        (Role.RESPONSIBLE, "responsible"),
    )
    return [
        (role, re.compile(rf"{alternation(words('bodies', key))}\s*[:\-–]")) for role, key in keys
    ]


@cache
def _role_openings() -> frozenset[str]:
    """The first words of the role prefixes; nearly no token is one."""
    keys = ("coordinator", "co_executor", "responsible")
    return frozenset(fold(word).split()[0] for key in keys for word in words("bodies", key))


def separator(tokens: list[Token], place: int) -> int:
    """The number of tokens that separate here: a comma, «та», «разом з», «, а також»."""
    length = 0
    if tokens[place].text in _MARKS:
        length = 1
    rest = [token.folded for token in tokens[place + length : place + length + 3]]
    for joined in _joined():
        if rest[: len(joined)] == joined:
            return length + len(joined)
    if rest and rest[0] in AND:
        return length + 1
    return length


@cache
def _joined() -> list[list[str]]:
    listed = [fold(wording).split() for wording in words("bodies", "joined")]
    return sorted(listed, key=len, reverse=True)
