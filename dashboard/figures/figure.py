"""A figure as lists and dicts, as it travels to the browser.

Plotly's own objects ask of each value whether it may stand where it does and copy it several times over: a third of
the time a page took. Here the tests ask that once, of every kind of figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from dashboard import look

Trace: TypeAlias = dict[str, Any]
Figure: TypeAlias = dict[str, Any]


def make_figure(traces: Iterable[Trace], **layout: Any) -> Figure:
    """The figure of these traces in the one template; it takes the width of its place."""
    return {
        "data": list(traces),
        "layout": {"template": look.TEMPLATE, "autosize": True, **layout},
    }
