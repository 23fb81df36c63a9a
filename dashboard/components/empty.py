"""What stands where nothing is: why, and which filter to loosen."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import html
from dashboard.components.button import link_button
from dashboard.components.icon import icon
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.metrics.selection import narrow_rows, select_population
from dashboard.names import value_names


def best_loosening(counts: Mapping[str, int]) -> str | None:
    """The one filter whose removal brings rows back, nearest to what was asked: the fewest; None if none does."""
    fitting = {name: count for name, count in counts.items() if count}
    return min(fitting, key=lambda name: fitting[name]) if fitting else None


def count_without(view: View) -> dict[str, int]:
    """How many measures the view would show without each of its filters."""
    counts = {}
    for name in view.filters.active:
        loosened = view.filters.without(name)
        population = select_population(view.snapshot, loosened, view.as_of)
        counts[name] = len(narrow_rows(population, loosened))
    return counts


def empty_selection(view: View) -> html.Div:
    """«За цими умовами заходів немає»: which filter stands in the way, what is there without it, one button.

    It is all its page shows, so its title is the page's heading.
    """
    counts = count_without(view)
    name = best_loosening(counts)
    words = view.words
    if name is None:
        return _empty(
            "sliders",
            words("empty.title"),
            words("empty.nothing_single") if counts else words("empty.nothing_begun"),
            [link_button(words("filters.clear"), view.page_address, main=True)] if counts else [],
            html.H1,
        )
    field = words(f"filters.{name}")
    told = words(
        "empty.loosen",
        filter=f"{field}: {', '.join(value_names(view, name))}",
        measures=words.plural("count.measures", counts[name]),
    )
    button = link_button(
        words("filters.remove", name=field),
        view.link_of(view.filters.without(name)),
        main=True,
    )
    return _empty("sliders", words("empty.title"), told, [button], html.H1)


def no_data(view: View) -> html.Div:
    """An empty database: nothing is loaded yet, and the command that loads."""
    words = view.words
    return html.Div(
        [
            icon("database-x"),
            html.H1(words("empty.no_data")),
            html.P(nbsp(words("empty.no_data_why"))),
            html.Code("python -m etl load"),
        ],
        className="empty",
    )


def empty_note(icon_name: str, title: str, text: str, *buttons: html.A) -> html.Div:
    """Any other empty place: «Прострочених немає. Наступний строк — 15.12.2012»."""
    return _empty(icon_name, title, text, list(buttons))


def _empty(
    icon_name: str,
    title: str,
    text: str,
    buttons: list[html.A],
    heading: type[html.H1] | type[html.H2] = html.H2,
) -> html.Div:
    return html.Div(
        [
            icon(icon_name),
            heading(nbsp(title)),
            html.P(nbsp(text)),
            html.Div(buttons, className="go"),
        ],
        className="empty panel",
    )
