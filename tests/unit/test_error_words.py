"""Every error that the code raises has words in both languages, filled by the values it carries."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from data import engine, errors
from data.i18n import LANGUAGES, words

ROOT = Path(__file__).parents[2]
CLASSES = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.OgpError)
}
GIVEN_LATER = {
    *engine._SQLITE_CODES.values(),
    *engine._POSTGRES_CODES.values(),
    "store_unreachable",
}


def _raised() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where an error is made, its code and the names of its values; computed codes and values stay out."""
    for folder in ("data", "etl", "dashboard"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                names = [word.arg for word in node.keywords]
                if node.func.id not in CLASSES or None in names:
                    continue
                code: object = CLASSES[node.func.id].code
                if node.args:
                    code = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                if isinstance(code, str):
                    where = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield where, code, frozenset(str(name) for name in names)


RAISED = list(_raised())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted({kind.code for kind in CLASSES.values()} | GIVEN_LATER))
def test_every_code_has_words(language: str, code: str) -> None:
    assert words(language).has(f"error.{code}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("where", "code", "names"), RAISED, ids=[one[0] for one in RAISED])
def test_what_is_raised_fills_its_words(
    language: str, where: str, code: str, names: frozenset[str]
) -> None:
    key = f"error.{code}"
    assert words(language).has(key), where
    wanted = {name for _, name, _, _ in Formatter().parse(words(language)(key)) if name}
    assert wanted <= names | {"code"}, where


@pytest.mark.parametrize("code", sorted(GIVEN_LATER))
def test_what_the_database_refuses_names_the_database(code: str) -> None:
    for language in LANGUAGES:
        assert "monitor.sqlite" in words(language)(f"error.{code}", database="monitor.sqlite")
