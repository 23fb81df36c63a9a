"""A form whose document the database does not hold → a document read from its words, as from any other file.

It is filled in from the empty form, or another database gave it out: then it keeps its key and the addresses of its
measures, so links and bookmarks mean the same here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Final

from data.issues import make_issue
from data.model import Document, DocumentKind, Fate, Header, Issue, Measure, Origin, SourceRow
from etl.blocks import Block, TableRow
from etl.build import Source, begins, build_measures, check_header
from etl.checks import check_numbers
from etl.exchange.cells import find_column, same_words
from etl.exchange.checking import check_new_rows, refuse_faults
from etl.exchange.drafts import directions_of, drafts_of
from etl.exchange.fields import read_fields
from etl.exchange.filling import reading_texts
from etl.exchange.form import (
    DIRECTIONS,
    DOCUMENT,
    MEASURES,
    NEWCOMER,
    Claim,
    EditedDocument,
    Form,
    layout,
)
from etl.exchange.reading import read_form, split_sheets
from etl.headers import Stated, says_demo, with_stated
from etl.values.text import clean

_KEY: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LONGEST_KEY: Final = 150


def read_form_document(source: Source, blocks: Sequence[Block], stated: Stated) -> EditedDocument:
    """A form as it reads by itself: what it brings to a database that does not hold its document.

    Its faults as such are issues of the document too, for a look without a database.
    """
    form = read_form(blocks)
    header, field_faults = read_fields(form.fields, Header(DocumentKind.OTHER, ""))
    header = with_stated(header, stated)
    is_report = header.kind is DocumentKind.REPORT
    checked, row_faults = check_new_rows(form, is_report)
    directions = directions_of(form.directions, ())
    rows = tuple(_source_rows(blocks))
    built = build_measures(
        drafts_of(checked, directions, header.kind), header, begins(header, rows)
    )
    measures = tuple(measure for measure, _ in built)
    faults = (*form.issues, *field_faults, *row_faults, *_missing_results(form, is_report))
    return EditedDocument(
        name=source.name,
        sha256=source.sha256,
        header=header,
        reader=NEWCOMER,
        layout=NEWCOMER,
        directions=directions,
        measures=measures,
        rows=rows,
        issues=(
            *faults,
            *check_header(header),
            *(issue for _, told in built for issue in told),
            *check_numbers(measures),
            *_read_otherwise(form, measures),
        ),
        is_demo=says_demo(rows),
        content=source.content,
        claim=_claim_of(form),
        form=form,
        faults=faults,
    )


def _claim_of(form: Form) -> Claim:
    fields = form.fields
    key = clean(fields.text("document_key"))
    version = fields.cells.get("version")
    return Claim(
        key=key,
        version=clean(fields.text("version")),
        version_place=version.place if version is not None else fields.place,
        fingerprint=clean(fields.text("fingerprint")),
        addresses=tuple(clean(row.text("address")) or None for row in form.measures),
        faults=tuple(_own_faults(form, key)),
    )


def settle_newcomer(
    edited: EditedDocument, claim: Claim, *, is_held: bool
) -> tuple[Document, tuple[Issue, ...]]:
    """A form as a document to be stored, and what its person should know.

    `is_held` says that the database has this document from an earlier form of the other database. Raises RefusedEdit
    with every fault of every row.
    """
    key, version = claim.key, claim.version
    notes = refuse_faults(edited.name, (*edited.faults, *claim.faults))
    if key and not is_held and version.isdecimal() and int(version) > 1:
        notes += (make_issue("exchange_history", claim.version_place, version, key),)
    origin = Origin(key, claim.addresses) if key else None
    return replace(as_newcomer(edited), origin=origin), notes


def as_newcomer(document: Document) -> Document:
    """A form as the document that it brings, without what is wrong with the form; any other as it is."""
    if not isinstance(document, EditedDocument):
        return document
    told = {one.name: getattr(document, one.name) for one in fields(Document)}
    return replace(Document(**told), issues=document.issues[len(document.faults) :])


def without_cells(document: Document) -> Document:
    """A form without its cells, which are most of what it takes to hand it over; any other document as it is."""
    return replace(document, form=None) if isinstance(document, EditedDocument) else document


def _own_faults(form: Form, key: str) -> Iterator[Issue]:
    """What is wrong only where the form brings a document of its own."""
    if key and (len(key) > _LONGEST_KEY or _KEY.fullmatch(key) is None):
        place, name = form.fields.cells["document_key"].place, layout()
        yield make_issue("exchange_key", place, key, name.name_of(DOCUMENT, "document_key"))
    if not form.measures:
        yield make_issue("exchange_nothing", hint=layout().sheets[MEASURES])


def _missing_results(form: Form, is_report: bool) -> Iterator[Issue]:
    """A report without its column of results tells nothing of any measure."""
    if is_report and form.measures and "result" not in form.measures[0].cells:
        name = layout().name_of(MEASURES, "result")
        yield make_issue("exchange_column_missing", raw=layout().sheets[MEASURES], hint=name)


def _read_otherwise(form: Form, measures: Sequence[Measure]) -> Iterator[Issue]:
    """Rows of which another database read something else: other words of the program, or its person's."""
    readings = [one for one in layout().columns[MEASURES] if one.reading]
    for row, measure in zip(form.measures, measures, strict=True):
        given = [(one, text) for one in readings if (text := clean(row.text(one.key)))]
        now = reading_texts(measure) if given else {}
        for column, text in given:
            if column.key in now and not same_words(text, now[column.key]):
                place = row.cells[column.key].place
                yield make_issue("exchange_read_otherwise", place, text, column.name)


def _source_rows(blocks: Iterable[Block]) -> Iterator[SourceRow]:
    """Every row of every sheet with its fate; what the other database read of the words is no part of them."""
    keys = {name: key for key, name in layout().sheets.items()}
    position = 0
    for name, table in split_sheets(blocks):
        rows = [row for row in table.rows if not row.is_blank]
        if not rows:
            continue
        sheet = keys.pop(name, "")
        match sheet:
            case "":
                fate = Fate.FURNITURE if name == layout().guide else Fate.LEFT_OUT
                yield from (SourceRow(row.place, row.texts, fate) for row in rows)
            case str() if sheet == DOCUMENT:
                yield from (SourceRow(row.place, row.texts[:2], Fate.TEXT) for row in rows)
            case _:
                head, *below = rows
                yield SourceRow(head.place, head.texts, Fate.FURNITURE)
                fate = Fate.DIRECTION if sheet == DIRECTIONS else Fate.MEASURE
                for row in _without_readings(sheet, head, below):
                    position += fate is Fate.MEASURE
                    at = position if fate is Fate.MEASURE else None
                    yield replace(row, fate=fate, position=at)


def _without_readings(sheet: str, head: TableRow, rows: Iterable[TableRow]) -> Iterator[SourceRow]:
    columns = [find_column(cell.text, layout().columns[sheet]) for cell in head.cells]
    kept = [at for at, column in enumerate(columns) if column is None or not column.reading]
    headings = tuple(head.cells[at].text for at in kept)
    for row in rows:
        texts = row.texts
        cells = tuple(texts[at] if at < len(texts) else "" for at in kept)
        yield SourceRow(row.place, cells, Fate.MEASURE, None, headings)
