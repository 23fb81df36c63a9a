"""What a command waits for before its first word: libraries that it does not need are not imported."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FRAMES = {"pandas", "pandera", "numpy"}
DATABASE = {"sqlalchemy", "alembic"}
READERS = {"pdfplumber", "xlsxwriter"}
COMMAND = (
    "import sys; from etl.cli import main; code = main(sys.argv[2:]); "
    "open(sys.argv[1], 'w').write(' '.join(sys.modules)); sys.exit(code)"
)


@pytest.mark.parametrize(
    ("command", "needless"),
    [
        (("load", "--help"), FRAMES | DATABASE | READERS),
        (("parse", "deadline", "постійно"), FRAMES | DATABASE | READERS),
        # a load in which nothing is new
        (("load",), FRAMES | READERS | {"alembic"}),
    ],
    ids=["help", "parse", "load"],
)
def test_a_command_imports_only_what_it_needs(
    bundled_url: str, tmp_path: Path, command: tuple[str, ...], needless: set[str]
) -> None:
    copy = tmp_path / "monitor.sqlite"
    shutil.copy(bundled_url.removeprefix("sqlite:///"), copy)
    told = tmp_path / "modules.txt"
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, told, *command],
        cwd=ROOT,
        env={**os.environ, "OGP_DATABASE_URL": f"sqlite:///{copy}"},
        capture_output=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr.decode()
    assert needless & set(told.read_text(encoding="utf-8").split()) == set()
