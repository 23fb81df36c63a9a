"""`links`: which row of a report speaks of which measure of a plan; the queue of what a person decides."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from data.i18n import Words
from data.links import LinkDecision
from data.model import DocumentKind
from etl.cli.help import HelpCommand, HelpGroup
from etl.cli.talk import Talk, grid, visible

# the queue first
_ORDER: Final = (
    *(LinkDecision.PROPOSED, LinkDecision.OUTSIDE),
    *(LinkDecision.ACCEPTED, LinkDecision.AUTOMATIC, LinkDecision.REJECTED),
)
_QUEUE: Final = frozenset(_ORDER[:2])


class DefaultGroup(HelpGroup):
    """A group that runs one of its commands when it is called alone."""

    alone = "list"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as ever; without any command, the one for that."""
        is_help = "--help" in args[:1]
        named = args if is_help or (args and not args[0].startswith("-")) else [self.alone, *args]
        return super().parse_args(ctx, named)


app = typer.Typer(help="etl.links", epilog="etl.links.examples")

RowArgument = Annotated[str, typer.Argument(metavar="etl.meta.report_row", help="etl.links.row")]
MeasureArgument = Annotated[
    str, typer.Argument(metavar="etl.meta.plan_measure", help="etl.links.measure")
]
ByOption = Annotated[str | None, typer.Option("--by", metavar="etl.meta.name", help="etl.links.by")]
ReportOption = Annotated[
    str | None,
    typer.Option("--report", metavar="etl.meta.document", help="etl.links.report"),
]
QueueOption = Annotated[bool, typer.Option("--queue", help="etl.links.queue")]


@app.command("list", cls=HelpCommand, help="etl.links.list", epilog="etl.links.list.examples")
def _list(context: typer.Context, report: ReportOption = None, queue: QueueOption = False) -> int:
    from data.queries import fetch_documents_frame, fetch_links_frame
    from data.store import find_document
    from etl.cli.database import open_database

    talk: Talk = context.obj
    with open_database(talk.database_url) as engine, engine.connect() as connection:
        key = find_document(connection, report).key if report else ""
        found = fetch_links_frame(connection)
        documents = fetch_documents_frame(connection)
    reports = documents[(documents["kind"] == DocumentKind.REPORT.value) & ~documents["withdrawn"]]
    alone = reports[~reports["document_key"].isin(found["report_key"])]
    if key:
        found = found[found["report_key"] == key]
        alone = alone[alone["document_key"] == key]
    for decision in _ORDER:
        rows = found[found["decision"] == decision.value].to_dict("records")
        if rows and (decision in _QUEUE or not queue):
            talk.show(*_section(talk.words, decision, rows))
    if len(alone):
        talk.show(*_without_plan(talk.words, alone.to_dict("records")))
    waiting = int(found["decision"].isin(_QUEUE).sum())
    talk.tell(Text(talk.words("etl.links.summary", all=len(found), waiting=waiting), "dim"))
    return 0


@app.command("accept", cls=HelpCommand, help="etl.links.accept", epilog="etl.links.accept.examples")
def _accept(
    context: typer.Context, row: RowArgument, measure: MeasureArgument, by: ByOption = None
) -> int:
    return _decide(context.obj, row, measure, LinkDecision.ACCEPTED, by)


@app.command("reject", cls=HelpCommand, help="etl.links.reject", epilog="etl.links.reject.examples")
def _reject(
    context: typer.Context, row: RowArgument, measure: MeasureArgument, by: ByOption = None
) -> int:
    return _decide(context.obj, row, measure, LinkDecision.REJECTED, by)


@app.command(
    "refresh", cls=HelpCommand, help="etl.links.refresh", epilog="etl.links.refresh.examples"
)
def _refresh(context: typer.Context) -> int:
    from etl.cli.database import open_database
    from etl.linking import link_all

    talk: Talk = context.obj
    with open_database(talk.database_url) as engine:
        reports = link_all(engine)
    talk.show(talk.words("etl.links.refreshed", reports=reports))
    return 0


def _decide(talk: Talk, row: str, measure: str, decision: LinkDecision, by: str | None) -> int:
    from etl.cli.database import open_database
    from etl.linking import decide

    with open_database(talk.database_url) as engine:
        decide(engine, row, measure, decision, _user() if by is None else by)
    talk.show(talk.words(f"etl.links.done.{decision}", row=row, measure=measure))
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may know no name for its user
        return ""


def _section(
    words: Words, decision: LinkDecision, rows: list[dict[Any, Any]]
) -> Iterator[RenderableType]:
    """A heading with a count, then each link: both addresses, score and rule, both wordings below each other."""
    heading = words(f"etl.links.{decision}", count=len(rows))
    yield Text(heading, "bold yellow" if decision in _QUEUE else "bold")
    for row in rows:
        yield Padding(_head(words, row), (0, 0, 0, 2))
        table = grid("left", "left", "left")
        table.add_row(words("etl.kind.report"), row["row_number"], _line(row["row_text"]))
        if row["plan_measure_id"]:
            table.add_row(words("etl.kind.plan"), row["measure_number"], _line(row["measure_text"]))
        yield Padding(table, (0, 0, 0, 4), expand=False)


def _head(words: Words, row: dict[Any, Any]) -> Text:
    aim = row["plan_measure_id"] or words("etl.links.no_measure", plan=row["plan_document"])
    head = Text(f"{visible(row['report_measure_id'])} → {visible(aim)}", "bold")
    if not row["plan_measure_id"]:
        return head
    told = [words(f"etl.links.rule.{row['rule']}")]
    if row["score"]:
        told.insert(0, words.percent(round(row["score"] * 100), 100))
    if row["decided_by"]:
        told.append(visible(row["decided_by"]))
    return head + Text(f"  {', '.join(told)}", "not bold dim")


def _without_plan(words: Words, reports: list[dict[Any, Any]]) -> Iterator[RenderableType]:
    yield Text(words("etl.links.alone", count=len(reports)), "bold")
    for report in reports:
        measures = words.plural("etl.count.measures", int(report["measures"]))
        line = f"{visible(report['document'])}  {report['document_key']}  {measures}"
        yield Padding(Text(line), (0, 0, 0, 2))


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
