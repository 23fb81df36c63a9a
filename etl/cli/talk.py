"""What a command says: data to stdout, talk to stderr, laid out for a terminal or whole for a pipe."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Final

import typer
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from data.errors import OgpError
from data.i18n import Words
from data.model import Place
from etl.cli.progress import Bar
from etl.wording import place_words

# a pipe has no width: nothing is wrapped or cut
_ENDLESS: Final = 1_000_000
_PICTURES: Final = {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421}
_USAGE_KEYS: Final = {
    "NoSuchOption": "etl.usage.no_such_option",
    "MissingParameter": "etl.usage.missing",
    "BadParameter": "etl.usage.bad_value",
    "BadOptionUsage": "etl.usage.bad_option",
}


def prepare_streams() -> None:
    """Lets both streams carry Ukrainian whatever the system's encoding is: files and pipes get UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def visible(text: str) -> str:
    """A name with control characters as visible marks: a file may be called anything."""
    return text.translate(_PICTURES)


@dataclass
class Talk:
    """The two streams and the words of one run; commands find it as `context.obj`."""

    words: Words
    database_url: str = ""
    jobs: int = 0
    overrides: Path | None = None

    @cached_property
    def out(self) -> Console:
        """Where data go."""
        return _console(sys.stdout)

    @cached_property
    def err(self) -> Console:
        """Where talk goes."""
        return _console(sys.stderr)

    def show(self, *parts: RenderableType) -> None:
        """Data for people, on stdout; lines never end in blanks."""
        _write(self.out, parts)

    def tell(self, *parts: RenderableType) -> None:
        """Talk, on stderr."""
        _write(self.err, parts)

    def tell_error(self, error: OgpError) -> None:
        """One message for an error: what happened, in which file and place, what to do."""
        head = Text(self.words("etl.error") + " ", style="bold red")
        self.tell(head + Text(self.error_words(error), style="not bold default"))

    def error_words(self, error: OgpError) -> str:
        """The words of an error, naming the file and the place where it has them."""
        values = {name: self._value(name, value) for name, value in error.values.items()}
        key = f"error.{error.code}"
        if not self.words.has(key):
            key = "error.unexpected"
        message = self.words(key, **{"code": error.code, "file": "", "place": "", **values})
        parts = [str(values[name]) for name in ("file", "place") if values.get(name)]
        missing = [part for part in parts if part not in message]
        return f"{', '.join(missing)}: {message}" if missing else message

    def tell_wrong_use(self, error: typer.TyperException) -> None:
        """One message for a command line that makes no sense, and where help is."""
        key = _USAGE_KEYS.get(type(error).__name__)
        message = error.format_message()
        if key is not None:
            near = ", ".join(getattr(error, "possibilities", None) or ())
            suffix = "_near" if near else ""
            message = self.words(f"{key}{suffix}", name=self._parameter_name(error), near=near)
        head = Text(self.words("etl.error") + " ", style="bold red")
        self.tell(head + Text(visible(message), style="not bold default"))
        context = getattr(error, "ctx", None)
        if context is not None:
            self.tell(Text(self.words("etl.usage.help", command=context.command_path), "dim"))

    @contextmanager
    def progress(self, total: int, key: str) -> Iterator[Bar]:
        """A bar on stderr, gone at the end; where stderr is no terminal, a line after each so many files."""

        def say(done: int) -> None:
            self.tell(self.words("etl.progress.line", done=done, all=total))

        with Bar(self.words(key), total, say).drawn() as bar:
            yield bar

    def _parameter_name(self, error: typer.TyperException) -> str:
        option = getattr(error, "option_name", "")
        parameter = getattr(error, "param", None)
        if option or parameter is None:
            return visible(str(option))
        if parameter.param_type_name == "argument":
            return self.words(parameter.metavar or parameter.name)
        return " / ".join(parameter.opts)

    def _value(self, name: str, value: object) -> object:
        if name == "place" and isinstance(value, str):
            try:
                return place_words(self.words, Place.from_code(value))
            except ValueError:
                return visible(value)
        return visible(value) if isinstance(value, str) else value


def indent(part: RenderableType, left: int, below: int = 0) -> Padding:
    """A part some blanks from the left, with empty lines below; no wider than its words, however wide a pipe is."""
    return Padding(part, (0, 0, below, left), expand=False)


def grid(*justify: str) -> Table:
    """A table without lines, two blanks between its columns; each column `left` or `right`."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for side in justify:
        table.add_column(justify="right" if side == "right" else "left", overflow="fold")
    return table


def _console(stream: IO[str]) -> Console:
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _ENDLESS
    return console


def _write(console: Console, parts: tuple[RenderableType, ...]) -> None:
    if console.is_terminal:
        text = _rendered(console, parts)
    else:
        told = (_as_plain(part) for part in parts)
        text = "".join(
            _rendered(console, (part,)) if plain is None else plain
            for part, plain in zip(parts, told, strict=True)
        )
        text = "".join(f"{line.rstrip(' ')}\n" for line in text.split("\n")[:-1])
    console.file.write(text)
    console.file.flush()


def _rendered(console: Console, parts: Iterable[RenderableType]) -> str:
    with console.capture() as capture:
        for part in parts:
            console.print(part, soft_wrap=False)
    return capture.get()


def _as_plain(part: RenderableType) -> str | None:
    """A line as a pipe gets it, None for what has to be laid out: thousands of files have lines each."""
    indent = ""
    if isinstance(part, Padding):
        indent, part = " " * part.left, part.renderable
    if not isinstance(part, str | Text):
        return None
    lines = str(part).split("\n")
    return "".join(f"{indent}{line}\n" for line in lines)
