"""Words inside a chart: Plotly reads tags and templates, so foreign text is escaped first."""

from __future__ import annotations

import textwrap
from functools import lru_cache


def escape(text: str) -> str:
    """Text of a document as Plotly will show it, letter by letter: «<b>», «%{x}» and «&amp;» stay as they are."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("%{", "%\N{ZERO WIDTH SPACE}{")
        .replace("\n", " ")
    )


# the name of a row stands in each part of its bar
@lru_cache(maxsize=2048)
def wrap(text: str, width: int = 56, lines: int = 4) -> str:
    """Text in short lines for a hover, escaped; what is too long ends in «…»."""
    wrapped = textwrap.wrap(text, width=width, max_lines=lines, placeholder=" …")
    return "<br>".join(escape(line) for line in wrapped)
