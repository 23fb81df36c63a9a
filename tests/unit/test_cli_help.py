"""Help and wrong use: in the user's language, complete, with a code that scripts can trust."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

from data.i18n import LANGUAGES, words
from etl.cli.app import app
from etl.cli.help import HelpCommand, HelpGroup
from tests.support.commands import Run

Etl = Callable[..., Run]


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the program by its path, groups too."""
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


EVERY = dict(commands(typer.main.get_command(app)))


def test_all_commands_are_there() -> None:
    names = {" ".join(path) for path in EVERY if path}
    parses = {f"parse {kind}" for kind in ("deadline", "bodies", "status", "theme", "header")}
    links = {f"links {name}" for name in ("list", "accept", "reject", "refresh")}
    overrides = {"overrides", "overrides check", "overrides apply"}
    assert names == {
        *("load", "withdraw", "check", "show", "status", "export", "links", "parse"),
        *overrides,
        *("demo", "measure", "index", "bodies", "bodies propose"),
        *parses,
        *links,
    }
    assert all(isinstance(command, HelpCommand | HelpGroup) for command in EVERY.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_help_has_words_and_examples(run_etl: Etl, path: tuple[str, ...], language: str) -> None:
    run = run_etl(*path, "--help", "--lang", language)
    told = words(language)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"{told('etl.help.usage')} {' '.join(('python -m etl', *path))}")
    assert f"  python -m etl {' '.join(path)}" in run.out.partition(told("etl.help.examples"))[2]
    # a key that no catalogue knows would stand there as it is
    assert re.findall(r"\betl\.\w+|\bNone\b", run.out) == []
    for parameter in EVERY[path].params:
        assert told.has(parameter.help), parameter.name
        assert told(parameter.help).split()[0] in run.out


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_no_line_of_help_but_an_example_is_over_80(run_etl: Etl, path: tuple[str, ...]) -> None:
    lines = run_etl(*path, "--help").out.splitlines()
    assert [line for line in lines if len(line) > 80 and "python -m etl" not in line] == []


@pytest.mark.parametrize("where", [0, 1, 2])
def test_the_language_may_stand_anywhere(run_etl: Etl, where: int) -> None:
    arguments = ["load", "--years=13"]
    arguments.insert(where, "--lang=en")
    assert "is no year of a plan" in run_etl(*arguments).err


def test_the_language_of_the_environment(run_etl: Etl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OGP_LANGUAGE", "en")
    assert run_etl("--help").out.startswith("Usage: python -m etl")
    assert run_etl("--help", "--lang", "uk").out.startswith("Вживання: python -m etl")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lode"], "немає команди lode; є: load"),
        (["load", "--regio", "UA-09"], "немає параметра --regio; схожі: --region"),
        (["load", "--years"], "параметр --years вжито неправильно"),
        (["load", "--region", "UA-09"], "лише для файлів"),
        (["load", "x.txt", "--region", "UA-99"], "«UA-99»"),
        (["load", "x.txt", "--report-date", "вчора"], "«вчора» — не дата"),
        (["load", "x.txt", "--kind", "звіт"], "plan, report"),
        (["--lang", "de"], "немає мови «de»; є: uk, en"),
        (["export"], "не названо --out"),
        (["show"], "не названо ФАЙЛ"),
        (["status", "усе"], "зайве в команді: усе"),
        (["parse", "дата"], "немає команди дата; є: bodies, deadline, header, status, theme"),
    ],
)
def test_wrong_use_is_told_and_ends_with_2(run_etl: Etl, arguments: list[str], said: str) -> None:
    run = run_etl(*arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Помилка: ")
    assert said in run.err


@pytest.mark.parametrize("path", [(), ("parse",)])
def test_a_group_alone_shows_its_help_as_talk(run_etl: Etl, path: tuple[str, ...]) -> None:
    run = run_etl(*path)
    assert (run.code, run.out) == (2, "")
    assert run.err == run_etl(*path, "--help").out


def test_a_bad_setting_is_named(run_etl: Etl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OGP_PORT", "вісім")
    run = run_etl("status")
    assert (run.code, run.out) == (2, "")
    assert "OGP_PORT" in run.err
    assert "вісім" in run.err
