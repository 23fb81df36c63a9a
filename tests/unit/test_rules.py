"""Every rule that a reading can name has words in the catalogue; the rules are found in the readers' source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.i18n import LANGUAGES, words
from data.rules import deciding_words, rule_key, rule_text
from etl.values.rhythm import _MONTHS
from etl.values.spans import Unit

VALUES = Path(__file__).parents[2] / "etl" / "values"
# where a rule stands among the unnamed arguments of a call
POSITIONS = {"none": 0, "deadline": 1, "outcome": 1, "Outcome": 3, "Deadline": 4}
# functions that give a rule among other things
RULE_GIVERS = {"_limit", "_break_tie", "_read"}
# the modules of each area, and the rules whose names are put together from other words
AREAS = {
    "deadline": ("d*.py", {f"rhythm: {name}" for name in _MONTHS} | {u.name.lower() for u in Unit}),
    "status": ("status*.py", set()),
    "theme": ("theme*.py", set()),
    "bodies": ("bod*.py", set()),
}
# rules that must be found, lest the search finds nothing
KNOWN = {
    "deadline": {
        "until",
        "until the end",
        "several dates",
        "open start",
        "unread",
        "end of period",
        "day",
    },
    "status": {"done", "only denied", "continuing work in a finished year", "percentage"},
    "theme": {"stems", "no telling word", "tie, first listed"},
    "bodies": {"whole", "shared head", "stray comma", "ditto"},
}


def rules_in(*sources: str) -> set[str]:
    """The rules that the readers of one area can give."""
    trees = [ast.parse(source) for source in sources]
    constants = {name: text for tree in trees for name, text in _constants(tree)}
    parts = (part for tree in trees for node in ast.walk(tree) for part in _rule_parts(node))
    return {rule for part in parts for rule in _texts(part, constants) if rule}


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            for target in targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _rule_parts(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        yield from (word.value for word in node.keywords if word.arg == "rule")
        yield from node.args[POSITIONS[name] : POSITIONS[name] + 1] if name in POSITIONS else ()
    elif (
        isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "rule" and node.value
    ):
        yield node.value
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _assigned(target, node.value)
    elif isinstance(node, ast.FunctionDef) and node.name in RULE_GIVERS:
        for given in ast.walk(node):
            if isinstance(given, ast.Return) and given.value:
                for part in ast.walk(given.value):
                    if isinstance(part, ast.Tuple):
                        yield from part.elts[1:2]


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=True):
            yield from _assigned(one, its)
    elif getattr(target, "attr", getattr(target, "id", "")) == "rule":
        yield value


def _texts(part: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    """The texts an expression can be; a name stands for its constant, a condition for both of its ends."""
    if isinstance(part, ast.IfExp):
        yield from _texts(part.body, constants)
        yield from _texts(part.orelse, constants)
    elif isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value
    elif isinstance(part, ast.Name) and part.id in constants:
        yield constants[part.id]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_every_rule_of_the_readers_has_words(area: str, language: str) -> None:
    pattern, composed = AREAS[area]
    found = rules_in(*(file.read_text(encoding="utf-8") for file in VALUES.glob(pattern)))
    assert KNOWN[area] - found == set(), "the search no longer finds the rules"
    say = words(language)
    assert [rule for rule in found | composed if not say.has(rule_key(area, rule))] == []


def test_a_rule_without_words_is_found() -> None:
    source = 'X = "by guess"\ndef f():\n    rule = "by luck" if g() else X\n    return Outcome(1, 2, 3, "by eye")'
    assert rules_in(source) == {"by guess", "by luck", "by eye"}


def test_a_rule_is_a_sentence_and_an_unknown_one_is_named() -> None:
    say = words("uk")
    assert rule_text(say, "status", "only denied") == "лише заперечення → «не виконано»"
    assert rule_text(say, "deadline", "rhythm: quarterly").startswith("щокварталу")
    assert rule_text(say, "theme", "stems: бюджет, публічн* закупів") == "за словами заходу"
    assert rule_text(say, "status", "by a newer reader") == "за правилом «by a newer reader»"
    assert rule_text(say, "status", " ") == ""


def test_the_words_that_decided_are_beginnings() -> None:
    assert deciding_words("stems: бюджет, публічн* закупів") == ("бюджет…", "публічн… закупів…")
    assert deciding_words("no telling word") == ()
    assert deciding_words("rhythm: monthly") == ()
