"""An issue in words: what was met, in which words of the document, and what it means for the figures."""

from __future__ import annotations

import sys
from typing import Final

from data.i18n import Words
from data.model import Issue
from data.rules import deciding_words, rule_text

_LIMIT: Final = 110
UNCUT: Final = sys.maxsize
# the words of a document stand in quotes of ours
_INNER_QUOTES: Final = str.maketrans("«»", "„“")


def issue_text(words: Words, issue: Issue, limit: int = _LIMIT) -> str:
    """The finding, cut to `limit`: «Дату затвердження не заповнено: «„___“ _____ 2015 р.»»."""
    return _told(words, f"issue.{issue.code}", issue, limit) or issue.code


def issue_meaning(words: Words, issue: Issue, limit: int = _LIMIT) -> str:
    """What it means for the figures: «план подано без дати затвердження»."""
    return _told(words, f"issue.{issue.code}.meaning", issue, limit)


def shortened(text: str, limit: int = _LIMIT) -> str:
    """Words of a document short enough for a line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else f"{plain[:limit].rsplit(' ', 1)[0]} …"


def _told(words: Words, key: str, issue: Issue, limit: int) -> str:
    if not words.has(key):
        return ""
    raw = shortened(issue.raw, limit).translate(_INNER_QUOTES)
    return words(key, raw=raw, hint=_hint(words, issue, limit))


def _hint(words: Words, issue: Issue, limit: int) -> str:
    """What the reader noted beside the words: a rule or a code becomes words, all else stands as it is."""
    if issue.code == "theme_close":
        stems = ", ".join(deciding_words(issue.hint))
        return f"{stems} ({rule_text(words, 'theme', issue.hint)})" if stems else issue.hint
    if issue.code.startswith("region_"):
        key = f"region.{issue.hint}"
        return words(key) if words.has(key) else issue.hint
    return shortened(issue.hint, limit).translate(_INNER_QUOTES)
