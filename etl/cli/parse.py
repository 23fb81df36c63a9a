"""`parse`: how would you read this? One text, or a CSV file of them, with the columns of the reading added."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Final

import typer

from data.errors import ConfigError
from etl.cli.cells import TEXT, CellFile, Row, read_cells, write_rows
from etl.cli.explain import explain_cell, explained_lines
from etl.cli.help import HelpCommand
from etl.cli.options import YearsOption, parse_years
from etl.cli.readings import BODIES, DEADLINE, HEADER, STATUS, THEME, Reading, Years
from etl.cli.talk import Talk

PLAN_YEARS: Final = "plan_years"
EXPECTED: Final = "expected_"

app = typer.Typer(help="etl.parse", epilog="etl.parse.examples")
# a cell may begin with a hyphen: «-"-», «- розробка Плану»
_TAKES_ANY_TEXT: Final = {"ignore_unknown_options": True}

TextArgument = Annotated[str | None, typer.Argument(metavar="etl.meta.text", help="etl.parse.text")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="etl.parse.explain")]
CsvOption = Annotated[
    str | None, typer.Option("--csv", metavar="etl.meta.file", help="etl.parse.csv")
]


def _command(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return app.command(
        kind,
        cls=HelpCommand,
        help=f"etl.parse.{kind}",
        epilog=f"etl.parse.{kind}.examples",
        context_settings=_TAKES_ANY_TEXT,
    )


@_command("deadline")
def _deadline(
    context: typer.Context,
    text: TextArgument = None,
    csv: CsvOption = None,
    years: YearsOption = None,
    explain: ExplainOption = False,
) -> None:
    if explain:
        _explain(context.obj, "deadline", text, csv, parse_years(years))
    else:
        _parse(DEADLINE, text, csv, parse_years(years))


@_command("bodies")
def _bodies(
    context: typer.Context,
    text: TextArgument = None,
    csv: CsvOption = None,
    years: YearsOption = None,
    explain: ExplainOption = False,
) -> None:
    if explain:
        _explain(context.obj, "bodies", text, csv, parse_years(years))
    else:
        _parse(BODIES, text, csv, parse_years(years))


@_command("status")
def _status(
    context: typer.Context,
    text: TextArgument = None,
    csv: CsvOption = None,
    years: YearsOption = None,
    explain: ExplainOption = False,
) -> None:
    if explain:
        _explain(context.obj, "status", text, csv, parse_years(years))
    else:
        _parse(STATUS, text, csv, parse_years(years))


@_command("theme")
def _theme(
    context: typer.Context,
    text: TextArgument = None,
    csv: CsvOption = None,
    explain: ExplainOption = False,
) -> None:
    if explain:
        _explain(context.obj, "theme", text, csv, None)
    else:
        _parse(THEME, text, csv, None)


@_command("header")
def _header(text: TextArgument = None, csv: CsvOption = None, years: YearsOption = None) -> None:
    _parse(HEADER, text, csv, parse_years(years))


def _explain(talk: Talk, name: str, text: str | None, csv: str | None, years: Years) -> None:
    if (text is None) == (csv is None):
        raise ConfigError("parse_text_or_csv")
    if csv is None:
        talk.show(*explained_lines(talk.words, explain_cell(talk.words, name, text or "", years)))
        return
    cells = read_cells(csv)
    for given, own in _texts(cells, years):
        talk.show(*explained_lines(talk.words, explain_cell(talk.words, name, given, own)))


def _parse(reading: Reading, text: str | None, csv: str | None, years: Years) -> None:
    if (text is None) == (csv is None):
        raise ConfigError("parse_text_or_csv")
    if csv is None:
        row = (text or "", *reading.read(text or "", years))
        write_rows(sys.stdout, (TEXT, *reading.columns), [row])
        return
    cells = read_cells(csv)
    write_rows(sys.stdout, output_columns(cells.columns, reading), read_rows(cells, reading, years))


def output_columns(columns: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """The columns given, in order, then those of the reading.

    One given under a name of the reading (a labelled example) keeps its place as `expected_…`.
    """
    given = (f"{EXPECTED}{name}" if name in reading.columns else name for name in columns)
    return (*given, *reading.columns)


def read_rows(file: CellFile, reading: Reading, years: Years) -> Iterator[tuple[str, ...]]:
    """Each row with its reading; its own `plan_years` weigh more than `years`.

    Raises ConfigError naming the line whose years make no sense, before the first row is given.
    """
    prepared = zip(file.rows, _texts(file, years), strict=True)
    return ((*row.cells, *reading.read(text, own)) for row, (text, own) in prepared)


def _texts(file: CellFile, years: Years) -> list[tuple[str, Years]]:
    """The text of each row with its own years, or those given for all."""
    text = file.columns.index(TEXT)
    return [(row.cells[text], _row_years(file, row) or years) for row in file.rows]


def _row_years(file: CellFile, row: Row) -> Years:
    column = file.column(PLAN_YEARS)
    try:
        return parse_years(row.cells[column]) if column is not None else None
    except ConfigError as error:
        place = f"L{row.line}"
        raise ConfigError("csv_years", file=file.name, place=place, **error.values) from error
