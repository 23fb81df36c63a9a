"""Figures as words, with what a reader must know before believing them."""

from __future__ import annotations

from dashboard.metrics.completion import Completion
from data.i18n import Words


def rate_text(figures: Completion, words: Words) -> str:
    """A completion rate as «12 із 15 (80 %)»; «звітів немає» without any outcome, «немає даних» without a base."""
    if not figures.base:
        return words("figures.no_base")
    if not figures.reported:
        return words("figures.no_reports")
    return words.share(figures.completed, figures.base)


def coverage_text(figures: Completion, words: Words) -> str:
    """Coverage as «охоплення 15 із 15»."""
    if not figures.base:
        return words("figures.no_base")
    return words("figures.coverage", reported=figures.reported, base=figures.base)
