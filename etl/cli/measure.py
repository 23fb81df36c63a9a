"""`measure`: how well are cells read? Scores readings against labelled tables and lists what went wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from data.errors import ConfigError, SourceError
from data.i18n import NBSP, Words
from data.model import Place
from etl.cli.cells import CellFile, read_cells
from etl.cli.options import parse_years
from etl.cli.talk import Talk, grid, indent, visible
from etl.judging import find_form
from etl.scoring import Example, Form, Score, Tally, Verdict, figures, score
from etl.wording import place_words

_PLAN_YEARS: Final = "plan_years"

PathsArgument = Annotated[
    list[Path], typer.Argument(metavar="etl.meta.tables", help="etl.measure.paths")
]
JsonOption = Annotated[
    Path | None, typer.Option("--json", metavar="etl.meta.file", help="etl.measure.json")
]
LeastOption = Annotated[
    list[str] | None,
    typer.Option("--at-least", metavar="etl.meta.threshold", help="etl.measure.at_least"),
]
ConfidentOption = Annotated[
    str | None,
    typer.Option("--confident-at-most", metavar="etl.meta.share", help="etl.measure.confident"),
]


def measure(
    context: typer.Context,
    paths: PathsArgument,
    json_file: JsonOption = None,
    at_least: LeastOption = None,
    confident_at_most: ConfidentOption = None,
) -> int:
    """Prints the figures of every reading that has labelled rows; code 1 when a threshold is missed."""
    talk: Talk = context.obj
    thresholds = dict(_threshold(text) for text in at_least or ())
    most = _share(confident_at_most) if confident_at_most is not None else None
    scores = [score(form, examples) for form, examples in _read_tables(talk, paths)]
    talk.show(*_report(talk.words, scores))
    if json_file is not None:
        _write(json_file, figures(scores))
    missed = list(_missed(talk.words, scores, thresholds, most))
    talk.tell(*(Text(line, "bold red") for line in missed))
    return 1 if missed else 0


# --- tables ----------------------------------------------------------------------------------


def _read_tables(talk: Talk, paths: Sequence[Path]) -> list[tuple[Form, list[Example]]]:
    found: dict[str, tuple[Form, list[Example]]] = {}
    for path, named in _files(paths):
        try:
            file = read_cells(str(path))
        except ConfigError:
            if named:
                raise
            talk.tell(talk.words("etl.measure.left_out", file=visible(path.name)))
            continue
        form = find_form(file.columns)
        if form is None and named:
            raise ConfigError("measure_form", file=file.name, found=", ".join(file.columns))
        if form is None:
            talk.tell(talk.words("etl.measure.left_out", file=visible(path.name)))
            continue
        found.setdefault(form.name, (form, []))[1].extend(_examples(file, form))
    if not found:
        raise ConfigError("measure_nothing")
    return list(found.values())


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Each file with whether it was named itself; of a folder, its CSV files."""
    for path in paths:
        if path.is_dir():
            yield from ((file, False) for file in sorted(path.glob("*.csv")))
        else:
            yield path, True


def _examples(file: CellFile, form: Form) -> Iterator[Example]:
    for row in file.rows:
        cells = dict(zip(file.columns, row.cells, strict=True))
        place = f"L{row.line}"
        for column, known in form.labels.items():
            if cells[column] not in set(known):
                raise ConfigError(
                    "measure_label", file=file.name, place=place, column=column,
                    value=cells[column], known=", ".join(known),
                )  # fmt: skip
        try:
            years = parse_years(cells.get(_PLAN_YEARS))
        except ConfigError as error:
            raise ConfigError("csv_years", file=file.name, place=place, **error.values) from error
        yield Example(file.name, row.line, cells, years)


# --- thresholds ------------------------------------------------------------------------------


def _threshold(text: str) -> tuple[str, float]:
    name, sign, share = text.partition("=")
    if not sign:
        raise ConfigError("measure_threshold", value=text)
    return name.strip(), _share(share)


def _share(text: str) -> float:
    try:
        share = float(text.replace(",", "."))
    except ValueError as error:
        raise ConfigError("measure_threshold", value=text) from error
    if not 0 <= share <= 1:
        raise ConfigError("measure_threshold", value=text)
    return share


def _missed(
    words: Words, scores: Sequence[Score], least: dict[str, float], most: float | None
) -> Iterator[str]:
    by_name = {result.form.name: result for result in scores}
    unknown = set(least) - set(by_name)
    if unknown:
        raise ConfigError("measure_reading", value=", ".join(sorted(unknown)))
    for name, share in least.items():
        if by_name[name].figure < share:
            figure, wanted = _percent(words, by_name[name].figure), _percent(words, share)
            yield words("etl.measure.below", name=name, figure=figure, least=wanted)
    for name, result in by_name.items():
        wrong, rows = result.confidently_wrong, len(result.verdicts)
        if most is not None and wrong > most * rows:
            yield words("etl.measure.too_confident", name=name, wrong=wrong, rows=rows)


# --- what is shown ---------------------------------------------------------------------------


def _report(words: Words, scores: Sequence[Score]) -> Iterator[RenderableType]:
    table = _headed(words, "reading", "rows", "right", "figure", "figure_of", "confident_wrong")
    for result in scores:
        table.add_row(
            Text(words(f"etl.measure.form.{result.form.name}"), "bold"),
            str(len(result.verdicts)),
            _of(words, result.rows_right, len(result.verdicts)),
            _percent(words, result.figure),
            words(f"etl.measure.by.{result.form.name}"),
            _of(words, result.confidently_wrong, len(result.verdicts)),
        )
    yield table
    for result in scores:
        yield ""
        yield Text(words(f"etl.measure.form.{result.form.name}"), "bold")
        if len(result.stated) > 1:
            yield indent(_columns(words, result), 2, below=1)
        if result.classes:
            yield indent(_classes(words, result.classes), 2, below=1)
        for verdict in result.wrong:
            yield indent(_wrong(words, result.form, verdict), 2, below=1)


def _columns(words: Words, result: Score) -> Table:
    table = _headed(words, "column", "stated", "right")
    for column in result.form.columns:
        if stated := result.stated[column]:
            right = _of(words, result.right[column], stated)
            table.add_row(column, str(stated), right)
    return table


def _classes(words: Words, classes: dict[str, Tally]) -> Table:
    table = _headed(words, "class", "rows", "precision", "recall", "f1")
    for name, tally in classes.items():
        if tally.hits or tally.false or tally.missed:
            shares = (tally.precision, tally.recall, tally.f1)
            table.add_row(
                name,
                str(tally.hits + tally.missed),
                *("—" if share is None else words.number(share, 3) for share in shares),
            )
    return table


def _headed(words: Words, first: str, *others: str) -> Table:
    table = grid("left", *("right" for _ in others))
    table.add_row(*(Text(words(f"etl.measure.{key}"), "dim") for key in (first, *others)))
    return table


def _wrong(words: Words, form: Form, verdict: Verdict) -> RenderableType:
    """File and line, the words, and each column that was read otherwise; a confident mistake stands out."""
    example = verdict.example
    place = place_words(words, Place(line=example.line))
    head = Text(f"{visible(example.file)}, {place}", "bold")
    if verdict.confident:
        head += Text(f"  {words('etl.measure.unasked')}", "not bold red")
    table = grid("left", "left")
    table.add_row(words("etl.measure.words"), visible(" ".join(example.text.split())))
    for column, expected, read in zip(form.columns, verdict.expected, verdict.read, strict=True):
        if expected != read:
            table.add_row(f"{column}: {words('etl.measure.expected')}", visible(expected) or "—")
            table.add_row(f"{column}: {words('etl.measure.read')}", visible(read) or "—")
    if verdict.rule:
        table.add_row(words("etl.measure.rule"), verdict.rule)
    outer = Table.grid()
    outer.add_row(head)
    outer.add_row(indent(table, 2))
    return outer


def _percent(words: Words, share: float) -> str:
    """«97,96 %»: two places, so that what just misses a threshold does not look like it."""
    return f"{words.number(100 * share, 2)}{NBSP if words.language == 'uk' else ''}%"


def _of(words: Words, part: int, whole: int) -> str:
    return f"{part}{NBSP}({words.percent(part, whole)})" if whole else "—"


def _write(path: Path, report: dict[str, object]) -> None:
    try:
        text = json.dumps(report, ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise SourceError("file_unwritable", file=path.name) from error
