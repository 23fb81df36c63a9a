"""How many cells a second each reading does on one core: `python -m benchmarks.values [--json FILE]`.

Every cell is made different (a number is put in), so that no memo answers for the reader.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Final

from benchmarks.stage import write_figures
from etl.values.bodies import parse_bodies
from etl.values.deadline import parse_deadline
from etl.values.evidence import parse_evidence
from etl.values.header import parse_header
from etl.values.status import parse_status
from etl.values.text import clean, fold
from etl.values.theme import parse_theme

CELLS: Final = 3000
_DEADLINES: Final = (
    "протягом {n} року",
    "II квартал {n} року",
    "січень, березень, серпень, листопад {n} року",
    "до 15 грудня {n} року",
    "Постійно {n}",
    "щокварталу до 10 числа місяця, наступного за звітним {n}",
)
_BODIES: Final = (
    "управління комунікацій з громадськістю облдержадміністрації, громадська рада при ОДА {n} (за згодою)",
    "управління: інформаційної діяльності облдержадміністрації, комунікацій {n} облдержадміністрації",
    "Структурні підрозділи облдержадміністрації {n}, райдержадміністрації",
    "відділ культури {n}, відділ освіти, молоді та спорту райдержадміністрації",
)
_RESULTS: Final = (
    "Проведено {n} публічних консультацій з ІГС",
    "Довідник {n} створено, електрону версію розміщено на сайті. Видання не здійснювалося.",
    "Не проводилось у зв’язку із тим, що не було {n} програм і проектів",
    "29-30 березня та 19 квітня проведено {n} заходи спільно з ГО «Громада»",
)
_TITLES: Final = (
    "Проведення {n} семінарів з питань сприяння розвитку громадянського суспільства для працівників",
    "Оприлюднення {n} звіту про виконання програми протидії та запобігання корупції в області",
)
_HEADS: Final = (
    "ЗАТВЕРДЖЕНО\nЗаступник голови облдержадміністрації\nВ.М.Тканко\n10 вересня 2012 року\nПЛАН {n}\n"
    "заходів з підвищення рівня відкритості у Чернігівській області",
)


def cells_a_second(read: Callable[[str], object], patterns: tuple[str, ...]) -> float:
    """Cells read in one second of processor time, the first of each kind left out (it compiles the patterns)."""
    cells = [patterns[n % len(patterns)].format(n=2000 + n) for n in range(CELLS)]
    for cell in cells[: len(patterns)]:
        read(cell)
    start = process_time()
    for cell in cells[len(patterns) :]:
        read(cell)
    return (len(cells) - len(patterns)) / (process_time() - start)


def main() -> None:
    """One line for each reading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    asked = parser.parse_args()
    readings: tuple[tuple[str, Callable[[str], object], tuple[str, ...]], ...] = (
        ("clean", clean, _BODIES),
        ("fold", fold, _BODIES),
        ("deadline", lambda cell: parse_deadline(cell, (2013, 2013)), _DEADLINES),
        ("bodies", parse_bodies, _BODIES),
        ("status", parse_status, _RESULTS),
        ("evidence", lambda cell: parse_evidence(cell, 2017), _RESULTS),
        ("theme", parse_theme, _TITLES),
        ("header", parse_header, _HEADS),
    )
    found = {}
    for name, read, patterns in readings:
        found[name] = round(cells_a_second(read, patterns))
        sys.stdout.write(f"{name:10} {found[name]:>10,} cells/s\n")
    write_figures(asked.json, found)


if __name__ == "__main__":
    main()
