"""«Як рахуємо»: each figure in a sentence, at an address of its own."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.look import LOOKS
from data.i18n import Words
from data.model import State

# the order in which a reader needs them; each is an anchor of the page
TERMS: Final = (
    "stanom-na",
    "pochatok",
    "rezultat",
    "zvit-vidomyi",
    "stan",
    "vykonannia",
    "poza-bazoiu",
    "okhoplennia",
    "prostrocheno",
    "zvitu-nemaie",
    "splyvaie",
    "strok-u-kalendari",
    "zapiznennia",
    "prohrama",
    "tema",
    "porivniannia",
    "navantazhennia",
)


def definitions(words: Words) -> html.Dl:
    """What each figure means, in plain words."""
    children: list[Component] = []
    for term in TERMS:
        key = term.replace("-", "_")
        children += [
            html.Dt(words(f"about.def_{key}"), id=term),
            html.Dd(nbsp(words(f"about.text_{key}"))),
        ]
    return html.Dl(children, className="pairs definitions")


def state_meanings(words: Words) -> html.Dl:
    """Each state with its sign and what it means."""
    children: list[Component] = []
    for state in State:
        children += [
            html.Dt([swatch(state), " ", words(LOOKS[state].word)]),
            html.Dd(nbsp(words(f"about.state_{state.value}"))),
        ]
    return html.Dl(children, className="pairs states")
