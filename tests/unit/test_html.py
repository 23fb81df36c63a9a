"""The elements of HTML: they hold what Dash's own would, and refuse what those refuse."""

import dash
import pytest
from dash.development.base_component import Component

from dashboard import html

NAMES = sorted(
    name
    for name, one in vars(dash.html).items()
    if isinstance(one, type) and issubclass(one, Component)
)


@pytest.mark.parametrize("name", NAMES)
def test_an_element_travels_as_that_of_dash(name: str) -> None:
    given = {"id": "x", "className": "a b", "title": None, "data-act": "print", "aria-label": "ґ"}
    own, other = (
        getattr(place, name)(["слово", None, 0], **given).to_plotly_json()
        for place in (html, dash.html)
    )
    assert own == other
    assert getattr(html, name)().to_plotly_json() == getattr(dash.html, name)().to_plotly_json()


@pytest.mark.parametrize("given", [{"classname": "a"}, {"href": "/"}, {"on-click": "x"}])
def test_an_attribute_that_is_none_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(TypeError):
        html.Span("x", **given)
    with pytest.raises(TypeError):
        dash.html.Span("x", **given)


def test_words_after_the_content_are_no_content() -> None:
    with pytest.raises(TypeError):
        html.P("перше", "друге", "третє")
