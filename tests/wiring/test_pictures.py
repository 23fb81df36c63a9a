"""Every chart can be taken away as a picture that says what was chosen, on what day, and whose figures they are."""

from __future__ import annotations

from typing import Any

import pytest
from dash import Dash

from tests.support.monitor import route, walk
from tests.wiring.test_demo_and_refused import mixed

__all__ = ["mixed"]

CHOSEN = "region=UA-09&year=2013&as_of=2013-12-01"
BODY = "ua-09-upravlinnia-komunikatsii-z-hromadskistiu-oblderzhadministratsii"
CHARTS = {
    f"/?{CHOSEN}": ["completion", "squares", "regions"],
    f"/prostrocheni?{CHOSEN}": ["bands-unreported"],
    f"/kalendar?{CHOSEN}": ["dates", "lines"],
    f"/vykonavtsi/{BODY}?{CHOSEN}": ["due"],
    f"/vykonavtsi?{CHOSEN}": ["workload-UA-09"],
    f"/porivniannia?{CHOSEN}": ["themes"],
    f"/porivniannia?{CHOSEN}&group=place": ["places"],
    "/pro-initsiatyvu": ["national-plans"],
}


def buttons(app: Dash, address: str) -> list[dict[str, Any]]:
    parts = walk(route(app.server.test_client(), address)["content"])
    acts = ("picture", "panel-picture")
    return [part["props"] for part in parts if part["props"].get("data-act") in acts]


@pytest.mark.parametrize(("address", "names"), CHARTS.items())
def test_every_chart_has_its_picture_in_both_forms(
    monitor: Dash, address: str, names: list[str]
) -> None:
    found = buttons(monitor, address)
    assert [(one["data-name"], one["data-form"]) for one in found] == [
        (name, form) for name in names for form in ("png", "svg")
    ]
    for one in found:
        assert "Джерело: Монітор ПВУ, версія даних 5" in one["data-note"]
        assert "Демонстраційні" not in one["data-note"]


def test_the_picture_says_the_day_and_the_selection(monitor: Dash) -> None:
    first, *_ = buttons(monitor, f"/porivniannia?{CHOSEN}")
    assert (
        first["data-note"]
        .replace("\N{NO-BREAK SPACE}", " ")
        .startswith("Станом на 01.12.2013 · Регіон: Луганська область · Рік: 2013 · ")
    )


def test_a_picture_of_made_up_data_says_so(mixed: Dash) -> None:
    for address in ("/", "/porivniannia", "/porivniannia?group=place"):
        notes = [one["data-note"] for one in buttons(mixed, address)]
        assert notes and all(note.startswith("Демонстраційні дані · ") for note in notes)
