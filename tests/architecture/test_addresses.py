"""Nothing is fetched from another host: neither by our code nor by the files a browser loads from `assets/`."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, Module, product_modules

# Addresses in files of others, which stay as they were published.
HARMLESS_IN = {
    "plotly-basic.min.js": {
        "https://plotly.com/": "the logo's link and two error texts; nothing is fetched",
    },
}
# Addresses that are names, not places anything is fetched from.
HARMLESS = {
    "http://www.w3.org/": "names SVG, XLink, XHTML and the like in XML",
    "http://127.0.0.1": "this machine",
    "http://localhost": "this machine",
    "https://creativecommons.org/licenses/by/4.0/": "names the licence of the open data",
}
ADDRESS = re.compile(r"""(?:https?:|(?<=["'(=]))//[\w.-]+\.?\w+[^\s"'`)<>\\]*""")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
# Texts that a browser reads as code or as a page; pictures and fonts hold no addresses to follow.
LOADED = {".css", ".js", ".mjs", ".html", ".json", ".svg", ".webmanifest"}
# Attributes of Dash's world that stand for a host elsewhere.
REMOTE_ATTRIBUTES = {
    "dbc.themes": "links to a CDN",
    "dbc.icons": "links to a CDN",
    "go.Choropleth": "fetches a map of the world",
    "go.Scattergeo": "fetches a map of the world",
    "go.Choroplethmap": "fetches map tiles",
    "go.Scattermap": "fetches map tiles",
    "px.choropleth": "fetches a map of the world",
    "px.scatter_geo": "fetches a map of the world",
}


def addresses(text: str) -> list[str]:
    """Addresses of other hosts in a text."""
    found = (match.group() for match in ADDRESS.finditer(text))
    return [address for address in found if not address.startswith(tuple(HARMLESS))]


def addresses_in_asset(text: str, name: str = "") -> list[str]:
    """Addresses in a file of `assets/`; its comments (licences, mostly) are not code."""
    known = tuple(HARMLESS_IN.get(name, ()))
    return [a for a in addresses(COMMENT.sub("", text)) if not (known and a.startswith(known))]


def remote_references(module: Module) -> Iterator[str]:
    """Addresses and CDN shorthands in code; a docstring may name any address it likes."""
    docstrings = {id(node) for node in _docstrings(module.tree)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                for address in addresses(node.value):
                    yield f"{module.name}:{node.lineno} {address}"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            if name in REMOTE_ATTRIBUTES:
                yield f"{module.name}:{node.lineno} {name} {REMOTE_ATTRIBUTES[name]}"


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            match node.body:
                case [ast.Expr(value=ast.Constant() as constant), *_]:
                    yield constant


def test_code_names_no_other_host() -> None:
    modules = product_modules("dashboard", "app")
    assert [fault for module in modules for fault in remote_references(module)] == []


def test_assets_name_no_other_host() -> None:
    files = (file for file in (ROOT / "assets").rglob("*") if file.suffix in LOADED)
    faults = {
        str(file.relative_to(ROOT)): found
        for file in sorted(files)
        if (found := addresses_in_asset(file.read_text(encoding="utf-8"), file.name))
    }
    assert faults == {}


def test_exceptions_are_still_needed() -> None:
    for name, known in HARMLESS_IN.items():
        for file in (ROOT / "assets").rglob(name):
            text = file.read_text(encoding="utf-8")
            assert [address for address in known if address not in text] == []


@pytest.mark.parametrize(
    "text",
    [
        "URL = 'https://cdn.example.org/bootstrap.css'",
        "def page():\n    return Script(src='//cdn.example.org/x.js')",
        "app = Dash(external_stylesheets=[dbc.themes.BOOTSTRAP])",
        "figure = go.Figure(go.Scattergeo())",
        "TEMPLATE = '<link href=\"http://fonts.example.org/inter\">'",
    ],
)
def test_a_remote_reference_is_found(text: str) -> None:
    module = Module.of("dashboard.sample", text.replace("src='//", "src='\"//"))
    assert len(list(remote_references(module))) == 1


@pytest.mark.parametrize(
    "text",
    [
        '"""See https://example.org/."""',
        "XMLNS = 'http://www.w3.org/2000/svg'",
        "WORDS = 'і/або // коментар'",
        "theme = look.themes",
    ],
)
def test_a_harmless_text_passes(text: str) -> None:
    assert list(remote_references(Module.of("dashboard.sample", text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "@import url(https://fonts.example.org/inter.css);",
        "a { background: url(//cdn.example.org/a.png) }",
        'fetch("https://example.org/world.json") // карта',
        'const base = "//cdn.example.org";',
    ],
)
def test_a_remote_asset_is_found(text: str) -> None:
    assert len(addresses_in_asset(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "/*! Licensed under MIT (https://example.org/licence) */ a { color: red }",
        "    // https://example.org explains why\nconst a = 1 // 2",
        "url(\"data:image/svg+xml,%3csvg xmlns='http://www.w3.org/2000/svg'\")",
    ],
)
def test_a_local_asset_passes(text: str) -> None:
    assert addresses_in_asset(text) == []
