"""Running `python -m etl` within the test's process: what it printed, what it said, how it ended."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from etl.cli import main


@dataclass(frozen=True)
class Run:
    """One command that ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run_etl(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run one command: `run_etl("parse", "deadline", "постійно").out`."""

    def run(*arguments: str) -> Run:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return Run(code, told.out, told.err)

    return run
