"""Components as the text of a document: tags, attributes, and words that stay words."""

import dash_bootstrap_components as dbc
import plotly.graph_objects as go
import pytest
from dash import dcc, html

from dashboard import html as quick
from dashboard.markup import OVER_PAGE, Markup, fold, to_html


@pytest.mark.parametrize(
    ("part", "markup"),
    [
        (html.P("1 < 2 & «ґ»"), "<p>1 &lt; 2 &amp; «ґ»</p>"),
        (html.P(["а", html.Br(), html.B("б")]), "<p>а<br><b>б</b></p>"),
        (html.Td("", className="c-due"), '<td class="c-due"></td>'),
        (html.Th("№", scope="col", colSpan=2), '<th colspan="2" scope="col">№</th>'),
        (
            html.A("1.1", href='/zakhid/"><script>'),
            '<a href="/zakhid/&quot;&gt;&lt;script&gt;">1.1</a>',
        ),
        (
            html.Span("x", title=None, **{"data-act": "print", "aria-hidden": True}),
            '<span aria-hidden="true" data-act="print">x</span>',
        ),
        (html.Details("x", open=True, hidden=False), "<details open>x</details>"),
        (html.Label("x", htmlFor="y", key="z"), '<label for="y">x</label>'),
        (
            html.I(style={"--row": 2, "flexGrow": 3, "width": "5%", "height": None}),
            '<i style="--row:2;flex-grow:3;width:5%"></i>',
        ),
        (html.Img(src="a.svg", alt=""), '<img alt="" src="a.svg">'),
        (
            dbc.Input(type="date", name="as_of", value="2018-01-31", required=True),
            '<input class="form-control" name="as_of" required type="date" value="2018-01-31">',
        ),
        (
            dbc.Checklist(
                id="f", name="year", value=["2017"], options=[{"label": "<2017>", "value": "2017"}]
            ),
            '<div><div class="form-check"><input checked class="form-check-input" id="f-1"'
            ' name="year" type="checkbox" value="2017"><label class="form-check-label" for="f-1">'
            "&lt;2017&gt;</label></div></div>",
        ),
        (html.Span(0), "<span>0</span>"),
        (html.P("</p><img src=http://evil/>"), "<p>&lt;/p&gt;&lt;img src=http://evil/&gt;</p>"),
        (None, ""),
    ],
)
def test_markup(part: object, markup: str) -> None:
    assert to_html(part) == markup


def test_what_is_no_html_is_refused() -> None:
    with pytest.raises(TypeError, match="Graph"):
        to_html(dcc.Graph(id="x"))


def test_a_field_never_travels_as_a_component() -> None:
    chart = dcc.Graph(figure=go.Figure())
    told = fold(html.Div([html.P(dbc.Input(name="q")), chart]))
    assert "<input" in told.children[0].html
    with pytest.raises(TypeError, match="Input needs an element around it"):
        fold(html.Div([dbc.Input(name="q"), chart]))


def test_what_nothing_changes_is_folded_and_charts_stay_with_what_holds_them() -> None:
    graph = dcc.Graph(id={"type": "chart", "name": "a"}, figure=go.Figure())
    still = html.P(["1 < 2 ", html.B("ґ")], className="sub", **{"data-say": "x"})
    box = html.Div(["слова", graph, still, html.Img(src="a.svg")], id="box")
    page = html.Section([html.H2("Назва"), box])

    folded = fold(page)

    assert [type(part) for part in folded.children] == [Markup, html.Div]
    words, chart, markup, picture = folded.children[1].children
    assert (words, chart, type(picture)) == ("слова", graph, html.Img)
    assert (markup.tag, markup.html) == ("p", "1 &lt; 2 <b>ґ</b>")
    assert markup.attributes == {"className": "sub", "data-say": "x"}
    assert box.children[2] is still, "the page itself is not touched"


def test_what_opens_over_the_page_is_folded_on_its_own() -> None:
    panel = html.Div(html.P("1 < 2"), className=OVER_PAGE)
    folded = fold(html.Nav([html.B("Фільтри"), ("і ", html.I("ще")), panel, "!"]))

    assert isinstance(folded, html.Nav)
    head, (words, more), over, end = folded.children
    assert (head.tag, head.html, words, more.html, end) == ("b", "Фільтри", "і ", "ще", "!")
    assert (over.tag, over.attributes, over.html) == (
        "div",
        {"className": OVER_PAGE},
        "<p>1 &lt; 2</p>",
    )


def test_elements_of_both_kinds_are_folded_alike() -> None:
    graph = dcc.Graph(id={"type": "chart", "name": "a"}, figure=go.Figure())
    for kind in (html, quick):
        page = kind.Main([kind.P(["а", kind.Br()]), kind.Div(kind.Div(graph)), kind.B("б")])
        before, chart, after = fold(page).children
        assert (before.tag, before.html, after.html) == ("p", "а<br>", "б")
        assert chart.children.children is graph
    assert to_html(quick.A("x", className='"')) == '<a class="&quot;">x</a>'


def test_a_part_that_was_folded_before_may_stand_in_another() -> None:
    once = fold(html.Table(html.Tr(html.Td("<"))))
    page = fold(html.Section([html.H2("Назва"), once]))
    assert isinstance(page, Markup)
    assert page.html == "<h2>Назва</h2><table><tr><td>&lt;</td></tr></table>"


@pytest.mark.parametrize(
    "part",
    [
        html.Button("x", id={"type": "a", "name": "b"}),
        html.Button("x", n_clicks=0),
        html.Div([html.P("x"), html.Div([html.Button("x", n_clicks=0), html.P("y")])]),
    ],
)
def test_what_a_callback_listens_to_stays(part: html.Div) -> None:
    assert not isinstance(fold(part), Markup)
