"""Words of a PDF page → printed lines as segments, and what lines tell of columns and rows: gutters and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

SLACK: Final = 1.0
# parts of a line's height
ROW_GAP: Final = 0.45
_CLEAR_GAP: Final = 0.2
_GUTTER: Final = 0.4  # wider than a space, narrower than what parts two columns
_SAME_LINE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand close to each other."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Strip:
    """One printed line as its segments."""

    segments: tuple[Segment, ...]
    top: float
    bottom: float

    def crosses(self, gutters: Sequence[float]) -> bool:
        """Whether some words run over a gutter: the line stands in no column."""
        return any(
            one.left < gutter - SLACK and one.right > gutter + SLACK
            for one in self.segments
            for gutter in gutters
        )

    def cells(self, gutters: Sequence[float]) -> list[str]:
        """The words of each column."""
        columns: list[list[str]] = [[] for _ in range(len(gutters) + 1)]
        for one in self.segments:
            middle = (one.left + one.right) / 2
            columns[sum(gutter < middle for gutter in gutters)].append(one.text)
        return [" ".join(words) for words in columns]


def read_strips(words: Sequence[dict[str, Any]]) -> Iterator[Strip]:
    """The printed lines from top to bottom, their words parted where a gap is wider than a space."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if lines and word["bottom"] - lines[-1][0]["bottom"] <= _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        top, bottom = min(w["top"] for w in line), max(w["bottom"] for w in line)
        yield Strip(tuple(_segments(line, _GUTTER * (bottom - top))), top, bottom)


def _segments(line: list[dict[str, Any]], gap: float) -> Iterator[Segment]:
    words: list[dict[str, Any]] = []
    for word in sorted(line, key=lambda word: word["x0"]):
        if words and word["x0"] - words[-1]["x1"] > gap:
            yield _segment(words)
            words = []
        words.append(word)
    yield _segment(words)


def _segment(words: list[dict[str, Any]]) -> Segment:
    text = " ".join(word["text"] for word in words)
    return Segment(text, words[0]["x0"], max(word["x1"] for word in words))


def fills_twice(strip: Strip, gutters: Sequence[float]) -> bool:
    """Whether two segments of a line stand in one column, with a gap between them as between columns."""
    middles = ((one.left + one.right) / 2 for one in strip.segments)
    columns = [sum(gutter < middle for gutter in gutters) for middle in middles]
    return not strip.crosses(gutters) and len(set(columns)) < len(columns)


def split_runs(body: list[Strip], gutters: Sequence[float]) -> Iterator[list[Strip]]:
    """Neighbouring lines that stand in columns, or that all run over them."""
    run: list[Strip] = []
    for strip in body:
        if run and strip.crosses(gutters) != run[0].crosses(gutters):
            yield run
            run = []
        run.append(strip)
    if run:
        yield run


def find_gaps(run: Sequence[Strip]) -> list[float]:
    """The room between each line and the next one, in points; negative where they overlap."""
    return [low.top - high.bottom for high, low in zip(run, run[1:], strict=False)]


def clear_gap(gaps: Sequence[float], height: float) -> float | None:
    """The gap that every gap between rows is wider than; None when the gaps are all alike and narrow."""
    ordered = sorted(gaps)
    if not ordered or ordered[0] > ROW_GAP * height:
        return 0.0
    jumps = [(high - low, low) for low, high in zip(ordered, ordered[1:], strict=False)]
    jump, below = max(jumps, default=(0.0, 0.0))
    return below + jump / 2 if jump > _CLEAR_GAP * height else None
