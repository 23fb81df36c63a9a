"""What a page change costs the server: processor time and bytes of each page's answer over demo measures.

`python -m benchmarks.pages [--measures N …] [--database URL] [--only PATH …] [--rounds N] [--json FILE]` prints a table
and writes the same as JSON. In milliseconds of processor time, «first» is the first answer to a choice that nobody made
before, «drawn» the median of answers to the same page on other days, «again» that of the very same address. Bytes
are those of the answer before and after compression.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from benchmarks.stage import make_database, write_figures
from dashboard import create_app, ids, links
from dashboard.context import current_services
from dashboard.guard import CALLBACK_PATH
from data.settings import Settings

MEASURES = 20_000
ROUNDS = 5
TODAY = date(2026, 11, 21)
MOST_BYTES = 300_000


@dataclass(frozen=True)
class Cost:
    """What one address costs at a number of measures."""

    measures: int
    address: str
    first_ms: float
    drawn_ms: float
    again_ms: float
    bytes: int
    compressed: int


def main() -> None:
    """Measures every page at every size asked for."""
    asked = _arguments()
    costs: list[Cost] = []
    for measures in asked.measures:
        with tempfile.TemporaryDirectory() as place:
            url = asked.database or make_database(Path(place), measures)
            for cost in measure_pages(url, asked.rounds, asked.only):
                costs.append(cost)
                sys.stdout.write(_line(cost))
                sys.stdout.flush()
    write_figures(asked.json, {"rounds": asked.rounds, "pages": [asdict(cost) for cost in costs]})


def measure_pages(url: str, rounds: int, only: list[str]) -> Iterator[Cost]:
    """The cost of each page and file of a database, one after another in one process."""
    app = create_app(Settings(database_url=url, today=TODAY))
    client = app.server.test_client()
    with app.server.app_context():
        measures = len(current_services().snapshots.current().measures)
        addresses = [*_pages(), *_files()]
    _call(client, links.ABOUT)
    sys.stdout.write(
        f"{measures} measures\n{'address':<44}{'first':>9}{'drawn':>9}{'again':>9}{'kB':>9}{'br':>8}\n"
    )
    for address in addresses:
        if not only or any(address.split("?")[0] == path for path in only):
            yield _cost(client, measures, address, rounds)


def _cost(client: FlaskClient, measures: int, address: str, rounds: int) -> Cost:
    first, size = _timed(client, address)
    # on another day everything is another, and nothing of it was asked for before
    joint = "&" if "?" in address else "?"
    days = [date(2019, 1, 15) + timedelta(days=31 * place) for place in range(rounds)]
    drawn = [_timed(client, f"{address}{joint}as_of={day}")[0] for day in days]
    again = [_timed(client, address)[0] for _ in range(rounds)]
    compressed = len(_call(client, address, compressed=True))
    middle = statistics.median
    return Cost(measures, address, first, middle(drawn), middle(again), size, compressed)


def _timed(client: FlaskClient, address: str) -> tuple[float, int]:
    gc.collect()
    began = time.process_time()
    answer = _call(client, address)
    return (time.process_time() - began) * 1000, len(answer)


def _call(client: FlaskClient, address: str, *, compressed: bool = False) -> bytes:
    """The answer of an address: of a page what Dash's router answers a browser that moved there."""
    headers = {"Accept-Encoding": "br"} if compressed else {}
    path, _, query = address.partition("?")
    if path.startswith(_GIVEN):
        answer = client.get(address, headers=headers)
    else:
        answer = client.post(
            CALLBACK_PATH, json=page_call(path, f"?{query}" if query else ""), headers=headers
        )
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return bytes(answer.data)


def page_call(path: str, search: str) -> dict[str, Any]:
    """What a browser asks of Dash's router for a page; `search` begins with «?» or is empty."""
    ports = ((ids.CONTENT, "children"), (ids.PAGE_STORE, "data"))
    values = (("pathname", path), ("search", search))
    return {
        "output": "..{}.{}...{}.{}..".format(*ports[0], *ports[1]),
        "outputs": [{"id": name, "property": part} for name, part in ports],
        "inputs": [
            {"id": ids.LOCATION, "property": name, "value": value} for name, value in values
        ],
        "changedPropIds": [f"{ids.LOCATION}.{name}" for name, _ in values],
    }


_GIVEN = (f"{links.DOWNLOADS}/", f"{links.OPEN_FILES}/", f"{links.API}/")


def _pages() -> list[str]:
    """Every page with nothing chosen, and the choices that make its answer longest."""
    snapshot = current_services().snapshots.current()
    rows = snapshot.measures
    region = rows["region_iso"].value_counts().index[0]
    body = snapshot.assignments["body_id"].value_counts().index[0]
    measure = rows["measure_id"].iloc[len(rows) // 2]
    document = snapshot.documents["document_key"].iloc[0]
    return [
        links.OVERVIEW,
        f"{links.OVERVIEW}?region={region}",
        links.MEASURES,
        f"{links.MEASURES}?sort=-title",
        f"{links.MEASURES}?f_title=%D1%81%D1%82%D0%B2%D0%BE%D1%80",
        f"{links.MEASURES}?group=body",
        f"{links.MEASURES}?group=direction",
        f"{links.MEASURES}?region={region}",
        links.OVERDUE,
        f"{links.OVERDUE}?group=body",
        links.AGENDA,
        f"{links.AGENDA}?region={region}",
        links.MEETING,
        links.BODIES,
        f"{links.BODIES}/{body}",
        links.COMPARISON,
        f"{links.COMPARISON}?group=theme",
        links.CALENDAR,
        f"{links.CALENDAR}?region={region}",
        links.SIMILAR,
        f"{links.SIMILAR}/{measure}",
        links.SILENT,
        links.SOURCES,
        f"{links.SOURCES}/{document}",
        f"{links.MEASURE}/{measure}",
        f"{links.SEARCH}?q=%D0%B3%D1%80%D0%BE%D0%BC%D0%B0%D0%B4%D1%81%D1%8C%D0%BA%D1%96%20%D1%80%D0%B0%D0%B4%D0%B8",
        f"{links.SEARCH}?q=1.1",
        links.OPEN_DATA,
        links.ABOUT,
    ]


def _files() -> list[str]:
    """The files of all the rows and of the whole set."""
    rows = [f"{links.DOWNLOADS}/{name}" for name in (links.ROWS_CSV, links.ROWS_XLSX)]
    return [*rows, *(f"{links.OPEN_FILES}/ogp-monitor.{name}" for name in ("xlsx", "zip"))]


def _line(cost: Cost) -> str:
    mark = "  > 300 kB" if cost.bytes > MOST_BYTES and not cost.address.startswith(_GIVEN) else ""
    name = cost.address if len(cost.address) < 44 else cost.address[:40] + "…"
    sizes = f"{cost.bytes / 1000:9.1f}{cost.compressed / 1000:8.1f}"
    return f"{name:<44}{cost.first_ms:9.1f}{cost.drawn_ms:9.1f}{cost.again_ms:9.1f}{sizes}{mark}\n"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--measures", type=int, nargs="+", default=[MEASURES])
    parser.add_argument("--database", help="an address of a filled database instead of a new one")
    parser.add_argument("--only", nargs="+", default=[], help="paths of pages, such as /zakhody")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", type=Path, help="where to write the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
