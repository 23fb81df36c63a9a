"""Typesetting for the screen only; copies and exports keep the document's text."""

from __future__ import annotations

import re
from typing import Final

from data.i18n import NBSP

_SHORT_WORD: Final = re.compile(r"(?<![\w’'-])([^\W\d_]{1,2}) (?=\S|$)")
_NUMBER: Final = re.compile(r"(?<=\d) (?=(?:\d|[^\W\d_]))")
_DASH: Final = re.compile(r" (?=[—–] )")


def nbsp(text: str) -> str:
    """Text with a no-break space after numbers and short words and before a dash: «з громадськістю», «12 із 15»."""
    return _DASH.sub(NBSP, _NUMBER.sub(NBSP, _SHORT_WORD.sub(rf"\1{NBSP}", text)))
