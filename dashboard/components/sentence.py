"""A sentence of the catalogue whose places are filled with links instead of words."""

from __future__ import annotations

import string

from dash.development.base_component import Component

from dashboard.components.typography import nbsp

Part = str | Component | list[str | Component]


def sentence(template: str, **parts: Part) -> list[str | Component]:
    """The pieces of «{when} із {measures} виконано {count}.» with each place filled by its part."""
    pieces: list[str | Component] = []
    for text, name, _, _ in string.Formatter().parse(template):
        if text:
            pieces.append(text)
        if name is not None:
            part = parts[name]
            pieces.extend(part if isinstance(part, list) else [part])
    return [nbsp(piece) if isinstance(piece, str) else piece for piece in pieces]


def listed(parts: list[Component], separator: str = ", ") -> list[str | Component]:
    """Parts with commas between them."""
    result: list[str | Component] = []
    for part in parts:
        result += [part] if not result else [separator, part]
    return result
