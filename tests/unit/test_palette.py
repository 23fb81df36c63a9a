"""Colours of both themes: contrast by WCAG 2.2, and one dark twin for each light value."""

import re
from pathlib import Path

import pytest

from dashboard import look

CSS = (Path(__file__).parents[2] / "assets" / "tokens.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"(--[a-z0-9-]+): (#[0-9A-F]{6});")
LIGHT = dict(TOKEN.findall(CSS.partition(":root {")[2].partition("\n}")[0]))
DARK = {**LIGHT, **dict(TOKEN.findall(CSS.partition('[data-bs-theme="dark"] {')[2]))}
THEMES = {"light": LIGHT, "dark": DARK}

TEXTS = [
    *((ink, ground) for ink in ("ink", "ink-2", "accent") for ground in ("surface", "bg", "sub")),
    *(("danger", ground) for ground in ("surface", "bg")),
    *(("ink", ground) for ground in ("paper", "paper-mark", "heat-1", "heat-2", "accent-bg")),
    ("accent-ink", "accent"),
    ("mark-ink", "mark"),
    ("heat-3-ink", "heat-3"),
    ("heat-4-ink", "heat-4"),
    *(
        (f"text-{state}", f"fill-{state}")
        for state in (
            *("completed", "partial", "in-progress", "due-soon", "not-done", "no-report"),
            *("ongoing", "postponed", "plain"),
        )
    ),
]
EDGES = [("line-2", ground) for ground in ("surface", "bg")]


def _brightness(colour: str) -> float:
    def linear(part: str) -> float:
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, bright = sorted((_brightness(one), _brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_is_readable(ink: str, ground: str, theme: str) -> None:
    tokens = THEMES[theme]
    assert _contrast(tokens[f"--{ink}"], tokens[f"--{ground}"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_are_seen(edge: str, ground: str, theme: str) -> None:
    tokens = THEMES[theme]
    assert _contrast(tokens[f"--{edge}"], tokens[f"--{ground}"]) >= 3


def test_a_light_value_has_one_dark_twin() -> None:
    twins: dict[str, set[str]] = {}
    for name, value in LIGHT.items():
        twins.setdefault(value, set()).add(DARK[name])
    assert {value: dark for value, dark in twins.items() if len(dark) > 1} == {}


def test_charts_take_their_colours_from_the_tokens() -> None:
    used = {look.INK, look.INK_2, look.LINE, look.LINE_2, look.SURFACE, look.ACCENT}
    used |= {*look.HEAT, *look.ON_HEAT}
    for one in look.LOOKS.values():
        used |= {one.fill, one.text, one.outline, one.pattern_colour or one.fill}
    assert used - set(LIGHT.values()) == set()
