"""A small stacked bar drawn in HTML, for tables and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dashboard import html
from dashboard.look import STATES
from data.i18n import Words

# pixels: a part that leads, with the gap beside it (WCAG 2.5.8)
_TARGET: Final = 24
_GAP: Final = 2
# the part of the room that parts may take as targets before the bar is no measure any more
_MOST: Final = 0.6


def state_bar(
    counts: Mapping[str, int],
    words: Words,
    link: Callable[[str], str] | None = None,
    *,
    room: float = 0,
    share: float = 1,
) -> html.Div:
    """A bar of measures by state in the states' order; each part opens its rows where `link` gives the address.

    Parts are never narrower than a target, so that each can be hit. Where there are too many for the pixels that
    the widest bar has (`room`), of which this one takes a `share`, widths are true to the counts and only parts wide
    enough lead.
    """
    parts = []
    present = {name: look for name, look in STATES.items() if counts.get(name, 0)}
    is_true = room > 0 and len(present) * (_TARGET + _GAP) > _MOST * room
    pitch = room * share / max(sum(counts[name] for name in present), 1)
    for name, look in present.items():
        count = counts[name]
        leads = link is not None and not (is_true and count * pitch < _TARGET)
        told = f"{words(look.word)}: {count}"
        attributes = {
            "className": look.css,
            "style": {"flexGrow": count},
            "title": told,
        }
        # a narrow part has no room for its digits; pages may hide them by their number
        number = html.B(str(count), className=f"digits-{len(str(count))}")
        parts.append(
            html.A(number, href=link(name), **attributes, **{"aria-label": told})
            if link is not None and leads
            else html.Span([number, html.Span(told, className="vh")], **attributes)
        )
    return html.Div(parts, className="bar true" if is_true else "bar")
