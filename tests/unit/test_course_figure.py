"""The chart of regions over years: what is joined, what is hollow, and that absence is never zero."""

from typing import Any

import plotly.graph_objects as go

from dashboard.figures.course import Point, make_course_figure


def _point(column: int, rate: float | None, *, is_thin: bool = False) -> Point:
    label = "" if rate is None else f"{rate:.0%}"
    return Point(column, rate, is_thin, label, (f"план <{column}>",), f"/zakhody?plan={column}")


def _traces(*points: Point) -> list[dict[str, Any]]:
    return [trace.to_plotly_json() for trace in go.Figure(make_course_figure([points], 4)).data]


def _stretches(points: list[Point], width: float) -> list[tuple[int, int]]:
    [trace] = [one for one in _traces(*points) if one.get("line", {}).get("width") == width]
    columns = list(trace["x"])
    return list(zip(columns[::3], columns[1::3], strict=True))


def test_only_fair_neighbours_are_joined_by_a_full_line() -> None:
    points = [_point(0, 0.5), _point(1, 0.6), _point(2, 0.2, is_thin=True), _point(3, 0.9)]
    assert _stretches(points, 2.5) == [(0, 1)]
    assert _stretches(points, 1.5) == [(1, 2), (2, 3)]


def test_a_line_over_a_year_without_reports_is_dotted() -> None:
    points = [_point(0, 0.5), _point(1, None), _point(2, 0.7)]
    assert _stretches(points, 2.5) == []
    assert _stretches(points, 1.5) == [(0, 2)]


def test_a_plan_without_reports_is_a_dash_without_a_figure() -> None:
    figure = go.Figure(make_course_figure([[_point(0, 0.5), _point(1, None)]], 2))
    [dash] = [one for one in figure.data if one.marker.symbol == "line-ew"]
    assert list(dash.x) == [1]
    assert [one.text for one in figure.layout.annotations] == ["<b>50%</b>"]


def test_more_is_higher_on_one_scale_for_all_rows() -> None:
    figure = go.Figure(make_course_figure([[_point(0, 0.0), _point(1, 1.0)]] * 2, 2))
    [dots] = [one for one in figure.data if one.mode == "markers"]
    low, high, low_below, high_below = dots.y
    assert high < low < high_below < low_below
    assert low_below - low == 1


def test_a_mark_opens_its_rows_and_document_words_are_escaped() -> None:
    [dots] = [one for one in _traces(_point(0, 0.5)) if one["mode"] == "markers"]
    assert dots["customdata"] == ["/zakhody?plan=0"]
    assert dots["hovertext"] == ["план &lt;0&gt;"]
