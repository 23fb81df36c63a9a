"""Help pages in the user's language: texts of commands and options are keys of the catalogue `etl.po`.

The epilog of a command is its examples: lines that begin with `python -m etl` run as they stand, from the
folder of the product.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

import typer
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from data.errors import ConfigError
from data.i18n import Words
from etl.cli.talk import Talk, indent

_LONGEST_LINE: Final = 100
_PIPED_WIDTH: Final = 80
EXAMPLE: Final = "python -m etl"


class HelpCommand(TyperCommand):
    """A command whose help is in the user's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page: what the command does, how it is called, its parameters, examples."""
        formatter.write(_render(ctx, _page(self, ctx)))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as ever, but name surplus arguments in the user's language."""
        self.allow_extra_args = ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise ConfigError("usage_surplus", names=" ".join(rest), command=ctx.command_path)
        return rest


class HelpGroup(TyperGroup):
    """A group of commands whose help is in the user's language; called alone it shows its help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page: what the group does, its commands, examples."""
        formatter.write(_render(ctx, _page(self, ctx, self.commands)))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as ever; without any argument the help goes to stderr, and the exit code is 2."""
        if not args:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; raises ConfigError that names the nearest known ones."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.commands) or sorted(self.commands)
            raise ConfigError("usage_command", name=args[0], known=", ".join(near))
        return super().resolve_command(ctx, args)


def _render(ctx: Any, page: Iterable[RenderableType]) -> str:
    talk: Talk = ctx.find_root().obj
    shown = talk.out
    width = min(shown.width, _LONGEST_LINE) if shown.is_terminal else _PIPED_WIDTH
    console = Console(
        width=width,
        force_terminal=shown.is_terminal,
        no_color=shown.no_color,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as capture:
        for part in page:
            # a line to run is never wrapped or cut: it must survive copying
            console.print(part, soft_wrap=isinstance(part, _Verbatim))
    return "\n".join(line.rstrip() for line in capture.get().rstrip().split("\n"))


class _Verbatim(Text):
    """A line that stays one line however narrow the screen is."""


def _page(
    command: HelpCommand | HelpGroup, ctx: Any, commands: Mapping[str, Any] | None = None
) -> Iterator[RenderableType]:
    words: Words = ctx.find_root().obj.words
    usage = Text(words("etl.help.usage") + " ", "bold") + Text(_usage(command, ctx, words))
    yield usage
    yield ""
    yield indent(Text(words(command.help or "")), 2)
    parameters = command.get_params(ctx)
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    options = [p for p in parameters if p.param_type_name == "option"]
    listed = [(name, words(f"{found.help}.short")) for name, found in (commands or {}).items()]
    for key, rows in (
        ("etl.help.commands", listed),
        ("etl.help.arguments", [(_metavar(p, words), _explain(p, words)) for p in arguments]),
        ("etl.help.options", [(_names(p, words), _explain(p, words)) for p in options]),
    ):
        if rows:
            yield from _section(words(key), rows)
    if command.epilog:
        yield ""
        yield Text(words("etl.help.examples"), "bold")
        yield from (_example(line) for line in words(command.epilog).split("\n"))


def _section(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[RenderableType]:
    yield ""
    yield Text(title, "bold")
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column()
    for name, text in rows:
        table.add_row(f"  {name}", text)
    yield table


def _example(line: str) -> Text:
    if line.startswith(EXAMPLE):
        return _Verbatim(f"  {line}", "cyan")
    return _Verbatim(f"      {line}")


def _usage(command: Any, ctx: Any, words: Words) -> str:
    parts = [ctx.command_path, words("etl.help.usage_options")]
    if isinstance(command, HelpGroup):
        parts.append(words("etl.help.usage_command"))
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "argument":
            name = _metavar(parameter, words)
            parts.append(name if parameter.required else f"[{name}]")
    return " ".join(parts)


def _names(option: Any, words: Words) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {_metavar(option, words)}"


def _metavar(parameter: Any, words: Words) -> str:
    name = words(parameter.metavar) if parameter.metavar else str(parameter.name).upper()
    return f"{name}…" if parameter.nargs == -1 else name


def _explain(parameter: Any, words: Words) -> str:
    if parameter.name == "help":
        return words("etl.help.help")
    return words(parameter.help or "")
