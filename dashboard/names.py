"""What things are called on screen: regions, plans, years, bodies and the values of filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from dashboard.context import View
from dashboard.filters import Filters
from dashboard.metrics.selection import first_of_each
from data.i18n import Words
from data.snapshot import Snapshot
from data.state import CLOSE, AsOf
from data.tuples import each_row

_NAME_BYTES: Final = 200


def region_name(words: Words, region_iso: str) -> str:
    """A region's name: «Луганська область»; a plan without a region is «регіон не визначено»."""
    if not region_iso:
        return words("region.none")
    return words(f"region.{region_iso}") if words.has(f"region.{region_iso}") else region_iso


def years_text(year_start: Any, year_end: Any) -> str:
    """The years of a plan: «2017», «2014–2015», empty where they are not known."""
    if pd.isna(year_start) and pd.isna(year_end):
        return ""
    first = int(year_end if pd.isna(year_start) else year_start)
    last = int(year_start if pd.isna(year_end) else year_end)
    return str(first) if first == last else f"{first}–{last}"


def plan_names(view: View, words: Words | None = None) -> Mapping[str, str]:
    """A name for each plan by its key: «Луганська область, 2013»; equal names take their document's name too.

    In the language of the view, or in that of `words`.
    """
    said = words or view.words
    return view.of_version(
        ("plans", said.language), lambda: _name_plans(said, view.snapshot.plan_frame), _names_size
    )


def _name_plans(words: Words, plans: pd.DataFrame) -> dict[str, str]:
    columns = ("document_key", "region_iso", "year_start", "year_end")
    names = {
        key: ", ".join(filter(None, (region_name(words, region), years_text(first, last))))
        for key, region, first, last in zip(*(plans[name] for name in columns), strict=True)
    }
    taken = Counter(names.values())
    documents = dict(zip(plans["document_key"], plans["document"], strict=True))
    return {
        key: f"{name} ({documents[key]})" if taken[name] > 1 else name
        for key, name in names.items()
    }


def plan_programmes(view: View) -> Mapping[str, str]:
    """The programme of each plan by its key."""
    frame = view.snapshot.plan_frame
    columns = (frame["document_key"], frame["programme"])
    return view.of_version(
        "programmes of plans", lambda: dict(zip(*columns, strict=True)), _names_size
    )


def plan_years(view: View) -> Mapping[str, str]:
    """The years of each plan by its key: «2017», «2014–2015»."""
    frame = view.snapshot.plan_frame
    columns = [frame[name] for name in ("document_key", "year_start", "year_end")]
    return view.of_version(
        "years of plans",
        lambda: {key: years_text(first, last) for key, first, last in zip(*columns, strict=True)},
        _names_size,
    )


def _names_size(names: Mapping[str, str]) -> int:
    return _NAME_BYTES * len(names)


def plan_titles(
    view: View, plans: Sequence[str], shown: Iterable[str] | None = None
) -> dict[str, str]:
    """The names of some plans, with their programmes where several stand side by side: «м. Київ, 2014–2015 · ПВУ».

    Of many plans only those that are `shown` are named.
    """
    words, names, programmes = view.words, plan_names(view), plan_programmes(view)
    named = plans if shown is None else dict.fromkeys(shown)
    if len({programmes[plan] for plan in plans}) < 2:
        return {plan: names[plan] for plan in named}
    return {
        plan: f"{names[plan]} · {words(f'programme_short.{programmes[plan]}')}" for plan in named
    }


def direction_names(view: View, rows: pd.DataFrame) -> dict[str, str]:
    """The directions of some measures by their key: «1. Створення умов…», with the plan where there are several."""
    plans = plan_names(view) if rows["plan_key"].nunique() > 1 else {}
    columns = ["direction_key", "plan_key", "direction_number", "direction_title"]
    return {
        one.direction_key: (f"{plans[one.plan_key]}: " if plans else "") + direction_title(one)
        for one in each_row(rows, columns, first_of_each(rows, "direction_key"))
        if one.direction_key
    }


def direction_title(measure: Any) -> str:
    """The direction of a measure as it is called: «1. Відкритість»."""
    return ". ".join(filter(None, (measure.direction_number, measure.direction_title)))


def document_name(words: Words, header: Any) -> str:
    """A document in short, from anything with its header's fields: «Звіт, Луганська область, 2017»."""
    parts = (
        words(f"kind.{header.kind}").capitalize(),
        region_name(words, header.region_iso) if header.region_iso else "",
        years_text(header.year_start, header.year_end),
    )
    return ", ".join(part for part in parts if part)


def as_of_text(words: Words, as_of: AsOf) -> str:
    """The day a page speaks of: «31.01.2018» or «закриття плану»."""
    return words("filters.close_short") if as_of == CLOSE else words.day(as_of)


def as_of_phrase(words: Words, as_of: AsOf) -> str:
    """The day as a sentence begins with it: «Станом на 31.01.2018» or «На закриття кожного плану»."""
    if as_of == CLOSE:
        return words("filters.at_close")
    return words("filters.as_of_day", day=words.day(as_of))


def value_names(view: View, name: str) -> list[str]:
    """The words of the values that a filter of the view has now."""
    values = view.filters.values(name)
    namers = {
        "region": lambda value: region_name(view.words, value),
        "year": str,
        "plan": lambda value: _plan_name(view, value),
        "direction": lambda value: _direction_name(view.snapshot, value),
        "body": lambda value: view.of_version(
            ("body", value), lambda: _body_name(view.snapshot, value), len
        ),
        "due_from": view.words.day,
        "due_to": view.words.day,
    }
    namer = namers.get(name, lambda value: view.words(f"{name}.{value}"))
    return [namer(value) for value in values]


def describe_selection(view: View, filters: Filters | None = None) -> str:
    """The selection in one line for prints and exports: «Регіон: Луганська область · Рік: 2017»."""
    chosen = (filters or view.filters).active
    parts = [
        f"{view.words(f'filters.{name}')}: {', '.join(value_names(view, name))}" for name in chosen
    ]
    return " · ".join(parts) or view.words("filters.everything")


def _plan_name(view: View, key: str) -> str:
    return plan_names(view).get(key, key)


def _direction_name(snapshot: Snapshot, key: str) -> str:
    rows = snapshot.measures
    titles = rows.loc[rows["direction_key"] == key, ["direction_number", "direction_title"]]
    return ". ".join(filter(None, titles.iloc[0])) if len(titles) else key


def _body_name(snapshot: Snapshot, body_id: str) -> str:
    names = snapshot.bodies.loc[snapshot.bodies["body_id"] == body_id, "name"]
    return str(names.iloc[0]) if len(names) else body_id
