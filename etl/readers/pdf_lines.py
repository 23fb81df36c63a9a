"""Words of a PDF page → printed lines, and lines → paragraphs: the file knows neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

_SAME_LINE: Final = 3.0
_ROOM: Final = 4.0
_MAX_LEADING: Final = 2.2
_SAME_EDGE: Final = 3.0
_NUMBER_SLACK: Final = 20
_BEGINS: Final = re.compile(r"\s*(?:_{3}|[-–—•]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s?\D|[а-яґєії]\)\s)")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, its edges, and the width of its first word."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    first_word: float


def group_lines(words: Sequence[dict[str, Any]]) -> list[Line]:
    """The printed lines from top to bottom, their words from left to right."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if lines and word["bottom"] - lines[-1][0]["bottom"] <= _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(sorted(line, key=lambda word: word["x0"])) for line in lines]


def _line(words: list[dict[str, Any]]) -> Line:
    return Line(
        text=" ".join(word["text"] for word in words),
        left=words[0]["x0"],
        right=max(word["x1"] for word in words),
        top=min(word["top"] for word in words),
        bottom=max(word["bottom"] for word in words),
        first_word=words[0]["x1"] - words[0]["x0"],
    )


def without_page_number(lines: list[Line], page: int) -> list[Line]:
    """The lines without the number that a page bears at its top or bottom, as «- 2 -»; covers shift it a little."""
    for at in (0, -1):
        if lines:
            text = lines[at].text.strip(" -–—.")
            if text.isdigit() and abs(int(text[:6]) - page) <= _NUMBER_SLACK:
                lines = lines[1:] if at == 0 else lines[:-1]
                break
    return lines


def join_wrapped(lines: Sequence[Line], margin: float) -> list[list[Line]]:
    """Lines by paragraphs: a line goes on below when the next word had no room left on it.

    `margin` is the left edge of the document's text, in points.
    """
    if not lines:
        return []
    edge = max(line.right for line in lines)
    joined = [[lines[0]]]
    for above, line in zip(lines, lines[1:], strict=False):
        if _goes_on(above, line, margin, edge):
            joined[-1].append(line)
        else:
            joined.append([line])
    return joined


def _goes_on(above: Line, line: Line, margin: float, edge: float) -> bool:
    # lines set against the right edge leave no room either: they begin at ever other places
    starts = (margin, above.left)
    if not any(abs(line.left - start) <= _SAME_EDGE for start in starts):
        return False
    had_room = above.right + _ROOM + line.first_word < edge
    near = line.top - above.bottom < (_MAX_LEADING - 1) * (line.bottom - line.top)
    return near and not had_room and _BEGINS.match(line.text) is None
