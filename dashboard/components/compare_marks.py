"""How a rate that is not to be compared is marked, and what stands in the cells of the table twins."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard.components.figures import rate_text
from dashboard.components.pill import pill
from dashboard.metrics.completion import LOW_COVERAGE, Completion
from data.i18n import Words


def mark_words(figures: Completion, words: Words) -> list[str]:
    """«мала база», «охоплення 33 %»: why a rate is shown but not compared; none where nothing was reported."""
    if not (figures.base and figures.reported):
        return []
    told = [words("compare.small")] if figures.is_small else []
    if (figures.coverage or 0) < LOW_COVERAGE:
        percent = words.percent(figures.reported, figures.base)
        told.append(words("compare.thin", percent=percent))
    return told


def marks(figures: Completion, words: Words) -> list[str | Component]:
    """The marks as pills beside a rate."""
    return [part for text in mark_words(figures, words) for part in (" ", pill(text))]


def marks_text(figures: Completion, words: Words) -> str:
    """The marks in a table's cell."""
    return ", ".join(mark_words(figures, words)) or "—"


def coverage_cell(figures: Completion, words: Words) -> str:
    """Coverage in a table's cell: «15 із 15»."""
    if not figures.base:
        return words("figures.no_base")
    return words("compare.covered", reported=figures.reported, base=figures.base)


def rate_cell(figures: Completion, words: Words) -> str:
    """The rate in a table's cell: «80 %», never 0 % where nothing was reported."""
    if figures.rate is None:
        return rate_text(figures, words)
    return words.percent(figures.completed, figures.base)
