"""Typesetting for the screen only; copies and exports keep the document's text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from data.i18n import NBSP

WORD_JOINER: Final = "\N{WORD JOINER}"
_SHORT_WORD: Final = re.compile(r"(?<![\w’'-])([^\W\d_]{1,2}|ім\.) (?=\S|$)")
_YEARS: Final = re.compile(r", (?=\d{4})")
_HYPHEN: Final = re.compile(r"(?<![\w’'-])([^\W\d_]-)(?=\w)")
_NUMBER: Final = re.compile(r"(?<=\d) (?=(?:\d|[^\W\d_]))")
_DASH: Final = re.compile(r" (?=[—–] )")


def unbroken(name: str) -> str:
    """A plan's name whose years stay on one line, never alone: «область, 2012–2013»."""
    return _YEARS.sub(f",{NBSP}", nbsp(name)).replace("–", f"{WORD_JOINER}–{WORD_JOINER}")


# a page has hundreds of texts, most of them met on the page before
@lru_cache(maxsize=4096)
def nbsp(text: str) -> str:
    """Text with a no-break space after numbers and short words and before a dash: «з громадськістю», «12 із 15».

    No line ends after the hyphen of a single letter: «е-демократія».
    """
    joined = _HYPHEN.sub(rf"\1{WORD_JOINER}", text)
    return _DASH.sub(NBSP, _NUMBER.sub(NBSP, _SHORT_WORD.sub(rf"\1{NBSP}", joined)))
