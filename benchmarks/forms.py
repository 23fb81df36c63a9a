"""Exchange forms of many communities, for measuring: those of a demo database, each for so many communities.

`python -m benchmarks.forms FROM TO COPIES` writes COPIES folders of forms, as another database would give them out:
every document has a key, addresses and a title of its own, so each is a new one to the database that loads them.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from itertools import product
from pathlib import Path
from typing import Final

_TITLE: Final = "Назва"
# «Калинова Балка», «Тернова Гора»: made up, and no two of them alike in both words
_TREES: Final = (
    "Калинова",
    "Вербова",
    "Дубова",
    "Липова",
    "Тернова",
    "Яблунева",
    "Соснова",
    "Кленова",
)
_PLACES: Final = ("Балка", "Гора", "Долина", "Криниця", "Левада", "Пристань", "Слобода", "Гребля")


def communities() -> list[str]:
    """Names of communities, as many as there are folders at most."""
    return [f"{tree} {place}" for tree, place in product(_TREES, _PLACES)]


def copy_forms(source: Path, target: Path, copies: int) -> int:
    """Writes the forms (.csv) of a folder for so many communities; how many files that makes."""
    forms = [(path.stem, path.read_bytes().decode("utf-8-sig")) for path in source.glob("*.csv")]
    names = communities()[:copies]
    if len(names) < copies:
        raise ValueError(f"at most {len(names)} copies")
    for number, name in enumerate(names, start=1):
        folder = target / f"{number:03}"
        folder.mkdir(parents=True)
        for key, text in forms:
            own = f"{key}-{number:03}"
            written = _renamed(text, key, own, f", громада «{name}»")
            Path(folder, f"{own}.csv").write_text(written, encoding="utf-8-sig", newline="")
    return len(names) * len(forms)


def _renamed(text: str, key: str, own: str, community: str) -> str:
    """A form with another key in its field and in every address, and a community in its title."""
    text = text.replace(f";{key};", f";{own};", 1).replace(f"{key}:", f"{own}:")
    before, line, after = _line_of_title(text)
    cells = next(csv.reader([line], delimiter=";"))
    cells[1] += community
    told = io.StringIO()
    csv.writer(told, delimiter=";", lineterminator="").writerow(cells)
    return f"{before}{told.getvalue()}{after}"


def _line_of_title(text: str) -> tuple[str, str, str]:
    start = text.index(f"\n{_TITLE};") + 1
    end = text.index("\r\n", start)
    return text[:start], text[start:end], text[end:]


def main() -> None:
    """Writes the forms and says how many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="a folder of `etl export --format csv`")
    parser.add_argument("target", type=Path)
    parser.add_argument("copies", type=int)
    asked = parser.parse_args()
    made = copy_forms(asked.source, asked.target, asked.copies)
    sys.stdout.write(f"{made} forms\n")


if __name__ == "__main__":
    main()
