"""The rule that read a value, in words: rules have short names in the data, sentences in the catalogue."""

from __future__ import annotations

import re
from typing import Final

from data.i18n import Words

_NOT_A_KEY: Final = re.compile(r"[^a-z0-9]+")


def rule_key(area: str, rule: str) -> str:
    """The key of a rule's words: `deadline`, «until the end» → `rule.deadline.until_the_end`.

    What follows a colon are the words that decided («stems: бюджет, закупів») and no part of the name,
    save for rhythms, where it is the rhythm («rhythm: quarterly»).
    """
    name, _, rest = rule.partition(":")
    if name == "rhythm":
        name = f"{name} {rest}"
    return f"rule.{area}.{_NOT_A_KEY.sub('_', name.strip().lower()).strip('_')}"


def rule_text(words: Words, area: str, rule: str) -> str:
    """A rule as a sentence; a rule unknown to this version is «за правилом …», none is empty."""
    if not rule.strip():
        return ""
    key = rule_key(area, rule)
    return words(key) if words.has(key) else words("rule.unknown", rule=rule)


def deciding_words(rule: str) -> tuple[str, ...]:
    """The beginnings of words a rule names as deciding: «stems: публічн* закупів» → «публічн… закупів…»."""
    name, _, rest = rule.partition(":")
    if name == "rhythm":
        return ()
    stems = (" ".join(stem.split()) for stem in rest.split(",") if stem.strip())
    return tuple(f"{stem.rstrip('*')}*".replace("*", "…") for stem in stems)
