"""The commands of `python -m etl`, in the order of work: look, load, ask, take away."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from etl.cli import bodies, links, overrides, parse
from etl.cli.demo import demo
from etl.cli.export import export
from etl.cli.help import HelpCommand, HelpGroup
from etl.cli.index import index
from etl.cli.load import load, withdraw
from etl.cli.look import check, show
from etl.cli.measure import measure
from etl.cli.status import status

PROGRAM: Final = "python -m etl"

app = typer.Typer(
    cls=HelpGroup,
    help="etl.root",
    epilog="etl.root.examples",
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root(
    lang: Annotated[str | None, typer.Option(metavar="uk|en", help="etl.option.lang")] = None,
) -> None:
    # `--lang` is taken from the line before it is parsed (etl.cli.main); here it is only declared
    del lang


for _name, _run in (
    ("load", load),
    ("check", check),
    ("show", show),
    ("status", status),
    ("withdraw", withdraw),
    ("export", export),
    ("demo", demo),
    ("measure", measure),
    ("index", index),
):
    app.command(_name, cls=HelpCommand, help=f"etl.{_name}", epilog=f"etl.{_name}.examples")(_run)
app.add_typer(bodies.app, name="bodies", cls=HelpGroup)
app.add_typer(links.app, name="links", cls=links.DefaultGroup)
app.add_typer(overrides.app, name="overrides", cls=overrides.OverridesGroup)
app.add_typer(parse.app, name="parse", cls=HelpGroup)
