"""What the views in other frameworks show: the same rows, bars and table, worked out by plain pandas."""

from __future__ import annotations

import os
from typing import Any, Final

import pandas as pd

FRAME: Final = os.environ["OGP_BENCH_FRAME"]
NAMES: Final = ("region_iso", "year", "theme")
ANY: Final = "усі"
STATES: Final = ("completed", "partial", "in_progress", "not_done", "no_report", "not_due")
COLOURS: Final = ("#00836C", "#8FD3B6", "#F2C14E", "#B3261E", "#8A94A0", "#C9D1D9")


def choices(frame: pd.DataFrame, name: str) -> list[str]:
    """The values of a filter."""
    return sorted(frame[name].astype(str).unique())


def narrow(frame: pd.DataFrame, chosen: dict[str, str]) -> pd.DataFrame:
    """The measures that a reader chose."""
    for name, value in chosen.items():
        if value != ANY:
            frame = frame[frame[name].astype(str) == value]
    return frame


def sentence(rows: pd.DataFrame) -> str:
    """The answer over the page."""
    return f"Із {len(rows)} заходів виконано {int((rows['state'] == 'completed').sum())}"


def bars(rows: pd.DataFrame) -> dict[str, Any]:
    """The figure: measures by theme and state."""
    counts = pd.crosstab(rows["theme"].astype(str), rows["state"].astype(str))
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": state,
            "y": counts.index.tolist(),
            "x": counts[state].tolist(),
            "marker": {"color": colour},
        }
        for state, colour in zip(STATES, COLOURS, strict=True)
        if state in counts
    ]
    return {"data": traces, "layout": {"barmode": "stack", "height": 420}}


def late(rows: pd.DataFrame) -> pd.DataFrame:
    """The table: overdue measures, the longest first."""
    found = rows[rows["days_overdue"] > 0].sort_values("days_overdue", ascending=False)
    return found[["number", "title", "region_iso", "year", "days_overdue"]]
