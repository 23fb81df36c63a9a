"""Running text → sentences. Abbreviations («р.», «м.», «ім.») and initials end none."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"(?<=[.!?])[»”\"]?\s+(?=[«“„\"(]?[А-ЯҐЄІЇA-Z0-9])")
_SHORT: Final = re.compile(
    r"(?:^|[\s(«])(?:[^\W\d_]{1,2}|рр|ін|грн|тис|млн|вул|обл|ст|св|проф|ім|див)\.$", re.I
)
# more letters than any abbreviation with its dot and the mark before it
_LONGEST_SHORT: Final = 10


def split_sentences(text: str) -> list[str]:
    """The sentences of a text in order.

    «Станом на 1 січня 2021 р. до Ініціативи приєдналися 78 країн.» is one sentence.
    """
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        before = text[max(start, match.start() - _LONGEST_SHORT) : match.start()]
        if _SHORT.search(before):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences
