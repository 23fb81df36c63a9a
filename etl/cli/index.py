"""`index`: what was loaded into the index of a search, which a database of very many measures holds itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from data.errors import StoreError
from etl.cli.talk import Talk

if TYPE_CHECKING:
    from sqlalchemy import Engine


def index(context: typer.Context) -> int:
    """Takes into the index of a search what it does not have yet; a load does the same at its end."""
    # the database's libraries take a second to start: only commands that need them wait for it
    from data.search.segments import LEAST_INDEXED
    from etl.cli.database import open_database

    talk: Talk = context.obj
    with open_database(talk.database_url) as engine:
        if not fill_index(talk, engine):
            talk.tell(talk.words("etl.index.nothing", most=talk.words.number(LEAST_INDEXED)))
    return 0


def index_what_was_loaded(talk: Talk, engine: Engine) -> None:
    """The same at the end of a load: what was stored stays stored, whatever becomes of its index."""
    try:
        fill_index(talk, engine)
    except StoreError as error:
        talk.tell(talk.words("etl.index.failed", reason=talk.error_words(error)))


def fill_index(talk: Talk, engine: Engine) -> bool:
    """Indexes the rows that wait for it, if there are so many that servers do not do it; whether there were any."""
    from data.search.segments import count_waiting

    waiting = count_waiting(engine)
    if not waiting:
        return False
    # numbers in arrays: a load that has nothing to index starts without their library
    from data.search.indexing import refresh_index

    talk.tell(talk.words("etl.index.waiting", count=talk.words.number(waiting)))
    refresh_index(engine)
    talk.tell(talk.words("etl.index.done"))
    return True
