"""The dashboard over the bundled documents: read once for a test process, served to any test that asks."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from dash import Dash
from flask.testing import FlaskClient
from lxml.html import HtmlElement, fragment_fromstring

from dashboard import create_app, ids
from dashboard.context import Page
from data.engine import make_engine
from data.settings import Settings
from etl.linking import load_document
from tests.support.reading import read_document

ROOT = Path(__file__).parents[2]
CALLBACK = "/_dash-update-component"
# names of attributes as components have them
PROPS = {
    "class": "className",
    "for": "htmlFor",
    "colspan": "colSpan",
    "rowspan": "rowSpan",
    "hreflang": "hrefLang",
    "tabindex": "tabIndex",
}
TODAY = date(2026, 11, 21)
# what the variables of a page's path name in the bundled documents
KNOWN = {
    "<measure_id>": "UA-09-pvu-plan-2013:1.1",
    "<document_key>": "UA-09-pvu-plan-2013",
}


@pytest.fixture(scope="session")
def bundled_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLAlchemy address of a database with the five bundled documents, as `python -m etl load` leaves it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('bundled') / 'monitor.sqlite'}"
    done = subprocess.run(
        [sys.executable, "-m", "etl", "load"],
        cwd=ROOT,
        env={**os.environ, "OGP_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    # 1 says that some rows were not understood; they are shown on the page of sources
    assert done.returncode in {0, 1}, done.stderr
    return url


@pytest.fixture(scope="session")
def monitor(bundled_url: str) -> Dash:
    """The Ukrainian dashboard of the bundled documents, on 21.11.2026."""
    return create_app(Settings(database_url=bundled_url, today=TODAY))


@pytest.fixture(scope="session")
def english_monitor(bundled_url: str) -> Dash:
    """The same dashboard in English."""
    return create_app(Settings(database_url=bundled_url, today=TODAY, language="en"))


@pytest.fixture
def empty_monitor(sqlite_url: str) -> Dash:
    """A dashboard whose database is empty."""
    return create_app(Settings(database_url=sqlite_url, today=TODAY))


@pytest.fixture
def monitor_address(monitor: Dash, serve: Callable[..., str]) -> str:
    """The address at which a browser finds the dashboard of the bundled documents."""
    return serve(monitor.server)


def path_of(page: Page, app: Dash) -> str:
    """The path of a page with its variables filled from the bundled documents."""
    path = page.path
    for name, value in KNOWN.items():
        path = path.replace(name, value)
    if "<body_id>" in path:
        snapshot = app.server.extensions["ogp"].snapshots.current()
        path = path.replace("<body_id>", str(snapshot.bodies["body_id"].iloc[0]))
    assert "<" not in path, f"{page.path} has a variable that no test fills"
    return path


def router_call(address: str) -> dict[str, Any]:
    """What a browser that stands at an address asks of Dash's router."""
    parts = urlsplit(address)
    search = f"?{parts.query}" if parts.query else ""
    values = (("pathname", parts.path), ("search", search))
    return {
        "output": f"..{ids.CONTENT}.children...{ids.PAGE_STORE}.data..",
        "outputs": [
            {"id": ids.CONTENT, "property": "children"},
            {"id": ids.PAGE_STORE, "property": "data"},
        ],
        "inputs": [
            {"id": ids.LOCATION, "property": name, "value": value} for name, value in values
        ],
        "changedPropIds": [f"{ids.LOCATION}.{name}" for name, _ in values],
    }


def route(client: FlaskClient, address: str) -> dict[str, Any]:
    """What Dash's router answers when the browser stands at an address: `content` and `title`."""
    answer = client.post(CALLBACK, json=router_call(address))
    assert answer.status_code == 200, (address, answer.status_code)
    response = answer.get_json()["response"]
    return {
        "content": response[ids.CONTENT]["children"],
        "title": response[ids.PAGE_STORE]["data"]["title"],
    }


def unfold(markup: dict[str, Any]) -> dict[str, Any]:
    """What came as text of HTML as the components that it was written from."""
    element = fragment_fromstring(markup["html"], create_parent="div")
    element.tag = markup["tag"]
    told = _component(element)
    told["props"] |= markup["attributes"]
    return told


def _component(element: HtmlElement) -> dict[str, Any]:
    parts: list[Any] = [element.text]
    for one in element:
        parts += [_component(one), one.tail]
    children = [part for part in parts if part]
    # an attribute without a value is one that holds
    props = {PROPS.get(name, name): value or True for name, value in element.attrib.items()}
    if children:
        props["children"] = (
            children[0] if isinstance(children[0], str) and len(children) == 1 else children
        )
    return {"type": element.tag.capitalize(), "namespace": "dash_html_components", "props": props}


def walk(part: Any) -> list[dict[str, Any]]:
    """Every component of an answered page, as the dicts that the browser gets."""
    if isinstance(part, list):
        return [found for one in part for found in walk(one)]
    if not isinstance(part, dict) or "props" not in part:
        return []
    if part["type"] == "Markup":
        part = unfold(part["props"])
    return [part, *walk(part["props"].get("children"))]


def texts(part: Any) -> list[str]:
    """Every text that an answered page shows, attributes for screen readers included."""
    found = []
    for component in walk(part):
        props = component["props"]
        children = props.get("children")
        shown = children if isinstance(children, list) else [children]
        found += [text for text in shown if isinstance(text, str)]
        found += [props[name] for name in ("title", "aria-label", "placeholder") if props.get(name)]
    return found


def _long_plan(year: int, rows: int) -> bytes:
    """A plan longer than one page of a list: titles repeat, bodies take turns, deadlines spread over the year."""
    bodies = ("Управління культури", "Відділ преси", "Єдиний центр молоді, Відділ преси")
    deeds = ("Ґрунтовне вивчення думки громади", "Їдальня для громадської ради", "Створення сайту")
    lines = [
        f"| {1 + place // 40}.{1 + place % 40} | {deeds[place % 3]} {place // 3} "
        f"| до {1 + place % 28:02d}.{1 + place % 12:02d}.{year} | {bodies[place % 3]} |"
        for place in range(rows)
    ]
    head = (
        f"# План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд» у Луганській області на {year} рік\n\n"
        "| № | Захід | Строк виконання | Відповідальні |\n|---|---|---|---|\n"
    )
    return (head + "\n".join(lines) + "\n").encode()


@pytest.fixture(scope="session")
def long_monitor(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """A dashboard of two long plans, 130 and 140 measures, none of them reported on."""
    url = f"sqlite:///{tmp_path_factory.mktemp('long') / 'monitor.sqlite'}"
    app = create_app(Settings(database_url=url, today=TODAY))
    engine = make_engine(url)
    for year, rows in ((2018, 130), (2019, 140)):
        document = read_document(f"plan-{year}.md", _long_plan(year, rows))
        load_document(engine, document)
    return app
