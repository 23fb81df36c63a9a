"""A text with the found words marked, cut to the stretch that holds most of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, TypeAlias

from dash.development.base_component import Component

from dashboard import html
from data.search.word_forms import Word, each_word

Phrases: TypeAlias = Sequence[Sequence[Collection[str]]]
Stretch: TypeAlias = tuple[int, int]

LENGTH: Final = 240
_LEAD: Final = 60
_CUT: Final = "…"


def excerpt(text: str, phrases: Phrases, length: int = LENGTH) -> list[str | Component]:
    """The text, or about `length` signs of it, with every stretch marked that answers one of `phrases`.

    A phrase is a set of folded words for each of its places: «громадських рад» is marked as one stretch.
    """
    marks = find_marks(text, phrases)
    start, end = _window(text, marks, length)
    pieces: list[str | Component] = [_CUT] if start else []
    at = start
    for first, last in marks:
        if start <= first and last <= end:
            pieces += [text[at:first], html.Mark(text[first:last])]
            at = last
    pieces.append(text[at:end])
    if end < len(text):
        pieces.append(_CUT)
    return [piece for piece in pieces if piece]


def find_marks(text: str, phrases: Phrases) -> list[Stretch]:
    """The stretches of a text that answer a phrase; neighbours with only spaces between them are one."""
    words = list(each_word(text))
    marked: list[Stretch] = []
    for at, word in enumerate(words):
        taken = max((_taken(words, at, phrase) for phrase in phrases), default=0)
        if not taken:
            continue
        start, end = word.start, words[at + taken - 1].end
        if marked and not text[marked[-1][1] : start].strip():
            marked[-1] = (marked[-1][0], max(end, marked[-1][1]))
        else:
            marked.append((start, end))
    return marked


def _taken(words: Sequence[Word], at: int, phrase: Sequence[Collection[str]]) -> int:
    """How many words from this one on are the phrase; 0 if they are not."""
    if len(phrase) > len(words) - at:
        return 0
    fits = all(words[at + step].folded in wanted for step, wanted in enumerate(phrase))
    return len(phrase) if fits else 0


def _window(text: str, marks: Sequence[Stretch], length: int) -> Stretch:
    """The stretch of about `length` signs with most marks, cut between words."""
    if len(text) <= length:
        return 0, len(text)
    starts = [max(first - _LEAD, 0) for first, _ in marks] or [0]
    counts = [
        sum(start <= first and last <= start + length for first, last in marks) for start in starts
    ]
    start = starts[counts.index(max(counts))]
    start = 0 if start < _LEAD else text.rfind(" ", 0, start) + 1
    end = start + length
    if end >= len(text) - _LEAD:
        return start, len(text)
    held = max((last for first, last in marks if start <= first < end), default=0)
    return start, max(text.rfind(" ", start, end), held)
