"""Regions by years: a cell for each plan, its shade the rate, hatched without reports, dashed where not to compare.

The cells are bars, for a heat map of Plotly knows no patterns: absence must not depend on colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard import look
from dashboard.figures.figure import Figure, Trace, make_figure
from dashboard.figures.text import escape, wrap

ROW: Final = 52
KINDS: Final = ("1", "2", "3", "4", "thin", "no_report", "no_base")
_WIDTH: Final = 0.94
_FILLS: Final = dict(zip("1234", look.HEAT, strict=True))
_INKS: Final = dict(zip("1234", look.ON_HEAT, strict=True))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place, kind, words and address. `label` says the years or the number of plans where needed."""

    row: int
    column: int
    kind: str
    rate: str
    share: str
    label: str
    told: tuple[str, ...]
    href: str


def make_place_figure(cells: Sequence[Cell], rows: int, columns: int) -> Figure:
    """The matrix of `rows` regions and `columns` years; its labels stand beside it in HTML, where they wrap."""
    traces: list[Trace] = []
    for kind in KINDS:
        of_kind = [cell for cell in cells if cell.kind == kind]
        if of_kind:
            traces.append(_trace(of_kind, kind))
    return make_figure(
        traces,
        barmode="overlay",
        height=ROW * rows,
        xaxis={"range": [-0.5, columns - 0.5], "visible": False},
        yaxis={"range": [rows - 0.5, -0.5], "visible": False},
        annotations=[_text(cell) for cell in cells],
        shapes=[_edge(cell) for cell in cells if cell.kind == "thin"],
    )


def _trace(cells: Sequence[Cell], kind: str) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [cell.column - _WIDTH / 2 for cell in cells],
        "x": [_WIDTH] * len(cells),
        "y": [cell.row for cell in cells],
        "width": 0.9,
        "marker": _marker(kind),
        "hovertext": ["<br>".join(wrap(line) for line in cell.told) for cell in cells],
        "hoverinfo": "text",
        "customdata": [cell.href for cell in cells],
    }


def _marker(kind: str) -> dict[str, Any]:
    if kind == "no_report":
        return look.marker_of(look.STATES["no_report"])
    line = look.LINE if kind in ("no_base", "thin") else look.LINE_2
    return {"color": _FILLS.get(kind, look.SURFACE), "line": {"color": line, "width": 1}}


def _edge(cell: Cell) -> dict[str, Any]:
    half = _WIDTH / 2
    return {
        "type": "rect",
        "x0": cell.column - half,
        "x1": cell.column + half,
        "y0": cell.row - 0.45,
        "y1": cell.row + 0.45,
        "line": {"color": look.LINE_2, "width": 1.5, "dash": "dash"},
    }


def _text(cell: Cell) -> dict[str, Any]:
    ink = _INKS.get(cell.kind, look.INK)
    lines = [f"<b>{escape(cell.rate)}</b>"] if cell.share else [escape(cell.rate)]
    small = " · ".join(escape(part) for part in (cell.share, cell.label) if part)
    if small:
        lines.append(f'<span style="font-size:11px">{small}</span>')
    plain = {"no_report": look.STATES["no_report"].fill}
    return {
        "x": cell.column,
        "y": cell.row,
        "text": "<br>".join(lines),
        "showarrow": False,
        "captureevents": False,
        "borderpad": 2,
        "bgcolor": plain.get(cell.kind, "rgba(0,0,0,0)"),
        "font": {"size": 13, "color": ink},
    }
