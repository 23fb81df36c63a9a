"""One body in the making, between the cell and its record."""

from __future__ import annotations

from dataclasses import dataclass

from data.model import Role
from etl.values.body_cell import Token
from etl.values.body_phrase import Phrase

SHARED_HEAD = "shared head"
SHARED_NOUN = "shared noun"


@dataclass(slots=True)
class Item:
    """The tokens of a name and what the cell says of it.

    `apart`: «разом з» stands before it, so that its owner is not that of the body before; `added`: only «та»
    does; `closed`: a semicolon or list mark ends it, so that nothing after it governs it; `group` joins the
    bodies that share one noun (`number` is the one this body takes of it).
    """

    phrase: Phrase | None
    tokens: list[Token]
    role: Role
    consent: bool = False
    case: str = "nom"
    rule: str = "whole"
    closed: bool = False
    apart: bool = False
    added: bool = False
    group: str = ""
    number: str = ""
