"""A choice of one of few, as links."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html


def segments(label: str, choices: Sequence[tuple[str, str, bool]]) -> html.Div:
    """A segmented choice of (word, address, chosen)."""
    return html.Div(
        [
            html.A(word, href=href, **({"aria-current": "true"} if chosen else {}))
            for word, href, chosen in choices
        ],
        className="seg",
        role="group",
        **{"aria-label": label},
    )
