"""«Умови вибірки»: by what the rows of a file were selected, of which data, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from dashboard.lists.arrange import Arrangement, Range
from dashboard.lists.columns import Kind
from dashboard.lists.listing import Listing
from dashboard.names import as_of_phrase, value_names

Condition: TypeAlias = tuple[str, str]

_MEANINGS = ("base", "overdue", "unreported", "due_soon", "days", "left_out", "text")


def list_conditions(
    listing: Listing, query: Mapping[str, object], count: int, address: str
) -> list[Condition]:
    """The conditions as (name, value) pairs, in the order in which a reader asks for them."""
    return [*_selection(listing, query, count, address), *_meanings(listing)]


def _selection(
    listing: Listing, query: Mapping[str, object], count: int, address: str
) -> Iterator[Condition]:
    view, words = listing.view, listing.view.words
    snapshot = view.snapshot
    yield words("exports.source"), words("shell.product")
    demo, documents = view.demo
    if demo:
        told = words("shell.demo_some", found=words.number(demo), all=words.number(documents))
        yield words("shell.demo"), words("shell.demo_all") if demo == documents else told
    yield words("exports.list"), listing.title
    yield words("exports.as_of"), as_of_phrase(words, view.as_of)
    for name in view.filters.without("rows").active:
        yield words(f"filters.{name}"), "; ".join(value_names(view, name))
    if listing.grouping:
        yield words("exports.grouping"), words(f"lists.group_{listing.grouping}")
    yield from list_arrangement(listing, listing.arrangement(query))
    yield words("exports.count"), str(count)
    yield words("exports.version"), str(snapshot.version)
    if snapshot.loaded_at:
        yield words("exports.loaded_at"), words.moment(snapshot.loaded_at)
    yield words("exports.made_at"), words.moment(datetime.now(UTC).replace(tzinfo=None))
    yield words("exports.address"), address


def list_arrangement(listing: Listing, arrangement: Arrangement) -> Iterator[Condition]:
    """What the reader filtered and sorted in the table itself, as (name, value) pairs."""
    words = listing.view.words
    columns = {column.key: column for column in listing.columns}
    for key, condition in arrangement.filters:
        head = columns[key].head(words, listing.name)
        yield words("exports.table_filter"), f"{head}: {_condition_text(listing, key, condition)}"
    if arrangement.sort:
        order = (
            words(
                "exports.descending" if falls else "exports.ascending",
                column=columns[key].head(words, listing.name),
            )
            for key, falls in arrangement.sort
        )
        yield words("exports.table_order"), "; ".join(order)


def _condition_text(listing: Listing, key: str, condition: str | Range) -> str:
    words = listing.view.words
    if isinstance(condition, str):
        return words("exports.contains", text=condition)
    dated = next(column.kind for column in listing.columns if column.key == key) is Kind.DATE
    first, last = (
        words.day(end) if dated and end else "" if end is None else str(end)
        for end in (condition.first, condition.last)
    )
    if first and last:
        return words("exports.between", first=first, last=last)
    return words("exports.from", first=first) if first else words("exports.to", last=last)


def _meanings(listing: Listing) -> Iterator[Condition]:
    words = listing.view.words
    for name in _MEANINGS:
        yield words(f"exports.term_{name}"), words(f"exports.means_{name}")
