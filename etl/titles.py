"""The text of a measure: its lead sentence, the whole cell, and the hyphen-led parts (reading rule 13)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from etl.values.text import clean

# a part begins a line, or follows the colon or semicolon that ends the one before it
_PART: Final = re.compile(r"(?:^|\n|(?<=[:;]))[ \t\u00a0]*[-–—•][ \t\u00a0]+(?=\S)")


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What the title cell of a measure says."""

    title: str
    full_text: str
    subtasks: tuple[str, ...] = ()


def split_title(raw: str) -> MeasureText:
    """Title, full text and subtasks of a title cell.

    «Створення робочої групи … із завданнями:\\n- розробка Плану…;\\n- аналіз…» has the title up to the
    colon and two subtasks; a colon without hyphen-led parts («Дослідження за темою: «…»») makes none.
    """
    lead, *parts = _PART.split(raw.strip("\n"))
    full_text = clean(raw)
    subtasks = tuple(text for text in (_without_end(part) for part in parts) if text)
    title = clean(lead)
    if not subtasks or not title:
        return MeasureText(full_text, full_text)
    return MeasureText(title, full_text, subtasks)


def _without_end(part: str) -> str:
    """A part without the semicolon or full stop that ends it in the list."""
    return clean(part).rstrip(" ;.")
