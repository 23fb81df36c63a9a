"""The charts of the overview: due against completed, and thin cells by report; each mark opens its rows."""

from datetime import date

import plotly.graph_objects as go
import pytest

from dashboard import look
from dashboard.figures.burn_up import Point, make_burn_up_figure
from dashboard.figures.matrix import CELL, HEAD, MatrixCell, make_matrix_figure
from data.i18n import words

DUE = (
    Point(date(2014, 2, 3), 0, "03.02.2014: у базі 0 заходів", "/zakhody?rows=base&d=1"),
    Point(date(2014, 6, 1), 1, "01.06.2014: у базі 1 захід", "/zakhody?rows=base&d=2"),
    Point(date(2015, 1, 31), 5, "31.01.2015: у базі 5 заходів", "/zakhody?rows=base&d=3"),
)
DONE = (Point(date(2014, 7, 1), 1, "01.07.2014: виконано <1>", "/zakhody?rows=completed"),)


def test_due_goes_in_steps_and_completed_stands_at_its_reports() -> None:
    due, done = go.Figure(make_burn_up_figure(DUE, DONE, ("у базі", "виконано"))).data
    assert (due.line.shape, list(due.y)) == ("hv", [0, 1, 5])
    assert (list(done.x), list(done.y)) == (["2014-07-01"], [1])
    assert done.line.color == look.STATES["completed"].fill
    assert list(due.customdata) == [point.href for point in DUE]
    assert list(done.hovertext) == ["01.07.2014: виконано &lt;1&gt;"]


def test_the_lines_are_named_at_their_ends_and_the_names_never_touch() -> None:
    figure = go.Figure(make_burn_up_figure(DUE[:2], DONE, ("у базі", "виконано")))
    first, second = figure.layout.annotations
    assert (first.text, second.text) == ("<b>1</b> у базі", "<b>1</b> виконано")
    assert first.yshift - second.yshift >= 20


def test_nothing_makes_no_burn_up() -> None:
    with pytest.raises(ValueError, match="burn-up"):
        make_burn_up_figure(DUE, (), ("", ""))


def test_a_cell_lies_in_its_line_and_day_in_the_look_of_its_state() -> None:
    cells = (
        MatrixCell(0, 0, "not_done", "1 Захід", "/zakhid/1?as_of=2014-07-01"),
        MatrixCell(0, 1, "completed", "1 Захід", "/zakhid/1"),
        MatrixCell(2, 1, "completed", "2 <b>Захід</b>", "/zakhid/2"),
    )
    figure = go.Figure(
        make_matrix_figure(cells, ["01.07.2014", "20.01.2015"], [(0, "1")], 3, words("uk"))
    )
    done, late = figure.data
    assert figure.layout.height == 3 * CELL + HEAD
    assert (list(done.y), list(late.y)) == ([0, 2], [0])
    assert [base + x / 2 for base, x in zip(done.base, done.x, strict=True)] == [1, 1]
    assert late.marker.pattern.shape == "x"
    assert list(done.customdata) == ["/zakhid/1", "/zakhid/2"]
    assert "&lt;b&gt;" in done.hovertext[1]
    assert late.hovertext[0].startswith("<b>Не виконано</b> · 01.07.2014")
