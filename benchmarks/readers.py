"""How many documents a second each format gives on one core: `python -m benchmarks.readers [--json FILE] [FILES …]`.

Reading alone, then everything up to the records; the first document of a format is left out (it loads the parser).
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Final

from benchmarks.stage import ROOT, write_figures
from data.errors import SourceError
from etl.pipeline import read_documents
from etl.readers import read_blocks
from etl.sandbox import read_apart

_SECONDS: Final = 2.0
_FOLDER: Final = ROOT / "tests" / "fixtures" / "samples"


def documents_a_second(
    read: Callable[[str, bytes], object], files: Sequence[tuple[str, bytes]]
) -> float:
    """Documents read in one second, going round the files for two seconds."""
    read(*files[0])
    done = 0
    start = perf_counter()
    while (spent := perf_counter() - start) < _SECONDS:
        read(*files[done % len(files)])
        done += 1
    return done / spent


def by_format(paths: Sequence[Path]) -> dict[str, list[tuple[str, bytes]]]:
    """Files that can be read, by the name of their reader."""
    found: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    for path in paths:
        content = path.read_bytes()
        try:
            reader, _ = read_blocks(content, path.name)
        except SourceError as error:
            sys.stderr.write(f"{path.name}: {error.code}\n")
            continue
        found[reader].append((path.name, content))
    return found


def growth_apart(times: int = 2_000_000) -> float:
    """By how many MB the greatest memory of this process grew while a child read what swells so many times."""
    rows = b"<table>" + b"<tr>" + b"<td rowspan=60000 colspan=9>x" * 9 + b"</tr>" * (times // 10)
    bombs = (
        b"<html>" + b"<p>x</p>" * times,
        b"<html>" + rows,
        b"{\\rtf1 " + b"x\\cell " * times,
    )
    before = getrusage(RUSAGE_SELF).ru_maxrss
    for bomb in bombs:
        with suppress(SourceError):
            read_apart(bomb, "bomb")
    return (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024


def main() -> None:
    """One line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="documents; those of the tests")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    asked = parser.parse_args()
    paths = asked.files or sorted(_FOLDER.iterdir())
    found = []
    sys.stdout.write(f"{'format':10} {'read':>10} {'read, parse, build':>20}   documents/s\n")
    for reader, files in sorted(by_format(paths).items()):
        blocks = documents_a_second(lambda name, content: read_blocks(content, name), files)
        whole = documents_a_second(read_documents, files)
        sys.stdout.write(f"{reader:10} {blocks:>10,.1f} {whole:>20,.1f}\n")
        found.append({"format": reader, "read": blocks, "read_parse_build": whole})
    grown = growth_apart()
    sys.stdout.write(f"parent grew by {grown:,.1f} MB while its child met bombs\n")
    write_figures(asked.json, {"formats": found, "parent_grew_mb": grown})


if __name__ == "__main__":
    main()
