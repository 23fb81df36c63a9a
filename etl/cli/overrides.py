"""`overrides`: the corrections in force, what became of each, and putting a changed file into effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import typer
from rich.console import RenderableType
from rich.text import Text

from data.i18n import Words
from data.issue_words import shortened
from data.override_words import reading_words
from data.overrides import OverrideFate, Verdict
from etl.cli.help import HelpCommand
from etl.cli.index import index_what_was_loaded
from etl.cli.links import DefaultGroup
from etl.cli.talk import Talk, grid, indent, visible

_STYLES: Final = {OverrideFate.APPLIED: "green", OverrideFate.NEEDLESS: "dim"}

app = typer.Typer(help="etl.overrides", epilog="etl.overrides.examples")


class OverridesGroup(DefaultGroup):
    """Called alone it checks."""

    alone = "check"


@app.command(
    "check", cls=HelpCommand, help="etl.overrides.check", epilog="etl.overrides.check.examples"
)
def _check(context: typer.Context) -> int:
    # the database's libraries take a second to start: only commands that need them wait for it
    from data.override_store import check_overrides
    from etl.cli.database import open_database
    from etl.overrides import read_overrides

    talk: Talk = context.obj
    book = read_overrides(talk.overrides)
    with open_database(talk.database_url) as engine:
        checked = check_overrides(engine, book)
    talk.show(*list_verdicts(talk.words, checked.verdicts))
    applied = sum(one.fate is OverrideFate.APPLIED for one in checked.verdicts)
    summary = talk.words("etl.overrides.summary", all=len(checked.verdicts), applied=applied)
    talk.tell(Text(summary, "dim"))
    if checked.waiting:
        talk.tell(talk.words("etl.overrides.waiting", documents=", ".join(checked.waiting)))
    return 0 if applied == len(checked.verdicts) else 1


@app.command(
    "apply", cls=HelpCommand, help="etl.overrides.apply", epilog="etl.overrides.apply.examples"
)
def _apply(context: typer.Context) -> int:
    from data.override_store import store_overrides
    from etl.cli.database import open_database
    from etl.linking import link_near
    from etl.overrides import read_overrides

    talk: Talk = context.obj
    book = read_overrides(talk.overrides)
    with open_database(talk.database_url) as engine:
        results = store_overrides(engine, book, link_near)
        index_what_was_loaded(talk, engine)
    for result in results:
        name = visible(result.document_key)
        talk.show(talk.words("etl.overrides.stored", document=name, changed=result.changed))
        talk.show(*list_verdicts(talk.words, result.overrides))
    if not results:
        talk.tell(talk.words("etl.overrides.nothing"))
    idle = any(one.fate is not OverrideFate.APPLIED for r in results for one in r.overrides)
    return 1 if idle else 0


def list_verdicts(
    words: Words, verdicts: Iterable[Verdict], *, only_idle: bool = False
) -> Iterator[RenderableType]:
    """Each correction: its measure and field, what became of it, the words, both readings, the reason."""
    for verdict in verdicts:
        if only_idle and verdict.fate is OverrideFate.APPLIED:
            continue
        override = verdict.override
        field = words(f"override.field_{override.field.value}")
        style = _STYLES.get(verdict.fate, "bold red")
        head = Text(f"{visible(override.measure_id)}, {field}", "bold")
        yield head + Text(f" — {words(f'override.fate_{verdict.fate.value}')}", f"not bold {style}")
        table = grid("left", "left")
        for key, value in _rows(words, verdict):
            table.add_row(Text(words(f"override.{key}"), "dim"), value)
        yield indent(table, 2)


def _rows(words: Words, verdict: Verdict) -> Iterator[tuple[str, str]]:
    override = verdict.override
    yield "words", f"«{visible(shortened(override.words))}»"
    if verdict.fate is OverrideFate.APPLIED:
        yield "was", visible(reading_words(words, verdict.was))
    yield "reading", visible(reading_words(words, override.reading))
    who = words("override.who", author=override.author, day=words.day(override.day))
    yield "reason", visible(f"{' '.join(override.reason.split())} ({who})")
    if override.line:
        yield "written", words("override.line", file=override.file, line=override.line)
