"""Who imports whom: the direction of imports is what keeps the rooms of the house apart."""

import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.architecture.source import (
    PACKAGES,
    ROOT,
    Module,
    imported_names,
    is_within,
    product_modules,
)

# The longest name that fits a module decides what of ours it may import.
ALLOWED = {
    "data": {"data"},
    "etl": {"etl", "data"},
    "dashboard": {"dashboard", "data"},
    "dashboard.metrics": {
        "dashboard.metrics",
        "data.model",
        "data.frames",
        "data.snapshot",
        "data.state",
        "data.search.corpus",
        "data.search.text_index",
        "data.search.text_kinds",
        "data.search.word_index",
        "data.search.word_forms",
    },
    "dashboard.figures": {
        "dashboard.figures",
        "dashboard.look",
        "data.i18n",
        "data.frames",
        "data.model",
    },
    "app": {"dashboard", "data"},
}
# Outside packages that belong to one side of the house only.
KEPT_TO = {
    "dash": {"dashboard", "app"},
    "dash_bootstrap_components": {"dashboard", "app"},
    "flask": {"dashboard", "app"},
    "plotly": {"dashboard"},
    "sqlalchemy": {"data", "etl", "dashboard.context", "app"},
    "alembic": {"data"},
    "psycopg": {"data"},
    "typer": {"etl"},
}
# Import name -> name in pyproject.toml, where they differ.
DISTRIBUTIONS = {"pdfminer": "pdfminer.six", "dotenv": "python-dotenv", "docx": "python-docx"}


def forbidden_imports(module: Module) -> list[str]:
    """Imports of ours that the table does not allow, and packages that belong elsewhere."""
    room = max((name for name in ALLOWED if module.within(name)), key=len)
    faults = []
    for line, name in imported_names(module):
        top = name.partition(".")[0]
        if top in (*PACKAGES, "app", "tests"):
            fits = any(is_within(name, allowed) for allowed in ALLOWED[room])
        else:
            fits = top not in KEPT_TO or module.within(*KEPT_TO[top])
        if not fits:
            faults.append(f"{module.name}:{line} imports {name}")
    return faults


def undeclared_imports(module: Module, declared: set[str]) -> list[str]:
    """Imports of packages that requirements.txt would bring only by accident, or not at all."""
    own = {*PACKAGES, "app", *sys.stdlib_module_names}
    return [
        f"{module.name}:{line} imports {name}, which pyproject.toml does not declare"
        for line, name in imported_names(module)
        if (top := name.partition(".")[0]) not in own
        and DISTRIBUTIONS.get(top, top).replace("_", "-") not in declared
    ]


def test_every_room_is_looked_at() -> None:
    assert {module.name.partition(".")[0] for module in product_modules()} >= set(PACKAGES)


def test_imports_follow_the_table() -> None:
    assert [fault for module in product_modules() for fault in forbidden_imports(module)] == []


def test_imported_packages_are_runtime_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    declared = {Requirement(line).name for line in [*project["dependencies"], *extras]}
    faults = [f for module in product_modules() for f in undeclared_imports(module, declared)]
    assert faults == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("data.store", "import etl"),
        ("data.store", "from dashboard.look import COLOURS"),
        ("etl.build", "from dashboard import filters"),
        ("etl.build", "def late():\n    import dashboard.look"),
        ("etl.build", "import plotly.graph_objects as go"),
        ("dashboard.pages.overview", "from etl.readers import READERS"),
        ("dashboard.pages.overview", "importlib.import_module('etl.cli')"),
        ("dashboard.pages.overview", "from sqlalchemy import select"),
        ("dashboard.metrics.listing", "from data.queries import fetch_measures_frame"),
        ("dashboard.metrics.listing", "from data import queries"),
        ("dashboard.metrics.listing", "from ..look import COLOURS"),
        ("dashboard.figures.timeline", "from data import store"),
        ("app", "from etl.pipeline import load"),
    ],
)
def test_a_forbidden_import_is_found(module: str, text: str) -> None:
    assert len(forbidden_imports(Module.of(module, text))) == 1


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("data.store", "from data.schema import measures\nimport sqlalchemy"),
        ("etl.build", "from data import model"),
        ("dashboard.metrics.listing", "from data.state import state_at\nfrom . import completion"),
        ("dashboard.figures.timeline", "from ..look import COLOURS\nimport plotly"),
        ("dashboard.context", "from sqlalchemy import Engine"),
        ("app", "from dashboard import create_app\nfrom data.settings import Settings"),
    ],
)
def test_an_allowed_import_passes(module: str, text: str) -> None:
    assert forbidden_imports(Module.of(module, text)) == []


def test_an_undeclared_package_is_found() -> None:
    module = Module.of("data.store", "import os\nimport openpyxl\nimport rich.console")
    assert len(undeclared_imports(module, {"rich"})) == 1
