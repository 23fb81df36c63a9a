"""`load` and `withdraw`: documents into the figures and out of them."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text

from data.errors import ConfigError
from data.i18n import Words
from data.model import Document, Severity
from etl.cli.differences import describe_differences
from etl.cli.options import KindOption, RegionOption, ReportDateOption, YearsOption, read_stated
from etl.cli.overrides import list_verdicts
from etl.cli.reports import report_try
from etl.cli.talk import Talk
from etl.cli.tries import REFUSED, Source, Try, named_sources, refuse_broken, try_sources
from etl.headers import Stated
from etl.manifest import Entry, read_bundled_file, read_manifest
from etl.pipeline import read_document

# the order in which a summary counts what became of files
_OUTCOMES: Final = ("inserted", "updated", "restored", "unchanged", REFUSED)

FilesArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="etl.meta.file", help="etl.load.files")
]
IfEmptyOption = Annotated[bool, typer.Option("--if-empty", help="etl.load.if_empty")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="etl.load.dry_run")]
AcceptOption = Annotated[bool, typer.Option("--accept-broken", help="etl.load.accept_broken")]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="etl.meta.document", help="etl.withdraw.document")
]


def load(
    context: typer.Context,
    files: FilesArgument = None,
    region: RegionOption = None,
    years: YearsOption = None,
    report_date: ReportDateOption = None,
    kind: KindOption = None,
    if_empty: IfEmptyOption = False,
    accept_broken: AcceptOption = False,
    dry_run: DryRunOption = False,
) -> int:
    """Reads files (the bundled ones when none is named) and stores each in a transaction of its own."""
    # the database's libraries take a second to start: only commands that need them wait for it
    from data.queries import count_waiting_links
    from data.store import Preview, StoreResult, preview_document
    from etl.cli.database import data_version, open_database
    from etl.linking import load_document
    from etl.overrides import read_overrides

    talk: Talk = context.obj
    stated = read_stated(region, years, report_date, kind)
    if stated != Stated() and not files:
        raise ConfigError("stated_without_files")
    with open_database(talk.database_url) as engine:
        if if_empty and data_version(engine) > 0:
            talk.tell(talk.words("etl.load.not_empty"))
            return 0

        book = read_overrides(talk.overrides)
        previews: list[Preview] = []

        def store(document: Document) -> StoreResult:
            if not accept_broken:
                refuse_broken(document)
            if not dry_run:
                return load_document(engine, document, overrides=book)
            previews.append(preview_document(engine, document, book))
            return previews[-1].result

        sources = named_sources(files, stated) if files else bundled_sources()
        tries = []
        for tried in try_sources(talk, sources, store):
            report_try(talk, tried, [Severity.ERROR])
            if tried.stored is not None:
                talk.show(*list_verdicts(talk.words, tried.stored.overrides, only_idle=True))
            if dry_run and tried.stored is not None:
                talk.show(*describe_differences(talk.words, previews[-1].differences))
            tries.append(tried)
        talk.tell(Text(_summary(talk.words, tries, data_version(engine)), "dim"))
        if dry_run:
            talk.tell(talk.words("etl.load.dry_run_done"))
            return _code(tries)
        with engine.connect() as connection:
            waiting = count_waiting_links(connection)
        if waiting:
            talk.tell(talk.words("etl.load.waiting", count=waiting))
    return _code(tries)


def withdraw(context: typer.Context, document: DocumentArgument) -> int:
    """Takes a wrongly loaded document out of every figure; its history stays."""
    from etl.cli.database import open_database
    from etl.linking import take_out_document

    talk: Talk = context.obj
    with open_database(talk.database_url) as engine:
        result = take_out_document(engine, document)
    key = "etl.withdraw.done" if result.withdrawn else "etl.withdraw.before"
    talk.show(talk.words(key, document=result.name, key=result.document_key))
    return 0


def bundled_sources() -> list[Source]:
    """The documents that ship with the product, as their manifest lists them."""
    return [Source(entry.file, partial(_read_entry, entry)) for entry in read_manifest()]


def _read_entry(entry: Entry) -> Document:
    return read_document(entry.file, read_bundled_file(entry))


def _code(tries: list[Try]) -> int:
    return 0 if all(tried.is_clean for tried in tries) else 1


def _summary(words: Words, tries: list[Try], version: int) -> str:
    counts = Counter(tried.outcome for tried in tries)
    parts = [
        words.plural(f"etl.summary.{outcome}", counts[outcome])
        for outcome in _OUTCOMES
        if counts[outcome]
    ]
    files = words.plural("etl.files", len(tries))
    return words("etl.load.summary", files=files, parts=", ".join(parts), version=version)
