"""`bodies`: names that may be one body, proposed to a person with a score."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from etl.cli.cells import write_rows
from etl.cli.help import HelpCommand
from etl.cli.talk import Talk

_COLUMNS: Final = (
    *("region_iso", "alias", "canonical", "score"),
    *("alias_count", "canonical_count", "rule"),
)

app = typer.Typer(help="etl.bodies", epilog="etl.bodies.examples")

LeastOption = Annotated[
    float,
    typer.Option(
        "--least", min=50, max=100, metavar="etl.meta.likeness", help="etl.bodies.propose.least"
    ),
]


@app.callback()
def _group() -> None:
    """Keeps `propose` a command of its own, though it is the only one."""


@app.command(
    "propose", cls=HelpCommand, help="etl.bodies.propose", epilog="etl.bodies.propose.examples"
)
def _propose(context: typer.Context, least: LeastOption = 90.0) -> int:
    # the database's libraries take a second to start: only commands that need them wait for it
    from data.queries import fetch_assignments_frame, fetch_plans_frame
    from etl.cli.database import open_database
    from etl.values.registry import propose_aliases

    talk: Talk = context.obj
    with open_database(talk.database_url) as engine, engine.connect() as connection:
        plans = fetch_plans_frame(connection)
        assignments = fetch_assignments_frame(connection)
    regions = plans.set_index("document_key")["region_iso"].fillna("")
    assignments = assignments.assign(region=assignments["document_key"].map(regions).fillna(""))
    rows = []
    for region, named in assignments.groupby("region"):
        counts = {str(name): int(n) for name, n in named["body"].value_counts().items()}
        for found in propose_aliases(counts, str(region), least):
            rows.append(
                (
                    *(str(region), found.alias, found.canonical, f"{found.score:.0f}"),
                    *(str(counts[found.alias]), str(counts[found.canonical]), found.rule),
                )
            )
    if not rows:
        talk.tell(talk.words("etl.bodies.propose.none"))
        return 0
    write_rows(sys.stdout, _COLUMNS, rows)
    return 0
