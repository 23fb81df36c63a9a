"""Loading with linking: after each change of a document the reports near it meet their plans anew.

All in the transaction of the load, so the figures never show a report and its plan side by side as strangers;
the outcome is the same in whatever order documents come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, Engine

from data.errors import RefusedEdit
from data.link_store import (
    Standing,
    affected_reports,
    all_reports,
    decide_link,
    drop_links_of_others,
    fetch_decisions,
    fetch_plans,
    fetch_report,
    replace_links,
)
from data.links import LinkDecision, Paper
from data.lock import write_transaction
from data.model import Document, Issue, Revision
from data.overrides import NO_OVERRIDES, OverrideBook
from data.restore import fetch_version
from data.revisions import Past, fetch_past
from data.store import (
    StoreResult,
    WithdrawResult,
    store_document,
    withdraw_document,
)
from data.writing import begin_load
from etl.exchange.filling import fingerprint_of
from etl.exchange.form import NEWCOMER, Claim, EditedDocument, Form
from etl.exchange.newcomer import settle_newcomer
from etl.exchange.reading import read_form
from etl.exchange.settling import settle_form
from etl.match import link_report, stays_with
from etl.sandbox import read_apart


def settle_document(engine: Engine, document: Document) -> tuple[Document, tuple[Issue, ...]]:
    """A form as a document to be stored, with what its person should know; any other document as it is.

    A form is set against the version it was written from; one whose document is not stored, or is stored from an
    earlier form of another database, is a document of its own. Raises RefusedEdit with every fault of the form,
    before anything is stored.
    """
    with engine.connect() as connection:
        return settle_within(connection, document)


def settle_within(connection: Connection, document: Document) -> tuple[Document, tuple[Issue, ...]]:
    """The same as `settle_document` asks of a database, asked of a connection."""
    if not isinstance(document, EditedDocument) or document.claim is None:
        return document, ()
    claim = document.claim
    past = fetch_past(connection, claim.key) if claim.key else None
    if past is None or _comes_anew(document, claim, past):
        return settle_newcomer(document, claim, is_held=past is not None)
    stored = fetch_version(connection, claim.key)
    if stored.document.sha256 == document.sha256:  # this very form made the version
        revision = Revision(claim.key, stored.version_id, stored.measure_ids)
        return replace(stored.document, content=document.content, revision=revision), ()
    return settle_form(document, document.form or _read_again(document), stored)


def _read_again(document: EditedDocument) -> Form:
    """The cells of a form that another process read; of thousands of forms few correct what is stored."""
    _, blocks = read_apart(document.content, document.name)
    return read_form(blocks)


def _comes_anew(document: Document, claim: Claim, past: Past) -> bool:
    """Whether a form brings anew what it brought before: no version of this database wrote it.

    Where the document was read from something else here, or a person corrected what the form brought, it is refused:
    RefusedEdit `exchange_elsewhere`. The very same file takes no correction back.
    """
    if past.reader == NEWCOMER and past.sha256 == document.sha256:
        return True
    ours = {fingerprint_of(one) for one in past.content_hashes}
    if claim.fingerprint in ours:
        return False
    if past.reader != NEWCOMER or past.is_corrected:
        raise RefusedEdit("exchange_elsewhere", file=document.name, key=claim.key)
    return True


def load_document(
    engine: Engine, document: Document, *, note: str = "", overrides: OverrideBook = NO_OVERRIDES
) -> StoreResult:
    """Stores one document and links the reports it concerns, all in one transaction; errors as `store_document`."""
    return store_document(engine, document, note=note, settle=link_near, overrides=overrides)


def take_out_document(engine: Engine, name_or_key: str, *, note: str = "") -> WithdrawResult:
    """Takes a document out of the figures and links the reports it concerned anew; raises UnknownDocument."""
    return withdraw_document(engine, name_or_key, note=note, settle=link_near)


def decide(
    engine: Engine, row_id: str, measure_id: str, decision: LinkDecision, by: str = ""
) -> None:
    """Writes a person's decision on a pair and links the report's other rows around it; raises LinkRefused."""
    with write_transaction(engine) as connection:
        _link(connection, decide_link(connection, row_id, measure_id, decision, by))


def link_all(engine: Engine) -> int:
    """Links all reports anew, as after an update of the product; how many reports there are."""
    with write_transaction(engine) as connection:
        reports = all_reports(connection)
        begin_load(connection, "link", "", "")
        for key in reports:
            _link(connection, key)
    return len(reports)


def link_near(connection: Connection, document_key: str) -> None:
    """Links the reports that a change of this document concerns."""
    link_near_all(connection, (document_key,))


def link_near_all(connection: Connection, document_keys: Iterable[str]) -> None:
    """Links the reports that a change of these documents concerns, each once."""
    near: set[str] = set()
    for key in document_keys:
        reports = affected_reports(connection, key, _stays)
        if key not in reports:
            drop_links_of_others(connection, key)
        near.update(reports)
    for key in sorted(near):
        _link(connection, key)


def _stays(one: Standing, changed: Paper) -> bool:
    return stays_with(one.report, one.plan, one.share, changed)


def _link(connection: Connection, report_key: str) -> None:
    report = fetch_report(connection, report_key)
    plans = fetch_plans(connection, report)
    found = link_report(report, plans, fetch_decisions(connection, report_key))
    replace_links(connection, report_key, found)
