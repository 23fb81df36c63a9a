"""`load` and `withdraw`: documents into the figures and out of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from data.errors import ConfigError, SourceError, StoreError, UnknownDocument
from data.memory import collect_rarely
from data.model import Document, Severity
from data.overrides import NO_OVERRIDES, OverrideBook
from etl.batch import File
from etl.cli.files import Found, find_files
from etl.cli.index import index_what_was_loaded
from etl.cli.options import (
    DaskOption,
    JobsOption,
    KindOption,
    RegionOption,
    ReportDateOption,
    YearsOption,
    read_stated,
)
from etl.cli.overrides import list_verdicts
from etl.cli.reports import report_try
from etl.cli.summary import Tally
from etl.cli.talk import Talk
from etl.cli.tries import (
    FILES_TOGETHER,
    Kept,
    Run,
    fingerprints_of,
    refuse_broken,
    try_files,
)
from etl.headers import Stated
from etl.manifest import read_bundled_file, read_manifest
from etl.mark import reading_mark

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from data.readings import Held
    from data.store import Preview
    from etl.batch import Reading

_GREAT: Final = 100
"""A load that changes so many documents changes how the database answers best."""

FilesArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="etl.meta.files", help="etl.load.files")
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
    jobs: JobsOption = None,
    dask: DaskOption = None,
) -> int:
    """Reads files and folders (the bundled files when none is named) and stores each whole or not at all."""
    # the database's libraries take a second to start: only commands that need them wait for it
    from etl.cli.database import data_version, open_database
    from etl.overrides import read_overrides

    talk: Talk = context.obj
    collect_rarely()
    stated = read_stated(region, years, report_date, kind)
    if stated != Stated() and not files:
        raise ConfigError("stated_without_files")
    with open_database(talk.database_url) as engine:
        if if_empty and data_version(engine) > 0:
            talk.tell(talk.words("etl.load.not_empty"))
            return 0
        found = find_files(files) if files else bundled_files()
        loader = Loader(
            engine,
            stated,
            files=found,
            overrides=read_overrides(talk.overrides),
            accept_broken=accept_broken,
            dry_run=dry_run,
        )
        # what a file would change is told file by file
        together = 1 if dry_run else FILES_TOGETHER
        jobs = talk.jobs if jobs is None else jobs
        run = Run(stated, jobs, dask or "", loader.known, together)
        return load_files(talk, loader, found, run)


def withdraw(context: typer.Context, document: DocumentArgument) -> int:
    """Takes a wrongly loaded document out of every figure, or a refused file off the list of what was not read."""
    from data.readings import forget_refusal
    from etl.cli.database import open_database
    from etl.linking import take_out_document

    talk: Talk = context.obj
    with open_database(talk.database_url) as engine:
        try:
            result = take_out_document(engine, document)
        except UnknownDocument:
            if not forget_refusal(engine, document):
                raise
            talk.show(talk.words("etl.withdraw.forgotten", document=document))
            return 0
    key = "etl.withdraw.done" if result.withdrawn else "etl.withdraw.before"
    talk.show(talk.words(key, document=result.name, key=result.document_key))
    return 0


class Loader:
    """Puts what was read into the database, or only tries to; notes what was read and what was refused."""

    def __init__(
        self,
        engine: Engine,
        stated: Stated,
        *,
        files: Sequence[File | Found] = (),
        overrides: OverrideBook = NO_OVERRIDES,
        accept_broken: bool = False,
        dry_run: bool = False,
    ) -> None:
        self.engine = engine
        self._overrides = overrides
        self.dry_run = dry_run
        self.previews: list[Preview] = []
        self._accept_broken = accept_broken
        self._mark = reading_mark(stated)
        # the database's libraries take a second to start: only commands that need them wait for it
        from etl.cli.held import HeldBefore

        self._held = HeldBefore(engine, self._mark, lambda: fingerprints_of(files))

    def known(self, sha256: str) -> tuple[Held, ...]:
        """What stands in the figures of these bytes, read and corrected as they would be now."""
        held = self._held.find(sha256)
        corrected = (self._overrides.fingerprint(one.document_key) for one in held)
        same = all(one.overrides_hash == now for one, now in zip(held, corrected, strict=True))
        return held if same else ()

    def store(self, readings: Sequence[Reading]) -> list[Kept | SourceError]:
        """Stores the documents of files in one transaction; each file's own result or its refusal."""
        if self.dry_run:
            return [self._try(reading) for reading in readings]
        from etl.bulk import Bulk

        bulk = Bulk(self.engine, self._mark, self._overrides, self._check)
        stored = bulk.store(readings)
        results = [result for one in stored for result in one.results]
        loads = (one.data_version for one in results if one.outcome != "unchanged")
        self._held.stored((one.reading.sha256 for one in stored), loads)
        return [one.error or Kept(one.documents, tuple(one.results), one.notes) for one in stored]

    def _check(self, document: Document) -> None:
        if not self._accept_broken:
            refuse_broken(document)

    def _try(self, reading: Reading) -> Kept | SourceError:
        """What storing a file would do."""
        from data.store import preview_document
        from etl.linking import settle_document

        try:
            if reading.error is not None:
                raise reading.error
            settled = [settle_document(self.engine, one) for one in reading.documents]
            documents = tuple(document for document, _ in settled)
            for document in documents:
                self._check(document)
            previews = [preview_document(self.engine, one, self._overrides) for one in documents]
        except SourceError as error:
            return error
        notes = tuple(note for _, told in settled for note in told)
        self.previews = previews
        return Kept(documents, tuple(one.result for one in previews), notes)


def load_files(
    talk: Talk, loader: Loader, files: Sequence[File | Found], run: Run, *, quiet: bool = False
) -> int:
    """Loads files with a word on each (`quiet`: on those alone that were refused) and a summary; the exit code."""
    from data.linked import count_waiting_links
    from data.statistics import refresh_statistics
    from etl.cli.database import data_version
    from etl.cli.differences import describe_differences

    tally = Tally()
    try:
        for tried in try_files(talk, files, run, loader.store):
            tally.add(tried)  # before it is told of: whoever stops the load then is told so many
            if not quiet or tried.error is not None:
                report_try(talk, tried, [Severity.ERROR])
            for one in tried.stored:
                talk.show(*list_verdicts(talk.words, one.overrides, only_idle=True))
            if loader.dry_run and tried.stored:
                for preview in loader.previews:
                    talk.show(*describe_differences(talk.words, preview.differences))
    except KeyboardInterrupt:
        _tell_stopped(talk, tally, len(files))
        _tell_summary(talk, tally, data_version(loader.engine))
        raise
    except StoreError:  # what it refuses was not stored; what was stored before stays
        _tell_stopped(talk, tally, len(files))
        raise
    _tell_summary(talk, tally, data_version(loader.engine))
    if loader.dry_run:
        talk.tell(talk.words("etl.load.dry_run_done"))
        return int(tally.unclean > 0)
    if tally.changed >= _GREAT:
        refresh_statistics(loader.engine)
    with loader.engine.connect() as connection:
        waiting = count_waiting_links(connection)
    if waiting:
        talk.tell(talk.words("etl.load.waiting", count=waiting))
    index_what_was_loaded(talk, loader.engine)
    return int(tally.unclean > 0)


def bundled_files() -> list[File]:
    """The documents that ship with the product, as their manifest lists them."""
    return [
        File(entry.file, entry.file, partial(read_bundled_file, entry)) for entry in read_manifest()
    ]


def _tell_stopped(talk: Talk, tally: Tally, files: int) -> None:
    talk.tell(talk.words("etl.load.stopped", done=tally.outcomes.total(), all=files))


def _tell_summary(talk: Talk, tally: Tally, version: int) -> None:
    for line in tally.lines(talk.words, version):
        talk.tell(Text(line, "dim"))
