"""The chart of a body's due dates: its years are named as far as there is room."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.figures.workload import make_due_figure
from data.i18n import words

COLUMNS = ["year", "quarter", "state", "measures", "href"]


@pytest.mark.parametrize(
    ("first", "named"),
    [
        (2026, ["2026"]),
        (2019, [str(year) for year in range(2019, 2027)]),
        (2018, ["2018", "2020", "2022", "2024", "2026"]),
        (2012, ["2012", "2014", "2016", "2018", "2020", "2022", "2024", "2026"]),
    ],
)
def test_of_many_years_every_second_is_named(first: int, named: list[str]) -> None:
    years = range(first, 2027)
    counts = pd.DataFrame(
        [(year, 0, "completed", 3, "/zakhody") for year in years], columns=COLUMNS
    )
    told = make_due_figure(counts, [(y, 0) for y in years], [str(y) for y in years], words("uk"))
    figure = go.Figure(told)
    assert list(figure.layout.xaxis.ticktext) == named
    assert [str(years[place]) for place in figure.layout.xaxis.tickvals] == named
    assert len(figure.data[0].x) == len(years)
