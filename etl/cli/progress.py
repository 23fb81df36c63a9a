"""A bar on stderr while files are read, gone at the end; plain lines, and few, where stderr is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

_SHORTEST: Final = 2
_FILES_A_LINE: Final = 100


class Bar:
    """Shows how many files are done and which one is being read."""

    def __init__(self, title: str, total: int, say: Callable[[int], None]) -> None:
        # a console of its own: the bar is redrawn while others speak
        console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
        self._is_terminal = console.is_terminal
        self._shown = self._is_terminal and total >= _SHORTEST
        self._bar = Progress(
            TextColumn(title, markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", style="dim", markup=False),
            console=console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not self._shown,
        )
        self._say = say
        self._done = 0
        self._total = total
        self._task: TaskID = self._bar.add_task("", total=total, name="")

    def show(self, name: str) -> None:
        """Name the file that is being read."""
        if not self._shown:
            return
        self._bar.update(self._task, name=name)

    def advance(self) -> None:
        """One more file is done."""
        self._done += 1
        if self._shown:
            self._bar.advance(self._task)
        if not self._is_terminal and self._done % _FILES_A_LINE == 0 and self._done < self._total:
            self._say(self._done)

    @contextmanager
    def drawn(self) -> Iterator[Bar]:
        """The bar on the screen, taken away at the end."""
        with self._bar:
            yield self

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The screen without the bar, for results to be printed."""
        if not self._shown:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()
