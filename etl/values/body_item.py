"""One body in the making, between the cell and its record."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.model import Role
from etl.values.body_cell import Token
from etl.values.body_phrase import Phrase


@dataclass
class Item:
    """One body in the making: the tokens of its name, and what the cell says of it."""

    phrase: Phrase | None
    tokens: list[Token]
    role: Role
    consent: bool = False
    case: str = "nom"
    rule: str = "whole"
    closed: bool = False  # a semicolon or list mark ends it: nothing governs over it
    prefix: str = ""
    name: str = ""
    extra: list[str] = field(default_factory=list)
