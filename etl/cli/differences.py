"""What a load would change, told before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from data.differences import Change, Difference, FieldChange, value_words
from data.i18n import Words
from etl.cli.talk import grid, visible

_STYLES: Final = {
    Change.HEADER: "bold",
    Change.DIRECTION: "bold",
    Change.ADDED: "bold green",
    Change.REMOVED: "bold red",
    Change.CHANGED: "bold yellow",
}


def describe_differences(
    words: Words, differences: Iterable[Difference]
) -> Iterator[RenderableType]:
    """Each difference with its fields, old → new; an added or removed measure in one line."""
    for one in differences:
        said = " ".join(part for part in (one.number, " ".join(one.title.split())) if part)
        head = Text(words(f"etl.change.{one.change}"), _STYLES[one.change])
        yield Padding(head + Text(f" {visible(said)}", "not bold default"), (0, 0, 0, 2))
        if one.change in (Change.ADDED, Change.REMOVED):
            continue
        table = grid("left", "left")
        for field in one.fields:
            table.add_row(words(f"etl.field.{field.name}"), _change(words, field))
        yield Padding(table, (0, 0, 0, 4), expand=False)


def _change(words: Words, field: FieldChange) -> str:
    said = (value_words(words, field.name, text) for text in (field.old, field.new))
    old, new = (visible(" ".join(text.split())) for text in said)
    return f"{old or words('etl.field.nothing')} → {new or words('etl.field.nothing')}"
