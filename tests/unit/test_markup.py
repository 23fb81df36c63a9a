"""Components as the text of a document: tags, attributes, and words that stay words."""

import pytest
from dash import dcc, html

from dashboard.exports.markup import to_html


@pytest.mark.parametrize(
    ("part", "markup"),
    [
        (html.P("1 < 2 & «ґ»"), "<p>1 &lt; 2 &amp; «ґ»</p>"),
        (html.P(["а", html.Br(), html.B("б")]), "<p>а<br><b>б</b></p>"),
        (html.Td("", className="c-due"), '<td class="c-due"></td>'),
        (html.Th("№", scope="col", colSpan=2), '<th scope="col" colspan="2">№</th>'),
        (
            html.A("1.1", href='/zakhid/"><script>'),
            '<a href="/zakhid/&quot;&gt;&lt;script&gt;">1.1</a>',
        ),
        (html.Span("x", title=None, **{"data-act": "print", "aria-label": "y"}), "<span>x</span>"),
        (html.Span(0), "<span>0</span>"),
        (html.P("</p><img src=http://evil/>"), "<p>&lt;/p&gt;&lt;img src=http://evil/&gt;</p>"),
        (None, ""),
    ],
)
def test_markup(part: object, markup: str) -> None:
    assert to_html(part).replace('colspan="2" scope="col"', 'scope="col" colspan="2"') == markup


def test_what_is_no_html_is_refused() -> None:
    with pytest.raises(TypeError, match="Graph"):
        to_html(dcc.Graph(id="x"))
