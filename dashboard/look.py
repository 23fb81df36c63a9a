"""How things look: the state's sign, colour and pattern, and the one template of the charts.

Colours are the light ones of `assets/tokens.css`; in the dark theme the browser puts their dark twins in, found by
the light value, so two roles never share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from data.model import State

INK: Final = "#1A1F24"
INK_2: Final = "#4A5560"
LINE: Final = "#DCE2E8"
LINE_2: Final = "#5F6B76"
SURFACE: Final = "#FFFFFF"
ACCENT: Final = "#0F3E6E"
HEAT: Final = ("#E3EBF4", "#BDD1E6", "#6F97C0", "#0F3E6E")
ON_HEAT: Final = (INK, INK, "#1A1F25", "#FFFFFE")
_ON_COMPLETED: Final = "#FEFFFF"
_ON_IN_PROGRESS: Final = "#FEFEFF"
_ON_DUE_SOON: Final = "#1A1F26"
_ON_NOT_DONE: Final = "#FFFEFE"
_ON_ONGOING: Final = "#1A1F27"
_ON_POSTPONED: Final = "#FEFEFE"
FONT: Final = (
    '"Inter Variable", Inter, system-ui, "Noto Sans", "Liberation Sans", Arial, sans-serif'
)


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a state or of a fact beside it: `word` is the key of its word, `icon` of Bootstrap Icons."""

    word: str
    icon: str
    fill: str
    text: str
    outline: str
    pattern: str = ""
    pattern_colour: str = ""

    @property
    def css(self) -> str:
        """The class that gives an element this look."""
        return f"st-{self.word.rpartition('.')[2]}"


def _look(name: str, icon: str, fill: str, text: str, *outline_and_pattern: str) -> Look:
    return Look(f"state.{name}", icon, fill, text, *outline_and_pattern)


# in the order of every bar, legend and table
STATES: Final[dict[str, Look]] = {
    State.COMPLETED: _look("completed", "check-circle-fill", "#00836C", _ON_COMPLETED, "#00836C"),
    State.PARTIAL: _look("partial", "circle-half", "#8FE3B8", "#10382A", LINE_2, "/", "#00836C"),
    State.IN_PROGRESS: _look(
        "in_progress", "arrow-repeat", "#2456C8", _ON_IN_PROGRESS, "#2456C8", ".", _ON_IN_PROGRESS
    ),
    State.POSTPONED: _look(
        "postponed", "arrow-right-circle-fill", "#23282F", _ON_POSTPONED, "#23282F"
    ),
    State.NOT_DONE: _look(
        "not_done", "x-circle-fill", "#A3170F", _ON_NOT_DONE, "#A3170F", "x", _ON_NOT_DONE
    ),
    State.NO_REPORT: _look("no_report", "file-earmark-x", "#E3E8EE", INK, LINE_2, "\\", LINE_2),
    State.ONGOING: _look("ongoing", "infinity", "#C39BF0", _ON_ONGOING, LINE_2, "-", LINE_2),
    State.NOT_DUE: _look("not_due", "calendar3", SURFACE, INK, LINE_2),
    State.NO_DEADLINE: _look("no_deadline", "calendar-x", SURFACE, INK, LINE_2),
    State.UNCLEAR: _look("unclear", "question-circle", SURFACE, INK, LINE_2),
    State.WITHDRAWN: _look("withdrawn", "slash-circle", "#23282F", _ON_POSTPONED, "#23282F"),
}

# facts beside the state, never in one chart with states
FACTS: Final[dict[str, Look]] = {
    "overdue": _look(
        "overdue", "alarm-fill", "#A3170F", _ON_NOT_DONE, "#A3170F", "x", _ON_NOT_DONE
    ),
    "unreported": _look("unreported", "file-earmark-x", "#E3E8EE", INK, LINE_2, "\\", LINE_2),
    "due_soon": _look(
        "due_soon", "hourglass-split", "#F2A900", _ON_DUE_SOON, LINE_2, "|", _ON_DUE_SOON
    ),
}

LOOKS: Final[dict[str, Look]] = {**STATES, **FACTS}

# how a single due date stands, in the order of the calendar's bars and keys
DATES: Final[dict[str, Look]] = {
    "completed": STATES[State.COMPLETED],
    "overdue": FACTS["overdue"],
    "unreported": FACTS["unreported"],
    "before_plan": _look("before_plan", "calendar-x", SURFACE, INK, LINE_2),
    "due_soon": FACTS["due_soon"],
    "not_due": STATES[State.NOT_DUE],
    "withdrawn": STATES[State.WITHDRAWN],
}

# No toolbar: it would offer to send the chart to a cloud.
GRAPH_CONFIG: Final[dict[str, Any]] = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}

TEMPLATE: Final[dict[str, Any]] = {
    "layout": {
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "showlegend": False,
        "bargap": 0.3,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": SURFACE,
            "bordercolor": LINE_2,
            "align": "left",
            "font": {"family": FONT, "size": 13, "color": INK},
        },
        "xaxis": {
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"size": 13, "color": INK_2},
            "ticks": "",
        },
        "yaxis": {
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"size": 13, "color": INK_2},
            "ticks": "",
        },
    }
}


def marker_of(look: Look) -> dict[str, Any]:
    """The marker of a bar in the look of a state: fill, outline and pattern."""
    marker: dict[str, Any] = {"color": look.fill, "line": {"color": look.outline, "width": 1}}
    if look.pattern:
        marker["pattern"] = {
            "shape": look.pattern,
            "fgcolor": look.pattern_colour,
            "bgcolor": look.fill,
            "fillmode": "replace",
            "size": 7,
            "solidity": 0.2,
        }
    return marker
