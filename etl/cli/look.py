"""`check` and `show`: what a file would give, with nothing stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from data.errors import ConfigError
from data.i18n import Words
from data.model import Document, Measure, Severity, SourceRow
from etl.cli.explain import explain_rows
from etl.cli.files import find_files, read_file
from etl.cli.options import (
    JobsOption,
    KindOption,
    RegionOption,
    ReportDateOption,
    YearsOption,
    read_stated,
)
from etl.cli.records import measure_lines, national_lines
from etl.cli.reports import describe_document, report_try
from etl.cli.talk import Talk, grid, indent, visible
from etl.cli.tries import Run, try_files
from etl.pipeline import read_documents
from etl.sandbox import read_apart
from etl.wording import part_words, place_words

FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="etl.meta.files", help="etl.check.files")
]
FileArgument = Annotated[Path, typer.Argument(metavar="etl.meta.file", help="etl.show.file")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="etl.show.explain")]
MeasureOption = Annotated[
    str | None, typer.Option("--measure", metavar="etl.meta.number", help="etl.show.measure")
]
RecordsOption = Annotated[bool, typer.Option("--records", help="etl.show.records")]


def check(
    context: typer.Context,
    files: FilesArgument,
    region: RegionOption = None,
    years: YearsOption = None,
    report_date: ReportDateOption = None,
    kind: KindOption = None,
    jobs: JobsOption = None,
) -> int:
    """Reads files and reports every issue; stores nothing and needs no database."""
    talk: Talk = context.obj
    stated = read_stated(region, years, report_date, kind)
    run = Run(stated, talk.jobs if jobs is None else jobs)
    clean = True
    for tried in try_files(talk, find_files(files), run):
        report_try(talk, tried, Severity)
        clean = clean and tried.is_clean
    return 0 if clean else 1


def show(
    context: typer.Context,
    file: FileArgument,
    records: RecordsOption = False,
    explain: ExplainOption = False,
    measure: MeasureOption = None,
    region: RegionOption = None,
    years: YearsOption = None,
    report_date: ReportDateOption = None,
    kind: KindOption = None,
) -> int:
    """Prints a file's rows with their places and fates, or the records that were made of them."""
    talk: Talk = context.obj
    stated = read_stated(region, years, report_date, kind)
    for document in read_documents(file.name, read_file(file), stated, read_by=read_apart):
        name = part_words(talk.words, visible(document.name), document.part)
        talk.tell(Text(name, "bold"), *describe_document(talk.words, document), "")
        for line in _lines(talk.words, document, records, explain, measure):
            talk.show(line)
    return 0


def _lines(
    words: Words, document: Document, records: bool, explain: bool, number: str | None
) -> Iterator[RenderableType]:
    """What `show` was asked for; a number alone asks how that measure was read."""
    if not explain and number is None:
        return record_lines(words, document) if records else row_lines(words, document)
    measures = [one for one in document.measures if number in (None, one.number)]
    if number is not None and not measures:
        raise ConfigError("show_no_measure", file=document.name, number=number)
    return explain_rows(words, document, measures)


def row_lines(words: Words, document: Document) -> Iterator[RenderableType]:
    """Each source row: its place, its fate, its measure, and its cells under the headings they stand under."""
    by_position = {measure.position: measure for measure in document.measures}
    for row in document.rows:
        yield _row_head(words, row, by_position)
        yield indent(_cells(row.cells, row.headings), 2, below=1)


def record_lines(words: Words, document: Document) -> Iterator[RenderableType]:
    """The records of a document: measures with everything read of them, national plans and facts."""
    for measure in document.measures:
        yield from measure_lines(words, measure)
    yield from national_lines(words, document)


def _row_head(words: Words, row: SourceRow, measures: dict[int, Measure]) -> Text:
    head = Text(place_words(words, row.place) or "—", "bold")
    head += Text(f"  {words(f'etl.fate.{row.fate}.one')}", "cyan")
    measure = measures.get(row.position) if row.position is not None else None
    if measure is not None:
        name = measure.number or words("etl.show.position", position=measure.position)
        head += Text(f" {name}", "cyan")
    return head


def _cells(cells: Sequence[str], headings: Sequence[str]) -> RenderableType:
    # a cell over the whole row stands under no one heading
    names = [" ".join(heading.split()) for heading in headings] if len(cells) > 1 else [""]
    table = grid("left", "left")
    for number, (cell, name) in enumerate(zip_longest(cells, names[: len(cells)], fillvalue=""), 1):
        shown = name or (str(number) if len(cells) > 1 else "")
        table.add_row(Text(shown, "dim"), Text(cell))
    return table
