"""`status`: what is loaded, from which load, with counts and issues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import typer
from rich.console import RenderableType
from rich.text import Text

from data.i18n import Words
from data.model import Fate, Severity
from etl.cli.talk import Talk, indent, visible
from etl.wording import document_words, fates_words, severity_words

_COUNTS: Final = (
    "measures",
    "directions",
    "assignments",
    "outcomes",
    "national_plans",
    "national_facts",
)


def status(context: typer.Context) -> int:
    """Prints the data version and every document ever loaded, withdrawn ones too."""
    # the database's libraries take a second to start: only commands that need them wait for it
    from data.queries import current_data_version, current_loaded_at, fetch_documents_frame
    from etl.cli.database import open_database

    talk: Talk = context.obj
    words = talk.words
    with open_database(talk.database_url) as engine, engine.connect() as connection:
        version = current_data_version(connection)
        loaded_at = current_loaded_at(connection)
        documents = fetch_documents_frame(connection)
    if loaded_at is None:
        talk.show(words("etl.status.empty"))
        return 0
    moment = words.moment(loaded_at)
    talk.show(Text(words("etl.status.version", version=version, moment=moment), "bold"))
    # what is not known is None, not one of pandas' several nothings
    for row in documents.astype(object).where(documents.notna(), None).to_dict("records"):
        talk.show("", *_describe(words, row))
    return 0


def _describe(words: Words, row: dict[Any, Any]) -> Iterator[RenderableType]:
    yield Text(visible(row["document"]), "bold") + Text(f"  {row['document_key']}", "not bold dim")
    if row["withdrawn"]:
        moment = words.moment(row["withdrawn_at"].to_pydatetime())
        yield _line(words("etl.status.withdrawn", moment=moment), "bold red")
    yield _line(
        document_words(words, row["kind"], row["region_iso"], row["year_start"], row["year_end"])
    )
    yield _line(row["title"])
    counts = [words.plural(f"etl.count.{name}", row[name]) for name in _COUNTS if row[name]]
    yield _line(", ".join(counts))
    yield _line(fates_words(words, {fate: row[f"rows_{fate}"] for fate in Fate}))
    yield _line(severity_words(words, {kind: row[f"{kind}s"] for kind in Severity}))
    yield _line(
        words(
            "etl.status.load",
            load=row["data_version"],
            moment=words.moment(row["loaded_at"].to_pydatetime()),
            versions=words.plural("etl.count.versions", row["versions"]),
        )
    )


def _line(text: str, style: str = "") -> RenderableType:
    return indent(Text(text, style), 2)
