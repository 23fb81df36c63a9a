"""The mark of the reading: what must be the same for the same bytes to give the same records.

Part of it is the program's own text and reference data, so an added alias or a mended rule has every file read
anew; part the parsers of others by their versions, part what the user states of the files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import data
import etl
from etl.headers import Stated

_PARSERS: Final = ("lxml", "pdfminer.six", "pdfplumber", "python-calamine")
_OURS: Final = ("identity.py", "issues.py", "model.py")


def reading_mark(stated: Stated | None = None) -> str:
    """64 hexadecimal digits: equal for two readings that would give the same records of the same bytes."""
    return hashlib.sha256(f"{_program()} {stated or Stated()!r}".encode()).hexdigest()


@cache
def _program() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.name}\n{len(path.read_bytes())}\n".encode() + path.read_bytes())
    for name in _PARSERS:
        digest.update(f"{name} {version(name)}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    """What decides how a file is read; commands and the making of demo data do not."""
    reading = Path(etl.__file__).parent
    aside = {reading / "cli", reading / "demo"}
    yield from sorted(p for p in reading.rglob("*.py") if aside.isdisjoint(p.parents))
    ground = Path(data.__file__).parent
    yield from sorted(path for path in (ground / "reference").iterdir() if path.is_file())
    yield from (ground / name for name in _OURS)
