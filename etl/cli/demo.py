"""`demo`: made-up documents for trials and measurements, as files in a folder or straight in the database."""

from __future__ import annotations

from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated, Final

import typer

from data.errors import ConfigError
from etl.batch import File
from etl.cli.load import Loader, load_files
from etl.cli.options import JobsOption
from etl.cli.talk import Talk
from etl.cli.tries import Run
from etl.demo.formats import FORMATS
from etl.demo.papers import FIRST_YEAR, LAST_YEAR, Paper, make_papers
from etl.headers import Stated
from etl.values.region import regions

MOST_DOCUMENTS: Final = 100_000
MOST_MEASURES: Final = 1_000_000
_LEAST_IN_A_PLAN: Final = 8
_MOST_IN_A_PLAN: Final = 50

DocumentsOption = Annotated[
    int | None,
    typer.Option("--documents", metavar="N", min=1, max=MOST_DOCUMENTS, help="etl.demo.documents"),
]
MeasuresOption = Annotated[
    int | None,
    typer.Option("--measures", metavar="N", min=1, max=MOST_MEASURES, help="etl.demo.measures"),
]
FolderOption = Annotated[Path, typer.Option("--to", metavar="etl.meta.folder", help="etl.demo.to")]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", help="etl.demo.seed")]
ForceOption = Annotated[bool, typer.Option("--force", help="etl.demo.force")]


def demo(
    context: typer.Context,
    documents: DocumentsOption = None,
    to: FolderOption = Path("demo"),
    measures: MeasuresOption = None,
    seed: SeedOption = 1,
    force: ForceOption = False,
    jobs: JobsOption = None,
) -> int:
    """Writes so many documents into a folder, or fills an empty database with about so many measures."""
    talk: Talk = context.obj
    if (documents is None) == (measures is None):
        raise ConfigError("demo_what")
    if documents is not None:
        _write(talk, to, documents, seed)
        return 0
    return _fill(talk, measures or 0, seed, talk.jobs if jobs is None else jobs, force=force)


def _write(talk: Talk, folder: Path, wanted: int, seed: int) -> None:
    formats = list(FORMATS.items())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with talk.progress(total=wanted, key="etl.demo.progress") as bar:
            for number, paper in enumerate(islice(make_papers(seed), wanted)):
                ending, write = formats[number % len(formats)]
                name = f"{paper.name}.{ending}"
                bar.show(name)
                (folder / name).write_bytes(write(paper))
                bar.advance()
    except OSError as error:
        raise ConfigError("demo_folder", folder=folder.name or str(folder)) from error
    files = talk.words.plural("etl.files", wanted)
    talk.tell(talk.words("etl.demo.written", files=files, folder=folder.name or str(folder)))


def _fill(talk: Talk, wanted: int, seed: int, jobs: int, *, force: bool) -> int:
    from data.selecting import count_real_documents
    from etl.cli.database import open_database

    files = [
        File(name := f"{paper.name}.txt", name, partial(FORMATS["txt"], paper))
        for paper in papers_with(wanted, seed)
    ]
    with open_database(talk.database_url) as engine:
        with engine.connect() as connection:
            real = count_real_documents(connection)
        if real and not force:
            raise ConfigError("demo_real_data", count=real)
        loader = Loader(engine, Stated())
        return load_files(talk, loader, files, Run(jobs=jobs, known=loader.known), quiet=True)


def papers_with(measures: int, seed: int) -> list[Paper]:
    """Plans with so many measures in all, the last one as long as the others, and the reports on them.

    They spread over all regions and years as far as plans of a likely length allow.
    """
    places = len(regions()) * (LAST_YEAR - FIRST_YEAR + 1)
    in_a_plan = min(max(round(measures / places), _LEAST_IN_A_PLAN), _MOST_IN_A_PLAN)
    found: list[Paper] = []
    planned = 0
    for paper in make_papers(seed, in_a_plan):
        if paper.is_plan:
            if planned >= measures:
                break
            planned += paper.rows
        found.append(paper)
    return found
