"""A reading that a person corrected: said beside it, with the reason and what was read before."""

from __future__ import annotations

from collections.abc import Iterable

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.pairs import remark
from dashboard.components.pill import pill
from data.details import Correction
from data.i18n import Words
from data.override_words import reading_words
from data.overrides import OverrideField


def correction_note(
    words: Words, corrections: Iterable[Correction], field: OverrideField
) -> list[Component]:
    """«виправлено вручну», the reason, by whom and when, what the rules had read; nothing for a reading as read."""
    return [
        html.Div(
            [
                pill(words("override.by_hand")),
                remark(
                    words(
                        "override.note",
                        reason=one.reason,
                        author=one.author,
                        day=words.day(one.day),
                    )
                ),
                remark(words("override.note_was", was=reading_words(words, one.was))),
            ],
            className="by-hand",
        )
        for one in corrections
        if one.field is field
    ]
